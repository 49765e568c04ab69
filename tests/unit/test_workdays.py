"""Working days: the laws of counting, and days everybody remembers."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core import workdays
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.workdays import add_workdays, default_calendar, load_calendar, workdays_between

DAYS = st.dates(dt.date(2018, 6, 1), dt.date(2028, 6, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2024-10-07", False),  # last day of the national holiday, a Monday
        ("2024-10-12", True),  # a Saturday made up for it
        ("2025-01-26", True),  # a Sunday made up before the spring festival
        ("2025-01-28", False),  # the eve
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-11-30", True),
        ("2026-11-29", False),
    ],
)
def test_known_days(text: str, works: bool) -> None:
    assert default_calendar().is_workday(day(text)) is works


def test_the_table_has_every_year_with_its_source() -> None:
    with Path(workdays._FILE).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["day"][:4] for row in rows} == {str(year) for year in range(2019, 2027)}
    assert all(row["source"] and row["certainty"] and row["name"] for row in rows)
    assert len({row["day"] for row in rows}) == len(rows)
    for row in rows:
        if row["kind"] == "makeup":
            assert day(row["day"]).weekday() >= 5, "only weekends are made up on"


def test_ten_working_days_over_the_national_holiday() -> None:
    # 2024-10-08 … 12 are five working days (the 12th is made up), 14 … 18 five more
    assert add_workdays(day("2024-09-30"), 10) == day("2024-10-18")


@given(DAYS, st.integers(0, 400))
def test_as_many_days_lie_between_as_were_added(start: dt.date, n: int) -> None:
    end = add_workdays(start, n)
    assert workdays_between(start, end) == n
    assert workdays_between(end, start) == -n
    assert n == 0 or default_calendar().is_workday(end)


@given(DAYS, st.integers(0, 100), st.integers(0, 100))
def test_adding_goes_on_where_it_ended(start: dt.date, first: int, more: int) -> None:
    assert add_workdays(add_workdays(start, first), more) == add_workdays(start, first + more)


@given(DAYS, DAYS)
def test_counting_agrees_with_looking_at_every_day(one: dt.date, other: dt.date) -> None:
    first, last = min(one, other), max(one, other)
    slow = sum(
        default_calendar().is_workday(first + dt.timedelta(days=more))
        for more in range(1, (last - first).days + 1)
    )
    assert workdays_between(first, last) == slow


def test_fewer_than_no_days_are_refused() -> None:
    with pytest.raises(ValueError):
        add_workdays(day("2026-11-30"), -1)


def test_a_year_nobody_knows_has_weekends_only_and_that_is_said() -> None:
    calendar = default_calendar()
    assert calendar.is_workday(day("2027-10-01"))
    assert calendar.unknown_years(day("2026-12-01"), day("2027-02-01")) == [2027]
    assert "2027" in calendar.notice(day("2026-12-01"), day("2027-02-01"))
    assert calendar.notice(day("2026-01-01"), day("2026-12-01")) == ""


def test_an_office_adds_a_year_and_corrects_a_day(tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_text("day,kind\n2027-10-01,holiday\n2027/10/9,补班\n2026-10-01,makeup\n", encoding="utf-8-sig")
    calendar = load_calendar([file])
    assert not calendar.is_workday(day("2027-10-01"))
    assert calendar.is_workday(day("2027-10-09"))
    assert calendar.is_workday(day("2026-10-01"))
    assert 2027 in calendar.years


@pytest.mark.parametrize("line", ["2027-13-01,holiday", "2027-10-01,off", ",holiday"])
def test_a_calendar_that_cannot_be_read_is_refused_by_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(f"day,kind\n2027-10-02,holiday\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        load_calendar([file])
    with pytest.raises(InputError, match="cannot be read"):
        load_calendar([tmp_path / "absent.csv"])
