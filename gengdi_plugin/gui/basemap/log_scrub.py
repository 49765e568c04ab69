"""Takes a key out of QGIS's log panel: QGIS writes the address of a tile that failed in full."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsApplication
from qgis.gui import QgsMessageLogViewer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QTextCursor
from qgis.PyQt.QtWidgets import QPlainTextEdit, QWidget

from ...core.secrets import HIDDEN


class LogScrub:
    """Watches the log for ``secret()`` and blots it out of the panels in ``window``."""

    def __init__(self, secret: Callable[[], str], window: QWidget) -> None:
        self._secret = secret
        self._window = window
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.scrub)
        QgsApplication.messageLog().messageReceived.connect(self._heard)

    def close(self) -> None:
        """Stop watching."""
        QgsApplication.messageLog().messageReceived.disconnect(self._heard)
        self._soon.stop()

    def _heard(self, text: str, _tab: str, _level: object) -> None:
        secret = self._secret()
        if secret and secret in text:
            self._soon.start()

    def scrub(self) -> None:
        """Blot the secret out wherever a panel shows it."""
        secret = self._secret()
        for viewer in self._window.findChildren(QgsMessageLogViewer) if secret else []:
            for page in viewer.findChildren(QPlainTextEdit):
                found = page.document().find(secret)
                while not found.isNull():
                    found.insertText(HIDDEN)
                    found = page.document().find(secret, QTextCursor(found))
