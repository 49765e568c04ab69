"""The part of the rules dialog that shows what the edited rules would change of the current patches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import word
from ..work.operations import Operation

if TYPE_CHECKING:
    from ...core.screening.effect import Effect

_UID = Qt.ItemDataRole.UserRole + 1

#: So many patches are listed, colours first; the sentence counts all.
_LISTED = 200


class RulesPreview(QGroupBox):
    """Asks for an effect by ``wanted`` and shows it; computes nothing."""

    wanted = pyqtSignal()
    patch_wanted = pyqtSignal(str)  # uid: select and zoom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Effect on the current patches"), parent)
        self.button = QPushButton(tr("Show &Effect"))
        self.button.setObjectName("gengdi_rules_effect")
        self.button.clicked.connect(lambda _checked: self.wanted.emit())
        self.cancel = QPushButton(tr("Cancel"))
        for one in (self.button, self.cancel):
            one.setAutoDefault(False)  # Enter in the search field starts nothing
        self.progress = QProgressBar()
        self.said = QLabel(tr("Not computed yet. Nothing is saved by looking."))
        self.said.setObjectName("gengdi_rules_effect_said")
        self.said.setWordWrap(True)
        self.model = QStandardItemModel(self)
        self.table = QTableView()
        self.table.setObjectName("gengdi_rules_effect_table")
        self.table.setModel(self.model)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setToolTip(tr("Double-click or Enter shows the patch on the map"))
        self.table.activated.connect(self._activated)
        line = QHBoxLayout()
        for part in (self.button, self.progress, self.cancel):
            line.addWidget(part)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        self._operation: Operation | None = None
        self._tells_effect = False
        self._show_running(False)
        self._show_table(False)

    def follow(self, operation: Operation) -> None:
        """Show how far ``operation`` is, and let it be cancelled."""
        self._operation = operation
        self._show_running(True)
        self.cancel.clicked.connect(operation.cancel)
        operation.progressed.connect(lambda: self.progress.setValue(int(operation.progress())))
        operation.ended.connect(self._ended)

    def stop(self) -> None:
        """Nobody waits for the effect any more."""
        if self._operation is not None:
            self._operation.cancel()

    def outdated(self) -> None:
        """The rules were edited: what is shown is of before."""
        if self._tells_effect:
            self.say(tr("The rules have been edited since: show the effect again."))

    def say(self, text: str) -> None:
        """One sentence instead of an effect."""
        self.said.setText(text)
        self.model.clear()
        self._tells_effect = False
        self._show_table(False)

    def show_effect(self, found: Effect) -> None:
        """How many patches change, by colour and reason, and the first of them."""
        self.said.setText(summary(found))
        self.model.clear()
        self.model.setHorizontalHeaderLabels(
            [tr("Patch no."), tr("Colour now"), tr("Colour then"), tr("Reason now"), tr("Reason then")]
        )
        for one in found.changes[:_LISTED]:
            texts = (
                one.before.patch_no or one.before.spatial_code,
                word("code", one.before.code),
                word("code", one.after.code),
                word("reason", one.before.reason),
                word("reason", one.after.reason),
            )
            items = [QStandardItem(text) for text in texts]
            items[0].setData(one.patch_uid, _UID)
            self.model.appendRow(items)
        self._tells_effect = True
        self._show_table(bool(found.changes))
        self.table.resizeColumnsToContents()

    def _show_table(self, shown: bool) -> None:
        """Without a table the rules above have the room."""
        self.table.setVisible(shown)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Expanding if shown else policy.Maximum)

    def _activated(self, index: QModelIndex) -> None:
        self.patch_wanted.emit(str(index.sibling(index.row(), 0).data(_UID) or ""))

    def _ended(self, operation: Operation) -> None:
        self.cancel.clicked.disconnect(operation.cancel)
        self._operation = None
        self._show_running(False)
        if operation.error:
            self.say(operation.error)
        elif operation.cancelled():
            self.say(tr("Cancelled: no effect was computed."))

    def _show_running(self, running: bool) -> None:
        self.button.setEnabled(not running)
        for part in (self.cancel, self.progress):
            part.setVisible(running)
        self.progress.setValue(0)


def summary(found: Effect) -> str:
    """The effect in sentences: colours, reasons, and how it was computed."""
    ways = {
        "judged": tr("Judged anew from the figures that the workspace keeps."),
        "recomputed": tr("Recomputed from the ground and approvals that the workspace keeps."),
        "measured": tr("Measured again with the layers as they are now, unsaved edits included."),
    }
    told = tr("{n} of {total} patches change: {released} yellow → green, {held} green → yellow.").format(
        n=f"{len(found.changes):,}",
        total=f"{found.total:,}",
        released=f"{found.count('yellow', 'green'):,}",
        held=f"{found.count('green', 'yellow'):,}",
    )
    reasons = [
        tr("{before} → {after}: {n}").format(
            before=word("reason", before), after=word("reason", after), n=f"{count:,}"
        )
        for before, after, count in found.tally()[:6]
    ]
    if not found.changes:
        told = tr("None of {total} patches changes.").format(total=f"{found.total:,}")
    lines = [told, tr("; ").join(reasons), ways[found.way]]
    return "\n".join(line for line in lines if line)
