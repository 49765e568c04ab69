"""A question that must be answered with a verb before something is done; Cancel is the default."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QMessageBox, QWidget


def confirm(parent: QWidget, title: str, question: str, action: str) -> bool:
    """Whether the officer pressed ``action``."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return bool(box.clickedButton() is yes)
