"""The supervision list in the interface: what is clicked is what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_workspace import make_workspace

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from gengdi_plugin.core.case_engine import CaseEvent
from gengdi_plugin.core.problem_work import PROBLEMS
from gengdi_plugin.gui.pollution.problem_actions import ProblemActions
from gengdi_plugin.gui.pollution.problem_filter import EVERY
from gengdi_plugin.store.problems import Problem, problem_history, raise_problem, record_problem_event
from gengdi_plugin.store.responsible import import_people, people_of
from gengdi_plugin.store.workspace import open_workspace

VILLAGE = "330211001001"
OK = QDialogButtonBox.StandardButton.Ok
TOLD = Problem(
    "总磷小时均值超标", "在线监测 W1-0301", "91350200MA2YJ1XR9G", "exceedance", "red", "3 时 0.62 mg/L",
    VILLAGE, "environment", "enforcement,town",
)  # fmt: skip
OTHER = Problem(
    "夜间异味", "环境信访 2015090010002", kind="petition", level="info", lead_department="environment"
)


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    path = make_workspace(tmp_path / "工作库.sqlite")
    with open_workspace(path) as ws:
        import_people(ws, [{"name": "王小五", "unit_code": VILLAGE, "duty": "巡查员"}])
        ws.db.execute("INSERT INTO unit (unit_code, unit_name) VALUES (?, '演示村')", (VILLAGE,))
    return path


def actions_of(office) -> ProblemActions:
    page = office.desktop.dock.patches
    return ProblemActions(office.desktop.desk, office.desktop.session, page, page.single, page.show_patch)


@pytest.fixture()
def problems(office, workspace, qtbot):
    office.desktop.session.open(workspace)
    found = actions_of(office)
    shown: list[QDialog] = []
    found.open_dialog = shown.append
    found.shown = shown
    found.page = office.desktop.dock.patches
    found.idle = lambda: qtbot.waitUntil(lambda: not office.desktop.desk.operations.running(), timeout=20_000)
    yield found
    found.close()


def told(problems, *what: Problem) -> list[str]:
    return problems._session.ask(lambda ws: [raise_problem(ws, one, "甲", "officer") for one in what])


def opened(problems, *what: Problem):
    uids = told(problems, *what)
    problems.open_list()
    problems.idle()
    return problems.window, uids


def step(problems, event: str) -> QDialog:
    button = problems.window.findChild(QPushButton, f"gengdi_step_{event}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return problems.shown.pop()


def offered(window) -> list[str]:
    found = [window._steps.itemAt(at).widget() for at in range(window._steps.count())]
    return [button.objectName().replace("gengdi_step_", "") for button in found if button is not None]


def record(problems, dialog: QDialog) -> None:
    assert dialog.buttons.button(OK).isEnabled(), dialog.needed.text()
    dialog.accept()
    problems.idle()


def state_of(problems, uid: str):
    return problems._session.ask(lambda ws: problem_history(ws, uid)[1])


def test_the_actions_have_icon_and_tip_and_are_off_without_a_workspace(office):
    found = actions_of(office)
    assert [action.objectName() for action in found.actions] == [
        "gengdi_problem_new",
        "gengdi_supervision_list",
        "gengdi_problem_import",
    ]
    for action in found.actions:
        assert not action.icon().isNull() and action.toolTip() and not action.isEnabled()


def test_an_empty_list_says_what_to_do(problems):
    window, _ = opened(problems)
    assert "New Problem…" in window.said.text() and "Import Table…" in window.said.text()
    assert window.table.isHidden() and not window.timeline_button.isEnabled() and offered(window) == []


def test_the_buttons_are_the_steps_of_the_table(problems):
    window, (uid, _) = opened(problems, TOLD, OTHER)
    assert offered(window) == [] and len(window.model.rows()) == 2
    window.choose(uid)
    assert offered(window) == ["judged_filed", "alerted", "judged_excluded", "judged_merged"]
    assert set(offered(window)) == {move.event for move in PROBLEMS.steps_from("sensed")}
    assert "0.62 mg/L" in window.about.text() and "judge it" in window.about.text()


def test_from_told_to_closed_by_clicking(problems):
    window, (uid,) = opened(problems, TOLD)
    window.choose(uid)
    dialog = step(problems, "judged_filed")
    assert list(dialog.fields) == ["grade", "note"]
    dialog.fields["grade"].setCurrentIndex(dialog.fields["grade"].findData("yellow"))
    record(problems, dialog)
    assert window.model.rows()[0].level == "yellow" and window.chosen().uid == uid

    dialog = step(problems, "assigned")
    assert list(dialog.fields) == ["responsible", "due", "note"]
    assert dialog.fields["responsible"].currentData() == "environment", "the lead is proposed"
    assert dialog.entry().event.due_on == QDate.currentDate().addDays(15).toString("yyyy-MM-dd")
    person = problems._session.ask(people_of)[0]
    dialog.fields["responsible"].setCurrentIndex(dialog.fields["responsible"].findData(person.uid))
    record(problems, dialog)
    row = window.chosen()
    assert (row.state, row.responsible_uid) == ("assigned", person.uid)
    assert "王**" in window.about.text() and "小五" not in window.about.text()

    for event in ("signed", "handling"):
        record(problems, step(problems, event))
    dialog = step(problems, "feedback")
    assert not dialog.buttons.button(OK).isEnabled() and "reason" in dialog.needed.text()
    dialog.fields["note"].setPlainText("已清洗")
    dialog.actor.setText("王小五")
    record(problems, dialog)

    dialog = step(problems, "review_passed")
    dialog.actor.setText("王 小五")
    assert not dialog.buttons.button(OK).isEnabled() and "two-person" in dialog.needed.text()
    dialog.actor.setText("李四")
    record(problems, dialog)
    assert state_of(problems, uid).state == "closed"
    assert window.model.rows() == [] and "filters" in window.said.text(), "a closed item is not open"
    window.filter.state.setCurrentIndex(window.filter.state.findData(EVERY))
    assert [one.uid for one in window.model.rows()] == [uid]
    assert offered(window) == ["integrated", "reopened"]


@pytest.mark.parametrize("move", PROBLEMS.transitions.values(), ids=lambda m: f"{m.from_state}-{m.event}")
def test_every_step_of_the_table_has_a_dialog_that_can_be_filled(problems, move):
    from gengdi_plugin.gui.pollution.problem_step_dialog import ProblemStepDialog

    if not move.from_state:
        return  # a new problem has a dialog of its own
    _, (uid, other) = opened(problems, TOLD, OTHER)
    path = {
        "alerted": ["alerted"], "judged": ["judged_filed"], "excluded": ["judged_excluded"],
        "merged": ["judged_merged"], "reopened": ["judged_excluded", "reopened"],
    }  # fmt: skip
    main = ["judged_filed", "assigned", "signed", "handling", "feedback", "review_passed", "integrated"]
    ends = ["judged", "assigned", "signed", "handling", "feedback", "closed", "integrated"]
    path.update({state: main[: at + 1] for at, state in enumerate(ends)})
    path["suspended"] = [*main[:2], "suspended"]
    for at, event in enumerate(path.get(move.from_state, [])):
        more = CaseEvent(event, f"人{at}", "bureau", note="n", evidence_uid=other, responsible_uid="town", due_on="2099-01-01")  # fmt: skip # noqa: E501
        problems._session.ask(lambda ws, more=more: record_problem_event(ws, uid, more))
    window = problems.window
    window.filter.state.setCurrentIndex(window.filter.state.findData(EVERY))
    problems._read(uid)
    problems.idle()
    dialog = step(problems, move.event)
    assert isinstance(dialog, ProblemStepDialog)
    assert set(dialog.fields) == ({*move.needs, *move.asks} & {"grade", "note", "due", "responsible", "into"})
    dialog.actor.setText("另一人")
    if "note" in dialog.fields:
        dialog.fields["note"].setPlainText("原因")
    for name in ("responsible", "into"):
        if name in dialog.fields:
            dialog.fields[name].setCurrentIndex(0)
    record(problems, dialog)
    assert state_of(problems, uid).state == move.to_state


def test_a_new_problem_takes_departments_from_its_kind_and_its_place_from_the_patch(office, problems):
    window, _ = opened(problems)
    row = office.desktop.session.rows()[1]
    problems.page.select([row.uid])
    QTest.mouseClick(window.new_button, Qt.MouseButton.LeftButton)
    dialog = problems.shown.pop()
    assert not dialog.buttons.button(OK).isEnabled() and "title" in dialog.needed.text()
    dialog.kind.setCurrentIndex(dialog.kind.findData("joint_inspection"))
    assert dialog.lead.currentData() == "environment"
    assert set(dialog.helping_keys()) == {"enforcement", "market", "housing", "health"}
    QTest.keyClicks(dialog.title, "oil")
    QTest.keyClicks(dialog.source, "check 7")
    QTest.keyClicks(dialog.uscc, "91350200ma2yj1xr9h")
    assert "check sign" in dialog.doubt.text()
    dialog.on_patch.click()
    assert dialog.unit.currentData() == VILLAGE
    record(problems, dialog)
    (item,) = window.model.rows()
    assert (item.patch_uid, item.uscc, item.unit_code) == (row.uid, "91350200MA2YJ1XR9H", VILLAGE)
    assert window.chosen().uid == item.uid
    heard: list[str] = []
    window.patch_wanted.connect(heard.append)
    window.table.activated.emit(window.proxy.index(0, 0))
    assert heard == [row.uid]


def test_the_same_problem_again_is_said_not_added(office, problems):
    window, _ = opened(problems, OTHER)
    window.new_button.click()
    dialog = problems.shown.pop()
    dialog.title.setText(OTHER.title)
    dialog.source.setText(OTHER.source)
    dialog.kind.setCurrentIndex(dialog.kind.findData(OTHER.kind))
    record(problems, dialog)
    assert len(window.model.rows()) == 1 and any("already" in text for text in office.said())


def test_filters_by_level_lateness_and_text(problems):
    window, (red, info) = opened(problems, TOLD, OTHER)

    def shown() -> set[str]:
        return {row.uid for row in window.model.rows()}

    window.filter.level.setCurrentIndex(window.filter.level.findData("info"))
    assert shown() == {info}
    window.filter.level.setCurrentIndex(0)
    QGuiApplication.clipboard().setText("before")
    QTest.keyClicks(window.filter.text, "ma2yj1")
    QTest.keyClick(window.filter.text, Qt.Key.Key_Return)
    assert window.isVisible() and QGuiApplication.clipboard().text() == "before", "Enter presses no button"
    assert shown() == {red}
    window.filter.text.clear()
    window.filter.late.click()
    assert shown() == set() and "filters" in window.said.text()
    window.filter.late.click()
    assert shown() == {red, info}


def test_copy_and_time_line_have_no_names(problems):
    window, (uid,) = opened(problems, TOLD)
    person = problems._session.ask(people_of)[0].uid
    for event in (
        CaseEvent("judged_filed", "李四", "bureau"),
        CaseEvent("assigned", "李四", "bureau", responsible_uid=person, due_on="2099-01-01"),
    ):
        problems._session.ask(lambda ws, event=event: record_problem_event(ws, uid, event))
    problems._read(uid)
    problems.idle()
    window.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert "王**" in text and "小五" not in text and "2099-01-01" in text
    window.timeline_button.click()
    line = problems.timeline
    assert line.isVisible() and [row.event for row in line.model.rows()] == [
        "sensed",
        "judged_filed",
        "assigned",
    ]
    line.copy()
    text = QGuiApplication.clipboard().text()
    assert "李四" not in text and "小五" not in text


def test_a_table_is_imported_and_shown(office, problems, tmp_path):
    table = tmp_path / "巡查.csv"
    table.write_text("问题标题,问题类型,等级\n油烟,巡查,黄\n,巡查,黄\n", encoding="gb18030")
    window, _ = opened(problems)
    problems.ask_table = lambda: str(table)
    window.import_button.click()
    problems.idle()
    problems.idle()
    (row,) = window.model.rows()
    assert (row.title, row.source, row.level, row.lead_department) == ("油烟", "巡查", "yellow", "town")
    assert any("1 rows left out" in text for text in office.said())


def test_another_workspace_closes_the_windows(office, problems, tmp_path):
    window, _ = opened(problems, TOLD)
    office.desktop.session.open(make_workspace(tmp_path / "other.sqlite"))
    assert not window.isVisible()
