"""Provisional rows of the patch table: what a live verdict would make of a patch, and whether it differs."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from ...core.screening.result import EVIDENCE_FIELDS, ScreeningResult
from ...store.review import PatchRow
from ...store.runs import implied_event

if TYPE_CHECKING:
    from ...core.table import FeatureTable

#: Figures within this are the same figure (m², and shares times that many m²).
_SAME_M2 = 0.01

#: What a verdict says of a patch: every field of :class:`PatchRow` that comes from the latest screening.
_OF_VERDICT = (
    "reason", "sentence", "explanation", "unit_code", "unit_name", "change_type", "change_kind", "channel",
    "before_on", "after_on", "scope", "area_m2", "approved_m2", "approved_share", "sliver_m2", "uncovered_m2",
    "cultivated_m2", "uncovered_cultivated_m2", "basic_m2", "uncovered_basic_m2", "unauthorised_basic_m2",
    "best_doc_no", "holds_until", "below_minimum", "source_uscc", "source_distance_m", "patch_no",
)  # fmt: skip

#: Told in words of their own: a difference in these alone is none.
_WORDS = ("sentence", "explanation", "unit_name")
_TEXTS = ("patch_no", "reason", "sentence", "unit_code", "unit_name", "change_type")
_NUMBERS = tuple(name for name in _OF_VERDICT if name.endswith(("_m2", "_distance_m")))


@dataclass(frozen=True)
class LiveVerdict:
    """What a live screening said of the patch ``row`` of the session (as row ``at`` of ``result``)."""

    row: int
    at: int
    result: ScreeningResult

    @property
    def shape(self) -> object:
        """The patch, EPSG:4490; None where it has no geometry."""
        return self.result.patches.geometry[self.at]

    def value(self, field: str) -> Any:
        """A column of the result, as Python's own."""
        value = self.result.patches.column(field)[self.at]
        return value.item() if hasattr(value, "item") else value

    def evidence(self) -> list[dict[str, Any]]:
        """The evidence as ``store.review.evidence_rows`` tells it, without geometry."""
        table: FeatureTable = self.result.evidence
        found = (table.column("row") == self.at).nonzero()[0].tolist()
        return [
            {name: table.column(name)[k] for name in EVIDENCE_FIELDS}
            | {"counts": bool(table.column("counts")[k])}
            for k in found
        ]  # fmt: skip


def verdicts(result: ScreeningResult, rows: list[int]) -> dict[int, LiveVerdict]:
    """The verdicts of a screening of ``rows``."""
    return {row: LiveVerdict(row, at, result) for at, row in enumerate(rows)}


def provisional(saved: PatchRow | None, uid: str, live: LiveVerdict) -> PatchRow:
    """``saved`` as a run recorded now would leave it: where a person has decided, the colour stays. Without
    ``saved`` a patch that no run has seen yet, called ``uid``."""
    values: dict[str, Any] = {name: live.value(name) for name in _OF_VERDICT}
    values.update((name, values[name] or "") for name in _TEXTS)
    if values["below_minimum"] is not None:
        values["below_minimum"] = bool(values["below_minimum"])
    if values["explanation"] is not None and not isinstance(values["explanation"], str):
        values["explanation"] = json.dumps(values["explanation"], ensure_ascii=False, default=str)
    doubtful = (values["uncovered_basic_m2"], values["unauthorised_basic_m2"])
    values["doubt_basic_m2"] = sum(value or 0.0 for value in doubtful)
    values["screened"] = live.value("code")
    bounds = getattr(live.shape, "bounds", None)
    values["bbox"] = tuple(bounds) if bounds else None
    if saved is None:
        empty: dict[str, Any] = {field.name: None for field in fields(PatchRow)}
        empty.update(id=-1, uid=uid, state="", overdue=False, spatial_code=live.value("spatial_code") or "")
        return PatchRow(**{**empty, **values, "code": values["screened"]})
    event = implied_event(saved.state, saved.screened or None, values["screened"])
    return replace(saved, **values, code=values["screened"] if event else saved.code)


def differs(saved: PatchRow, live: PatchRow) -> bool:
    """Whether the verdict of ``live`` is another one than that of ``saved``."""
    if saved.screened != live.screened:
        return True
    for name in _OF_VERDICT:
        one, other = getattr(saved, name), getattr(live, name)
        if name in _WORDS or one == other:
            continue
        if name == "approved_share":  # said by approved_m2 and area_m2
            continue
        if name in _NUMBERS and one is not None and other is not None and abs(one - other) <= _SAME_M2:
            continue
        if (one or None) != (other or None):
            return True
    return False
