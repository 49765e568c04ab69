"""``gengdi:compareruns`` and ``gengdi:verifyverdicts``, and the windows that show their outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office, add_district

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QApplication

from gengdi_plugin.gui.screening.compare_model import COLOUR
from gengdi_plugin.gui.screening.compare_window import CompareWindow
from gengdi_plugin.gui.screening.verify_window import VerifyWindow
from gengdi_plugin.processing.compare_runs import CompareRunsAlgorithm
from gengdi_plugin.processing.verify_verdicts import VerifyVerdictsAlgorithm
from gengdi_plugin.store.compare import compare_runs
from gengdi_plugin.store.connection import connect
from gengdi_plugin.store.report_tables import COMPARE_FIELDS, VERIFY_FIELDS
from gengdi_plugin.store.review import runs
from gengdi_plugin.store.verify import verify_verdicts
from gengdi_plugin.store.workspace import open_workspace


def run(algorithm: QgsProcessingAlgorithm, **parameters: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The results, and the rows of ``OUTPUT``."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback()
    made = algorithm.create()
    results, ok = made.run({"OUTPUT": "memory:", **parameters}, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    layer = QgsProcessingUtils.mapLayerFromString(results["OUTPUT"], context)
    names = [field.name() for field in layer.fields()]
    rows = [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]
    assert len(rows) == layer.featureCount()
    return results, rows


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    """Six patches screened twice; the second run is told of an approval less."""
    path = make_workspace(tmp_path / "工作库.sqlite")
    with open_workspace(path) as ws:
        ws.db.execute("UPDATE screening_run SET screened_at = '2026-01-02T08:00:00+08:00'")
    make_workspace(path, lost=1)
    return path


def edit(path: Path, statement: str) -> None:
    db = connect(path)
    db.execute(statement)
    db.conn.close()


def test_compared_runs_name_patch_colours_and_approval(workspace: Path) -> None:
    results, rows = run(CompareRunsAlgorithm(), WORKSPACE=str(workspace))
    assert tuple(rows[0]) == COMPARE_FIELDS
    (row,) = [row for row in rows if row["change"] == "code"]
    assert (row["patch_no"], row["code_before"], row["code_after"]) == ("P001", "green", "yellow")
    assert (row["reason_after"], row["cause"], row["doc_no"]) == ("no_approval", "approval", "A000")
    assert row["explanation"] == "A000, which counted, is no longer there."
    assert row["approved_share_before"] == pytest.approx(1.0) and row["approved_share_after"] == 0.0
    assert (results["COLOUR"], results["CHANGED"], results["SAME"]) == (1, 1, 5)
    other, _ = run(
        CompareRunsAlgorithm(), WORKSPACE=str(workspace), RUN_A=results["AFTER"], RUN_B=results["BEFORE"]
    )
    assert (other["BEFORE"], other["AFTER"]) == (results["AFTER"], results["BEFORE"])


def test_one_run_alone_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = make_workspace(tmp_path / "one.sqlite")
    with pytest.raises(QgsProcessingException, match="fewer than two runs"):
        run(CompareRunsAlgorithm(), WORKSPACE=str(path))


def test_a_shapefile_s_table_takes_the_report(workspace: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.shp"
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    parameters = {"WORKSPACE": str(workspace), "OUTPUT": str(output)}
    results, ok = CompareRunsAlgorithm().create().run(parameters, context, feedback, {}, False)
    assert ok, feedback.textLog()
    layer = QgsVectorLayer(str(output.with_suffix(".dbf")), "t", "ogr")
    assert layer.featureCount() == results["CHANGED"]
    assert len({field.name() for field in layer.fields()}) == len(COMPARE_FIELDS)


def test_verified_verdicts_count_and_list_what_was_edited(workspace: Path) -> None:
    results, rows = run(VerifyVerdictsAlgorithm(), WORKSPACE=str(workspace))
    assert (results["CHECKED"], results["DIFFERENT"], results["UNCHECKED"], rows) == (12, 0, 0, [])
    edit(workspace, "UPDATE verdict SET approved_m2 = 1 WHERE code = 'green'")
    results, rows = run(VerifyVerdictsAlgorithm(), WORKSPACE=str(workspace))
    assert results["DIFFERENT"] == 3 and tuple(rows[0]) == VERIFY_FIELDS
    assert {(row["field"], row["stored"], row["cause"]) for row in rows} == {
        ("approved_m2", "1.0000", "edited")
    }
    with open_workspace(workspace) as ws:
        last = runs(ws)[0].uid
    results, _ = run(VerifyVerdictsAlgorithm(), WORKSPACE=str(workspace), RUN=last)
    assert (results["CHECKED"], results["DIFFERENT"]) == (6, 1)


def test_layers_of_today_are_compared_with_those_of_the_runs(workspace: Path) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=DLBM:string", "farmland", "memory")
    results, rows = run(VerifyVerdictsAlgorithm(), WORKSPACE=str(workspace), FARMLAND=layer)
    assert results["DIFFERENT"] == 0
    told = {row["field"]: row["explanation"] for row in rows}
    assert told["farmland: farmland"] == "Layer “farmland” has changed since the run."
    assert told["approval: approvals"] == "Layer “approvals” of the run is not given now."


@pytest.fixture()
def compare_window(qgis_app: object) -> CompareWindow:
    window = CompareWindow()
    yield window
    window.deleteLater()


def test_the_compare_window_shows_from_which_colour_to_which(
    compare_window: CompareWindow, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    compare_window.runs_wanted.connect(lambda *pair: asked.append(pair))
    with open_workspace(workspace) as ws:
        compare_window.show_runs(runs(ws))
        assert len(asked) == 1 and compare_window.before.currentText().startswith("2026-01-02 08:00")
        found = compare_runs(ws, *asked[0])
    compare_window.show_comparison(found)
    assert compare_window.said.text() == "1 changed colour; 5 are as before."
    index = compare_window.proxy.index(0, COLOUR)
    assert index.data(3) == "Green: lawful → Yellow: to be verified" and not index.data(1).isNull()
    wanted: list[str] = []
    compare_window.patch_wanted.connect(wanted.append)
    compare_window.table.activated.emit(index)
    assert wanted == [found.changes[0].patch_uid]
    compare_window.copy()
    assert QApplication.clipboard().text().splitlines()[1].startswith("P001\t")
    target = tmp_path / "变化.csv"
    monkeypatch.setattr("gengdi_plugin.gui.report_window.ask_file", lambda *_a, **_k: str(target))
    compare_window.export()
    assert target.read_bytes().startswith(b"\xef\xbb\xbfpatch_no,")
    monkeypatch.setattr(
        "gengdi_plugin.gui.report_window.ask_file", lambda *_a, **_k: str(tmp_path / "no" / "x.csv")
    )
    compare_window.export()
    assert "could not be written" in compare_window.said.text()


def test_without_two_runs_the_window_says_what_to_do(compare_window: CompareWindow, tmp_path: Path) -> None:
    compare_window.show_runs([])
    assert "no run yet" in compare_window.said.text() and not compare_window.copy_button.isEnabled()
    path = make_workspace(tmp_path / "one.sqlite")
    with open_workspace(path) as ws:
        compare_window.show_runs(runs(ws))
    assert "only one run" in compare_window.said.text() and not compare_window.before.isEnabled()


def test_the_same_run_twice_is_told(compare_window: CompareWindow, workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        compare_window.show_runs(runs(ws))
    compare_window.before.setCurrentIndex(0)
    compare_window.before.activated.emit(0)
    assert "same run" in compare_window.said.text()


def test_the_verify_window_says_the_outcome_and_lists_differences(qgis_app: object, workspace: Path) -> None:
    window = VerifyWindow()
    with open_workspace(workspace) as ws:
        window.show_verification(verify_verdicts(ws))
        assert window.said.text() == "All 12 verdicts follow from what the workspace keeps."
        assert not window.table.isVisibleTo(window)
        ws.db.execute("UPDATE evidence SET overlap_m2 = 1 WHERE overlap_m2 > 1")
        found = verify_verdicts(ws)
    window.show_verification(found)
    assert "verdicts do not follow" in window.said.text() and window.table.isVisibleTo(window)
    row = [window.model.item(0, column).text() for column in range(window.model.columnCount())]
    assert row[1:5] == ["approval · overlap m²", "1.0000", row[3], "stored row edited"]
    wanted: list[str] = []
    window.patch_wanted.connect(wanted.append)
    window.table.activated.emit(window.proxy.index(0, 3))
    assert wanted == [found.differences[0].patch_uid]
    edit(workspace, "UPDATE verdict SET code = 'green', reason = 'covered' WHERE reason = 'no_approval'")
    with open_workspace(workspace) as ws:
        window.show_verification(verify_verdicts(ws))
    shown = {window.model.item(row, 2).text() for row in range(window.model.rowCount())}
    assert {"Green: lawful", "lawful procedure found"} <= shown, "words, not keys"
    window.deleteLater()


@pytest.fixture()
def office(qgis_app: object, qgis_new_project: object) -> Office:
    office = Office(FakeIface())
    yield office
    office.plugin.unload()
    QgsProject.instance().clear()


def test_the_report_opens_both_windows_and_a_double_click_shows_the_patch(
    office: Office, tmp_path: Path, qtbot: Any
) -> None:
    add_district()
    path = tmp_path / "耕地 测试.sqlite"
    office.screen(path, qtbot)
    checks = office.desktop.checks
    office.page.report.compare_button.click()
    assert "only one run" in checks.compare_window.said.text()
    office.page.report.verify_button.click()
    office.idle(qtbot)
    assert checks.verify_window.said.text() == "All 4 verdicts follow from what the workspace keeps."
    (approvals,) = [
        layer for layer in QgsProject.instance().mapLayers().values() if layer.name() == "conversion"
    ]
    QgsProject.instance().removeMapLayer(approvals.id())
    office.screen(path, qtbot)
    office.page.report.compare_button.click()
    office.idle(qtbot)
    window = checks.compare_window
    assert "1 changed colour" in window.said.text() and window.model.rowCount() == 4
    window.table.activated.emit(window.proxy.index(0, COLOUR))
    assert [row.patch_no for row in office.desktop.dock.patches.selected()] == ["P1"]
    office.desktop.session.close()
    assert not window.isVisible()
