"""Asking for a folder or a file: to open, or to write with the ending of the chosen kind."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.PyQt.QtWidgets import QDialogButtonBox, QFileDialog, QWidget

from ..core.i18n import tr
from .dialog_buttons import help_button


def ask_file(
    parent: QWidget, title: str, suggestion: str, kinds: str, saving: bool, anchor: str = "lists"
) -> str:
    """The chosen path; empty when the officer chose none. ``kinds``: Qt's file filters; ``anchor``: where the
    guide speaks of what is asked."""
    if saving:
        return _chosen(save_dialog(parent, title, Path(suggestion), kinds, anchor))
    dialog = QFileDialog(parent, title, suggestion, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    label(dialog, tr("Open"))
    return _chosen(dialog)


def ask_folder(parent: QWidget, title: str, suggestion: str) -> str:
    """The chosen folder; empty when the officer chose none."""
    dialog = QFileDialog(parent, title, suggestion)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    label(dialog, tr("Choose"))
    return _chosen(dialog)


def _chosen(dialog: QFileDialog) -> str:
    try:
        return str(dialog.selectedFiles()[0]) if dialog.exec() else ""
    finally:
        dialog.deleteLater()


def label(dialog: QFileDialog, accept: str) -> None:
    """Words of our own: where the desktop has no dialog of its own QGIS shows Qt's, in English, because it
    looks for Qt's words under QGIS's own name of the language (``qt_zh-Hans``), which Qt does not know."""
    words = {
        QFileDialog.DialogLabel.LookIn: tr("Folder:"),
        QFileDialog.DialogLabel.FileName: tr("File name:"),
        QFileDialog.DialogLabel.FileType: tr("File type:"),
        QFileDialog.DialogLabel.Accept: accept,
        QFileDialog.DialogLabel.Reject: tr("Cancel"),
    }
    for place, text in words.items():
        dialog.setLabelText(place, text)


def save_dialog(
    parent: QWidget | None, title: str, suggestion: Path, kinds: str, anchor: str = "lists"
) -> QFileDialog:
    """A dialog that adds the chosen kind's ending to a bare name before it asks about overwriting."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.setDefaultSuffix(_ending(kinds))
    dialog.selectFile(suggestion.name)
    label(dialog, tr("Save"))
    box = dialog.findChild(QDialogButtonBox)
    if box is not None:  # else it is the system's own dialog: the export menu has the help
        help_button(box, anchor)
    return dialog


def _ending(kind: str) -> str:
    found = re.search(r"\*\.(\w+)", kind)
    return found[1] if found else ""
