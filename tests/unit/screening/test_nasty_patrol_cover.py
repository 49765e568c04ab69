"""Parcels of every nasty kind under patrol units: none stops the work, none loses ground."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
import shapely
from nasty import PATCH, corpus
from screening_grounds import lonlat

from gengdi_plugin.core.patrol_cover import SMALLEST_M2, patrol_cover
from gengdi_plugin.core.table import FeatureTable, feature_table

A, B = "330211001201", "330211001202"


def units(*pairs: tuple[str, object]) -> FeatureTable:
    codes = [code for code, _ in pairs]
    return feature_table([shape for _, shape in pairs], {"unit_code": codes}, name="units")


def parcels(shapes: Iterable[object]) -> FeatureTable:
    ground = list(shapes)
    return feature_table(ground, {"class_code": ["0101"] * len(ground)}, name="farmland")


CORPUS = corpus()
WEST, _, EAST, _ = shapely.bounds(lonlat(PATCH))
SOUTH, NORTH = shapely.bounds(lonlat(PATCH))[[1, 3]]
MIDDLE = (WEST + EAST) / 2 + 1e-5
HALF = shapely.box(WEST - 0.1, SOUTH - 0.1, MIDDLE, NORTH + 0.1)
WHOLE = shapely.box(WEST - 0.1, SOUTH - 0.1, EAST + 0.1, NORTH + 0.1)


def _is_near(shape: object) -> bool:
    bounds = shapely.bounds(shape)
    return bool(np.isfinite(bounds).all()) and shapely.contains(WHOLE, shapely.box(*bounds))


def test_no_parcel_stops_the_work() -> None:
    cover = patrol_cover(units((A, HALF), (B, WHOLE)), parcels(CORPUS.values()))
    assert np.isfinite([cover.farmland_m2, cover.gap_m2, cover.overlap_m2]).all()
    names = list(CORPUS)
    broken = {
        names[piece.parcel]
        for piece in (*cover.gaps, *cover.overlaps)
        if piece.area_m2 < SMALLEST_M2 or not shapely.is_valid(piece.geometry)
    }
    assert broken <= {"round_the_world_at_the_antimeridian"}, "no plane holds the whole Earth"


def test_no_parcel_about_here_loses_ground() -> None:
    near = [shape for shape in CORPUS.values() if _is_near(shape)]
    assert len(near) > 50
    for shape in near:
        half = patrol_cover(units((A, HALF)), parcels([shape]), smallest_m2=0.01)
        twice = patrol_cover(units((A, HALF), (B, WHOLE)), parcels([shape]), smallest_m2=0.01)
        narrow = 0.2 * shapely.length(shape) * 111_000 * 0.1  # what may be as narrow as a drawn line
        assert twice.gap_m2 == pytest.approx(0.0, abs=narrow)
        # what the half leaves is a gap alone; what it covers lies in both units
        assert half.gap_m2 + twice.overlap_m2 == pytest.approx(half.farmland_m2, abs=1.0 + narrow, rel=1e-4)
