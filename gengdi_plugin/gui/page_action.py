"""One way to make an action of a menu: with picture, words, name and tip."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtWidgets import QAction, QWidget

from ..resources_lookup import icon


def page_action(
    page: QWidget, picture: str, text: str, slot: Callable[[], object], tip: str = "", name: str = ""
) -> QAction:
    """An action of ``page`` that calls ``slot``; its object name is that of the picture unless ``name``."""
    action = QAction(icon(picture), text, page)
    action.setObjectName(f"gengdi_{name or picture}")
    if tip:
        action.setToolTip(tip)
    action.triggered.connect(lambda _checked: slot())
    return action
