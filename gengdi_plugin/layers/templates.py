"""The bureau's own templates: files of the same names as ours in a folder of the bureau's choice."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import QgsSettings

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.office_folder import use_folder

#: The folder as given in the options.
TEMPLATES_KEY = "gengdi/templates"
_LAYOUTS = Path(__file__).parent / "layouts"
_FORMS = Path(__file__).parents[1] / "exchange" / "forms"


def own_templates() -> list[Path]:
    """The files a bureau may replace: layouts (.qpt), the forms of the lists (.json), and the tables that
    casework is configured by (.csv)."""
    from ..core.office_tables import DATA, TABLES  # not at QGIS's start

    tables = [DATA / name for name in TABLES]
    return [*sorted(_LAYOUTS.glob("*.qpt")), *sorted(_FORMS.glob("*.json")), *tables]


def use_own_tables() -> None:
    """Take the tables of casework from the folder of the options, where they are."""
    text = _chosen()
    use_folder(Path(text) if text else None)


def _chosen() -> str:
    return str(QgsSettings().value(TEMPLATES_KEY, "") or "").strip()


def templates_folder(given: str = "") -> Path | None:
    """The folder ``given``, else that of the options; None when there is none. InputError when it is not
    there: a document must not come out in our form unseen."""
    text = given.strip() or _chosen()
    if not text:
        return None
    folder = Path(text)
    if not folder.is_dir():
        raise InputError(
            tr(
                "The folder of templates {folder} is not there: choose another one, or leave it empty."
            ).format(folder=folder)
        )
    return folder


def template_file(ours: Path, folder: Path | None) -> Path:
    """The file of the same name as ``ours`` in ``folder``, else ``ours``."""
    own = None if folder is None else folder / ours.name
    return own if own is not None and own.is_file() else ours


def copy_templates(folder: Path) -> tuple[list[str], list[str]]:
    """Copy our templates into ``folder``; the names copied, and those that were there already and stay."""
    copied, kept = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in own_templates():
            target = folder / file.name
            if target.exists():
                kept.append(file.name)
            else:
                shutil.copyfile(file, target)
                copied.append(file.name)
    except OSError as error:
        raise InputError(
            tr("The folder {folder} cannot be written ({error}): choose another one.").format(
                folder=folder, error=error.strerror or error
            )
        ) from error
    return copied, kept
