"""The rows of a rule set as an officer reads them: chapter, words, place of the value, source, certainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .i18n import tr
from .rules_draft import Place, RuleDraft
from .rules_schema import part_of
from .vocabulary import word

NUMBER, WHOLE, TEXT, CODES, MEMBER = "number", "whole", "text", "codes", "member"

#: Chapters in their order; ``proofs`` is shown as a matrix.
CHAPTERS = (
    "thresholds", "slivers", "minimum", "proofs", "terms", "inputs", "changes", "land", "overrides", "about",
)  # fmt: skip

_OF_PARAMETER = {"sliver": "slivers", "minimum": "minimum", "scope": "minimum"}

#: Inputs of a rule set -> vocabulary group ``role``, where the names differ.
_ROLE_OF = {"approvals": "approval", "violations": "violation", "units": "admin_unit", "sources": "source"}


def chapter_name(chapter: str) -> str:
    """A chapter in words."""
    words = {
        "thresholds": tr("Thresholds"),
        "slivers": tr("Slivers"),
        "minimum": tr("Minimum areas"),
        "proofs": tr("Proofs and change types"),
        "terms": tr("Terms"),
        "inputs": tr("Required inputs"),
        "changes": tr("Kinds of change, status words"),
        "land": tr("Land classes"),
        "overrides": tr("Rules of single units"),
        "about": tr("About this rule set"),
    }
    return words[chapter]


@dataclass(frozen=True)
class Row:
    """One value: ``place`` of it, ``about``: place of the row that holds ``source`` and ``certainty`` (()
    none), ``kind`` how it is typed in, ``member`` of the list at ``place`` for :data:`MEMBER`."""

    chapter: str
    label: str
    place: Place
    unit: str
    kind: str
    about: Place = ()
    member: str = ""


def rows_of(draft: RuleDraft) -> list[Row]:
    """Every row of the draft but the matrix of proofs, in the order of the chapters."""
    found = [*_parameters(), *_terms(draft), *_inputs(), *_lists(), *_overrides(draft), *_about()]
    return sorted(found, key=lambda row: CHAPTERS.index(row.chapter))


def _parameters() -> list[Row]:
    found = []
    for name, part in part_of("parameters")["properties"].items():
        chapter = _OF_PARAMETER.get(name.split("_")[0], "thresholds")
        unit = part["properties"]["unit"]["const"]
        about = ("parameters", name)
        found.append(Row(chapter, word("rule", name), (*about, "value"), unit, NUMBER, about))
    return found


def _terms(draft: RuleDraft) -> list[Row]:
    return [
        Row(
            "terms",
            word("approval_type", row["type"]),
            ("approval_types", row["type"], "assumed_term_years"),
            "years",
            WHOLE,
            ("approval_types", row["type"]),
        )
        for row in draft.document["approval_types"]
        if row.get("proof")
    ]


def _inputs() -> list[Row]:
    names = part_of("required_inputs")["items"]["enum"]
    return [
        Row("inputs", word("role", _ROLE_OF.get(name, name)), ("required_inputs",), "", MEMBER, member=name)
        for name in names
    ]


def _lists() -> list[Row]:
    texts = (
        ("changes", "change_types", "construction", word("change_kind", "non_agricultural")),
        ("changes", "change_types", "non_grain", word("change_kind", "non_grain")),
        ("changes", "change_types", "other", word("change_kind", "other")),
        ("changes", "approval_status", "revoked", tr("status words: revoked")),
        ("changes", "approval_status", "pending", tr("status words: not yet approved")),
        ("land", "land_classes", "cultivated", tr("cultivated land")),
        ("land", "land_classes", "agricultural", tr("agricultural land")),
        ("land", "land_classes", "construction", tr("construction land")),
        ("land", "land_classes", "unused", tr("unused land")),
    )
    return [Row(chapter, label, (table, key), "", CODES, (table,)) for chapter, table, key, label in texts]


def _overrides(draft: RuleDraft) -> list[Row]:
    found = []
    for number, one in enumerate(draft.document.get("overrides", [])):
        about: Place = ("overrides", number)
        unit = str(one.get("unit") or "?")
        found.append(Row("overrides", _said(unit, tr("code of the unit")), (*about, "unit"), "", TEXT, about))
        for name in one.get("parameters", {}):
            part = part_of("parameters")["properties"].get(name, {})
            measure = part.get("properties", {}).get("unit", {}).get("const", "")
            label = _said(unit, word("rule", name))
            found.append(Row("overrides", label, (*about, "parameters", name), measure, NUMBER, about))
        for kind in one.get("terms", {}):
            label = _said(unit, tr("term of {type}").format(type=word("approval_type", kind)))
            found.append(Row("overrides", label, (*about, "terms", kind), "years", WHOLE, about))
        for key, text in (("valid_from", tr("after images from")), ("valid_to", tr("after images until"))):
            found.append(Row("overrides", _said(unit, text), (*about, key), "", TEXT, about))
    return found


def _said(unit: str, text: str) -> str:
    return tr("{unit}: {text}").format(unit=unit, text=text)


def _about() -> list[Row]:
    texts = (
        (("title", "zh"), tr("title, Chinese")),
        (("title", "en"), tr("title, English")),
        (("valid_from",), tr("after images from")),
        (("valid_to",), tr("after images until")),
    )
    return [Row("about", label, place, "", TEXT) for place, label in texts]


def shown(row: Row, value: Any) -> str:
    """A value as it stands in its cell."""
    if row.kind == MEMBER:
        return tr("required") if isinstance(value, list) and row.member in value else tr("not required")
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return f"{value:.10g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


def typed(row: Row, text: str) -> Any:
    """What was typed, as the value; what is no number stays text, and the check says so."""
    text = text.strip()
    if row.kind == CODES:
        return [code for code in text.replace("，", " ").replace(",", " ").replace("、", " ").split() if code]
    if not text and row.kind != NUMBER:
        return None
    if row.kind in (NUMBER, WHOLE):
        try:
            number = float(text)
        except ValueError:
            return text
        whole = row.kind == WHOLE and number.is_integer()
        return int(number) if whole else number
    return text
