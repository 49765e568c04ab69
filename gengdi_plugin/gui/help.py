"""The user guide in the interface's language; it travels with the plugin."""

from __future__ import annotations

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..core import i18n
from ..resources_lookup import help_url


def open_guide(anchor: str = "") -> None:
    """Open the guide at ``anchor`` in whatever shows such files on this machine."""
    page = "user-guide.zh" if i18n.language() == "zh" else "user-guide"
    QDesktopServices.openUrl(QUrl(help_url(page, anchor)))
