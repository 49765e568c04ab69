"""Special accounts: ground once, farmland in it, change patches by code."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from test_stock import box, parcels, villages

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.ledger.ground import LedgerGround
from gengdi_plugin.core.ledger.rows import ALL, SpecialRow, special_rows, unit_names
from gengdi_plugin.core.ledger.special import special
from gengdi_plugin.core.table import FeatureTable, feature_table


def zones(*shapes: shapely.Polygon) -> FeatureTable:
    return feature_table(shapes, {"zone_no": [str(n) for n in range(len(shapes))]}, name="zones")


def made(
    farmland: FeatureTable, own: dict[str, FeatureTable], patches: FeatureTable | None = None
) -> list[SpecialRow]:
    units = villages()
    found = special(LedgerGround(farmland, units, threads=1), own, patches)
    return special_rows(found, unit_names(units))


def area(*shapes: shapely.Polygon) -> float:
    return float(ellipsoid_areas(np.array([shapely.union_all(shapes)], dtype=object))[0])


def of(rows: list[SpecialRow], role: str, code: str = "", kind: str = "") -> SpecialRow:
    return next(
        r for r in rows if r.role == role and r.unit.code == code and (not kind or r.unit.kind == kind)
    )


def test_overlapping_features_count_their_ground_once() -> None:
    one, other = box(0, 0, 2, 2), box(1, 1, 3, 3)
    farmland = parcels([box(0, 0, 6, 4)], ["0101"])
    rows = made(farmland, {"basic_farmland": zones(one, other)})
    whole = of(rows, "basic_farmland", kind=ALL)
    assert whole.area_m2 == pytest.approx(area(one, other), rel=1e-6)
    assert whole.features == 2
    villages_sum = sum(row.area_m2 for row in rows if row.unit.kind == "village")
    assert villages_sum == pytest.approx(of(rows, "basic_farmland", "330211").area_m2, abs=0.01)


def test_farmland_in_an_account_is_its_class_01_ground_once() -> None:
    zone = box(0, 0, 4, 2)
    farmland = parcels([box(0, 0, 1, 2), box(0.5, 0, 1.5, 2), box(2, 0, 4, 2)], ["0101", "0102", "0201"])
    rows = made(farmland, {"grain_zone": zones(zone)})
    whole = of(rows, "grain_zone", kind=ALL)
    assert whole.farmland_m2 == pytest.approx(area(box(0, 0, 1.5, 2)), rel=1e-6)
    assert of(rows, "grain_zone", "330211001002").farmland_m2 == 0
    assert whole.patches is None


def test_change_patches_are_counted_by_code_and_unit() -> None:
    zone = box(0, 0, 4, 2)
    patches = feature_table(
        [box(0, 0, 0.1, 0.1), box(2, 0, 2.2, 0.1), box(5, 0, 5.1, 0.1)],
        {
            "code": ["yellow", "green", "yellow"],
            "unit_code": ["330211001001", "330211001002", "330211002001"],
        },
    )
    rows = made(parcels([zone], ["0101"]), {"high_standard": zones(zone)}, patches)
    whole = of(rows, "high_standard", kind=ALL)
    assert whole.patches is not None
    assert {code: count for code, (count, _) in whole.patches.items()} == {"yellow": 1, "green": 1}
    own = of(rows, "high_standard", "330211001002").patches
    assert own == {"green": (1, pytest.approx(area(box(2, 0, 2.2, 0.1)), rel=1e-6))}


def test_a_patch_that_only_touches_an_account_is_not_in_it() -> None:
    patches = feature_table([box(4, 0, 5, 1)], {"code": ["yellow"], "unit_code": ["330211002001"]})
    rows = made(parcels([box(0, 0, 1, 1)], ["0101"]), {"reclaimed": zones(box(3, 0, 4, 1))}, patches)
    assert of(rows, "reclaimed", kind=ALL).patches == {}


def test_accounts_that_are_not_bound_have_no_rows() -> None:
    rows = made(parcels([box(0, 0, 1, 1)], ["0101"]), {"basic_farmland": zones(box(0, 0, 1, 1))})
    assert {row.role for row in rows} == {"basic_farmland"}
