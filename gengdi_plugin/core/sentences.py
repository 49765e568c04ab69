"""The plain sentence that tells an officer why a patch has its code, in Chinese or English.

What is said is chosen once, as clauses with their figures, and only then put into words: both languages
say the same. A clause is said only when its figure is known; nothing is computed here but rounding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Union

from . import i18n
from .figure_text import area_text, share_text
from .sentence_texts import TEXTS
from .vocabulary import word

Figures = Mapping[str, Any]


class Term(tuple[str, str]):
    """A word of the vocabulary, said in the language of the sentence: (group, key)."""


class Nested(tuple[Any, ...]):
    """Clauses inside a clause, joined as a list."""


#: What stands in a clause: a text that is the same in both languages, or words to be said in each.
Value = Union[str, Term, Nested]
Clause = tuple[str, dict[str, Value]]

#: The figures that a sentence is made of.
SPOKEN = (
    "reason", "explanation", "approved_m2", "approved_share", "sliver_m2", "uncovered_m2", "cultivated_m2",
    "uncovered_cultivated_m2", "basic_m2", "uncovered_basic_m2", "unauthorised_basic_m2", "best_doc_no",
    "holds_until",
)  # fmt: skip

#: Areas that would read 0.0 are not told.
_LEAST_M2 = 0.05

#: Cultivated land by class (GB/T 21010): figure of the explanation -> key of vocabulary group ``land``.
LAND_FIGURES = {
    "uncovered_paddy_m2": "paddy",
    "uncovered_irrigated_m2": "irrigated",
    "uncovered_dry_m2": "dry",
}

#: Inputs of a rule set -> vocabulary group ``role``, where the names differ.
_ROLE_OF = {"approvals": "approval", "violations": "violation", "units": "admin_unit", "sources": "source"}

#: Reasons told in one clause of their own when the explanation does not say more.
_PLAIN = ("use_to_verify", "approval_not_valid")


def sentence(figures: Figures, language: str | None = None) -> str:
    """The sentence for one verdict.

    ``figures``: the output fields of the contract by name (areas m², shares 0–1, None = not tested) and
    ``explanation``: what ``core.screening.explain`` adds, as a mapping or as the workspace stores it (JSON);
    without it less is told. ``language``: ``zh`` or ``en``, the interface's by default. Suspicion is never
    worded as guilt.
    """
    speak = language or i18n.language()
    texts = TEXTS[speak]
    said = [texts[key].format(**_said(values, speak)) for key, values in clauses(figures)]
    return texts["join"].join(said) + texts["end"]


def clauses(figures: Figures) -> list[Clause]:
    """What the sentence says, without language: the keys of ``sentence_texts`` with their values."""
    reason = str(figures.get("reason") or "")
    more = explanation_of(figures)
    lead: Clause = ("green", {}) if reason == "covered" else ("yellow", {"reason": Term(("reason", reason))})
    if reason == "geometry_error":
        return [lead, _geometry(more)]
    found = [lead]
    if reason == "inputs_missing":
        found += _missing(more)
    found += _violation(more, reason)
    if figures.get("approved_m2") is None:
        return found + _touches(figures)
    found += _cover(figures, more)
    found += _remainder(figures, more)
    found += _area("unauthorised", figures.get("unauthorised_basic_m2"))
    if reason != "covered":
        found += _barred(more, reason)
    found += [(note, {}) for note in more.get("notes") or () if note in TEXTS["en"]]
    found += _own_rules(more)
    until = figures.get("holds_until")
    return found + ([("until", {"day": str(until)})] if until else [])


def explanation_of(figures: Figures) -> Mapping[str, Any]:
    """The explanation in ``figures``, read from JSON when it is stored text; empty when there is none."""
    more = figures.get("explanation")
    if isinstance(more, str):
        more = json.loads(more)
    return more if isinstance(more, Mapping) else {}


def _said(values: Mapping[str, Value], language: str) -> dict[str, str]:
    return {name: _say(value, language) for name, value in values.items()}


def _say(value: Value, language: str) -> str:
    if isinstance(value, Term):
        return word(value[0], value[1], language)
    if isinstance(value, Nested):
        texts = TEXTS[language]
        parts = [
            _say(part, language)
            if isinstance(part, Term)
            else texts[part[0]].format(**_said(part[1], language))
            for part in value
        ]
        return texts["list"].join(parts)
    return value


def _known(value: object) -> float:
    """A figure as a number, 0 when it was not tested."""
    return float(value) if isinstance(value, (int, float)) else 0.0


def _area(key: str, value: object, **values: Value) -> list[Clause]:
    area = _known(value)
    return [(key, {"area": area_text(area), **values})] if area >= _LEAST_M2 else []


def _document(number: object, kind: object) -> Value:
    """A document by its number, else by its type and that it has none."""
    if number:
        return str(number)
    return Nested((("unnumbered", {"type": Term(("approval_type", str(kind or "unknown")))}),))


def _geometry(more: Figures) -> Clause:
    cause = more.get("geometry_cause")
    if not cause:
        return "geometry_unknown", {}
    return "geometry", {"cause": Term(("geometry_cause", str(cause)))}


def _missing(more: Figures) -> list[Clause]:
    found: list[Clause] = []
    if more.get("missing"):
        names = Nested(Term(("role", _ROLE_OF.get(name, name))) for name in more["missing"])
        found.append(("missing", {"inputs": names}))
    if more.get("rules_period"):
        first, last = (str(day or "…") for day in more["rules_period"])
        found.append(("rules_outside", {"first": first, "last": last}))
    if more.get("reach_share") is not None:
        found.append(("not_reached", {"share": share_text(more["reach_share"])}))
    return found or [("inputs_missing", {})]


def _own_rules(more: Figures) -> list[Clause]:
    """Which values of the rule set are other ones for the patch's unit."""
    values: dict[str, list[Clause]] = {}
    for one in more.get("own_rules") or ():
        said: dict[str, Value] = {"name": Term(("rule", one["name"])), "value": f"{one['value']:.10g}"}
        if one.get("of"):
            said["type"] = Term(("approval_type", one["of"]))
        values.setdefault(one["unit"], []).append(("own_term" if one.get("of") else "own_value", said))
    return [("own_rules", {"unit": unit, "values": Nested(own)}) for unit, own in values.items()]


