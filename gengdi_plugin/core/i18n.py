"""The one translation function of the plugin, usable with and without Qt.

English is the source language. Above the QGIS line the plugin installs Qt's
translator with :func:`install`; below it (unit tests, cluster workers) the
English source is returned. Domain words (reasons, codes, approval types …) are
not interface strings but data in both languages: see ``core.vocabulary``.
"""

from __future__ import annotations

from typing import Callable

Translate = Callable[[str, int], str]

_translate: Translate | None = None
_language = "en"


def install(translate: Translate, language: str) -> None:
    """Use ``translate(text, n)`` for :func:`tr` and ``language`` (``zh`` or ``en``) for words."""
    global _translate, _language
    _translate = translate
    _language = "zh" if language.lower().startswith("zh") else "en"


def uninstall() -> None:
    """Return to the English source (plugin unload)."""
    global _translate, _language
    _translate = None
    _language = "en"


def language() -> str:
    """The interface's language: ``zh`` or ``en``."""
    return _language


def tr(text: str, n: int = -1) -> str:
    """Translate an interface string; ``n`` selects the plural form of a ``%n`` text.

    Call it only when the text is shown, never at import time, and only with a literal:
    the string extractor reads the source.
    """
    if _translate is not None:
        return _translate(text, n)
    return text if n < 0 else text.replace("%n", str(n))
