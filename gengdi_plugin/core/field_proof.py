"""Evidence fields of a set of categories as columns of the inspector's form."""

from __future__ import annotations

from dataclasses import dataclass

from .field_form import DATE, REAL, TEXT, Column
from .finding_vocabulary import AREA, NUMBER, ProofField, categories, proof_fields, proof_types
from .finding_vocabulary import DATE as DATE_FIELD

#: How their columns begin: keys like ``doc_no`` are columns of the finding itself too.
PREFIX = "proof_"

_KINDS = {DATE_FIELD: DATE, AREA: REAL, NUMBER: REAL}


@dataclass(frozen=True)
class ProofGroup:
    """The evidence of one type: its ``fields``, and the keys of the ``categories`` (and subtypes) that ask
    for it."""

    type_key: str
    fields: tuple[ProofField, ...]
    categories: tuple[str, ...]


def proof_groups(vocabulary: str) -> list[ProofGroup]:
    """The types of evidence that a set asks for, in the set's order."""
    asking: dict[str, list[str]] = {}
    for row in categories(vocabulary):
        for type_key in proof_types(vocabulary, row.key):
            asking.setdefault(type_key, []).append(row.key)
    return [ProofGroup(key, tuple(proof_fields(key)), tuple(rows)) for key, rows in asking.items()]


def proof_columns(vocabulary: str) -> tuple[Column, ...]:
    """One column for each field of these types, named :data:`PREFIX` and its key."""
    found: dict[str, Column] = {}
    for group in proof_groups(vocabulary):
        for field in group.fields:
            name = PREFIX + field.key
            found.setdefault(name, Column(name, field.chinese, _KINDS.get(field.type, TEXT)))
    return tuple(found.values())
