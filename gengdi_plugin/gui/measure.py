"""Sizes that grow with the officer's letters: windows, columns, pictures; and paths that can be broken."""

from __future__ import annotations

import re

from qgis.PyQt.QtGui import QFontMetrics, QGuiApplication
from qgis.PyQt.QtWidgets import QApplication, QDialog, QWidget

#: Pixels a line of the usual font is high; sizes in the code are meant for it.
_USUAL_LINE = 20
#: Pixels left for the window's frame and the task bar.
_FRAME = 60
#: Pixels of a table's row that stay free above and below its line.
_ROW_ROOM = 8
_AFTER = re.compile(r"([/\\_\-])(?=\S)")


def scaled(pixels: int, widget: QWidget | None = None) -> int:
    """``pixels`` at the usual font, at the font of ``widget`` (else the application's): never less."""
    metrics = widget.fontMetrics() if widget is not None else QFontMetrics(QApplication.font())
    return max(pixels, round(pixels * metrics.height() / _USUAL_LINE))


def row_height(widget: QWidget, room: int = _ROW_ROOM) -> int:
    """How high a row of one line is in a table with the font of ``widget``."""
    return int(widget.fontMetrics().height()) + room


def fit(dialog: QDialog) -> None:
    """Make ``dialog`` as high as its wrapped texts need at its width, never smaller than it is."""
    layout = dialog.layout()
    layout.activate()
    need = layout.totalHeightForWidth(dialog.width()) if layout.hasHeightForWidth() else 0
    dialog.resize(dialog.width(), max(dialog.height(), need, layout.totalSizeHint().height()))


def give_size(dialog: QDialog, width: int, height: int) -> None:
    """Give ``dialog`` a size meant for the usual font: larger for larger letters, within the screen, and at
    least as high as its texts need. One that is in sight already stays whole on the screen."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    highest = room.height() - _FRAME
    dialog.resize(min(scaled(width, dialog), room.width()), min(scaled(height, dialog), highest))
    if dialog.layout() is not None:
        fit(dialog)
    if dialog.isVisible():
        keep_on_screen(dialog)


def keep_on_screen(window: QWidget) -> None:
    """Move ``window`` as little as it takes to be whole on its screen; what is too large keeps its head in
    sight."""
    room = window.screen().availableGeometry()
    frame = window.frameGeometry()
    left = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
    top = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


def breakable(path: object) -> str:
    """``path`` for a label that wraps: broken after its separators. To be read, not to be copied."""
    return _AFTER.sub("\\1\u200b", str(path))
