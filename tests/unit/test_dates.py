"""Dates as bureaus write them (public contract, rule 11)."""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.dates import is_blank, parse_date, parse_dates, unreadable
from gengdi_plugin.core.roles import FIRST_DAY, LAST_DAY

DAY = dt.date(2024, 6, 15)
any_day = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(9999, 12, 31))
kinds = st.sampled_from([FIRST_DAY, LAST_DAY])


@pytest.mark.parametrize(
    "value",
    [
        "20240615", "2024-06-15", "2024/6/15", "2024.6.15", "2024年6月15日", "2024年06月15号", "2024 6 15",
        "2024年 6月 15日", "２０２４年６月１５日", "　2024-06-15　", " 20240615\t", "２０２４０６１５",
        "2024-6-15 ",
        "2024-06-15T00:00:00", "2024-06-15T08:30:00.123Z", "2024-06-15 08:30:00+08:00",
        "2024/06/15 00:00:00+08",
        "2024/6/15 8:30", "2024-06-15 08时30分", "2024年6月15日 8:30", "20240615083000", "202406150830",
        "20240615.0", "20240615.00", "2.0240615e+07", "2.0240615E7", 20240615, 20240615.0, np.int64(20240615),
        np.float64(20240615), 45458, 45458.0, 45458.75, "45458", "45458.0", "45458.5", np.int32(45458),
        DAY, dt.datetime(2024, 6, 15, 23, 59), np.datetime64("2024-06-15"), np.datetime64("2024-06-15T23:00"),
        "2024-06-15\0\0",
    ],
)  # fmt: skip
def test_a_whole_day_is_that_day_in_every_field(value: object) -> None:
    assert parse_date(value, FIRST_DAY) == DAY
    assert parse_date(value, LAST_DAY) == DAY


@pytest.mark.parametrize(
    "value",
    ["2024年6月", "2024年06月份", "2024-06", "2024-6", "2024/06", "2024.6", "2024.06", "202406",
    "２０２４年６月",
     202406, 202406.0, "202406.0", "20240600", 20240600],
)  # fmt: skip
def test_a_month_is_its_first_or_last_day(value: object) -> None:
    assert parse_date(value, FIRST_DAY) == dt.date(2024, 6, 1)
    assert parse_date(value, LAST_DAY) == dt.date(2024, 6, 30)


@pytest.mark.parametrize("value", ["2024", "2024年", "2024年度", 2024, 2024.0, "2024.0", " 2024 ", "202400"])
def test_a_year_is_its_first_or_last_day(value: object) -> None:
    assert parse_date(value, FIRST_DAY) == dt.date(2024, 1, 1)
    assert parse_date(value, LAST_DAY) == dt.date(2024, 12, 31)


@pytest.mark.parametrize(
    "value",
    ["20240631", "2024-13-01", "2024-02-30", "20241301", "202413", "2023年2月29日", 20230229, "长期",
    "两年", "abc",
     "15/06/2024", "240615", "20241", 20241, 2024.5, 99999, "99999", "1899-12-30", "0001-01-01", "3024",
     "-2024",
     "２０２４年十三月", "2024615", "2024-06-15x", "20240615 - 20240701", "123456789", "20240615250000", -5,
     float("inf"), "1e400", "①"],
)  # fmt: skip
def test_nonsense_is_no_date_and_is_counted(value: object) -> None:
    assert parse_date(value, FIRST_DAY) is None
    assert parse_date(value, LAST_DAY) is None
    days = parse_dates([value], FIRST_DAY)
    assert unreadable([value], days).tolist() == [True]


@pytest.mark.parametrize(
    "value", [None, "", "  ", "　", "-", "/", "无", "NULL", 0, 0.0, float("nan"), "0", np.datetime64("NaT")]
)
def test_a_blank_is_no_date_and_is_not_counted(value: object) -> None:
    days = parse_dates([value], LAST_DAY)
    assert np.isnat(days[0])
    assert is_blank(value)
    assert not unreadable([value], days).any()


def test_true_is_not_the_first_day_of_anything() -> None:
    assert parse_date(True, FIRST_DAY) is None
    assert parse_date(np.bool_(True), FIRST_DAY) is None


def test_the_end_of_databases_is_a_date() -> None:
    assert parse_date("9999-12-31", LAST_DAY) == dt.date(9999, 12, 31)
    assert parse_date("99991231", LAST_DAY) == dt.date(9999, 12, 31)


def test_a_column_keeps_its_length_and_order() -> None:
    values = np.array(["2024年6月", None, 45458, "x", "2024年6月"], dtype=object)
    days = parse_dates(values, LAST_DAY)
    assert days.dtype == np.dtype("datetime64[D]")
    assert days[[0, 2, 4]].astype(str).tolist() == ["2024-06-30", "2024-06-15", "2024-06-30"]
    assert np.isnat(days[[1, 3]]).all()
    assert unreadable(values, days).tolist() == [False, False, False, True, False]
    assert len(parse_dates([], FIRST_DAY)) == 0


def test_equal_values_of_different_types_do_not_share_their_reading() -> None:
    assert np.isnat(parse_dates([1.0, True, 1], FIRST_DAY)).all()
    assert parse_dates([2024, "2024"], LAST_DAY).astype(str).tolist() == ["2024-12-31"] * 2


@given(any_day, kinds)
def test_every_way_of_writing_a_day_reads_back(day: dt.date, kind: str) -> None:
    year, month, number = day.year, day.month, day.day
    for text in (
        day.isoformat(),
        f"{year:04}{month:02}{number:02}",
        f"{year}/{month}/{number}",
        f"{year}.{month}.{number}",
        f"{year}年{month}月{number}日",
        f"{day.isoformat()}T12:00:00",
    ):
        assert parse_date(text, kind) == day
    assert parse_date(float(f"{year:04}{month:02}{number:02}"), kind) == day


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_ends_where_the_calendar_says(year: int, month: int) -> None:
    for text in (f"{year}{month:02}", f"{year}-{month:02}", f"{year}年{month}月"):
        assert parse_date(text, FIRST_DAY) == dt.date(year, month, 1)
        assert parse_date(text, LAST_DAY) == dt.date(year, month, calendar.monthrange(year, month)[1])


@given(st.dates(min_value=dt.date(1960, 1, 1), max_value=dt.date(2099, 12, 31)), st.floats(0, 0.999))
def test_serials_count_days_as_spreadsheets_do(day: dt.date, clock: float) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert parse_date(serial, FIRST_DAY) == day
    assert parse_date(str(serial), LAST_DAY) == day
    assert parse_date(serial + clock, FIRST_DAY) == day


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.binary()), kinds)
def test_nothing_breaks_the_reader(value: object, kind: str) -> None:
    day = parse_date(value, kind)
    assert day is None or dt.date(1900, 1, 1) <= day <= dt.date(9999, 12, 31)


@given(st.text(alphabet="0123456789年月日-/. :T", max_size=20))
def test_the_first_day_never_lies_after_the_last(text: str) -> None:
    first, last = parse_date(text, FIRST_DAY), parse_date(text, LAST_DAY)
    assert (first is None) == (last is None)
    assert first is None or last is None or first <= last
