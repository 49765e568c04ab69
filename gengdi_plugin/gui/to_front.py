"""Windows that stay open beside QGIS: shown, above the others, with the keyboard."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QWidget


def to_front(window: QWidget) -> None:
    """Show ``window``; one that is open already comes above the others and gets the keyboard."""
    window.show()
    window.raise_()
    window.activateWindow()
