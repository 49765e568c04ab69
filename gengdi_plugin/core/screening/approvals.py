"""Which approval counts for which patch, and why not (public contract §3.1, rules 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..rules import RuleSet
from ..table import Array, FeatureTable
from .inputs import dates
from .spare import SpareRoom

BoolArray = npt.NDArray[np.bool_]
DateArray = npt.NDArray[np.datetime64]

#: Reasons why an approval does not count, in the order in which they are tested.
WHY_NOT = (
    "revoked", "pending", "after_image", "date_missing", "expired", "not_a_proof", "use_to_verify",
    "incompatible_use",
)  # fmt: skip

#: The notes of a pair, joined, by the sum of 1, 2 and 4 for those that hold.
_EACH = ("term_assumed", "date_unknown", "between_images")
_NOTES = np.array(
    [",".join(note for bit, note in enumerate(_EACH) if held & 1 << bit) for held in range(8)], dtype=object
)


@dataclass(frozen=True)
class Judged:
    """One row per pair of patch and approval. ``why_not`` '' = it counts; ``end`` = end of term,
    given or assumed (NaT: none)."""

    why_not: npt.NDArray[np.object_]
    note: npt.NDArray[np.object_]
    authorises_basic: BoolArray
    end: DateArray

    @property
    def counts(self) -> BoolArray:
        counting: BoolArray = self.why_not == ""
        return counting


@dataclass(frozen=True)
class ApprovalFacts:
    """What the rule needs of each approval, and of each patch, as arrays."""

    approved: DateArray
    start: DateArray
    end: DateArray
    assumed: BoolArray
    revoked: BoolArray
    pending: BoolArray
    types: npt.NDArray[np.object_]
    before: DateArray
    after: DateArray
    change: npt.NDArray[np.object_]
    room: SpareRoom = field(default_factory=SpareRoom, compare=False, repr=False)

    def of_patches(self, rows: npt.NDArray[np.int64]) -> ApprovalFacts:
        """The same for the patches ``rows`` only, in that order."""
        return replace(self, before=self.before[rows], after=self.after[rows], change=self.change[rows])

    def put(self, index: int, one: ApprovalFacts) -> ApprovalFacts:
        """With the facts of the only approval in ``one`` at ``index``, or behind all when there is none."""
        names = ("approved", "start", "end", "assumed", "revoked", "pending", "types")
        if index == len(self.types):
            add = self.room.appended
            grown: dict[str, Any] = {n: add(n, getattr(self, n), getattr(one, n)) for n in names}
            return replace(self, **grown)
        for name in names:
            getattr(self, name)[index] = getattr(one, name)[0]
        return self


def approval_facts(approvals: FeatureTable, patches: FeatureTable, rules: RuleSet) -> ApprovalFacts:
    """Read dates, status and types of the approvals and dates and types of the patches once."""
    types = np.array([value or "unknown" for value in approvals.column("approval_type")], dtype=object)
    approved = dates(approvals, "approval", "approved_on")
    end = dates(approvals, "approval", "valid_to")
    term = {kind: rules.approval(kind).assumed_term_years or 0 for kind in set(types)}
    years = np.array([term[kind] for kind in types], dtype=int)
    assumed = np.isnat(end) & (years > 0) & ~np.isnat(approved)
    status = [str(value or "").casefold() for value in approvals.column("status")]
    words = rules.document["approval_status"]
    return ApprovalFacts(
        approved=approved,
        start=dates(approvals, "approval", "valid_from"),
        end=np.where(assumed, plus_years(approved, years), end),
        assumed=assumed,
        revoked=_contains(status, words["revoked"]),
        pending=_contains(status, words["pending"]),
        types=types,
        before=dates(patches, "change_patch", "before_on"),
        after=dates(patches, "change_patch", "after_on"),
        change=patches.column("change_type"),
    )


def _contains(texts: list[str], words: list[str]) -> BoolArray:
    folded = [word.casefold() for word in words]
    said = {text: any(word in text for word in folded) for text in set(texts)}
    return np.array([said[text] for text in texts], dtype=bool)


def plus_years(days: DateArray, years: npt.NDArray[np.int_]) -> DateArray:
    """The same day ``years`` later (29 February becomes 28 February)."""
    months = days.astype("datetime64[M]")
    offset = days - months.astype("datetime64[D]")
    target = months + (12 * years).astype("timedelta64[M]")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.asarray(np.minimum(target.astype("datetime64[D]") + offset, last))


def judge(facts: ApprovalFacts, patch: Array, approval: Array, rules: RuleSet) -> Judged:
    """Judge the pairs ``patch[i]`` x ``approval[i]`` (row indices)."""
    approved, end = facts.approved[approval], facts.end[approval]
    start, after = facts.start[approval], facts.after[patch]
    types, change = facts.types[approval], facts.change[patch]
    proof, counts, verify, authorises, needs_date, in_term = _table(types, change, rules).T
    undated = needs_date & np.isnat(approved) & np.isnat(end)
    tests = (
        facts.revoked[approval],
        facts.pending[approval],
        approved > after,
        undated,
        (end < after) | (start > after),
        ~proof,
        verify,
        ~counts,
    )
    why_not = np.select(tests, list(WHY_NOT), default="").astype(object)
    between = (why_not == "") & (approved > facts.before[patch])
    unknown = (np.isnat(approved) & ~undated) | np.isnat(after) | (in_term & np.isnat(end))
    note = _NOTES[facts.assumed[approval] + 2 * unknown + 4 * between]
    return Judged(why_not, note, authorises & (why_not == ""), end)


def _table(types: npt.NDArray[np.object_], change: npt.NDArray[np.object_], rules: RuleSet) -> BoolArray:
    """The compatibility table, looked up once per distinct pair of approval and change type.

    Columns: is a proof, counts for the change, use to be verified, authorises permanent basic
    farmland, needs a date, holds only within its term.
    """
    known = rules.known_change_types()
    pairs = list(zip(types.tolist(), change.tolist()))
    place = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
    answers = np.zeros((len(place), 6), dtype=bool)
    for (kind, code), number in place.items():
        rule = rules.approval(kind)
        answers[number] = (
            rule.proof,
            code not in known or rule.counts_for is None or code in rule.counts_for,
            code in known and code in rule.use_to_verify_for,
            rule.authorises_basic_farmland,
            rule.needs_date,
            rule.in_term,
        )
    return np.asarray(answers[np.array([place[pair] for pair in pairs], dtype=np.int64)])
