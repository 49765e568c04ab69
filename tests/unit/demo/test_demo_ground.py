"""The ground: it is whole, it follows the survey's rules, and the zones lie where they may."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.demo.district import District
from gengdi_plugin.demo.ground import make_ground
from gengdi_plugin.demo.parcels import CLASS_NAMES
from gengdi_plugin.demo.places import villages
from gengdi_plugin.demo.plane import to_lonlat, to_plane


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_parcels_tile_the_ground(seed: int) -> None:
    ground = make_ground(352, np.random.default_rng(seed))
    whole = shapely.union_all(ground.layout.cells)
    assert shapely.area(ground.parcels).sum() == pytest.approx(whole.area, rel=1e-9)
    assert set(shapely.get_type_id(ground.parcels)) == {3}
    assert shapely.is_valid(ground.parcels).all()
    tree = shapely.STRtree(ground.parcels)
    one, other = tree.query(ground.parcels, predicate="intersects")
    pairs = one < other
    # At a fixed precision: in floating precision GEOS sometimes answers with the whole of a neighbour
    # that only touches along a nearly common edge.
    overlap = shapely.area(
        shapely.intersection(ground.parcels[one[pairs]], ground.parcels[other[pairs]], grid_size=1e-6)
    )
    assert overlap.max() < 1e-5
    assert overlap.sum() < 1e-3


@pytest.mark.parametrize(("digits", "level"), [(12, "村级"), (9, "乡级"), (6, "县级")])
def test_units_of_every_level_tile_the_ground_too(district: District, digits: int, level: str) -> None:
    parcels, units = district.tables["farmland"], district.tables["units"]
    rows = np.array([len(code) == digits for code in units.columns["XZQDM"]])
    assert set(units.columns["JB"][rows]) == {level}
    assert units.columns["DCMJ"][rows].sum() == pytest.approx(parcels.columns["TBMJ"].sum(), rel=1e-6)
    assert ellipsoid_areas(units.geometry[rows]).sum() == pytest.approx(
        ellipsoid_areas(parcels.geometry).sum(), rel=1e-8
    )


def test_every_parcel_lies_in_the_village_it_names(district: District) -> None:
    parcels, units = district.tables["farmland"], district.tables["units"]
    outline = dict(zip(units.columns["XZQDM"], units.geometry))
    own = np.array([outline[code[:12]] for code in parcels.columns["ZLDWDM"]], dtype=object)
    outside = shapely.area(shapely.difference(to_plane(parcels.geometry), to_plane(own)))
    assert outside.max() < 1e-4


def test_survey_rules(district: District) -> None:
    columns = district.tables["farmland"].columns
    cultivated = np.array([code.startswith("01") for code in columns["DLBM"]])
    assert len(set(columns["BSM"])) == len(columns["BSM"])
    assert all(CLASS_NAMES[code] == name for code, name in zip(columns["DLBM"], columns["DLMC"]))
    assert all(re.fullmatch(r"330211\d{6}0000000", code) for code in columns["ZLDWDM"])
    assert {code[:12] for code in columns["ZLDWDM"]} <= {village.code for village in villages()}
    pairs = list(zip(columns["ZLDWDM"], columns["TBBH"]))
    assert len(set(pairs)) == len(pairs)
    ratio, deducted = columns["KCXS"], columns["KCMJ"]
    assert ((ratio >= 0) & (ratio < 1)).all()
    assert (ratio[~cultivated] == 0).all()
    assert np.allclose(deducted, np.round(columns["TBMJ"] * ratio, 2))
    assert np.allclose(columns["TBDLMJ"], columns["TBMJ"] - deducted)
    assert all((code == "1203") == (share > 0) for code, share in zip(columns["KCDLBM"], ratio))
    assert all((crop is not None) == field for crop, field in zip(columns["ZZSXDM"], cultivated))
    linear = np.isin(columns["DLBM"], ("1003", "1006", "1101", "1107"))
    assert np.isnan(columns["XZDWKD"][~linear]).all()


def test_areas_are_official_ones(district: District) -> None:
    table = district.tables["farmland"]
    assert np.allclose(table.columns["TBMJ"], ellipsoid_areas(table.geometry), atol=0.005)


def test_it_is_mostly_paddy_with_water_villages_and_industry(district: District) -> None:
    columns = district.tables["farmland"].columns
    area = columns["TBMJ"]
    share = {
        name: area[[code.startswith(codes) for code in columns["DLBM"]]].sum() / area.sum()
        for name, codes in {
            "cultivated": ("01",), "water": ("11",), "built": ("05", "06", "07", "08"), "roads": ("10",),
        }.items()
    }  # fmt: skip
    assert 0.40 < share["cultivated"] < 0.75
    assert share["water"] > 0.06
    assert 0.10 < share["built"] < 0.35
    assert share["roads"] > 0.04


def test_permanent_basic_farmland_is_cultivated_parcels(district: District) -> None:
    basic, parcels = district.tables["basic_farmland"], district.tables["farmland"]
    assert all(code.startswith("01") for code in basic.columns["DLBM"])
    known = set(shapely.to_wkb(parcels.geometry).tolist())
    assert all(wkb in known for wkb in shapely.to_wkb(basic.geometry).tolist())
    cultivated = parcels.columns["TBMJ"][[code.startswith("01") for code in parcels.columns["DLBM"]]].sum()
    assert 0.4 < basic.columns["TBMJ"].sum() / cultivated < 0.9


def test_the_plane_and_back() -> None:
    points = shapely.points(np.random.default_rng(1).uniform(-9000, 9000, (50, 2)))
    back = shapely.get_coordinates(to_plane(to_lonlat(points)))
    assert np.abs(back - shapely.get_coordinates(points)).max() < 1e-6


def test_the_plane_has_the_scale_of_the_ellipsoid() -> None:
    square = to_lonlat(shapely.box(-500, -500, 500, 500))
    assert ellipsoid_areas(np.array([square], dtype=object))[0] == pytest.approx(1e6, rel=2e-6)
