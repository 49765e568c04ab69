"""The rules dialog: chapters, edits, checks, undo, saving, import and export, the effect, per project."""

from __future__ import annotations

import json

import pytest
from gui_workspace import make_workspace

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QWidget

from gengdi_plugin.core.rules import DEFAULT_RULES, default_rules, load_rules
from gengdi_plugin.core.rules_rows import CHAPTERS
from gengdi_plugin.gui.desk import Desk
from gengdi_plugin.gui.live.live import Live
from gengdi_plugin.gui.rules import rules_entries
from gengdi_plugin.gui.rules.rules_actions import RulesActions
from gengdi_plugin.gui.rules.rules_box import RulesBox
from gengdi_plugin.gui.rules.rules_dialog import RulesDialog
from gengdi_plugin.gui.rules.rules_entries import OverrideEntry, SaveEntry
from gengdi_plugin.gui.rules.rules_matrix import FLAGS
from gengdi_plugin.gui.rules.rules_model import CERTAINTY, CHANGED, DEFAULT, RULE, SOURCE, VALUE, WRONG
from gengdi_plugin.gui.session import WorkspaceSession
from gengdi_plugin.gui.work.operations import OperationManager

CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def dialog(tmp_path):
    made = RulesDialog(default_rules(), None, tmp_path, "张三")
    made.confirm = lambda _question: True
    made.files.ask = lambda *_about, **_how: ""
    made.show()
    yield made
    made.close()


def row(dialog: RulesDialog, *place: object) -> int:
    return next(k for k, one in enumerate(dialog.model.rows) if one.place == place)


def cell(dialog: RulesDialog, column: int, *place: object):
    return dialog.model.index(row(dialog, *place), column)


SHARE = ("parameters", "covered_share", "value")


def put(dialog: RulesDialog, text: str, *place: object, column: int = VALUE) -> None:
    assert dialog.model.setData(cell(dialog, column, *place), text)


def test_every_chapter_shows_its_rules_with_value_source_and_default(dialog):
    seen = 0
    for number, chapter in enumerate(CHAPTERS):
        dialog.chapters.setCurrentRow(number)
        if chapter == "proofs":
            assert dialog.stack.currentIndex() == 1
            assert dialog.matrix.rowCount() == len(default_rules().approvals)
            assert dialog.matrix.columnCount() == len(FLAGS) + len(default_rules().known_change_types())
        else:
            assert dialog.stack.currentIndex() == 0
            assert (dialog.proxy.rowCount() > 0) is (chapter != "overrides"), chapter
            seen += dialog.proxy.rowCount()
    assert seen == dialog.model.rowCount()
    assert cell(dialog, VALUE, *SHARE).data() == cell(dialog, DEFAULT, *SHARE).data() == "0.95"
    assert "example, not an official rule" in dialog.about.text()
    assert not dialog.save_button.isEnabled()


