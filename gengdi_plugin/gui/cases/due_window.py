"""Window Due and Overdue: every running case with its day, how late it is and who has it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Callable

from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QWidget

from ...core.i18n import tr
from ...core.vocabulary import word
from ..report_window import ReportWindow
from ..rows_model import ROW_ROLE, SORT_ROLE, RowColumn, RowsModel

if TYPE_CHECKING:
    from ...store.due import DueRow

EVERY, OVER, SOON = "every", "over", "soon"

#: Days ahead that count as soon.
_SOON = 3

#: What passes each filter, by days over.
_PASSES: dict[str, Callable[[int], bool]] = {
    EVERY: lambda _over: True,
    OVER: lambda over: over > 0,
    SOON: lambda over: -_SOON <= over <= 0,
}


def _masked(name: str) -> str:
    from ...exchange.privacy import mask_person

    return mask_person(name)


_COLUMNS = (
    RowColumn(lambda: tr("Patch no."), lambda row: row.patch_no or row.spatial_code),
    RowColumn(lambda: tr("Unit"), lambda row: row.unit_name or row.unit_code),
    RowColumn(lambda: tr("State"), lambda row: word("state", row.state)),
    RowColumn(lambda: tr("Waits for"), lambda row: word("case_step", row.step)),
    RowColumn(lambda: tr("Responsible"), lambda row: _masked(row.responsible) or "–"),
    RowColumn(lambda: tr("Due on"), lambda row: row.due_on),
    RowColumn(lambda: tr("Days over"), lambda row: _over(row), lambda row: row.days_over),
    RowColumn(lambda: tr("Time over"), lambda row: _share(row), lambda row: row.share),
    RowColumn(lambda: tr("Now with"), lambda row: _now_with(row)),
)


class DueWindow(ReportWindow):
    """Filters by unit and by how late; what it copies and exports has names and phones masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = RowsModel(_COLUMNS)
        super().__init__(tr("Due and Overdue"), "gengdi_due", "due", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._all: list[tuple[DueRow, list[Any]]] = []
        self.unit, self.which = QComboBox(), QComboBox()
        self.unit.setObjectName("gengdi_due_unit")
        self.which.setObjectName("gengdi_due_which")
        for key, text in (
            (EVERY, tr("all running cases")),
            (OVER, tr("overdue")),
            (SOON, tr("due within three days")),
        ):
            self.which.addItem(text, key)
        for text, box in ((tr("Show"), self.which), (tr("Unit"), self.unit)):
            label = QLabel(text)
            label.setBuddy(box)
            self.head.addWidget(label)
            self.head.addWidget(box, 1)
            box.activated.connect(lambda _place: self._show())

    def show_rows(self, rows: Sequence[tuple[DueRow, list[Any]]], units: Mapping[str, str]) -> None:
        """Show ``rows`` (each with its values as they are copied and exported) as the filters say;
        ``units``: names of units by code."""
        self._all = list(rows)
        chosen = self.unit.currentData() or ""
        towns = sorted({row.unit_code[:9] for row, _ in rows if len(row.unit_code) >= 9})
        self.unit.clear()
        self.unit.addItem(tr("all units"), "")
        for code in towns:
            self.unit.addItem(units.get(code, code), code)
        self.unit.setCurrentIndex(max(self.unit.findData(chosen), 0))
        self._show()

    def _show(self) -> None:
        from ...exchange.people_tables import DUE_FIELDS

        unit, passes = self.unit.currentData() or "", _PASSES[self.which.currentData()]
        shown = [
            pair for pair in self._all if pair[0].unit_code.startswith(unit) and passes(pair[0].days_over)
        ]
        rows = [row for row, _ in shown]
        self.model.set_rows(rows)
        self.show_report(self._sentence(rows), DUE_FIELDS, [values for _, values in shown])

    def _sentence(self, rows: Sequence[DueRow]) -> str:
        if not self._all:
            return tr("Nothing is due: no patch is with an inspector or under rectification. Dispatch first.")
        late = sum(row.days_over > 0 for row in rows)
        soon = sum(-_SOON <= row.days_over <= 0 for row in rows)
        return tr("{n} running case(s) shown: {late} overdue, {soon} due within three days.").format(
            n=f"{len(rows):,}", late=f"{late:,}", soon=f"{soon:,}"
        )

    def patch_at(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        return str(row.patch_uid) if row is not None else ""


def _over(row: DueRow) -> str:
    if row.days_over > 0:
        return tr("%n day(s) over", row.days_over)
    return tr("today") if row.days_over == 0 else tr("%n day(s) left", -row.days_over)


def _share(row: DueRow) -> str:
    return f"{row.share} %" if row.share else tr("under 50 %")


def _now_with(row: DueRow) -> str:
    level = word("escalation", row.level)
    return f"{level} · {_masked(row.escalated_to)}" if row.escalated_to else level
