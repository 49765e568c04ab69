"""What rectifying would do to the towns' ratios, out of the workspace and as a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.case_figures import unit_of
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.what_if import (
    Effect,
    Occupation,
    RatioRules,
    TownChange,
    effects,
    enough,
    ratio_rules,
    simulate,
    unlawful_cultivated,
)
from . import sql
from .units import UnitNames
from .workspace import Workspace

#: Fields of ``gengdi:whatif``: first one row per town, then one per pending patch.
WHAT_IF_FIELDS = (
    "kind", "town_code", "town_name", "patch_no", "patch_uid", "chosen", "unlawful_m2", "occupied_m2",
    "ratio_before", "ratio_after", "ratio_drop", "over_before", "over_after",
)  # fmt: skip

_PENDING = ("audited_red", "rectifying", "rectified", "returned")

_PATCHES = """
SELECT p.uid, p.patch_no, p.unit_code, p.after_on, s.state, s.unlawful_m2, s.unlawful_from, v.change_kind,
    v.cultivated_m2, v.uncovered_cultivated_m2, v.unauthorised_basic_m2, v.screened_at
FROM patch p
LEFT JOIN patch_state s ON s.patch_uid = p.uid
JOIN verdict v ON v.id = (
    SELECT w.id FROM verdict w WHERE w.patch_uid = p.uid AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
WHERE p.deleted_at IS NULL AND coalesce(s.state, '') NOT IN ('split', 'merged')
"""


@dataclass(frozen=True)
class WhatIf:
    """The patches of new construction of ``year``, the rules they are counted by, and the years there are.
    ``names``: town code -> name."""

    year: str
    years: tuple[str, ...]
    occupations: tuple[Occupation, ...]
    rules: RatioRules
    names: dict[str, str]

    def effects(self) -> list[Effect]:
        """The pending patches by their effect on their town's ratio."""
        return effects(self.occupations, self.rules)

    def enough(self) -> list[str]:
        """The fewest pending patches (uids) that bring every town below the threshold."""
        return enough(self.occupations, self.rules)

    def simulate(self, chosen: Collection[str] = ()) -> list[TownChange]:
        """Every town's ratio before and after the patches ``chosen`` (uids) are rectified."""
        return simulate(self.occupations, self.rules, chosen)


def what_if(ws: Workspace, year: str = "") -> WhatIf:
    """What the ratios of ``year`` (of the later image, else of the screening) are made of; the latest year
    by default. A patch never screened is in none; a reopened case weighs when it is confirmed again."""
    rules = ratio_rules()
    rows = [row for row in sql.dicts(ws.db.execute(_PATCHES)) if row["change_kind"] in rules.kinds]
    years = sorted({_year(row) for row in rows} - {""}, reverse=True)
    chosen = year or (years[0] if years else "")
    found = tuple(_occupation(row) for row in rows if _year(row) == chosen)
    names = UnitNames(ws)
    towns = {one.town for one in found}
    return WhatIf(chosen, tuple(years), found, rules, {town: names.name(town) for town in towns})


def _year(row: dict[str, Any]) -> str:
    return (row["after_on"] or row["screened_at"] or "")[:4]


def _occupation(row: dict[str, Any]) -> Occupation:
    state = row["state"] or ""
    decided = state in (*_PENDING, "accepted") and row["unlawful_m2"] is not None
    area = unlawful_cultivated(
        row["cultivated_m2"],
        row["uncovered_cultivated_m2"],
        row["unauthorised_basic_m2"],
        row["unlawful_m2"],
        row["unlawful_from"] or "",
    )
    return Occupation(
        row["uid"],
        row["patch_no"] or "",
        unit_of(row["unit_code"] or "", "town"),
        row["cultivated_m2"] or 0.0,
        area if decided else 0.0,
        state == "accepted",
    )


def uids_of(found: WhatIf, numbers: Sequence[str]) -> list[str]:
    """The uids of pending patches by their numbers; InputError naming those that are not among them."""
    pending: dict[str, list[str]] = {}
    for one in found.occupations:
        if one.pending:
            pending.setdefault(one.patch_no, []).append(one.patch_uid)
    unknown = [number for number in numbers if number not in pending]
    if unknown:
        raise InputError(
            tr(
                "PATCHES: {numbers} are no pending patches of new construction of {year}: choose among those "
                "confirmed unlawful and not accepted yet."
            ).format(numbers=tr(", ").join(unknown), year=found.year or tr("any year"))
        )
    return [uid for number in numbers for uid in pending[number]]


def what_if_rows(found: WhatIf, chosen: Collection[str] = ()) -> list[tuple[Any, ...]]:
    """Towns, then pending patches by their effect, in the order of :data:`WHAT_IF_FIELDS`."""
    rows: list[tuple[Any, ...]] = []
    for change in found.simulate(chosen):
        before, after = change.before, change.after
        drop = None if before.ratio is None else before.ratio - (after.ratio or 0.0)
        rows.append(
            (
                "town", before.town, found.names.get(before.town, ""), None, None, None, before.unlawful_m2,
                before.occupied_m2, before.ratio, after.ratio, drop, before.over, after.over,
            )
        )  # fmt: skip
    for effect in found.effects():
        one = effect.occupation
        rows.append(
            (
                "patch", one.town, found.names.get(one.town, ""), one.patch_no, one.patch_uid,
                one.patch_uid in chosen, one.unlawful_m2, one.cultivated_m2, effect.before.ratio,
                effect.after.ratio, effect.drop, effect.before.over, effect.after.over,
            )
        )  # fmt: skip
    return rows