def test_an_edit_is_marked_checked_undone_and_redone(dialog):
    put(dialog, "1.2", *SHARE)
    assert cell(dialog, RULE, *SHARE).data().startswith(WRONG)
    assert "it must be from 0 to 1" in dialog.faults.text()
    assert not dialog.save_button.isEnabled() and not dialog.preview.button.isEnabled()
    put(dialog, "0.9", *SHARE)
    assert cell(dialog, RULE, *SHARE).data().startswith(CHANGED)
    assert cell(dialog, RULE, *SHARE).data(Qt.ItemDataRole.FontRole).bold()
    assert dialog.save_button.isEnabled() and not dialog.faults.isVisible()
    QTest.mouseClick(dialog.steps["undo"], Qt.MouseButton.LeftButton)
    assert cell(dialog, VALUE, *SHARE).data() == "1.2"
    QTest.mouseClick(dialog.steps["undo"], Qt.MouseButton.LeftButton)
    assert cell(dialog, VALUE, *SHARE).data() == "0.95" and not dialog.draft.edited()
    QTest.mouseClick(dialog.steps["redo"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.steps["redo"], Qt.MouseButton.LeftButton)
    assert cell(dialog, VALUE, *SHARE).data() == "0.9"
    assert not dialog.steps["redo"].isEnabled()


def test_letters_in_a_number_are_refused_in_words(dialog):
    put(dialog, "ninety", *SHARE)
    told = 'least share covered by approvals: "ninety" is not allowed; it must be a number'
    assert told in dialog.faults.text()


def test_source_certainty_lists_and_required_inputs_are_edited(dialog):
    put(dialog, "甬资规〔2026〕1号", *SHARE, column=SOURCE)
    put(dialog, "high", *SHARE, column=CERTAINTY)
    put(dialog, "02，03、04 KT", "change_types", "non_grain")
    units = next(k for k, one in enumerate(dialog.model.rows) if one.member == "units")
    assert dialog.model.setData(dialog.model.index(units, VALUE), Qt.CheckState.Checked, CHECK)
    rules = dialog.draft.document
    assert rules["parameters"]["covered_share"]["source"] == "甬资规〔2026〕1号"
    assert rules["parameters"]["covered_share"]["certainty"] == "high"
    assert rules["change_types"]["non_grain"] == ["02", "03", "04", "KT"]
    assert "units" in rules["required_inputs"]
    # the table of approvals names SM still: it is told, and nothing is saved meanwhile
    assert "no change type of this rule set: SM" in dialog.faults.text()
    assert not dialog.save_button.isEnabled()


def test_the_search_finds_rules_of_all_chapters(dialog):
    dialog.chapters.setCurrentRow(CHAPTERS.index("proofs"))
    dialog.search.setText("sliver")
    assert dialog.stack.currentIndex() == 0
    labels = [dialog.proxy.index(k, RULE).data() for k in range(dialog.proxy.rowCount())]
    assert len(labels) >= 5
    dialog.search.clear()
    assert dialog.stack.currentIndex() == 1


def test_one_rule_or_all_go_back_to_the_default(dialog):
    put(dialog, "0.9", *SHARE)
    put(dialog, "7", "parameters", "sliver_area_m2", "value")
    put(dialog, "my source", *SHARE, column=SOURCE)
    dialog.table.setCurrentIndex(dialog.proxy.mapFromSource(cell(dialog, VALUE, *SHARE)))
    dialog.reset_rule()
    assert not dialog.model.changed(dialog.model.rows[row(dialog, *SHARE)])
    assert cell(dialog, VALUE, "parameters", "sliver_area_m2", "value").data() == "7"
    dialog.reset_all()
    assert not dialog.draft.edited()
    dialog.draft_undo()
    assert cell(dialog, VALUE, "parameters", "sliver_area_m2", "value").data() == "7"


def test_the_matrix_is_turned_by_keyboard_and_keeps_what_is_no_proof(dialog):
    dialog.chapters.setCurrentRow(CHAPTERS.index("proofs"))
    types, changes = dialog.matrix.types, dialog.matrix.changes
    at = dialog.matrix.index(types.index("homestead"), len(FLAGS) + changes.index("KT"))
    dialog.matrix_table.setCurrentIndex(at)
    for mark in ("✓", "?", ""):
        QTest.keyClick(dialog.matrix_table, Qt.Key.Key_Space)
        assert dialog.matrix.mark(at.row(), at.column()) == mark
    assert not dialog.draft.edited() or dialog.draft.document["approval_types"][6]["counts_for"] == [
        "20", "YH", "DT",
    ]  # fmt: skip
    planning = dialog.matrix.index(types.index("planning"), 0)
    dialog.matrix_table.setCurrentIndex(planning)
    QTest.keyClick(dialog.matrix_table, Qt.Key.Key_Return)
    assert "can never be a proof" in dialog.cell.text()
    assert dialog.model.faults == []
    sea = dialog.matrix.index(types.index("sea_use"), 0)
    dialog.matrix.turn(sea)
    assert dialog.draft.value(("approval_types", "sea_use", "counts_for")) == []
    assert "make it one first" in dialog.matrix.turn(dialog.matrix.index(types.index("sea_use"), 1))


def test_a_rule_of_a_unit_is_added_merged_and_removed(dialog):
    def fill(entry, unit="330211", value="0.9"):
        entry.unit.setText(unit)
        entry.value.setText(value)
        entry.source.setText("通知")
        return not entry.wrong()

    dialog.run_entry = lambda entry: fill(entry, unit="甬")
    dialog.add_override()
    assert dialog.draft.document["overrides"] == []
    dialog.run_entry = fill
    dialog.add_override()

    def second(entry):
        entry.what.setCurrentIndex(entry.what.findData("terms/temporary"))
        told = fill(entry, value="3")
        entry.source.setText("另一份通知")
        return told

    dialog.run_entry = second
    dialog.add_override()
    [one] = dialog.draft.document["overrides"]
    assert (one["unit"], one["parameters"], one["terms"]) == (
        "330211",
        {"covered_share": 0.9},
        {"temporary": 3},
    )
    assert one["source"] == "通知; 另一份通知"
    assert dialog.chapter() == "overrides" and dialog.proxy.rowCount() == 5
    place = ("overrides", 0, "terms", "temporary")
    dialog.table.setCurrentIndex(dialog.proxy.mapFromSource(cell(dialog, VALUE, *place)))
    dialog.remove_override()
    assert dialog.draft.document["overrides"][0]["terms"] == {}
    place = ("overrides", 0, "parameters", "covered_share")
    dialog.table.setCurrentIndex(dialog.proxy.mapFromSource(cell(dialog, VALUE, *place)))
    dialog.remove_override()
    assert dialog.draft.document["overrides"] == []


def test_saving_makes_a_new_rule_set_with_who_and_why_and_never_touches_the_default(dialog, tmp_path):
    before, used = DEFAULT_RULES.read_bytes(), []
    dialog.use_wanted.connect(used.append)
    put(dialog, "0.9", *SHARE)
    targets = [str(DEFAULT_RULES), str(tmp_path / "none" / "x.json"), str(tmp_path / "mine.json")]

    def fill(entry):
        assert entry.who.text() == "张三"
        entry.name.setText("GENGDI-DEFAULT-1")
        assert "always stays" in entry.wrong()
        entry.name.setText("HAISHU-1")
        assert "needed" in entry.wrong()
        entry.why.setText("按县里的通知")
        return not entry.wrong()

    dialog.run_entry = fill
    dialog.files.ask = lambda *_about, **_how: targets.pop(0)
    assert not dialog.files.save()
    assert "never overwritten" in dialog.preview.said.text()
    assert not dialog.files.save()
    assert "could not be written" in dialog.preview.said.text() and dialog.draft.edited()
    assert dialog.files.save()
    assert DEFAULT_RULES.read_bytes() == before
    rules = load_rules(tmp_path / "mine.json")
    assert (rules.id, rules.version, rules.number("covered_share")) == ("HAISHU-1", 1, 0.9)
    assert rules.document["official"] is False
    assert (
        rules.document["changed"]["by"] == "张三"
        and default_rules().hash in rules.document["changed"]["based_on"]
    )
    assert used == [str(tmp_path / "mine.json")]
    assert not dialog.draft.edited() and "按县里的通知" in dialog.about.text()
    put(dialog, "0.8", *SHARE)
    targets.append(str(tmp_path / "mine2.json"))
    dialog.run_entry = lambda entry: bool(entry.why.setText("again")) or not entry.wrong()
    assert dialog.files.save()
    assert load_rules(tmp_path / "mine2.json").version == 2


def test_export_keeps_the_hash_and_import_tells_what_is_wrong(dialog, tmp_path):
    file = tmp_path / "out.json"
    dialog.files.ask = lambda *_about, **_how: str(file)
    dialog.files.export_file()
    assert load_rules(file).hash == default_rules().hash
    document = json.loads(file.read_text(encoding="utf-8"))
    document["parameters"]["covered_share"]["value"] = 5
    file.write_text(json.dumps(document), encoding="utf-8")
    dialog.files.import_file()
    assert "it must be from 0 to 1" in dialog.preview.said.text()
    document["parameters"]["covered_share"]["value"] = 0.5
    file.write_text(json.dumps({**document, "id": "OTHER"}), encoding="utf-8")
    dialog.files.import_file()
    assert "OTHER" in dialog.about.text() and dialog.use_button.isEnabled()
    dialog.default_button.click()
    assert "GENGDI-DEFAULT-1" in dialog.about.text() and not dialog.use_button.isEnabled()


def test_read_only_shows_everything_and_changes_nothing(tmp_path):
    dialog = RulesDialog(default_rules(), None, tmp_path, "张三", read_only=True)
    assert not dialog.model.setData(cell(dialog, VALUE, *SHARE), "0.5")
    assert not dialog.model.flags(cell(dialog, VALUE, *SHARE)) & Qt.ItemFlag.ItemIsEditable
    assert "cannot be edited now" in dialog.matrix.turn(dialog.matrix.index(0, 0))
    assert not any(dialog.steps[name].isEnabled() for name in ("reset", "reset_all", "add"))
    assert dialog.preview.button.isEnabled() and dialog.export_button.isEnabled()
    dialog.close()


def test_unsaved_edits_are_asked_for_before_they_go(dialog):
    put(dialog, "0.9", *SHARE)
    dialog.confirm = lambda _question: False
    dialog.close()
    assert dialog.isVisible()
    dialog.open_rules(default_rules(), None)
    assert dialog.draft.edited()
    dialog.confirm = lambda _question: True


# --- with a workspace -----------------------------------------------------------------------------


class Room:
    """The box of the Screening page with everything that its dialog needs."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.operations = OperationManager()
        project = QgsProject.instance()
        self.desk = Desk(project, QgsMapCanvas(self.window), self.window, self.operations, lambda *_: None)
        self.session = WorkspaceSession(self.desk)
        self.live = Live(self.desk, self.session, list)
        self.box, self.shown = RulesBox(self.window), []
        self.rules = RulesActions(self.desk, self.session, self.live, self.shown.append)
        self.rules.serve(self.box)

    def close(self) -> None:
        self.rules.close()
        self.live.close()
        self.operations.close()
        self.session.close()


@pytest.fixture
def room():
    QgsProject.instance().clear()
    made = Room()
    yield made
    made.close()
    QgsProject.instance().clear()


def test_the_effect_is_shown_and_leads_to_the_patch(room, tmp_path, qtbot):
    room.session.open(make_workspace(tmp_path / "w.sqlite"))
    room.rules.edit()
    dialog = room.rules.dialog
    put(dialog, "0.4", *SHARE)
    put(dialog, "1000000", "parameters", "uncovered_cultivated_m2", "value")
    dialog.preview.button.click()
    qtbot.waitUntil(lambda: "of 6 patches change" in dialog.preview.said.text(), timeout=20000)
    assert dialog.preview.said.text().startswith("2 of 6 patches change: 2 yellow → green, 0 green → yellow.")
    assert "Judged anew" in dialog.preview.said.text()
    assert dialog.preview.model.rowCount() == 2
    dialog.preview.table.activated.emit(dialog.preview.model.index(0, 0))
    assert room.shown == [next(one.uid for one in room.session.rows() if one.patch_no == "P002")]
    put(dialog, "0.5", *SHARE)
    assert "edited since" in dialog.preview.said.text() and dialog.preview.model.rowCount() == 0
    put(dialog, "0", "parameters", "farmland_reach_share", "value")
    dialog.preview.button.click()
    qtbot.waitUntil(lambda: "Recomputed" in dialog.preview.said.text(), timeout=20000)
    dialog.confirm = lambda _question: True


def test_without_a_run_the_dialog_says_that_a_screening_is_needed(room):
    room.rules.edit()
    room.rules.dialog.preview.button.click()
    assert "screen first" in room.rules.dialog.preview.said.text()


def test_the_project_remembers_its_rule_file(room, tmp_path):
    file, other = tmp_path / "mine.json", tmp_path / "project.qgz"
    file.write_text(default_rules().text.replace("GENGDI-DEFAULT-1", "MINE"), encoding="utf-8")
    room.box.file.setFilePath(str(file))
    assert room.box.said.text().startswith("MINE, version 1, 17 rules, sha256 ")
    assert QgsProject.instance().write(str(other))
    QgsProject.instance().clear()
    assert room.box.path() is None and "GENGDI-DEFAULT-1" in room.box.said.text()
    assert QgsProject.instance().read(str(other))
    assert room.box.path() == file


def test_a_file_that_cannot_be_used_opens_the_default_and_says_so(room, tmp_path):
    file = tmp_path / "broken.json"
    file.write_text("{", encoding="utf-8")
    room.box.file.setFilePath(str(file))
    assert room.box.said.text().startswith("⚠")
    room.rules.edit()
    assert "is not JSON" in room.rules.dialog.preview.said.text()
    assert "GENGDI-DEFAULT-1" in room.rules.dialog.about.text()


def test_it_is_closed_with_the_plugin_without_a_question(room):
    room.rules.edit()
    put(room.rules.dialog, "0.9", *SHARE)
    room.rules.close()
    assert room.rules.dialog is None or not room.rules.dialog.isVisible()


@pytest.mark.parametrize("entry", [OverrideEntry, SaveEntry])
def test_the_small_dialogs_have_help_on_f1_where_the_guide_speaks_of_rules(dialog, entry, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(rules_entries, "open_guide", opened.append)
    made = entry(dialog.draft, "张三", dialog) if entry is SaveEntry else entry(dialog.draft, dialog)
    made.show()
    help_button = made.buttons.button(QDialogButtonBox.StandardButton.Help)
    assert help_button.shortcut().toString() == "F1"
    help_button.click()
    assert opened == ["rules"] and made.isVisible()
    made.close()
