"""The patch table by keyboard: type-ahead, columns, copy, totals, menu; and the map beside it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from gui_rows import patch_row
from gui_workspace import make_workspace
from test_gui_patches_page import Room
from test_patch_filters import varied

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from qgis.PyQt.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QMainWindow, QMenu, QPushButton, QWidget

from gengdi_plugin.gui.patches import patch_copy
from gengdi_plugin.gui.patches.area_dialog import AreaDialog
from gengdi_plugin.gui.patches.more_filters import AreaFilter, OverdueFilter, ValuesFilter
from gengdi_plugin.gui.patches.patch_columns import COLUMNS
from gengdi_plugin.gui.patches.patch_header import PatchHeader
from gengdi_plugin.gui.patches.patch_model import PatchModel
from gengdi_plugin.gui.patches.patch_proxy import PatchProxy
from gengdi_plugin.gui.patches.patch_rows import PatchRows
from gengdi_plugin.gui.patches.patch_table import PatchTable

KEYS = [column.key for column in COLUMNS]


@pytest.fixture()
def room(qgis_app, qgis_new_project):
    QgsSettings().remove("gengdi/patch_columns")
    room = Room()
    yield room
    room.close()
    QgsSettings().remove("gengdi/patch_columns")


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "耕地 测试.sqlite")


def table_of(rows) -> PatchTable:
    model = PatchModel()
    model.set_rows(rows)
    proxy = PatchProxy(model)
    table = PatchTable(proxy)
    model.setParent(table)
    proxy.setParent(table)
    table.sortByColumn(KEYS.index("patch_no"), Qt.SortOrder.AscendingOrder)
    return table


def current(table: PatchTable) -> str:
    return table.proxy.row(table.currentIndex().row()).uid


def typed(table: PatchTable, text: str) -> None:
    """Letters one after the other, then a pause."""
    for letter in text:
        table.keyboardSearch(letter)
    table._since.invalidate()


def some_rows():
    return [
        patch_row(1, patch_no="A1", unit_name="West", unit_code="1", area_m2=812.0, spatial_code="X-1"),
        patch_row(2, patch_no="A2", unit_name="East", unit_code="2", area_m2=1500.0, spatial_code="X-2"),
        patch_row(3, patch_no="B1", unit_name="North", unit_code="3", area_m2=None, spatial_code="Z-3"),
        patch_row(4, patch_no="B22", unit_name="North", unit_code="3", area_m2=81.5, spatial_code="Y-4"),
        patch_row(5, patch_no="12", unit_name="", unit_code="", area_m2=3.0, spatial_code=""),
    ]


def test_letters_jump_to_the_next_row_that_begins_so_and_around(qgis_app):
    table = table_of(some_rows())
    seen = []
    for text in ("b", "b", "b", "b2", "a", "A2", "x", "z-", "none such"):
        typed(table, text)
        seen.append(current(table))
    assert seen == ["uid-3", "uid-4", "uid-3", "uid-4", "uid-1", "uid-2", "uid-1", "uid-3", "uid-3"]
    assert [row.uid for row in table.selected()] == ["uid-3"]


def test_the_same_letter_typed_fast_goes_from_row_to_row(qgis_app):
    table = table_of(some_rows())
    for _time in range(2):
        table.keyboardSearch("b")
    assert current(table) == "uid-4"


@pytest.mark.parametrize(
    ("key", "text", "uid"),
    [("unit_name", "nor", "uid-3"), ("area_m2", "1,5", "uid-2"), ("area_m2", "81.", "uid-4"),
     ("reason", "no ap", "uid-1")],
)  # fmt: skip
def test_the_current_column_is_looked_through_too_and_keeps_the_cursor(qgis_app, key, text, uid):
    table = table_of(some_rows())
    table.setCurrentIndex(table.proxy.index(0, KEYS.index(key)))
    typed(table, text)
    assert current(table) == uid and table.currentIndex().column() == KEYS.index(key)


def test_type_ahead_finds_only_what_the_filters_leave_and_what_is_provisional(qgis_app):
    model = PatchModel()
    model.set_rows(some_rows())
    proxy = PatchProxy(model)
    table = PatchTable(proxy)
    proxy.set_filters([AreaFilter(100.0, None)])
    typed(table, "b")
    assert not table.currentIndex().isValid()
    model.show_live({"new": patch_row(9, uid="new", patch_no="B9", area_m2=400.0)})
    typed(table, "b")
    assert current(table) == "new"


def test_type_ahead_in_a_hundred_thousand_rows_agrees_with_python(qgis_app):
    chance = random.Random(3)  # noqa: S311 - reproducible, not secret
    rows = PatchRows(varied(100_000))
    model = PatchModel()
    model.set_rows(rows)
    proxy = PatchProxy(model)
    model.sort(KEYS.index("area_m2"))
    shown = proxy.shown()
    for _turn in range(30):
        text, start = f"p{chance.randrange(10_000):04d}", chance.randrange(len(rows))
        order = [*range(start, len(shown)), *range(start)]
        expected = next((at for at in order if shown[at].patch_no.lower().startswith(text)), None)
        assert proxy.beginning(text, KEYS.index("area_m2"), start) == expected


def test_letters_are_claimed_before_they_become_shortcuts_unless_somebody_else_wants_them(qgis_app):
    table = table_of(some_rows())

    def claimed(key: Qt.Key, text: str, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
        event.ignore()
        QgsApplication.sendEvent(table, event)
        return event.isAccepted()

    assert claimed(Qt.Key.Key_S, "s") and claimed(Qt.Key.Key_1, "1")
    assert not claimed(Qt.Key.Key_Z, "z", Qt.KeyboardModifier.AltModifier)
    table.type_ahead = False
    assert not claimed(Qt.Key.Key_S, "s")
    table.setCurrentIndex(table.proxy.index(0, 1))
    typed(table, "b")
    assert table.currentIndex().row() == 0


def test_columns_are_hidden_moved_remembered_and_reset(qgis_app):
    QgsSettings().remove("gengdi/patch_columns")
    header = PatchHeader(table_of(some_rows()))
    delivered = [KEYS[number] for number in header.visible()]
    assert delivered == [column.key for column in COLUMNS if column.shown]
    assert "channel" not in delivered
    header.show_column("channel", True)
    header.show_column("reason", False)
    header._table.setCurrentIndex(header._table.proxy.index(0, KEYS.index("channel")))
    for _time in range(30):
        header.move(-1)
    header._table.setColumnWidth(KEYS.index("area_m2"), 137)
    header.save()
    changed = [KEYS[number] for number in header.visible()]
    assert changed[0] == "channel" and "reason" not in changed
    again = PatchHeader(table_of(some_rows()))
    assert [KEYS[number] for number in again.visible()] == changed
    assert again._table.columnWidth(KEYS.index("area_m2")) == 137
    again.reset()
    assert [KEYS[number] for number in again.visible()] == delivered
    assert [KEYS[number] for number in PatchHeader(table_of([])).visible()] == delivered


@pytest.mark.parametrize(
    "kept", ["{", "3", '[{"key": "gone", "shown": false}, 7]', '[{"key": "patch_no", "shown": false}]']
)
def test_what_an_other_version_remembered_of_columns_does_no_harm(qgis_app, kept):  # fmt: skip
    QgsSettings().setValue("gengdi/patch_columns", kept)
    header = PatchHeader(table_of(some_rows()))
    assert "patch_no" in [KEYS[number] for number in header.visible()]
    QgsSettings().remove("gengdi/patch_columns")


def test_the_menu_of_columns_names_each_and_never_hides_the_number(qgis_app):
    QgsSettings().remove("gengdi/patch_columns")
    header = PatchHeader(table_of(some_rows()))
    menu = QMenu()
    header.fill(menu)
    by_text = {action.text(): action for action in menu.actions()}
    assert {column.title() for column in COLUMNS} <= set(by_text)
    assert not by_text["Patch no."].isEnabled()
    by_text["Channel"].trigger()
    assert KEYS.index("channel") in header.visible()
    header.reset()


def test_copied_rows_are_text_with_heading_and_no_formula(room):
    room.page.model.set_rows(
        [patch_row(1, patch_no="=1+1", unit_name="a\tb"), patch_row(2, patch_no="0012", code="red")]
    )
    room.page.header.show_column("spatial_code", False)
    room.page.table.selectAll()
    room.page.table_actions.copy.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    titles = lines[0].split("\t")
    assert titles[:3] == ["Code", "Patch no.", "Reason"] and "Spatial code" not in titles
    told = {line.split("\t")[1]: line for line in lines[1:]}
    assert set(told) == {"'=1+1", "0012"}
    assert told["0012"].startswith("Red: confirmed unlawful\t0012\t")
    assert '"a\tb"' in told["'=1+1"]
    html = QGuiApplication.clipboard().mimeData().html()
    assert "mso-number-format:'\\@'\">0012</td>" in html and "<td>100.0</td>" in html
    assert room.said[-1] == "2 row(s) copied."


def test_ctrl_c_copies_rows_and_not_one_cell_and_the_codes_go_alone(room):
    room.page.model.set_rows([patch_row(1), patch_row(2), patch_row(3, spatial_code="")])
    room.page.table.selectAll()
    QTest.keyClick(room.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(room.page.table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "330211001001-N51-01", "330211001001-N51-02",
    ]  # fmt: skip


def test_many_rows_are_copied_in_a_task(room, qtbot, monkeypatch):
    monkeypatch.setattr(patch_copy, "MANY", 10)
    room.page.model.set_rows([patch_row(number) for number in range(50)])
    room.page.table.selectAll()
    QGuiApplication.clipboard().clear()
    room.page.table_actions.copy.trigger()
    assert room.operations.running()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("\n") == 51)


def test_keys_that_the_window_has_too_belong_to_the_page_that_has_the_focus(room, qtbot):
    window = QMainWindow()
    own = QAction("Copy Features", window)
    own.setShortcut("Ctrl+C")
    window.addAction(own)
    done: list[str] = []
    own.triggered.connect(lambda: done.append("window"))
    room.page.table_actions.copy.triggered.connect(lambda: done.append("page"))
    window.setCentralWidget(room.page)
    room.page.model.set_rows(some_rows())
    window.show()
    room.page.table.setFocus()
    room.page.table.selectAll()
    QTest.keyClick(room.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert done == ["page"]
    window.takeCentralWidget()
    window.close()


def test_totals_tell_farmland_of_what_is_shown_and_of_what_is_selected(room, qtbot):
    room.page.model.set_rows(
        [
            patch_row(1, area_m2=10_000.0, cultivated_m2=2_000.0, basic_m2=None),
            patch_row(2, area_m2=500.0, cultivated_m2=None, basic_m2=None),
            patch_row(3, area_m2=None, cultivated_m2=1.0, basic_m2=None),
        ]
    )
    room.page._tell_totals()
    said = room.page.totals.text()
    assert "3 of 3" in said and "10,500.0 m² (15.75 mu)" in said
    assert "cultivated 2,001.0 m² (3.00 mu)" in said
    assert "basic" not in said, "what was not tested is not zero"
    assert room.page.totals.wordWrap(), "never cut"
    room.page.select(["uid-1", "uid-2"])
    qtbot.waitUntil(lambda: "2 selected: 10,500.0 m²" in room.page.totals.text())
    room.page.table.selectAll()
    qtbot.waitUntil(lambda: "selected" not in room.page.totals.text())


def test_totals_count_provisional_rows_as_they_are_now(room):
    room.page.model.set_rows([patch_row(1, area_m2=100.0), patch_row(2, area_m2=10.0)])
    room.page.show_live({"uid-1": patch_row(1, area_m2=40.0), "new": patch_row(9, uid="new", area_m2=5.0)})
    assert room.page.proxy.totals().area_m2 == 55.0
    assert room.page.proxy.totals([(0, 0)]).count == 1


def test_filters_that_leave_nothing_say_so_in_the_table_and_esc_takes_the_text_away(room, workspace):
    room.session.open(workspace)
    page = room.page
    page.filter_bar.text.setText("nowhere at all")
    assert page.proxy.rowCount() == 0 and "No patch passes" in page.table.empty_text
    page.resize(490, 700)
    page.show()
    with_words = page.table.grab().toImage()
    page.table.empty_text = ""
    assert page.table.grab().toImage() != with_words
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.proxy.rowCount() == 6 and page.filter_bar.text.text() == ""
    QTest.keyClicks(page.filter_bar.text, "P003")
    assert page.proxy.rowCount() == 1
    QTest.keyClick(page.filter_bar.text, Qt.Key.Key_Down)
    assert page.single().patch_no == "P003"
    QTest.keyClick(page.filter_bar.text, Qt.Key.Key_Escape)
    assert page.proxy.rowCount() == 6
    page.filter_bar.text.clear()
    QTest.keyClicks(page.filter_bar.text, "P005")  # the selected row goes, the cursor is left somewhere
    QTest.keyClick(page.filter_bar.text, Qt.Key.Key_Down)
    assert page.single().patch_no == "P005"
    page.hide()


def test_enter_zooms_to_the_selected_patch(room, workspace):
    room.session.open(workspace)
    room.page.table.setCurrentIndex(room.page.proxy.index(0, 1))
    room.canvas.resize(300, 300)
    before = room.canvas.extent()
    QTest.keyClick(room.page.table, Qt.Key.Key_Return)
    assert room.canvas.extent() != before


def test_the_menu_key_opens_the_menu_of_the_row_and_narrows_to_what_it_has(room, workspace):
    room.session.open(workspace)
    page, asked = room.page, []
    page.select([room.uid("P003")])
    page.table.menu_wanted.disconnect()
    page.table.menu_wanted.connect(asked.append)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QgsApplication.sendEvent(page.table.viewport(), event)
    assert len(asked) == 1
    extra = QAction("Dossier", page)
    page.table_actions.extra.append(extra)
    menu = page.table_actions.menu()
    by_text = {action.text().replace("&", ""): action for action in menu.actions()}
    assert {"Zoom to Selected Patches", "Copy Rows", "Copy Spatial Code", "Columns", "Dossier"} <= set(
        by_text
    )
    only = {action.text(): action for action in by_text["Show Only"].menu().actions()}
    only["no approval found"].trigger()
    assert {row.patch_no for row in page.proxy.shown()} == {"P003", "P006"}
    only["演示村"].trigger()
    assert {one.kind for one in page.filter_bar.filters() if one.words()} == {"reason", "unit"}
    by_text["Only Selected"].trigger()
    assert [row.patch_no for row in page.proxy.shown()] == ["P003"]
    page.table_actions.menu()
    page.filter_bar.clear()
    assert page.proxy.rowCount() == 6 and page.single().patch_no == "P003"


def test_the_table_follows_the_map_s_extent_only_while_it_is_asked_to(room, workspace, qtbot):
    room.session.open(workspace)
    page, canvas = room.page, room.canvas
    canvas.resize(200, 200)
    room.link.zoom([room.row("P001")])
    page.filter_bar.more.extent_wanted.emit(True)
    shown = {row.patch_no for row in page.proxy.shown()}
    assert "P001" in shown and not {"P005", "P006"} & shown
    assert "in&nbsp;map&nbsp;extent" in page.filter_bar.line.text()
    room.link.zoom([room.row("P005"), room.row("P006")])
    qtbot.waitUntil(lambda: "P006" in {row.patch_no for row in page.proxy.shown()})
    assert "P001" not in {row.patch_no for row in page.proxy.shown()}
    page.filter_bar.drop("extent")
    assert page.proxy.rowCount() == 6
    room.link.zoom([room.row("P002")])
    qtbot.wait(400)
    assert page.proxy.rowCount() == 6


def test_filters_are_saved_under_a_name_and_chosen_from_the_menu(room, workspace):
    room.session.open(workspace)
    bar, answers = room.page.filter_bar, room.page.answers
    answers.save()
    assert "No filter" in room.said[-1]
    bar.choose("yellow", "no_approval")
    bar.more.put(AreaFilter(1.0, None))
    dialog = answers.name_dialog()
    words = {button.text() for button in dialog.findChildren(QPushButton)}
    assert words == {"Save", "Cancel", "Help"}, "in our words: Qt's are not translated everywhere"
    dialog.deleteLater()
    answers.ask_name = lambda: "  待核 A&B "
    answers.save()
    bar.clear()
    menu = QMenu()
    answers.fill_saved(menu)
    next(action for action in menu.actions() if action.text() == "待核 A&&B").trigger()
    assert {one.kind for one in bar.filters() if one.words()} == {"code", "reason", "area"}
    next(action for action in menu.actions() if action.menu()).menu().actions()[0].trigger()
    assert answers.saved.all() == {}


def test_only_selected_is_refused_in_words_when_nothing_is(room, workspace):
    room.session.open(workspace)
    room.page.filter_bar.more.selected_wanted.emit(True)
    assert "Nothing is selected" in room.said[-1] and room.page.proxy.rowCount() == 6


def test_an_other_workspace_begins_unfiltered_and_the_same_one_goes_on_as_it_was(room, workspace, tmp_path):
    room.session.open(workspace)
    room.page.filter_bar.more.put(OverdueFilter())
    assert room.page.proxy.rowCount() == 0
    room.session.open(workspace)  # as every screening does
    assert room.page.model.rowCount() == 6 and room.page.proxy.rowCount() == 0
    room.session.open(make_workspace(tmp_path / "other.sqlite", patches=3))
    assert room.page.proxy.rowCount() == 3


def test_tab_reaches_every_part_from_the_colours_to_the_buttons_in_the_order_seen(room):
    page, bar = room.page, room.page.filter_bar
    bar.more.put(ValuesFilter("channel", frozenset({"patrol"})))
    wanted: list[QWidget] = [
        bar.codes["green"], bar.text, bar.reason, bar.unit, bar.more, bar.line, page.table,
    ]  # fmt: skip
    order, widget = [], bar.codes["green"]
    for _step in range(200):
        if widget in wanted and widget not in order:
            order.append(widget)
        widget = widget.nextInFocusChain()
    assert order == wanted
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in wanted)


def test_filters_and_totals_are_never_cut_where_there_is_little_room(room, qgis_app):
    page, bar = room.page, room.page.filter_bar
    rows = PatchRows(varied(3_000))
    bar.offer(rows)
    page.model.set_rows(rows)
    for field in ("channel", "state", "scope", "change_kind"):
        values = frozenset(row_value for row in rows if (row_value := getattr(row, field)))
        bar.more.put(ValuesFilter(field, values))
    bar.more.put(AreaFilter(1.0, 123_456.0))
    page.select([page.proxy.row(0).uid, page.proxy.row(1).uid])
    page._tell_totals()
    page.show()
    for width in (490, 900, 420):
        page.resize(width, 430)
        qgis_app.processEvents()
        for label in (bar.line, page.totals):
            assert label.height() >= label.heightForWidth(label.width()) > label.fontMetrics().height()
            assert label.width() <= width
        row = page.table.verticalHeader().defaultSectionSize()
        assert page.table.viewport().height() >= 2 * row
    page.hide()


def test_the_area_dialog_takes_bounds_in_any_order_and_zero_for_none(qgis_app):
    dialog = AreaDialog(AreaFilter(None, 500.0))
    assert dialog.filter() == AreaFilter(None, 500.0)
    dialog.least.setValue(2000.0)
    assert dialog.filter() == AreaFilter(500.0, 2000.0)
    assert "3.00 mu" in dialog.said.text()
    chosen = []
    dialog.chosen.connect(chosen.append)
    dialog.least.setValue(0.0)
    dialog.most.setValue(0.0)
    dialog.accept()
    assert chosen == [AreaFilter(None, None)] and chosen[0].words() == ""


class Echo:
    """A map with as many patches beside the table; counts what each side tells."""

    def __init__(self, room: Room, count: int = 100_000) -> None:
        self.room = room
        room.session.evidence = lambda _uid: []
        rows = PatchRows(varied(count))
        layer = QgsVectorLayer("Polygon?crs=EPSG:4490&field=uid:string", "patches", "memory")
        square = QgsGeometry.fromRect(QgsRectangle(121.0, 29.0, 121.1, 29.1))
        features = []
        for row in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes([row.uid])
            feature.setGeometry(square)
            features.append(feature)
        layer.dataProvider().addFeatures(features)
        QgsProject.instance().addMapLayer(layer)
        self.layer_id = layer.id()
        room.page.model.set_rows(rows)
        room.link.follow(layer)
        self.on_map, self.in_table = [0], [0]
        layer.selectionChanged.connect(lambda *_sets: self.count(self.on_map))
        room.link.map_selected.connect(lambda _uids: self.count(self.in_table))

    def count(self, told: list[int]) -> None:
        told[0] += 1

    def layer(self) -> QgsVectorLayer:
        return QgsProject.instance().mapLayer(self.layer_id)

    def selected(self) -> set[str]:
        return {feature["uid"] for feature in self.layer().selectedFeatures()}


def test_a_hundred_thousand_rows_are_selected_both_ways_without_an_echo(room, qtbot):
    echo, page = Echo(room), room.page
    page.table.sortByColumn(KEYS.index("area_m2"), Qt.SortOrder.DescendingOrder)
    page.table.selectAll()
    qtbot.waitUntil(lambda: echo.layer().selectedFeatureCount() == 100_000)
    qtbot.wait(300)
    assert (echo.on_map[0], echo.in_table[0]) == (1, 0), "the map does not tell the table its own selection"
    scattered = [f"uid-{number}" for number in range(0, 100_000, 3)]
    page.select(scattered)  # as the map tells it
    qtbot.wait(300)
    assert page.selected_count() == len(scattered) and echo.on_map[0] == 1
    fids = sorted(echo.layer().allFeatureIds())[::2]
    echo.layer().selectByIds(fids)
    qtbot.waitUntil(lambda: page.selected_count() == 50_000)
    qtbot.wait(300)
    assert (echo.on_map[0], echo.in_table[0]) == (2, 1), "the table does not select on the map again"
    assert set(page.uids()) == echo.selected()


def test_very_many_selected_here_and_there_stay_selected_when_sorted_and_nobody_hears_of_it(room, qtbot):
    page = room.page
    page.model.set_rows(PatchRows(varied(5_000)))
    page.filter_bar.more.put(ValuesFilter("scope", frozenset({"untested"})))
    page.select([f"uid-{number}" for number in range(0, 5_000, 3)])
    page.table.selectionModel().setCurrentIndex(
        page.proxy.place(page.uids()[40]).siblingAtColumn(3), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    assert len(page.table.spans()) > 500
    selected, cursor, told = set(page.uids()), current(page.table), []
    page.selection_changed.connect(lambda: told.append(1))
    for key in ("area_m2", "spatial_code"):
        page.table.sortByColumn(KEYS.index(key), Qt.SortOrder.DescendingOrder)
        assert set(page.uids()) == selected and current(page.table) == cursor
        assert page.table.currentIndex().column() == 3
    assert told == []


def test_what_is_selected_on_the_map_is_not_lost_because_the_filters_hide_it(room, qtbot):
    echo, page = Echo(room, 3_000), room.page
    page.filter_bar.offer(page.model.rows())
    page.filter_bar.choose("green", "")
    fids = sorted(echo.layer().allFeatureIds())[:1000]
    echo.layer().selectByIds(fids)
    qtbot.waitUntil(lambda: page.selected_count() > 0)
    qtbot.wait(300)
    assert echo.layer().selectedFeatureCount() == 1000 and echo.on_map[0] == 1
    assert 0 < page.selected_count() < 1000
    page.filter_bar.more.selected_wanted.emit(True)
    page.filter_bar.drop("code")
    assert page.proxy.rowCount() == 1000, "also those that the table had hidden"
    echo.layer().selectByIds(fids[:10])
    qtbot.waitUntil(lambda: page.proxy.rowCount() == 10)
    qtbot.wait(300)
    assert echo.layer().selectedFeatureCount() == 10 and page.selected_count() == 10


def test_the_last_of_two_selections_at_once_counts(room, qtbot):
    echo, page = Echo(room, 3_000), room.page
    page.table.selectRow(5)
    echo.layer().selectByIds(sorted(echo.layer().allFeatureIds())[:3])
    qtbot.wait(400)
    assert page.selected_count() == 3 and echo.layer().selectedFeatureCount() == 3
    echo.layer().selectByIds(sorted(echo.layer().allFeatureIds())[:7])
    page.table.selectRow(5)
    qtbot.wait(400)
    assert page.selected_count() == 1 and echo.layer().selectedFeatureCount() == 1
