"""What a review draws on the map, the images before and after, and that nothing of it stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal, osr
from review_office import ReviewOffice, offices

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest

K = Qt.Key
RED, BLUE = (255, 0, 0), (0, 0, 255)


def add_image(folder: Path, name: str, colour: tuple[int, int, int]) -> str:
    """A raster of one colour over the whole workspace; the layer's id."""
    path = folder / f"{name}.tif"
    image = gdal.GetDriverByName("GTiff").Create(str(path), 60, 30, 3, gdal.GDT_Byte)
    image.SetGeoTransform((121.59, 0.001, 0, 29.92, 0, -0.001))
    system = osr.SpatialReference()
    system.ImportFromEPSG(4490)
    image.SetProjection(system.ExportToWkt())
    for band, value in enumerate(colour, 1):
        image.GetRasterBand(band).WriteArray(np.full((30, 60), value, np.uint8))
    image.FlushCache()
    del image
    layer = QgsRasterLayer(str(path), name)
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    return layer.id()


@pytest.fixture()
def office(qgis_app, qgis_new_project, tmp_path: Path):
    for make in offices(tmp_path):
        yield make()


@pytest.fixture()
def pair(office: ReviewOffice, tmp_path: Path) -> list[str]:
    return [add_image(tmp_path, "影像 前时相", RED), add_image(tmp_path, "影像 后时相", BLUE)]


def visible(office: ReviewOffice) -> dict[str, bool]:
    root = QgsProject.instance().layerTreeRoot()
    return {node.layerId(): node.itemVisibilityChecked() for node in root.findLayers()}


def items(office: ReviewOffice) -> int:
    return len(office.iface.canvas.scene().items())


def shown(office: ReviewOffice, qtbot: Any, time: str) -> QColor:
    overlay = office.review.images.overlay
    qtbot.waitUntil(lambda: not overlay.rendering(), timeout=20_000)
    image = overlay.image(time)
    return image.pixelColor(image.width() // 2, image.height() // 2)


def test_the_map_shows_the_patch_with_what_covers_it_and_what_remains(office: ReviewOffice) -> None:
    before = items(office)
    office.review.start()
    row = next(one for one in office.desktop.session.rows() if one.patch_no == "P002")
    office.review.go(row.uid)
    labels = office.review.sight.labels
    assert any(text.startswith("✓ A") for text in labels) and any("remainder" in text for text in labels)
    canvas = office.iface.canvas
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"),
        canvas.mapSettings().destinationCrs(),
        QgsProject.instance().transformContext(),
    )
    box = to_map.transformBoundingBox(QgsRectangle(*row.bbox))
    sight = canvas.extent()
    assert sight.contains(box) and 1.8 < sight.height() / box.height() < 12
    office.press(K.Key_Escape)
    assert items(office) == before and office.review.sight.count() == 0


def test_what_does_not_count_is_told_apart_in_words(office: ReviewOffice, qtbot: Any) -> None:
    from gengdi_plugin.store.document_numbers import KnownDocument

    office.review.start()
    uid = office.review.current()
    assert office.review.decide("lawful", KnownDocument("甬规1", "planning"))
    office.idle(qtbot)
    office.review.go(uid)
    assert any(text.startswith("✗") and "甬规1" not in text for text in office.review.sight.labels)


def test_it_is_drawn_again_when_the_map_changes_its_system(office: ReviewOffice) -> None:
    office.review.start()
    count = office.review.sight.count()
    office.iface.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    assert office.review.sight.count() == count > 0


