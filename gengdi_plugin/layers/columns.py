"""Raw attribute values of a layer as canonical columns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt

from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QTime

from ..core.binding import Binding
from ..core.dates import parse_dates, unreadable
from ..core.i18n import tr
from ..core.roles import NUMBER, ROLES, TEXT
from ..core.table import ObjectArray, object_array
from ..core.values import READERS, approval_types, class_codes, map_text, number_of, text_of
from .compat import is_null

Columns = dict[str, npt.NDArray[Any]]

_PLAIN = (str, int, float)


def native(value: object) -> object:
    """A Qt value as Python's own: NULL is None, dates are ``date`` and ``datetime``, bytes are bytes."""
    if type(value) in _PLAIN:
        return value
    if is_null(value):
        return None
    if isinstance(value, QDate):
        return dt.date(value.year(), value.month(), value.day()) if 1 <= value.year() <= 9999 else None
    if isinstance(value, QDateTime):
        day, clock = value.date(), value.time()
        if not 1 <= day.year() <= 9999:
            return None
        return dt.datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), clock.second())
    if isinstance(value, QTime):
        return dt.time(value.hour(), value.minute(), value.second())
    if isinstance(value, QByteArray):
        return bytes(value.data())
    return value


def canonical_columns(
    binding: Binding,
    raw: dict[str, list[object]],
    count: int,
    layer_type: str | None,
    numeric: set[str],
    layer: str,
) -> tuple[Columns, list[str]]:
    """Every canonical field of the binding's role as a column of ``count`` rows, and what could not be read.

    ``raw``: canonical field -> attribute values as QGIS gives them. ``numeric``: those whose own field is a
    number. ``layer_type``: the approval type of rows that say none.
    """
    columns: Columns = {}
    notices: list[str] = []
    for name, kind in ROLES[binding.role].fields.items():
        values = [native(value) for value in raw[name]] if name in raw else None
        if kind == TEXT:
            columns[name] = _texts(name, values, count, name in numeric)
        elif kind == NUMBER:
            columns[name] = _numbers(values, count)
        else:
            columns[name], notice = _dates(values, kind, count, layer, binding.fields.get(name, name))
            notices += notice
    if "approval_type" in columns:
        rights = columns.get("right_type", object_array([None] * count))
        columns["approval_type"] = approval_types(columns["approval_type"], layer_type, rights)
    for name, value in (("channel", binding.channel), ("as_of", binding.as_of)):
        if value and name in columns:
            columns[name] = _filled(columns[name], value)
    return columns, notices


def _texts(name: str, values: list[object] | None, count: int, numeric: bool) -> ObjectArray:
    texts = object_array([None] * count if values is None else [text_of(value) for value in values])
    if name == "class_code":
        return class_codes(texts, numeric)
    return map_text(texts, READERS[name]) if name in READERS else texts


def _numbers(values: list[object] | None, count: int) -> npt.NDArray[np.float64]:
    if values is None:
        return np.full(count, np.nan)
    return np.fromiter((number_of(value) for value in values), dtype=np.float64, count=count)


def _dates(
    values: list[object] | None, kind: str, count: int, layer: str, own: str
) -> tuple[npt.NDArray[Any], list[str]]:
    if values is None:
        return np.full(count, np.datetime64("NaT", "D")), []
    days = parse_dates(values, kind)
    bad = np.flatnonzero(unreadable(values, days))
    if not len(bad):
        return days, []
    notice = tr("Layer “{layer}”, field “{field}”: {count} values are no dates (first: {value}).")
    return days, [notice.format(layer=layer, field=own, count=len(bad), value=values[bad[0]])]


def _filled(values: ObjectArray, default: str) -> ObjectArray:
    out = values.copy()
    out[out == None] = default  # noqa: E711 - elementwise comparison
    return out
