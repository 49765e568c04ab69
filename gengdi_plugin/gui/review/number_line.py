"""One line for the number of the document that makes a patch lawful, with type-ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word

if TYPE_CHECKING:
    from ...store.document_numbers import KnownDocument

_NOT_OFFERED = ("unknown", "violation")


class NumberLine(QWidget):
    """Type and number; ``entered`` carries a KnownDocument, ``given_up`` follows Esc. The type is that of the
    document when its number is known, else the one chosen last."""

    entered = pyqtSignal(object)
    given_up = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Mapping[str, KnownDocument] = {}
        self.kind = QComboBox()
        self.kind.setObjectName("gengdi_review_type")
        self.kind.setAccessibleName(tr("Approval type"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(7)
        for key in keys("approval_type"):
            if key not in _NOT_OFFERED:
                self.kind.addItem(word("approval_type", key), key)
        self.number = QLineEdit()
        self.number.setObjectName("gengdi_review_number")
        self.number.setPlaceholderText(tr("Approval no., then Enter"))
        self.number.setAccessibleName(tr("Document no."))
        completer = QCompleter(self)
        completer.setModel(QStringListModel(completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.number.setCompleter(completer)
        self.about = QLabel()
        self.about.setWordWrap(True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.kind, 0, 0)
        layout.addWidget(self.number, 0, 1)
        layout.addWidget(self.about, 1, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        self.number.textChanged.connect(self._tell)
        self.number.returnPressed.connect(self.enter)

    def offer(self, known: Mapping[str, KnownDocument]) -> None:
        """Complete to these numbers, which come sorted."""
        self._known = known
        self.number.completer().model().setStringList(list(known))
        self._tell()

    def open(self, number: str = "") -> None:
        """Ask for a number."""
        self.number.setText(number)
        self._tell()
        self.show()
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enter(self) -> None:
        """Hand the document over, when it has a number."""
        document = self.document()
        if document is None:
            self.about.setText(tr("A document without a number proves nothing: fill in its number."))
            return
        self.entered.emit(document)

    def document(self) -> KnownDocument | None:
        """The document as it stands in the line; None without a number."""
        from ...store.document_numbers import KnownDocument

        number = self.number.text().strip()
        if not number:
            return None
        return replace(
            self._known.get(number, KnownDocument(number)), approval_type=str(self.kind.currentData())
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, *_text: object) -> None:
        document = self._known.get(self.number.text().strip())
        if document is None:
            self.about.setText(tr("For the whole patch; it turns green only when the rules say so."))
            return
        place = self.kind.findData(document.approval_type)
        if place >= 0:
            self.kind.setCurrentIndex(place)
        self.about.setText(
            tr("Known from {source}, {day}. For the whole patch.").format(
                source=document.source or tr("the workspace"),
                day=document.approved_on or tr("without a date"),
            )
        )
