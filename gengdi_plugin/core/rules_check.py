"""What a schema cannot say of a rule set: its tables fit together, and no type is wrongly a proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .i18n import tr
from .rules_schema import Fault, faults_of, migrated, schema
from .vocabulary import keys

_KINDS = ("construction", "non_grain", "other")
_CATEGORIES = ("agricultural", "construction", "unused")


def check_rules(document: Any) -> list[Fault]:
    """Every fault of a rule document (of this or an older schema), with its place; none when it is sound.
    What rests on parts that have a fault themselves is not judged."""
    now, found = migrated(document)
    if found:
        return found
    found = list(faults_of(now, schema()))
    faulty = {fault.place.partition(".")[0].partition("[")[0] for fault in found}
    checks = (
        (("change_types",), _change_types),
        (("land_classes",), _land_classes),
        (("approval_types",), _proofs),
        (("approval_types", "change_types"), _compatibility),
        (("approval_types", "overrides"), _overrides),
        (("valid_from", "valid_to"), lambda rules: _period(rules, "")),
        (("official", "parameters", "approval_types", "overrides"), _official),
    )
    for parts, check in checks:
        if not faulty & set(parts):
            found += check(now)
    return found


def _change_types(rules: dict[str, Any]) -> Iterator[Fault]:
    codes = [code for kind in _KINDS for code in rules["change_types"][kind]]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Fault("change_types", tr("change type {code} stands twice").format(code=code))


def _land_classes(rules: dict[str, Any]) -> Iterator[Fault]:
    table = rules["land_classes"]
    codes = [code for category in _CATEGORIES for code in table[category]]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Fault("land_classes", tr("land class {code} stands twice").format(code=code))
    for code in table["cultivated"]:
        if not code.startswith(tuple(table["agricultural"]) or ("\0",)):
            told = tr("{code} is cultivated land and must stand among the agricultural classes too")
            yield Fault("land_classes.cultivated", told.format(code=code))


def _proofs(rules: dict[str, Any]) -> Iterator[Fault]:
    known, never = set(keys("approval_type")) - {"violation"}, schema()["x-never-proofs"]
    seen: set[str] = set()
    for number, row in enumerate(rules["approval_types"]):
        place, kind = f"approval_types[{number}]", row["type"]
        if kind not in known:
            told = tr("{type} is no approval type that Gengdi knows; known are {names}")
            yield Fault(f"{place}.type", told.format(type=kind, names=", ".join(sorted(known))))
        if kind in seen:
            yield Fault(f"{place}.type", tr("{type} stands twice").format(type=kind))
        seen.add(kind)
        if row["proof"] and kind in never:
            told = tr("the type {type} can never be a proof: it approves no use of land")
            yield Fault(f"{place}.proof", told.format(type=kind))
        if row["proof"]:
            continue
        if row["authorises_basic_farmland"]:
            told = tr("{type} is no proof, so it cannot authorise basic farmland")
            yield Fault(f"{place}.authorises_basic_farmland", told.format(type=kind))
        for name in ("counts_for", "use_to_verify_for"):
            if row[name]:
                told = tr("{type} is no proof, so it counts for no change type: the list must be empty")
                yield Fault(f"{place}.{name}", told.format(type=kind))
    if "unknown" not in seen:
        yield Fault("approval_types", tr("the type 'unknown' is missing"))


def _compatibility(rules: dict[str, Any]) -> Iterator[Fault]:
    known = {code for kind in _KINDS for code in rules["change_types"][kind]}
    for number, row in enumerate(rules["approval_types"]):
        counts = row["counts_for"] if isinstance(row["counts_for"], list) else []
        for name, codes in (("counts_for", counts), ("use_to_verify_for", row["use_to_verify_for"])):
            strange = [code for code in codes if code not in known]
            if strange:
                told = tr("no change type of this rule set: {codes}").format(codes=", ".join(strange))
                yield Fault(f"approval_types[{number}].{name}", told)


def _overrides(rules: dict[str, Any]) -> Iterator[Fault]:
    proofs = {row["type"] for row in rules["approval_types"] if row["proof"]}
    rows = rules.get("overrides", [])
    for number, row in enumerate(rows):
        place = f"overrides[{number}]"
        yield from _period(row, f"{place}.")
        if not row.get("parameters") and not row.get("terms"):
            yield Fault(place, tr("changes nothing: give parameters or terms, or take it out"))
        for kind in row.get("terms", {}):
            if kind not in proofs:
                told = tr("{type} is no proof of this rule set, so it has no term")
                yield Fault(f"{place}.terms.{kind}", told.format(type=kind))
        for earlier in range(number):
            other = rows[earlier]
            if row["unit"] == other["unit"] and _meet(row, other):
                told = tr("unit {unit} has another override for the same days (number {number})")
                yield Fault(f"{place}.unit", told.format(unit=row["unit"], number=earlier + 1))


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two periods have a day in common; an end that is open is never over."""
    first = max(one.get("valid_from") or "", other.get("valid_from") or "")
    return first <= min(one.get("valid_to") or "9999", other.get("valid_to") or "9999")


def _period(row: dict[str, Any], place: str) -> Iterator[Fault]:
    first, last = row.get("valid_from"), row.get("valid_to")
    if first and last and first > last:
        told = tr("{last} is before {first}, the day from which it is valid")
        yield Fault(f"{place}valid_to", told.format(first=first, last=last))


def _official(rules: dict[str, Any]) -> Iterator[Fault]:
    """Uncertain rules are never called official."""
    if not rules.get("official"):
        return
    rows = [*rules["parameters"].values(), *rules["approval_types"], *rules.get("overrides", [])]
    if any(row["certainty"] != "high" for row in rows):
        yield Fault("official", tr("rules whose certainty is not high cannot be called official"))
