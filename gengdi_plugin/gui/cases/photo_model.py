"""The photos of a finding as a table; each is read in a turn of its own, so that no window stands still."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QPixmap

from ...core.i18n import tr
from ...resources_lookup import icon
from .photo_rows import ICONS, PhotoRow, place_text, read_photo, summary, time_text

if TYPE_CHECKING:
    from ...core.photo_checks import PhotoCheck


_MARK = 18  # pixels of the checks' picture


def _direction(row: PhotoRow) -> str:
    if row.facts is None or row.facts.azimuth is None:
        return ""
    from ...core.photo_sentences import direction_text

    return direction_text(row.facts.azimuth)


def _checks(row: PhotoRow) -> str:
    return tr("being read …") if row.facts is None else summary(row.checks)


_COLUMNS: tuple[tuple[Callable[[], str], Callable[[PhotoRow], str]], ...] = (
    (lambda: tr("Photo"), lambda row: row.name or row.path.name),
    (lambda: tr("Checks"), _checks),
    (lambda: tr("Taken"), lambda row: "" if row.facts is None else time_text(row.facts)),
    (lambda: tr("Direction"), _direction),
    (lambda: tr("Place"), lambda row: "" if row.facts is None else place_text(row.facts)),
)


class PhotoModel(QAbstractTableModel):
    """Rows are :class:`PhotoRow`; ``rows_read`` after each that was read."""

    rows_read = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PhotoRow] = []
        self._patch: Any = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_next)

    def check_against(self, patch: Any) -> None:
        """Check photos against these ``core.photo_checks.PatchFacts``; those that are here once more."""
        self._patch = patch
        self._rows = [PhotoRow(row.path, row.name, thumbnail=row.thumbnail) for row in self._rows]
        self._begin()

    def add(self, paths: Sequence[Path]) -> None:
        """Add files that are not here yet; they are read soon."""
        known = {row.path for row in self._rows}
        new = [path for path in dict.fromkeys(paths) if path not in known]
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += [PhotoRow(path) for path in new]
            self.endInsertRows()
            self._begin()

    def remove(self, places: Sequence[int]) -> None:
        """Take rows out; the files stay."""
        for place in sorted(set(places), reverse=True):
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            self.endRemoveRows()
        self.rows_read.emit()

    def show_rows(self, rows: Sequence[PhotoRow]) -> None:
        """Show photos that were read and checked elsewhere."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        self.rows_read.emit()

    def row(self, place: int) -> PhotoRow:
        """The photo in row ``place``."""
        return self._rows[place]

    def paths(self) -> tuple[Path, ...]:
        """All files, in the order in which they were added."""
        return tuple(row.path for row in self._rows)

    def is_read(self) -> bool:
        """Whether all photos were read."""
        return all(row.facts is not None for row in self._rows)

    def directions(self) -> PhotoCheck | None:
        """What the photos show together; None while there are none."""
        from ...core.photo_checks import check_directions

        facts = [row.facts for row in self._rows if row.facts is not None]
        return check_directions(facts) if facts else None

    def _begin(self) -> None:
        if self._patch is not None and not self.is_read():
            self._timer.start()

    def _read_next(self) -> None:
        place = next((place for place, row in enumerate(self._rows) if row.facts is None), None)
        if place is None:
            self._timer.stop()
            return
        self._rows[place] = read_photo(self._rows[place].path, self._patch)
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(_COLUMNS) - 1))
        self.rows_read.emit()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]()
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole and section == 4:
            return tr("Longitude and latitude as the photo says, WGS 84 taken as CGCS2000")
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _COLUMNS[index.column()][1](row)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and row.thumbnail is not None:
            return QPixmap.fromImage(row.thumbnail)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1 and row.checks:
            from ...core.photo_sentences import worst

            return icon(ICONS[worst(row.checks)]).pixmap(_MARK, _MARK)
        return None
