"""A question that must be answered with a verb before something is done; Cancel is the default."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractButton, QMessageBox, QWidget

from ..core.i18n import tr


def confirm(parent: QWidget, title: str, question: str, action: str) -> bool:
    """Whether the officer pressed ``action``."""
    box, yes = question_box(parent, title, question, action)
    box.exec()
    return bool(box.clickedButton() is yes)


def question_box(
    parent: QWidget | None, title: str, question: str, action: str
) -> tuple[QMessageBox, QAbstractButton]:
    """The box, with both buttons in our own words, and the one that says yes."""
    box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=parent)
    yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(QMessageBox.StandardButton.Cancel)  # Esc presses it
    no.setText(tr("Cancel"))
    box.setDefaultButton(no)
    return box, yes
