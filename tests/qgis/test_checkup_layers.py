"""The check-up on real layers: files on disk and memory layers with each fault, and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_layers import memory_layer, shapefile

from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback, QgsProject, QgsVectorLayer

from gengdi_plugin.core.checkup_facts import AMBER, ENCODING, GREEN, MAPPING, RED, SET_CRS, CheckLine
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.checkup import checkup_work
from gengdi_plugin.layers.encoding import choose_encoding, encoding_facts

#: Near Zhenhai, metres of EPSG:4549 without and with the number of zone 40.
PLANE = "POLYGON((500000 3315000, 500100 3315000, 500100 3315100, 500000 3315100, 500000 3315000))"
GROUND = "POLYGON((121.5 29.8, 121.9 29.8, 121.9 30.0, 121.5 30.0, 121.5 29.8))"


def square(place: int) -> str:
    west = 121.6 + 0.002 * place
    return f"POLYGON(({west} 29.9, {west + 0.001} 29.9, {west + 0.001} 29.901, {west} 29.901, {west} 29.9))"


def bound(layer: QgsVectorLayer, role: str) -> QgsVectorLayer:
    binding = binding_of(layer, role)
    assert binding is not None
    bind(layer, binding)
    return layer


def patches(*, crs: str = "EPSG:4490", after: str = "20240615") -> QgsVectorLayer:
    fields = dict.fromkeys(("JCBH", "TBLX", "QSX", "HSX"), "text")
    rows = [(square(0), "P1", "20", "2023年1月", "2024/6/15"), (square(1), "P2", "YH", "202302", after)]
    return bound(memory_layer("patches", fields, rows, crs), "change_patch")


def farmland(as_of: str = "2022", crs: str = "EPSG:4490") -> QgsVectorLayer:
    return bound(
        memory_layer("land", {"DLBM": "text", "SJNF": "text"}, [(GROUND, "0101", as_of)], crs), "farmland"
    )


def checked(*layers: tuple[str, QgsVectorLayer]) -> list[CheckLine]:
    return checkup_work(QgsProject.instance(), layers, load_rules())(QgsFeedback())


def of(lines: list[CheckLine], key: str, level: str | None = None) -> list[CheckLine]:
    return [line for line in lines if line.key == key and level in (None, line.level)]


def test_sound_layers_in_several_systems_are_green(qgis_app):
    lines = checked(("change_patch", patches(crs="EPSG:4549")), ("farmland", farmland(crs="EPSG:4528")))
    assert {line.level for line in lines if line.key not in ("inputs",)} == {GREEN}
    (crs,) = of(lines, "crs")
    assert "EPSG:4528" in crs.text and "EPSG:4549" in crs.text
    assert any("land: 100 % of the patches, 100 % of their area" in line.text for line in of(lines, "reach"))


def test_a_layer_without_system_is_red_until_it_is_set(qgis_app):
    layer = farmland()
    layer.setCrs(QgsCoordinateReferenceSystem())
    (line,) = of(checked(("change_patch", patches()), ("farmland", layer)), "crs", RED)
    assert (line.layer_id, line.action) == (layer.id(), SET_CRS) and "land" in line.text
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    assert of(checked(("change_patch", patches()), ("farmland", layer)), "crs", RED) == []


def test_degrees_in_a_system_of_metres_are_red_until_the_system_is_right(qgis_app):
    layer = farmland()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    (line,) = of(checked(("farmland", layer)), "crs", RED)
    assert "degrees" in line.text and line.action == SET_CRS
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    assert of(checked(("farmland", layer)), "crs", RED) == []


def test_a_zone_number_taken_off_is_told_on_a_green_line(qgis_app):
    numbered = PLANE.replace("500000", "40500000").replace("500100", "40500100")
    layer = memory_layer("plain", {"DLBM": "text"}, [(numbered, "0101")], crs="")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    (line,) = of(checked(("farmland", bound(layer, "farmland"))), "crs")
    assert line.level == GREEN and "zone number 40" in line.text


def test_the_wrong_meridian_is_seen_because_nothing_reaches_the_patches(qgis_app):
    layer = farmland(crs="EPSG:4549")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    (line,) = of(checked(("change_patch", patches()), ("farmland", layer)), "reach", RED)
    assert "apart" in line.text and line.action == SET_CRS


def test_dates_are_counted_by_field_with_examples(qgis_app):
    lines = of(checked(("change_patch", patches(after="soon"))), "dates")
    assert [line.level for line in lines] == [AMBER, GREEN]
    assert "HSX" in lines[0].text and "1 of 2" in lines[0].text and "“soon”" in lines[0].text
    assert lines[0].action == MAPPING and "QSX 2/2" in lines[1].text


def test_farmland_of_the_year_after_is_told_from_field_and_from_binding(qgis_app):
    (line,) = of(checked(("change_patch", patches()), ("farmland", farmland("2023"))), "age")
    assert line.level == RED and "2 of 2" in line.text
    layer = memory_layer("land", {"DLBM": "text"}, [(GROUND, "0101")])
    binding = binding_of(layer, "farmland")
    bind(layer, type(binding)("farmland", binding.fields, as_of="2022"))
    (line,) = of(checked(("change_patch", patches()), ("farmland", layer)), "age")
    assert line.level == GREEN


def test_a_required_field_without_mapping_is_red_and_reading_goes_on_elsewhere(qgis_app):
    layer = memory_layer("land", {"a": "text"}, [(GROUND, "0101")])
    bind(layer, type(binding_of(farmland()))("farmland", {}))
    lines = checked(("change_patch", patches()), ("farmland", layer))
    (line,) = of(lines, "fields", RED)
    assert line.action == MAPPING and line.layer_id == layer.id() and "land" in line.text
    assert of(lines, "numbers", GREEN)


def test_points_where_polygons_belong_are_refused_in_a_line(qgis_app):
    layer = memory_layer("dots", {"DLBM": "text"}, [("POINT(121.6 29.9)", "0101")], geometry="Point")
    bind(layer, type(binding_of(farmland()))("farmland", {"class_code": "DLBM"}))
    (line,) = of(checked(("farmland", layer)), "fields", RED)
    assert "dots" in line.text and "points" in line.text


def test_a_planning_layer_bound_as_conversion_is_doubted(qgis_app):
    layer = memory_layer("土地利用总体规划", {"doc_no": "text"}, [(square(0), "A1")])
    binding = binding_of(layer, "approval")
    bind(layer, type(binding)("approval", binding.fields, approval_type="conversion"))
    (line,) = of(checked(("approval", layer)), "types")
    assert line.level == AMBER and line.action == MAPPING
    bind(layer, type(binding)("approval", binding.fields, approval_type="planning"))
    assert [one.level for one in of(checked(("approval", layer)), "types")] == [GREEN]


def test_an_approval_layer_nobody_knows_is_red_until_its_type_is_chosen(qgis_app):
    layer = bound(memory_layer("areas", {"doc_no": "text"}, [(square(0), "A1")]), "approval")
    lines = checked(("approval", layer))
    (line,) = of(lines, "types")
    assert line.level == RED and line.action == MAPPING and of(lines, "kinds", RED)
    bind(layer, type(binding_of(layer))("approval", {"doc_no": "doc_no"}, approval_type="supply"))
    lines = checked(("approval", layer))
    assert [one.level for one in of(lines, "types")] == [GREEN]
    assert [one.level for one in of(lines, "kinds")] == [AMBER]


def gbk_patches(folder: Path, cpg: str | None, language_byte: int = 0) -> QgsVectorLayer:
    path = shapefile(
        folder / "JCTB.shp", ["JCBH", "备注"], [(PLANE, "P1", "镇海区庄市街道")], "GBK", cpg, language_byte
    )
    return bound(QgsVectorLayer(str(path), "变化图斑", "ogr"), "change_patch")


@pytest.mark.parametrize(
    ("cpg", "language_byte", "level", "words"),
    [
        (None, 0, AMBER, "by its bytes"),
        ("UTF-8", 0, AMBER, "its .cpg says UTF-8"),
        ("GBK", 0, GREEN, "by its .cpg"),
        (None, 0x4D, GREEN, "by its language byte"),
    ],
)
def test_an_encoding_says_where_it_is_from(qgis_app, tmp_path, cpg, language_byte, level, words):
    (line,) = of(checked(("change_patch", gbk_patches(tmp_path, cpg, language_byte))), "encoding")
    assert line.level == level and words in line.text
    assert ("镇海区庄市街道" in line.text) == (level == AMBER)
    assert line.action == (ENCODING if level == AMBER else "")


def test_the_officers_encoding_goes_before_the_bytes_and_stays_with_the_layer(qgis_app, tmp_path):
    layer = gbk_patches(tmp_path, None)
    choose_encoding(layer, "UTF-8")
    (line,) = of(checked(("change_patch", layer)), "encoding")
    assert line.level == RED and line.action == ENCODING, "wrong by the officer's own choice, and told"
    choose_encoding(layer, "GBK")
    assert next(layer.getFeatures())["备注"] == "镇海区庄市街道"
    (line,) = of(checked(("change_patch", layer)), "encoding")
    assert line.level == GREEN and "chosen by hand" in line.text
    again = layer.clone()
    assert encoding_facts(again).origin == "officer"
    choose_encoding(layer, None)
    assert of(checked(("change_patch", layer)), "encoding")[0].level == AMBER


def test_only_shapefiles_have_an_encoding(qgis_app):
    assert encoding_facts(farmland()) is None


def test_a_cancelled_check_up_stops(qgis_app):
    work = checkup_work(QgsProject.instance(), [("change_patch", patches())], load_rules())
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        work(feedback)


def test_unsaved_edits_count_and_the_layers_are_left_as_they_are(qgis_app):
    layer = patches()
    assert layer.startEditing()
    fid = next(layer.getFeatures()).id()
    assert layer.changeAttributeValue(fid, layer.fields().indexOf("JCBH"), "P2")
    work = checkup_work(QgsProject.instance(), [("change_patch", layer)], load_rules())
    (line,) = of(work(QgsFeedback()), "numbers")
    assert line.level == AMBER and "P2" in line.text
    assert layer.isEditable() and layer.rollBack()
