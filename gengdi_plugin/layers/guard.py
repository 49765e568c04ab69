"""Keeps QGIS from losing commits on workspace layers.

QGIS's spatialite provider leaves ``BEGIN`` open when a commit fails (3.22 … 3.44, measured): the SQLite
handle is shared by all layers of the file, so every later commit reports success, the layer shows the
row, no other program sees it, and it is gone when the layer closes. The same symptom is described in
AequilibraE/qaequilibrae#185. Rolling that handle back before the next commit mends it, and doing so
right after a failed one also gives the write lock back to everybody else.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis, QgsDataSourceUri, QgsProject, QgsTransaction, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer

from ..core.i18n import tr
from ..store.workspace import is_workspace

_GUARDED = "gengdi_guarded"


def workspace_of(layer: Any) -> Path | None:
    """The workspace file ``layer`` reads through the spatialite provider; None for any other layer."""
    if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "spatialite":
        return None
    path = Path(QgsDataSourceUri(layer.source()).database())
    return path if is_workspace(path) else None


def roll_back(path: Path) -> bool:
    """Roll back what a failed commit left open on the handle QGIS's layers of ``path`` share.

    True when there was something; harmless when there was not. Main thread only.
    """
    uri = QgsDataSourceUri()
    uri.setDatabase(str(path))
    shared = QgsTransaction.create(uri.connectionInfo(), "spatialite")
    if shared is None:
        return False
    answer = shared.executeSql("ROLLBACK")
    return bool(answer[0] if isinstance(answer, tuple) else answer)


def guard_layer(layer: QgsVectorLayer) -> bool:
    """Guard one workspace layer for as long as it lives; False when it needs none. Twice does no harm."""
    path = workspace_of(layer)
    if path is None:
        return False
    if not layer.property(_GUARDED):
        layer.setProperty(_GUARDED, True)
        layer.beforeCommitChanges.connect(partial(_around_commit, path))
    return True


def _around_commit(path: Path, *_: object) -> None:
    roll_back(path)
    # A commit runs without returning to the event loop: when this is heard it has succeeded (nothing is
    # open) or failed (its BEGIN is).
    QTimer.singleShot(0, partial(roll_back, path))


def uses_transaction_groups(project: QgsProject) -> bool:
    """Whether QGIS holds transactions open over the project's layers while they are edited."""
    if hasattr(project, "transactionMode"):  # QGIS 3.26 and newer
        return bool(project.transactionMode() != Qgis.TransactionMode.Disabled)
    return bool(project.autoTransaction())


class WorkspaceGuard:
    """Guards every workspace layer of a project, those added later too.

    While the project uses automatic transaction groups its workspace layers are read-only: the guard and
    QGIS's own open transaction would undo each other's work. ``say`` hears one sentence then.
    """

    def __init__(self, project: QgsProject, say: Callable[[str], None] | None = None) -> None:
        self._project = project
        self._say = say
        self._made_read_only: set[str] = set()
        self._signals = [
            (project.layersAdded, self._added),
            (project.transactionGroupsChanged, self._follow_mode),
        ]
        if hasattr(project, "transactionModeChanged"):
            self._signals.append((project.transactionModeChanged, self._follow_mode))
        for signal, slot in self._signals:
            signal.connect(slot)
        self._added(list(project.mapLayers().values()))

    def disconnect(self) -> None:
        """Stop following the project and give back what was made read-only; guarded layers stay guarded."""
        for signal, slot in self._signals:
            signal.disconnect(slot)
        self._signals.clear()
        self._release()

    def _added(self, layers: list[Any]) -> None:
        guarded = [layer for layer in layers if guard_layer(layer)]
        if guarded and uses_transaction_groups(self._project):
            self._lock(guarded)

    def _follow_mode(self, *_: object) -> None:
        if not uses_transaction_groups(self._project):
            self._release()
            return
        self._lock([layer for layer in self._project.mapLayers().values() if workspace_of(layer)])

    def _lock(self, layers: list[QgsVectorLayer]) -> None:
        editable = [layer for layer in layers if not layer.readOnly()]
        for layer in editable:
            # Nothing of the officer's is thrown away: an open session is left to him; it is guarded, and
            # no new one begins.
            layer.setReadOnly(True)
            self._made_read_only.add(layer.id())
        if editable and self._say is not None:
            self._say(
                tr(
                    "The layers of the workspace cannot be edited while the project creates transaction "
                    "groups automatically: switch that off under Project > Properties > Data Sources."
                )
            )

    def _release(self) -> None:
        for layer_id in self._made_read_only:
            layer = self._project.mapLayer(layer_id)
            if layer is not None:
                layer.setReadOnly(False)
        self._made_read_only.clear()
