"""Page Ledger (一本账): which layers, the computation, the accounts as a tree, copy and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...core import dependencies
from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.vocabulary import word
from ...resources_lookup import icon
from ..desk import Desk
from ..plain_label import plain_label
from ..screening.screening_inputs import ScreeningLayers, screening_layers
from ..session import WorkspaceSession
from ..work.operations import Operation
from .ledger_files import LedgerFiles
from .ledger_said import ledger_said
from .ledger_tree import LedgerTree

if TYPE_CHECKING:
    from ...core.ledger.account import Ledger

_STOCK, _SPECIAL = "stock", "special"

#: Roles of the special accounts; the same as ``core.ledger.special.SPECIAL_ROLES``, which needs numpy.
ACCOUNTS = ("basic_farmland", "grain_zone", "high_standard", "reclaimed", "consolidating")


class LedgerPage(QWidget):
    """Has the accounts computed in a task and shows them; computes nothing itself."""

    def __init__(self, desk: Desk, session: WorkspaceSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self._layers = ScreeningLayers()
        self._operation: Operation | None = None
        self._ledger: Ledger | None = None
        self._chosen: list[QComboBox] = []  # where the officer chose and not we
        self._of_layer = ""  # id of the farmland layer the ledger is of
        self.files = LedgerFiles(desk)
        self._build()
        self.refresh()
        self._show()

    def _build(self) -> None:
        self.farmland, self.units = QComboBox(), QComboBox()
        self.farmland.setObjectName("gengdi_ledger_farmland")
        self.units.setObjectName("gengdi_ledger_units")
        for box in (self.farmland, self.units):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _place, own=box: self._chosen.append(own))
        form = QFormLayout()
        form.addRow(word("role", "farmland"), self.farmland)
        form.addRow(word("role", "admin_unit"), self.units)
        self.zones = plain_label(name="gengdi_ledger_zones")
        form.addRow(tr("Special accounts"), self.zones)
        self.run_button = QPushButton(icon("ledger"), tr("Compute"))
        self.run_button.setObjectName("gengdi_ledger_run")
        self.run_button.clicked.connect(lambda _checked: self.compute())
        self.progress = QProgressBar()
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.clicked.connect(lambda _checked: self.cancel())
        run_line = QHBoxLayout()
        run_line.addWidget(self.run_button, 1)
        run_line.addWidget(self.progress, 1)
        run_line.addWidget(self.cancel_button)
        self.said = plain_label(name="gengdi_ledger_said", selectable=True)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.said)
        column.addLayout(self._view_line())
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter by unit, class or code"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.filter.placeholderText())
        column.addWidget(self.filter)
        self.tree = LedgerTree()
        column.addWidget(self.tree, 1)
        self._add_file_buttons(run_line)
        column.addLayout(run_line)  # one line of buttons: rows are worth more on a small screen
        column.addStretch()  # while there is no account the rest keeps to what it says
        self.filter.textChanged.connect(self._narrow)
        self.tree.copy_key.activated.connect(self.copy)

    def _view_line(self) -> QHBoxLayout:
        self.account, self.measure = QComboBox(), QComboBox()
        for text, key in ((tr("Total account"), _STOCK), (tr("Special accounts"), _SPECIAL)):
            self.account.addItem(text, key)
        for text, in_mu in ((tr("mu"), True), (tr("m²"), False)):
            self.measure.addItem(text, in_mu)
        self.account.setAccessibleName(tr("Account"))
        self.measure.setAccessibleName(tr("Unit of area"))
        self.four_digits = QCheckBox(tr("Four-digit classes"))
        self.account.activated.connect(lambda _place: self._show())
        self.measure.activated.connect(lambda _place: self._show())
        self.four_digits.toggled.connect(lambda _on: self._show())
        line = QHBoxLayout()
        for widget in (self.account, self.measure, self.four_digits):
            line.addWidget(widget)
        line.addStretch()
        return line

    def _add_file_buttons(self, line: QHBoxLayout) -> None:
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setToolTip(tr("Everything the filter leaves, as text for a spreadsheet"))
        self.copy_button.clicked.connect(lambda _checked: self.copy())
        self.export_button = QPushButton(icon("export_list"), tr("Export…"))
        self.export_button.setToolTip(tr("All accounts into a spreadsheet or text file, with their method"))
        self.export_button.clicked.connect(lambda _checked: self.export())
        line.addWidget(self.copy_button)
        line.addWidget(self.export_button)

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "ledger"

    def refresh(self) -> None:
        """Reread which layers play which role."""
        self._layers = screening_layers(self._desk.project)
        for box, role in ((self.farmland, "farmland"), (self.units, "admin_unit")):
            chosen = box.currentData() if box in self._chosen else None
            box.clear()
            for layer in self._layers.of(role):
                box.addItem(layer.name(), layer.id())
            if role == "admin_unit":
                box.addItem(tr("none: by parcel code"), "")
            box.setCurrentIndex(max(0, box.findData(chosen)) if box.count() else -1)
        roles = [word("role", role) for role in ACCOUNTS if self._layers.of(role)]
        self.zones.setText(tr(", ").join(roles) or tr("none bound"))
        if self._of_layer and self._desk.project.mapLayer(self._of_layer) is None:
            self._ledger, self._of_layer = None, ""  # its layer is gone, as with another project
            self._show()
        elif self._ledger is None:
            self._say_empty()
        self._enable()

    def compute(self) -> None:
        """Read the layers and sum them up in a task."""
        layer = self._layer(self.farmland)
        problem = dependencies.shapely_problem()
        if problem:
            self.said.setText(problem)
        if layer is None or problem or self._operation is not None:
            return
        from ...layers.ledger import ledger_work

        zones = {role: self._layers.of(role) for role in ACCOUNTS if self._layers.of(role)}
        try:
            work = ledger_work(
                self._desk.project, layer, self._layer(self.units), zones, self._session.path()
            )
        except GengdiError as error:
            self.said.setText(str(error))
            return
        title = tr("Computing the ledger of “{layer}”").format(layer=layer.name())
        self.said.setText(tr("{title} …").format(title=title))
        of_layer = layer.id()
        operation = self._desk.operations.run_function(work, title, lambda made: self._take(made, of_layer))
        self._operation = operation
        self._show_running(True)
        operation.progressed.connect(lambda: self.progress.setValue(int(operation.progress())))
        operation.ended.connect(self._ended)

    def cancel(self) -> None:
        """Stop the computation; the accounts shown stay."""
        if self._operation is not None:
            self._operation.cancel()

    def ledger(self) -> Ledger | None:
        """The accounts shown; None before the first are computed."""
        return self._ledger

    def close_page(self) -> None:
        """Stop what is under way (unload)."""
        self.cancel()

    def copy(self) -> None:
        """What the filter leaves, into the clipboard."""
        self.files.copy(*self.tree.table())

    def export(self) -> None:
        """All accounts into a file of the officer's choice."""
        if self._ledger is not None:
            self.files.export(self._ledger, self.four_digits.isChecked())

    def _layer(self, box: QComboBox) -> QgsVectorLayer | None:
        layer = self._desk.project.mapLayer(box.currentData() or "")
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _take(self, made: Ledger, of_layer: str) -> None:
        self._ledger, self._of_layer = made, of_layer
        self._show()

    def _ended(self, operation: Operation) -> None:
        self._operation = None
        self._show_running(False)
        if operation.error:
            self.said.setText(operation.error)
        elif operation.cancelled():
            self._say_empty()
            if self._ledger is not None:
                self.said.setText(tr("Cancelled; the accounts below are those of before."))

    def _show(self) -> None:
        """The chosen account as a tree."""
        ledger, special = self._ledger, self.account.currentData() == _SPECIAL
        for widget in (
            self.account,
            self.measure,
            self.filter,
            self.tree,
            self.copy_button,
            self.export_button,
        ):
            widget.setVisible(ledger is not None)
        self.four_digits.setVisible(ledger is not None and not special)
        if ledger is None:
            self._say_empty()
            return
        from ...core.ledger.rows import first_level

        in_mu = bool(self.measure.currentData())
        if special:
            self.tree.show_special(ledger.special_rows, in_mu)
        else:
            rows = ledger.rows if self.four_digits.isChecked() else first_level(ledger.rows)
            self.tree.show_stock(rows, in_mu)
        self._narrow(self.filter.text())

    def _narrow(self, text: str) -> None:
        """Show what the filter leaves; that it leaves nothing is told."""
        if self._ledger is None:
            return
        self.tree.narrow(text)
        if next(iter(self.tree.rows.nodes()), None) is None:
            nothing = tr("No unit or class here has “{text}” in its name or code: clear the filter.")
            self.said.setText(nothing.format(text=text))
        else:
            self.said.setText(ledger_said(self._ledger, self.account.currentData() == _SPECIAL))

    def _say_empty(self) -> None:
        if not self.farmland.count():
            text = tr("No layer plays “{role}”: add it, or bind it on the Layers page.")
            self.said.setText(text.format(role=word("role", "farmland")))
        else:
            self.said.setText(tr("Compute sums up the parcels by unit and land class, at one date."))

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.progress.setValue(0)
        self.cancel_button.setVisible(running)
        self._enable()

    def _enable(self) -> None:
        running = self._operation is not None
        self.progress.setVisible(running)
        self.cancel_button.setVisible(running)
        self.run_button.setEnabled(not running and self.farmland.count() > 0)
