"""One stored verdict beside its recomputation: which fields differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.rules import RuleSet
from ..core.screening.result import ScreeningResult
from ..core.screening.verdict import Findings, below_minimum, codes, reasons, scopes
from ..core.sentences import explanation_of, sentence
from ..core.table import object_array
from .exactness import equal
from .stored_run import Row, StoredVerdict

#: Output fields that are recomputed: not where the patch lies (its code never changes), nor the nearest
#: source (its layer is not kept).
FIELDS = (
    "code", "reason", "area_m2", "approved_m2", "approved_share", "sliver_m2", "uncovered_m2",
    "cultivated_m2", "uncovered_cultivated_m2", "basic_m2", "uncovered_basic_m2", "unauthorised_basic_m2",
    "grain_zone_m2", "high_standard_m2", "redline_m2", "agricultural_m2", "construction_m2", "unused_m2",
    "change_kind", "scope", "below_minimum", "best_doc_no", "holds_until",
)  # fmt: skip

#: Fields judged from figures at a threshold: figures equal within their exactness may fall on both sides.
_JUDGED = frozenset(("code", "reason", "scope", "below_minimum"))

_EVIDENCE = ("overlap_m2", "share", "counts", "why_not", "note", "valid_to")

_FINDINGS = (
    "area_m2", "approved_m2", "sliver_m2", "unauthorised_basic_m2", "uncovered_basic_m2",
    "uncovered_cultivated_m2",
)  # fmt: skip


@dataclass(frozen=True)
class Unlike:
    """A field of a verdict, or of a row that belongs to it, and its two values."""

    field: str
    stored: Any
    recomputed: Any


@dataclass(frozen=True)
class Parts:
    """The rows of a result's tables by patch row, found once for a whole group."""

    evidence: list[dict[str, Row]]
    remainders: list[list[float]]
    ground: list[dict[str, float]]

    @classmethod
    def of(cls, result: ScreeningResult) -> Parts:
        """The tables of ``result`` by row of its patches."""
        count = len(result.patches)
        found = cls([{} for _ in range(count)], [[] for _ in range(count)], [{} for _ in range(count)])
        table = result.evidence
        columns = {name: table.column(name).tolist() for name in ("row", "feature_id", *_EVIDENCE)}
        for k, row in enumerate(columns["row"]):
            found.evidence[row][columns["feature_id"][k]] = {name: columns[name][k] for name in _EVIDENCE}
        for row, m2 in zip(result.remainders.column("row"), result.remainders.column("area_m2")):
            found.remainders[row].append(m2)
        for row, kind, m2 in zip(*(result.ground.column(name) for name in ("row", "kind", "area_m2"))):
            found.ground[row][kind] = m2
        return found


def unlike(
    verdict: StoredVerdict, result: ScreeningResult, parts: Parts, row: int, exact: float
) -> list[Unlike]:
    """Every difference between ``verdict`` and row ``row`` of its recomputation, beyond ``exact`` m²."""
    stored, area = verdict.row, float(verdict.row["area_m2"] or 0.0)
    columns = result.patches.columns
    found = [
        Unlike(name, stored[name], columns[name][row])
        for name in FIELDS
        if not equal(name, _plain(stored[name]), _plain(columns[name][row]), exact, area)
    ]
    # the parts that an older version kept do not hold all that its figures were measured with
    if verdict.complete and stored["reason"] != "geometry_error":
        found += _explanation(stored, columns["explanation"][row], exact, area)
    for name, mine in (
        ("evidence", _evidence(verdict, parts.evidence[row], exact, area)),
        ("remainder", _remainders(verdict, parts.remainders[row], exact)),
        ("ground", _ground(verdict, parts.ground[row], exact)),
    ):
        found += [Unlike(f"{name}.{one.field}", one.stored, one.recomputed) for one in mine]
    if verdict.complete and stored["sentence"] not in (said := spoken(stored)):
        english = (stored["sentence"] or "")[:1].isascii()
        found.append(Unlike("sentence", stored["sentence"], said[1 if english else 0]))
    return found


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, (bool, np.bool_)) else value


