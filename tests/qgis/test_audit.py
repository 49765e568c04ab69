"""Verify Workspace and State on a Date: the algorithms, the windows, and edits made in QGIS."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from gui_workspace import make_workspace
from test_gui_patches_page import Room

from qgis.core import (
    QgsDataSourceUri,
    QgsFeature,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtWidgets import QApplication

from gengdi_plugin.gui.cases.audit_actions import AuditActions
from gengdi_plugin.layers.guard import guard_layer
from gengdi_plugin.processing.states_on_date import StatesOnDateAlgorithm
from gengdi_plugin.processing.verify_workspace import VerifyWorkspaceAlgorithm
from gengdi_plugin.store.history import STATE_FIELDS
from gengdi_plugin.store.runs import undo_run
from gengdi_plugin.store.verify_lines import WORKSPACE_FIELDS
from gengdi_plugin.store.verify_workspace import verify_workspace
from gengdi_plugin.store.workspace import open_workspace

#: Pictures of the windows go there when it is set.
SHOTS = os.environ.get("GENGDI_SHOTS")


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作库.sqlite")


def edit(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()


def run(
    algorithm: QgsProcessingAlgorithm, **parameters: Any
) -> tuple[bool, dict[str, Any], str, QgsProcessingContext]:
    """Whether it succeeded, its results, what it said."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    results, ok = algorithm.create().run(parameters, context, feedback, {}, True)
    return ok, results, feedback.textLog(), context


def rows_of(place: str, context: QgsProcessingContext) -> list[dict[str, Any]]:
    layer = QgsProcessingUtils.mapLayerFromString(place, context)
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]


