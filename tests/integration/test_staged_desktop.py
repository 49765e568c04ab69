"""The staged plugin in the real desktop QGIS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gengdi_plugin.core import gridcode

# Hides a library from QGIS's Python as if it had never been installed.
BLIND = """
import sys
from importlib.machinery import PathFinder

class Blind(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.split(".")[0] == "shapely" else super().find_spec(name, path, target)

    @classmethod
    def find_distributions(cls, *arguments, **options):
        context = (*arguments, *options.values(), None)[0]
        hidden = getattr(context, "name", None) == "shapely"
        return iter(()) if hidden else super().find_distributions(*arguments, **options)

sys.meta_path[sys.meta_path.index(PathFinder)] = Blind
"""
OLD_SHAPELY = {
    "shapely/__init__.py": '__version__ = "1.8.5"\n',
    "shapely-1.8.5.dist-info/METADATA": "Metadata-Version: 2.1\nName: shapely\nVersion: 1.8.5\n",
}


def test_reloading_leaves_nothing_behind(desktop: Callable[..., Any]) -> None:
    states = desktop("reload", enabled=False)
    before, loaded = states["before"], states["loaded"]
    assert "gengdi" in loaded["providers"]
    assert len(loaded["docks"]) == len(before["docks"]) + 1
    assert loaded["registered"]
    assert loaded["expression functions"] == [
        "gengdi_area", "gengdi_code_word", "gengdi_grid_cell", "gengdi_grid_code", "gengdi_mu",
        "gengdi_patch_tip", "gengdi_reason_word",
    ]  # fmt: skip
    assert set(loaded["locator filters"]) - set(before["locator filters"]) == {"gengdi"}
    assert set(loaded["browser"]) - set(before["browser"]) == {"gengdi"}
    kinds = {kind: loaded["registered"].count(kind) for kind in loaded["registered"]}
    assert kinds["Type"] == 3, "actions of the layer tree"
    once = ("LocatorFilter", "CustomDropHandler", "OptionsWidgetFactory", "ProjectPropertiesWidgetFactory")
    assert {kind: kinds[kind] for kind in once} == dict.fromkeys(once, 1)
    assert kinds["MainWindowAction"] > 10
    for what in before:
        assert states["unloaded"][what] == before[what], f"{what} left behind after unloading"
        assert states["unloaded again"][what] == before[what], f"{what} left behind, second time"
        assert states["loaded again"][what] == loaded[what], f"{what} differs after loading again"


def test_drops_browser_layer_tree_and_locator_work(desktop: Callable[..., Any], tmp_path: Path) -> None:
    seen = desktop("belonging", FOLDER=str(tmp_path))
    assert seen["opened"]
    assert seen["providers"] == ["spatialite", "spatialite"], "QGIS itself has not added the file's tables"
    assert seen["cell"] == "N51H334659C000"
    if seen["crs"] in ("EPSG:4326", "EPSG:4490"):
        west, south, east, north = gridcode.decode(seen["cell"])
        assert seen["center"] == [round((west + east) / 2, 3), round((south + north) / 2, 3)]
    assert seen["plain"] == ["GengdiBindLayer", "GengdiScreenAgainst", "GengdiScreenThese"]
    assert seen["patches"] == ["GengdiBindLayer", "GengdiScreenThese"]


def test_the_interface_is_chinese_for_a_chinese_officer(desktop: Callable[..., Any]) -> None:
    greeting = desktop("greeting")
    assert greeting["active"]
    assert "gengdi" in greeting["providers"]
    assert greeting["docks"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in greeting["docks"][0])
    assert greeting["messages"] == []


def test_the_interface_is_english_for_everybody_else(desktop: Callable[..., Any]) -> None:
    greeting = desktop("greeting", locale="en_US")
    assert greeting["active"]
    assert greeting["docks"][0].isascii()


def test_starting_is_cheap(desktop: Callable[..., Any]) -> None:
    """Libraries are imported when they are first needed, not when QGIS starts."""
    assert desktop("greeting")["heavy"] == []


def test_without_shapely_it_says_what_to_run(desktop: Callable[..., Any], tmp_path: Path) -> None:
    blind = tmp_path / "blind"
    blind.mkdir()
    (blind / "sitecustomize.py").write_text(BLIND, encoding="utf-8")
    check_sentence(desktop("greeting", locale="en_US", python_path=[blind]))


def test_with_an_old_shapely_it_says_what_to_run(desktop: Callable[..., Any], tmp_path: Path) -> None:
    for name, text in OLD_SHAPELY.items():
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    greeting = desktop("greeting", locale="en_US", python_path=[tmp_path / "old"])
    check_sentence(greeting)
    assert "1.8.5" in greeting["messages"][0]


def check_sentence(greeting: dict[str, Any]) -> None:
    assert greeting["active"], "the plugin must load all the same"
    assert greeting["docks"]
    if len(greeting["messages"]) != 1:
        pytest.fail(f"one sentence was expected: {greeting['messages']}")
    assert "pip install" in greeting["messages"][0]
    assert "shapely" in greeting["messages"][0]
