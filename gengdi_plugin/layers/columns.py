"""Raw attribute values of a layer as canonical columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QTime

from ..core.binding import Binding
from ..core.compact import Coded, Column
from ..core.dates import parse_dates, unreadable
from ..core.distinct import Distinct, DistinctBuilder, NumberBuilder
from ..core.i18n import tr
from ..core.roles import NUMBER, ROLES, TEXT
from ..core.table import object_array
from ..core.values import READERS, approval_types, class_codes, map_text, text_of
from .compat import is_null

Columns = dict[str, Column]
Builder = Union[DistinctBuilder, NumberBuilder]

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


def builders(binding: Binding) -> dict[str, Builder]:
    """Canonical field -> what collects its raw values, for every field that ``binding`` maps."""
    kinds = ROLES[binding.role].fields
    return {name: NumberBuilder() if kinds[name] == NUMBER else DistinctBuilder() for name in binding.fields}


def canonical_columns(
    binding: Binding,
    raw: Mapping[str, Builder],
    count: int,
    layer_type: str | None,
    numeric: set[str],
    layer: str,
) -> tuple[Columns, list[str]]:
    """Every canonical field of the binding's role as a column of ``count`` rows, and what could not be read.

    ``raw``: canonical field -> its raw values, collected. ``numeric``: those whose own field is a number.
    ``layer_type``: the approval type of rows that say none.
    """
    columns: Columns = {}
    notices: list[str] = []
    for name, kind in ROLES[binding.role].fields.items():
        builder = raw.get(name)
        if kind == NUMBER:
            columns[name] = builder.finish() if isinstance(builder, NumberBuilder) else np.full(count, np.nan)
            continue
        values = builder.finish() if isinstance(builder, DistinctBuilder) else None
        if kind == TEXT:
            columns[name] = _texts(name, values, count, name in numeric)
        else:
            columns[name], notice = _dates(values, kind, count, layer, binding.fields.get(name, name))
            notices += notice
    if "approval_type" in columns:
        rights = columns.get("right_type", _empty(count))
        columns["approval_type"] = _approval_types(columns["approval_type"], layer_type, rights)
    for name, value in (("channel", binding.channel), ("as_of", binding.as_of)):
        if value and name in columns:
            columns[name] = _filled(columns[name], value)
    return columns, notices


def _empty(count: int) -> Coded:
    return Coded(np.full(count, -1, dtype=np.int32), object_array([]))


def _texts(name: str, values: Distinct | None, count: int, numeric: bool) -> Coded:
    if values is None:
        return _empty(count)
    texts = object_array(map(text_of, values.values))
    if name == "class_code":
        texts = class_codes(texts, numeric)
    elif name in READERS:
        texts = map_text(texts, READERS[name])
    return values.mapped(texts)


def _dates(
    values: Distinct | None, kind: str, count: int, layer: str, own: str
) -> tuple[npt.NDArray[Any], list[str]]:
    if values is None:
        return np.full(count, np.datetime64("NaT", "D")), []
    days = parse_dates(values.values, kind)
    bad = np.flatnonzero(unreadable(values.values, days))
    column = days[values.codes]
    if not len(bad):
        return column, []
    notice = tr("Layer “{layer}”, field “{field}”: {count} values are no dates (first: {value}).")
    rows = int(np.isin(values.codes, bad).sum())
    return column, [notice.format(layer=layer, field=own, count=rows, value=values.values[bad[0]])]


def _approval_types(types: Column, layer_type: str | None, rights: Column) -> Coded:
    """Each pair of a row's own type and its 权利类型 is read once."""
    if not isinstance(types, Coded) or not isinstance(rights, Coded):
        raise TypeError("approval_type and right_type are text columns")
    width = len(rights.words) + 1
    pairs, codes = np.unique(
        (types.codes.astype(np.int64) + 1) * width + rights.codes + 1, return_inverse=True
    )
    own = Coded((pairs // width - 1).astype(np.int32), types.words).array()
    right = Coded((pairs % width - 1).astype(np.int32), rights.words).array()
    read = approval_types(own, layer_type, right)
    return Distinct(codes.reshape(-1).astype(np.int32), []).mapped(read.tolist())


def _filled(values: Column, default: str) -> Coded:
    if not isinstance(values, Coded):
        raise TypeError("only a text column can be filled")
    words = object_array([*values.words, default])
    codes = np.where(values.codes < 0, len(words) - 1, values.codes).astype(np.int32)
    return Distinct(codes, []).mapped(words.tolist())
