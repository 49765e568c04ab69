"""Dossiers from the map and from the Patches page, their window, and the QR code of a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from gui_workspace import make_workspace
from live_ground import Ground, box
from real_layers import memory_layer

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QCoreApplication, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage
from qgis.PyQt.QtTest import QTest

from gengdi_plugin.core.dossier.told import COUNTING
from gengdi_plugin.exchange.code_colours import COLOURS, UNKNOWN
from gengdi_plugin.exchange.qr import modules
from gengdi_plugin.gui.dossier.dossier_window import DossierWindow
from gengdi_plugin.gui.dossier.place_tools import straight_place
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.code_label import CodeLabel, label_image, write_label

CODE = "330211001001-N51H3346400077-01"


@pytest.fixture
def ground(qgis_app: object, qtbot: Any, tmp_path: Path) -> Iterator[Ground]:
    made = Ground(tmp_path, "memory")
    made.screen(qtbot)
    canvas = made.iface.canvas
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    made.iface.window.resize(700, 600)
    made.iface.window.show()
    QCoreApplication.processEvents()  # the map has its size before places are looked up on it
    yield made
    canvas.setMapTool(QgsMapToolPan(canvas))
    made.close()


def windows(ground: Ground) -> list[DossierWindow]:
    return [one for one in ground.desktop.dossiers.windows if isinstance(one, DossierWindow)]


def asked(ground: Ground, qtbot: Any, ask: Any) -> DossierWindow:
    before = len(windows(ground))
    ask()
    ground.idle(qtbot)
    assert len(windows(ground)) == before + 1
    return windows(ground)[-1]


def said(ground: Ground, words: str) -> bool:
    return any(words in item.text() for item in ground.iface.bar.items())


def shown(window: DossierWindow, column: int = 0) -> list[str]:
    model = window.proxy
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def at(canvas: Any, x: float, y: float) -> QPoint:
    """Pixel of a place in units of 0.0001 degree from 121.6, 29.9."""
    from qgis.core import QgsCoordinateTransform

    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    )
    point = to_map.transform(QgsPointXY(121.6 + x / 1e4, 29.9 + y / 1e4))
    pixel = canvas.getCoordinateTransform().transform(point)
    return QPoint(round(pixel.x()), round(pixel.y()))


def look_at(canvas: Any, west: float, south: float, east: float, north: float) -> None:
    from qgis.core import QgsCoordinateTransform

    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance(),
    )
    wanted = QgsRectangle(121.6 + west / 1e4, 29.9 + south / 1e4, 121.6 + east / 1e4, 29.9 + north / 1e4)
    canvas.setExtent(to_map.transformBoundingBox(wanted))


def click(canvas: Any, where: QPoint, button: Any = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseMove(canvas.viewport(), where)
    QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, where)


def test_a_click_in_a_patch_tells_its_code_and_what_matters_first(ground: Ground, qtbot: Any) -> None:
    canvas = ground.iface.canvas
    look_at(canvas, -10, -10, 60, 40)
    before = QgsMapToolPan(canvas)
    canvas.setMapTool(before)
    ground.desktop.dossiers.at_click()
    window = asked(ground, qtbot, lambda: click(canvas, at(canvas, 2, 2)))
    row = next(one for one in ground.page.model.rows() if one.patch_no == "P0")
    assert window.place_head.code.text() == row.spatial_code
    assert "P0" in window.place_head.status.text() and not window.place_head.badge.isHidden()
    groups = [line.group for line in window.place().lines]
    assert groups[0] == "change_patch" and COUNTING in groups and "farmland" in groups
    assert groups == sorted(groups, key=lambda group: ["change_patch", COUNTING, "farmland"].index(group))
    counting = next(line for line in window.place().lines if line.group == COUNTING)
    assert "counts for P0" in counting.told and counting.label == "A0"
    assert window.place().lines[0].overlap_m2 is None, "a point shares no area"
    assert window.table.isColumnHidden(3) and window.table.isColumnHidden(4), "and needs no columns for it"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is before


def test_a_rectangle_and_a_polygon_are_drawn_with_qgis_own_tools(ground: Ground, qtbot: Any) -> None:
    canvas = ground.iface.canvas
    look_at(canvas, -10, -10, 60, 40)
    ground.desktop.dossiers.in_rectangle()

    def drag() -> None:
        start, end = at(canvas, -5, -5), at(canvas, 15, 15)
        view = canvas.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    window = asked(ground, qtbot, drag)
    assert window.place().patch == "" and len(window.place().crossed) == 1
    assert window.place().area_m2 > 10_000
    patch = next(line for line in window.place().lines if line.group == "change_patch")
    assert patch.relation == "contains" and patch.share_of_feature == 1.0

    ground.desktop.dossiers.in_polygon()
    corners = [at(canvas, 2, 2), at(canvas, 8, 2), at(canvas, 8, 8)]

    def draw() -> None:
        for corner in corners:
            click(canvas, corner)
        click(canvas, corners[-1], Qt.MouseButton.RightButton)

    window = asked(ground, qtbot, draw)
    assert window.place().patch != "" and window.place().area_m2 < 5000
    click(canvas, corners[0])
    click(canvas, corners[1])
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert said(ground, "At least 3 points")
    click(canvas, corners[2])
    window = asked(ground, qtbot, lambda: QTest.keyClick(canvas, Qt.Key.Key_Return))
    assert window.place().area_m2 < 5000, "Enter ends it too; the points of before are still there"
    click(canvas, corners[0])
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is ground.desktop.dossiers._tools["polygon"], "the first Esc drops the drawing"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() not in ground.desktop.dossiers._tools.values()


def test_unsaved_edits_are_in_the_dossier_of_the_extent(ground: Ground, qtbot: Any) -> None:
    look_at(ground.iface.canvas, 18, -2, 32, 12)
    land = ground.layers["approvals"]
    assert land.startEditing()
    ground.new("approvals", box(20, 0, 5, 5), "supply", "A-new", None)
    window = asked(ground, qtbot, ground.desktop.dossiers.of_extent)
    assert "A-new" in shown(window, 1)
    assert land.isEditable() and land.rollBack()


def test_unloading_gives_the_map_its_tool_back_and_closes_windows(
    qgis_app: object, qtbot: Any, tmp_path: Path
) -> None:
    made = Ground(tmp_path, "memory", patches=1)
    canvas = made.iface.canvas
    before = QgsMapToolPan(canvas)
    canvas.setMapTool(before)
    for choose in (
        made.desktop.dossiers.in_polygon,
        made.desktop.dossiers.in_rectangle,
        made.desktop.dossiers.at_click,
    ):
        choose()
        assert canvas.mapTool() is not before
    window = asked(made, qtbot, made.desktop.dossiers.of_extent)
    destroyed: list[bool] = []
    window.destroyed.connect(lambda: destroyed.append(True))
    made.plugin.unload()
    assert canvas.mapTool() is before
    qtbot.waitUntil(lambda: bool(destroyed))
    made.plugin.initGui()
    made.close()


def test_selected_patches_are_places_of_one_window(ground: Ground, qtbot: Any) -> None:
    ground.page.select([row.uid for row in ground.page.model.rows()][:3])
    window = asked(ground, qtbot, ground.desktop.dossier_of_selection)
    assert window.choice.count() == 3 and not window.choice.isHidden()
    codes = {row.uid: row.spatial_code for row in ground.page.model.rows()}
    for number in range(3):
        window.choice.setCurrentIndex(number)
        assert window.place_head.code.text() == codes[window.place().patch]


def test_records_cases_and_places_open_from_the_table(ground: Ground, qtbot: Any) -> None:
    ground.page.select([next(row.uid for row in ground.page.model.rows() if row.patch_no == "P0")])
    window = asked(ground, qtbot, ground.desktop.dossier_of_selection)
    kinds = [line.group for line in window.place().lines]
    window.table.selectRow(kinds.index(COUNTING))
    window.flash()
    assert ground.layers["approvals"].selectedFeatureCount() == 1
    from qgis.gui import QgsAttributeDialog

    window.open_record()
    forms = ground.iface.window.findChildren(QgsAttributeDialog)
    assert len(forms) == 1 and forms[0].feature()["doc_no"] == "A0"
    forms[0].close()
    window.table.selectRow(0)
    window.open_case()
    assert ground.page.single().patch_no == "P0"
    assert ground.desktop.case_services.rectification.windows.timeline.isVisible()


def test_what_is_gone_since_is_said_and_nothing_breaks(ground: Ground, qtbot: Any) -> None:
    ground.page.select([next(row.uid for row in ground.page.model.rows() if row.patch_no == "P0")])
    window = asked(ground, qtbot, ground.desktop.dossier_of_selection)
    kinds = [line.group for line in window.place().lines]
    window.table.selectRow(kinds.index(COUNTING))
    ground.layers.pop("approvals")
    layer_id = window._answer.layers[window.line().layer]
    QgsProject.instance().removeMapLayer(layer_id)
    window.open_record()
    assert said(ground, "no longer in the project")


def test_copied_and_exported_tables_say_what_is_shown(ground: Ground, qtbot: Any, tmp_path: Path) -> None:
    ground.page.select([next(row.uid for row in ground.page.model.rows() if row.patch_no == "P0")])
    window = asked(ground, qtbot, ground.desktop.dossier_of_selection)
    window.copy()
    text = QGuiApplication.clipboard().text()
    assert window.place_head.code.text() in text and "A0" in text
    for name in ("d.xlsx", "d.csv"):
        window.ask_path = lambda _suggestion, name=name: str(tmp_path / name)
        window.export()
        assert (tmp_path / name).is_file(), window.said.text()
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert sheet.max_row == 1 + len(window.place().lines)
    heads = [cell.value for cell in sheet[1]]
    assert heads[0] == "spatial_code" and sheet.cell(2, heads.index("share_of_unit") + 1).value == 1


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    from gengdi_plugin.exchange.plain_xlsx import write_table

    write_table(tmp_path / "t.xlsx", "t", ["a", "b"], [["=1+1", 2.5], ["-3", None]])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet["A2"].value == "=1+1" and sheet["A2"].data_type == "s" and sheet["A3"].data_type == "s"


def test_where_nothing_is_known_words_say_so(ground: Ground, qtbot: Any) -> None:
    look_at(ground.iface.canvas, 30000, 10000, 30010, 10010)
    window = asked(ground, qtbot, ground.desktop.dossiers.of_extent)
    assert window.table.isHidden() and "None of the" in window.said.text()
    assert not window.case_button.isEnabled() and not window.record_button.isEnabled()
    assert window.place_head.code.text().startswith("000000000000-")
    QgsProject.instance().clear()
    assert windows(ground) == []
    window = asked(ground, qtbot, ground.desktop.dossiers.of_extent)
    assert "nothing to look into" in window.said.text()


def test_a_map_that_shows_more_than_its_system_holds_is_refused(ground: Ground) -> None:
    """The whole district is in sight there, so "nothing is known" would be wrong."""
    canvas = ground.iface.canvas
    canvas.setExtent(QgsRectangle(-2e7, -2e7, 2e7, 2e7))
    ground.desktop.dossiers.of_extent()
    assert said(ground, "no longitude and latitude in EPSG:4549") and not windows(ground)


def test_without_a_selection_it_says_what_to_do(ground: Ground, qtbot: Any) -> None:
    ground.page.select([])
    ground.desktop.dossier_of_selection()
    assert said(ground, "select patches")


def test_a_layer_that_cannot_be_read_is_named_and_the_others_are_told(ground: Ground, qtbot: Any) -> None:
    lost = memory_layer("没坐标", {"zone_no": "text"}, [(box(0, 0, 9, 9), "1")], "")
    bind(lost, binding_of(lost, "grain_zone"))
    QgsProject.instance().addMapLayer(lost)
    look_at(ground.iface.canvas, -2, -2, 12, 12)
    window = asked(ground, qtbot, ground.desktop.dossiers.of_extent)
    assert "没坐标" in window.said.text() and window.place().lines


def test_the_page_offers_both_and_the_label_carries_code_and_status(
    ground: Ground, qtbot: Any, tmp_path: Path
) -> None:
    menu = ground.page.table_actions.menu()
    actions = {one.objectName(): one for one in menu.actions()}
    assert "Copy Rows" in {one.text() for one in menu.actions()}, "beside what the table itself offers"
    asked = []
    ground.page.table.menu_wanted.disconnect()
    ground.page.table.menu_wanted.connect(asked.append)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QCoreApplication.sendEvent(ground.page.table.viewport(), event)
    assert len(asked) == 1
    label = actions["gengdi_code_label"]
    ground.page.select([row.uid for row in ground.page.model.rows()][:2])
    assert actions["gengdi_dossier_selection"].isEnabled() and not label.isEnabled()
    patch = next(row for row in ground.page.model.rows() if row.code == "yellow")
    ground.page.select([patch.uid])
    label.trigger()
    window = ground.desktop.dossiers.windows[-1]
    assert "疑似" in window._label.words() and window._label.letter() == "黄"
    window.copy()
    assert QGuiApplication.clipboard().image().width() == window.image.width()
    window.ask = lambda _suggestion: str(tmp_path / "label.pdf")
    window.save()
    assert (tmp_path / "label.pdf").read_bytes().startswith(b"%PDF")


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("code", [*COLOURS, ""])
def test_the_symbol_is_readable_by_scanners(qgis_app: object, code: str) -> None:
    colours = COLOURS.get(code, UNKNOWN)
    assert contrast(colours.dark, "#ffffff") >= 4.5 and contrast(colours.dark, colours.light) >= 4.5
    image = label_image(CodeLabel(CODE, code, "", "P1"))
    rows = modules(CODE)
    dark = QColor(colours.dark).rgb()
    xs = [x for x in range(image.width()) if image.pixel(x, image.width() // 2) == dark]
    top = next(y for y in range(image.width()) if any(image.pixel(x, y) == dark for x in xs))
    left = min(x for x in range(image.width()) for y in (top + 5,) if image.pixel(x, y) == dark)
    right = max(x for x in range(image.width()) for y in (top + 5,) if image.pixel(x, y) == dark)
    size = (right + 1 - left) / len(rows)
    assert size == int(size) and left >= 4 * size and top >= 4 * size, "whole modules and a quiet zone"
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            middle = image.pixel(int(left + (x + 0.5) * size), int(top + (y + 0.5) * size))
            assert (middle == dark) == cell


def test_the_label_is_written_as_what_its_ending_says(qgis_app: object, tmp_path: Path) -> None:
    from gengdi_plugin.core.errors import InputError

    label = CodeLabel(CODE, "yellow", "found_unlawful", "P1")
    for name in ("a.png", "a.svg", "a.pdf"):
        write_label(label, tmp_path / name)
    assert QImage(str(tmp_path / "a.png")).width() == 709
    assert "<svg" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    with pytest.raises(InputError, match="written as"):
        write_label(label, tmp_path / "a.jpg")
    with pytest.raises(InputError, match="cannot be written"):
        write_label(label, tmp_path / "none" / "a.png")
    assert label.words() == "黄码 · 疑似 · 核查违法(待认定)"
    assert CodeLabel(CODE, "red", "audited_red").words() == "红码 · 认定违法"
    assert CodeLabel(CODE).words() == "未筛查"


def test_a_dossier_of_a_stored_workspace_alone(qgis_app: object, qtbot: Any, tmp_path: Path) -> None:
    made = Ground(tmp_path, "memory", patches=1)
    QgsProject.instance().removeAllMapLayers()
    made.layers = {}
    made.desktop.session.open(make_workspace(tmp_path / "w2.sqlite"))
    shape = straight_place(QgsGeometry.fromRect(QgsRectangle(121.6002, 29.9002, 121.6004, 29.9004)))
    crs = QgsCoordinateReferenceSystem("EPSG:4490")
    window = asked(made, qtbot, lambda: made.desktop.dossiers.ask_about(shape, crs, "here"))
    assert "P001" in window.place_head.status.text()
    assert window.place_head.where.text().startswith("演示村 (330211001001)")
    assert len(window.place().lines) == 1 and window.place().lines[0].relation == "within"
    made.close()
