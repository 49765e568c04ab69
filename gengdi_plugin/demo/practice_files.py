"""The practice folder on disk: shapefiles, the practice sheets, and the answers."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from osgeo import osr

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.kernel import shapely
from .district import District
from .files import write_layer
from .practice import Practice, PracticeLayer, make_practice

#: Where the answers lie; written last, so a folder without them is not complete.
ANSWERS = "practice_answers.json"
SHEETS = ("practice.zh.md", "practice.md")
#: Name of the folder beside the district's layers.
FOLDER = "practice"

_PACKAGE = Path(__file__).resolve().parent.parent
_DOC_FOLDERS = (_PACKAGE / "docs", _PACKAGE.parent / "docs")


def write_practice(district: District, folder: str | Path) -> Practice:
    """Write the practice folder of ``district``; the folder is made when absent.

    It appears only when all of it is written. A folder that already holds this practice is left
    untouched: its layers may be open.
    """
    practice = make_practice(district)
    target = Path(folder).absolute()
    told = _told(practice)
    if told == read_answers(target):
        return practice
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}-{uuid4().hex}")
    scratch.mkdir()
    try:
        for layer in practice.layers.values():
            _write(layer, scratch)
        for name in SHEETS:
            shutil.copyfile(_sheet(name), scratch / name)
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        (scratch / ANSWERS).write_text(text, encoding="utf-8")
        _publish(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return practice


def read_answers(folder: Path) -> dict[str, Any] | None:
    """What the answers file in ``folder`` says; None without one."""
    file = folder / ANSWERS
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _told(practice: Practice) -> dict[str, Any]:
    return {
        "about": "Answers of the practice sheet. Synthetic demo district of Gengdi: not real data.",
        "content": _fingerprint(practice),
        "answers": {str(step): answer for step, answer in enumerate(practice.answers, 1)},
    }


def _fingerprint(practice: Practice) -> str:
    """SHA-256 of layers and sheets: another version of the plugin may set other exercises."""
    digest = hashlib.sha256()
    for layer in practice.layers.values():
        digest.update(f"{layer.plan}{layer.stated_epsg}".encode())
        digest.update(b"".join(shapely.to_wkb(layer.table.geometry)))
        for name, values in layer.table.columns.items():
            digest.update(f"{name}{values.tolist()}".encode())
    for name in SHEETS:
        digest.update(_sheet(name).read_bytes())
    return digest.hexdigest()


def _write(layer: PracticeLayer, folder: Path) -> None:
    file = folder / layer.plan.file
    write_layer(layer.table, layer.plan, file)
    if layer.stated_epsg:
        system = osr.SpatialReference()
        system.ImportFromEPSG(layer.stated_epsg)
        system.MorphToESRI()
        file.with_suffix(".prj").write_text(system.ExportToWkt(), encoding="ascii")


def _publish(scratch: Path, target: Path) -> None:
    """Move the files into place, the answers last; other files in the folder are not touched."""
    target.mkdir(exist_ok=True)
    (target / ANSWERS).unlink(missing_ok=True)
    for file in sorted(scratch.iterdir(), key=lambda path: path.name == ANSWERS):
        file.replace(target / file.name)


def _sheet(name: str) -> Path:
    """A practice sheet: it travels with the plugin's documentation."""
    for folder in _DOC_FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise InputError(tr("The practice sheet {file} is missing: install the plugin again.").format(file=name))
