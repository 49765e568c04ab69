"""Window Time Line: every step of one case, who did it, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QWidget

from ...core.i18n import tr
from ..report_window import ReportWindow
from ..rows_model import SORT_ROLE, RowColumn, RowsModel

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from ...store.timeline import TimelineRow

#: Names of the columns in a file or in the clipboard.
_FIELDS = ("at", "event", "told", "who", "role", "note", "evidence", "counts", "why")


def _when(row: TimelineRow) -> str:
    return row.at[:16].replace("T", " ")


def _note(row: TimelineRow) -> str:
    return row.note if row.counts else tr("has no effect: {why}").format(why=row.why)


_COLUMNS = (
    RowColumn(lambda: tr("When"), _when),
    RowColumn(lambda: tr("Step"), lambda row: row.told),
    RowColumn(lambda: tr("Done by"), lambda row: row.who),
    RowColumn(lambda: tr("Level"), lambda row: row.role),
    RowColumn(lambda: tr("Rests on"), lambda row: row.evidence),
    RowColumn(lambda: tr("Note"), _note),
)

_EVIDENCE = 4


class TimelineWindow(ReportWindow):
    """Shows one case; names leave it masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = RowsModel(_COLUMNS)
        super().__init__(tr("Time Line"), "gengdi_timeline", "case-timeline", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "case-timeline"

    def show_case(self, patch: PatchRow, rows: Sequence[TimelineRow], masked: Sequence[TimelineRow]) -> None:
        """Show ``rows`` of ``patch``; ``masked`` are the same without names, for the clipboard and files."""
        title = tr("Time Line of Patch {patch_no}").format(patch_no=patch.patch_no)
        self.show_steps(title, rows, masked, tr("Nothing has happened to this patch yet."))

    def show_steps(
        self, title: str, rows: Sequence[TimelineRow], masked: Sequence[TimelineRow], nothing: str
    ) -> None:
        """Show ``rows`` of any case under ``title``; ``nothing`` is said when there are none."""
        self.setWindowTitle(title)
        self.model.set_rows(rows)
        text = tr("%n step(s), oldest first. Copied and exported without names.", len(rows))
        if not rows:
            text = nothing
        self.show_report(text, _FIELDS, [[getattr(row, name) for name in _FIELDS] for row in masked])
        self.table.resizeColumnToContents(_EVIDENCE)
