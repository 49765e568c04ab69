"""The check-up in the interface: its page, its mend buttons, and its place before the first screening."""

from __future__ import annotations

from threading import Event

from test_gui_desktop import Office, add_district, add_layer, square

from qgis.core import QgsCoordinateReferenceSystem, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QInputDialog, QPushButton

from gengdi_plugin.core.checkup_facts import ADD_LAYERS, GREEN, RED, CheckLine
from gengdi_plugin.gui.roles.mapping_dialog import MappingDialog
from gengdi_plugin.layers import checkup
from gengdi_plugin.layers.binding import stored_binding


def layer_named(name: str):
    return QgsProject.instance().mapLayersByName(name)[0]


def check(office: Office, qtbot) -> list[CheckLine]:
    office.desktop.dock.layers.refresh()
    office.page.checkup_button.click()
    office.idle(qtbot)
    return list(office.page.checkup.dialog.lines)


def red(office: Office, key: str) -> list[CheckLine]:
    return [line for line in office.page.checkup.dialog.lines if (line.key, line.level) == (key, RED)]


def press(office: Office, key: str) -> None:
    """Press the mend button of the first line ``key`` with the keyboard."""
    row = office.page.checkup.dialog.findChild(object, f"gengdi_check_{key}")
    button = row.findChild(QPushButton)
    button.setFocus()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.click()


def test_the_page_shows_a_row_per_line_and_copies_as_text(office, qtbot):
    add_district()
    lines = check(office, qtbot)
    dialog = office.page.checkup.dialog
    assert dialog.isVisible() and lines
    assert len(dialog.mend_buttons()) == sum(bool(line.action) for line in lines)
    dialog.copy_button.click()
    text = QApplication.clipboard().text()
    assert text.splitlines()[1] == dialog.summary.text()
    assert all(line.text in text and line.advice in text for line in lines)
    help_button = dialog.buttons.button(QDialogButtonBox.StandardButton.Help)
    assert help_button is not None and help_button.isEnabled()


def test_a_page_that_was_closed_while_it_checked_does_not_come_back_by_itself(office, qtbot):
    add_district()
    office.desktop.dock.layers.refresh()
    office.page.checkup_button.click()
    dialog = office.page.checkup.dialog
    assert dialog.isVisible()
    dialog.reject()
    office.idle(qtbot)
    assert not dialog.isVisible() and dialog.lines
    check(office, qtbot)  # asked for again it is there
    assert dialog.isVisible()
    dialog.reject()


def test_a_sound_project_is_screened_at_once_and_checked_only_the_first_time(office, qtbot, tmp_path):
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert len(office.desktop.session.rows()) == 4
    assert not office.page.checkup.dialog.isVisible()
    titles = []
    office.desktop.desk.operations.ended.connect(lambda operation: titles.append(operation.title))
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert titles == ["Screening “patches”"]


def without_approvals(office: Office) -> None:
    add_district()
    QgsProject.instance().removeMapLayer(layer_named("conversion").id())


def test_without_approvals_the_first_screening_waits_and_explains(office, qtbot, tmp_path):
    without_approvals(office)
    office.screen(tmp_path / "w.sqlite", qtbot)
    dialog = office.page.checkup.dialog
    assert office.desktop.session.rows() == [] and not (tmp_path / "w.sqlite").exists()
    assert dialog.isVisible() and not dialog.hint.isHidden() and "1 red" in dialog.hint.text()
    assert "nothing it could be compared with" in red(office, "inputs")[0].text
    assert "waits" in office.page.said.text() and office.page.run_button.isEnabled()


def test_the_officer_may_screen_all_the_same(office, qtbot, tmp_path):
    without_approvals(office)
    office.screen(tmp_path / "w.sqlite", qtbot)
    office.page.checkup.dialog.anyway_button.click()
    office.idle(qtbot)
    assert [row.code for row in office.desktop.session.rows()] == ["yellow"] * 4
    assert not office.page.checkup.dialog.isVisible()


def test_layers_added_and_checked_again_let_the_waiting_screening_start(office, qtbot, tmp_path):
    without_approvals(office)
    office.screen(tmp_path / "w.sqlite", qtbot)
    opened = []
    action = QAction(office.iface.window)
    action.setObjectName("mActionDataSourceManager")
    action.triggered.connect(lambda: opened.append(True))
    press(office, "inputs")
    assert opened == [True]
    fields = "field=approval_type:string&field=doc_no:string"
    add_layer("conversion", "approval", fields, [(["conversion", "A1"], square(0))])
    dialog = office.page.checkup.dialog
    dialog.again_button.click()
    office.idle(qtbot)
    assert red(office, "inputs") == [] and "Nothing red" in dialog.hint.text()
    dialog.anyway_button.click()
    office.idle(qtbot)
    assert sorted(row.code for row in office.desktop.session.rows()) == [
        "green",
        "yellow",
        "yellow",
        "yellow",
    ]


