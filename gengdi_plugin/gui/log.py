"""Python's logging, shown in QGIS's log panel under the tab "Gengdi"."""

from __future__ import annotations

import logging

from qgis.core import Qgis, QgsMessageLog

from .cleanup import CleanupStack

TAB = "Gengdi"


class LogPanelHandler(logging.Handler):
    """Writes records to the log panel; QgsMessageLog may be called from any thread."""

    def emit(self, record: logging.LogRecord) -> None:
        QgsMessageLog.logMessage(self.format(record), TAB, _level(record.levelno), False)


def _level(number: int) -> Qgis.MessageLevel:
    if number >= logging.ERROR:
        return Qgis.MessageLevel.Critical
    if number >= logging.WARNING:
        return Qgis.MessageLevel.Warning
    return Qgis.MessageLevel.Info


def install(cleanup: CleanupStack) -> None:
    """Send the package's log to QGIS until ``cleanup`` is popped."""
    logger = logging.getLogger("gengdi")
    handler = LogPanelHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    previous = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    cleanup.push(logger.setLevel, previous)
    cleanup.push(logger.removeHandler, handler)
