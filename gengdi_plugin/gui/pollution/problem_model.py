"""Problems of pollution sources as rows of a table: the supervision list and the page share the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QModelIndex, Qt

from ...core.i18n import tr
from ...core.vocabulary import word
from ..code_chip import chip
from ..rows_model import RowColumn, RowsModel
from .problem_fields import LETTERS

if TYPE_CHECKING:
    from ...store.problem_rows import ProblemRow

#: Where the levels stand when sorted: the most urgent last, so that the second click brings them up.
_GRADES = ("", "info", "yellow", "red")


def _due(row: ProblemRow) -> str:
    if row.due is None:
        return ""
    if not row.due.overdue:
        return row.due_at
    late = row.due.days_over
    return tr("{day} · %n day(s) over", late).format(day=row.due_at) if late > 0 else _late_today(row)


def _late_today(row: ProblemRow) -> str:
    return tr("{day} · over").format(day=row.due_at)


def turn(row: ProblemRow) -> str:
    """Whose turn it is, in words."""
    from ...exchange.problem_tables import turn_text

    return turn_text(row)


def _departments(row: ProblemRow) -> str:
    return tr(", ").join(word("department", key) for key in row.co_departments)


def _order(row: ProblemRow) -> str:
    return row.due.due.isoformat() if row.due else "9"


COLUMNS = (
    RowColumn(
        lambda: tr("Alert level"), lambda row: word("alert_level", row.level),
        lambda row: _GRADES.index(row.level) if row.level in _GRADES else 0,
    ),
    RowColumn(lambda: tr("Problem"), lambda row: row.title),
    RowColumn(lambda: tr("Kind"), lambda row: word("event_type", row.kind)),
    RowColumn(lambda: tr("State"), lambda row: word("problem_state", row.state)),
    RowColumn(lambda: tr("Whose turn"), turn),
    RowColumn(lambda: tr("Due"), _due, _order),
    RowColumn(
        lambda: tr("Now with"), lambda row: word("escalation", row.due.level) if row.due else "",
        tip=lambda: tr("Who has it now: a late item goes up from street to bureau to coordinating centre"),
    ),
    RowColumn(lambda: tr("Lead"), lambda row: word("department", row.lead_department)),
    RowColumn(lambda: tr("Helping"), _departments),
    RowColumn(lambda: tr("Unit"), lambda row: row.unit_name or row.unit_code),
    RowColumn(lambda: tr("Credit code"), lambda row: row.uscc),
    RowColumn(lambda: tr("Source"), lambda row: row.source),
    RowColumn(lambda: tr("Patch no."), lambda row: row.patch_no),
)  # fmt: skip


class ProblemModel(RowsModel):
    """The level has its chip beside its word: never the colour alone."""

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole and index.isValid() and index.column() == 0:
            level = self.rows()[index.row()].level
            return chip(level, letters=LETTERS) if level else None
        return super().data(index, role)
