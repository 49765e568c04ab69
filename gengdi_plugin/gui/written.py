"""Files that were written: told with a way to their folder, which the next file dialog begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsSettings
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QToolButton

from ..core.i18n import tr
from .desk import Desk

_LAST_FOLDER = "gengdi/last_folder"


def last_folder(desk: Desk) -> Path:
    """The folder written to last while it is there; else beside the project."""
    last = QgsSettings().value(_LAST_FOLDER, "", type=str)
    return Path(last) if last and Path(last).is_dir() else desk.folder()


def open_folder(folder: str | Path) -> None:
    """Show ``folder`` in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def tell_written(desk: Desk, text: str, folder: Path, warning: str = "") -> None:
    """Say ``text`` with a button that opens ``folder``, and keep the folder for the next file."""
    QgsSettings().setValue(_LAST_FOLDER, str(folder))
    level = Qgis.MessageLevel.Warning if warning else Qgis.MessageLevel.Success
    item: Any = desk.say(" ".join(filter(None, (text, warning))), level)
    if item is not None:
        button = QToolButton()
        button.setText(tr("Open Folder"))
        button.clicked.connect(lambda: open_folder(folder))
        item.layout().addWidget(button)
