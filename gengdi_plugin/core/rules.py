"""Rule sets: every threshold, table and term of screening as data with source and certainty.

A rule file is JSON with the schema ``gengdi-rules/2`` (older ones are brought to it while reading);
:func:`load_rules` checks it and names the place of whatever is wrong. The default rule set is an example,
never called official.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import InputError
from .i18n import tr
from .rules_check import check_rules
from .rules_schema import migrated

DEFAULT_RULES = Path(__file__).parent / "data" / "rules" / "gengdi-default-1.json"

#: Types that stand for "no rule known for this type".
UNKNOWN_TYPE = "unknown"


@dataclass(frozen=True)
class ApprovalRule:
    """What one approval type proves. ``counts_for`` None = every change type."""

    type: str
    proof: bool
    counts_for: frozenset[str] | None
    use_to_verify_for: frozenset[str]
    authorises_basic_farmland: bool
    assumed_term_years: int | None
    needs_date: bool
    in_term: bool


@dataclass(frozen=True)
class Period:
    """From ``first`` to ``last``, both included (ISO days, '' open)."""

    first: str = ""
    last: str = ""

    def holds(self, day: str) -> bool:
        """Whether ``day`` lies within; an unknown day ('') lies within no period that has an end."""
        return (not self.first or (bool(day) and self.first <= day)) and (
            not self.last or (bool(day) and day <= self.last)
        )

    def __str__(self) -> str:
        return f"{self.first or '…'} – {self.last or '…'}"


@dataclass(frozen=True)
class Override:
    """Values that replace those of the rule set for patches in the unit ``unit`` and all below it.
    ``terms``: approval type -> assumed years; ``period``: of after images for which it holds."""

    unit: str
    parameters: dict[str, float]
    terms: dict[str, int]
    source: str
    certainty: str
    period: Period


@dataclass(frozen=True)
class OwnValue:
    """A value that an override gave: ``name`` a parameter, or ``term`` of the approval type ``of``."""

    unit: str
    name: str
    value: float
    of: str = ""


@dataclass(frozen=True)
class RuleSet:
    """A checked rule set. ``text`` is the file as read, ``hash`` its sha256 (hex), ``period`` the days of
    after images for which it is made. ``own``: what overrides changed, of a rule set made by
    :meth:`for_unit`, which keeps id, text and hash."""

    id: str
    text: str
    hash: str
    document: dict[str, Any]
    approvals: dict[str, ApprovalRule]
    required_inputs: frozenset[str]
    version: int = 1
    period: Period = Period()
    overrides: tuple[Override, ...] = ()
    own: tuple[OwnValue, ...] = field(default=(), compare=False)

    def number(self, name: str) -> float:
        """The parameter ``name`` in the unit its row states."""
        return float(self.document["parameters"][name]["value"])

    def largest(self, name: str) -> float:
        """The largest value that the parameter ``name`` has for any unit."""
        return max([self.number(name), *(o.parameters[name] for o in self.overrides if name in o.parameters)])

    def chosen(self, unit: str | None, day: str = "") -> tuple[int, ...]:
        """Places of the overrides that apply to a patch of ``unit`` with the after image of ``day`` (ISO),
        the longest code last: it wins."""
        there = [
            place
            for place, one in enumerate(self.overrides)
            if unit and unit.startswith(one.unit) and one.period.holds(day)
        ]
        return tuple(sorted(there, key=lambda place: len(self.overrides[place].unit)))

    def for_unit(self, unit: str | None, day: str = "") -> RuleSet:
        """The rule set as it is for patches of ``unit`` with the after image of ``day`` (ISO, '' unknown);
        this one where no override applies. Each value comes from the longest matching code that has it."""
        return self.with_overrides(self.chosen(unit, day))

    def with_overrides(self, places: tuple[int, ...]) -> RuleSet:
        """The rule set with the overrides at ``places``, later ones over earlier ones."""
        if not places:
            return self
        parameters = dict(self.document["parameters"])
        approvals = dict(self.approvals)
        own: dict[tuple[str, str], OwnValue] = {}
        for one in (self.overrides[place] for place in places):
            for name, value in one.parameters.items():
                parameters[name] = {**parameters[name], "value": value}
                own[name, ""] = OwnValue(one.unit, name, value)
            for kind, years in one.terms.items():
                approvals[kind] = replace(approvals[kind], assumed_term_years=years)
                own["term", kind] = OwnValue(one.unit, "term", years, kind)
        document = {**self.document, "parameters": parameters}
        return replace(self, document=document, approvals=approvals, own=tuple(own.values()))

    def approval(self, approval_type: str) -> ApprovalRule:
        """The rule of a type; of ``unknown`` (never a proof) when the rule set has none."""
        return self.approvals.get(approval_type, self.approvals[UNKNOWN_TYPE])

    def change_kind(self, change_type: str | None) -> str:
        """``non_agricultural`` | ``non_grain`` | ``other`` (unknown types are other)."""
        tables = self.document["change_types"]
        if change_type in tables["construction"]:
            return "non_agricultural"
        return "non_grain" if change_type in tables["non_grain"] else "other"

    def known_change_types(self) -> frozenset[str]:
        """All change types the rule set knows; any other is compatible with every proof."""
        tables = self.document["change_types"]
        return frozenset(tables["construction"]) | frozenset(tables["non_grain"]) | frozenset(tables["other"])

    def land_category(self, class_code: str | None) -> str | None:
        """``agricultural`` | ``construction`` | ``unused`` of a land class, by the longest prefix."""
        tables = self.document["land_classes"]
        best, found = 0, None
        for category in ("agricultural", "construction", "unused"):
            for prefix in tables[category]:
                if class_code and class_code.startswith(prefix) and len(prefix) > best:
                    best, found = len(prefix), category
        return found

    def is_cultivated(self, class_code: str | None) -> bool:
        """Whether the class is cultivated land (耕地)."""
        return bool(class_code) and str(class_code).startswith(
            tuple(self.document["land_classes"]["cultivated"])
        )

    def title(self, language: str) -> str:
        """The rule set's title in ``zh`` or ``en``."""
        return str(self.document["title"][language])

    def rows(self) -> list[dict[str, str]]:
        """Parameters for the foot of lists: ``name, value, unit, source, certainty`` as text; those of
        overrides follow, with the code of their unit as ``of_unit``."""
        parameters = self.document["parameters"]
        found = [
            {"name": name, **{key: str(row[key]) for key in ("value", "unit", "source", "certainty")}}
            for name, row in parameters.items()
        ]
        for one in self.overrides:
            about = {"source": one.source, "certainty": one.certainty, "of_unit": one.unit}
            if one.period != Period():
                about["period"] = str(one.period)
            found += [
                {"name": name, "value": str(value), "unit": str(parameters[name]["unit"]), **about}
                for name, value in one.parameters.items()
            ]
            found += [
                {"name": "term", "of": kind, "value": str(years), "unit": "years", **about}
                for kind, years in one.terms.items()
            ]
        return found


