"""The interface put together: desk, operations, session, map link, dock and what connects them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtWidgets import QWidget

from ..layers.auto_binder import AutoBinder
from .basemap.badge import follow_online
from .basemap.basemaps import Basemaps
from .boundary.change_keeping import ChangeKeeping
from .cleanup import CleanupStack
from .demo_actions import DemoActions
from .desk import Desk
from .dock import GengdiDock
from .guidance import Guidance
from .help import close_guides
from .layer_looks import LayerLooks
from .map_link import MapLink
from .result_layers import ResultLayers
from .session import WorkspaceSession
from .settings import BIND_NEW_LAYERS
from .sides import LAYERS
from .work.operation_bar import OperationBar
from .work.operations import OperationManager
from .work.running_work import RunningWork

if TYPE_CHECKING:
    from ..core.binding import Binding


class Desktop(DemoActions):
    """Built by the plugin, closed by the plugin. Everything it connects it takes back in :meth:`close`."""

    def __init__(
        self,
        project: QgsProject,
        canvas: QgsMapCanvas,
        bar: QgsMessageBar,
        window: QWidget,
        show_log: Callable[[], None],
        cad_dock: Callable[[], QgsAdvancedDigitizingDockWidget] | None = None,
        activate: Callable[[QgsMapLayer], object] | None = None,
    ) -> None:
        self._cleanup = CleanupStack()
        operations = OperationManager(window)
        self._cleanup.delete_later(operations)
        self._cleanup.push(operations.close)
        self.running_work = RunningWork(operations, show_log, window)
        self._cleanup.push(self.running_work.close)
        self._bar = OperationBar(operations, bar, self.running_work.show, operations)
        self._cleanup.push(self._bar.close)
        self.desk = Desk(project, canvas, window, operations, self.say, show_log, cad_dock, activate)
        self.basemaps = Basemaps(self.desk)
        self._cleanup.push(self.basemaps.close)
        self.session = WorkspaceSession(self.desk, operations)
        self._cleanup.push(self.session.close)
        self.changes = ChangeKeeping(self.desk, self.session)
        self._cleanup.push(self.changes.close)
        self.link = MapLink(self.desk, operations)
        self._cleanup.push(self.link.follow, None)
        self.dock = GengdiDock(self.desk, self.session, self.link)
        self._cleanup.push(self.dock.close_pages)
        follow_online(self.desk, self.dock.corner, self._cleanup)
        self._offer_demo()
        self._results = ResultLayers(self.desk, self.session, self.link)
        self._serve_pages()
        self.dock.tabs.when_built(LAYERS, lambda page: page.demo_wanted.connect(self.load_demo))
        self.guidance = Guidance(self.desk, self.session, self.dock)
        self._cleanup.push(close_guides)
        self.dock.guide.map_wanted.connect(self.show_task_map)
        self._guard: Any = None
        self._results_wanted = False
        self._connect(project)
        self.session.open_remembered()
        self._results.find()  # the plugin may be switched on with a project open

    def _connect(self, project: QgsProject) -> None:
        warn = Qgis.MessageLevel.Warning
        self._looks = LayerLooks(project, lambda text: self.say(text, warn), self.desk.operations)
        self._cleanup.push(self._looks.close)
        self._binder = AutoBinder(project, self._layer_bound)
        if BIND_NEW_LAYERS.value():
            self._binder.connect()
            self._cleanup.push(self._binder.disconnect)
        self._cleanup.connect(project.layersAdded, self._guard_workspaces)
        self._guard_workspaces(project.mapLayers().values())
        self._cleanup.connect(project.readProject, self._project_read)
        self._cleanup.connect(project.cleared, self.session.close)
        self._cleanup.connect(project.cleared, self.dock.corner.refresh)
        self._cleanup.connect(project.cleared, self.dock.follow_project)
        # else a run that ends later would open its workspace in the next project
        self._cleanup.connect(project.cleared, self.desk.operations.cancel_all)
        self._cleanup.connect(project.cleared, self.desk.operations.forget_restarts)
        # the map follows what a finding or an audit changed
        self.session.rows_changed.connect(self._rows_changed)

    def _rows_changed(self) -> None:
        known = self.session.known()
        self.link.offer(*((known.fids, known.uids) if known is not None else ({}, {})))
        self._results.refresh()
        if self._results_wanted:
            self._results_wanted = False
            self._results.show_soon()

    def _show_results(self) -> None:
        """The results on the map; of many patches once their rows are read, as both read the whole file."""
        self._results_wanted = self.session.reading()
        if not self._results_wanted:
            (self._results.show_soon if self.session.many() else self._results.show)()

    def close(self) -> None:
        """Take back every connection, stop running work, let go of the workspace file."""
        self._results_wanted = False
        self._cleanup.pop_all()

    def _project_read(self, *_document: object) -> None:
        self.dock.corner.refresh()
        self.dock.follow_project()
        self.session.open_remembered()
        self._results.find()
        if self.dock.tabs.built(LAYERS):
            self.dock.layers.refresh_soon()

    def _guard_workspaces(self, layers: Iterable[QgsMapLayer]) -> None:
        """Guard the workspace's layers from the first one on; the guard needs SQLite's libraries, which
        a project without a workspace does not load."""
        if self._guard is None and any(
            isinstance(layer, QgsVectorLayer) and layer.providerType() == "spatialite" for layer in layers
        ):
            from ..layers.guard import WorkspaceGuard

            warn = Qgis.MessageLevel.Warning
            self._guard = WorkspaceGuard(self.desk.project, lambda text: self.say(text, warn))
            self._cleanup.push(self._guard.disconnect)

    def _layer_bound(self, layer: QgsMapLayer, binding: Binding) -> None:
        if isinstance(layer, QgsVectorLayer):
            self._looks.want(layer, binding.role)
