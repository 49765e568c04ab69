"""Why a patch's verdict differs between two runs: which approval, the rule set, the data, the patch itself.

Pure functions on the rows that the workspace keeps; nothing is overlaid again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.figure_text import area_text
from ..core.i18n import tr
from ..core.vocabulary import word
from .exactness import equal

Row = Mapping[str, Any]

#: What of a document its standing rests on, beside the patch and the rule set.
_DOCUMENT = ("approved_on", "valid_from", "valid_to", "status")

_PATCH = ("change_type", "before_on", "after_on")

#: Ground figures and the role whose layer they come from.
GROUND = {
    "cultivated_m2": "farmland",
    "agricultural_m2": "farmland",
    "construction_m2": "farmland",
    "unused_m2": "farmland",
    "basic_m2": "basic_farmland",
    "grain_zone_m2": "grain_zone",
    "high_standard_m2": "high_standard",
    "redline_m2": "ecological_redline",
}


@dataclass(frozen=True)
class Cause:
    """``key``: ``approval`` | ``violation`` | ``rules`` | ``patch`` | ``inputs`` | ``data`` | ``software`` |
    ``unexplained`` (vocabulary group ``cause``); ``doc_no``: the document, '' for none; ``told``: one
    sentence in the interface's language; ``weight``: m² concerned."""

    key: str
    told: str
    doc_no: str = ""
    weight: float = 0.0


@dataclass(frozen=True)
class Pair:
    """One patch in two runs: verdict rows, evidence, the runs' rows, and how exact its figures are."""

    before: Row
    after: Row
    evidence_before: list[dict[str, Any]]
    evidence_after: list[dict[str, Any]]
    run_before: Row
    run_after: Row
    exact_m2: float

    @property
    def area_m2(self) -> float:
        return float(self.after["area_m2"] or self.before["area_m2"] or 0.0)

    def differs(self, name: str) -> bool:
        """Whether the verdicts' field ``name`` differs beyond its exactness."""
        return not equal(name, self.before[name], self.after[name], self.exact_m2, self.area_m2)


def causes(pair: Pair) -> list[Cause]:
    """Everything that the workspace knows to differ, what moves the verdict most first."""
    found = [*_inputs(pair), *_patch(pair)]
    documents = _documents(pair)
    found += sorted(documents, key=lambda cause: -cause.weight)
    if not any(cause.key in ("inputs",) for cause in found):
        found += _ground(pair)
    if pair.run_before["rule_hash"] != pair.run_after["rule_hash"] and not _any(found, "rules"):
        found.append(_rules(pair))
    if not found and pair.run_before["software"] != pair.run_after["software"]:
        text = tr("Other software: {before}, then {after}.")
        before, after = pair.run_before["software"], pair.run_after["software"]
        found.append(Cause("software", text.format(before=before, after=after)))
    if not found:
        text = tr("Nothing the workspace keeps explains it: verify the verdicts of both runs.")
        found.append(Cause("unexplained", text))
    return found


def _any(found: Iterable[Cause], key: str) -> bool:
    return any(cause.key == key for cause in found)


def _inputs(pair: Pair) -> list[Cause]:
    """Inputs that only one of the runs had."""
    before, after = (set((row["basis"] or "").split(",")) - {""} for row in (pair.before, pair.after))
    lines = []
    for names, text in (
        (sorted(after - before), tr("{inputs}: only in the later run.")),
        (sorted(before - after), tr("{inputs}: only in the earlier run.")),
    ):
        if names:
            said = tr(", ").join(word("role", _role(name)) for name in names)
            lines.append(Cause("inputs", text.format(inputs=said)))
    return lines


def _role(name: str) -> str:
    known = {"approvals": "approval", "violations": "violation", "units": "admin_unit", "sources": "source"}
    return known.get(name, name)


def _patch(pair: Pair) -> list[Cause]:
    """What a later list corrected on the patch (kept since schema 3)."""
    text = tr("The patch was corrected: {field} {before}, then {after}.")
    return [
        Cause("patch", text.format(field=_field(name), before=pair.before[name], after=pair.after[name]))
        for name in _PATCH
        if pair.before[name] and pair.after[name] and pair.before[name] != pair.after[name]
    ]


def _field(name: str) -> str:
    words = {
        "change_type": tr("change type"),
        "before_on": tr("earlier image"),
        "after_on": tr("later image"),
    }
    return words[name]


def _documents(pair: Pair) -> list[Cause]:
    before, after = _by_document(pair.evidence_before), _by_document(pair.evidence_after)
    found = []
    for key in before.keys() | after.keys():
        cause = _document(before.get(key), after.get(key), pair)
        if cause is not None:
            found.append(cause)
    return found


