"""Runs the check-up as a task, shows its page, does its mends, and stands before the first screening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QDialogButtonBox, QInputDialog

from ...core import dependencies
from ...core.checkup_facts import ADD_LAYERS, ENCODING, MAPPING, RED, SET_CRS, CheckLine
from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.encoding import choose_encoding
from ..desk import Desk
from ..dialog_buttons import help_button
from ..roles.mapping_dialog import MappingDialog
from ..to_front import to_front
from ..work.operations import Operation
from .checkup_dialog import CheckupDialog
from .checkup_watch import CheckupWatch

_SCOPE, _CHECKED = "gengdi", "checked_up"
#: What bureaus' tables are in, the likeliest first.
ENCODINGS = ("GB18030", "GBK", "UTF-8", "Big5", "windows-1252")

Layers = list[tuple[str, QgsVectorLayer]]


class Checkup(QObject):
    """``layers()`` gives the layers a screening would test now, with their roles; ``rules()`` the file of
    the rule set, None for the example."""

    mended = pyqtSignal()  # a layer was changed by a mend
    standing_changed = pyqtSignal()  # is_current() may answer otherwise now

    def __init__(
        self, desk: Desk, layers: Callable[[], Layers], rules: Callable[[], Path | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._layers, self._rules = desk, layers, rules
        self._operation: Operation | None = None
        self._proceed: Callable[[Any], None] | None = None
        self._read: Any = None  # what the check-up under way reads, for the screening it stands before
        self._dialog: CheckupDialog | None = None
        self.watch = CheckupWatch(desk.project, lambda: bool(desk.operations.running()), self)
        self.watch.changed.connect(self.standing_changed)
        self.watch.settled.connect(self._recheck)
        self._looked_at = -1  # the watch's count when the check-up under way took its snapshot
        self._done_at = -1  # the same of the last one that came to its end
        self._put_away = False  # the officer closed the page while a check-up was under way
        #: made anew for every use; replaced in tests, which open no modal dialog
        self.make_crs_dialog: Callable[..., Any] = QgsProjectionSelectionDialog
        self.make_mapping_dialog: Callable[..., Any] = MappingDialog
        self.make_input_dialog: Callable[..., Any] = QInputDialog

    @property
    def dialog(self) -> CheckupDialog:
        """The page; made when first used."""
        if self._dialog is None:
            self._dialog = CheckupDialog(self._desk.window)
            self._dialog.mend_wanted.connect(self.mend)
            self._dialog.again_wanted.connect(self.run)
            self._dialog.screening_wanted.connect(self._go_on)
            self._dialog.finished.connect(self._closed)
        return self._dialog

    def is_current(self) -> bool:
        """Whether a check-up, however it was started, has looked at the layers as they are now."""
        return self._done_at == self.watch.count

    def show(self) -> None:
        """Open the page and check."""
        problem = dependencies.shapely_problem()
        if problem:
            self._desk.say(problem, Qgis.MessageLevel.Warning)
            return
        self._proceed = None
        to_front(self.dialog)
        self.run()

    def comes_first(self, proceed: Callable[[Any], None]) -> Operation | None:
        """The check-up that stands before this screening, as it does before a project's first one; None
        when there is none to wait for.

        It calls ``proceed`` when nothing is red or the officer decides so. When it goes on by itself and
        nothing has changed meanwhile, ``proceed`` gets what it has read (``layers.read_before.ReadBefore``),
        else None.
        """
        if dependencies.shapely_problem():
            return None  # the screening itself says what is missing
        if self._desk.project.readBoolEntry(_SCOPE, _CHECKED, False)[0]:
            return None
        self._proceed = proceed
        return self.run()

    def run(self) -> Operation | None:
        """Check in a task; the page shows what comes out. None when it could not start."""
        if self._operation is not None:
            return self._operation
        from ...core.rules import load_rules
        from ...layers.checkup import checkup_work
        from ...layers.read_before import ReadBefore

        # who looks at the page first may decide much later: only a screening that waits takes over
        read = ReadBefore() if self._proceed is not None else None
        try:
            work = checkup_work(self._desk.project, self._layers(), load_rules(self._rules()), read)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return None
        self._read = read
        self._looked_at = self.watch.count  # after the snapshot, which may mend an encoding
        self._put_away = False
        self._show_running(0.0)
        operation = self._desk.operations.run_function(
            work, tr("Check-up before screening"), self._take, again=self.run
        )
        self._operation = operation
        operation.progressed.connect(lambda: self._show_running(operation.progress()))
        operation.ended.connect(self._ended)
        return operation

    def close(self) -> None:
        """Let go of the page and the layers (unload)."""
        self.watch.close()
        self._proceed = self._read = None
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def _closed(self, _result: int) -> None:
        self._put_away = self._operation is not None

    def mend(self, line: CheckLine) -> None:
        """Do what the line's button says; the page is checked again afterwards."""
        if line.action == ADD_LAYERS:
            self._add_layers()
            return
        if line.layer_ids:
            self._choose_layer(line)
            return
        layer = self._desk.project.mapLayer(line.layer_id)
        if not isinstance(layer, QgsVectorLayer):
            self.run()  # the layer is gone: the page is out of date
            return
        {SET_CRS: self._set_crs, MAPPING: self._map, ENCODING: self._choose_encoding}[line.action](layer)

    def _recheck(self) -> None:
        """Check again when the page in sight shows layers that have changed."""
        if self._dialog is not None and self._dialog.isVisible() and not self.is_current():
            self.run()

    def _take(self, lines: list[CheckLine]) -> None:
        self._done_at = self._looked_at
        self.standing_changed.emit()
        waiting = self._proceed
        if waiting is not None and not self.dialog.isVisible() and all(line.level != RED for line in lines):
            read = None
            if self.is_current():
                read, self._read = self._read, None
            self._go_on(read)
            return
        self.dialog.show_lines(lines, before_screening=waiting is not None)
        if waiting is not None or not self._put_away:  # what was closed does not come back by itself
            self.dialog.show()

    def _ended(self, operation: Operation) -> None:
        self._operation = None
        if self._read is not None:  # nobody takes it over
            self._read.forget()
            self._read = None
        if self._dialog is not None:
            self._dialog.show_running(None)
        if operation.cancelled():
            self._proceed = None
        elif operation.error and self._proceed is not None:
            self._go_on()  # a check-up that fails (the message bar says why) does not stand in the way

    def _go_on(self, read: Any = None) -> None:
        proceed, self._proceed = self._proceed, None
        if proceed is not None:
            self._desk.project.writeEntryBool(_SCOPE, _CHECKED, True)
            proceed(read)

    def _show_running(self, percent: float) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_running(percent)

    def _after_mend(self) -> None:
        self.mended.emit()
        self.run()

    def _choose_layer(self, line: CheckLine) -> None:
        """Ask which of the line's layers is meant, then mend that one."""
        found = [self._desk.project.mapLayer(layer_id) for layer_id in line.layer_ids]
        ids = {layer.name(): layer.id() for layer in found if layer is not None}
        dialog = self.make_input_dialog(self.dialog)
        dialog.setWindowTitle(line.subject)
        dialog.setLabelText(tr("Layer"))
        dialog.setComboBoxItems(list(ids))
        dialog.setOkButtonText(tr("Choose"))
        dialog.setCancelButtonText(tr("Cancel"))
        help_button(dialog.findChild(QDialogButtonBox), "checkup")
        dialog.textValueSelected.connect(
            lambda name: self.mend(replace(line, layer_id=ids[name], layer_ids=()))
        )
        dialog.open()

    def _set_crs(self, layer: QgsVectorLayer) -> None:
        dialog = self.make_crs_dialog(self.dialog)
        dialog.setWindowTitle(tr("Coordinate System of “{layer}”").format(layer=layer.name()))
        if layer.crs().isValid():
            dialog.setCrs(layer.crs())

        def take() -> None:
            layer.setCrs(dialog.crs())
            self._after_mend()

        dialog.accepted.connect(take)
        dialog.open()

    def _map(self, layer: QgsVectorLayer) -> None:
        dialog = self.make_mapping_dialog(layer, self.dialog)
        dialog.bound.connect(self._after_mend)
        dialog.open()

    def _choose_encoding(self, layer: QgsVectorLayer) -> None:
        dialog = self.make_input_dialog(self.dialog)
        dialog.setWindowTitle(tr("Encoding of “{layer}”").format(layer=layer.name()))
        dialog.setLabelText(tr("Read the texts as"))
        dialog.setComboBoxItems(list(ENCODINGS))
        dialog.setTextValue(layer.dataProvider().encoding())
        dialog.setOkButtonText(tr("Choose Encoding"))
        dialog.setCancelButtonText(tr("Cancel"))
        help_button(dialog.findChild(QDialogButtonBox), "checkup")

        def take(encoding: str) -> None:
            choose_encoding(layer, encoding)
            self._after_mend()

        dialog.textValueSelected.connect(take)
        dialog.open()

    def _add_layers(self) -> None:
        action = self._desk.window.findChild(QAction, "mActionDataSourceManager")
        if action is not None:
            action.trigger()
        else:
            self._desk.say(
                tr("Add the layers with Layer ▸ Data Source Manager, then check again."),
                Qgis.MessageLevel.Info,
            )
