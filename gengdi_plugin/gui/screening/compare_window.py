"""Window Compare Runs: two runs of the workspace, and every patch that changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QWidget

from ...core.i18n import tr
from ..report_window import ReportWindow
from .compare_model import CHANGE_ROLE, COLOUR, PAIR_SIZE, SORT_ROLE, CompareModel

if TYPE_CHECKING:
    from ...store.compare import Comparison
    from ...store.review import RunRow


class CompareWindow(ReportWindow):
    """Asks for a comparison of two runs and shows it."""

    runs_wanted = pyqtSignal(str, str)  # uids of the earlier and the later run

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = CompareModel()
        super().__init__(tr("Compare Runs"), "gengdi_compare", "compare-runs", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self.table.setIconSize(PAIR_SIZE)
        self.before, self.after = QComboBox(), QComboBox()
        self.before.setObjectName("gengdi_run_before")
        self.after.setObjectName("gengdi_run_after")
        for text, box in ((tr("Earlier run"), self.before), (tr("Later run"), self.after)):
            label = QLabel(text)
            label.setBuddy(box)
            self.head.addWidget(label)
            self.head.addWidget(box, 1)
            box.activated.connect(lambda _place: self._ask())

    def show_runs(self, runs: Sequence[RunRow]) -> None:
        """Offer ``runs`` (newest first) and ask for the last two; say what to do when there are fewer."""
        enough = len(runs) > 1
        for box, place in ((self.before, 1), (self.after, 0)):
            box.clear()
            for run in runs:
                box.addItem(_name(run), run.uid)
            box.setCurrentIndex(place if enough else -1)
            box.setEnabled(enough)
        self.model.set_rows([])
        self.show_report("", (), [])
        if enough:
            self._ask()
        else:
            self.said.setText(
                tr("There is only one run so far. Screen again after something has changed, then compare.")
                if runs
                else tr("There is no run yet: screen first.")
            )

    def show_comparison(self, found: Comparison) -> None:
        """Show what changed."""
        from ...store.report_tables import COMPARE_FIELDS, compare_row, compare_summary

        self.model.set_rows(found.changes)
        self.show_report(compare_summary(found), COMPARE_FIELDS, [compare_row(one) for one in found.changes])
        self.table.setColumnWidth(COLOUR, PAIR_SIZE.width() + 16)

    def shows(self, before: str, after: str) -> bool:
        """Whether these two runs are chosen now."""
        return bool((self.before.currentData(), self.after.currentData()) == (before, after))

    def patch_at(self, index: QModelIndex) -> str:
        change = index.data(CHANGE_ROLE)
        return str(change.patch_uid) if change is not None else ""

    def _ask(self) -> None:
        before, after = self.before.currentData(), self.after.currentData()
        if before == after:
            self.model.set_rows([])
            self.show_report(tr("Both are the same run: choose two."), (), [])
            return
        self.said.setText(tr("Comparing …"))
        self.runs_wanted.emit(before, after)


def _name(run: RunRow) -> str:
    return tr("{when} · {who} · {n} patches").format(
        when=run.screened_at[:16].replace("T", " "), who=run.actor, n=f"{run.patches:,}"
    )