def test_a_whole_workspace_passes_and_tells_the_end_of_its_chain(qgis_app: Any, workspace: Path) -> None:
    ok, results, said, context = run(VerifyWorkspaceAlgorithm(), WORKSPACE=str(workspace), OUTPUT="memory:")
    assert ok and rows_of(results["OUTPUT"], context) == []
    assert (results["TAMPERED"], results["BROKEN"], results["UNSIGNED"]) == (0, 0, 0)
    assert results["ROWS"] > 20 and results["ENTRIES"] > 5
    with closing(sqlite3.connect(workspace)) as other:
        (last,) = other.execute("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    assert results["HEAD"].endswith(last) and results["HEAD"] in said and "is whole" in said
    assert "OUTPUT" not in run(VerifyWorkspaceAlgorithm(), WORKSPACE=str(workspace))[1]


def test_tampering_fails_loudly_after_the_report_is_written(
    qgis_app: Any, workspace: Path, tmp_path: Path
) -> None:
    edit(workspace, "UPDATE verdict SET code = 'green' WHERE code = 'yellow'")
    report = tmp_path / "report.csv"
    ok, _, said, _ = run(VerifyWorkspaceAlgorithm(), WORKSPACE=str(workspace), OUTPUT=str(report))
    assert not ok and "4 finding" in said and "P002" in said
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(WORKSPACE_FIELDS) and len(lines) == 5
    assert all(line.startswith("tampered,verdict,") for line in lines[1:])


def test_an_edit_in_qgis_is_unsigned_and_nothing_breaks(qgis_app: Any, workspace: Path) -> None:
    layers = {}
    for table, column in (("patch", "geom"), ("data_catalogue", "")):
        uri = QgsDataSourceUri()
        uri.setDatabase(str(workspace))
        uri.setDataSource("", table, column, "", "id")
        layers[table] = QgsVectorLayer(uri.uri(), table, "spatialite")
        assert guard_layer(layers[table])
    patch, other = layers.values()
    (feature,) = [one for one in patch.getFeatures() if one["patch_no"] == "P002"]
    assert patch.startEditing()
    patch.changeAttributeValue(feature.id(), patch.fields().indexOf("remark"), "现场看过")
    new = QgsFeature(patch.fields())
    new.setAttribute("patch_no", "Q001")
    new.setGeometry(feature.geometry())
    assert patch.addFeature(new)
    assert patch.commitChanges(), patch.commitErrors()
    first = next(iter(other.getFeatures()))
    assert other.startEditing() and other.deleteFeature(first.id()) and other.commitChanges()
    with open_workspace(workspace) as ws:
        found = verify_workspace(ws)
        assert found.sound
        told = sorted((line.kind, line.table, line.patch_no) for line in found.lines)
        assert {kind for kind, _, _ in told} == {"unsigned"}
        assert [rest for _, *rest in told] == [["data_catalogue", ""], ["patch", "P002"], ["patch", "Q001"]]
        assert ws.db.execute("SELECT CheckSpatialIndex('patch', 'geom')").fetchone() == (1,)
    ok, results, said, _ = run(VerifyWorkspaceAlgorithm(), WORKSPACE=str(workspace))
    assert ok and results["UNSIGNED"] == 3 and "Q001" in said
    make_workspace(workspace)  # we go on, QGIS goes on
    assert patch.startEditing()
    patch.changeAttributeValue(feature.id(), patch.fields().indexOf("remark"), "又看过")
    assert patch.commitChanges()
    with open_workspace(workspace) as ws:
        assert verify_workspace(ws).sound
    del feature, new, first, patch, other
    layers.clear()
    gc.collect()


def test_states_on_a_date_come_from_the_events(qgis_app: Any, workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        (uid,) = ws.db.execute("SELECT uid FROM screening_run").fetchone()
        undo_run(ws, uid, "李四")
        ws.db.execute("UPDATE case_event SET at = '2026-02-01T09:00:00+08:00' WHERE event <> 'run_undone'")
        ws.db.execute("UPDATE case_event SET at = '2026-02-03T09:00:00+08:00' WHERE event = 'run_undone'")
    wanted = {"2026-01-31": (0, 0), "2026-02-01": (2, 4), "2026-02-02": (2, 4), "2026-02-03": (0, 0)}
    for day, (green, yellow) in wanted.items():
        ok, results, _, context = run(
            StatesOnDateAlgorithm(), WORKSPACE=str(workspace), DATE=day, OUTPUT="memory:"
        )
        assert ok and (results["GREEN"], results["YELLOW"]) == (green, yellow), day
        rows = rows_of(results["OUTPUT"], context)
        assert len(rows) == results["COUNT"] == green + yellow
        assert all(set(STATE_FIELDS) <= set(row) for row in rows)
        assert all(row["state"] == f"screened_{row['code']}" for row in rows)


class AuditRoom(Room):
    def __init__(self) -> None:
        super().__init__()
        self.audit = AuditActions(self.desk, self.session, self.page)


@pytest.fixture()
def room(qgis_app: Any, qgis_new_project: Any) -> Any:
    room = AuditRoom()
    yield room
    room.audit.close()
    room.close()


def shot(window: Any, name: str) -> None:
    if SHOTS:
        QApplication.processEvents()
        window.grab().save(str(Path(SHOTS) / name))


def test_the_window_shows_what_was_found_and_the_end_of_the_chain(
    room: AuditRoom, workspace: Path, qtbot: Any, tmp_path: Path
) -> None:
    assert [action.isEnabled() for action in room.audit.actions] == [False, False]
    edit(workspace, "UPDATE evidence SET overlap_m2 = overlap_m2 + 1 WHERE id = 1")
    edit(workspace, "UPDATE patch SET remark = '看过' WHERE patch_no = 'P003'")
    room.session.open(workspace)
    assert [action.isEnabled() for action in room.audit.actions] == [True, True]
    room.audit.verify.trigger()
    qtbot.waitUntil(lambda: room.audit.workspace_window is not None, timeout=20_000)
    window = room.audit.workspace_window
    assert window is not None
    assert window.model.rowCount() == 2 and "1 finding" in window.said.text()
    assert len(window.chain_head.text().split()) == 3
    shot(window, "verify.png")
    window.copy()
    assert "tampered" in QApplication.clipboard().text()
    wanted: list[str] = []
    window.patch_wanted.connect(wanted.append)
    window.table.activated.emit(window.proxy.index(1, 0))
    assert wanted == [room.uid("P003")]
    room.session.close()
    assert not window.isVisible() and not room.audit.verify.isEnabled()


def test_the_window_of_a_day_counts_colours_and_lists_patches(
    room: AuditRoom, workspace: Path, qtbot: Any
) -> None:
    room.session.open(workspace)
    room.audit.past.trigger()
    window = room.audit.past_window
    assert window is not None and window.isVisible() and not window.table.isVisible()
    qtbot.mouseClick(window.ask, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.model.rowCount() == 6, timeout=20_000)
    assert window.chosen() == dt.date.today() and "6 patches had a state" in window.said.text()
    assert window.model.index(0, 1).data().startswith("Green")
    shot(window, "past.png")
    window.day.setDate(QDate(2020, 1, 1))
    window.ask.click()
    qtbot.waitUntil(lambda: "no patch had been screened" in window.said.text(), timeout=20_000)
    assert not window.table.isVisible() and not window.export_button.isEnabled()
    shot(window, "past_empty.png")
