"""Asking for a file: to open, or to write with the ending of the chosen kind."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, suggestion: str, kinds: str, saving: bool) -> str:
    """The chosen path; empty when the officer chose none. ``kinds``: Qt's file filters."""
    if not saving:
        return str(QFileDialog.getOpenFileName(parent, title, suggestion, kinds)[0])
    dialog = save_dialog(parent, title, Path(suggestion), kinds)
    return dialog.selectedFiles()[0] if dialog.exec() else ""


def save_dialog(parent: QWidget | None, title: str, suggestion: Path, kinds: str) -> QFileDialog:
    """A dialog that adds the chosen kind's ending to a bare name before it asks about overwriting."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.setDefaultSuffix(_ending(kinds))
    dialog.selectFile(suggestion.name)
    return dialog


def _ending(kind: str) -> str:
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""
