"""Window Boundary Changes: who changed which boundary, and when; double click shows it on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..figures import area
from ..report_window import ReportWindow
from ..rows_model import ROW_ROLE, SORT_ROLE, RowColumn, RowsModel

if TYPE_CHECKING:
    from ...store.boundary_changes import ChangeRow


def _changed(row: ChangeRow) -> str:
    from ...core.field_words import field_word

    return tr("; ").join(f"{field_word(name)}: {old} → {new}" for name, (old, new) in row.changed.items())


_COLUMNS = (
    RowColumn(lambda: tr("When"), lambda row: row.at[:19].replace("T", " "), lambda row: row.at),
    RowColumn(lambda: tr("Who"), lambda row: row.actor),
    RowColumn(lambda: tr("Kind of change"), lambda row: word("boundary_act", row.act)),
    RowColumn(lambda: tr("Document"), lambda row: row.doc_no),
    RowColumn(lambda: tr("Layer"), lambda row: row.layer),
    RowColumn(lambda: tr("Before (m²)"), lambda row: area(row.before_m2), lambda row: row.before_m2, True),
    RowColumn(lambda: tr("After (m²)"), lambda row: area(row.after_m2), lambda row: row.after_m2, True),
    RowColumn(lambda: tr("Role"), lambda row: word("role", row.role)),
    RowColumn(lambda: tr("Changed facts"), _changed),
)


class ChangeWindow(ReportWindow):
    """Filters by what happened and by text; ``place_wanted`` carries a row to show on the map."""

    place_wanted = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = RowsModel(_COLUMNS)
        super().__init__(
            tr("Boundary Changes"), "gengdi_boundary_changes", "boundary-changes", self.model, parent
        )
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._all: list[ChangeRow] = []
        self.act, self.text = QComboBox(), QLineEdit()
        self.act.addItem(tr("all changes"), "")
        for key in keys("boundary_act"):
            self.act.addItem(word("boundary_act", key), key)
        self.text.setPlaceholderText(tr("document, layer or person"))
        self.text.setClearButtonEnabled(True)
        for said, widget in ((tr("Show"), self.act), (tr("Find"), self.text)):
            label = QLabel(said)
            label.setBuddy(widget)
            self.head.addWidget(label)
            self.head.addWidget(widget, 1)
        self.act.activated.connect(lambda _place: self._show())
        self.text.textChanged.connect(lambda _text: self._show())

    def show_rows(self, rows: Sequence[ChangeRow]) -> None:
        """Show the log as the filters say."""
        self._all = list(rows)
        self._show()

    def _show(self) -> None:
        from ...store.boundary_changes import CHANGE_FIELDS, as_exported

        act, text = self.act.currentData() or "", self.text.text().strip().casefold()
        shown = [
            row
            for row in self._all
            if act in ("", row.act) and text in " ".join((row.doc_no, row.layer, row.actor)).casefold()
        ]
        self.model.set_rows(shown)
        if not self._all:
            said = tr("No boundary was changed since this workspace keeps the log.")
        else:
            said = tr("{n} of {all} change(s), newest first. Double click shows the place.").format(
                n=f"{len(shown):,}", all=f"{len(self._all):,}"
            )
        self.show_report(said, CHANGE_FIELDS, [as_exported(row) for row in shown])

    def patch_at(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        if row is not None and row.bbox is not None:
            self.place_wanted.emit(row)
        return ""
