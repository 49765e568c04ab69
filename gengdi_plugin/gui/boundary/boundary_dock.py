"""The window Boundaries beside the map: tools, the layer they write to, what is told while drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from qgis.core import QgsApplication, QgsFieldProxyModel, QgsVectorLayer
from qgis.gui import QgsDockWidget, QgsFieldComboBox
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAction,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...layers.boundary_layers import approved_area_field, choose_approved_area_field
from ...resources_lookup import icon
from ..help import open_guide
from ..keyboard_tool_bar import KeyboardToolBar
from ..plain_label import plain_label
from .boundary_tool import DRAW, HOLE, RESHAPE, SPLIT
from .point_box import PointBox

MERGE, SNAP, POINTS, CHANGES = "merge", "snap", "points", "changes"


#: Pixels of an icon: all tools stand beside each other in a narrow window.
_ICON = 18

#: Digits the window is wide.
_DIGITS = 42


class BoundaryDock(QgsDockWidget):
    """Shows what it is told. ``wanted`` carries the key of an act; ``edit_wanted``: begin an edit session;
    ``open_wanted``: open a workspace; ``approved_changed``: the approved area is another one."""

    wanted = pyqtSignal(str)
    edit_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    approved_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Boundaries"), parent)
        self.setObjectName("GengdiBoundaries")
        self.actions_: dict[str, QAction] = {}
        self.points = PointBox()
        self.points.hide()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(self._tools())
        layout.addWidget(self._layer_box())
        self.hint = plain_label("")
        layout.addWidget(self.hint)
        layout.addWidget(self.points)
        layout.addWidget(self._check_box())
        layout.addWidget(self._live_box())
        layout.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        # two coordinates of a point beside each other, and all tools
        scroll.setMinimumWidth(_DIGITS * self.fontMetrics().horizontalAdvance("0"))
        self.setWidget(scroll)

    def help_anchor(self) -> str:
        """Where the guide speaks of it."""
        return "boundaries"

    def _tools(self) -> QWidget:
        bar = KeyboardToolBar()
        bar.setIconSize(QSize(_ICON, _ICON))
        for key, text, tip, stays in (
            (DRAW, tr("Draw"), tr("Draw a new boundary"), True),
            (RESHAPE, tr("Reshape"), tr("Reshape: lead a boundary along a line that crosses it twice"), True),
            (SPLIT, tr("Split"), tr("Split boundaries along a line"), True),
            (HOLE, tr("Hole"), tr("Cut a hole into a boundary"), True),
            (MERGE, tr("Merge"), tr("Merge the selected boundaries into one"), False),
            (SNAP, tr("Snap"), tr("Close slips: move corners of a boundary onto its neighbours"), False),
            (POINTS, tr("Points"), tr("Show or hide the table of survey points"), True),
            (CHANGES, tr("Changes"), tr("Who changed which boundary, and when"), False),
        ):  # fmt: skip
            action = QAction(icon(f"boundary_{key}"), text, self)
            action.setObjectName(f"gengdi_boundary_{key}")
            action.setToolTip(tip)
            action.setStatusTip(tip)
            action.setCheckable(stays)
            action.triggered.connect(lambda _checked, act=key: self.wanted.emit(act))
            bar.addAction(action)
            self.actions_[key] = action
        self.snapping = QAction(QgsApplication.getThemeIcon("mIconSnapping.svg"), tr("Snapping"), self)
        self.snapping.setObjectName("gengdi_boundary_snapping")
        self.snapping.setCheckable(True)
        self.snapping.setToolTip(
            tr("Snap to corners and edges of all layers while drawing (QGIS's snapping)")
        )
        bar.addAction(self.snapping)
        helping = QAction(icon("help"), tr("Help"), self)
        helping.setToolTip(tr("Open the guide at this part"))
        helping.triggered.connect(lambda _checked: open_guide(self.help_anchor()))
        bar.addAction(helping)
        return bar

    def _layer_box(self) -> QWidget:
        box = QWidget()
        self.layer = plain_label("")
        self.edit = QPushButton(tr("Start Editing"))
        self.edit.setToolTip(tr("Begin an edit session of this layer: you save it or roll it back in QGIS"))
        self.edit.clicked.connect(lambda _checked: self.edit_wanted.emit())
        self.edit.hide()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.layer)
        layout.addWidget(self.edit)
        return box

    def _check_box(self) -> QWidget:
        box = QGroupBox(tr("Boundary"))
        self.checks = plain_label("")
        self.approved = QLineEdit()
        self.approved.setObjectName("gengdi_approved_area")
        self.approved.setPlaceholderText(tr("m², when known"))
        self.approved.setClearButtonEnabled(True)
        self.approved.textChanged.connect(lambda _text: self.approved_changed.emit())
        self.area_field = QgsFieldComboBox()
        self.area_field.setFilters(QgsFieldProxyModel.Filter.Numeric)
        self.area_field.setAllowEmptyFieldName(True)
        self.area_field.setToolTip(tr("The layer's field with the area its documents approve"))
        self.area_field.fieldChanged.connect(self._field_chosen)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("Approved area"), self.approved)
        form.addRow(tr("or from field"), self.area_field)
        layout = QVBoxLayout(box)
        layout.addWidget(self.checks)
        layout.addLayout(form)
        return box

    def _live_box(self) -> QWidget:
        box = QGroupBox(tr("Patches and log"))
        self.live = plain_label("")
        self.log = plain_label("")
        self.open = QPushButton(tr("Open a Workspace…"))
        self.open.clicked.connect(lambda _checked: self.open_wanted.emit())
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch()
        layout = QVBoxLayout(box)
        for label in (self.live, self.log):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            layout.addWidget(label)
        layout.addLayout(row)
        return box

    def approved_m2(self) -> float | None:
        """The approved area as typed; None when none is."""
        try:
            value = float(self.approved.text().strip().replace(",", ""))
        except ValueError:
            return None
        return value if value > 0 else None

    def show_layer(self, layer: QgsVectorLayer | None, said: str, editable: bool, asks: bool) -> None:
        """The active layer in words; ``editable``: acts can be; ``asks``: an edit session is missing."""
        self.layer.setText(said)
        self.edit.setVisible(asks)
        for key in (DRAW, RESHAPE, SPLIT, HOLE, MERGE, SNAP):
            self.actions_[key].setEnabled(editable or asks)
        self.area_field.blockSignals(True)
        self.area_field.setLayer(layer)
        self.area_field.setField(approved_area_field(layer) if layer is not None else "")
        self.area_field.blockSignals(False)
        self.area_field.setEnabled(layer is not None)

    def show_checks(self, lines: Sequence[str]) -> None:
        """What is told about the boundary; nothing is drawn when there are none."""
        self.checks.setText(
            "\n".join(lines) or tr("Draw or select a boundary: its area and neighbours are told here.")
        )

    def show_log(self, said: str, asks: bool) -> None:
        """Whether changes are logged; ``asks``: a workspace is missing."""
        self.log.setText(said)
        self.open.setVisible(asks)

    def mark_act(self, act: str) -> None:
        """Press the button of the act in hand; "" for none."""
        for key in (DRAW, RESHAPE, SPLIT, HOLE):
            self.actions_[key].setChecked(key == act)

    def _field_chosen(self, name: str) -> None:
        layer = self.area_field.layer()
        if layer is not None:
            choose_approved_area_field(layer, name)
            self.approved_changed.emit()


#: Shows a question and tells whether it was answered with yes.
Confirm = Callable[[str, str], bool]
