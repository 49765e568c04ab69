"""The user guide in the interface's language, in a window of its own; it travels with the plugin."""

from __future__ import annotations

from typing import Callable

from qgis.PyQt.QtWidgets import QApplication, QWidget

from ..core import i18n
from ..resources_lookup import help_path
from .to_front import to_front

#: The window shown last: one without an owner would go with its last reference.
_shown: list[QWidget] = []


def guide_page() -> str:
    """The guide's file name without suffix, in the interface's language."""
    return "user-guide.zh" if i18n.language() == "zh" else "user-guide"


def reason_anchor(group: str, key: str) -> str:
    """Where the guide explains ``key`` of the vocabulary's group ``reason`` or ``why_not``."""
    return f"{group}-{key}" if key else ""


def anchor_at(widget: QWidget | None) -> str:
    """What the guide has on ``widget`` or what surrounds it: the nearest one with a ``help_anchor()``."""
    while widget is not None:
        ask: Callable[[], str] | None = getattr(widget, "help_anchor", None)
        anchor = ask() if ask is not None else ""
        if anchor:
            return anchor
        widget = widget.parentWidget()
    return ""


def open_guide(anchor: str = "") -> QWidget | None:
    """Show the guide at ``anchor``; the window, None when the guide is not beside the plugin.

    It belongs to the active window, so that it can be read beside a dialog that waits.
    """
    from .help_window import HelpWindow

    path = help_path(guide_page())
    if path is None:
        return None
    owner = QApplication.activeWindow()
    if isinstance(owner, HelpWindow):
        owner = owner.parentWidget()
    # a closed one waits for its deletion and is not shown again
    there = owner.findChildren(HelpWindow) if owner is not None else []
    window = next((one for one in there if one.isVisible()), None) or HelpWindow(owner)
    _shown[:] = [window]
    window.show()  # first: a place on the page has its height once the page has its width
    window.show_page(path, anchor)
    to_front(window)
    return window


def close_guides() -> None:
    """Close every guide window: the plugin goes."""
    from .help_window import HelpWindow

    _shown.clear()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, HelpWindow):
            widget.close()