def _by_document(rows: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    """Evidence by document: features of one number together, the largest speaking for them."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda one: -(one["overlap_m2"] or 0.0)):
        number = row["doc_no"] or ""
        own = () if number else (row["layer"] or "", row["feature_id"] or "")
        known = found.setdefault((row["approval_type"] or "", number, *own), {**row, "overlap_m2": 0.0})
        known["overlap_m2"] += row["overlap_m2"] or 0.0
        known["counts"] = int(bool(known["counts"]) or bool(row["counts"]))
    return found


def _name(row: Row) -> str:
    kind = word("approval_type", row["approval_type"] or "unknown")
    return str(row["doc_no"] or tr("{type} (no number)").format(type=kind))


def _document(before: Row | None, after: Row | None, pair: Pair) -> Cause | None:
    if before is None and after is None:
        return None
    if before is None or after is None:
        return _came_or_went(before, after)
    if bool(before["counts"]) != bool(after["counts"]) or (before["why_not"] or "") != (
        after["why_not"] or ""
    ):
        return _turned(before, after, pair)
    m2 = (before["overlap_m2"], after["overlap_m2"])
    if equal("overlap_m2", *m2, pair.exact_m2, pair.area_m2):
        return None
    key = "violation" if after["approval_type"] == "violation" else "approval"
    if key == "approval" and not after["counts"]:
        return None  # it counts in neither run
    text = tr("{doc} covers {after} m², before {before} m².")
    told = text.format(doc=_name(after), before=area_text(m2[0]), after=area_text(m2[1]))
    return Cause(key, told, str(after["doc_no"] or ""), abs(m2[1] - m2[0]))


def _came_or_went(before: Row | None, after: Row | None) -> Cause:
    row = after or before or {}
    doc, m2 = _name(row), float(row["overlap_m2"] or 0.0)
    if row["approval_type"] == "violation":
        text = tr("Violation {doc} came in.") if after else tr("Violation {doc} is no longer there.")
        return Cause("violation", text.format(doc=doc), str(row["doc_no"] or ""), m2)
    why = word("why_not", row["why_not"] or "")
    if after and row["counts"]:
        text = tr("{doc} came in and counts: {m2} m².")
    elif after:
        text = tr("{doc} came in but does not count: {why}.")
    elif row["counts"]:
        text = tr("{doc}, which counted, is no longer there.")
    else:
        text = tr("{doc}, which did not count, is no longer there.")
    # what counts moves a verdict more than what does not
    weight = m2 if row["counts"] else m2 * 1e-6
    return Cause(
        "approval", text.format(doc=doc, m2=area_text(m2), why=why), str(row["doc_no"] or ""), weight
    )


def _turned(before: Row, after: Row, pair: Pair) -> Cause:
    """An approval that stands otherwise than before: because of its own data, the patch, or the rule set."""
    doc, number = _name(after), str(after["doc_no"] or "")
    if after["counts"]:
        told = tr("{doc} now counts; before: {why}.").format(
            doc=doc, why=word("why_not", before["why_not"] or "")
        )
    elif before["counts"]:
        told = tr("{doc} no longer counts: {why}.").format(
            doc=doc, why=word("why_not", after["why_not"] or "")
        )
    else:
        told = tr("{doc} does not count: {after}; before: {before}.").format(
            doc=doc,
            after=word("why_not", after["why_not"] or ""),
            before=word("why_not", before["why_not"] or ""),
        )
    same = all((before[name] or "") == (after[name] or "") for name in _DOCUMENT)
    other_rules = pair.run_before["rule_hash"] != pair.run_after["rule_hash"]
    if same and other_rules and not _patch(pair):
        return Cause("rules", f"{_rules(pair).told} {told}", number, float(after["overlap_m2"] or 0.0))
    return Cause("approval", told, number, float(after["overlap_m2"] or 0.0))


def _ground(pair: Pair) -> list[Cause]:
    """Layers of ground that changed: the figure that changed most speaks for its layer."""
    largest: dict[str, tuple[float, str]] = {}
    for name, role in GROUND.items():
        if pair.differs(name):
            size = abs(float(pair.after[name] or 0.0) - float(pair.before[name] or 0.0))
            largest[role] = max(largest.get(role, (0.0, name)), (size, name))
    text = tr("{layer} changed: {before} m², then {after} m² in this patch.")
    return [
        Cause(
            "data",
            text.format(
                layer=word("role", role),
                before=area_text(float(pair.before[name] or 0.0)),
                after=area_text(float(pair.after[name] or 0.0)),
            ),
            weight=size,
        )
        for role, (size, name) in largest.items()
    ]


def _rules(pair: Pair) -> Cause:
    before, after = pair.run_before, pair.run_after
    if before["rule_set"] == after["rule_set"]:
        told = tr("Rule set {rules} was changed.").format(rules=after["rule_set"])
    else:
        text = tr("Another rule set: {before}, then {after}.")
        told = text.format(before=before["rule_set"], after=after["rule_set"])
    return Cause("rules", told)
