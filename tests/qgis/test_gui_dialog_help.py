"""Every dialog has a Help button, and F1 presses it: the guide opens where it speaks of the dialog."""

from __future__ import annotations

import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office, add_district
from test_gui_guide import guides

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QInputDialog

from gengdi_plugin.core.tianditu import load_preset
from gengdi_plugin.gui.ask_file import save_dialog
from gengdi_plugin.gui.basemap.network_window import NetworkWindow
from gengdi_plugin.gui.basemap.tianditu_dialog import TiandituDialog
from gengdi_plugin.gui.cases.audit_dialog import AuditDialog
from gengdi_plugin.gui.cases.finding_dialog import FindingDialog
from gengdi_plugin.gui.help import close_guides
from gengdi_plugin.gui.roles.mapping_dialog import MappingDialog


@pytest.fixture()
def office(qgis_app, qgis_new_project):
    office = Office(FakeIface())
    office.iface.window.show()
    yield office
    close_guides()
    office.plugin.unload()
    QgsProject.instance().clear()


def dialogs(office: Office, tmp_path):
    """Every dialog of ours with the heading of the guide it must lead to."""
    window = office.iface.window
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    row = office.desktop.session.rows()[0]
    layer = QgsProject.instance().mapLayersByName("land")[0]
    yield FindingDialog(row, "Li", window), "Findings and audits"
    yield AuditDialog(row, {}, "Li", window), "Findings and audits"
    yield MappingDialog(layer, window), "Layers: which layer plays which role"
    yield office.page.checkup.dialog, "Check-up"
    yield save_dialog(window, "Export List", tmp_path / "list.xlsx", "Text (*.csv)"), "Lists and patch sheets"
    yield office.desktop.runs.question_box("Undo?"), "The last run, and undoing it"
    yield NetworkWindow([("map", "example.org")], window), "What needs a network"
    yield TiandituDialog(load_preset(), "c", False, window), "Tianditu as a basemap"
    office.desktop.show_operations()
    yield office.desktop.running_work.window, "Running work: stop, retry"
    made = []

    def keep(parent):
        made.append(QInputDialog(parent))
        made[-1].open = lambda: None
        return made[-1]

    office.page.checkup.make_input_dialog = keep
    office.page.checkup._choose_encoding(layer)
    yield made[0], "Check-up"


def test_the_help_button_and_f1_open_the_guide_at_the_dialogs_place(office, tmp_path, qtbot):
    add_district()
    for dialog, heading in dialogs(office, tmp_path):
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Help)
        button.click()
        assert [window.place() for window in guides()] == [heading], dialog
        assert dialog.isVisible(), "help closes nothing"
        close_guides()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
        qtbot.waitUntil(lambda: bool(guides()))  # a key presses a button for a moment
        assert [window.place() for window in guides()] == [heading], dialog
        close_guides()
        dialog.hide()


def test_the_export_menu_has_the_help_that_a_systems_file_dialog_cannot_have(office, tmp_path):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.desktop.lists.help.trigger()
    assert [window.place() for window in guides()] == ["Lists and patch sheets"]
