"""Areas, 亩 and words in expressions, and the map tips of the results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from gui_workspace import make_workspace
from test_grid_algorithms import evaluate

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.table import object_array
from gengdi_plugin.layers import expressions
from gengdi_plugin.layers.expression_tips import patch_html
from gengdi_plugin.layers.styles import style_result
from gengdi_plugin.layers.workspace_layers import open_table

SQUARE = "POLYGON((121.6 29.9, 121.601 29.9, 121.601 29.901, 121.6 29.901, 121.6 29.9))"


@pytest.fixture(autouse=True)
def functions(qgis_app: object) -> Iterator[None]:
    unregister = expressions.register()
    yield
    unregister()


def official() -> float:
    return float(ellipsoid_areas(object_array([shapely.from_wkt(SQUARE)]))[0])


def test_the_area_is_the_official_one() -> None:
    value, error = evaluate(f"gengdi_area(geom_from_wkt('{SQUARE}'))")
    assert error == ""
    assert value == pytest.approx(official(), rel=1e-12)
    assert evaluate("gengdi_area(NULL) IS NULL") == (1, "")
    assert evaluate("gengdi_area(make_point(121, 29))") == (0.0, "")


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:3857", "EPSG:4490"])
def test_the_area_is_the_same_in_whatever_crs_the_layer_comes(qgis_new_project: None, crs: str) -> None:
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "land", "memory")
    feature = QgsFeature()
    geometry = QgsGeometry.fromWkt(SQUARE)
    there = QgsCoordinateReferenceSystem(crs)
    here = QgsCoordinateReferenceSystem("EPSG:4490")
    geometry.transform(QgsCoordinateTransform(here, there, QgsProject.instance()))
    feature.setGeometry(geometry)
    layer.dataProvider().addFeatures([feature])
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    value, error = evaluate("gengdi_area($geometry)", context)
    assert error == ""
    assert value == pytest.approx(official(), rel=1e-6)


def test_mu_and_words_of_codes_and_reasons_what_is_unknown_stays_as_it_is() -> None:
    assert evaluate("gengdi_mu(2000)")[0] == pytest.approx(3.0)
    assert evaluate("gengdi_mu(NULL) IS NULL")[0] == 1
    assert evaluate("gengdi_code_word('green')") == ("G · Green: lawful", "")
    assert evaluate("gengdi_code_word('mauve')")[0] == "mauve"
    assert evaluate("gengdi_reason_word('no_approval')")[0] == "no approval found"
    assert evaluate("gengdi_reason_word('dispatched')")[0] == "sent to inspector"
    assert evaluate("gengdi_reason_word('after_image')")[0].startswith("approved after")
    assert evaluate("gengdi_reason_word('own word')")[0] == "own word"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("gengdi_area('here')", "geometry"), ("gengdi_mu('much')", "number of square metres")],
)
def test_wrong_arguments_say_what_is_wrong(text: str, sentence: str) -> None:
    value, error = evaluate(text)
    assert value is None
    assert sentence in error


def test_every_function_has_a_help_with_an_example() -> None:
    own = [one for one in QgsExpression.Functions() if one.name().startswith("gengdi_")]
    assert len(own) == 7
    for function in own:
        text = function.helpText()
        assert f"<h3>{function.name()}(" in text and "<code>" in text
        assert function.group() == "Gengdi"


def tip_of(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    """As QGIS makes it when the mouse rests on the feature."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_the_map_tip_of_a_patch_says_why_it_has_its_colour(qgis_new_project: None, tmp_path: Path) -> None:
    layer = open_table(make_workspace(tmp_path / "耕地 测试.sqlite"), "patch_status")
    style_result(layer, "patches")
    QgsProject.instance().addMapLayer(layer)
    tips = {feature["patch_no"]: tip_of(layer, feature) for feature in layer.getFeatures()}
    assert "<b>P001</b> G · Green: lawful" in tips["P001"]
    assert "A000" in tips["P001"], "the sentence names the document"
    assert "Y · Yellow: to be verified<br/>" in tips["P003"] and "have no approval" in tips["P003"]
    assert " mu)" in tips["P003"] and "m²" in tips["P003"]
    feature = next(layer.getFeatures())
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    assert QgsExpression(layer.displayExpression()).evaluate(context) == feature["patch_no"]


def test_the_map_tip_of_a_remainder(qgis_new_project: None, tmp_path: Path) -> None:
    layer = open_table(make_workspace(tmp_path / "w.sqlite"), "remainder")
    style_result(layer, "remainders")
    QgsProject.instance().addMapLayer(layer)
    tip = tip_of(layer, next(layer.getFeatures()))
    assert "<b>P002</b>" in tip and "Not covered" in tip and "[%" not in tip


def test_what_data_say_is_never_read_as_html() -> None:
    patch = {
        "patch_no": "<img src=x>", "spatial_code": "a&b", "code": "yellow", "state": "<i>", "unit_code": "",
        "responsible": "<script>", "due_on": "2026-01-01", "overdue": 1, "area_m2": 1000.0,
    }  # fmt: skip
    html = patch_html(patch, {"reason": "", "uncovered_m2": 2.0})
    assert "<img" not in html and "<script" not in html and "<i>" not in html
    assert "overdue since 2026-01-01" in html and "not covered 2.0 m²" in html


def test_the_tip_of_a_patch_that_is_not_there_is_empty(tmp_path: Path) -> None:
    file = make_workspace(tmp_path / "w.sqlite")
    assert evaluate(f"gengdi_patch_tip('dbname=''{file}''', 'nobody')") == ("", "")
    assert evaluate("gengdi_patch_tip('dbname=''/nowhere.sqlite''', 'nobody')") == ("", "")


def test_a_map_tip_is_no_wider_than_half_of_the_map_on_a_small_screen() -> None:
    """QGIS cuts what is wider; on 1366 pixels layers and panel leave the map about 570."""
    patch = {
        "patch_no": "P1", "spatial_code": "", "code": "yellow", "state": "", "unit_code": "",
        "responsible": "", "due_on": "", "overdue": 0, "area_m2": 1000.0,
    }  # fmt: skip
    html = patch_html(patch, {"reason": "", "uncovered_m2": 2.0})
    widths = [int(one) for one in re.findall(r"width: (\d+)px", html)]
    assert widths and all(one + 20 <= 570 // 2 for one in widths)