def _violation(more: Figures, reason: str) -> list[Clause]:
    document = _document(more.get("violation_no"), "violation")
    count = int(_known(more.get("violations")))
    if count > 1:
        found = _area("violations", more.get("violation_m2"), doc=document, count=str(count))
    else:
        found = _area("violation", more.get("violation_m2"), doc=document)
    return found or ([("known_violation", {})] if reason == "known_violation" else [])


def _cover(figures: Figures, more: Figures) -> list[Clause]:
    if _known(figures["approved_m2"]) <= 0:
        return []  # that all of it has no approval is told below
    whole, number = figures.get("approved_share"), figures.get("best_doc_no")
    if whole is None:
        return []
    if not (number or more.get("best_type")):
        return [("lies_in_other", {"share": share_text(whole)})]
    own, others = more.get("best_share"), int(_known(more.get("more")))
    said: dict[str, Value] = {
        "share": share_text(whole if own is None else own),
        "doc": _document(number, more.get("best_type")),
    }
    day = more.get("best_approved_on")
    found: list[Clause] = [("lies_in_dated", {**said, "day": str(day)}) if day else ("lies_in", said)]
    if others:
        found.append(
            ("more_one" if others == 1 else "more", {"count": str(others), "share": share_text(whole)})
        )
    return found


def _remainder(figures: Figures, more: Figures) -> list[Clause]:
    """Slivers forgiven, then what has no approval: how much, in how many parts, what ground."""
    found = _area("sliver", figures.get("sliver_m2"))
    left = more.get("remainder_m2")
    if left is None:
        left = max(_known(figures.get("uncovered_m2")) - _known(figures.get("sliver_m2")), 0.0)
    parts = int(_known(more.get("parts")))
    if _known(figures["approved_m2"]) <= 0:
        told = _area("all_uncovered", left)
    elif parts > 1:
        told = _area("uncovered_parts", left, parts=str(parts))
    else:
        told = _area("uncovered", left)
    if not told:
        return found
    found += told + _cultivated(figures, more)
    return found + _area("of_them", figures.get("uncovered_basic_m2"), land=Term(("land", "basic")))


def _cultivated(figures: Figures, more: Figures) -> list[Clause]:
    """The uncovered cultivated land; by class where that says more."""
    total = area_text(_known(figures.get("uncovered_cultivated_m2")))
    classes = {
        key: area_text(more[name])
        for name, key in LAND_FIGURES.items()
        if _known(more.get(name)) >= _LEAST_M2
    }
    if list(classes.values()) == [total]:
        return [("of_them", {"area": total, "land": Term(("land", next(iter(classes))))})]
    land = Term(("land", "cultivated"))
    if not classes:
        return _area("of_them", figures.get("uncovered_cultivated_m2"), land=land)
    parts = Nested(("class_area", {"land": Term(("land", key)), "area": m2}) for key, m2 in classes.items())
    return _area("of_them_classes", figures.get("uncovered_cultivated_m2"), land=land, classes=parts)


def _touches(figures: Figures) -> list[Clause]:
    """Without any approval layer: what ground the patch lies on."""
    return _area("touches", figures.get("cultivated_m2"), land=Term(("land", "cultivated"))) + _area(
        "touches", figures.get("basic_m2"), land=Term(("land", "basic"))
    )


def _barred(more: Figures, reason: str) -> list[Clause]:
    """Why what overlaps does not count: the weightiest by name, the others counted by why."""
    if not more.get("barred_why"):
        return [(reason, {})] if reason in _PLAIN else []
    found: list[Clause] = [
        (
            "barred",
            {
                "doc": _document(more.get("barred_doc_no"), more.get("barred_type")),
                "share": share_text(_known(more.get("barred_share"))),
                "why": Term(("why_not", str(more["barred_why"]))),
            },
        )
    ]
    others: Mapping[str, int] = more.get("barred_more") or {}
    if others:
        whys = Nested(
            ("counted", {"word": Term(("why_not", why)), "count": str(count)})
            for why, count in others.items()
        )
        count = sum(others.values())
        found.append(("barred_one" if count == 1 else "barred_more", {"count": str(count), "whys": whys}))
    return found
