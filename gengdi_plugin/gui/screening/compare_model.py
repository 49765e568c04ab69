"""Changed patches as a table: from which colour to which, by what reasons, because of what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QApplication

from ...core.i18n import tr
from ...core.vocabulary import word
from .. import figures
from ..code_chip import NEUTRAL, chip, chip_pixmap

if TYPE_CHECKING:
    from ...store.compare import Change

_CHIP, _ARROW = 18, 16

#: Roles under which the table gives a whole row, and what it sorts by.
CHANGE_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2


def kind_word(kind: str) -> str:
    """What changed, in a word."""
    return {
        "code": tr("colour"),
        "reason": tr("reason"),
        "figures": tr("figures"),
        "added": tr("new"),
        "gone": tr("gone"),
    }[kind]


def turned(before: str | None, after: str | None, name: Callable[[str], str]) -> str:
    """A change in words: ``before → after``; one word when they are equal."""
    words = [name(one) if one else "–" for one in (before, after)]
    return words[0] if words[0] == words[1] else " → ".join(words)


def _share(change: Change) -> str:
    before, after = (figures.share(one) or "–" for one in change.figure("approved_share"))
    return before if before == after else f"{before} → {after}"


_COLUMNS: tuple[tuple[Callable[[], str], Callable[[Change], str]], ...] = (
    (lambda: tr("Colour"), lambda one: turned(*one.figure("code"), lambda key: word("code_letter", key))),
    (lambda: tr("Patch no."), lambda one: one.patch_no or one.spatial_code),
    (lambda: tr("Changed"), lambda one: kind_word(one.kind)),
    (lambda: tr("Reason"), lambda one: turned(*one.figure("reason"), lambda key: word("reason", key))),
    (lambda: tr("Approved"), _share),
    (lambda: tr("Because"), lambda one: " ".join(cause.told for cause in one.causes)),
)
COLOUR, PATCH, _, REASON, SHARE, BECAUSE = range(6)


class CompareModel(QAbstractTableModel):
    """Rows are :class:`store.compare.Change`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Change] = []

    def set_rows(self, rows: Sequence[Change]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]()
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == CHANGE_ROLE:
            return row
        if role == Qt.ItemDataRole.DecorationRole and column == COLOUR:
            return two_chips(*row.figure("code"))
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column == COLOUR else _COLUMNS[column][1](row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if column == COLOUR:
                return turned(*row.figure("code"), lambda key: word("code", key))
            return _COLUMNS[column][1](row)
        if role == SORT_ROLE:
            if column == SHARE:
                return row.figure("approved_share")[1] or 0.0
            return str(index.row()).zfill(9) if column == COLOUR else _COLUMNS[column][1](row)
        return None


def two_chips(before: str | None, after: str | None) -> QIcon:
    """The chips of two colours with an arrow between; one chip when they are equal."""
    if before == after and before:
        return chip(before, _CHIP)
    ratio = QApplication.instance().devicePixelRatio()
    pixmap = QPixmap(PAIR_SIZE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    if before:
        painter.drawPixmap(0, 0, chip_pixmap(before, _CHIP))
    painter.setPen(QColor(NEUTRAL))
    painter.drawText(_CHIP, 0, _ARROW, _CHIP, int(Qt.AlignmentFlag.AlignCenter), "→")
    if after:
        painter.drawPixmap(_CHIP + _ARROW, 0, chip_pixmap(after, _CHIP))
    painter.end()
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


#: The size at which a pair of chips is drawn whole.
PAIR_SIZE = QSize(2 * _CHIP + _ARROW, _CHIP)
