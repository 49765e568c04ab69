"""The accounts as rows: units from the county down to the village, and below each its classes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..responsibility import DIGITS, level_of_unit, unit_digits
from ..table import FeatureTable
from ..vocabulary import keys, word
from .special import SPECIAL_ROLES, Special, SpecialCell
from .stock import Cell, Stock

T = TypeVar("T")

#: Classes of farmland that always have a row.
FARMLAND_CLASSES = ("0101", "0102", "0103")

#: Kinds of rows beside the levels of units: everything; of a unit, what lies in none of its own units; in
#: no unit at all; of parcels that state no unit, where no layer of units is there.
ALL, REST, OUTSIDE, UNSTATED = "all", "rest", "outside", "unstated"

#: The class that stands for all of them, and the one of parcels that state none.
EVERY_CLASS, NO_CLASS = "all", "none"


@dataclass(frozen=True)
class Unit:
    """A row of the account before its classes. ``code``: '' where it is no unit; ``kind``: a level of units,
    :data:`ALL`, :data:`REST`, :data:`OUTSIDE` or :data:`UNSTATED`; ``name``: of a unit, its code where it
    has none; ``parent``: place of the unit above, -1 for none."""

    code: str
    kind: str
    name: str
    parent: int

    def word(self, language: str | None = None) -> str:
        """What the row is called."""
        return self.name or word("ledger_unit", self.kind, language)


@dataclass(frozen=True)
class StockRow:
    """Figures of a unit and class; ``difference_m2`` = stated - measured of the parcels that state an area;
    None where none does."""

    unit: Unit
    class_code: str
    parcels: int
    area_m2: float
    stated_m2: float | None
    difference_m2: float | None
    net_m2: float | None


@dataclass(frozen=True)
class SpecialRow:
    """Figures of an account in a unit; ``patches``: code -> how many change patches and m², None when no
    workspace was open."""

    unit: Unit
    role: str
    features: int
    area_m2: float
    farmland_m2: float
    patches: Mapping[str, tuple[int, float]] | None


def unit_names(units: FeatureTable | None) -> dict[str, str]:
    """The names of the units by code."""
    if units is None:
        return {}
    pairs = zip(units.column("unit_code"), units.column("unit_name"))
    return {unit_digits(str(code or "")): str(name or "") for code, name in pairs}


def units_of(codes: Iterable[str], names: Mapping[str, str], nowhere: str = OUTSIDE) -> list[Unit]:
    """The rows for ground with ``codes`` (finest units), each below the unit it belongs to. ``nowhere``: the
    kind of the row of ground in no unit, '' for no such row."""
    own = set(codes)
    wanted = sorted({code[:digits] for code in own for digits in DIGITS.values() if len(code) >= digits})
    rows, place = [Unit("", ALL, "", -1)], {"": 0}
    for code in wanted:  # a unit comes before those whose codes begin with its own
        parent = next(place[code[:n]] for n in (9, 6, 0) if n < len(code) and code[:n] in place)
        place[code] = len(rows)
        rows.append(Unit(code, level_of_unit(code), names.get(code) or code, parent))
        if code in own and any(len(other) > len(code) and other.startswith(code) for other in wanted):
            rows.append(Unit(code, REST, "", place[code]))
    if nowhere and "" in own:
        rows.append(Unit("", nowhere, "", 0))
    return rows


def _members(units: Sequence[Unit], by_code: Mapping[str, Sequence[T]]) -> Iterator[tuple[Unit, list[T]]]:
    """Each row with what lies in it of ``by_code`` (finest unit -> things)."""
    place = {(unit.code, unit.kind): at for at, unit in enumerate(units)}
    own: list[list[T]] = [[] for _ in units]
    for code, things in by_code.items():
        holders = [("", ALL), *((code[:digits], level) for level, digits in DIGITS.items())]
        holders += [(code, REST)] if code else [("", OUTSIDE), ("", UNSTATED)]
        for holder in dict.fromkeys(holders):
            if holder in place:
                own[place[holder]] += things
    return zip(units, own)


def stock_rows(found: Stock, names: Mapping[str, str]) -> list[StockRow]:
    """Every unit with its total, its classes of the first level, and those of four digits."""
    rows: list[StockRow] = []
    classes = _classes(found.cells)
    by_unit: dict[str, list[Cell]] = {}
    for cell in found.cells:
        by_unit.setdefault(cell.unit_code, []).append(cell)
    units = units_of(by_unit, names, OUTSIDE if found.by_overlay else UNSTATED)
    for unit, own in _members(units, by_unit):
        rows.append(_stock_row(unit, EVERY_CLASS, own))
        by_class: dict[str, list[Cell]] = {}
        for cell in own:
            by_class.setdefault(cell.class_code, []).append(cell)
        for name in classes:
            of_class = [cell for code, cells in by_class.items() if _is_of(code, name) for cell in cells]
            if of_class or name == "01" or name in FARMLAND_CLASSES:
                rows.append(_stock_row(unit, name, of_class))
    return rows


def first_level(rows: Iterable[StockRow]) -> list[StockRow]:
    """The rows without classes of four digits, but with those of farmland."""
    return [
        row
        for row in rows
        if len(row.class_code) <= 2 or row.class_code in (EVERY_CLASS, NO_CLASS, *FARMLAND_CLASSES)
    ]


def class_number(code: str) -> str:
    """The code of a class; '' where it stands for all classes or for none."""
    return "" if code in (EVERY_CLASS, NO_CLASS) else code


def _classes(cells: Iterable[Cell]) -> list[str]:
    stated = {cell.class_code for cell in cells}
    wanted = {code[:2] or NO_CLASS for code in stated} | {"01", *FARMLAND_CLASSES} | (stated - {""})
    return sorted(wanted, key=lambda code: (code == NO_CLASS, code))


def _is_of(class_code: str, name: str) -> bool:
    return not class_code if name == NO_CLASS else bool(class_code) and class_code.startswith(name)


def _stock_row(unit: Unit, class_code: str, cells: list[Cell]) -> StockRow:
    stated, stated_on = _sum(cells, "stated_m2"), _sum(cells, "stated_on_m2")
    known = stated_on > 0
    return StockRow(
        unit,
        class_code,
        sum(cell.parcels for cell in cells),
        _sum(cells, "area_m2"),
        stated if known else None,
        stated - stated_on if known else None,
        _sum(cells, "net_m2") if _sum(cells, "net_on_m2") > 0 else None,
    )


def _sum(cells: Iterable[Cell | SpecialCell], name: str) -> float:
    return math.fsum(getattr(cell, name) for cell in cells)


def class_word(code: str, language: str | None = None) -> str:
    """A class in words; its code where it has none."""
    return word("land_class", code, language) if code in keys("land_class") else code


def special_rows(found: Special, names: Mapping[str, str]) -> list[SpecialRow]:
    """Every account that is there, by unit."""
    rows: list[SpecialRow] = []
    for role in SPECIAL_ROLES:
        cells = [cell for cell in found.cells if cell.role == role]
        if role not in found.overlap_m2:
            continue
        nowhere = OUTSIDE if found.by_overlay else ""
        by_unit: dict[str, list[SpecialCell]] = {}
        for cell in cells:
            by_unit.setdefault(cell.unit_code, []).append(cell)
        for unit, own in _members(units_of(by_unit, names, nowhere), by_unit):
            patches = _patches(own) if found.with_patches else None
            features = sum(cell.features for cell in own)
            row = SpecialRow(unit, role, features, _sum(own, "area_m2"), _sum(own, "farmland_m2"), patches)
            rows.append(row)
    return rows


def _patches(cells: Iterable[SpecialCell]) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    for cell in cells:
        for code, (count, area) in cell.patches.items():
            before = found.get(code, (0, 0.0))
            found[code] = (before[0] + count, before[1] + area)
    return found
