"""Tables of the workspace in QGIS: valid, indexed, and edited without loss."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsRectangle, QgsWkbTypes

from gengdi_plugin.core.errors import WorkspaceError
from gengdi_plugin.layers.workspace_layers import open_table
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import open_workspace

sys.path.append(str(Path(__file__).resolve().parents[1] / "unit" / "store"))
from results import result

FIRST = QgsRectangle(121.4999, 29.94, 121.5015, 29.96)


@pytest.fixture()
def workspace(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "耕地 工作库.sqlite"
    with open_workspace(path) as ws:
        for _ in range(2):
            save_run(ws, result(["green", "yellow", "yellow"]), "张三")
    yield path
    gc.collect()


def test_the_status_view_shows_patches_with_colour_and_cannot_be_edited(workspace: Path) -> None:
    layer = open_table(workspace, "patch_status")
    assert layer.crs().authid() == "EPSG:4490"
    assert layer.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert [(one["patch_no"], one["code"]) for one in layer.getFeatures()] == [
        ("P0000", "green"), ("P0001", "yellow"), ("P0002", "yellow"),
    ]  # fmt: skip
    assert not layer.startEditing()


@pytest.mark.parametrize("table", ["patch", "patch_status", "evidence", "ground"])
def test_a_filter_by_rectangle_finds_what_is_there(workspace: Path, table: str) -> None:
    layer = open_table(workspace, table)
    found = list(layer.getFeatures(QgsFeatureRequest().setFilterRect(FIRST)))
    assert len(found) == 1
    assert FIRST.contains(found[0].geometry().boundingBox())


@pytest.mark.parametrize(
    ("table", "rows"), [("evidence", 3), ("remainder", 2), ("ground", 3), ("verdict", 6)]
)
def test_parts_of_verdicts_are_those_of_the_latest_one(workspace: Path, table: str, rows: int) -> None:
    assert open_table(workspace, table).featureCount() == rows


def test_every_table_opens(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        names = [name for name in ws.db.table_names() if {"uid", "remark"} <= set(ws.db[name].columns_dict)]
    assert len(names) == 23
    assert all(open_table(workspace, name).isValid() for name in names)


def test_a_row_added_in_qgis_gets_a_uid_and_a_place_in_the_index(workspace: Path) -> None:
    layer = open_table(workspace, "patch")
    assert layer.startEditing()
    for number in ("Q1", "Q2"):
        feature = QgsFeature(layer.fields())
        feature["patch_no"] = number
        feature.setGeometry(QgsGeometry.fromWkt("MultiPolygon(((121 29,121.1 29,121.1 29.1,121 29)))"))
        assert layer.addFeature(feature)
    assert layer.commitChanges(), layer.commitErrors()
    with open_workspace(workspace, create=False) as ws:
        uids = [uid for (uid,) in ws.db.execute("SELECT uid FROM patch WHERE patch_no LIKE 'Q%'").fetchall()]
        assert len(set(uids)) == 2 and all(len(uid) == 32 for uid in uids)
        assert ws.db.execute("SELECT CheckSpatialIndex('patch', 'geom')").fetchone() == (1,)


def test_a_case_row_without_geometry_added_in_qgis_gets_a_uid(workspace: Path) -> None:
    layer = open_table(workspace, "responsible")
    assert layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature["name"] = "团桥村委会"
    assert layer.addFeature(feature) and layer.commitChanges(), layer.commitErrors()
    with open_workspace(workspace, create=False) as ws:
        assert [(row["name"], len(row["uid"])) for row in ws.db["responsible"].rows] == [("团桥村委会", 32)]


def test_a_run_can_be_saved_while_qgis_reads_the_layer(workspace: Path) -> None:
    layer = open_table(workspace, "patch_status")
    reading = layer.getFeatures()
    first = QgsFeature()
    assert reading.nextFeature(first)
    with open_workspace(workspace) as ws:
        save_run(ws, result(["green"] * 3), "李四")
        assert len(patch_rows(ws)) == 3
    assert len(list(reading)) == 2
    assert [one["code"] for one in layer.getFeatures()] == ["green"] * 3


def test_layers_that_are_open_while_many_rows_come_read_write_and_find_by_rectangle(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The triggers are away while the rows come: nobody else sees that, and nobody is disturbed by it."""
    monkeypatch.setattr("gengdi_plugin.store.bulk.MANY", 1)
    monkeypatch.setattr("gengdi_plugin.store.run_watch.BATCH", 9)
    layers = {
        table: open_table(workspace, table) for table in ("patch", "patch_status", "evidence", "ground")
    }

    def seen() -> list[tuple[int, int]]:
        near = QgsFeatureRequest().setFilterRect(QgsRectangle(121.4999, 29.94, 121.5055, 29.96))
        return [(len(list(one.getFeatures())), len(list(one.getFeatures(near)))) for one in layers.values()]

    before, looks, begun = seen(), [], layers["ground"].getFeatures()
    assert before == [(3, 3)] * 4 and begun.nextFeature(QgsFeature())
    with open_workspace(workspace) as ws:
        codes = ["green"] * 60
        save_run(ws, result(codes), "李四", progress=lambda _: looks.append(seen()))
    assert len(looks) > 20 and all(look == before for look in looks)
    assert len(list(begun)) == 2
    assert seen() == [(60, 3)] * 4

    patches = layers["patch"]
    assert patches.startEditing()
    feature = QgsFeature(patches.fields())
    feature.setGeometry(QgsGeometry.fromWkt("MultiPolygon(((121 29,121.1 29,121.1 29.1,121 29)))"))
    assert patches.addFeature(feature)
    moved = QgsGeometry.fromWkt("MultiPolygon(((121.2 29,121.3 29,121.3 29.1,121.2 29)))")
    assert patches.changeGeometry(next(patches.getFeatures()).id(), moved)
    assert patches.commitChanges(), patches.commitErrors()
    with open_workspace(workspace, create=False) as ws:
        assert ws.db["patch"].count == 61
        assert ws.db.execute("SELECT CheckSpatialIndex('patch', 'geom')").fetchone() == (1,)


def test_a_table_that_is_not_there_is_named(workspace: Path) -> None:
    with pytest.raises(WorkspaceError, match="table nothing"):
        open_table(workspace, "nothing")


def test_a_file_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("no")
    with pytest.raises(WorkspaceError, match="not a SQLite file"):
        open_table(tmp_path / "a.sqlite", "patch")
