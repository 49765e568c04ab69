"""``make demo``'s own judgement, and the whole of it once on a small district."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

from gengdi_plugin.demo.district import make_district
from gengdi_plugin.demo.files import write_district
from gengdi_plugin.demo.project import load_demo

ROOT = Path(__file__).resolve().parents[2]
STAGED = ROOT / "build" / "plugins" / "gengdi_plugin"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gengdi_demo_script", ROOT / ".ci" / "demo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def good(script: ModuleType, tmp_path: Path) -> dict[str, Any]:
    """A summary that nothing speaks against, with its files."""
    for name in script.OUTPUTS:
        (tmp_path / name).write_bytes(b"x")
    truth = {"false_greens": [], "missing": [], "false_yellow_rate": 0.03, "unlawful": 69}
    return {"truth": truth, "after_findings": {"confirmed_red": 69}}


def test_a_good_demo_has_no_problems(script: ModuleType, good: dict[str, Any], tmp_path: Path) -> None:
    assert script.verdict(tmp_path, good) == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("false_greens", ["3302112021B00001"], "3302112021B00001"),
        ("missing", ["3302112021B00002"], "without a verdict"),
        ("false_yellow_rate", 0.031, "held back"),
        ("unlawful", 70, "not every unlawful patch"),
    ],
)
def test_each_failing_is_named(
    script: ModuleType, good: dict[str, Any], tmp_path: Path, key: str, value: object, words: str
) -> None:
    good["truth"][key] = value
    problems = script.verdict(tmp_path, good)
    assert len(problems) == 1
    assert words in problems[0]


def test_missing_and_strange_files_are_named(
    script: ModuleType, good: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "dock.png").unlink()
    (tmp_path / "workspace.sqlite-wal").write_bytes(b"")
    assert script.verdict(tmp_path, good) == [
        "dock.png is missing",
        "workspace.sqlite-wal was left behind",
    ]


def test_the_map_shows_the_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    from demo_map import draw_map, telling_place

    project = QgsProject()
    write_district(make_district(60), tmp_path / "demo")
    layers = load_demo(project, tmp_path / "demo")
    coloured = QgsVectorLayer("Polygon?crs=EPSG:4490&field=code:string", "patches", "memory")
    features = []
    for number, feature in enumerate(layers["patches"].getFeatures()):
        copy = type(feature)(coloured.fields())
        copy.setGeometry(feature.geometry())
        copy["code"] = ("green", "yellow", "red")[number % 3]
        features.append(copy)
    assert coloured.dataProvider().addFeatures(features)[0]
    coloured.updateExtents()
    assert coloured.extent().contains(telling_place(coloured))
    file = tmp_path / "map.png"
    draw_map(project, coloured, [layers["conversion"]], [layers["units"], layers["farmland"]], file)
    image = QImage(str(file))
    assert image.width() > 1500
    colours = {image.pixel(x, y) for x in range(100, 1200, 7) for y in range(150, 1100, 7)}
    assert len(colours) > 15, "the overview is not blank"
    layers.clear()
    project.clear()


@pytest.mark.skipif(not STAGED.is_dir(), reason="the plugin is not staged (make stage)")
def test_the_whole_demo_on_a_small_district(script: ModuleType, tmp_path: Path) -> None:
    out = tmp_path / "演示"
    command = [
        "bash",
        "-c",
        'source .ci/env.sh && exec .venv/bin/python .ci/demo.py "$0" --patches 60',
        str(out),
    ]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QGIS_", "QT_"))}
    done = subprocess.run(
        command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in out.iterdir()} == set(script.OUTPUTS)
    assert "false greens: 0" in done.stdout
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["patches"] == 60
    assert summary["truth"]["false_greens"] == []
    assert (out / "dock.png").stat().st_size > 50_000
    assert sys.version.split()[0] == summary["versions"]["python"]
