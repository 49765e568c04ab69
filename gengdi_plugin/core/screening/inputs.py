"""What goes into a screening: the layers of one run as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..dates import parse_dates
from ..roles import ROLES
from ..table import Array, FeatureTable

ZONE_ROLES = ("grain_zone", "high_standard", "ecological_redline")


@dataclass(frozen=True)
class ScreeningInputs:
    """The layers of one run as tables; None = not given, an empty table = given and empty.

    ``approvals``: one table per layer; ``zones``: role (``grain_zone``, ``high_standard``,
    ``ecological_redline``) -> table; ``sources``: enterprise and permit tables (any geometry).
    """

    patches: FeatureTable
    approvals: list[FeatureTable] | None = None
    farmland: FeatureTable | None = None
    basic_farmland: FeatureTable | None = None
    zones: Mapping[str, FeatureTable] = field(default_factory=dict)
    violations: FeatureTable | None = None
    units: FeatureTable | None = None
    sources: list[FeatureTable] | None = None

    def given(self) -> tuple[str, ...]:
        """Names of the inputs that were given, in the order of ``basis``."""
        present = {
            "approvals": self.approvals,
            "farmland": self.farmland,
            "basic_farmland": self.basic_farmland,
            **{role: self.zones.get(role) for role in ZONE_ROLES},
            "violations": self.violations,
            "units": self.units,
            "sources": self.sources,
        }
        return tuple(
            name
            for name, value in present.items()
            if not (value is None or (isinstance(value, list) and not value))
        )

    def layers(self) -> list[tuple[str, FeatureTable]]:
        """Every table with its role."""
        single = {
            "farmland": self.farmland,
            "basic_farmland": self.basic_farmland,
            **dict(self.zones),
            "violation": self.violations,
            "admin_unit": self.units,
        }
        return [
            ("change_patch", self.patches),
            *(("approval", table) for table in self.approvals or []),
            *((role, table) for role, table in single.items() if table is not None),
            *(("source", table) for table in self.sources or []),
        ]


def stack(tables: list[FeatureTable]) -> FeatureTable:
    """Tables below each other; a column that one of them lacks is None there."""
    if len(tables) == 1:
        return tables[0]
    names = sorted({name for table in tables for name in table.columns})
    empty = np.empty(0, dtype=object)

    def join(parts: list[Array]) -> Array:
        if not parts:
            return empty
        kinds = {part.dtype.kind for part in parts if len(part)}
        return np.concatenate(parts if len(kinds) == 1 else [part.astype(object) for part in parts])

    return FeatureTable(
        join([t.geometry for t in tables]),
        {name: join([t.column(name) for t in tables]) for name in names},
        join([t.ids for t in tables]),
    )


def dates(table: FeatureTable, role: str, name: str) -> Array:
    """Column ``name`` as ``datetime64[D]``, parsed leniently when it is not one yet."""
    values = table.column(name)
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]")
    parsed: Array = parse_dates(values, ROLES[role].fields[name])
    return parsed