def test_space_toggles_before_and_after_and_leaves_the_layers_alone(
    office: ReviewOffice,
    pair: list[str],
    qtbot: Any,
) -> None:
    QgsProject.instance().layerTreeRoot().findLayer(pair[0]).setItemVisibilityChecked(False)
    before, count = visible(office), items(office)
    office.review.start()
    office.press(K.Key_Space)
    assert office.review.images.mode() == "before" and shown(office, qtbot, "before") == QColor(*RED)
    office.press(K.Key_Space)
    assert office.review.images.mode() == "after" and shown(office, qtbot, "after") == QColor(*BLUE)
    office.press(K.Key_N)
    assert office.review.images.mode() == "after", "the next patch is looked at the same way"
    assert shown(office, qtbot, "after") == QColor(*BLUE)
    office.press(K.Key_B)
    assert office.review.images.mode() == ""
    office.press(K.Key_Space, K.Key_Escape)
    assert visible(office) == before and items(office) == count
    assert not QgsProject.instance().layerTreeRoot().findLayer(pair[0]).itemVisibilityChecked()


def test_s_swipes_with_a_bar_that_keys_and_mouse_move(
    office: ReviewOffice, pair: list[str], qtbot: Any
) -> None:
    canvas = office.iface.canvas
    tool = QgsMapToolPan(canvas)
    canvas.setMapTool(tool)
    office.review.start()
    first = office.number()
    office.press(K.Key_S)
    overlay = office.review.images.overlay
    assert overlay.mode == "swipe" and canvas.mapTool() is not tool
    assert shown(office, qtbot, "before") == QColor(*RED) and shown(office, qtbot, "after") == QColor(*BLUE)
    place = overlay.bar
    office.press(K.Key_Right, K.Key_Right, K.Key_Left)
    assert overlay.bar == pytest.approx(place + 0.05) and office.number() == first
    office.press(K.Key_N)
    assert office.number() != first and overlay.bar == pytest.approx(place + 0.05)
    office.press(K.Key_Down, K.Key_Up, K.Key_P)
    assert office.number() == first and overlay.mode == "swipe"
    width, height = canvas.width(), canvas.height()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(width // 4, height // 2))
    assert overlay.bar == pytest.approx(0.25, abs=0.02)
    picture = canvas.grab().toImage()
    y = height // 3
    assert picture.pixelColor(width // 8, y) == QColor(*RED)
    assert picture.pixelColor(width // 2, y) == QColor(*BLUE)
    office.press(K.Key_S)
    assert canvas.mapTool() is tool and office.review.images.mode() == ""
    office.press(K.Key_S, K.Key_Escape)
    assert canvas.mapTool() is tool
    canvas.unsetMapTool(tool)


def test_without_a_pair_the_key_says_what_is_missing(office: ReviewOffice, tmp_path: Path) -> None:
    office.review.start()
    office.press(K.Key_Space)
    assert "no images of before and after" in office.strip.outcome.text()
    add_image(tmp_path, "影像 前时相", RED)
    office.press(K.Key_S)
    assert "after is missing" in office.strip.outcome.text() and office.review.images.mode() == ""


def test_an_image_that_is_removed_ends_the_view(office: ReviewOffice, pair: list[str]) -> None:
    office.review.start()
    office.press(K.Key_S)
    QgsProject.instance().removeMapLayer(pair[0])
    assert office.review.images.mode() == "" and office.review.running()


def test_a_project_that_is_closed_ends_the_review(office: ReviewOffice, pair: list[str]) -> None:
    office.review.start()
    office.press(K.Key_Space)
    QgsProject.instance().clear()
    assert not office.review.running() and office.review.images.mode() == ""


def test_keys_on_the_map_belong_to_what_is_drawn_there(office: ReviewOffice) -> None:
    canvas = office.iface.canvas
    office.review.start()
    first = office.number()
    office.desktop.dossiers.in_polygon()
    drawing = canvas.mapTool()
    office.press(K.Key_N, at=canvas)
    assert office.number() == first
    office.press(K.Key_N)
    assert office.number() != first, "in the table they are keys of the review"
    office.press(K.Key_Escape, at=canvas)
    assert office.review.running() and canvas.mapTool() is not drawing, "the tool is put down first"
    office.press(K.Key_P, at=canvas)
    assert office.number() == first
    office.press(K.Key_Escape, at=canvas)
    assert not office.review.running()
