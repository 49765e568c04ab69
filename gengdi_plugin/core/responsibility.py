"""Who is responsible for a place: the village's inspector, else its field chief, else the town, the county.

Units have codes of 12 (village), 9 (town) and 6 (county) digits, each the beginning of the longer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .presets import plain
from .word_file import key_in

_FILE = "responsible_words.csv"

#: Digits of a unit's code by level; the lowest level first.
DIGITS = {"village": 12, "town": 9, "county": 6}

INSPECTOR, CHIEF = "inspector", "chief"


@dataclass(frozen=True)
class Person:
    """A responsible person. ``level``: ``village|town|county``; ``duty``: as the office calls it;
    ``valid_from``, ``valid_to``: first and last day in office, ISO, "" when open."""

    uid: str
    name: str
    level: str
    unit_code: str
    duty: str = ""
    phone: str = ""
    department: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def in_office(self, day: str) -> bool:
        """Whether the person is in office on ``day`` (ISO)."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)

    @property
    def duty_key(self) -> str:
        """``inspector``, ``chief`` or "" for what the duty's text says."""
        return word_key("duty", self.duty, part=True)


@dataclass(frozen=True)
class Choice:
    """``person``: who is responsible, None when nobody; ``why``: a key of vocabulary group ``assignment``."""

    person: Person | None
    why: str


def word_key(group: str, text: str, part: bool = False) -> str:
    """What ``text`` means in ``group`` (``field``, ``level``, ``duty``); "" when unknown. ``part``: a known
    word anywhere in it counts, the longest first (村级巡查员 is an inspector)."""
    return key_in(_FILE, group, text, part)


def unit_digits(code: str) -> str:
    """``code`` as units are called here: of a survey code of 19 digits the first 12, and without the zeros
    that stand for all villages or all towns; "" when it is no unit's code."""
    digits = plain(code)
    if not digits.isascii() or not digits.isdigit():
        return ""
    if len(digits) == 19:
        digits = digits[:12]
    while len(digits) in (9, 12) and digits.endswith("000"):
        digits = digits[:-3]
    return digits if len(digits) in DIGITS.values() and digits.strip("0") else ""


def level_of_unit(code: str) -> str:
    """The level of a unit by its code; "" when it has none."""
    return next((level for level, digits in DIGITS.items() if len(code) == digits), "")


class Responsible:
    """People of one day by unit; ``load`` (uid -> how many cases) decides among equals and is counted on."""

    def __init__(self, people: Iterable[Person], day: str, load: Mapping[str, int] | None = None) -> None:
        self._of: dict[str, list[Person]] = {}
        self._load: dict[str, int] = dict(load or {})
        for person in people:
            if person.in_office(day) and len(person.unit_code) == DIGITS.get(person.level):
                self._of.setdefault(person.unit_code, []).append(person)

    def choose(self, unit_code: str, count: bool = True) -> Choice:
        """Who takes a case in ``unit_code``; of several the one with the least load, then by name."""
        code = unit_digits(unit_code)
        if not code:
            return Choice(None, "no_unit")
        for part, duty, why in (
            (code if len(code) == 12 else "", INSPECTOR, "inspector"),
            (code if len(code) == 12 else "", CHIEF, "village"),
            (code if len(code) == 12 else "", "", "village"),
            (code[:9] if len(code) >= 9 else "", CHIEF, "town"),
            (code[:9] if len(code) >= 9 else "", "", "town"),
            (code[:6], CHIEF, "county"),
            (code[:6], "", "county"),
        ):
            found = self._least(part, duty)
            if found is not None:
                if count:
                    self._load[found.uid] = self._load.get(found.uid, 0) + 1
                return Choice(found, why)
        return Choice(None, "nobody")

    def at_level(self, unit_code: str, level: str) -> Person | None:
        """Who stands for the unit of ``level`` above (or at) ``unit_code``: its chief, else anybody of it."""
        code = unit_digits(unit_code)
        part = code[: DIGITS[level]] if level in DIGITS and len(code) >= DIGITS[level] else ""
        return self._least(part, CHIEF) or self._least(part, "")

    def _least(self, unit_code: str, duty: str) -> Person | None:
        found = [one for one in self._of.get(unit_code, ()) if not duty or one.duty_key == duty]
        return min(found, key=lambda one: (self._load.get(one.uid, 0), one.name, one.uid), default=None)
