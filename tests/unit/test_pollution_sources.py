"""Enterprises, permits and outlets become sources: nothing is lost, nothing is joined twice."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.compact import CompactTable
from gengdi_plugin.core.pollution_sources import Permit, Sources, join_sources
from gengdi_plugin.core.table import object_array

ONE, TWO = "91330211MA281AB123", "91330211MA281AB456"
NAN = float("nan")


def table(rows: list[dict[str, object]], boxes: list[tuple[float, ...]] | None = None) -> CompactTable:
    names = sorted({name for row in rows for name in row})
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        if name == "valid_to":
            columns[name] = np.array([value or "NaT" for value in values], dtype="datetime64[D]")
        else:
            columns[name] = object_array(values)
    count = len(rows)
    none = np.zeros(count, dtype=np.int64)
    bounds = np.array(boxes if boxes is not None else [(NAN,) * 4] * count, dtype=float).reshape(count, 4)
    return CompactTable(
        np.empty(0, dtype=np.uint8), none, none, bounds, columns, np.arange(count) + 1, none.astype(bool)
    )


def join(
    enterprises: list[dict[str, object]] = (),  # type: ignore[assignment]
    permits: list[dict[str, object]] = (),  # type: ignore[assignment]
    outlets: list[dict[str, object]] = (),  # type: ignore[assignment]
) -> Sources:
    given = (("outlet", "o", outlets), ("permit", "p", permits), ("enterprise", "e", enterprises))
    return join_sources([(role, layer, table(list(rows))) for role, layer, rows in given if rows])


def test_what_has_one_credit_code_is_one_source_however_it_is_written() -> None:
    found = join(
        [
            {"uscc": ONE, "name": "甲厂", "street": "东街"},
            {"uscc": f" {ONE.lower()} ", "name": "", "street": ""},
        ],
        [{"permit_no": ONE + "001P", "uscc": ONE, "valid_to": "2026-05-01", "category": "key"}],
        [{"permit_no": ONE + "001p"}, {"permit_no": ONE + "001P"}],
    )
    (source,) = found.rows
    assert (source.key, source.name, source.street, source.category) == (ONE, "甲厂", "东街", "key")
    assert source.permits == (Permit(ONE + "001P", dt.date(2026, 5, 1)),)
    assert source.outlets == 2 and found.stray_outlets == 0
    assert sorted(source.features) == [("e", 1), ("e", 2), ("o", 1), ("o", 2), ("p", 1)]


def test_a_permit_without_a_code_comes_by_the_signs_its_number_begins_with() -> None:
    found = join([{"uscc": ONE, "name": "甲厂"}], [{"permit_no": ONE + "001P"}, {"permit_no": TWO + "001P"}])
    by_name = {one.name: one for one in found.rows}
    assert len(by_name[""].permits) == len(by_name["甲厂"].permits) == 1
    assert by_name["甲厂"].permits[0].number == ONE + "001P"
    assert by_name[""].uscc == "", "no credit code is made of a number that nobody knows"


def test_a_permit_runs_to_its_latest_day_and_a_source_to_the_first_of_its_permits() -> None:
    found = join(
        permits=[
            {"permit_no": "A", "uscc": ONE, "valid_to": "2024-01-31"},
            {"permit_no": "A", "uscc": ONE, "valid_to": "2029-01-31"},
            {"permit_no": "B", "uscc": ONE, "valid_to": "2027-06-30"},
            {"permit_no": "C", "uscc": ONE},
        ]
    )
    (source,) = found.rows
    assert source.valid_to == dt.date(2027, 6, 30)
    assert not source.expired(dt.date(2027, 6, 30)) and source.expired(dt.date(2027, 7, 1))


def test_without_a_day_nothing_is_expired() -> None:
    (source,) = join([{"uscc": ONE}]).rows
    assert source.valid_to is None and not source.expired(dt.date(9999, 1, 1))


def test_outlets_of_no_permit_are_counted_and_make_no_source() -> None:
    found = join([{"uscc": ONE}], outlets=[{"permit_no": "X"}, {"permit_no": None}])
    assert len(found.rows) == 1 and found.stray_outlets == 2


def test_enterprises_without_a_code_stay_apart() -> None:
    found = join([{"uscc": None, "name": "甲"}, {"uscc": "", "name": "乙"}])
    assert [one.name for one in found.rows] == sorted(["甲", "乙"]) and len(
        {one.key for one in found.rows}
    ) == 2


def test_the_place_of_a_source_holds_all_that_has_a_place() -> None:
    tables = [
        ("enterprise", "e", table([{"uscc": ONE}], [(1.0, 2.0, 1.0, 2.0)])),
        ("permit", "p", table([{"permit_no": "A", "uscc": ONE}] * 2, [(0.0, 1.0, 3.0, 4.0), (NAN,) * 4])),
    ]
    assert join_sources(tables).rows[0].bbox == (0.0, 1.0, 3.0, 4.0)


CODES = st.sampled_from([ONE, TWO, "", None])
ROWS = st.lists(st.fixed_dictionaries({"uscc": CODES, "permit_no": st.sampled_from(["A", "B", ONE + "001P", ""])}), max_size=8)  # fmt: skip # noqa: E501


@given(ROWS, ROWS, ROWS)
@settings(max_examples=60, deadline=None)
def test_every_feature_is_of_one_source_or_a_stray_outlet(
    enterprises: list[dict[str, object]], permits: list[dict[str, object]], outlets: list[dict[str, object]]
) -> None:
    found = join(enterprises, permits, outlets)
    features = [feature for one in found.rows for feature in one.features]
    assert len(set(features)) == len(features)
    assert len(features) + found.stray_outlets == len(enterprises) + len(permits) + len(outlets)
    codes = [one.uscc for one in found.rows if one.uscc]
    assert len(set(codes)) == len(codes), "one source for a code"
    numbers = [(one.key, permit.number) for one in found.rows for permit in one.permits]
    assert len(set(numbers)) == len(numbers)
