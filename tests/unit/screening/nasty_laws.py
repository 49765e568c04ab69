"""What holds of every screening whatever goes in, and an independent way to a share: overlay at a fixed
precision of 1 mm in a plane of its own."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import shapely
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, evidence, figures

from gengdi_plugin.core.plane import Plane
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.result import ScreeningResult
from gengdi_plugin.core.table import FeatureTable, feature_table

ROLES = ("farmland", "basic_farmland", "zones", "violations", "units", "sources")

_AREAS = (
    "approved_m2", "sliver_m2", "uncovered_m2", "cultivated_m2", "uncovered_cultivated_m2", "basic_m2",
    "uncovered_basic_m2", "unauthorised_basic_m2", "grain_zone_m2", "high_standard_m2", "redline_m2",
    "agricultural_m2", "construction_m2", "unused_m2",
)  # fmt: skip

Shapes = Sequence["shapely.Geometry | None"]


def hostile_inputs(table: FeatureTable, roles: Mapping[str, Shapes]) -> ScreeningInputs:
    """``table`` of patches with the given shapes in the given roles, honest ground in the others."""

    def layer(role: str, name: str, **columns: str) -> FeatureTable | None:
        shapes = roles.get(role)
        if shapes is None:
            return None
        return feature_table(shapes, {key: [text] * len(shapes) for key, text in columns.items()}, name=name)

    proof = approval(box(-600, -600, 1200, 1200), kind="link_new")
    kinds = ("conversion", "supply", "facility", "temporary", "planning")
    rows = [
        approval(shape, kind=kinds[zlib.crc32(shapely.to_wkb(shape) or b"") % 5])
        for shape in roles.get("approvals", ())
    ]
    zones = {} if "zones" not in roles else {"grain_zone": layer("zones", "LSGNQ")}
    sources = layer("sources", "WRY", uscc="91330211MA0000000X")
    return ScreeningInputs(
        table, [approvals(*(rows or [proof]))], layer("farmland", "DLTB", class_code="0101") or GARDEN,
        layer("basic_farmland", "YJJBNTTB") or NO_BASIC, zones,
        layer("violations", "WF", case_no="1", decided_on="2021-01-01"),
        layer("units", "XZQ", unit_code="330211001001", unit_name="甲村"),
        None if sources is None else [sources],
    )  # fmt: skip


def lawful(result: ScreeningResult, count: int) -> None:
    """One verdict per patch, and no figure that cannot be."""
    assert len(result.patches) == count
    assert len(set(result.patches.columns["uid"])) == count
    counted = np.zeros(count)
    largest = np.zeros(count)
    for row in evidence(result):
        area = result.patches.columns["area_m2"][row["row"]]
        assert area is None or 0.01 <= row["overlap_m2"] <= area
        if row["counts"]:
            counted[row["row"]] += row["overlap_m2"]
            largest[row["row"]] = max(largest[row["row"]], row["overlap_m2"])
    for row in range(count):
        found = figures(result, row)
        assert found["code"] in ("green", "yellow") and found["sentence"]
        assert (found["code"] == "green") == (found["reason"] == "covered")
        if found["reason"] == "geometry_error":
            assert found["area_m2"] is None and found["approved_m2"] is None
            continue
        area = found["area_m2"]
        for name in _AREAS:
            if found[name] is not None:
                assert math.isfinite(found[name]) and 0 <= found[name] <= area, name
        assert 0 <= found["approved_share"] <= 1
        assert found["approved_m2"] + found["uncovered_m2"] == pytest.approx(area, rel=1e-9)
        loose = error_m2(result.patches.geometry[row], [])
        assert found["approved_m2"] >= largest[row] - loose
        assert found["approved_m2"] <= counted[row] + loose + 0.01 * len(result.evidence)
        assert found["sliver_m2"] <= found["uncovered_m2"] + loose
        if found["code"] == "green":
            assert counted[row] > 0


def _plane_of(patch: shapely.Geometry) -> Plane:
    """A plane that is not the run's: its grid lies elsewhere."""
    west, south, east, north = patch.bounds
    return Plane((west + east) / 2 + 0.0123, (south + north) / 2 - 0.0077)


def _sound(shape: shapely.Geometry | None) -> bool:
    """Whether there is anything, and all of it on the Earth."""
    if shape is None or shape.is_empty:
        return False
    xy = shapely.get_coordinates(shape)
    return bool(np.isfinite(xy).all() and (np.abs(xy) <= (360, 90)).all())


def _polygons(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """All polygons inside, each valid."""
    if shape.geom_type == "Polygon":
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in _polygons(part)]


def _whole(polygons: list[shapely.Geometry]) -> shapely.Geometry:
    return shapely.multipolygons(polygons) if polygons else shapely.Polygon()


def _in(plane: Plane, shape: shapely.Geometry) -> shapely.Geometry:
    """``shape`` repaired, in ``plane``, as one polygonal geometry."""
    parts = _polygons(shapely.make_valid(shapely.force_2d(shape)))
    whole = _whole(parts)
    if not whole.is_valid:
        whole = shapely.union_all(parts)
    return _whole(_polygons(shapely.make_valid(plane.project(np.array([whole], dtype=object))[0])))


def _clipped(plane: Plane, shapes: Shapes, ground: shapely.Geometry) -> list[shapely.Geometry]:
    near = shapely.box(*ground.bounds).buffer(1)
    cut = [shapely.intersection(_in(plane, shape), near, grid_size=1e-5) for shape in shapes if _sound(shape)]
    return [_whole(_polygons(shape)) for shape in cut]


def fixed_share(patch: shapely.Geometry, shapes: Shapes) -> float:
    """The share of ``patch`` under the union of ``shapes`` (EPSG:4490), each repaired."""
    plane = _plane_of(patch)
    ground = _in(plane, patch)
    flat = _clipped(plane, shapes, ground)
    union = flat[0] if len(flat) == 1 else shapely.union_all(flat, grid_size=0.001)
    return float(shapely.intersection(ground, union, grid_size=0.001).area / ground.area)


def error_m2(patch: shapely.Geometry, shapes: Shapes) -> float:
    """By how much two ways at 1 mm to an overlap may differ: a millimetre along all edges near the patch."""
    plane = _plane_of(patch)
    ground = _in(plane, patch)
    length = ground.length + sum(shape.length for shape in _clipped(plane, shapes, ground))
    return 0.0015 * length + 2e-6 * ground.area + 0.02


def same_figures(first: ScreeningResult, second: ScreeningResult, some: bool = False) -> None:
    """Both say the same of the patches they share, by patch number: verdicts, and areas to 1e-6."""
    rows = {number: row for row, number in enumerate(first.patches.columns["patch_no"])}
    assert some or len(rows) == len(second.patches)
    for row, number in enumerate(second.patches.columns["patch_no"]):
        one, two = figures(first, rows[number]), figures(second, row)
        assert (one["code"], one["reason"]) == (two["code"], two["reason"]), number
        for name in ("area_m2", *_AREAS):
            area = one["area_m2"] or 0.0
            if one[name] is None or two[name] is None:
                assert one[name] is two[name], (number, name)
                continue
            assert one[name] == pytest.approx(two[name], rel=1e-6, abs=1e-6 * area + 1e-6), (number, name)