def spoken(stored: Row) -> tuple[str, str]:
    """The sentences that the stored figures make, in Chinese and in English."""
    return sentence(stored, "zh"), sentence(stored, "en")


def _explanation(stored: Row, recomputed: Mapping[str, Any], exact: float, area: float) -> Iterator[Unlike]:
    kept = explanation_of(stored)
    for name in sorted(kept.keys() | recomputed.keys()):
        old, new = kept.get(name), recomputed.get(name)
        if name.endswith("_m2"):  # a figure of nothing is not kept
            old, new = old or 0.0, new or 0.0
        if isinstance(old, (list, dict)) or isinstance(new, (list, dict)):
            if (old or None) != (new or None):
                yield Unlike(name, old, new)
        elif not equal(name, old, new, exact, area):
            yield Unlike(name, old, new)


def _evidence(
    verdict: StoredVerdict, recomputed: Mapping[str, Row], exact: float, area: float
) -> Iterator[Unlike]:
    for row in verdict.evidence:
        again = recomputed.get(row["uid"])
        if again is None:
            yield Unlike("overlap_m2", row["overlap_m2"], None)
            continue
        for name in _EVIDENCE:
            if not equal(name, row[name] or None, _plain(again[name]) or None, exact, area):
                yield Unlike(name, row[name], again[name])


def _remainders(verdict: StoredVerdict, recomputed: Sequence[float], exact: float) -> Iterator[Unlike]:
    stored = sorted((row["area_m2"] or 0.0 for row in verdict.remainders), reverse=True)
    again = sorted(recomputed, reverse=True)
    if len(stored) != len(again):
        yield Unlike("count", len(stored), len(again))
        return
    for old, new in zip(stored, again):
        if not equal("area_m2", old, new, exact, 0.0):
            yield Unlike("area_m2", old, new)


def _ground(verdict: StoredVerdict, recomputed: Mapping[str, float], exact: float) -> Iterator[Unlike]:
    for row in verdict.ground:
        again = recomputed.get(row["kind"])
        if not equal("area_m2", row["area_m2"], again, exact, 0.0):
            yield Unlike(str(row["kind"]), row["area_m2"], again)


def at_a_threshold(verdict: StoredVerdict, differences: Sequence[Unlike], rules: RuleSet) -> bool:
    """Whether nothing differs but what is judged, and the stored figures are judged as it is stored: then
    the figures lie so near a threshold that their exactness decides."""
    if not all(one.field in _JUDGED for one in differences):
        return False
    stored = verdict.row
    rules = rules.for_unit(stored["unit_code"], str(verdict.judged("after_on") or "")[:10])
    reason = judged_again(verdict, rules)
    if (reason, codes(object_array([reason]))[0]) != (stored["reason"], stored["code"]):
        return False
    area = np.array([float(stored["area_m2"] or 0.0)])
    basic, cultivated, construction = (
        np.array([float(stored[name] or 0.0)]) for name in ("basic_m2", "cultivated_m2", "construction_m2")
    )
    scope = scopes(basic, cultivated, construction, area, rules)[0] == stored["scope"]
    small = below_minimum(object_array([stored["change_kind"]]), area, rules)[0]
    return bool((scope or stored["scope"] is None) and small == bool(stored["below_minimum"]))


def judged_again(verdict: StoredVerdict, rules: RuleSet) -> str:
    """The reason that follows from the stored figures alone."""
    stored, more = verdict.row, explanation_of(verdict.row)
    whys = [row["why_not"] for row in verdict.evidence if row["approval_type"] != "violation"]
    flags = {
        "failed": stored["area_m2"] is None,
        "reached": stored["reason"] != "inputs_missing",
        "counting": any(not why for why in whys),
        "overlapping": bool(whys),
        "to_verify": "use_to_verify" in whys,
    }
    numbers = {name: float(stored[name] or 0.0) for name in _FINDINGS}
    numbers["violation_m2"] = float(more.get("violation_m2") or 0.0)
    found = Findings(
        **{name: np.array([value]) for name, value in flags.items()},
        **{name: np.array([value]) for name, value in numbers.items()},
    )
    return str(reasons(found, rules)[0])
