"""Asking for a file: to open, or to write with the ending of the chosen kind."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.PyQt.QtWidgets import QDialogButtonBox, QFileDialog, QWidget

from .dialog_buttons import help_button


def ask_file(
    parent: QWidget, title: str, suggestion: str, kinds: str, saving: bool, anchor: str = "lists"
) -> str:
    """The chosen path; empty when the officer chose none. ``kinds``: Qt's file filters; ``anchor``: where the
    guide speaks of what is asked."""
    if not saving:
        return str(QFileDialog.getOpenFileName(parent, title, suggestion, kinds)[0])
    dialog = save_dialog(parent, title, Path(suggestion), kinds, anchor)
    return dialog.selectedFiles()[0] if dialog.exec() else ""


def save_dialog(
    parent: QWidget | None, title: str, suggestion: Path, kinds: str, anchor: str = "lists"
) -> QFileDialog:
    """A dialog that adds the chosen kind's ending to a bare name before it asks about overwriting."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.setDefaultSuffix(_ending(kinds))
    dialog.selectFile(suggestion.name)
    box = dialog.findChild(QDialogButtonBox)
    if box is not None:  # else it is the system's own dialog: the export menu has the help
        help_button(box, anchor)
    return dialog


def _ending(kind: str) -> str:
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""
