"""Rectification from the table: dialogs ask, the store decides; windows across cases follow."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rectifying_cases import AREA, make_cases
from test_gui_patches_page import Room

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox

from gengdi_plugin.gui.cases.figures_window import FiguresWindow
from gengdi_plugin.gui.cases.rectification_actions import RectificationActions, make_dialog
from gengdi_plugin.store.events import history
from gengdi_plugin.store.rectifications import case_progress, rectification_rows

OK = QDialogButtonBox.StandardButton.Ok


class Cases(Room):
    """The page with the actions; dialogs are kept, not opened."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.dialogs: list[Any] = []
        self.rectify = RectificationActions(self.desk, self.session, self.page)
        self.rectify.make_dialog = self._made
        self.session.open(path, remember=False)

    def _made(self, *arguments: Any) -> Any:
        self.dialogs.append(make_dialog(*arguments))
        return self.dialogs[-1]

    def dialog(self, number: str, action: str) -> Any:
        """Select the patch, trigger the action, give its dialog."""
        self.page.select([self.uid(number)])
        getattr(self.rectify, action).trigger()
        return self.dialogs[-1]

    def enabled(self, number: str) -> set[str]:
        self.page.select([self.uid(number)])
        self.page.selection_changed.emit()
        return {one.objectName() for one in self.rectify.actions if one.isEnabled()}

    def ready(self) -> bool:
        return bool(self.dialogs[-1].buttons.button(OK).isEnabled())

    def state(self, number: str) -> str:
        return str(self.session.ask(lambda ws: history(ws, self.uid(number))[1].state))

    def idle(self, qtbot: Any) -> None:
        qtbot.waitUntil(lambda: not self.operations.running(), timeout=60_000)


@pytest.fixture()
def cases(qgis_new_project: None, tmp_path: Path) -> Iterator[Cases]:
    room = Cases(make_cases(tmp_path / "工作库.sqlite"))
    yield room
    room.rectify.close()
    room.close()
    QgsProject.instance().clear()


def test_actions_follow_the_state_of_the_selected_patch(cases: Cases) -> None:
    always = {"gengdi_timeline", "gengdi_tracking", "gengdi_case_figures", "gengdi_what_if"}
    assert cases.enabled("P006") == always | {"gengdi_rectify", "gengdi_enforcement"}
    assert cases.enabled("P005") == always | {"gengdi_report_measure", "gengdi_enforcement"}
    assert cases.enabled("P003") == always | {"gengdi_accept", "gengdi_enforcement"}
    assert cases.enabled("P002") == always | {"gengdi_reopen", "gengdi_enforcement"}
    assert cases.enabled("P009") == always
    cases.page.table.clearSelection()
    cases.page.selection_changed.emit()
    assert {one.objectName() for one in cases.rectify.actions if one.isEnabled()} == {
        "gengdi_tracking", "gengdi_case_figures", "gengdi_what_if",
    }  # fmt: skip
    assert all(one.toolTip() and not one.icon().isNull() for one in cases.rectify.actions)


def test_an_order_proposes_one_measure_for_the_whole_area_and_needs_the_sum(cases: Cases) -> None:
    dialog = cases.dialog("P006", "order")
    (proposed,) = dialog.measures.entries()
    assert (proposed.measure, proposed.area_m2) == ("demolition", AREA)
    assert dialog.department.currentData() == "resources"
    dialog.actor.setText("")
    assert not cases.ready() and "who orders it" in dialog.needed.text()
    dialog.actor.setText("赵六")
    assert cases.ready()
    dialog.measures.table.cellWidget(0, 1).setValue(700.0)
    assert not cases.ready() and "+300.00 m²" in dialog.measures.said.text()
    dialog.measures.add_button.click()
    assert dialog.measures.entries()[1].area_m2 == 300.0 and cases.ready()
    dialog.notice.setText("镇整1号")
    dialog.accept()
    assert cases.state("P006") == "rectifying"
    rows = cases.session.ask(lambda ws: rectification_rows(ws, cases.uid("P006")))
    assert [(row.measure, row.area_m2, row.notice_no) for row in rows] == [
        ("demolition", 700.0, "镇整1号"), ("on_site", 300.0, "镇整1号"),
    ]  # fmt: skip
    assert "the patch is now Blue" in cases.said[-1]


