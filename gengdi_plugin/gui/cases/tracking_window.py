"""Window Open Cases: where every open case stands, whose turn it is, since when and until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..figures import area
from ..measure import give_size
from ..report_window import ReportWindow
from ..rows_model import ROW_ROLE, SORT_ROLE, RowColumn, RowsModel

if TYPE_CHECKING:
    from ...store.tracking import OpenCase


def _turn(one: OpenCase) -> str:
    return " · ".join(filter(None, (word("turn", one.who), one.person)))


def _departments(names: Sequence[str]) -> str:
    return tr(", ").join(word("department", name) for name in names)


def _left(one: OpenCase) -> str:
    if one.days_left is None:
        return ""
    return tr("overdue by {days}").format(days=-one.days_left) if one.overdue else str(one.days_left)


def _done(one: OpenCase) -> str:
    if one.reached is None:
        return ""
    return f"{area(one.reached.done_m2, 0)} / {area(one.reached.unlawful_m2, 0)}"


_COLUMNS = (
    RowColumn(lambda: tr("Patch no."), lambda one: one.patch_no or one.spatial_code),
    RowColumn(lambda: tr("Unit"), lambda one: one.unit_name or one.unit_code),
    RowColumn(lambda: tr("State"), lambda one: one.step),
    RowColumn(lambda: tr("Whose turn"), _turn),
    RowColumn(lambda: tr("Next step"), lambda one: one.next_step),
    RowColumn(lambda: tr("Must act"), lambda one: _departments(one.departments)),
    RowColumn(lambda: tr("Since"), lambda one: one.since[:10]),
    RowColumn(lambda: tr("Due"), lambda one: one.due_on, lambda one: one.due_on or "9999"),
    RowColumn(
        lambda: tr("Days left"),
        _left,
        lambda one: 99_999.0 if one.days_left is None else float(one.days_left),
        True,
    ),
    RowColumn(
        lambda: tr("Put right m²"),
        _done,
        lambda one: None if one.reached is None else one.reached.done_m2,
        True,
        lambda: tr("Put right / unlawful area"),
    ),
    RowColumn(lambda: tr("Type"), lambda one: word("event_type", one.event_type)),
    RowColumn(lambda: tr("Lead"), lambda one: word("department", one.lead)),
    RowColumn(lambda: tr("With"), lambda one: _departments(one.co)),
)


class TrackingWindow(ReportWindow):
    """Shows :class:`store.tracking.OpenCase` rows, those of one turn or department when it is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = RowsModel(_COLUMNS)
        super().__init__(tr("Open Cases"), "gengdi_tracking", "case-tracking", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._cases: list[OpenCase] = []
        self.turn, self.department = QComboBox(), QComboBox()
        self.department.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.turn.addItem(tr("everybody"), "")
        for key in keys("turn"):
            self.turn.addItem(word("turn", key), key)
        self.late = QCheckBox(tr("Overdue only"))
        for text, box in ((tr("Whose turn"), self.turn), (tr("Must act"), self.department)):
            label = QLabel(text)
            label.setBuddy(box)
            self.head.addWidget(label)
            self.head.addWidget(box)
            box.activated.connect(lambda _place: self._show())
        self.head.addWidget(self.late)
        self.head.addStretch()
        self.late.toggled.connect(lambda _on: self._show())

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "case-tracking"

    def show_cases(self, cases: Sequence[OpenCase]) -> None:
        """Show ``cases`` in their order (the most urgent first), as they are filtered now."""
        self._cases = list(cases)
        chosen = self.department.currentData() or ""
        self.department.clear()
        self.department.addItem(tr("all departments"), "")
        present = {name for one in cases for name in one.departments}
        for key in (
            *(key for key in keys("department") if key in present),
            *sorted(present - set(keys("department"))),
        ):
            self.department.addItem(word("department", key), key)
        self.department.setCurrentIndex(max(0, self.department.findData(chosen)))
        self._show()

    def patch_at(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        return str(row.patch_uid) if row is not None else ""

    def _show(self) -> None:
        from ...exchange.privacy import mask_person
        from ...store.tracking import TRACKING_FIELDS, tracking_row

        turn, department = self.turn.currentData(), self.department.currentData()
        shown = [
            one
            for one in self._cases
            if turn in ("", one.who)
            and (not department or department in one.departments)
            and (one.overdue or not self.late.isChecked())
        ]
        self.model.set_rows(shown)
        late = sum(one.overdue for one in shown)
        text = tr("%n open case(s)", len(shown)) + tr("; ") + tr("%n overdue", late)
        if not shown:
            text = tr("No case is open here.") if self._cases else tr("No case is open in this workspace.")
        self.show_report(text, TRACKING_FIELDS, [tracking_row(one, mask_person) for one in shown])
        if shown:
            give_size(self, max(self.width(), _WIDTH), self.height())


#: Pixels of the window in which the columns are whole.
_WIDTH = 1240
