"""``gengdi:dossier`` on real layers of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from real_layers import feature, memory_layer, saved

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
)

from gengdi_plugin.core.dossier.dossier import dossier
from gengdi_plugin.core.dossier.known import KnownLayer
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.known import KnownSource
from gengdi_plugin.processing.dossier import DossierAlgorithm

FIELDS = [
    "unit_id", "spatial_code", "layer", "role", "feature_id", "label", "relation", "overlap_m2",
    "share_of_unit", "share_of_feature",
]  # fmt: skip


def box(west: float, south: float, east: float, north: float) -> str:
    west, south, east, north = 121.6 + west / 1e4, 29.9 + south / 1e4, 121.6 + east / 1e4, 29.9 + north / 1e4
    return f"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


@pytest.fixture(autouse=True)
def emptied(qgis_app: object) -> Iterator[None]:
    yield
    QgsProject.instance().clear()


def run(parameters: dict[str, Any], feedback: Any = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = feedback or QgsProcessingFeedback()
    given = {"OUTPUT": "memory:", **parameters}
    for layers in ([parameters["INPUT"]], parameters["LAYERS"]):
        QgsProject.instance().addMapLayers(layers, False)
    results, ok = DossierAlgorithm().create().run(given, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    if "OUTPUT" not in results:
        return results, []
    layer = context.takeResultLayer(results["OUTPUT"])
    assert [field.name() for field in layer.fields()] == FIELDS
    null = [None]
    rows = [
        {name: value if value not in null else None for name, value in zip(FIELDS, one.attributes())}
        for one in layer.getFeatures()
    ]
    return results, rows


def units(crs: str = "EPSG:4549", rows: list[Any] | None = None) -> Any:
    return memory_layer("范围", {"note": "text"}, rows or [(box(0, 0, 10, 10), "x")], crs)


def test_layers_of_mixed_systems_bound_unbound_and_without_role(tmp_path: Path) -> None:
    land = saved(
        memory_layer(
            "DLTB", {"DLBM": "text", "TBBH": "text"},
            [
                (box(0, 0, 4, 10), "0101", "7"),
                (box(4, 0, 10, 10), "0305", "8"),
                (box(10, 0, 20, 10), "01", "9"),
            ],
            "EPSG:4528",
        ),
        tmp_path / "DLTB.gpkg", "GPKG",
    )  # fmt: skip
    approvals = memory_layer(
        "批文", {"wh": "text"}, [(box(-5, -5, 15, 15), "浙土字〔2024〕1号")], "EPSG:3857"
    )
    binding = binding_of(approvals, "approval")
    binding.fields["doc_no"] = "wh"
    bind(approvals, binding)
    villages = memory_layer(
        "村", {"unit_code": "text", "unit_name": "text"}, [(box(-50, -50, 50, 50), "330211001001", "演示村")]
    )
    wells = memory_layer("机井", {"名称": "text"}, [("POINT(121.6005 29.9005)", "三号井")], geometry="Point")
    results, rows = run({"INPUT": units(), "LAYERS": [wells, villages, land, approvals]})
    assert results["ENTRIES"] == len(rows) == 6 and results["UNKNOWN"] == 0
    assert [(row["role"], row["relation"], row["label"]) for row in rows] == [
        ("approval", "within", "浙土字〔2024〕1号"),
        ("farmland", "contains", "0305 · 8"),
        ("farmland", "contains", "0101 · 7"),
        ("farmland", "touches", "01 · 9"),
        ("admin_unit", "within", "演示村 · 330211001001"),
        (None, "contains", "三号井"),
    ]
    assert [row["overlap_m2"] is None for row in rows] == [False] * 5 + [True]
    assert rows[1]["share_of_unit"] == pytest.approx(0.6, abs=1e-4) and rows[1]["share_of_feature"] == 1.0
    assert rows[3]["overlap_m2"] == 0.0
    assert {row["spatial_code"][:13] for row in rows} == {"330211001001-"}
    assert {row["unit_id"] for row in rows} == {"1"}


def test_points_and_lines_can_be_asked_for_too() -> None:
    land = memory_layer("land", {"class_code": "text"}, [(box(0, 0, 10, 10), "0101")])
    for kind, wkt in (
        ("Point", "POINT(121.6005 29.9005)"),
        ("LineString", "LINESTRING(121.59 29.9005, 121.6005 29.9005)"),
    ):
        asked = memory_layer("asked", {}, [(wkt,)], "EPSG:4549", kind)
        _, (row,) = run({"INPUT": asked, "LAYERS": [land]})
        assert row["relation"] == ("within" if kind == "Point" else "overlaps")
        assert row["overlap_m2"] is None and row["spatial_code"].startswith("000000000000-N51H")


def test_unsaved_edits_and_filters_are_seen(tmp_path: Path) -> None:
    land = saved(
        memory_layer("land", {"class_code": "text"}, [(box(0, 0, 5, 10), "0101"), (box(5, 0, 9, 9), "0201")]),
        tmp_path / "land.gpkg", "GPKG",
    )  # fmt: skip
    land.setSubsetString("class_code <> '0201'")
    assert land.startEditing()
    assert land.addFeature(feature(land, (box(8, 8, 12, 12), None, "0103")))
    _, rows = run({"INPUT": units(), "LAYERS": [land]})
    assert sorted(row["label"] for row in rows) == ["0101", "0103"]
    land.rollBack()


def test_a_layer_that_is_bound_but_lacks_its_fields_still_tells_what_meets() -> None:
    bare = memory_layer("bare", {"memo": "text"}, [(box(0, 0, 10, 10), "甲")])
    binding = binding_of(bare, "farmland")
    bind(bare, binding)
    _, (row,) = run({"INPUT": units(), "LAYERS": [bare]})
    assert (row["role"], row["label"], row["relation"]) == ("farmland", "甲", "equals")


def test_codes_that_the_units_have_are_kept() -> None:
    code = "330211001001-N51H3346400077-03"
    given = memory_layer(
        "patches", {"spatial_code": "text"}, [(box(0, 0, 10, 10), code), (box(0, 0, 9, 9), None)]
    )
    _, rows = run({"INPUT": given, "LAYERS": [memory_layer("x", {}, [(box(0, 0, 10, 10),)])]})
    assert rows[0]["spatial_code"] == code and rows[1]["spatial_code"].endswith("-01")


def test_of_a_shapefile_the_names_are_short_and_nothing_is_lost(tmp_path: Path) -> None:
    target = tmp_path / "out.dbf"
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    layers = [units(), memory_layer("x", {}, [(box(0, 0, 10, 10),)])]
    QgsProject.instance().addMapLayers(layers, False)
    given = {"INPUT": layers[0], "LAYERS": layers[1:], "OUTPUT": str(target)}
    results, ok = DossierAlgorithm().create().run(given, context, QgsProcessingFeedback(), {}, False)
    assert ok and results["ENTRIES"] == 1
    layers.clear()


@pytest.mark.parametrize("bad", ["crs", "table"])
def test_what_cannot_be_looked_into_is_refused_by_name(bad: str) -> None:
    wrong = memory_layer(
        "没坐标",
        {"a": "text"},
        [],
        "" if bad == "crs" else "EPSG:4490",
        "Polygon" if bad == "crs" else "None",
    )
    with pytest.raises(QgsProcessingException, match="没坐标"):
        run({"INPUT": units(), "LAYERS": [wrong]})


def test_a_cancelled_dossier_leaves_no_output() -> None:
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    results, _ = run({"INPUT": units(), "LAYERS": [memory_layer("x", {}, [(box(0, 0, 10, 10),)])]}, feedback)
    assert "OUTPUT" not in results


def metres(west: float, south: float, width: float, height: float) -> str:
    """A rectangle of EPSG:4549, in metres from a corner near Zhenhai, for ``raw_layer``."""
    west, south = 654_000 + west, 3_309_000 + south
    east, north = west + width, south + height
    return f"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def raw_layer(name: str, shapes: list[str], crs: str) -> Any:
    layer = memory_layer(name, {}, [], crs)
    made = []
    for wkt in shapes:
        one = QgsFeature(layer.fields())
        one.setGeometry(QgsGeometry.fromWkt(wkt))
        made.append(one)
    assert layer.dataProvider().addFeatures(made)[0]
    layer.updateExtents()
    return layer


def test_edges_of_kilometres_are_straight_in_the_system_that_units_and_layer_share() -> None:
    asked = raw_layer("units", [metres(900, 0, 100, 80), metres(1000, 1900, 50, 100)], "EPSG:4549")
    villages = raw_layer("villages", [metres(0, 0, 2000, 2000), metres(0, -2000, 2000, 2000)], "EPSG:4549")
    _, rows = run({"INPUT": asked, "LAYERS": [villages]})
    assert [(row["unit_id"], row["feature_id"], row["relation"]) for row in rows] == [
        ("1", "1", "within"), ("1", "2", "touches"), ("2", "1", "within"),
    ]  # fmt: skip
    assert rows[0]["share_of_unit"] == 1.0 and rows[1]["overlap_m2"] == 0.0


def test_the_same_corners_in_two_systems_are_the_same_ground() -> None:
    large = box(0, 0, 200, 150)
    for one, other in (("EPSG:4490", "EPSG:4549"), ("EPSG:4528", "EPSG:4490"), ("EPSG:4549", "EPSG:3857")):
        asked = memory_layer("a", {}, [(large,)], one)
        _, (row,) = run({"INPUT": asked, "LAYERS": [memory_layer("b", {}, [(large,)], other)]})
        assert row["relation"] == "equals" and row["share_of_unit"] == 1.0


@pytest.mark.parametrize(
    ("crs", "slip", "narrowed"),
    [("EPSG:4549", 0, True), ("EPSG:4549", 40_000_000, False), ("EPSG:4490", 0, True)],
)
def test_near_a_place_only_what_lies_there_is_read_and_slipped_coordinates_still_are(
    crs: str, slip: int, narrowed: bool
) -> None:
    """Coordinates with a zone number that their system lacks are mended by reading, which a filter cannot."""
    shapes = [box(20 * k, 0, 20 * k + 10, 10) for k in range(40)]
    layer = memory_layer("land", {"class_code": "text"}, [(wkt, "0101") for wkt in shapes], crs)
    if slip:
        moved = {one.id(): one.geometry() for one in layer.getFeatures()}
        for shape in moved.values():
            shape.translate(slip, 0)
        assert layer.dataProvider().changeGeometryValues(moved)
        layer.updateExtents()
    bind(layer, binding_of(layer, "farmland"))
    around = QgsRectangle(121.6021, 29.9001, 121.6025, 29.9004)
    source = KnownSource(layer, QgsProject.instance().transformContext(), around)
    table = source.source.read()
    assert (len(table) < 5) == narrowed
    found = dossier(feature_table([shapely.Point(121.6023, 29.9002)]), [KnownLayer(source.role, table)])
    assert [row[6] for row in found.rows()] == ["within"]


def test_what_is_wanted_of_most_of_a_layer_is_read_as_a_whole() -> None:
    layer = memory_layer(
        "land", {"class_code": "text"}, [(box(0, 0, 10, 10), "01"), (box(90, 0, 99, 9), "01")]
    )
    source = KnownSource(
        layer, QgsProject.instance().transformContext(), QgsRectangle(121.5, 29.8, 121.608, 30)
    )
    assert len(source.source.read()) == 2
