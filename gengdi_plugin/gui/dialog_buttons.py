"""The buttons of our dialogs, in our own words: Qt's translations are not installed everywhere."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox

from ..core.i18n import tr

_BUTTON = QDialogButtonBox.StandardButton


def dialog_buttons(dialog: QDialog, accept: str, with_help: bool = False) -> QDialogButtonBox:
    """``accept`` (a verb), Cancel and perhaps Help, connected to ``dialog``."""
    kinds = _BUTTON.Ok | _BUTTON.Cancel
    box = QDialogButtonBox(kinds | _BUTTON.Help if with_help else kinds)
    box.button(_BUTTON.Ok).setText(accept)
    box.button(_BUTTON.Cancel).setText(tr("Cancel"))
    if with_help:
        box.button(_BUTTON.Help).setText(tr("Help"))
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
