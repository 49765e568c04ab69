"""Dispatch, hand-over, deadlines, people and patrols in the interface: what is shown is what is recorded."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from gui_workspace import make_workspace

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox

from gengdi_plugin.gui.cases.dispatch_dialog import EVERY, FARMLAND, SELECTED
from gengdi_plugin.gui.cases.due_window import OVER, SOON
from gengdi_plugin.gui.cases.people_actions import PeopleActions
from gengdi_plugin.gui.cases.people_window import EVERY as ALL_PATROLS
from gengdi_plugin.store.events import history
from gengdi_plugin.store.responsible import import_people, people_of
from gengdi_plugin.store.workspace import open_workspace

VILLAGE = "330211001001"
PEOPLE = [
    {"name": "李四", "unit_code": VILLAGE, "duty": "巡查员", "phone": "13812345678"},
    {"name": "王五", "unit_code": VILLAGE[:9], "duty": "乡级田长", "phone": "13987654321"},
]
OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    """Six patches: P001 and P004 green, the others yellow on farmland; two people, one unit."""
    path = make_workspace(tmp_path / "工作库.sqlite")
    with open_workspace(path) as ws:
        import_people(ws, PEOPLE)
        ws.db.execute("INSERT INTO unit (unit_code, unit_name) VALUES (?, '演示村')", (VILLAGE,))
    return path


@pytest.fixture()
def people(office, workspace, qtbot):
    office.desktop.session.open(workspace)
    found = PeopleActions(office.desktop.desk, office.desktop.session, office.desktop.dock.patches)
    shown: list[QDialog] = []
    found.open_dialog = found.patrols.open_dialog = shown.append
    found.shown = shown
    found.page = office.desktop.dock.patches
    found.idle = lambda: qtbot.waitUntil(lambda: not office.desktop.desk.operations.running(), timeout=20_000)
    yield found
    found.close()


def state(office, number: str) -> tuple[str, str | None, str | None]:
    row = next(row for row in office.desktop.session.rows() if row.patch_no == number)
    return row.state, row.responsible, row.due_on


def uid(office, number: str) -> str:
    return next(row.uid for row in office.desktop.session.rows() if row.patch_no == number)


def select(office, people, *numbers: str) -> None:
    people.page.select([uid(office, number) for number in numbers])


def proposed(people):
    people.open_dispatch()
    people.idle()
    return people.dispatch_dialog


def test_actions_have_icons_tips_and_are_off_without_a_workspace(office, qtbot):
    found = PeopleActions(office.desktop.desk, office.desktop.session, office.desktop.dock.patches)
    assert [action.objectName() for action in found.actions] == [
        "gengdi_dispatch", "gengdi_handover", "gengdi_due", "gengdi_people",
    ]  # fmt: skip
    for action in found.actions:
        assert not action.icon().isNull() and action.toolTip() and not action.isEnabled()


def test_all_waiting_are_proposed_and_recorded(office, people):
    dialog = proposed(people)
    assert dialog.which.currentData() == FARMLAND
    assert [row.patch_no for row in dialog.model.rows()] == ["P002", "P003", "P005", "P006"]
    assert "4 patch(es) will be sent" in dialog.said.text()
    due = dialog.model.rows()[0].due_on
    dialog.accept()
    people.idle()
    assert state(office, "P002") == ("dispatched", "李四", due)
    assert state(office, "P001")[0] == "screened_green"
    assert any("4 patch(es) dispatched" in text for text in office.said())


def test_the_selected_ones_when_there_are_several(office, people):
    select(office, people, "P002", "P003", "P001")
    dialog = proposed(people)
    assert dialog.which.currentData() == SELECTED
    assert [row.patch_no for row in dialog.model.rows()] == ["P002", "P003"]
    dialog.which.setCurrentIndex(dialog.which.findData(EVERY))
    dialog.which.activated.emit(dialog.which.currentIndex())
    people.idle()
    assert len(dialog.model.rows()) == 4
    dialog.reject()
    assert state(office, "P002")[0] == "screened_yellow", "cancel records nothing"


def test_the_officer_changes_person_and_day(office, people):
    dialog = proposed(people)
    with open_workspace(people._session.path()) as ws:
        chief = next(one for one in people_of(ws) if one.name == "王五")
    assert not dialog.give.isEnabled()
    dialog.table.selectRow(0)
    dialog.person.choose(chief.uid)
    assert dialog.give.isEnabled()
    QTest.keyClick(dialog.give, Qt.Key.Key_Space)
    day = QDate.currentDate().addDays(3)
    dialog.until.setDate(day)
    dialog.change_day()
    assert [row.why for row in dialog.model.rows()] == ["chosen", "inspector", "inspector", "inspector"]
    dialog.accept()
    people.idle()
    assert state(office, "P002") == ("dispatched", "王五", day.toString("yyyy-MM-dd"))
    assert state(office, "P003")[1] == "李四"


def test_without_people_nothing_can_be_sent_until_one_is_chosen(office, people):
    with open_workspace(people._session.path()) as ws:
        ws.db.execute("UPDATE responsible SET unit_code = '330212001001', level = 'village'")
    dialog = proposed(people)
    assert not dialog.buttons.button(OK).isEnabled()
    assert "import the responsible people" in dialog.said.text()
    dialog.table.selectAll()
    dialog.person.setCurrentIndex(0)
    dialog.change_selected()
    assert dialog.buttons.button(OK).isEnabled() and len(dialog.entry().assignments) == 4


def test_what_was_sent_meanwhile_refuses_all_with_a_sentence(office, people):
    dialog = proposed(people)
    other = proposed(people)
    other.accept()
    people.idle()
    before = [state(office, number) for number in ("P002", "P003")]
    people.dispatch_dialog = dialog
    people._dispatch(dialog.entry())
    people.idle()
    assert [state(office, number) for number in ("P002", "P003")] == before
    assert any("Nothing was recorded" in text for text in office.said())


def dispatched(people) -> None:
    proposed(people).accept()
    people.idle()


def test_a_case_is_handed_over_with_a_reason(office, people):
    dispatched(people)
    select(office, people, "P002")
    assert people.handover.isEnabled()
    people.open_handover()
    dialog = people.shown[-1]
    assert not dialog.buttons.button(OK).isEnabled()
    assert "a person" in dialog.needed.text() and "a reason" in dialog.needed.text()
    dialog.person.setCurrentIndex(1)
    dialog.note.setText("出差")
    assert dialog.buttons.button(OK).isEnabled()
    dialog.accept()
    assert state(office, "P002")[:2] == ("dispatched", "王五")
    with open_workspace(people._session.path()) as ws:
        last = history(ws, uid(office, "P002"))[0][-1]
    assert (last.event, last.note) == ("reassigned", "出差")


def test_cases_are_extended_to_a_later_day(office, people):
    dispatched(people)
    select(office, people, "P002", "P003")
    people.open_handover()
    dialog = people.shown[-1]
    dialog.longer.setChecked(True)
    assert not dialog.person.isEnabled()
    before = state(office, "P002")[2]
    dialog.note.setText("农忙")
    dialog.accept()
    after = state(office, "P002")[2]
    assert after is not None and before is not None and after > before
    assert state(office, "P003")[2] == after


def test_hand_over_is_off_where_no_case_runs(office, people):
    select(office, people, "P001")
    assert not people.handover.isEnabled()
    people.open_handover()
    assert people.shown == []


def test_the_due_window_filters_copies_masked_and_leads_to_the_patch(office, people, qtbot):
    people.open_due()
    people.idle()
    window = people.due_window
    assert "Nothing is due" in window.said.text() and not window.table.isVisible()
    dispatched(people)
    people.idle()
    assert window.model.rowCount() == 4
    with open_workspace(people._session.path()) as ws:
        ws.db.execute(
            "UPDATE patch_state SET due_on = '2020-01-01' WHERE patch_uid = ?", (uid(office, "P002"),)
        )
        ws.db.execute(
            "UPDATE patch_state SET due_on = ? WHERE patch_uid = ?",
            (dt.date.today().isoformat(), uid(office, "P003")),
        )
    people.open_due()
    people.idle()
    for key, numbers in ((OVER, ["P002"]), (SOON, ["P003"])):
        window.which.setCurrentIndex(window.which.findData(key))
        window.which.activated.emit(0)
        assert [row.patch_no for row in window.model.rows()] == numbers
    window.copy()
    text = QGuiApplication.clipboard().text()
    assert "李*" in text and "138****5678" in text and "李四" not in text
    with qtbot.waitSignal(window.patch_wanted) as caught:
        window.table.activated.emit(window.proxy.index(0, 0))
    assert caught.args == [uid(office, "P003")]
    assert [row.patch_no for row in people.page.selected()] == ["P003"]


def test_people_with_load_and_masked_phone(office, people):
    dispatched(people)
    people.patrols.open_people()
    people.idle()
    window = people.patrols.window
    shown = [
        [window.people_model.index(row, column).data() for column in range(6)]
        for row in range(window.people_model.rowCount())
    ]
    assert shown[0] == ["李四", "village", "演示村", "巡查员", "138****5678", "4"]
    assert "No patrols" in window.patrols_said.text()
    assert not window.term_button.isEnabled() and not window.walked_button.isEnabled()


def test_patrols_are_planned_and_one_is_recorded(office, people):
    people.patrols.open_people()
    people.idle()
    window = people.patrols.window
    window.plan_button.click()
    plan = people.shown[-1]
    plan.first.setDate(QDate.currentDate().addDays(-20))
    plan.accept()
    people.idle()
    assert window.patrol_model.rowCount() > 3
    assert "2 missed" in window.patrols_said.text()
    window.patrols.selectRow(0)
    QTest.keyClick(window.walked_button, Qt.Key.Key_Space)
    walked = people.shown[-1]
    assert walked.walked_by.text() == "李四"
    walked.note.setText("正常")
    walked.accept()
    people.idle()
    assert "1 missed" in window.patrols_said.text()
    window.which.setCurrentIndex(window.which.findData(ALL_PATROLS))
    window.which.activated.emit(0)
    assert [row.status for row in window.patrol_model.rows()].count("done") == 1


def test_a_table_is_imported_and_a_term_ends(office, people, tmp_path):
    table = tmp_path / "人.csv"
    table.write_text(f"姓名,单位代码,职务\n周七,{VILLAGE},巡查员\n某某,1,\n", encoding="utf-8")
    people.patrols.ask_table = lambda: str(table)
    people.patrols.open_people()
    people.idle()
    window = people.patrols.window
    window.import_button.click()
    people.idle()
    assert window.people_model.rowCount() == 3
    assert any("1 people added" in text and "1 rows left out" in text for text in office.said())
    place = next(n for n, row in enumerate(window.people_model.rows()) if row.person.name == "周七")
    window.people.selectRow(place)
    window.term_button.click()
    term = people.shown[-1]
    term.last.setDate(QDate.currentDate().addDays(-1))
    term.accept()
    people.idle()
    assert "周七" not in [row.person.name for row in window.people_model.rows()]
    with open_workspace(people._session.path()) as ws:
        assert len(people_of(ws)) == 3, "nobody is deleted"


def test_another_workspace_closes_the_windows(office, people, tmp_path):
    people.open_due()
    people.patrols.open_people()
    people.idle()
    office.desktop.session.open(make_workspace(tmp_path / "other.sqlite"))
    assert not people.due_window.isVisible() and not people.patrols.window.isVisible()


def test_the_registry_has_the_four_algorithms(office):
    office.plugin.initProcessing()
    registry = QgsApplication.processingRegistry()
    for name in ("importresponsible", "dispatchpatches", "patrolcoverage", "patrolplan"):
        found = registry.algorithmById(f"gengdi:{name}")
        assert found is not None and not found.icon().isNull() and found.shortHelpString()
