"""``gengdi:screenpatches`` tile by tile: what one tile gives, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_screen_patches import box, layers, table

import processing
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProcessingFeedback

from gengdi_plugin.processing import screening_parts
from gengdi_plugin.processing.handover import KeptSession
from gengdi_plugin.processing.screen_patches import ScreenPatchesAlgorithm
from gengdi_plugin.store.run_spool import RunSpool
from gengdi_plugin.store.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("qgis_processing")

COUNT = 40
TABLES = {
    "patch": "uid, patch_no, spatial_code, area_m2, AsText(geom)",
    "verdict": "patch_uid, code, reason, sentence, explanation, approved_m2, basis",
    "evidence": "patch_no, spatial_code, layer, feature_id, overlap_m2, why_not, AsText(geom)",
    "remainder": "patch_no, spatial_code, area_m2, AsText(geom)",
    "ground": "kind, area_m2, AsText(geom)",
    "case_event": "patch_uid, event",
    "patch_state": "patch_uid, state, code",
    "screening_run": "inputs_json, rule_hash",
}


class Feedback(QgsProcessingFeedback):
    """Remembers its progress, and the session when it is to be kept."""

    def __init__(self, keep: bool = False) -> None:
        super().__init__(False)
        self.progress: list[float] = []
        self.kept: list[KeptSession] = []
        if keep:
            self.keep_session = self.kept.append
        self.progressChanged.connect(self.progress.append)


@pytest.fixture()
def inputs() -> dict[str, Any]:
    """Patches in a mixed order over some 20 grid cells, one twice, one that is broken, one without ground."""
    given = layers()
    provider = given["PATCHES"].dataProvider()
    for k in range(COUNT - 4):
        place = 611 * (7 * k % (COUNT - 4))
        feature = QgsFeature(provider.fields())
        feature.setAttributes([f"330211-1{k:03d}", "20", "202012", "20211231"])
        shape = box(place, 0, 90, 40)
        if k == 5:
            shape = "POLYGON((121.61 29.95, 121.611 29.951, 121.611 29.95, 121.61 29.951, 121.61 29.95))"
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        assert provider.addFeatures([feature] * (2 if k == 9 else 1))[0]
    approvals = given["APPROVALS"][0].dataProvider()
    for k in range(0, COUNT, 3):
        feature = QgsFeature(approvals.fields())
        feature.setAttributes([f"甬土〔2020〕{k}号", "20200601"])
        feature.setGeometry(QgsGeometry.fromWkt(box(611 * k - 1, -1, 60 + 4 * k, 60)))
        assert approvals.addFeatures([feature])[0]
    return given


def run(inputs: dict[str, Any], workspace: Path, feedback: Any = None, **more: Any) -> dict[str, Any]:
    sinks = dict.fromkeys(("OUTPUT", "EVIDENCE", "REMAINDERS"), "TEMPORARY_OUTPUT")
    parameters = {**inputs, **sinks, "WORKSPACE": str(workspace), **more}
    return dict(processing.run(ScreenPatchesAlgorithm().create(), parameters, feedback=feedback))


def rows(layer: Any) -> list[tuple[object, ...]]:
    """All rows with their geometry, without the time."""
    values = [tuple(v for k, v in row.items() if k != "screened_at") for row in table(layer)]
    shapes = [feature.geometry().asWkt(7) for feature in layer.getFeatures()]
    return sorted(zip(values, shapes), key=repr)


def log(workspace: Path) -> list[str]:
    """What the run tells, without what it tells of each tile's sample."""
    with open_workspace(workspace, create=False) as ws:
        [(text,)] = ws.db.execute("SELECT log_json FROM screening_run").fetchall()
    lines = json.loads(text)
    assert any(line.startswith("Sample of") for line in lines)
    return sorted(line for line in lines if not line.startswith("Sample of"))


