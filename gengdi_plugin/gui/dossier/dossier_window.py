"""Window *Dossier*: everything that is known about one place, or about several one after the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QPushButton, QWidget

from ...core.i18n import tr
from ...resources_lookup import icon
from ..clipboard import copy_table
from ..measure import give_size
from ..report_window import ReportWindow
from ..rows_model import ROW_ROLE, SORT_ROLE
from .line_columns import FIELDS, LABEL, SHARE_OF_FEATURE, SHARE_OF_UNIT, SHARED, TOLD, LineModel, as_row
from .place_head import PlaceHead, verdict_words
from .share_bar import ShareBar

if TYPE_CHECKING:
    from ...core.dossier.told import Line
    from ...store.review import PatchRow
    from .asked import Answer, Place

_SIZE = (1180, 560)

#: Widths of columns that would otherwise be cut early, by column.
_WIDTHS = {LABEL: 270, SHARE_OF_UNIT: 92, SHARE_OF_FEATURE: 92, TOLD: 330}


class DossierWindow(ReportWindow):
    """Not modal, one per request. ``patch_of``: a stored patch by its uid, None when it is gone."""

    record_wanted = pyqtSignal(str, str)  # layer id ('' the workspace), feature id
    flash_wanted = pyqtSignal(str, str)
    case_wanted = pyqtSignal(str)  # patch uid
    label_wanted = pyqtSignal(object, object)  # Place, PatchRow or None

    def __init__(
        self, answer: Answer, patch_of: Callable[[str], PatchRow | None], parent: QWidget | None = None
    ) -> None:
        self.model = LineModel()
        super().__init__(tr("Dossier"), "gengdi_dossier", "dossier", self.model, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._answer, self._patch_of = answer, patch_of
        self.place_head = PlaceHead()
        self.choice = QComboBox()
        self.choice.setObjectName("gengdi_dossier_places")
        self.choice.setVisible(len(answer.places) > 1)
        for number, place in enumerate(answer.places, 1):
            self.choice.addItem(tr("{n}: {code}").format(n=number, code=place.code))
        self.head.addWidget(self.place_head, 1)
        self.head.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        for column in (SHARE_OF_UNIT, SHARE_OF_FEATURE):
            self.table.setItemDelegateForColumn(column, ShareBar(self.table))
        self._add_actions()
        self.choice.currentIndexChanged.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._show()

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "dossier"

    def _add_actions(self) -> None:
        row = QHBoxLayout()
        self.flash_button = self._button(row, tr("Show on Map"), self.flash)
        self.flash_button.setIcon(QgsApplication.getThemeIcon("/mActionHighlightFeature.svg"))
        self.record_button = self._button(row, tr("Open Record"), self.open_record)
        self.record_button.setIcon(QgsApplication.getThemeIcon("/mActionFormView.svg"))
        self.case_button = self._button(row, tr("Open Case"), self.open_case)
        self.case_button.setIcon(icon("timeline"))
        row.addStretch()
        self.label_button = self._button(row, tr("QR Code…"), self._wants_label)
        self.label_button.setIcon(icon("code_label"))
        self.layout().insertLayout(self.layout().count() - 1, row)

    def _button(self, row: QHBoxLayout, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: slot())
        row.addWidget(button)
        return button

    def place(self) -> Place:
        """The place that is shown."""
        return self._answer.places[max(0, self.choice.currentIndex())]

    def patch(self) -> PatchRow | None:
        """The patch it is or lies in, as it is now."""
        return self._patch_of(self.place().patch) if self.place().patch else None

    def _show(self, _index: int = 0) -> None:
        place, patch = self.place(), self.patch()
        self.place_head.show_place(place, patch)
        self.setWindowTitle(tr("Dossier – {title}").format(title=self._answer.asked.title))
        lines = self._lines(place)
        self.model.set_rows(lines)
        rows = [as_row(place.code, line) for line in lines]
        self.suggestion = self.suggestion.parent / tr("dossier_{code}.xlsx").format(code=place.code)
        self.show_report(self._said(place), FIELDS, rows)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        for column in (SHARED, SHARE_OF_UNIT, SHARE_OF_FEATURE):  # a point shares no area with anything
            self.table.setColumnHidden(column, place.area_m2 is None)
        if rows:
            give_size(self, *_SIZE)
            self.table.selectRow(0)
        self._enable()

    def _lines(self, place: Place) -> list[Line]:
        """The lines, a stored patch with its verdict as it is now."""
        lines = []
        for line in place.lines:
            stored = not self._answer.layers[line.layer]
            patch = self._patch_of(line.feature_id) if stored else None
            if patch is not None:
                parts = (*verdict_words(patch), line.told)
                line = replace(line, told=" · ".join(filter(None, parts)))
            lines.append(line)
        return lines

    def _said(self, place: Place) -> str:
        looked = len(self._answer.layers)
        if not looked:
            text = tr(
                "There is nothing to look into: bind layers on the Layers page or open a workspace, then ask "
                "again."
            )
        elif not place.lines:
            text = tr("None of the %n layer(s) looked into knows anything about this place.", looked)
        else:
            text = tr("%n record(s), what matters to the verdict first.", len(place.lines))
        if place.left_out:
            text += " " + tr(
                "%n smaller one(s) are left out: run the algorithm Dossier of places for all.", place.left_out
            )
        notes = self._answer.notes
        self.said.setToolTip("\n".join(notes))
        if notes:
            text += " " + tr("Note: {first}").format(first=notes[0])
            if len(notes) > 1:
                text += " " + tr("(%n more: see the tip)", len(notes) - 1)
        return text

    def line(self) -> Line | None:
        """The line with the cursor."""
        chosen = self.table.selectionModel().selectedRows()
        line: Line | None = chosen[0].data(ROW_ROLE) if chosen else None
        return line

    def _target(self, line: Line) -> tuple[str, str]:
        return self._answer.layers[line.layer], line.feature_id

    def case(self) -> str:
        """The uid of the patch whose case can be opened: that of the line, else that of the place."""
        line = self.line()
        if line is not None and not self._answer.layers[line.layer]:
            return line.feature_id
        return self.place().patch

    def flash(self) -> None:
        """The line's feature on the map."""
        line = self.line()
        if line is not None:
            self.flash_wanted.emit(*self._target(line))

    def open_record(self) -> None:
        """The line's own record."""
        line = self.line()
        if line is not None:
            self.record_wanted.emit(*self._target(line))

    def open_case(self) -> None:
        """The patch on its page, with its time line."""
        if self.case():
            self.case_wanted.emit(self.case())

    def _wants_label(self) -> None:
        self.label_wanted.emit(self.place(), self.patch())

    def _activated(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if line is None:
            return
        if self._answer.layers[line.layer]:
            self.record_wanted.emit(*self._target(line))
        else:
            self.case_wanted.emit(line.feature_id)

    def _enable(self) -> None:
        line = self.line()
        self.flash_button.setEnabled(line is not None)
        self.record_button.setEnabled(line is not None)
        self.case_button.setEnabled(bool(self.case()))

    def copy(self) -> None:
        """Head and table as text into the clipboard."""
        rows = [self._shown(line) for line in self.model.rows()]
        copy_table(self.model.titles(), rows, "\n".join(self.place_head.text()))

    def _shown(self, line: Line) -> list[str]:
        return [column.show(line) for column in self.model.columns]

    def write(self, path: Path) -> None:
        """The lines of all places as .xlsx or .csv. Raises InputError or OSError."""
        from ...exchange.plain_xlsx import write_table
        from ...store.report_tables import as_csv

        rows = [as_row(place.code, line) for place in self._answer.places for line in self._lines(place)]
        if path.suffix.casefold() == ".xlsx":
            write_table(path, self.windowTitle(), FIELDS, rows)
        else:
            path.write_text(as_csv(FIELDS, rows), encoding="utf-8-sig")

    def kinds(self) -> str:
        """A spreadsheet, or text."""
        return tr("Spreadsheet (*.xlsx)") + ";;" + tr("Text (*.csv)")

    def _buttons(self) -> None:
        super()._buttons()
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter in the table opens a record
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
