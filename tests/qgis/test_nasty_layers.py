"""Nasty geometries as real layers through gengdi:screenpatches: every patch comes out, nothing comes out that
cannot be, and what reading or repair did is said."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import shapely

import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from gengdi_plugin.processing.screen_patches import ScreenPatchesAlgorithm

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "screening"))
from nasty import TEXTS, corpus
from screening_grounds import box, lonlat

pytestmark = pytest.mark.usefixtures("qgis_processing")

NAMES = (
    "bow_tie", "spike_outwards", "gore_of_a_millimetre_through_it", "every_vertex_three_times",
    "zero_area_ring", "one_vertex_ring", "hole_touching_the_shell_at_two_vertices", "hole_outside_the_shell",
    "nested_shells", "the_same_part_twice", "inverted_ring", "parts_that_overlap", "touching_along_an_edge",
    "into_it_by_a_nanometre", "null", "empty_polygon", "not_a_number", "infinite", "absurdly_far",
    "axes_swapped", "at_the_pole", "over_the_pole", "across_the_antimeridian", "all_the_world",
    "sliver_of_a_tenth_of_a_micrometre", "ring_of_two_thousand_vertices", "the_patch_itself",
)  # fmt: skip


class Log(QgsProcessingFeedback):
    """What the algorithm tells, as one text."""

    def __init__(self) -> None:
        super().__init__(False)
        self.text = ""

    def pushInfo(self, info: str) -> None:  # noqa: N802 (Qt)
        self.text += info + "\n"

    def pushWarning(self, warning: str) -> None:  # noqa: N802 (Qt)
        self.text += warning + "\n"


Rows = Sequence[tuple[QgsGeometry, list[str]]]


def layer(name: str, kind: str, fields: str, rows: Rows, crs: str = "EPSG:4490") -> QgsVectorLayer:
    made = QgsVectorLayer(f"{kind}?crs={crs}{fields}", name, "memory")
    for geometry, values in rows:
        feature = QgsFeature(made.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        made.dataProvider().addFeatures([feature])
    made.updateExtents()
    return made


def qgis_geometry(shape: shapely.Geometry | None) -> QgsGeometry:
    geometry = QgsGeometry()
    if shape is not None:
        geometry.fromWkb(shapely.to_wkb(shape))
    return geometry


def screened(patches: QgsVectorLayer, approvals: QgsVectorLayer) -> tuple[list[QgsFeature], str]:
    around = qgis_geometry(box(-2000, -2000, 4000, 4000))
    land = layer("DLTB", "Polygon", "&field=DLBM:string", [(around, ["0201"])])
    basic = layer("YJJBNTTB", "Polygon", "&field=JBNTTBBH:string", [])
    values = {"PATCHES": patches, "APPROVALS": [approvals], "FARMLAND": land, "BASIC_FARMLAND": basic}
    sinks = dict.fromkeys(("OUTPUT", "EVIDENCE", "REMAINDERS"), "TEMPORARY_OUTPUT")
    log = Log()
    outputs = processing.run(ScreenPatchesAlgorithm().create(), {**values, **sinks}, feedback=log)
    return list(outputs["OUTPUT"].getFeatures()), log.text


PATCH_FIELDS = "&field=JCBH:string&field=TBLX:string&field=QSX:string&field=HSX:string"
APPROVAL_FIELDS = "&field=PZWH:string&field=PZRQ:string"


def patch_layer(
    shapes: dict[str, QgsGeometry], kind: str = "Polygon", crs: str = "EPSG:4490"
) -> QgsVectorLayer:
    rows = [(shape, [name, "20", "20201231", "20211231"]) for name, shape in shapes.items()]
    return layer("变化图斑", kind, PATCH_FIELDS, rows, crs)


def approval_layer(
    shapes: list[QgsGeometry], kind: str = "Polygon", crs: str = "EPSG:4490"
) -> QgsVectorLayer:
    rows = [(shape, [f"农转用{k}", "20200601"]) for k, shape in enumerate(shapes)]
    return layer("JSYDBP_NZYDK_X", kind, APPROVAL_FIELDS, rows, crs)


def test_the_corpus_as_patches_and_approvals_at_once() -> None:
    shapes = {name: qgis_geometry(corpus()[name]) for name in NAMES}
    # QGIS memory layers take multipolygons only in layers of multipolygons
    found, log = screened(
        patch_layer(shapes, "MultiPolygon"), approval_layer(list(shapes.values()), "MultiPolygon")
    )
    assert len(found) == len(NAMES)
    codes = {feature["JCBH"]: (feature["code"], feature["reason"]) for feature in found}
    assert codes["the_patch_itself"] == ("green", "covered")
    for name in ("null", "empty_polygon", "not_a_number", "infinite", "absurdly_far", "zero_area_ring",
                 "one_vertex_ring", "over_the_pole"):  # fmt: skip
        assert codes[name] == ("yellow", "geometry_error"), name
    for feature in found:
        if feature["reason"] != "geometry_error":
            assert 0 <= feature["approved_m2"] <= feature["area_m2"]
            total = feature["approved_m2"] + feature["uncovered_m2"]
            assert math.isclose(total, feature["area_m2"], rel_tol=1e-6)
    assert "JSYDBP_NZYDK_X" in log and "变化图斑" in log and "re-checked" in log


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CurvePolygon", "CURVEPOLYGON(CIRCULARSTRING(25 0, 50 25, 25 50, 0 25, 25 0))"),
        ("CurvePolygonZ", "CURVEPOLYGON Z(CIRCULARSTRING Z(25 0 1, 50 25 1, 25 50 1, 0 25 1, 25 0 1))"),
        ("MultiSurface", "MULTISURFACE(CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING(25 0, 50 25, 25 50),"
                         " CIRCULARSTRING(25 50, 0 25, 25 0))))"),
    ],
)  # fmt: skip
def test_curves_cover_what_their_circles_cover(kind: str, text: str) -> None:
    """A circle of 25 m about the middle of a square of 50 m, both drawn in metres of EPSG:4549."""
    systems = (QgsCoordinateReferenceSystem(crs) for crs in ("EPSG:4490", "EPSG:4549"))
    there = QgsCoordinateTransform(*systems, QgsCoordinateTransformContext()).transform(121.6, 29.95)
    curve, square = (QgsGeometry.fromWkt(shape) for shape in (text, TEXTS["the_patch_itself"]))
    for geometry in (curve, square):
        geometry.translate(there.x(), there.y())
    whole = {"crs": "EPSG:4549"}
    found, _ = screened(patch_layer({"P": square}, **whole), approval_layer([curve], kind, **whole))
    assert found[0]["approved_share"] == pytest.approx(math.pi / 4, abs=1e-5)
    found, _ = screened(patch_layer({"P": curve}, kind, **whole), approval_layer([square], **whole))
    assert found[0]["code"] == "green"


@pytest.mark.parametrize("dimension", ["Z", "M", "ZM"])
def test_heights_and_measures_change_nothing(dimension: str) -> None:
    square = qgis_geometry(lonlat(shapely.from_wkt(TEXTS["the_patch_itself"])))
    raised = QgsGeometry(square)
    if "Z" in dimension:
        raised.get().addZValue(math.nan)
    if "M" in dimension:
        raised.get().addMValue(7.0)
    found, _ = screened(patch_layer({"P": square}), approval_layer([raised], f"Polygon{dimension}"))
    assert (found[0]["code"], found[0]["approved_share"]) == ("green", 1.0)


def test_a_layer_with_the_meridian_of_another_zone_is_said_and_turns_nothing_green() -> None:
    """Coordinates of EPSG:4549 (120° E) in a layer that says EPSG:4548 (117° E)."""
    systems = (QgsCoordinateReferenceSystem(crs) for crs in ("EPSG:4490", "EPSG:4549"))
    there = QgsCoordinateTransform(*systems, QgsCoordinateTransformContext()).transform(121.6, 29.95)
    square = QgsGeometry.fromWkt(TEXTS["the_patch_itself"])
    square.translate(there.x(), there.y())
    patch = patch_layer({"P": square}, crs="EPSG:4549")
    found, log = screened(patch, approval_layer([square], crs="EPSG:4548"))
    assert (found[0]["code"], found[0]["reason"]) == ("yellow", "no_approval")
    assert "“JSYDBP_NZYDK_X” lies apart from all patches" in log and "another zone" in log
    found, log = screened(patch, approval_layer([square], crs="EPSG:4549"))
    assert found[0]["code"] == "green" and "apart" not in log
