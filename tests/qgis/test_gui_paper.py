"""What is printed from the Patches page: into folders and files of the officer's choice, step by step."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from case_ground import GREEN, ORDERED, RED, make_cases
from fake_iface import FakeIface

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QDialogButtonBox

from gengdi_plugin import classFactory
from gengdi_plugin.gui.cases.bulletin_dialog import BulletinDialog, BulletinEntry
from gengdi_plugin.gui.settings import TEMPLATES
from gengdi_plugin.layers.templates import own_templates


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cases(tmp_path_factory.mktemp("案件") / "工作库.sqlite")


class Office:
    """The plugin with the cases open."""

    def __init__(self, workspace: Path, folder: Path, qtbot) -> None:
        self.iface = FakeIface()
        self.plugin = classFactory(self.iface)
        self.plugin.initGui()
        self.desktop = self.plugin.desktop
        self.folder, self.qtbot = folder, qtbot
        self.desktop.session.open(workspace)
        self.desktop.show_patches()
        self.page = self.desktop.dock.patches
        qtbot.waitUntil(lambda: len(self.page.proxy.shown()) == 20, timeout=60_000)
        self.paper = self.desktop.case_services.paper
        self.paper.ask_folder = lambda _title: str(folder)

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desktop.desk.operations.running(), timeout=60_000)

    def choose(self, patch_no: str) -> None:
        row = next(row for row in self.page.proxy.shown() if row.patch_no == patch_no)
        self.page.select([row.uid])

    def said(self) -> str:
        return "\n".join(item.text() for item in self.iface.bar.items())

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.suffix in (".pdf", ".xlsx"))


@pytest.fixture()
def office(qgis_app, qgis_new_project, cases, tmp_path, qtbot):
    workspace = tmp_path / "w.sqlite"
    shutil.copy(cases, workspace)
    folder = tmp_path / "出"
    folder.mkdir()
    office = Office(workspace, folder, qtbot)
    yield office
    office.plugin.unload()
    QgsSettings().remove("gengdi/templates")
    QgsProject.instance().clear()


def test_actions_are_named_and_wait_for_what_they_need(office):
    assert [action.objectName() for action in office.paper.actions] == [
        "gengdi_sheets_each", "gengdi_notices", "gengdi_print_timeline", "gengdi_bulletin",
        "gengdi_copy_templates",
    ]  # fmt: skip
    assert all(action.toolTip() and not action.icon().isNull() for action in office.paper.actions)
    assert not office.paper.timeline.isEnabled() and office.paper.notices.isEnabled()
    office.choose(RED)
    assert office.paper.timeline.isEnabled()


def test_one_file_each_of_the_selected_patches(office):
    office.choose(RED)
    office.paper.sheets.trigger()
    office.idle()
    (name,) = office.files()
    assert name.startswith(RED) and str(office.folder) in office.said()


def test_a_cancel_leaves_the_folder_empty(office):
    office.paper.sheets.trigger()
    office.desktop.desk.operations.cancel_all()
    office.idle()
    assert list(office.folder.iterdir()) == []


def test_notices_are_of_those_who_must_rectify(office):
    office.paper.ask_file = lambda *question: str(office.folder / "通知书")
    office.choose(GREEN)
    office.paper.notices.trigger()
    assert "None of these patches" in office.said() and office.files() == []
    office.choose(ORDERED)
    office.paper.notices.trigger()
    office.idle()
    assert office.files() == ["通知书.pdf"]


def test_the_time_line_of_the_selected_patch(office):
    office.paper.ask_file = lambda *question: str(office.folder / "时间轴.pdf")
    office.choose(ORDERED)
    office.paper.timeline.trigger()
    office.idle()
    assert office.files() == ["时间轴.pdf"]


def test_the_bulletin_asks_for_the_week(office, qtbot):
    office.paper.ask_file = lambda *question: str(office.folder / "通报.xlsx")
    shown = []
    office.paper.make_bulletin_dialog = lambda parent: shown.append(BulletinDialog(parent)) or shown[0]
    office.paper.bulletin.trigger()
    shown[0].accept()
    office.idle()
    assert office.files() == ["通报.xlsx"]


def test_the_dialog_names_the_week_and_hands_over_its_last_day(qgis_app, qtbot):
    dialog = BulletinDialog()
    qtbot.addWidget(dialog)
    heard: list[BulletinEntry] = []
    dialog.chosen.connect(heard.append)
    dialog.date.setDate(QDate(2026, 3, 3))
    assert "2026-02-25" in dialog.period.text() and "2026-03-03" in dialog.period.text()
    assert dialog.date.maximumDate() == QDate.currentDate()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert heard == [BulletinEntry("2026-03-03")]


def test_what_a_template_lacks_is_told_with_what_was_written(office):
    office.paper.templates.trigger()
    sheet = office.folder / "patch_sheet.qpt"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace('id="before"', 'id="x"'), encoding="utf-8")
    office.choose(RED)
    office.paper.sheets.trigger()
    office.idle()
    assert "lacks the items before" in office.said() and len(office.files()) == 1


def test_copied_templates_are_used_from_then_on(office):
    office.paper.templates.trigger()
    assert TEMPLATES.value() == str(office.folder)
    assert {file.name for file in office.folder.iterdir()} == {file.name for file in own_templates()}
    sheet = office.folder / "patch_sheet.qpt"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace('id="qr"', 'id="x"'), encoding="utf-8")
    office.choose(RED)
    office.paper.sheets.trigger()
    office.idle()
    assert "lacks the items qr" in office.said() and office.files() == []
    TEMPLATES.store(str(office.folder / "gone"))
    office.paper.sheets.trigger()
    office.idle()
    assert "is not there" in office.said()
