"""The status of a place in words: 疑似 until a person has confirmed what was found."""

from __future__ import annotations

from .vocabulary import word

#: Colours that say what may be, not what is.
_DOUBTFUL = frozenset(("yellow",))


def status_words(code: str, state: str, language: str | None = None) -> str:
    """The status of a patch with colour ``code`` in ``state``; both '' where nothing was screened."""
    if not code:
        return word("doubt", "not_screened", language)
    told = word("state", state, language) if state else ""
    doubt = word("doubt", "suspected", language) if code in _DOUBTFUL else ""
    return " · ".join(filter(None, (doubt, told)))