def test_a_measure_is_reported_in_part_and_then_whole(cases: Cases, tmp_path: Path) -> None:
    dialog = cases.dialog("P005", "report")
    dialog.actor.setText("赵六")
    assert dialog.done.value() == 0.6 * AREA and "400.00 m²" in dialog.outcome.text()
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"photo")
    dialog.photos.setFilePath(str(photo))
    assert QgsFileWidget.splitFilePaths(dialog.photos.filePath()) == [str(photo)]
    dialog.accept()
    assert cases.state("P005") == "rectifying"
    progress = cases.session.ask(lambda ws: case_progress(ws, cases.uid("P005")))
    assert (progress.state, progress.remaining_m2) == ("partly", 0.4 * AREA)
    dialog = cases.dialog("P005", "report")
    dialog.actor.setText("赵六")
    assert dialog.measure.currentIndex() == 1, "the first one that is not done"
    assert "waits for another person" in dialog.outcome.text() and cases.ready()
    dialog.done.setValue(100.0)
    dialog.ends.setChecked(True)
    assert not cases.ready() and "the reason" in dialog.needed.text()
    dialog.because.setText("其余另案办理")
    dialog.accept()
    assert cases.state("P005") == "rectified"


def test_a_return_says_why_what_and_until_when(cases: Cases) -> None:
    dialog = cases.dialog("P003", "acceptance")
    dialog.actor.setText("李四")
    assert cases.ready() and not dialog.due.isVisibleTo(dialog)
    dialog.decision.setCurrentIndex(1)
    assert dialog.due.isVisibleTo(dialog) and not cases.ready()
    dialog.note.setPlainText("未复种")
    first, second = dialog.wrong.values()
    first.setValue(100.0)
    second.setValue(0.0)
    dialog.again.setChecked(False)
    dialog.accept()
    assert cases.state("P003") == "returned"
    progress = cases.session.ask(lambda ws: case_progress(ws, cases.uid("P003")))
    assert progress.remaining_m2 == 100.0
    dialog = cases.dialog("P003", "order")
    assert dialog.goes_on.isChecked() and not dialog.measures.isEnabled()
    dialog.actor.setText("赵六")
    dialog.accept()
    assert cases.state("P003") == "rectifying"
    assert cases.session.ask(lambda ws: case_progress(ws, cases.uid("P003"))).remaining_m2 == 100.0


def test_the_reporter_cannot_accept_and_another_can(cases: Cases) -> None:
    for name, state in (("赵六", "rectified"), ("李四", "accepted")):
        dialog = cases.dialog("P003", "acceptance")
        dialog.actor.setText(name)
        dialog.accept()
        assert cases.state("P003") == state
    assert any("two-person rule" in text for text in cases.said)


def test_a_case_is_concluded_and_reopened_with_its_reason(cases: Cases) -> None:
    dialog = cases.dialog("P002", "enforcement")
    assert dialog.objectName() == "gengdi_concluded" and not cases.ready()
    dialog.actor.setText("李四")
    dialog.number.setText("结1号")
    dialog.accept()
    made = len(cases.dialogs)
    cases.rectify.enforcement.trigger()
    assert len(cases.dialogs) == made and "no filed case" in cases.said[-1]
    dialog = cases.dialog("P002", "reopen")
    dialog.actor.setText("李四")
    assert not cases.ready()
    dialog.note.setPlainText("又建了")
    dialog.accept()
    assert cases.state("P002") == "reopened"


def test_the_time_line_shows_names_and_copies_none(cases: Cases) -> None:
    cases.page.select([cases.uid("P002")])
    cases.rectify.timeline.trigger()
    window = cases.rectify.windows.timeline
    assert window is not None and window.model.rowCount() == 10
    assert "张三" in {window.model.index(place, 2).data() for place in range(10)}
    window.copy()
    copied = QApplication.clipboard().text()
    assert "张三" not in copied and "张*" in copied
    assert len(list(csv.reader(io.StringIO(copied), delimiter="\t"))) == 11


