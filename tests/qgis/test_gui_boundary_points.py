"""The survey-point table beside the map: what is drawn shows, what is typed or pasted is drawn."""

from __future__ import annotations

import pytest
from boundary_desk import Officer

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest

SURVEY = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
带号=40
[地块坐标]
4,1.0,1,演示地块,面,,建设用地,,@
J1,1,3309400.000,40654600.000
J2,1,3309400.000,40654700.000
J3,1,3309300.000,40654700.000
J4,1,3309300.000,40654600.000
J1,1,3309400.000,40654600.000
"""


@pytest.fixture()
def officer(qgis_app, qgis_new_project, tmp_path, qtbot):
    made = Officer(tmp_path, qtbot)
    made.edit()
    made.desktop.boundaries.show_points()
    yield made
    made.close()


def enter(officer: Officer, *lines: str) -> None:
    box = officer.dock.points
    for line in lines:
        box.entry.setText(line)
        QTest.keyClick(box.entry, Qt.Key.Key_Return)


def places(officer: Officer) -> list[tuple[float, float]]:
    return [(round(point.x(), 6), round(point.y(), 6)) for point in officer.boundaries.sketching.points()]


def test_what_is_clicked_shows_in_the_table(officer):
    officer.click((40, 0), (50, 0), (50, 10))
    model = officer.dock.points.model
    assert model.rowCount() == 3
    assert [model.index(row, 0).data() for row in range(3)] == ["J1", "J2", "J3"]
    assert float(model.index(1, 1).data()) == pytest.approx(121.605, abs=2e-5)


def test_typed_points_in_every_spelling_are_drawn(officer):
    enter(officer, "121.604, 29.9", "121°36′18″E 29°54′0″N", "29.901 121.605")
    assert places(officer) == [(121.604, 29.9), (121.605, 29.9), (121.605, 29.901)]
    assert officer.dock.points.entry.text() == ""
    assert "Official area: 5," in officer.told()
    enter(officer, "墙角")
    assert "墙角" in officer.dock.points.problem.text() and len(places(officer)) == 3
    assert officer.dock.points.entry.text() == "墙角", "what is wrong stays to be mended"


def test_an_edited_cell_moves_the_corner_and_the_area(officer):
    enter(officer, "121.604, 29.9", "121.605, 29.9", "121.605, 29.901")
    before = officer.told()
    model = officer.dock.points.model
    assert model.setData(model.index(2, 2), "29.902")
    assert places(officer)[2] == (121.605, 29.902) and officer.told() != before
    assert not model.setData(model.index(2, 2), "nan") and not model.setData(model.index(2, 1), "x")
    assert places(officer)[2] == (121.605, 29.902)


def test_a_point_is_moved_down_and_up_and_deleted_from_the_table(officer):
    enter(officer, "121.604, 29.9", "121.605, 29.9", "121.605, 29.901", "121.604, 29.901")
    box = officer.dock.points
    box.table.setCurrentIndex(box.model.index(0, 1))
    box.buttons["down"].click()
    assert places(officer)[:2] == [(121.605, 29.9), (121.604, 29.9)]
    assert box.table.currentIndex().row() == 1, "the cursor goes with it"
    box.buttons["up"].click()
    select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    box.table.selectionModel().select(box.model.index(3, 0), select)
    QTest.keyClick(box.table, Qt.Key.Key_Delete)
    assert places(officer) == [(121.604, 29.9), (121.605, 29.9), (121.605, 29.901)]


def test_a_survey_text_is_pasted_with_its_system_and_becomes_the_boundary(officer):
    QGuiApplication.clipboard().setText(SURVEY)
    officer.dock.points.buttons["paste"].click()
    box = officer.dock.points
    assert box.crs().authid() == "EPSG:4528" and box.model.rowCount() == 4
    assert box.model.index(0, 1).data() == "40654600.000"
    assert "Official area: 9,99" in officer.told() or "Official area: 10,00" in officer.told()
    box.finish.click()
    form = officer.boundaries.acts.form
    form.editors["doc_no"].setText("A4")
    form.accept()
    (new,) = (one for one in officer.layer().getFeatures() if one["doc_no"] == "A4")
    assert new.geometry().boundingBox().center().x() == pytest.approx(121.603, abs=0.01)


def test_pasted_points_that_are_out_of_sight_bring_the_map_to_them(officer):
    seen = officer.canvas.extent()
    QGuiApplication.clipboard().setText("121.604,29.9\n121.605,29.9\n121.605,29.901")
    officer.dock.points.buttons["paste"].click()
    assert officer.canvas.extent() == seen, "what is in sight moves nothing"
    QGuiApplication.clipboard().setText("121.7,29.9\n121.701,29.9\n121.701,29.901")
    officer.dock.points.buttons["paste"].click()
    assert officer.canvas.extent().contains(QgsRectangle(121.7, 29.9, 121.701, 29.901))


def test_the_table_shows_the_same_points_in_another_system_and_copies_them(officer):
    enter(officer, "121.604, 29.9", "121.605, 29.9", "121.605, 29.901")
    box = officer.dock.points
    box.system.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    assert box.model.headerData(1, Qt.Orientation.Horizontal) == "East (m)"
    east = float(box.model.index(0, 1).data())
    assert 654_000 < east < 656_000
    assert places(officer)[0] == (121.604, 29.9), "the boundary stays where it is"
    box.buttons["copy"].click()
    first = QGuiApplication.clipboard().text().splitlines()[0].split(",")
    assert first[0] == "J1" and float(first[1]) == east
    enter(officer, "J4,3309500.5,654700.25")
    assert len(places(officer)) == 4, "northing first, as surveyors write it"
    enter(officer, "121.6, 29.9")
    assert "another system" in box.problem.text() and len(places(officer)) == 4


def test_several_parcels_are_no_boundary(officer):
    QGuiApplication.clipboard().setText(SURVEY + "3,1,2,乙,面,,,,@\nJ1,1,3309400,40654800\n")
    officer.dock.points.buttons["paste"].click()
    assert "2 rings" in officer.dock.points.problem.text() and places(officer) == []


def test_a_chosen_row_flashes_its_corner(officer, monkeypatch):
    enter(officer, "121.604, 29.9", "121.605, 29.9")
    flashed = []
    monkeypatch.setattr(
        officer.boundaries.sketching, "flash", lambda place, crs: flashed.append((place, crs.authid()))
    )
    officer.dock.points.table.setCurrentIndex(officer.dock.points.model.index(1, 1))
    assert flashed == [((121.605, 29.9), "EPSG:4490")]


def test_without_a_layer_to_draw_in_the_table_says_why(qgis_app, qgis_new_project, tmp_path, qtbot):
    officer = Officer(tmp_path, qtbot)
    officer.desktop.boundaries.show_points()
    enter(officer, "121.604, 29.9")
    assert "Start Editing" in officer.dock.points.problem.text()
    officer.layer().setReadOnly(True)
    enter(officer, "121.604, 29.9")
    assert "read-only" in officer.dock.points.problem.text()
    officer.close()
