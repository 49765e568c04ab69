"""The guided start: steps, what each page says when it is empty, the last run, undo, help, badges."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office, add_district, add_layer, square

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from gengdi_plugin.core import i18n
from gengdi_plugin.gui import guide
from gengdi_plugin.gui.help import anchor_at, close_guides, open_guide
from gengdi_plugin.gui.help_window import HelpWindow, anchors
from gengdi_plugin.gui.screening.run_actions import RunActions
from gengdi_plugin.gui.settings import MARKING, SHOW_GUIDE
from gengdi_plugin.layers.marking import marking_of
from gengdi_plugin.store.cases import Finding, record_finding


@pytest.fixture()
def office(qgis_app, qgis_new_project):
    for setting in (SHOW_GUIDE, MARKING):
        QgsSettings().remove(f"gengdi/{setting.key}")
    office = Office(FakeIface())
    office.iface.window.show()
    yield office
    office.plugin.unload()
    QgsProject.instance().clear()
    for setting in (SHOW_GUIDE, MARKING):
        QgsSettings().remove(f"gengdi/{setting.key}")


def marked(office: Office) -> list[str]:
    return [step for step, button in office.desktop.dock.guide.buttons.items() if button.isChecked()]


def said_next(office: Office, page: str) -> str:
    dock = office.desktop.dock
    dock.tabs.setCurrentWidget(getattr(dock, page))
    return dock.guide.next.text()


def guides() -> list[HelpWindow]:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, HelpWindow)]
    return [window for window in found if window.isVisible()]


def press_f1(widget) -> bool:
    """F1 as Qt delivers it; whether the dock claimed it before QGIS's own F1."""
    key = (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    claim = QKeyEvent(QEvent.Type.ShortcutOverride, *key)
    claim.ignore()
    QApplication.sendEvent(widget, claim)
    QTest.keyClick(widget, *key)
    return claim.isAccepted()


def test_without_layers_the_first_step_is_marked_and_every_page_says_what_it_needs(office):
    assert marked(office) == [guide.LAYERS]
    assert "demo district" in said_next(office, "layers")
    assert "needs layers" in said_next(office, "screening")
    assert "none yet" in said_next(office, "patches") and "1 Layers" in said_next(office, "patches")


def test_layers_without_the_needed_roles_lead_to_binding_and_name_them(office):
    add_layer(
        "patches",
        "change_patch",
        "field=patch_no:string&field=change_type:string",
        [(["P1", "20"], square(0))],
    )
    office.desktop.dock.layers.refresh()
    assert marked(office) == [guide.BIND]
    text = said_next(office, "screening")
    assert "farmland" in text and "change patch" not in text.casefold()


def test_steps_go_where_they_are_done(office):
    add_district()
    dock = office.desktop.dock
    dock.layers.refresh()
    steps = dock.guide.buttons
    for step, page in (
        (guide.SCREEN, dock.screening),
        (guide.BIND, dock.layers),
        (guide.REVIEW, dock.patches),
        (guide.LAYERS, dock.layers),
    ):
        steps[step].click()
        assert dock.tabs.currentWidget() is page, step
        assert marked(office) == [guide.current_step(office.desktop.guidance.facts())], (
            "a click moves no mark"
        )


def test_the_check_up_step_presses_the_check_ups_own_button_and_the_mark_goes_on(office, qtbot):
    add_district()
    dock = office.desktop.dock
    dock.layers.refresh()
    assert marked(office) == [guide.CHECKUP]
    heard = []
    dock.screening.checkup_button.clicked.disconnect()
    dock.screening.checkup_button.clicked.connect(lambda: heard.append(True))
    dock.screening.checkup.run()
    office.idle(qtbot)
    assert marked(office) == [guide.SCREEN]
    dock.guide.buttons[guide.CHECKUP].click()
    assert heard == [True]
    add_layer("more", "violation", "field=doc_no:string", [(["V1"], square(9))])
    dock.layers.refresh()
    assert marked(office) == [guide.CHECKUP], "other layers want another check-up"


def test_the_strip_is_hidden_by_its_button_and_that_is_remembered(office):
    dock = office.desktop.dock
    assert dock.guide.isVisibleTo(dock)
    dock.guide.hide_button.click()
    assert not dock.guide.isVisibleTo(dock) and not dock.corner.guide_action.isChecked()
    office.plugin.unload()
    office.plugin.initGui()  # as the next start of QGIS does
    dock = office.plugin.desktop.dock
    assert not dock.guide.isVisibleTo(dock)
    dock.corner.guide_action.trigger()
    assert dock.guide.isVisibleTo(dock) and SHOW_GUIDE.value()


def test_after_a_run_the_dock_says_what_happened_and_what_next(office, tmp_path, qtbot):
    add_district()
    path = tmp_path / "耕地 测试.sqlite"
    office.screen(path, qtbot)
    report = office.page.report
    assert "4 screened, 1 released, 3 to verify" in report.summary.text()
    assert report.doubtful.text().count("<a ") == 3 and "P2" in report.doubtful.text()
    assert path.name in report.saved.text() and "review" in report.next.text()
    assert marked(office) == [guide.REVIEW]
    office.iface.window.resize(700, 500)
    office.desktop.dock.show_page(office.page)
    office.page._to_report.start()
    qtbot.waitUntil(lambda: not office.page._to_report.isActive())
    assert not report.summary.visibleRegion().isEmpty(), "scrolled to, in a small window too"
    assert "3 to verify" in said_next(office, "patches")


def test_the_button_that_screens_and_what_is_said_of_it_are_in_sight_in_a_small_window(office):
    add_district()
    office.iface.window.resize(700, 420)
    office.iface.window.show()
    office.desktop.show_screening()
    page = office.page
    page._say("why not")
    QApplication.processEvents()
    for part in (page.run_button, page.checkup_button, page.said):
        assert part.visibleRegion().boundingRect().height() == part.height(), part.objectName()


def test_a_doubtful_patch_is_selected_and_zoomed_to_whatever_was_filtered(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    page = office.desktop.dock.patches
    page.show_only("green", "")
    row = next(row for row in office.desktop.session.rows() if row.patch_no == "P3")
    before = office.iface.canvas.extent()
    office.page.report.doubtful.linkActivated.emit(row.uid)
    assert [chosen.patch_no for chosen in page.selected()] == ["P3"]
    assert office.desktop.dock.tabs.currentWidget() is page
    assert office.iface.canvas.extent() != before
    qtbot.waitUntil(lambda: office.desktop.link.layer().selectedFeatureCount() == 1)


def test_the_folder_of_the_workspace_is_opened(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    opened = []
    office.desktop.runs.open_url = opened.append
    office.page.report.folder_button.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]


def test_undoing_the_run_asks_first_and_empties_what_only_it_had_brought(office, tmp_path, qtbot):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    asked: list[str] = []
    runs: RunActions = office.desktop.runs
    runs.confirm = lambda text: bool(asked.append(text))
    office.page.report.undo_button.click()
    assert len(asked) == 1 and "4 patches" in asked[0] and len(office.desktop.session.rows()) == 4
    runs.confirm = lambda text: True
    office.page.report.undo_button.click()
    office.idle(qtbot)
    assert office.desktop.session.rows() == [] and not office.page.report.isVisibleTo(office.page)
    assert list(office.desktop.link.layer().getFeatures()) == []
    assert any("4 patches are as they were" in text for text in office.said())


def test_a_refused_undo_says_whose_patch_stands_in_its_way(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    uid = next(row.uid for row in office.desktop.session.rows() if row.patch_no == "P002")
    finding = Finding("found_unlawful", "Li", "2026-11-20", patch_uid=uid)
    office.desktop.session.write(lambda workspace: record_finding(workspace, finding))
    office.desktop.runs.confirm = lambda text: True
    office.page.report.undo_button.click()
    office.idle(qtbot)
    assert any("P002" in text for text in office.said())
    assert len(office.desktop.session.rows()) == 6


def test_f1_opens_the_guide_where_the_focus_is_before_qgis_hears_it(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    dock = office.desktop.dock
    dock.show_page(dock.layers)
    dock.layers.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dock.layers.table)
    assert press_f1(dock.layers.table)
    assert [window.place() for window in guides()] == ["Layers: which layer plays which role"]
    assert anchor_at(dock.patches.table) == "patches" and anchor_at(dock.guide) == "panel"
    dock.patches.show_patch(next(row.uid for row in office.desktop.session.rows() if row.code == "green"))
    dock.patches._show_evidence()
    assert anchor_at(dock.patches.evidence.title) == "reason-covered"


def test_why_leads_to_the_reason_from_sentence_and_outcome(office, tmp_path):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    dock = office.desktop.dock
    row = next(row for row in office.desktop.session.rows() if row.reason == "partly_covered")
    dock.patches.show_patch(row.uid)
    dock.patches._show_evidence()
    dock.patches.evidence.why.linkActivated.emit("why")
    assert [window.place() for window in guides()] == ["Partly covered (suspected excess)"]
    tree = dock.screening.outcome
    item = tree.topLevelItem(0).child(0)
    assert item.text(3) == "why?" and tree.topLevelItem(0).text(3) == ""
    tree.itemClicked.emit(item, 3)
    assert len(guides()) == 1 and guides()[0].place() != ""
    tree.setCurrentItem(item)
    assert anchor_at(tree).startswith("reason-")


def test_the_guide_is_chinese_under_a_chinese_locale_and_finds_every_anchor(qgis_app, monkeypatch):
    for language in ("en", "zh"):
        monkeypatch.setattr(i18n, "language", lambda language=language: language)
        window = open_guide("reason-no_approval")
        assert window.place() == {"en": "No approval found", "zh": "未关联到合法手续"}[language]
        assert abs(window.view.cursorRect().top()) < 30, "the place stands at the top of the window"
        for anchor in anchors(window._path.read_text(encoding="utf-8")):
            window.show_page(window._path, anchor)
            assert window.place() and "{#" not in window.place(), anchor
        shown = window.view.toPlainText()
        # beside Chinese letters Markdown does not take ** after a punctuation mark for bold
        assert [line for line in shown.splitlines() if "**" in line or "{#" in line] == []
        close_guides()


def test_a_plugin_that_goes_takes_its_guide_window_with_it(office):
    open_guide("roles")
    assert guides()
    office.plugin.unload()
    assert guides() == []


def test_offline_is_always_in_sight_and_a_marking_when_it_is_set(office):
    corner = office.desktop.dock.corner
    assert corner.offline.text() == "Offline" and "never" in corner.offline.toolTip()
    assert not corner.marking.isVisibleTo(corner)
    MARKING.store("内部")
    QApplication.sendEvent(corner, QEvent(QEvent.Type.ActivationChange))
    assert corner.marking.isVisibleTo(corner) and corner.marking.text() == "内部"


def test_a_marking_chosen_in_the_panel_is_the_projects_and_goes_with_it(office):
    corner = office.desktop.dock.corner
    MARKING.store("秘密★5年")
    corner.refresh()
    assert corner.marking.text() == "秘密★5年", "of projects without a choice"
    corner.fill_marking_menu()
    offered = {action.text(): action for action in corner.marking_menu.actions()}
    assert list(offered) == ["None", "内部", "涉密", "秘密★5年"] and offered["秘密★5年"].isChecked()
    offered["内部"].trigger()
    assert corner.marking.text() == "内部" and marking_of(QgsProject.instance()) == "内部"
    corner.fill_marking_menu()
    corner.marking_menu.actions()[0].trigger()
    assert not corner.marking.isVisibleTo(corner) and marking_of(QgsProject.instance()) == ""
    QgsProject.instance().clear()
    assert corner.marking.text() == "秘密★5年"


def test_the_panels_exports_hand_the_marking_on(office, tmp_path, qtbot):
    import openpyxl

    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.desktop.dock.choose_marking("涉密")
    lists = office.desktop.lists
    for export, name in ((lambda: lists.export_list(0), "l.xlsx"), (lists.export_sheets, "s.pdf")):
        lists.ask_file = lambda *_question, name=name: str(tmp_path / name)
        export()
        office.idle(qtbot)
    assert openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0]["A1"].value == "涉密"
    told = subprocess.run(["pdftotext", tmp_path / "s.pdf", "-"], check=True, capture_output=True, text=True)
    assert told.stdout.count("涉密") == told.stdout.count("\f") > 0
