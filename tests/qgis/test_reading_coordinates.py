"""Zone numbers, wrong systems, curves, third dimensions, and coordinates that are none."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from real_layers import SQUARE, memory_layer

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPolygon,
    QgsVectorLayer,
)

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.table import FeatureTable
from gengdi_plugin.layers.crs import gauss_kruger
from gengdi_plugin.layers.lon_lat import to_lon_lat
from gengdi_plugin.layers.reading import LayerSource

CONTEXT = QgsCoordinateTransformContext()
EXACT = shapely.from_wkt(SQUARE)


def projected(crs: str, dx: float = 0.0, swap: bool = False) -> str:
    """SQUARE in ``crs`` as WKT, moved by ``dx`` and with its axes swapped on wish."""
    geometry = QgsGeometry.fromWkt(SQUARE)
    target = QgsCoordinateReferenceSystem(crs)
    geometry.transform(QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4490"), target, CONTEXT))
    geometry.translate(dx, 0)
    return (
        shapely.transform(shapely.from_wkt(geometry.asWkt(9)), lambda xy: xy[:, ::-1] if swap else xy)
    ).wkt


def raw_layer(crs: str, *wkts: str | None, geometry: str = "Polygon", name: str = "用地") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{geometry}?crs={crs}", name, "memory")
    for wkt in wkts:
        made = QgsFeature(layer.fields())
        if wkt is not None:
            made.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeatures([made])
    return layer


def read(layer: QgsVectorLayer) -> FeatureTable:
    return LayerSource(layer, "approval", CONTEXT).read()


def test_a_zone_number_too_much_is_taken_off_and_said() -> None:
    table = read(raw_layer("EPSG:4549", projected("EPSG:4549", 40e6)))
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-8
    assert len(table.notices) == 1
    assert "用地" in table.notices[0] and "40" in table.notices[0] and "EPSG:4549" in table.notices[0]


def test_a_missing_zone_number_is_put_before_and_said() -> None:
    table = read(raw_layer("EPSG:4528", projected("EPSG:4528", -40e6)))
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-8
    assert "用地" in table.notices[0] and "40" in table.notices[0]


@pytest.mark.parametrize(("crs", "dx"), [("EPSG:4549", 41e6), ("EPSG:4528", 1e6), ("EPSG:4550", 40e6)])
def test_the_number_of_another_zone_is_refused_with_layer_and_system(crs: str, dx: float) -> None:
    with pytest.raises(InputError, match=f"用地.*zone number.*{crs}"):
        read(raw_layer(crs, projected(crs, dx)))


def test_features_with_and_without_the_number_in_one_layer_fall_together() -> None:
    table = read(raw_layer("EPSG:4549", projected("EPSG:4549", 40e6), projected("EPSG:4549")))
    assert all(shapely.hausdorff_distance(part, EXACT) < 1e-8 for part in table.geometry)


def test_metres_in_a_system_of_degrees_and_the_reverse_are_refused() -> None:
    with pytest.raises(InputError, match=r"用地.*metres.*EPSG:4490.*degrees"):
        read(raw_layer("EPSG:4490", projected("EPSG:4549")))
    with pytest.raises(InputError, match=r"用地.*degrees.*EPSG:4549.*metres"):
        read(raw_layer("EPSG:4549", SQUARE))
    with pytest.raises(InputError, match=r"用地.*degrees.*EPSG:3857.*metres"):
        read(raw_layer("EPSG:3857", SQUARE))


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:4528", "EPSG:4490"])
def test_swapped_axes_are_refused(crs: str) -> None:
    with pytest.raises(InputError, match=r"用地.*axes"):
        read(raw_layer(crs, projected(crs, swap=True)))


def test_ground_far_from_the_systems_area_is_said() -> None:
    table = read(raw_layer("EPSG:4534", projected("EPSG:4534")))  # a meridian 46.6 degrees away
    assert any("outside" in notice for notice in table.notices)
    assert read(raw_layer("EPSG:4549", projected("EPSG:4549"))).notices == ()


def test_an_old_datum_is_said() -> None:
    table = read(raw_layer("EPSG:2437", projected("EPSG:2437")))
    assert any("datum" in notice and "EPSG:2437" in notice for notice in table.notices)


def test_zone_facts_come_from_the_system_itself() -> None:
    for crs, own, zones in (("EPSG:4549", 0, {40}), ("EPSG:4528", 40, {40}), ("EPSG:4508", 0, {37, 19})):
        found = gauss_kruger(QgsCoordinateReferenceSystem(crs))
        assert found is not None
        assert found.own_zone == own and found.zones == zones
    assert gauss_kruger(QgsCoordinateReferenceSystem("EPSG:3857")) is None


def test_null_and_empty_geometries_survive() -> None:
    table = read(raw_layer("EPSG:4549", None, "POLYGON EMPTY", projected("EPSG:4549")))
    assert len(table) == 3
    assert table.geometry[0] is None
    assert table.geometry[1] is None or table.geometry[1].is_empty
    assert shapely.hausdorff_distance(table.geometry[2], EXACT) < 1e-8
    assert read(raw_layer("EPSG:4549", None, None)).geometry.tolist() == [None, None]
    assert len(read(raw_layer("EPSG:4549"))) == 0


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4549"])
def test_coordinates_that_are_no_numbers_harm_nobody_else(bad: float, crs: str) -> None:
    layer = raw_layer(crs, projected(crs), geometry="Polygon")
    ring = QgsLineString(
        [QgsPoint(x, y) for x, y in ((121.6, 29.95), (bad, 29.95), (121.7, 30.0), (121.6, 29.95))]
    )
    polygon = QgsPolygon()
    polygon.setExteriorRing(ring)
    made = QgsFeature(layer.fields())
    made.setGeometry(QgsGeometry(polygon))
    layer.dataProvider().addFeatures([made])
    table = read(layer)
    assert len(table) == 2
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-8
    assert table.geometry[1] is None or not np.isfinite(shapely.get_coordinates(table.geometry[1])).all()


def test_a_vertex_without_a_place_in_the_system_harms_nobody_else() -> None:
    wild = "POLYGON((500000 3300000, 1e12 1e30, 500100 3300100, 500000 3300000))"
    table = read(raw_layer("EPSG:4549", projected("EPSG:4549"), wild, projected("EPSG:4549")))
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-8
    assert shapely.hausdorff_distance(table.geometry[2], EXACT) < 1e-8
    assert any("1 vert" in notice for notice in table.notices)


def test_the_bulk_transform_is_the_transform_of_every_point() -> None:
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4549"), QgsCoordinateReferenceSystem("EPSG:4490"), CONTEXT
    )
    random = np.random.default_rng(7)
    xy = np.column_stack([random.uniform(3e5, 7e5, 500), random.uniform(2.9e6, 3.6e6, 500)])
    expected = np.array([[(p := transform.transform(x, y)).x(), p.y()] for x, y in xy])
    for count in (500, 1):
        found = to_lon_lat(xy[:count], transform, "x")[0]
        assert np.abs(found - expected[:count]).max() < 2e-13
        assert np.array_equal(found.round(8), expected[:count].round(8))


def test_curves_become_straight_and_the_third_dimension_is_dropped() -> None:
    circle = "CURVEPOLYGON(CIRCULARSTRING(0 -100, 100 0, 0 100, -100 0, 0 -100))"
    layer = raw_layer("EPSG:4549", geometry="CurvePolygonZ")
    geometry = QgsGeometry.fromWkt(circle)
    geometry.translate(650_000, 3_315_000)
    made = QgsFeature(layer.fields())
    made.setGeometry(geometry)
    layer.dataProvider().addFeatures([made])
    table = read(layer)
    assert not shapely.has_z(table.geometry[0])
    back = shapely.transform(table.geometry[0], lambda xy: (xy - xy.mean(axis=0)) * [96_550, 110_870])
    assert back.area == pytest.approx(math.pi * 100**2, rel=2e-3)
    flat = shapely.get_num_coordinates(table.geometry[0])
    assert flat > 1000, "fine enough for an area right to one part in a million"


@pytest.mark.parametrize("kind", ["PolygonZ", "PolygonM", "MultiPolygonZM"])
def test_heights_and_measures_are_dropped(kind: str) -> None:
    layer = raw_layer("EPSG:4490", geometry=kind)
    geometry = QgsGeometry.fromWkt(SQUARE)
    if "Z" in kind:
        geometry.get().addZValue(5)
    if "M" in kind[1:]:
        geometry.get().addMValue(7)
    if kind.startswith("Multi"):
        geometry.convertToMultiType()
    made = QgsFeature(layer.fields())
    made.setGeometry(geometry)
    layer.dataProvider().addFeatures([made])
    table = read(layer)
    assert shapely.get_coordinate_dimension(table.geometry[0]) == 2
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-12


def test_open_rings_are_closed_and_bow_ties_are_left_to_screening() -> None:
    opened = "POLYGON((121.6 29.95, 121.602 29.95, 121.602 29.951, 121.6 29.951))"
    bow_tie = "POLYGON((121.6 29.95, 121.602 29.951, 121.602 29.95, 121.6 29.951, 121.6 29.95))"
    layer = raw_layer("EPSG:4490")
    for wkt in (opened, bow_tie):
        ring = wkt[wkt.index("((") + 2 : -2]
        line = QgsLineString([QgsPoint(*map(float, pair.split())) for pair in ring.split(", ")])
        polygon = QgsPolygon()
        polygon.setExteriorRing(line)
        made = QgsFeature(layer.fields())
        made.setGeometry(QgsGeometry(polygon))
        layer.dataProvider().addFeatures([made])
    table = read(layer)
    assert table.geometry[0].equals(EXACT)
    assert not table.geometry[1].is_valid


def test_invalid_features_are_neither_skipped_nor_fatal() -> None:
    bow_tie = "POLYGON((121.6 29.95, 121.602 29.951, 121.602 29.95, 121.6 29.951, 121.6 29.95))"
    rows = [(SQUARE, "a"), (bow_tie, "b"), (SQUARE, "c")]
    layer = memory_layer("用地", {"PZWH": "text"}, rows)
    assert read(layer).columns["doc_no"].tolist() == ["a", "b", "c"]
