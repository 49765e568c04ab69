"""The one rule of the house: imports point down, and below the line nothing knows QGIS."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "gengdi_plugin"

# From the top of the house to its ground floor; a room may import those after it.
ROOMS = ["gui", "processing", "demo", "layers", "exchange", "sync", "store", "core"]
BELOW_THE_LINE = {"exchange", "sync", "store", "core", "scale"}
# The demo's district is plain data: only these two of its modules may know QGIS.
DEMO_WITH_QGIS = {"gengdi_plugin.demo.files", "gengdi_plugin.demo.project"}
QT = {"qgis", "PyQt5", "PyQt6", "processing"}
# Modules beside the rooms that any room above the line may use.
HALLWAY = {"compat", "resources_lookup", "resources"}


@dataclass(frozen=True)
class Import:
    """One import of one module: who, where, what."""

    importer: str
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_vendor" not in path.parts:
            parts = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports_of(name: str, path: Path) -> Iterator[Import]:
    """Every import of a module, inside functions too, relative ones resolved."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                anchor = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*anchor, base] if base else anchor)
            for alias in node.names:
                # `from ..core import area` names a module, `from ..core.area import x` a thing in one
                deeper = f"{base}.{alias.name}"
                yield Import(name, node.lineno, deeper if base.count(".") < 1 or node.level else base)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


ALL_MODULES = list(modules())
ALL_IMPORTS = [found for name, path in ALL_MODULES for found in imports_of(name, path)]


def test_the_walk_sees_the_house() -> None:
    assert {"core", "store", "layers", "processing", "gui"} <= {room_of(name) for name, _ in ALL_MODULES}
    assert len(ALL_IMPORTS) > 100


def test_every_room_is_on_the_plan() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms - {"_vendor", "i18n"} <= {*ROOMS, "scale"}


def points_up(found: Import) -> bool:
    """Whether an import inside the package goes to a room that is not below the importer's."""
    here, there = room_of(found.importer), room_of(found.target)
    if not found.target.startswith("gengdi_plugin") or there in {"", "_vendor", here}:
        return there == "" and found.target == "gengdi_plugin" and here != ""
    if here == "scale":
        return there != "core"
    if there in HALLWAY:
        return here in BELOW_THE_LINE
    if here not in ROOMS:  # plugin.py, __init__.py and the hallway
        return here in HALLWAY and there not in {"core"}
    return there not in ROOMS or ROOMS.index(there) < ROOMS.index(here)


def test_imports_point_down() -> None:
    assert [str(found) for found in ALL_IMPORTS if points_up(found)] == []


@pytest.mark.parametrize(
    ("importer", "target", "up"),
    [
        ("gengdi_plugin.core.area", "gengdi_plugin.store.workspace", True),
        ("gengdi_plugin.store.runs", "gengdi_plugin.layers.reading", True),
        ("gengdi_plugin.store.runs", "gengdi_plugin.exchange.lists", True),
        ("gengdi_plugin.exchange.lists", "gengdi_plugin.store.runs", False),
        ("gengdi_plugin.scale.runner", "gengdi_plugin.core.area", False),
        ("gengdi_plugin.scale.runner", "gengdi_plugin.store.runs", True),
        ("gengdi_plugin.processing.provider", "gengdi_plugin.gui.dock", True),
        ("gengdi_plugin.processing.provider", "gengdi_plugin.plugin", True),
        ("gengdi_plugin.store.runs", "gengdi_plugin.compat", True),
        ("gengdi_plugin.gui.dock", "gengdi_plugin.core.table", False),
    ],
)
def test_the_rule_knows_up_from_down(importer: str, target: str, up: bool) -> None:
    assert points_up(Import(importer, 1, target)) is up


def knows_qgis(found: Import) -> bool:
    pure_demo = room_of(found.importer) == "demo" and found.importer not in DEMO_WITH_QGIS
    if room_of(found.importer) not in BELOW_THE_LINE and not pure_demo:
        return False
    return found.target.split(".")[0] in QT


def test_below_the_line_nothing_knows_qgis() -> None:
    assert [str(found) for found in ALL_IMPORTS if knows_qgis(found)] == []


def test_the_rule_finds_qgis_below_the_line() -> None:
    assert knows_qgis(Import("gengdi_plugin.core.area", 1, "qgis.core"))
    assert knows_qgis(Import("gengdi_plugin.demo.district", 1, "qgis.core"))
    assert not knows_qgis(Import("gengdi_plugin.layers.reading", 1, "qgis.core"))


def test_qt_comes_through_qgis_only() -> None:
    """``import PyQt5`` would bind the plugin to one Qt."""
    direct = [str(found) for found in ALL_IMPORTS if found.target.split(".")[0] in {"PyQt5", "PyQt6", "sip"}]
    assert direct == []


def test_processing_and_layers_have_no_interface() -> None:
    """Algorithms run in qgis_process, where there is neither a window nor ``iface``."""
    forbidden = ("qgis.gui", "qgis.utils", "qgis.PyQt.QtWidgets")
    rooms = {"processing", "layers", "demo"}
    wrong = [
        str(found)
        for found in ALL_IMPORTS
        if room_of(found.importer) in rooms and found.target.startswith(forbidden)
    ]
    assert wrong == []


def test_iface_is_taken_from_nowhere() -> None:
    """Only ``plugin.py`` is handed ``iface``; nobody imports the global one."""
    assert [str(found) for found in ALL_IMPORTS if found.target.startswith("qgis.utils")] == []


def test_vendored_libraries_are_not_taken_from_elsewhere() -> None:
    """QGIS's Python may hold another version of them, or none."""
    vendored = {path.name for path in (PACKAGE / "_vendor").iterdir() if path.is_dir()} - {"__pycache__"}
    assert len(vendored) >= 3
    elsewhere = [str(found) for found in ALL_IMPORTS if found.target.split(".")[0] in vendored]
    assert elsewhere == []
