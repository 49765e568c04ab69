"""The survey-point table beside the map: what is drawn shows here, what is typed here is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem
from qgis.gui import QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import GengdiError, InputError
from ...core.i18n import tr
from ...layers.degrees import lon_lat
from ..clipboard import copy_text
from ..measure import row_height
from .point_model import Place, PointModel


class _Table(QTableView):
    """``delete_pressed``: Del, outside a cell that is edited."""

    delete_pressed = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class PointBox(QWidget):
    """``edited``: all places in :meth:`crs` as the officer wants them; ``chosen``: the place in the table's
    system to flash; ``crs_changed``: show the places in another system; ``finish_wanted``."""

    edited = pyqtSignal(list)
    chosen = pyqtSignal(tuple)
    crs_changed = pyqtSignal()
    finish_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PointModel(self)
        self.model.edited.connect(self.edited)
        self.system = QgsProjectionSelectionWidget()
        self.system.setCrs(lon_lat())
        self.system.setToolTip(tr("The system in which the points are shown and typed"))
        self.system.crsChanged.connect(lambda _crs: self.crs_changed.emit())
        self.table = _Table()
        self.table.delete_pressed.connect(self._delete)
        self.table.setObjectName("gengdi_points")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setDefaultSectionSize(row_height(self))
        self.table.setMinimumHeight(6 * row_height(self))
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._row_chosen(now.row())
        )
        self.entry = QLineEdit()
        self.entry.setObjectName("gengdi_point_entry")
        self.entry.setPlaceholderText(tr("121.50012, 29.95034 and Enter"))
        self.entry.setToolTip(
            tr("One more point: decimal, degrees minutes seconds, or Gauss-Krüger with or without zone")
        )
        self.entry.returnPressed.connect(self._add)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.system, self.table, self.entry, self.problem):
            layout.addWidget(widget)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.buttons: dict[str, QToolButton] = {}
        for key, picture, tip, slot in (
            ("up", "mActionArrowUp.svg", tr("Move the point up"), lambda: self._move(-1)),
            ("down", "mActionArrowDown.svg", tr("Move the point down"), lambda: self._move(1)),
            ("delete", "mActionDeleteSelected.svg", tr("Delete the selected points (Del)"), self._delete),
            ("paste", "mActionEditPaste.svg", tr("Paste points or a survey's coordinate text"), self.paste),
            ("copy", "mActionEditCopy.svg", tr("Copy the points as text"), self.copy),
        ):  # fmt: skip
            button = QToolButton()
            button.setIcon(QgsApplication.getThemeIcon(picture))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _checked, act=slot: act())
            row.addWidget(button)
            self.buttons[key] = button
        self.finish = QToolButton()
        self.finish.setText(tr("Finish"))
        self.finish.setToolTip(tr("End the boundary with these points"))
        self.finish.clicked.connect(lambda _checked: self.finish_wanted.emit())
        row.addStretch()
        row.addWidget(self.finish)
        return row

    def crs(self) -> QgsCoordinateReferenceSystem:
        """The system of the places."""
        return self.system.crs()

    def offer(self, layer_crs: QgsCoordinateReferenceSystem) -> None:
        """Offer the layer's system among the choices."""
        self.system.setLayerCrs(layer_crs)
        self.system.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.LayerCrs, layer_crs.isValid())

    def show_places(self, places: Sequence[Place]) -> None:
        """Show what is drawn now, in :meth:`crs`; the cursor stays in its row."""
        row = self.table.currentIndex().row()
        self.model.show(places, self.crs().isGeographic())
        if 0 <= row < len(places):
            blocked = self.table.selectionModel().blockSignals(True)
            self.table.setCurrentIndex(self.model.index(row, 1))
            self.table.selectionModel().blockSignals(blocked)
        self.finish.setEnabled(len(places) > 1)

    def paste(self) -> None:
        """Take the points of the clipboard instead of those there are; the text's own system is chosen."""
        self._take(str(QGuiApplication.clipboard().text()), [])

    def copy(self) -> None:
        """The points as text into the clipboard."""
        from ...core.survey_points import SurveyPoint, named, write_points

        points = named([SurveyPoint("", x, y) for x, y in self.model.places()])
        copy_text(write_points(points, self.crs().isGeographic()))

    def _add(self) -> None:
        if self._take(str(self.entry.text()), self.model.places()):
            self.entry.clear()

    def _take(self, text: str, before: list[Place]) -> bool:
        """Points of a text behind those of ``before``; whether there were any, else it is said why not."""
        from ...core.survey_points import read_points

        try:
            found = read_points(text)
            if len(found.rings) > 1:
                raise InputError(
                    tr("The text has %n rings: paste the points of one boundary.", len(found.rings))
                )
            if found.crs and found.crs != self.crs().authid():
                if before:
                    wanted = QgsCoordinateReferenceSystem(found.crs)
                    if wanted.isGeographic() != self.crs().isGeographic():
                        raise InputError(
                            tr("This point is of another system than the others: {crs}.").format(
                                crs=found.crs
                            )
                        )
                self.system.setCrs(QgsCoordinateReferenceSystem(found.crs))
                before = self.model.places() if before else []
        except GengdiError as error:
            self.say(str(error))
            return False
        self.say("")
        self.edited.emit([*before, *((one.x, one.y) for one in found.rings[0])])
        return True

    def say(self, text: str) -> None:
        """One sentence under the table; "" for none."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def _delete(self) -> None:
        rows = set(self._rows())
        if rows:
            self.edited.emit([place for row, place in enumerate(self.model.places()) if row not in rows])

    def _move(self, step: int) -> None:
        row = self.table.currentIndex().row()
        places = self.model.places()
        if 0 <= row < len(places) and 0 <= row + step < len(places):
            places[row], places[row + step] = places[row + step], places[row]
            self.edited.emit(places)
            self.table.setCurrentIndex(self.model.index(row + step, 1))

    def _row_chosen(self, row: int) -> None:
        places = self.model.places()
        if 0 <= row < len(places):
            self.chosen.emit(places[row])
