"""The Chinese working-day calendar: statutory holidays and make-up days (调休) as data, never as code.

A year of which the files know no day has weekends only, and :meth:`Calendar.unknown_years` says which ones
those are. Offices add a year with a file of the same columns (``day, kind, name, source, certainty``).
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .dates import parse_date
from .errors import InputError
from .i18n import tr
from .roles import FIRST_DAY

_FILE = Path(__file__).parent / "data" / "workdays_cn.csv"

_ONE = dt.timedelta(days=1)
_HOLIDAY, _MAKEUP = "holiday", "makeup"
_KINDS = {
    **dict.fromkeys((_HOLIDAY, "假日", "放假", "休"), _HOLIDAY),
    **dict.fromkeys((_MAKEUP, "调休", "上班", "补班", "班"), _MAKEUP),
}
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """``holidays``: days off, weekends among them or not; ``makeups``: weekend days on which people work;
    ``years``: those whose holidays are known."""

    holidays: frozenset[dt.date] = frozenset()
    makeups: frozenset[dt.date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: dt.date) -> bool:
        """Whether people work on ``day``."""
        return day in self.makeups or (day.weekday() < _SATURDAY and day not in self.holidays)

    def add_workdays(self, day: dt.date, n: int) -> dt.date:
        """The ``n``-th working day after ``day``; ``day`` itself for 0. ValueError when ``n`` is negative."""
        if n < 0:
            raise ValueError("a number of working days from 0")
        for _ in range(n):
            day += _ONE
            while not self.is_workday(day):
                day += _ONE
        return day

    def workdays_between(self, first: dt.date, last: dt.date) -> int:
        """How many working days lie after ``first`` up to and with ``last``; negative the other way round."""
        if last < first:
            return -self.workdays_between(last, first)
        days = (last - first).days
        weeks, rest = divmod(days, 7)
        count = 5 * weeks + sum(
            (first + dt.timedelta(days=7 * weeks + more)).weekday() < _SATURDAY for more in range(1, rest + 1)
        )
        count -= sum(first < day <= last and day.weekday() < _SATURDAY for day in self.holidays)
        return count + sum(first < day <= last and day.weekday() >= _SATURDAY for day in self.makeups)

    def unknown_years(self, first: dt.date, last: dt.date) -> list[int]:
        """The years from ``first`` to ``last`` of which only the weekends are known."""
        return [year for year in range(first.year, last.year + 1) if year not in self.years]

    def notice(self, first: dt.date, last: dt.date) -> str:
        """A sentence about the years that are not known; "" when all are."""
        unknown = self.unknown_years(first, last)
        if not unknown:
            return ""
        return tr(
            "The holidays and make-up days of {years} are not known, so weekends only were left out: add the "
            "year with a file workdays_cn.csv beside the workspace."
        ).format(years=tr(", ").join(map(str, unknown)))


@lru_cache(maxsize=1)
def default_calendar() -> Calendar:
    """The calendar that comes with the plugin (2019–2026)."""
    return load_calendar()


def load_calendar(added: Iterable[Path] = ()) -> Calendar:
    """The plugin's calendar with the files ``added``; a day in a later file replaces that of an earlier one.

    Raises InputError naming file and line when a day or kind cannot be read.
    """
    kinds: dict[dt.date, str] = {}
    for path in (_FILE, *added):
        kinds.update(_read(Path(path)))
    return Calendar(
        frozenset(day for day, kind in kinds.items() if kind == _HOLIDAY),
        frozenset(day for day, kind in kinds.items() if kind == _MAKEUP and day.weekday() >= _SATURDAY),
        frozenset(day.year for day in kinds),
    )


def _read(path: Path) -> dict[dt.date, str]:
    found = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), 2):
                day = parse_date((row.get("day") or "").strip(), FIRST_DAY)
                kind = _KINDS.get((row.get("kind") or "").strip())
                if day is None or kind is None:
                    raise InputError(
                        tr(
                            "{file}, line {line}: every line needs a day like 2027-02-06 in column day, and "
                            "holiday or makeup in column kind."
                        ).format(file=path, line=number)
                    )
                found[day] = kind
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            tr("The calendar {file} cannot be read ({reason}): it is a CSV file in UTF-8.").format(
                file=path, reason=error
            )
        ) from error
    return found


def add_workdays(day: dt.date, n: int, calendar: Calendar | None = None) -> dt.date:
    """The ``n``-th working day after ``day`` in the plugin's calendar or ``calendar``."""
    return (calendar or default_calendar()).add_workdays(day, n)


def workdays_between(first: dt.date, last: dt.date, calendar: Calendar | None = None) -> int:
    """How many working days lie after ``first`` up to and with ``last``."""
    return (calendar or default_calendar()).workdays_between(first, last)