def stored(workspace: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_workspace(workspace, create=False) as ws:
        return {
            name: sorted(ws.db.execute(f"SELECT {columns} FROM {name}").fetchall(), key=repr)
            for name, columns in TABLES.items()
        }


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("size", [1, 7, 19])
def test_small_tiles_give_the_outputs_and_the_run_of_one(inputs, tmp_path, monkeypatch, size, keep):
    one = run(inputs, tmp_path / "one.sqlite")
    monkeypatch.setattr(screening_parts, "TILE_PATCHES", size)
    feedback = Feedback(keep)
    tiled = run(inputs, tmp_path / "tiled.sqlite", feedback)
    assert len(feedback.kept) == keep
    assert {k: tiled[k] for k in ("COUNT", "GREEN", "YELLOW")} == {
        k: one[k] for k in ("COUNT", "GREEN", "YELLOW")
    }
    assert tiled["COUNT"] == COUNT + 1
    assert one["GREEN"] >= 2
    for name in ("OUTPUT", "EVIDENCE", "REMAINDERS"):
        assert rows(tiled[name]) == rows(one[name]), name
    before, after = stored(tmp_path / "one.sqlite"), stored(tmp_path / "tiled.sqlite")
    for name in TABLES:
        assert len(before[name]) > 0
        assert after[name] == before[name], name
    assert log(tmp_path / "tiled.sqlite") == log(tmp_path / "one.sqlite")
    assert feedback.progress == sorted(feedback.progress)
    assert feedback.progress[-1] == pytest.approx(100.0, abs=1.0)


def test_one_tile_keeps_the_order_of_the_input(inputs, tmp_path):
    answer = run(inputs, tmp_path / "w.sqlite")
    assert [row["JCBH"] for row in table(answer["OUTPUT"])] == [
        row["JCBH"] for row in table(inputs["PATCHES"])
    ]


@pytest.mark.parametrize("keep", [False, True])
def test_what_a_run_stores_is_made_before_a_part_is_handed_over(inputs, tmp_path, monkeypatch, keep):
    monkeypatch.setattr(screening_parts, "TILE_PATCHES", 8)
    late, add = [], RunSpool.add

    def looked_at(spool: RunSpool, result: Any) -> None:
        there = result.patches.columns.made()
        late.append([*result.__dict__["_tables"], *({"sentence", "explanation"} - set(there))])
        add(spool, result)

    monkeypatch.setattr(RunSpool, "add", looked_at)
    run(inputs, tmp_path / "w.sqlite", Feedback(keep))
    assert len(late) > 2
    assert not any(late)


@pytest.mark.parametrize("after", [1, 3])
def test_cancel_in_the_middle_of_the_tiles_leaves_nothing(inputs, tmp_path, monkeypatch, after):
    run({**inputs, "APPROVALS": []}, tmp_path / "w.sqlite")
    before = stored(tmp_path / "w.sqlite")
    monkeypatch.setattr(screening_parts, "TILE_PATCHES", 7)
    feedback, taken = Feedback(), []
    whole = screening_parts.screen_tiles

    def cancelled(*arguments: Any, **named: Any) -> Any:
        for part in whole(*arguments, **named):
            taken.append(part)
            if len(taken) > after:
                feedback.cancel()
            yield part

    monkeypatch.setattr(screening_parts, "screen_tiles", cancelled)
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT", "EVIDENCE", "REMAINDERS")}
    try:
        run(inputs, tmp_path / "w.sqlite", feedback, **files)
    except QgsProcessingException as error:
        assert "ancel" in str(error)
    assert len(taken) == after + 1
    assert stored(tmp_path / "w.sqlite") == before
    assert [file.name for file in tmp_path.iterdir()] == ["w.sqlite"]


def test_a_run_that_is_cancelled_makes_no_workspace(inputs, tmp_path, monkeypatch):
    feedback, taken, whole = Feedback(), [], screening_parts.screen_tiles

    def cancelled(*arguments: Any, **named: Any) -> Any:
        for part in whole(*arguments, **named):
            taken.append(part)
            feedback.cancel()
            yield part

    monkeypatch.setattr(screening_parts, "screen_tiles", cancelled)
    try:
        run(inputs, tmp_path / "new.sqlite", feedback)
    except QgsProcessingException as error:
        assert "ancel" in str(error)
    assert taken
    assert list(tmp_path.iterdir()) == []


def test_no_patches_are_a_run_too(inputs, tmp_path):
    inputs["PATCHES"].setSubsetString("")
    inputs["PATCHES"].dataProvider().truncate()
    answer = run(inputs, tmp_path / "w.sqlite")
    assert (answer["COUNT"], answer["OUTPUT"].featureCount()) == (0, 0)
    assert answer["RUN"]