def test_cancelling_the_check_up_cancels_the_screening(office, qtbot, tmp_path, monkeypatch):
    real = checkup.checkup_work

    def slow(*arguments):
        """The check-up, not over before the officer cancels, however fast the machine."""
        work = real(*arguments)

        def waiting(feedback):
            assert cancelled.wait(60)
            return work(feedback)

        return waiting

    cancelled = Event()
    monkeypatch.setattr(checkup, "checkup_work", slow)
    add_district()
    office.desktop.dock.layers.refresh()
    office.page.workspace.setFilePath(str(tmp_path / "w.sqlite"))
    office.page.run()
    office.page.cancel()
    cancelled.set()
    office.idle(qtbot)
    assert "cancelled" in office.page.said.text() and not (tmp_path / "w.sqlite").exists()


class CrsDialog:
    """QGIS's CRS chooser with an officer who takes EPSG:4490."""

    def __new__(cls, parent):
        from qgis.gui import QgsProjectionSelectionDialog

        dialog = QgsProjectionSelectionDialog(parent)

        def choose() -> None:
            dialog.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
            dialog.accept()

        dialog.open = choose
        return dialog


def test_set_crs_mends_a_layer_without_one(office, qtbot):
    add_district()
    layer_named("land").setCrs(QgsCoordinateReferenceSystem())
    check(office, qtbot)
    assert len(red(office, "crs")) == 1
    office.page.checkup.make_crs_dialog = CrsDialog
    press(office, "crs")
    office.idle(qtbot)
    assert layer_named("land").crs().authid() == "EPSG:4490"
    assert red(office, "crs") == []


def test_the_mapping_opens_at_the_lines_layer_and_mends_it(office, qtbot):
    add_district()
    fields = "field=kind:string"
    odd = add_layer("areas", "approval", fields, [(["x"], square(1))])
    check(office, qtbot)
    assert red(office, "types")
    opened = []

    def dialog_of(layer, parent):
        dialog = MappingDialog(layer, parent)
        opened.append(layer.id())
        dialog.approval_type.setCurrentIndex(dialog.approval_type.findData("supply"))
        dialog.open = dialog.accept
        return dialog

    office.page.checkup.make_mapping_dialog = dialog_of
    press(office, "types")
    office.idle(qtbot)
    assert opened == [odd.id()] and stored_binding(odd).approval_type == "supply"
    assert red(office, "types") == []


def test_choose_encoding_mends_texts_that_cannot_be_read(office, qtbot, tmp_path):
    from real_layers import shapefile

    from qgis.core import QgsVectorLayer

    from gengdi_plugin.layers.encoding import choose_encoding

    plane = "POLYGON((500000 3315000, 500100 3315000, 500100 3315100, 500000 3315100, 500000 3315000))"
    path = shapefile(tmp_path / "JCTB.shp", ["JCBH", "TBLX"], [(plane, "镇海一号", "20")], "GBK", None)
    layer = QgsVectorLayer(str(path), "变化图斑", "ogr")
    QgsProject.instance().addMapLayer(layer)
    choose_encoding(layer, "UTF-8")
    check(office, qtbot)
    assert red(office, "encoding")

    def dialog_of(parent):
        dialog = QInputDialog(parent)

        def choose() -> None:
            dialog.setTextValue("GBK")
            dialog.accept()

        dialog.open = choose
        return dialog

    office.page.checkup.make_input_dialog = dialog_of
    press(office, "encoding")
    office.idle(qtbot)
    assert red(office, "encoding") == [] and next(layer.getFeatures())["JCBH"] == "镇海一号"


def test_of_several_layers_the_officer_chooses_which_to_read_otherwise(office, qtbot):
    from dataclasses import replace

    add_district()
    lines = check(office, qtbot)
    line = replace(
        lines[0], action="set_crs", layer_ids=(layer_named("land").id(), layer_named("basic").id())
    )
    asked = []

    def dialog_of(parent):
        dialog = QInputDialog(parent)

        def choose() -> None:
            asked.append(dialog.comboBoxItems())
            dialog.setTextValue("basic")
            dialog.accept()

        dialog.open = choose
        return dialog

    office.page.checkup.make_input_dialog = dialog_of
    office.page.checkup.make_crs_dialog = CrsDialog
    layer_named("basic").setCrs(QgsCoordinateReferenceSystem())
    office.page.checkup.mend(line)
    office.idle(qtbot)
    assert asked == [["land", "basic"]] and layer_named("basic").crs().authid() == "EPSG:4490"


def test_a_layer_that_is_gone_is_checked_again_and_not_mended(office, qtbot):
    add_district()
    layer_named("land").setCrs(QgsCoordinateReferenceSystem())
    check(office, qtbot)
    QgsProject.instance().removeMapLayer(layer_named("land").id())
    press(office, "crs")
    office.idle(qtbot)
    assert red(office, "crs") == []
    assert [line.action for line in red(office, "inputs")] == [ADD_LAYERS]


def test_an_empty_project_can_be_checked(office, qtbot):
    lines = check(office, qtbot)
    assert [line.level for line in lines] == [RED] * 4
    assert all(line.level != GREEN for line in lines)


def test_a_check_up_that_fails_does_not_stand_in_the_way(office, qtbot, tmp_path, monkeypatch):
    def broken(*_arguments):
        def work(_feedback):
            raise RuntimeError("broken")

        return work

    monkeypatch.setattr("gengdi_plugin.layers.checkup.checkup_work", broken)
    add_district()
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert len(office.desktop.session.rows()) == 4
    assert any("broken" in text for text in office.said())
