"""From a row's values to what stands in a cell, on paper and in files for programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Union

from ..core.vocabulary import word
from .forms import Column, Line
from .privacy import mask_numbers, mask_person

#: What a cell holds: text, a number, or nothing.
CellValue = Union[str, float, int, None]

#: 1 亩 = 2000/3 m².
_MU_PER_M2 = Decimal(3) / Decimal(2000)
_DECIMALS = {"area": 2, "mu": 2, "share": 4, "degree": 6}

_FIGURES = {"area": "{:,.2f}", "mu": "{:,.2f}", "share": "{:.2%}", "degree": "{:.6f}"}


def cell(column: Column, row: Mapping[str, Any], index: int) -> CellValue:
    """The value of ``column`` in ``row``; ``index`` counts the rows from 1. None: nothing to say."""
    if column.kind == "index":
        return index
    if column.kind == "blank":
        return None
    if column.kind in _DECIMALS:
        return measured(column.kind, row.get(column.fields[0]))
    if column.kind == "count":
        value = row.get(column.fields[0])
        return None if value is None else int(value)
    if column.kind == "flag":
        value = row.get(column.fields[0])
        return None if value is None else int(bool(value))
    if column.kind == "stack":
        lines = [_line(line, row.get(line.field)) for line in column.lines]
        return "\n".join(line for line in lines if line) or None
    texts = [_text(column, row.get(field)) for field in column.fields]
    return " ".join(dict.fromkeys(text for text in texts if text)) or None


def measured(kind: str, value: Any) -> float | None:
    """A figure rounded half up (四舍五入): m² and 亩 to 0.01, shares to 0.0001, degrees to 0.000001.

    ``value``: m², 0–1, or degrees.
    """
    if value is None or not math.isfinite(float(value)):
        return None
    exact = Decimal(repr(float(value)))
    if kind == "mu":
        exact *= _MU_PER_M2
    return float(exact.quantize(Decimal(1).scaleb(-_DECIMALS[kind]), ROUND_HALF_UP))


def total(column: Column, rows: list[Mapping[str, Any]]) -> float | None:
    """The sum of a column: of the rounded m² that the rows show, 亩 converted from that sum; of counts.

    None when no row has a figure.
    """
    if column.kind == "count":
        counts = [int(value) for value in (row.get(column.fields[0]) for row in rows) if value is not None]
        return sum(counts) if counts else None
    shown = [measured("area", row.get(column.fields[0])) for row in rows]
    given = [Decimal(repr(value)) for value in shown if value is not None]
    if not given:
        return None
    return measured(column.kind, float(sum(given)))


def _line(line: Line, value: Any) -> str:
    if line.kind in _DECIMALS:
        figure = measured(line.kind, value)
        text = "" if figure is None else _FIGURES[line.kind].format(figure)
    else:
        text = _text(line, value)
    return f"{line.label}：{text}" if line.label else text


def _text(column: Column | Line, value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    if column.kind == "word":
        return _word(column, text)
    if column.kind == "date":
        return text[:10]
    if column.kind == "person":
        return mask_person(text)
    return mask_numbers(text) if column.kind == "note" else text


def _word(column: Column | Line, key: str) -> str:
    if isinstance(column.words, dict):
        shown = column.words.get(key, key)
    else:
        shown = word(str(column.words), key, "zh")
    return f"{shown}({key})" if column.show_key and shown != key else shown