def test_open_cases_tell_whose_turn_it_is_and_can_be_filtered(cases: Cases, qtbot: Any) -> None:
    cases.rectify.tracking.trigger()
    cases.idle(qtbot)
    window = cases.rectify.windows.tracking
    assert window is not None

    def shown() -> list[str]:
        return [window.model.index(place, 0).data() for place in range(window.model.rowCount())]

    assert shown()[0] == "P005" and set(shown()) == {"P003", "P005", "P006", "P008", "P009"}
    assert window.said.text().startswith("5 open case") and "1 overdue" in window.said.text()
    window.late.setChecked(True)
    assert shown() == ["P005"]
    window.late.setChecked(False)
    window.turn.setCurrentIndex(window.turn.findData("town"))
    window.turn.activated.emit(window.turn.currentIndex())
    assert set(shown()) == {"P003", "P008"}
    window.late.setChecked(True)
    assert shown() == [] and window.said.text() == "No case is open here."
    window.late.setChecked(False)
    window.copy()
    assert "张三" not in QApplication.clipboard().text()
    asked: list[str] = []
    window.patch_wanted.connect(asked.append)
    window.table.activated.emit(window.proxy.index(0, 0))
    assert asked == [window.model.rows()[0].patch_uid]


def test_figures_are_counted_for_the_chosen_level_and_period(cases: Cases, qtbot: Any) -> None:
    cases.rectify.figures.trigger()
    cases.idle(qtbot)
    window = cases.rectify.windows.figures
    assert isinstance(window, FiguresWindow)
    assert window.model.rowCount() == 1 and window.said.text().startswith("4 cases confirmed unlawful")
    shown = [window.model.index(0, place).data() for place in range(window.model.columnCount())]
    assert shown[:5] == ["1", "330211001", "4", "4,000", "25.0 %"] and "—" not in shown[:5]
    window.period.setCurrentIndex(window.period.findData("own"))
    window.begin.setDate(window.begin.date().addYears(-9))
    window.end.setDate(window.end.date().addYears(-8))
    cases.idle(qtbot)
    assert window.said.text() == "No patch was confirmed unlawful in this period."
    window.end.setDate(window.begin.date().addDays(-1))
    assert "ends before it begins" in window.said.text()


def test_what_if_follows_the_boxes_and_changes_nothing(cases: Cases, qtbot: Any) -> None:
    cases.rectify.what_if.trigger()
    cases.idle(qtbot)
    window = cases.rectify.windows.what_if
    assert window is not None and window.model.rowCount() == 3 and window.town_model.rowCount() == 1
    before = window.town_model.index(0, 1).data()
    assert "→" not in before
    box = window.model.index(0, 0)
    assert window.model.setData(box, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert "→" in window.town_model.index(0, 1).data() and "1 patch" in window.said.text()
    uid = window.model.rows()[0].effect.occupation.patch_uid
    assert window.patch_at(box) == uid
    window.copy()
    copied = list(csv.DictReader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert [row["kind"] for row in copied] == ["town"] + ["patch"] * 3
    assert next(row["chosen"] for row in copied if row["patch_uid"] == uid) == "True"
    window.none_button.click()
    assert window.town_model.index(0, 1).data() == before and not window.none_button.isEnabled()
    assert cases.state("P006") == "audited_red"


def test_windows_follow_what_is_recorded_and_close_with_the_workspace(cases: Cases, qtbot: Any) -> None:
    cases.rectify.what_if.trigger()
    cases.rectify.figures.trigger()
    cases.idle(qtbot)
    dialog = cases.dialog("P003", "acceptance")
    dialog.actor.setText("李四")
    dialog.accept()
    cases.idle(qtbot)
    windows = cases.rectify.windows
    assert windows.what_if is not None and windows.what_if.model.rowCount() == 2
    assert windows.figures is not None and "2 closed" in windows.figures.said.text()
    cases.session.close()
    assert not windows.what_if.isVisible() and not windows.figures.isVisible()
    assert not cases.rectify.what_if.isEnabled()
