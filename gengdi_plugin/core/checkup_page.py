"""The page of a check-up in words: levels, summary, plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .checkup_facts import AMBER, GREEN, RED, CheckLine
from .i18n import tr


def level_word(level: str) -> str:
    """The level in a word, for those who do not see colours."""
    return {RED: tr("Red"), AMBER: tr("Amber"), GREEN: tr("Green")}[level]


def summary(lines: Sequence[CheckLine]) -> str:
    """How many lines of each level."""
    counts = Counter(line.level for line in lines)
    return tr("{red} red, {amber} amber, {green} green.").format(
        red=counts[RED], amber=counts[AMBER], green=counts[GREEN]
    )


def as_text(lines: Sequence[CheckLine]) -> str:
    """The page as plain text, to be sent or kept."""
    pieces = [_in_words(line) for line in lines]
    return "\n".join([tr("Check-up before screening"), summary(lines), *pieces]) + "\n"


def _in_words(line: CheckLine) -> str:
    text = line.text.replace("\n", "\n    ")
    return " ".join(
        filter(None, (f"[{level_word(line.level)}]", f"{line.subject}:", text, _arrow(line.advice)))
    )


def _arrow(advice: str) -> str:
    return f"→ {advice}" if advice else ""
