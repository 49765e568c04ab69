"""Values of evidence fields, checked by their type and brought to one spelling."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from .dates import parse_date
from .errors import InputError
from .finding_vocabulary import AREA, DATE, FLAG, NUMBER, ProofField
from .i18n import tr
from .roles import FIRST_DAY
from .values import number_of, text_of

_YES = frozenset(("yes", "y", "true", "1", "是", "有", "√"))
_NO = frozenset(("no", "n", "false", "0", "否", "无", "×"))


def checked_proof(values: Mapping[str, object], fields: Sequence[ProofField]) -> dict[str, str]:
    """``values`` (field -> anything) as trimmed texts in the order of ``fields``, blank ones left out.

    Dates as ISO day, areas (m², not negative) and numbers as plain decimals, flags as ``yes``/``no``. A
    field that ``fields`` does not have is kept as text behind them. InputError naming field and value when
    a value is not what its field asks for.
    """
    known = {field.key: field for field in fields}
    order = [*known, *(key for key in values if key not in known)]
    found: dict[str, str] = {}
    for key in order:
        text = text_of(values.get(key)) or ""
        if text:
            field = known.get(key)
            found[key] = text if field is None else proof_value(text, field)
    return found


def proof_value(text: str, field: ProofField) -> str:
    """One text as its field asks for it; InputError naming field and value when it is not that."""
    if field.type == DATE:
        day = parse_date(text, FIRST_DAY)
        if day is None:
            raise _wrong(text, field, tr("a date like 2026-11-23"))
        return str(day.isoformat())
    if field.type in (AREA, NUMBER):
        number = number_of(text)
        if not math.isfinite(number) or (field.type == AREA and number < 0):
            raise _wrong(text, field, tr("square metres from 0") if field.type == AREA else tr("a number"))
        return f"{number:.6f}".rstrip("0").rstrip(".")
    if field.type == FLAG:
        if text.casefold() in _YES:
            return "yes"
        if text.casefold() in _NO:
            return "no"
        raise _wrong(text, field, tr("yes or no"))
    return text


def missing_proof(values: Mapping[str, str], fields: Sequence[ProofField]) -> list[ProofField]:
    """The required fields that are not filled in."""
    return [field for field in fields if field.required and not values.get(field.key)]


def _wrong(text: str, field: ProofField, wanted: str) -> InputError:
    return InputError(
        tr("“{value}” in the field “{field}” is not {wanted}.").format(
            value=text, field=field.text(), wanted=wanted
        )
    )
