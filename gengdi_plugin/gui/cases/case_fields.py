"""Fields that the dialogs about a case share: who at which level, when, why, with which photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QComboBox, QDateEdit, QLabel, QPlainTextEdit

from ...core.casework import transitions
from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..figures import area_and_mu

if TYPE_CHECKING:
    from ...store.review import PatchRow


def level_box(event: str, state: str, preferred: str = "") -> QComboBox:
    """The levels that may record ``event`` in ``state``, the highest first; ``preferred`` is chosen."""
    move = transitions().get((state, event))
    roles: Collection[str] = move.roles if move is not None else ()
    box = QComboBox()
    for key in reversed(keys("level")):
        if key in roles:
            box.addItem(word("level", key), key)
    box.setCurrentIndex(max(0, box.findData(preferred)))
    return box


def department_box(chosen: str, none: str = "") -> QComboBox:
    """Every department, and none, which is called ``none``."""
    box = QComboBox()
    box.addItem(none or tr("not named"), "")
    for key in keys("department"):
        box.addItem(word("department", key), key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def day_box(day: dt.date, latest: dt.date | None = None) -> QDateEdit:
    """A day, written as on paper; not after ``latest``."""
    box = QDateEdit(QDate(day.year, day.month, day.day))
    box.setCalendarPopup(True)
    box.setDisplayFormat("yyyy-MM-dd")
    if latest is not None:
        box.setMaximumDate(QDate(latest.year, latest.month, latest.day))
    return box


def day_text(box: QDateEdit) -> str:
    """The day of a box, ISO."""
    return str(box.date().toString("yyyy-MM-dd"))


def note_box(hint: str = "") -> QPlainTextEdit:
    """Free text of a few lines; Tab leaves it."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setPlaceholderText(hint)
    box.setFixedHeight(3 * box.fontMetrics().lineSpacing() + 14)
    return box


def note_text(box: QPlainTextEdit) -> str:
    """What was written."""
    return str(box.toPlainText()).strip()


def photo_box() -> QgsFileWidget:
    """Several photo files."""
    box = QgsFileWidget()
    box.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
    box.setFilter(tr("Photos (*.jpg *.jpeg *.png *.heic *.tif *.tiff)"))
    box.setDialogTitle(tr("Choose photos"))
    return box


def photo_paths(box: QgsFileWidget) -> tuple[Path, ...]:
    """The chosen files."""
    return tuple(Path(path) for path in QgsFileWidget.splitFilePaths(box.filePath()))


def about(row: PatchRow, unlawful_m2: float | None = None) -> str:
    """Where the patch lies, how large it is, what it is now, and the area found unlawful."""
    parts = [row.unit_name or row.unit_code, area_and_mu(row.area_m2 or 0.0), word("state", row.state)]
    if unlawful_m2 is not None:
        parts.append(tr("unlawful: {area}").format(area=area_and_mu(unlawful_m2)))
    return " · ".join(filter(None, parts))


def still_needed(label: QLabel, missing: list[tuple[str, bool]]) -> bool:
    """Say in ``label`` which of the named fields are missing; whether none is."""
    names = [name for name, lacks in missing if lacks]
    label.setText(tr("Still needed: {fields}").format(fields=tr(", ").join(names)) if names else "")
    label.setVisible(bool(names))
    return not names
