"""What the dialogs about a case have in common: a patch, what is known of its case, one entry handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from ..dialog_buttons import dialog_buttons
from .rectification_entries import CaseFacts

if TYPE_CHECKING:
    from ...store.review import PatchRow


class CaseDialog(QDialog):
    """Asks for one step of a case; ``entered`` carries what :meth:`entry` says. It stores nothing itself."""

    entered = pyqtSignal(object)

    def __init__(
        self, name: str, title: str, accept: str, row: PatchRow, facts: CaseFacts, parent: QWidget | None
    ) -> None:
        """``name``: of the object; ``title`` with ``{patch_no}``; ``accept``: the button's verb."""
        super().__init__(parent)
        self._row = row
        self._facts = facts
        self.setObjectName(name)
        self.setWindowTitle(title.format(patch_no=row.patch_no))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.needed = QLabel()
        self.needed.setWordWrap(True)
        self.buttons = dialog_buttons(self, accept, "rectification")

    def _set_ready(self, ready: bool) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def entry(self) -> Any:
        """What the dialog says now."""
        raise TypeError("a dialog says what it asks for")

    def accept(self) -> None:
        """Hand the entry over."""
        entry = self.entry()
        super().accept()
        self.entered.emit(entry)
