"""One spelling for the values of canonical fields, whatever a bureau's table holds."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from .approval_types import UNKNOWN, registered_type, row_type
from .presets import class_names, plain, second_survey, value_words
from .table import ObjectArray
from .vocabulary import key_of, keys

_LEADING_CODE = re.compile(r"([0-9A-Za-z]+)[\s\-_:.、(]")
_BLANK = " \t\r\n\0\u3000\ufeff"


def text_of(value: object) -> str | None:
    """A value as text: whole numbers without a point, dates as ISO text, blanks as None."""
    if type(value) is str:  # nearly always
        return value.strip(_BLANK) or None
    if value is None or value != value:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace").strip() or None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value).strip(_BLANK) or None


def number_of(value: object) -> float:
    """A value as number; NaN for what is none. ``1,234.5``, full-width digits and a unit behind are read."""
    if isinstance(value, bool):
        return float("nan")
    if isinstance(value, (int, float)):
        return float(value)
    text = text_of(value)
    if text is None:
        return float("nan")
    found = re.fullmatch(
        r"([+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?)\s*(?:m2|m\^2|㎡|平方米|%)?", plain(text).replace(",", ""), re.I
    )
    return float(found.group(1)) if found else float("nan")


def change_type(text: str) -> str:
    """Code of a change type: ``1`` → ``01``, ``yh`` → ``YH``, ``硬化`` → ``YH``, ``20 建筑物`` → ``20``.

    What nobody knows stays as it is, in upper case.
    """
    word = plain(text)
    known = _word_key("change_type", word) or _word_key("change_type", word.zfill(2))
    if known is None and (leading := _LEADING_CODE.match(word)):
        known = key_of("change_type", leading.group(1).zfill(2))
    return known or word.upper()


def _word_key(group: str, text: str) -> str | None:
    return key_of(group, text) or value_words(group).get(text.casefold())


def vocabulary_value(group: str) -> Callable[[str], str]:
    """A reader that gives the key of a known word of ``group`` and leaves other text alone."""

    def read(text: str) -> str:
        return _word_key(group, plain(text)) or text

    return read


def unit_code(text: str) -> str:
    """A unit code of at most 12 digits: a 19-digit code of TD/T 1057 holds the village in its first 12."""
    word = plain(text)
    return word[:12] if word.isascii() and word.isdigit() else word


def class_codes(values: ObjectArray, numeric: bool) -> ObjectArray:
    """Class codes of the third survey as text, read with the whole column in view.

    ``numeric``: the field holds numbers, which have lost their leading zero (101 is 0101). In text, three
    digits are a code of the second survey when any such code starts with a zero (011 … 043), and a
    third-survey code that lost its zero otherwise. Names of classes become codes.
    """
    distinct = {text for text in values if text is not None}
    plains = {text: plain(text).upper() for text in distinct}
    second = not numeric and any(re.fullmatch(r"0\d\d", code) for code in plains.values())
    read = {text: _class_code(code, second) for text, code in plains.items()}
    return map_text(values, read.__getitem__)


def _class_code(code: str, second: bool) -> str:
    if code in class_names():
        return class_names()[code]
    if second:
        return second_survey().get(code, code)
    digits = re.fullmatch(r"(\d+)([A-Z]?)", code)
    if digits and len(digits.group(1)) in (1, 3):
        return "0" + code
    return code


def approval_types(row_texts: ObjectArray, layer_type: str | None, right_types: ObjectArray) -> ObjectArray:
    """Each row's approval type: what its own text says, else the layer's type, else ``unknown``; a
    registration becomes what its 权利类型 makes of it."""
    types = map_text(row_texts, row_type)
    types[types == None] = layer_type or UNKNOWN  # noqa: E711 - elementwise comparison
    for row in np.flatnonzero((types == "registration") & (right_types != None)):  # noqa: E711
        types[row] = registered_type(right_types[row])
    return types


def map_text(values: ObjectArray, read: Callable[[str], str]) -> ObjectArray:
    """``values`` with ``read`` applied to every text, None kept; each distinct text is read once."""
    known: dict[str, str] = {}
    out: ObjectArray = np.empty(len(values), dtype=object)
    for row, text in enumerate(values):
        if text is not None:
            if text not in known:
                known[text] = read(text)
            out[row] = known[text]
    return out


#: Canonical field -> how its text is brought to one spelling, whatever the role.
READERS: dict[str, Callable[[str], str]] = {
    "change_type": change_type,
    "unit_code": unit_code,
    "channel": vocabulary_value("channel"),
    "category": vocabulary_value("category"),
    "kind": vocabulary_value("kind"),
    "finding": vocabulary_value("finding"),
    "uscc": lambda text: plain(text).upper(),
}


def parse_approval_types(text: str) -> dict[str, str]:
    """``layer=type;…`` as layer name (casefolded) -> type; a type may be a code or the field's word.

    Raises ValueError with the offending piece when a piece has no ``=`` or its type is not known.
    """
    types: dict[str, str] = {}
    for piece in filter(None, (part.strip() for part in re.split(r"[;；\n]", text))):
        name, sign, word = piece.rpartition("=")
        kind = row_type(word)
        if (
            not sign
            or not name.strip()
            or (kind == UNKNOWN and plain(word).casefold() not in (UNKNOWN, "类型不明"))
        ):
            raise ValueError(piece)
        types[plain(name).casefold()] = kind
    return types


def known_types() -> tuple[str, ...]:
    """The approval types an officer may state for a layer."""
    return tuple(key for key in keys("approval_type") if key != "violation")
