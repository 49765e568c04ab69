"""The buttons of our dialogs, in our own words: Qt's translations are not installed everywhere."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox

from ..core.i18n import tr
from .help import open_guide

_BUTTON = QDialogButtonBox.StandardButton


def dialog_buttons(dialog: QDialog, accept: str, anchor: str) -> QDialogButtonBox:
    """``accept`` (a verb), Cancel, and Help at ``anchor`` of the guide, connected to ``dialog``."""
    box = QDialogButtonBox(_BUTTON.Ok | _BUTTON.Cancel)
    box.button(_BUTTON.Ok).setText(accept)
    box.button(_BUTTON.Cancel).setText(tr("Cancel"))
    help_button(box, anchor)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def help_button(box: QDialogButtonBox, anchor: str) -> None:
    """Give ``box`` a Help button, which F1 presses too: it opens the guide at ``anchor``."""
    button = box.addButton(_BUTTON.Help)
    button.setText(tr("Help"))
    button.setShortcut(QKeySequence(Qt.Key.Key_F1))
    box.helpRequested.connect(lambda: open_guide(anchor))
