"""Dates as bureaus write them: whole days, months, years, numbers of a spreadsheet.

Public contract, rule 11. What a value means is decided by its shape alone, never by its neighbours:

* 8 digits ``20240615``; with a time behind them 12 or 14 digits. ``20240600`` is June 2024.
* 6 digits are year and month, ``202406``. A 6-digit spreadsheet serial would lie after 2173: none.
* 5 digits are a spreadsheet serial (days since 1899-12-30) from 21916 (1960-01-01) to 73050
  (2099-12-31). Smaller ones could be a year with a one-digit month (``20241``): they are not guessed.
* 4 digits are a year from 1900 to 2100.
* Full dates go from 1900 to 9999: ``9999-12-31`` is how databases write "no end". The zero dates of
  databases and spreadsheets (0001-01-01, 1899-12-30) lie before 1900 and are no dates.
* ``2024-06-15 08:00+08:00``: the day as it is written; no time zone is applied.

A month or a year stands for its last day in a ``LAST_DAY`` field (after_on, valid_to) and for its
first day in a ``FIRST_DAY`` field (before_on, approved_on, valid_from).
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .roles import LAST_DAY

DateArray = npt.NDArray[np.datetime64]

_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(21916, 73051)
_FIRST_YEAR, _LAST_YEAR, _LAST_NUMERIC_YEAR = 1900, 9999, 2100

#: Ways in which people write "there is none"; not counted as unreadable.
_BLANKS = frozenset(
    ("", "-", "--", "—", "——", "/", "\\", "0", "无", "空", "null", "<null>", "none", "nan", "nat")
)

_NUMBER = re.compile(r"[+]?(\d+(?:\.\d*)?(?:e\+?\d+)?)", re.IGNORECASE)
_TIME = (
    r"(?:[T\s]*(?:\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?|\d{1,2}时(?:\d{1,2}分(?:\d{1,2}秒)?)?)"
    r"\s*(?:[ap]m)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?)?"
)
_WRITTEN = re.compile(
    r"(\d{4})(?:"
    r"\s*年\s*(?:度|(\d{1,2})\s*月?\s*(?:份|(\d{1,2})\s*[日号]?)?)?"  # 2024年 2024年6月 2024年6月15日
    r"|\s*[-/.\s]\s*(\d{1,2})(?:\s*[-/.\s]\s*(\d{1,2}))?"  # 2024-06 2024/6/15 2024.6.15
    r")" + _TIME,
    re.IGNORECASE,
)


def parse_date(value: object, kind: str) -> dt.date | None:
    """The day that ``value`` means in a field of ``kind`` (``FIRST_DAY`` or ``LAST_DAY``).

    ``value``: text, number, ``date``, ``datetime`` or ``datetime64``; anything that is no date gives None.
    """
    if isinstance(value, dt.datetime):
        return _checked(value.date())
    if isinstance(value, dt.date):
        return _checked(value)
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else parse_date(str(value.astype("datetime64[D]")), kind)
    if isinstance(value, (bool, np.bool_)) or value is None:
        return None
    if isinstance(value, (int, float, np.integer, np.floating)):
        return _from_number(float(value), kind)
    return _from_text(str(value), kind)


def parse_dates(values: Sequence[object] | npt.NDArray[np.object_], kind: str) -> DateArray:
    """``values`` as ``datetime64[D]`` of the same length; NaT where :func:`parse_date` gives None."""
    known: dict[object, np.datetime64] = {}
    days = np.empty(len(values), dtype="datetime64[D]")
    for row, value in enumerate(values):
        key = (type(value), value)  # 1 and True, 0.0 and "0" are not the same thing here
        day = known.get(key)
        if day is None:
            day = known[key] = np.datetime64(parse_date(value, kind), "D")
        days[row] = day
    return days


def unreadable(values: Sequence[object] | npt.NDArray[np.object_], days: DateArray) -> npt.NDArray[np.bool_]:
    """Where ``values`` hold something that says a date and could not be read (``days`` is NaT there)."""
    return np.fromiter(
        (bool(missing) and not is_blank(value) for value, missing in zip(values, np.isnat(days))),
        dtype=bool,
        count=len(values),
    )


def is_blank(value: object) -> bool:
    """Whether ``value`` says that there is no date: None, NaN, NaT, blanks, a dash, 无, zero."""
    if value is None or (isinstance(value, np.datetime64) and np.isnat(value)):
        return True
    if isinstance(value, (int, float, np.integer, np.floating)):
        return value == 0 or math.isnan(value)
    return _plain(str(value)).casefold() in _BLANKS


def _plain(text: str) -> str:
    """Half-width, without surrounding blanks and the NUL bytes some drivers leave behind."""
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n\0\u200b\ufeff")


def _from_text(text: str, kind: str) -> dt.date | None:
    plain = _plain(text)
    if not plain.isascii() or not plain.isdigit():
        written = _WRITTEN.fullmatch(plain)
        if written:
            year, month, day, month2, day2 = written.groups()
            return _period(int(year), int(month or month2 or 0), int(day or day2 or 0), kind)
        number = _NUMBER.fullmatch(plain)
        return _from_number(float(number.group(1)), kind) if number else None
    if len(plain) in (12, 14):
        return _from_number(float(plain[:8]), kind) if _is_clock(plain[8:]) else None
    return _from_number(float(plain), kind) if len(plain) <= 8 else None


def _is_clock(digits: str) -> bool:
    return int(digits[:2]) < 24 and all(int(digits[at : at + 2]) < 60 for at in range(2, len(digits), 2))


def _from_number(number: float, kind: str) -> dt.date | None:
    if not math.isfinite(number) or number < 0:
        return None
    whole = int(number)
    if whole in _SERIALS:  # a serial may carry the time of day behind the point
        return _SERIAL_ZERO + dt.timedelta(days=whole)
    if whole != number:
        return None
    if whole >= 10_000_000:
        return _period(whole // 10_000, whole // 100 % 100, whole % 100, kind)
    year, month = divmod(whole, 100) if whole >= 100_000 else (whole, 0)
    return _period(year, month, 0, kind) if year <= _LAST_NUMERIC_YEAR else None


def _period(year: int, month: int, day: int, kind: str) -> dt.date | None:
    """The day, or the first or last day of the month (``day`` 0) or year (``month`` 0 too)."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR or month > 12 or (day and not month):
        return None
    first, last = (month, month) if month else (1, 12)
    if kind == LAST_DAY:
        month, end = last, calendar.monthrange(year, last)[1]
    else:
        month, end = first, 1
    try:
        return dt.date(year, month, day or end)
    except ValueError:
        return None


def _checked(day: dt.date) -> dt.date | None:
    return day if day.year >= _FIRST_YEAR else None
