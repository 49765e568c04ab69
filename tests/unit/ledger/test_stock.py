"""The stock: villages add up to their town, classes to the total, and every figure is ground."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.ledger.ground import LedgerGround
from gengdi_plugin.core.ledger.rows import (
    ALL,
    EVERY_CLASS,
    NO_CLASS,
    OUTSIDE,
    REST,
    UNSTATED,
    StockRow,
    first_level,
    stock_rows,
    unit_names,
)
from gengdi_plugin.core.ledger.stock import Stock, stock
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.core.table import FeatureTable, feature_table

WEST, SOUTH, STEP = 121.6, 29.9, 0.01
CLASSES = ("0101", "0102", "0103", "0201", "05H1", "0601", "1104", None)


def box(x0: float, y0: float, x1: float, y1: float) -> shapely.Polygon:
    """A rectangle in steps of about a kilometre."""
    return shapely.box(WEST + STEP * x0, SOUTH + STEP * y0, WEST + STEP * x1, SOUTH + STEP * y1)


def villages(*more: tuple[shapely.Polygon, str, str]) -> FeatureTable:
    """Two villages of one town and one of another side by side, 4 steps high."""
    units = [
        (box(0, 0, 2, 4), "330211001001", "甲村"),
        (box(2, 0, 4, 4), "330211001002", "乙村"),
        (box(4, 0, 6, 4), "330211002001", "丙村"),
        *more,
    ]
    shapes, codes, names = zip(*units)
    return feature_table(shapes, {"unit_code": codes, "unit_name": names}, name="units")


def parcels(shapes: list, classes: list, **more: list) -> FeatureTable:
    columns = {"class_code": classes, **more}
    for name in ("area_m2", "net_area_m2"):
        columns[name] = np.array(more.get(name, [np.nan] * len(shapes)), dtype=float)
    return feature_table(shapes, columns, name="DLTB")


def made(farmland: FeatureTable, units: FeatureTable | None) -> tuple[Stock, list[StockRow]]:
    found = stock(LedgerGround(farmland, units, threads=1))
    return found, stock_rows(found, unit_names(units))


def total_of(rows: list[StockRow], code: str, kind: str = "") -> StockRow:
    return next(
        row for row in rows
        if row.unit.code == code and row.class_code == EVERY_CLASS and (not kind or row.unit.kind == kind)
    )  # fmt: skip


@st.composite
def grounds(draw: st.DrawFn) -> FeatureTable:
    """Rectangles in and around the villages, also over their boundaries and over each other."""
    corner = st.integers(-2, 13).map(lambda n: n / 2)
    shapes, classes, stated = [], [], []
    for _ in range(draw(st.integers(1, 8))):
        x, y = draw(corner), draw(corner)
        shapes.append(
            box(x, y, x + draw(st.sampled_from([0.3, 0.5, 1, 2.5])), y + draw(st.sampled_from([0.4, 1])))
        )
        classes.append(draw(st.sampled_from(CLASSES)))
        stated.append(draw(st.sampled_from([math.nan, 1000.0, 250_000.0])))
    return parcels(shapes, classes, area_m2=stated)


@settings(max_examples=60, deadline=None)
@given(grounds())
def test_units_and_classes_add_up_and_overlap_is_what_the_union_lacks(farmland: FeatureTable) -> None:
    found, rows = made(farmland, villages())
    whole = total_of(rows, "", ALL)
    assert whole.area_m2 == pytest.approx(ellipsoid_areas(farmland.geometry).sum(), abs=0.01)
    assert whole.parcels == len(farmland)
    for place, unit in enumerate(dict.fromkeys(row.unit for row in rows)):
        own = [row for row in rows if row.unit == unit]
        first = [row for row in own if len(row.class_code) == 2 or row.class_code == NO_CLASS]
        assert math.fsum(row.area_m2 for row in first) == pytest.approx(own[0].area_m2, abs=0.01)
        assert sum(row.parcels for row in first) == own[0].parcels
        farm = {row.class_code: row.area_m2 for row in own}
        assert farm["0101"] + farm["0102"] + farm["0103"] == pytest.approx(farm["01"], abs=0.01)
        below = [row for row in rows if row.unit.parent == place and row.class_code == EVERY_CLASS]
        if below:
            assert math.fsum(row.area_m2 for row in below) == pytest.approx(own[0].area_m2, abs=0.01)
            assert sum(row.parcels for row in below) == own[0].parcels
    union = ellipsoid_areas(np.array([shapely.union_all(farmland.geometry)], dtype=object))[0]
    assert found.total_m2 - found.overlap_m2 == pytest.approx(union, rel=1e-6)
    stated = np.nansum(farmland.column("area_m2"))
    assert (whole.stated_m2 or 0.0) == pytest.approx(stated, rel=1e-9)


def test_a_parcel_over_a_boundary_is_parted_and_counted_once() -> None:
    farmland = parcels([box(1, 1, 4.5, 2)], ["0101"], area_m2=[700.0])
    _, rows = made(farmland, villages())
    one, two, three = (total_of(rows, f"33021100{n}") for n in ("1001", "1002", "2001"))
    whole = total_of(rows, "330211")
    assert one.area_m2 / whole.area_m2 == pytest.approx(1 / 3.5, rel=1e-3)
    assert (one.parcels, two.parcels, three.parcels) == (0, 1, 0)
    assert two.stated_m2 == pytest.approx(400.0, rel=1e-3)
    assert total_of(rows, "330211001").area_m2 == pytest.approx(one.area_m2 + two.area_m2, abs=0.01)


def test_ground_outside_every_unit_has_its_own_row() -> None:
    _, rows = made(parcels([box(5, 1, 7, 2)], ["0102"]), villages())
    outside = total_of(rows, "", OUTSIDE)
    assert outside.area_m2 == pytest.approx(total_of(rows, "", ALL).area_m2 / 2, rel=1e-3)


def test_ground_of_a_town_in_none_of_its_villages_is_the_towns() -> None:
    units = villages((box(0, 0, 4, 6), "330211001", "镇"))
    _, rows = made(parcels([box(1, 3, 2, 5)], ["0101"]), units)
    town, rest = total_of(rows, "330211001", "town"), total_of(rows, "330211001", REST)
    assert town.unit.name == "镇"
    assert rest.area_m2 + total_of(rows, "330211001001").area_m2 == pytest.approx(town.area_m2, abs=0.01)
    assert not any(row.unit.kind == OUTSIDE for row in rows)


def test_ground_of_two_villages_is_counted_in_the_lower_code_and_said() -> None:
    units = villages((box(1, 0, 2, 4), "330211001009", "重村"))
    found, rows = made(parcels([box(1, 1, 2, 2)], ["0101"]), units)
    assert found.doubled_m2 == pytest.approx(found.total_m2, rel=1e-6)
    assert total_of(rows, "330211001001").area_m2 == pytest.approx(found.total_m2)


def test_without_units_a_parcel_lies_where_it_says() -> None:
    farmland = parcels(
        [box(0, 0, 1, 1), box(1, 0, 2, 1)], ["0101", "0103"],
        unit_code=["3302110010010000000", None],
    )  # fmt: skip
    found, rows = made(farmland, None)
    assert not found.by_overlay
    assert total_of(rows, "330211001001").parcels == 1
    assert total_of(rows, "", UNSTATED).parcels == 1


def test_the_difference_to_what_parcels_state_is_of_those_that_state_it() -> None:
    farmland = parcels([box(0, 0, 1, 1), box(1, 0, 2, 1)], ["0101", "0101"], area_m2=[5000.0, math.nan])
    _, rows = made(farmland, villages())
    whole = total_of(rows, "", ALL)
    assert whole.stated_m2 == 5000.0
    assert whole.difference_m2 == pytest.approx(5000.0 - whole.area_m2 / 2, rel=1e-3)
    assert whole.net_m2 is None


def test_parcels_without_ground_are_told() -> None:
    found, _ = made(parcels([box(0, 0, 1, 1), None], ["0101", "0101"]), villages())
    assert (found.parcels, found.unmeasured) == (2, 1)
    assert any("DLTB" in line for line in found.log)


def test_the_first_level_leaves_classes_of_four_digits_out_but_those_of_farmland() -> None:
    _, rows = made(parcels([box(0, 0, 1, 1), box(1, 0, 2, 1)], ["05H1", None]), villages())
    classes = [row.class_code for row in first_level(rows) if row.unit.kind == ALL]
    assert classes == [EVERY_CLASS, "01", "0101", "0102", "0103", "05", NO_CLASS]
    assert "05H1" in {row.class_code for row in rows}


def test_an_empty_layer_has_an_empty_account() -> None:
    found, rows = made(parcels([], []), villages())
    assert found.cells == ()
    assert total_of(rows, "", ALL).area_m2 == 0


def test_summing_up_the_stock_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        stock(LedgerGround(parcels([box(0, 0, 1, 1)], ["0101"]), None), Watch(cancelled=lambda: True))
