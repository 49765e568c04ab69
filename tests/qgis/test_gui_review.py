"""Review by keyboard: what is walked through, what each key records, and that it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui_workspace import make_workspace
from review_office import ReviewOffice, offices

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from gengdi_plugin.gui.review.review_queue import DISPATCHED, LAWFUL, SECOND_LOOK, SKIPPED
from gengdi_plugin.store.document_numbers import KnownDocument
from gengdi_plugin.store.second_look import ask_second_look

K = Qt.Key


@pytest.fixture()
def made(qgis_app, qgis_new_project, tmp_path: Path):
    yield from offices(tmp_path)


@pytest.fixture()
def office(made: Any) -> ReviewOffice:
    return made()


def test_without_a_filter_it_goes_through_the_yellow_ones_by_how_doubtful_they_are(
    office: ReviewOffice,
) -> None:
    assert not office.strip.isVisible()
    office.desktop.start_review()
    assert office.strip.isVisible() and office.review.running()
    walked = []
    while office.review.current():
        walked.append(office.number())
        office.press(K.Key_N)
    assert walked == office.doubtful(), "as the workspace itself orders them"
    assert walked[:2] == ["P003", "P006"], "nothing covers these two"
    assert "4 of 4" in office.strip.progress.text() and "4 patch(es) left open" in office.strip.mark.text()
    office.press(K.Key_P)
    assert office.number() == walked[-1]
    assert [row.patch_no for row in office.patches.selected()] == walked[-1:], "the table follows"


def test_with_a_filter_it_goes_through_the_rows_as_shown_from_the_selected_one(office: ReviewOffice) -> None:
    office.patches.show_only("green", "")
    office.patches.select([office.patches.proxy.row(1).uid])
    assert office.review.start()
    assert (office.number(), len(office.patches.proxy.shown())) == ("P004", 2)
    office.press(K.Key_Up)
    assert office.number() == "P001" and not office.review.previous()
    office.press(K.Key_Down)
    assert office.number() == "P004"


def test_a_patch_selected_in_the_table_is_reviewed_next(office: ReviewOffice) -> None:
    office.review.start()
    place = office.patches.proxy.places(
        [row.uid for row in office.desktop.session.rows() if row.patch_no == "P002"]
    )
    office.patches.table.selectRow(place[0])
    assert office.number() == "P002"


def test_one_key_sends_to_whoever_is_responsible_with_the_note(office: ReviewOffice) -> None:
    office.review.start()
    office.press(K.Key_T)
    QTest.keyClicks(office.strip.note, "Nd p")  # letters in a field are text
    assert office.number() == "P003" and office.strip.note.text() == "Nd p"
    office.press(K.Key_Return, at=office.strip.note)
    office.press(K.Key_D)
    assert office.states()["P003"] == "dispatched" and office.colours()["P003"] == "yellow"
    sent = office.events("P003")[-1]
    assert (sent.event, sent.actor, sent.note) == ("dispatched", "张三", "Nd p") and sent.responsible_uid
    assert office.number() == "P006" and office.strip.note.text() == ""
    assert "周七" in office.strip.outcome.text() and "decided 1" in office.strip.progress.text()


def test_what_cannot_be_sent_stays_and_it_says_why(office: ReviewOffice) -> None:
    office.review.start()
    office.press(K.Key_D, K.Key_P, K.Key_D)
    assert office.number() == "P003" and "cannot be sent" in office.strip.outcome.text()
    assert office.review.counts()["decided"] == 1


def test_without_responsible_people_it_offers_the_dialog(made: Any) -> None:
    office = made(people=False)
    opened: list[Any] = []
    office.desktop.case_services.people.open_dialog = opened.append
    office.review.start()
    office.press(K.Key_D)
    assert office.number() == "P003" and office.states()["P003"] == "screened_yellow"
    assert "nobody is responsible" in office.strip.outcome.text() and office.strip.mend.isVisible()
    office.strip.mend.click()
    assert len(opened) == 1
    assert opened[0].which.currentData() == "selected", "the patch the officer wanted to send"
    opened[0].close()


def test_the_number_of_an_approval_makes_a_patch_lawful_while_the_officer_goes_on(
    office: ReviewOffice, qtbot: Any
) -> None:
    office.review.start()
    office.idle(qtbot)
    office.press(K.Key_L)
    assert office.strip.number.isVisible()
    office.strip.number.number.insert("甬土2023-7")
    office.press(K.Key_Return, at=office.strip.number.number)
    assert office.number() == "P006" and office.review.counts()["pending"] == 1
    assert not office.strip.number.isVisible()
    office.idle(qtbot)
    assert office.colours()["P003"] == "green" and office.number() == "P006"
    assert "P003 released with 甬土2023-7" in office.strip.outcome.text()
    assert office.review.counts()["pending"] == 0 and office.sound()


def test_numbers_of_evidence_are_completed_with_their_type(office: ReviewOffice, qtbot: Any) -> None:
    office.review.start()
    office.idle(qtbot)
    line = office.strip.number
    assert line.number.completer().model().stringList() == ["A000", "A001", "A002", "A003"]
    line.kind.setCurrentIndex(line.kind.findData("temporary"))
    office.press(K.Key_L)
    QTest.keyClicks(line.number, "A001")
    assert line.kind.currentData() == "conversion" and "approvals" in line.about.text()
    office.press(K.Key_Escape, at=line.number)
    assert not line.isVisible() and office.review.running(), "Esc leaves the field, not the review"
    office.press(K.Key_L)
    office.press(K.Key_Return, at=line.number)
    assert office.number() == "P003" and "number" in line.about.text()


def test_a_document_that_is_no_proof_leaves_the_patch_yellow_and_it_says_so(
    office: ReviewOffice, qtbot: Any
) -> None:
    office.review.start()
    assert office.review.decide(LAWFUL, KnownDocument("甬规1", "planning"))
    office.idle(qtbot)
    assert office.colours()["P003"] == "yellow" and "stays" in office.strip.outcome.text()
    assert office.review.undo() and office.sound()


def test_a_document_that_is_refused_is_no_decision(office: ReviewOffice, qtbot: Any) -> None:
    office.review.start()
    assert office.review.decide(LAWFUL, KnownDocument("甬土9", "conversion", "no day"))
    office.idle(qtbot)
    assert "甬土9 was not entered" in office.strip.outcome.text()
    assert office.review.counts()["decided"] == 0 and office.review.counts()["open"] == 4


def test_a_second_look_is_marked_filtered_and_taken_off(office: ReviewOffice) -> None:
    office.review.start()
    office.strip.note.setText("边界存疑")
    office.press(K.Key_M, K.Key_P)
    assert office.colours()["P003"] == "yellow" and office.states()["P003"] == "screened_yellow"
    assert "张三" in office.strip.mark.text() and "边界存疑" in office.strip.mark.text()
    assert "Looked Again" in office.strip.buttons["second_look"].text()
    office.press(K.Key_Escape)
    office.review.second_looks.action.trigger()
    assert [row.patch_no for row in office.patches.proxy.shown()] == ["P003"]
    office.review.start()
    office.press(K.Key_M)
    assert office.patches.proxy.shown() == []
    assert [one.event for one in office.events("P003")[-2:]] == ["second_look", "looked_again"]
    assert "1 × looked at again" in office.strip.mark.text()


def test_the_mark_of_another_officer_is_seen(office: ReviewOffice) -> None:
    uid = next(row.uid for row in office.desktop.session.rows() if row.patch_no == "P006")
    office.desktop.session.write(lambda ws: ask_second_look(ws, uid, "李四", "影像不清"))
    office.review.go(uid)
    office.review.start()
    office.press(K.Key_N)
    assert "李四" in office.strip.mark.text() and "影像不清" in office.strip.mark.text()


@pytest.mark.parametrize(
    "undo", [(K.Key_U, Qt.KeyboardModifier.NoModifier), (K.Key_Z, Qt.KeyboardModifier.ControlModifier)]
)
def test_every_decision_is_taken_back_step_by_step(office: ReviewOffice, qtbot: Any, undo: Any) -> None:
    office.review.start()
    office.idle(qtbot)
    passed, order = [office.stored()], office.doubtful()
    office.press(K.Key_D)
    passed.append(office.stored())
    office.strip.note.setText("再看")
    office.press(K.Key_M)
    passed.append(office.stored())
    office.press(K.Key_K)
    passed.append(office.stored())
    assert office.review.decide(LAWFUL, KnownDocument("甬土2023-7", "conversion"))
    office.idle(qtbot)
    assert office.colours()[order[-1]] == "green" and office.review.current() == ""
    for number in reversed(order):
        QTest.keyClick(office.patches.table, *undo)
        assert office.number() == number, "it returns to the patch"
        assert office.stored() == passed.pop() and office.sound()
    assert passed == [] and office.review.counts()["open"] == 4
    QTest.keyClick(office.patches.table, *undo)
    assert "Nothing was decided" in office.strip.outcome.text()


def test_the_note_comes_back_with_the_patch(office: ReviewOffice) -> None:
    office.review.start()
    office.strip.note.setText("甲")
    office.press(K.Key_N)
    assert office.strip.note.text() == ""
    office.press(K.Key_P)
    assert office.strip.note.text() == "甲", "what was typed stays with its patch"
    office.press(K.Key_M, K.Key_U)
    assert office.strip.note.text() == "甲"


def test_what_others_built_on_is_not_taken_back_and_it_says_what(office: ReviewOffice) -> None:
    office.review.start()
    uid = office.review.current()
    office.press(K.Key_D)
    office.desktop.session.write(lambda ws: ask_second_look(ws, uid, "李四"))
    before = office.stored()
    office.press(K.Key_U)
    assert "needs a second look" in office.strip.outcome.text() and office.stored() == before
    assert office.review.counts()["decided"] == 1, "the decision stands"


def test_a_document_that_is_on_its_way_is_not_taken_back_yet(office: ReviewOffice, qtbot: Any) -> None:
    office.review.start()
    office.idle(qtbot)
    before = office.stored()
    for number in ("甬土1", "甬土2"):
        assert office.review.decide(LAWFUL, KnownDocument(number, "conversion"))
    assert office.review.undo(), "the second one has not begun"
    assert not office.review.undo() and "being screened" in office.strip.outcome.text()
    office.idle(qtbot)
    assert office.review.undo() and office.stored() == before


def test_the_keys_work_on_the_map_and_as_buttons_with_their_letters(office: ReviewOffice) -> None:
    office.review.start()
    office.press(K.Key_N, at=office.iface.canvas)
    assert office.number() == "P006"
    for name, letter in (
        ("dispatch", "D"),
        ("lawful", "L"),
        ("second_look", "M"),
        ("skip", "K"),
        ("undo", "U"),
    ):
        assert f"({letter})" in office.strip.buttons[name].text()
    office.strip.buttons["skip"].click()
    assert office.number() == office.doubtful()[2] and office.review.counts()["skipped"] == 1
    office.strip.buttons["previous"].click()
    office.strip.buttons["dispatch"].click()
    assert office.states()["P006"] == "dispatched"


def test_the_keys_are_actions_that_can_be_given_other_shortcuts(office: ReviewOffice) -> None:
    actions = office.review.keys.actions
    assert actions["dispatch"].objectName() == "GengdiReviewDispatch"
    assert len({action.objectName() for action in actions.values()}) == len(actions)
    assert not any(action.isEnabled() for action in actions.values())
    actions["skip"].setShortcut(QKeySequence("F7"))
    office.review.start()
    assert "(F7)" in office.strip.buttons["skip"].text()
    office.press(K.Key_K)
    assert office.number() == "P003", "the letter is free then"
    actions["skip"].trigger()
    assert office.number() == "P006"


def test_keys_do_nothing_before_and_after_a_review(office: ReviewOffice) -> None:
    before = office.stored()
    office.patches.table.selectRow(0)
    office.press(K.Key_D, K.Key_M, K.Key_K)
    office.review.start()
    office.press(K.Key_K, K.Key_Escape)
    assert not office.review.running() and not office.strip.isVisible()
    assert any("1 × skipped" in said for said in office.said())
    office.press(K.Key_D, K.Key_M)
    assert office.stored() == before


def test_nothing_to_review_is_said(office: ReviewOffice) -> None:
    office.patches.filter_bar.text.setText("no such patch")
    assert not office.review.start() and any("No patch is left" in said for said in office.said())


def test_another_workspace_ends_the_review(office: ReviewOffice, tmp_path: Path) -> None:
    office.review.start()
    office.desktop.session.open(make_workspace(tmp_path / "other.sqlite", 3))
    assert not office.review.running() and not office.strip.isVisible()


def test_many_patches_are_reviewed_in_one_sitting(made: Any, qtbot: Any) -> None:
    office = made(90)
    review = office.review
    assert review.start() and review.counts()["all"] == 60
    kinds = (DISPATCHED, SECOND_LOOK, SKIPPED, LAWFUL)
    for place in range(60):
        kind = kinds[place % 4]
        document = KnownDocument(f"甬土{place}", "conversion") if kind == LAWFUL else None
        assert review.decide(kind, document)
        if place % 10 == 9:
            assert review.undo() and review.decide(SKIPPED)
    assert review.current() == "" and not review.next()
    office.idle(qtbot)
    counts = review.counts()
    assert counts["open"] == counts["pending"] == 0 and sum(counts[kind] for kind in kinds) == 60
    states = list(office.states().values())
    assert states.count("dispatched") == counts[DISPATCHED]
    assert states.count("screened_green") == 30 + counts[LAWFUL]
    assert len(review.second_looks.marks) == counts[SECOND_LOOK] and office.sound()
    review.stop()
    assert QApplication.focusWidget() is not office.strip.note


def test_numbers_of_the_projects_approvals_are_completed_too(office: ReviewOffice, qtbot: Any) -> None:
    from test_gui_desktop import add_layer, square

    fields = "field=doc_no:string&field=approval_type:string&field=approved_on:string&field=holder:string"
    rows = [
        (["甬土2021-3", "宅基地批准", "2021-03-02", "王某"], square(40)),
        (["", None, None, None], square(41)),
    ]
    add_layer("宅基地审批", "approval", fields, rows)
    office.review.start()
    office.idle(qtbot)
    line = office.strip.number
    office.press(K.Key_L)
    line.number.setText("甬土2021-3")
    document = line.document()
    assert (document.approval_type, document.approved_on, document.holder) == (
        "homestead",
        "2021-03-02",
        "王某",
    )
    assert "宅基地审批" in line.about.text()
    office.press(K.Key_Return, at=line.number)
    office.idle(qtbot)
    assert office.colours()["P003"] == "green"
    stored = office.desktop.session.ask(lambda ws: list(ws.db["approval"].rows))
    assert [(row["doc_no"], row["holder"], row["entered_by"]) for row in stored] == [
        ("甬土2021-3", "王某", "张三")
    ]


def test_with_very_many_patches_rows_are_read_when_the_officer_rests(
    office: ReviewOffice, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gengdi_plugin.gui.session._READ_AT_ONCE", 2)
    office.review.start()
    office.idle(qtbot)
    office.press(K.Key_M, K.Key_D)
    assert office.states()["P006"] == "screened_yellow", "not read yet"
    assert list(office.review.second_looks.marks) and office.review.counts()["decided"] == 2
    office.press(K.Key_U)
    assert "Taken back" in office.strip.outcome.text() and office.number() == "P006"
    office.press(K.Key_D)
    qtbot.waitUntil(lambda: office.states()["P006"] == "dispatched", timeout=20_000)
    office.idle(qtbot)
    assert list(office.review.second_looks.marks) and office.review.running()


def test_the_page_has_room_for_the_strip_and_is_as_before_afterwards(office: ReviewOffice) -> None:
    def upper() -> int:
        return int(office.patches.splitter.sizes()[0])

    before = upper()
    office.review.start()
    assert not office.patches.filter_bar.isVisible() and office.patches.table.isVisible()
    office.press(K.Key_Escape)
    assert office.patches.filter_bar.isVisible() and office.patches.totals.isVisible()
    assert upper() == pytest.approx(before, abs=8), "the guide above may have become a line less"


def test_unloading_takes_the_shortcuts_back(office: ReviewOffice) -> None:
    from qgis.gui import QgsGui

    def known() -> list[str]:
        return [one.objectName() for one in QgsGui.shortcutsManager().listActions()]

    assert "GengdiReviewDispatch" in known()
    office.review.start()
    office.desktop.close()
    assert not [name for name in known() if name.startswith("GengdiReview")]
