"""Tianditu on the desktop: the key goes into requests while the plugin is loaded, and never further."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from qgis.core import Qgis, QgsMapLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QWidget

from ...core.errors import GengdiError, InputError
from ...core.i18n import tr
from ...core.tianditu import Preset, load_preset
from ...layers import tianditu, tianditu_key
from ...layers.tianditu_requests import TiandituRequests
from ..cleanup import CleanupStack
from ..desk import Desk
from .log_scrub import LogScrub


class Basemaps:
    """Made with the desktop; :meth:`close` takes everything back."""

    def __init__(self, desk: Desk, preset: Preset | None = None) -> None:
        """``preset``: others than those of the data file. A faulty file is told, nothing else stops."""
        self._desk = desk
        self._cleanup = CleanupStack()
        self._preset = preset
        self._told = False  # why this project's basemap stays empty
        self.requests: TiandituRequests | None = None
        self.dialog: Any = None
        #: makes the dialog; replaced in tests
        self.make_dialog: Callable[..., Any] = _make_dialog
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._take_key)
        try:
            self._preset = preset or load_preset()
        except InputError as error:
            self._problem = str(error)
            return
        self._problem = ""
        self.requests = TiandituRequests(self._preset, self._refused)
        self.requests.start()
        self._cleanup.push(self.requests.stop)
        self._scrub = LogScrub(lambda: self.requests.key if self.requests else "", desk.window)
        self._cleanup.push(self._scrub.close)
        self._cleanup.connect(desk.project.layersAdded, self._layers_came)
        self._cleanup.connect(desk.project.cleared, self._project_cleared)
        self._cleanup.push(self._soon.stop)
        self._layers_came(desk.project.mapLayers().values())

    def close(self) -> None:
        """Take the key and everything else back (unload)."""
        self._cleanup.pop_all()
        if self.dialog is not None and not sip.isdeleted(self.dialog):
            self.dialog.close()

    def add_tianditu(self) -> None:
        """Ask which basemap, then add it below all layers."""
        if self._preset is None:
            self._desk.say(self._problem, Qgis.MessageLevel.Warning)
            return
        grid = tianditu.usual_grid(self._desk.project)
        dialog = self.make_dialog(self._preset, grid, tianditu_key.has_key(), self._desk.window)
        dialog.wanted.connect(lambda entry: self._add(dialog, entry))
        self.dialog = dialog
        dialog.open()

    def _add(self, dialog: Any, entry: Any) -> None:
        preset, requests = self._preset, self.requests
        if preset is None or requests is None:
            return
        try:
            if entry.key:
                tianditu_key.store_key(entry.key)
            key = entry.key or tianditu_key.read_key()
            if not key:
                raise InputError(_locked())
            requests.key = key
            tianditu.add_basemap(self._desk.project, preset, entry.theme, entry.grid, entry.with_names)
        except GengdiError as error:
            dialog.refuse(str(error))
            return
        dialog.done_well()
        self._desk.say(tr("The basemap lies below all layers. It needs the network; nothing else here does."))

    def _layers_came(self, layers: Iterable[QgsMapLayer]) -> None:
        if any(layer.customProperty(tianditu.PROPERTY) for layer in layers):
            self._soon.start()  # once for a whole project

    def _refused(self, status: int) -> None:
        self._desk.say(
            tr(
                "Tianditu gave no tile (HTTP {status}): the key is wrong, not meant for desktop programs, or "
                "used up for today. Look it up at {address}, or fill in another with Add Tianditu Basemap…"
            ).format(status=status, address=self._preset.register if self._preset is not None else ""),
            Qgis.MessageLevel.Warning,
        )

    def _project_cleared(self) -> None:
        self._told = False

    def _take_key(self) -> None:
        """The key for layers that came with a project; why there is none is told once, calmly."""
        if self.requests is None or self.requests.key or self._told:
            return
        self._told = True  # QGIS reads on while a sentence or its password dialog is shown
        self.requests.key = tianditu_key.read_key()
        if not self.requests.key:
            self._desk.say(_locked() if tianditu_key.has_key() else _missing(), Qgis.MessageLevel.Info)
            return
        for layer in tianditu.basemap_layers(self._desk.project):
            layer.triggerRepaint()


def _missing() -> str:
    return tr(
        "Tianditu stays empty: no key is kept for this account. Fill it in with Gengdi ▸ Add Tianditu "
        "Basemap…; all else works without."
    )


def _locked() -> str:
    return tr(
        "Tianditu stays empty: the key is locked. Enter QGIS's master password (Settings ▸ Options ▸ "
        "Authentication), or fill the key in again."
    )


def _make_dialog(preset: Preset, grid: str, key_kept: bool, parent: QWidget) -> QWidget:
    from .tianditu_dialog import TiandituDialog

    return TiandituDialog(preset, grid, key_kept, parent)
