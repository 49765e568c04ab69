"""What the algorithms that read a workspace share: its parameter, and outputs nobody has open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProject,
    QgsProviderRegistry,
)

from ..core.errors import InputError
from ..core.i18n import tr

if TYPE_CHECKING:
    from ..store.workspace import Workspace


def workspace_parameter() -> QgsProcessingParameterFile:
    """``WORKSPACE``: a workspace file."""
    return QgsProcessingParameterFile(
        "WORKSPACE", tr("Workspace"), fileFilter=tr("Workspace (*.sqlite);;All files (*)")
    )


def open_given(path: str, feedback: QgsProcessingFeedback) -> Workspace:
    """The workspace at ``path``; an absent one is created, as everywhere, and that is said aloud: a list
    out of it is empty, and the path may be a slip."""
    from ..store.workspace import open_workspace

    if not path:
        raise InputError(tr("WORKSPACE is empty: choose the workspace file."))
    if not Path(path).exists():
        feedback.pushWarning(
            tr("The workspace {file} did not exist and was made, without a patch: check the path.").format(
                file=path
            )
        )
    return open_workspace(path)


def refuse_shown_file(project: QgsProject | None, target: str) -> None:
    """Raise InputError when a layer of the project shows ``target``: replacing a file under an open
    layer loses what is written into it later (QGIS keeps the old one open)."""
    wanted = Path(target).resolve()
    for layer in project.mapLayers().values() if project is not None else ():
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        path = parts.get("path")
        if path and Path(str(path)).resolve() == wanted:
            raise InputError(
                tr(
                    "The layer “{layer}” of this project shows {file}: remove the layer or choose another "
                    "file name."
                ).format(layer=layer.name(), file=wanted.name)
            )