@lru_cache(maxsize=1)
def default_rules() -> RuleSet:
    """The rule set that comes with Gengdi (``GENGDI-DEFAULT-1``)."""
    return rules_from_text(DEFAULT_RULES.read_text(encoding="utf-8"), DEFAULT_RULES.name)


def load_rules(path: str | Path | None = None) -> RuleSet:
    """The rule set in a file, or the default one. Raises InputError naming file and place."""
    if not path:
        return default_rules()
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            tr("The rule file {file} cannot be read ({error}): choose a JSON file in UTF-8.").format(
                file=file, error=error
            )
        ) from error
    return rules_from_text(text, file.name)


def rules_from_text(text: str, name: str) -> RuleSet:
    """The rule set in ``text``; ``name`` is what error sentences call it."""
    try:
        document = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(
            tr("The rule file {file} is not JSON: {error}.").format(file=name, error=error)
        ) from error
    problems = check_rules(document)
    if problems:
        raise InputError(
            tr("The rule file {file} cannot be used: {problems}.").format(
                file=name, problems="; ".join(map(str, problems))
            )
        )
    return _rule_set(text, migrated(document)[0])


def _rule_set(text: str, document: dict[str, Any]) -> RuleSet:
    """The rule set of a sound document of the schema of now."""
    return RuleSet(
        id=document["id"],
        text=text,
        hash=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        document=document,
        approvals={row["type"]: _approval_rule(row, document) for row in document["approval_types"]},
        required_inputs=frozenset(document["required_inputs"]),
        version=document.get("version", 1),
        period=_period(document),
        overrides=tuple(
            Override(
                row["unit"],
                row.get("parameters", {}),
                row.get("terms", {}),
                row["source"],
                row["certainty"],
                _period(row),
            )
            for row in document.get("overrides", ())
        ),
    )


def version_of(text: str) -> int:
    """The version that a rule text states; 1 where it states none, or can no longer be read: what is wrong
    with the text itself is told when verdicts are verified."""
    try:
        version = json.loads(text).get("version")
    except (ValueError, AttributeError):
        return 1
    return version if isinstance(version, int) else 1


def rules_text(document: dict[str, Any]) -> str:
    """A rule document as the text of its file: the same document always makes the same text and hash."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; a key that stands twice would lose its first value unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise ValueError(tr("it has keys twice: {names}").format(names=", ".join(twice)))
    return found


def _period(row: dict[str, Any]) -> Period:
    return Period(row.get("valid_from") or "", row.get("valid_to") or "")


def _approval_rule(row: dict[str, Any], document: dict[str, Any]) -> ApprovalRule:
    counts = row["counts_for"]
    if counts == "construction":
        counts = document["change_types"]["construction"]
    return ApprovalRule(
        type=row["type"],
        proof=row["proof"],
        counts_for=None if counts == "all" else frozenset(counts),
        use_to_verify_for=frozenset(row["use_to_verify_for"]),
        authorises_basic_farmland=row["authorises_basic_farmland"],
        assumed_term_years=row.get("assumed_term_years"),
        needs_date=bool(row.get("needs_date", False)),
        in_term=bool(row.get("in_term", False)),
    )
