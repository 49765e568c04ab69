"""Grid codes in QGIS: both algorithms and the expression functions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from gengdi_plugin.core import gridcode
from gengdi_plugin.layers import expressions
from gengdi_plugin.processing.grid_cells import GridCellsAlgorithm
from gengdi_plugin.processing.grid_code import GridCodeAlgorithm

LON, LAT = 121.6, 29.95


def run(algorithm: Any, parameters: dict[str, Any], feedback: Any = None) -> tuple[dict[str, Any], Any]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = feedback or QgsProcessingFeedback()
    results, ok = algorithm.create().run(parameters, context, feedback, {}, False)
    if not ok:  # what prepareAlgorithm refuses is told by the feedback, not raised
        raise QgsProcessingException(feedback.textLog())
    return results, context


def output(results: dict[str, Any], context: Any) -> QgsVectorLayer:
    layer = context.takeResultLayer(results["OUTPUT"])
    return layer if layer is not None else QgsVectorLayer(results["OUTPUT"], "out", "ogr")


def layer_of(wkts: list[str | None], crs: str, fields: str = "") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={crs}{fields}", "测试图斑", "memory")
    features = []
    for wkt in wkts:
        feature = QgsFeature(layer.fields())
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def square(crs: str, size: float = 0.001) -> str:
    geometry = QgsGeometry.fromRect(QgsRectangle(LON, LAT, LON + size, LAT + size))
    geometry.transform(
        QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4490"),
            QgsCoordinateReferenceSystem(crs),
            QgsProject.instance().transformContext(),
        )
    )
    return geometry.asWkt(12)


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4549", "EPSG:4528", "EPSG:3857"])
def test_a_patch_has_one_code_in_every_crs(crs: str, qgis_new_project: None) -> None:
    results, context = run(
        GridCodeAlgorithm(), {"INPUT": layer_of([square(crs)], crs), "LEVEL": 6, "OUTPUT": "memory:"}
    )
    found = [feature["grid_code"] for feature in output(results, context).getFeatures()]
    # the interior point lies in the middle, 1.8 seconds from every edge of its 2-second cell or further
    assert found == [gridcode.encode(LON + 0.0005, LAT + 0.0005, 6)]


def test_features_without_geometry_and_with_broken_rings_are_kept(qgis_new_project: None) -> None:
    bow_tie = "Polygon((121.6 29.9, 121.61 29.91, 121.61 29.9, 121.6 29.91, 121.6 29.9))"
    curve = "CurvePolygon(CompoundCurve(CircularString(121.6 29.9, 121.601 29.901, 121.602 29.9),(121.602 29.9, 121.6 29.9)))"  # noqa: E501
    layer = layer_of([None, bow_tie, "Polygon EMPTY", curve], "EPSG:4490")
    results, context = run(GridCodeAlgorithm(), {"INPUT": layer, "LEVEL": 7, "OUTPUT": "memory:"})
    codes = [feature["grid_code"] for feature in output(results, context).getFeatures()]
    assert [gridcode.level_of(code) if code else None for code in codes] == [None, 7, None, 7]


def test_own_fields_of_the_same_name_are_kept(tmp_path: Path, qgis_new_project: None) -> None:
    layer = layer_of(
        [square("EPSG:4490")], "EPSG:4490", "&field=fid:double&field=GRID_CODE:string&field=备注:string"
    )
    feature = next(layer.getFeatures())
    layer.dataProvider().changeAttributeValues({feature.id(): {0: 7.5, 1: "old", 2: "旱地"}})
    target = str(tmp_path / "测试 网格.gpkg")
    run(GridCodeAlgorithm(), {"INPUT": layer, "LEVEL": 7, "OUTPUT": target})
    written = QgsVectorLayer(target, "written", "ogr")
    row = next(written.getFeatures())
    assert (row["src_fid"], row["src_GRID_CODE"], row["备注"]) == (7.5, "old", "旱地")
    assert gridcode.level_of(row["grid_code"]) == 7


def test_a_layer_without_crs_is_refused_by_name(qgis_new_project: None) -> None:
    layer = layer_of([square("EPSG:4490")], "EPSG:4490")
    layer.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(QgsProcessingException, match="测试图斑"):
        run(GridCodeAlgorithm(), {"INPUT": layer, "LEVEL": 7, "OUTPUT": "memory:"})


def test_ground_beyond_88_degrees_is_refused(qgis_new_project: None) -> None:
    layer = layer_of(["Polygon((0 88, 1 88, 1 89, 0 89, 0 88))"], "EPSG:4490")
    with pytest.raises(QgsProcessingException, match="88°"):
        run(GridCodeAlgorithm(), {"INPUT": layer, "LEVEL": 7, "OUTPUT": "memory:"})


def test_a_cancelled_run_stops(qgis_new_project: None) -> None:
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    layer = layer_of([square("EPSG:4490")], "EPSG:4490")
    for algorithm, parameters in (
        (GridCodeAlgorithm(), {"INPUT": layer}),
        (GridCellsAlgorithm(), {"EXTENT": "121.5,121.6,29.9,30.0 [EPSG:4490]"}),
    ):
        results, _ = run(algorithm, {**parameters, "LEVEL": 4, "OUTPUT": "memory:"}, feedback)
        assert results == {}, "a run that was stopped offers no output"


def test_cells_of_an_extent_in_another_crs(qgis_new_project: None) -> None:
    corner = QgsGeometry.fromWkt(square("EPSG:4549")).boundingBox()
    extent = ",".join(
        str(edge) for edge in (corner.xMinimum(), corner.xMaximum(), corner.yMinimum(), corner.yMaximum())
    )
    results, context = run(
        GridCellsAlgorithm(), {"EXTENT": f"{extent} [EPSG:4549]", "LEVEL": 6, "OUTPUT": "memory:"}
    )
    layer = output(results, context)
    assert layer.crs().authid() == "EPSG:4490"
    features = list(layer.getFeatures())
    assert len(features) == len({feature["grid_code"] for feature in features})
    for feature in features:
        box = feature.geometry().boundingBox()
        expected = gridcode.decode(feature["grid_code"])
        assert (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) == pytest.approx(expected)
    ground = QgsGeometry.unaryUnion([feature.geometry() for feature in features])
    assert ground.buffer(1e-9, 1).contains(QgsGeometry.fromWkt(square("EPSG:4490")))


def test_too_many_cells_are_refused_with_their_number(qgis_new_project: None) -> None:
    with pytest.raises(QgsProcessingException, match="cells of level 8"):
        run(GridCellsAlgorithm(), {"EXTENT": "121,122,29,30 [EPSG:4490]", "LEVEL": 8, "OUTPUT": "memory:"})


@pytest.fixture
def functions() -> Iterator[None]:
    unregister = expressions.register()
    yield
    unregister()


def evaluate(text: str, context: QgsExpressionContext | None = None) -> tuple[Any, str]:
    expression = QgsExpression(text)
    value = expression.evaluate(context) if context is not None else expression.evaluate()
    return value, expression.evalErrorString() or expression.parserErrorString()


def test_the_functions_work_without_a_layer(functions: None) -> None:
    value, error = evaluate(f"gengdi_grid_code(make_point({LON}, {LAT}), 7)")
    assert (value, error) == (gridcode.encode(LON, LAT, 7), "")
    assert evaluate(f"gengdi_grid_code(make_point({LON}, {LAT}))")[0] == value
    cell, error = evaluate(f"gengdi_grid_cell('{value}')")
    assert error == "" and cell.contains(QgsPointXY(LON + 1e-9, LAT + 1e-9))
    assert evaluate("gengdi_grid_code(NULL, 7) IS NULL") == (1, "")


def test_the_code_is_taken_in_the_layers_crs(functions: None, qgis_new_project: None) -> None:
    layer = layer_of([square("EPSG:4549")], "EPSG:4549")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    value, error = evaluate("gengdi_grid_code($geometry, 6)", context)
    assert (value, error) == (gridcode.encode(LON + 0.0005, LAT + 0.0005, 6), "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gengdi_grid_code(make_point(0, 89), 7)", "88°"),
        ("gengdi_grid_code(make_point(0, 0), 11)", "1 to 10"),
        ("gengdi_grid_code(make_point(0, 0), 'seven')", "whole number"),
        ("gengdi_grid_code('here', 7)", "geometry"),
        ("gengdi_grid_cell('hello')", "GB/T 39409"),
    ],
)
def test_wrong_arguments_say_what_is_wrong(functions: None, text: str, sentence: str) -> None:
    value, error = evaluate(text)
    assert value is None
    assert sentence in error


def test_the_functions_are_grouped_and_leave_nothing_behind() -> None:
    unregister = expressions.register()
    known = {function.name(): function.group() for function in QgsExpression.Functions()}
    assert known["gengdi_grid_code"] == known["gengdi_grid_cell"] == "Gengdi"
    unregister()
    assert not QgsExpression.isFunctionName("gengdi_grid_code")
    assert not QgsExpression.isFunctionName("gengdi_grid_cell")
