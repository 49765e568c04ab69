"""QGIS loses commits after a failed one; with the guard nothing is lost.

The first test reproduces QGIS's behaviour without the guard (environment note A): when a QGIS release
mends it, that test fails and tells that the guard may go.
"""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qgis.core import QgsDataSourceUri, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from gengdi_plugin.layers.guard import WorkspaceGuard, guard_layer, roll_back, workspace_of
from gengdi_plugin.layers.workspace_layers import open_table
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import open_workspace

sys.path.append(str(Path(__file__).resolve().parents[1] / "unit" / "store"))
from results import result


@pytest.fixture()
def workspace(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "耕地 工作库.sqlite"
    with open_workspace(path) as ws:
        save_run(ws, result(["green", "yellow"]), "张三")
    yield path
    # Layers that live longer than the application crash QGIS 3.22 at its end.
    gc.collect()


@pytest.fixture()
def project() -> Iterator[QgsProject]:
    project = QgsProject()
    yield project
    project.clear()


def unguarded(path: Path, table: str = "patch") -> QgsVectorLayer:
    uri = QgsDataSourceUri()
    uri.setDatabase(str(path))
    uri.setDataSource("", table, "geom", "", "id")
    layer = QgsVectorLayer(uri.uri(), table, "spatialite")
    assert layer.isValid()
    return layer


def set_value(layer: QgsVectorLayer, patch_no: str, field: str, value: str) -> bool:
    """One edit session with one changed value; what commitChanges says."""
    (feature,) = [one for one in layer.getFeatures() if one["patch_no"] == patch_no]
    assert layer.startEditing()
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf(field), value)
    committed = bool(layer.commitChanges())
    if not committed:
        layer.rollBack()
    return committed


def fail_once(layer: QgsVectorLayer) -> None:
    """A commit that SQLite refuses: two patches with one uid."""
    uids = {one["patch_no"]: one["uid"] for one in layer.getFeatures()}
    assert not set_value(layer, "P0000", "uid", uids["P0001"])


def remarks(path: Path) -> dict[str, str | None]:
    with closing(sqlite3.connect(path)) as other:
        return dict(other.execute("SELECT patch_no, remark FROM patch").fetchall())


def writable(path: Path) -> bool:
    with closing(sqlite3.connect(path, timeout=0.1)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
        return True


def test_without_the_guard_a_commit_after_a_failed_one_is_lost_silently(workspace: Path) -> None:
    layer = unguarded(workspace)
    fail_once(layer)
    assert set_value(layer, "P0000", "remark", "丢了"), "QGIS says the commit succeeded"
    assert remarks(workspace)["P0000"] is None
    assert not writable(workspace)
    del layer
    gc.collect()
    assert remarks(workspace)["P0000"] is None


def test_with_the_guard_nothing_is_lost(workspace: Path) -> None:
    layer = unguarded(workspace)
    assert guard_layer(layer) and guard_layer(layer)
    fail_once(layer)
    assert set_value(layer, "P0000", "remark", "还在")
    assert remarks(workspace)["P0000"] == "还在"


def test_a_failed_commit_gives_the_write_lock_back_to_other_programs(workspace: Path) -> None:
    layer = unguarded(workspace)
    guard_layer(layer)
    fail_once(layer)
    QCoreApplication.processEvents()
    assert writable(workspace)
    with open_workspace(workspace) as ws:
        save_run(ws, result(["green"], start=9), "李四")


def test_another_layer_of_the_file_is_safe_too(workspace: Path) -> None:
    one, other = unguarded(workspace), unguarded(workspace)
    guard_layer(one)
    guard_layer(other)
    fail_once(one)
    assert set_value(other, "P0001", "remark", "另一层")
    assert remarks(workspace)["P0001"] == "另一层"


def test_a_commit_that_met_a_busy_file_may_be_repeated(workspace: Path) -> None:
    layer = unguarded(workspace)
    guard_layer(layer)
    with closing(sqlite3.connect(workspace)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not set_value(layer, "P0000", "remark", "第一次")
        other.execute("ROLLBACK")
    assert set_value(layer, "P0000", "remark", "第二次")
    assert remarks(workspace)["P0000"] == "第二次"


def test_rolling_back_when_nothing_is_open_does_no_harm(workspace: Path) -> None:
    layer = unguarded(workspace)
    assert not roll_back(workspace)
    assert set_value(layer, "P0000", "remark", "好")
    assert remarks(workspace)["P0000"] == "好"


def test_layers_of_a_project_are_guarded_when_they_are_added(workspace: Path, project: QgsProject) -> None:
    early, late = unguarded(workspace), unguarded(workspace)
    project.addMapLayer(early, False)
    guard = WorkspaceGuard(project)
    project.addMapLayer(late, False)
    fail_once(late)
    assert set_value(late, "P0000", "remark", "一")
    fail_once(early)
    assert set_value(early, "P0000", "remark", "二")
    assert remarks(workspace)["P0000"] == "二"
    guard.disconnect()


def test_other_layers_are_left_alone(workspace: Path, project: QgsProject, tmp_path: Path) -> None:
    memory = QgsVectorLayer("Polygon?crs=EPSG:4490", "m", "memory")
    foreign = tmp_path / "foreign.sqlite"
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE t (a)")
    assert workspace_of(memory) is None and not guard_layer(memory)
    ogr = QgsVectorLayer(f"{workspace}|layername=patch", "ogr", "ogr")
    assert ogr.isValid() and workspace_of(ogr) is None
    assert workspace_of(open_table(workspace, "patch")) == workspace


def test_with_transaction_groups_the_workspace_cannot_be_edited(workspace: Path, project: QgsProject) -> None:
    heard: list[str] = []
    layer, memory = unguarded(workspace), QgsVectorLayer("Polygon?crs=EPSG:4490", "m", "memory")
    project.addMapLayers([layer, memory], False)
    guard = WorkspaceGuard(project, heard.append)
    project.setAutoTransaction(True)
    assert not layer.startEditing() and memory.startEditing()
    memory.rollBack()
    assert len(heard) == 1 and "transaction groups" in heard[0]
    added = unguarded(workspace)
    project.addMapLayer(added, False)
    assert not added.startEditing()
    project.setAutoTransaction(False)
    assert layer.startEditing() and layer.rollBack() and added.startEditing() and added.rollBack()
    guard.disconnect()


def test_a_guard_that_goes_gives_layers_back_and_hears_nothing_more(
    workspace: Path, project: QgsProject
) -> None:
    heard: list[str] = []
    layer, fixed = unguarded(workspace), unguarded(workspace)
    fixed.setReadOnly(True)
    project.addMapLayers([layer, fixed], False)
    guard = WorkspaceGuard(project, heard.append)
    project.setAutoTransaction(True)
    guard.disconnect()
    assert not layer.readOnly() and fixed.readOnly()
    project.setAutoTransaction(False)
    project.setAutoTransaction(True)
    assert len(heard) == 1 and not layer.readOnly()
    project.setAutoTransaction(False)
