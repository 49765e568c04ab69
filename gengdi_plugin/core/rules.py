"""Rule sets: every threshold, table and term of screening as data with source and certainty.

A rule file is JSON with the schema ``gengdi-rules/1``; :func:`load_rules` checks it and names the place
of whatever is wrong. The default rule set is an example, never called official.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import InputError
from .i18n import tr
from .rules_schema import check_rules

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
class RuleSet:
    """A checked rule set. ``text`` is the file as read, ``hash`` its sha256 (hex)."""

    id: str
    text: str
    hash: str
    document: dict[str, Any]
    approvals: dict[str, ApprovalRule]
    required_inputs: frozenset[str]

    def number(self, name: str) -> float:
        """The parameter ``name`` in the unit its row states."""
        return float(self.document["parameters"][name]["value"])

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
        """Parameters for the foot of lists: ``name, value, unit, source, certainty`` as text."""
        return [
            {"name": name, **{key: str(row[key]) for key in ("value", "unit", "source", "certainty")}}
            for name, row in self.document["parameters"].items()
        ]


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
        document = json.loads(text)
    except ValueError as error:
        raise InputError(
            tr("The rule file {file} is not JSON: {error}.").format(file=name, error=error)
        ) from error
    problems = check_rules(document)
    if problems:
        raise InputError(
            tr("The rule file {file} does not follow the schema gengdi-rules/1: {problems}.").format(
                file=name, problems="; ".join(problems[:5])
            )
        )
    return RuleSet(
        id=document["id"],
        text=text,
        hash=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        document=document,
        approvals={row["type"]: _approval_rule(row, document) for row in document["approval_types"]},
        required_inputs=frozenset(document["required_inputs"]),
    )


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
