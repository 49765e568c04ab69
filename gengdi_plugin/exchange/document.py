"""One list as a document: what every renderer (xlsx, csv, gpkg, shp) writes, decided once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ..store.listing import ListData
from .cells import CellValue, cell, total
from .foot import FootSection, foot_sections
from .forms import Column, Form
from .rows import enriched_rows


@dataclass(frozen=True)
class Group:
    """The rows of one town with their subtotal (one value per paper column, None = none)."""

    name: str
    rows: tuple[dict[str, Any], ...]
    first_index: int
    totals: tuple[CellValue, ...]


@dataclass(frozen=True)
class Document:
    """A filled form. ``unit``: who it is for; ``day``: date on the form; ``totals`` over all rows;
    ``marking``: 内部, 涉密 …, "" for none."""

    form: Form
    unit: str
    day: date
    groups: tuple[Group, ...]
    totals: tuple[CellValue, ...]
    foot: tuple[FootSection, ...]
    marking: str = ""

    @property
    def count(self) -> int:
        """How many patches the list holds."""
        return sum(len(group.rows) for group in self.groups)

    def indexed_rows(self) -> list[tuple[int, dict[str, Any]]]:
        """All rows with their running number."""
        return [
            (group.first_index + place, row) for group in self.groups for place, row in enumerate(group.rows)
        ]

    def values(self, columns: tuple[Column, ...]) -> list[list[CellValue]]:
        """The cells of all rows for ``columns``."""
        return [[cell(column, row, index) for column in columns] for index, row in self.indexed_rows()]


def build_document(form: Form, data: ListData, day: date, marking: str = "") -> Document:
    """Fill ``form`` with ``data``; the rows keep their order, which is by town."""
    rows = enriched_rows(data)
    groups, index = [], 1
    for _, members in groupby(rows, key=lambda row: row.get(form.group_by)):
        own = tuple(members)
        groups.append(Group(_group_name(form, own[0]), own, index, _totals(form, own)))
        index += len(own)
    unit = data.unit_name or data.unit or ""
    totals, foot = _totals(form, tuple(rows)), foot_sections(form, data)
    return Document(form, unit, day, tuple(groups), totals, foot, marking)


def _group_name(form: Form, row: Mapping[str, Any]) -> str:
    return str(row.get(form.group_name) or row.get(form.group_by) or form.group_unknown)


def _totals(form: Form, rows: tuple[dict[str, Any], ...]) -> tuple[CellValue, ...]:
    return tuple(total(column, list(rows)) if column.sum else None for column in form.paper_columns)
