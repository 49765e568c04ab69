"""Page Layers: roles found, doubtful and missing; bind by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...resources_lookup import icon
from ..cleanup import CleanupStack
from ..desk import Desk
from ..row_table import as_rows
from ..sides import ON_FARMLAND, ON_POLLUTION
from ..work.warm_up import WARM_UP_MS, warm_up_layers
from .quiet_rows import QuietRows
from .role_model import RoleModel
from .role_rows import RoleRow, Status, role_rows

if TYPE_CHECKING:
    from .mapping_dialog import MappingDialog


class LayersPage(QWidget):
    """The table of roles with what to do about each. Rereads the project soon after it changes."""

    demo_wanted = pyqtSignal()
    roles_changed = pyqtSignal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._side = ON_FARMLAND
        #: made anew for every use; replaced in tests, which open no modal dialog
        self.make_dialog: Callable[..., MappingDialog] = _mapping_dialog
        self._cleanup = CleanupStack()
        self._watched: dict[str, QgsMapLayer] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(50)
        self._soon.timeout.connect(self.refresh)
        self._build()
        for signal in (desk.project.layersAdded, desk.project.layersRemoved, desk.project.cleared):
            self._cleanup.connect(signal, self.refresh_soon)
        self.refresh()

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "roles"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(WARM_UP_MS, warm_up_layers)

    def show_side(self, side: str) -> None:
        """Show the roles of ``side`` before the others."""
        if side != self._side:
            self._side = side
            self.refresh()

    def close_page(self) -> None:
        """Stop listening to the project."""
        self._soon.stop()
        self._cleanup.pop_all()
        self._watch({})

    def _build(self) -> None:
        self.model = RoleModel(self)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.table = QTableView()
        self.table.setObjectName("gengdi_roles")
        self.table.setModel(self.model)
        self.table.setItemDelegate(QuietRows(self.table))
        as_rows(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        # roles and layers may have long names: both stay readable in a narrow dock
        for column, hanzi in ((RoleModel.ROLE, 11), (RoleModel.LAYER, 8)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, hanzi * self.fontMetrics().averageCharWidth() * 2)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.activated.connect(lambda _index: self.bind_selected())
        self.table.selectionModel().selectionChanged.connect(self._enable)

        self.bind_button = QPushButton(icon("bind"), tr("Bind Layer…"))
        self.bind_button.setToolTip(tr("Choose the role of the selected layer and map its fields"))
        self.bind_button.clicked.connect(self.bind_selected)
        self.demo_button = QPushButton(icon("demo"), tr("Load Demo District…"))
        self.demo_button.clicked.connect(self.demo_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.bind_button)
        buttons.addWidget(self.demo_button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def refresh_soon(self, *_anything: object) -> None:
        """Reread once after a burst of changes."""
        self._soon.start()

    def refresh(self) -> None:
        """Reread roles from the project."""
        chosen = self._selected()
        self._watch(self._desk.project.mapLayers())
        rows = role_rows(self._desk.project, self._side)
        self.model.set_rows(rows)
        self._give_notes_the_width(rows)
        if chosen is not None:
            for place, row in enumerate(rows):
                if row.layer_id and row.layer_id == chosen.layer_id:
                    self.table.selectRow(place)
        self.summary.setText(_summary(rows, self._side))
        self.demo_button.setVisible(not any(row.layer_id for row in rows))
        self._enable()
        self.roles_changed.emit()

    def roles_in_force(self) -> set[str]:
        """The roles that a layer plays; proposals are left out."""
        rows = (self.model.row(place) for place in range(self.model.rowCount()))
        return {row.role for row in rows if row.in_force}

    def _watch(self, layers: dict[str, QgsMapLayer]) -> None:
        """Follow the names and coordinate systems of exactly these layers."""
        for key in self._watched.keys() - layers.keys():
            layer = self._watched.pop(key)
            if not sip.isdeleted(layer):
                layer.nameChanged.disconnect(self.refresh_soon)
                layer.crsChanged.disconnect(self.refresh_soon)
        for key in layers.keys() - self._watched.keys():
            self._watched[key] = layers[key]
            layers[key].nameChanged.connect(self.refresh_soon)
            layers[key].crsChanged.connect(self.refresh_soon)

    def _give_notes_the_width(self, rows: list[RoleRow]) -> None:
        """What a missing role means is read across the columns that have nothing to say."""
        self.table.clearSpans()
        for place, row in enumerate(rows):
            if row.status is Status.MISSING:
                self.table.setSpan(place, RoleModel.LAYER, 1, RoleModel.SCORE - RoleModel.LAYER + 1)

    def bind_selected(self) -> None:
        """Open the mapping dialog for the selected row's layer."""
        layer = self._layer(self._selected())
        if layer is not None:
            self.bind_layer(layer)

    def bind_layer(self, layer: QgsVectorLayer) -> None:
        """Open the mapping dialog for ``layer``."""
        dialog = self.make_dialog(layer, self.window())
        dialog.bound.connect(self.refresh)
        dialog.open()

    def unbind_selected(self) -> None:
        """Forget the role of the selected row's layer."""
        from ...layers.binding import unbind

        layer = self._layer(self._selected())
        if layer is not None:
            unbind(layer)
            self.refresh()

    def _selected(self) -> RoleRow | None:
        places = self.table.selectionModel().selectedRows()
        return self.model.row(places[0].row()) if places else None

    def _layer(self, row: RoleRow | None) -> QgsVectorLayer | None:
        layer = self._desk.project.mapLayer(row.layer_id) if row is not None and row.layer_id else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _enable(self, *_selection: object) -> None:
        row = self._selected()
        self.bind_button.setEnabled(row is not None and bool(row.layer_id))

    def _show_menu(self, where: QPoint) -> None:
        row = self._selected()
        if row is None or not row.layer_id:
            return
        menu = QMenu(self)
        menu.addAction(icon("bind"), tr("Bind Layer…"), self.bind_selected)
        if row.role:
            menu.addAction(tr("Forget Role"), self.unbind_selected)
        menu.popup(self.table.viewport().mapToGlobal(where))


def _mapping_dialog(*arguments: Any) -> MappingDialog:
    from .mapping_dialog import MappingDialog

    return MappingDialog(*arguments)


def _summary(rows: list[RoleRow], side: str) -> str:
    if not any(row.layer_id for row in rows):
        if side == ON_POLLUTION:
            return tr(
                "The project has no layers yet. Add the enterprises, the discharge permits and the outlets, "
                "or load the demo district."
            )
        return tr(
            "The project has no layers yet. Add the change patches, the approvals and the farmland, "
            "or load the demo district."
        )
    found = sum(row.status is Status.FOUND for row in rows)
    doubtful = sum(row.status is Status.DOUBTFUL for row in rows)
    missing = sum(row.status is Status.MISSING for row in rows)
    return tr("{found} found, {doubtful} doubtful, {missing} missing.").format(
        found=found, doubtful=doubtful, missing=missing
    )
