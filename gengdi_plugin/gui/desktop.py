"""The interface put together: desk, operations, session, map link, dock and what connects them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import Qgis, QgsFeedback, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QWidget

from ..core.errors import GengdiError, InputError
from ..core.i18n import language, tr
from ..layers.auto_binder import AutoBinder
from .ask_file import ask_folder
from .basemap.badge import follow_online
from .basemap.basemaps import Basemaps
from .boundary.change_keeping import ChangeKeeping
from .cleanup import CleanupStack
from .desk import Desk
from .dock import GengdiDock
from .guidance import Guidance
from .help import close_guides, open_guide
from .map_link import MapLink
from .page_services import PageServices
from .result_layers import ResultLayers
from .session import WorkspaceSession
from .settings import BIND_NEW_LAYERS
from .sides import LAYERS
from .work.operation_bar import OperationBar
from .work.operations import OperationManager
from .work.running_work import RunningWork

if TYPE_CHECKING:
    from ..core.binding import Binding


class Desktop(PageServices):
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
        #: asks for a folder; replaced in tests, which open no modal dialog
        self.ask_folder: Callable[[str], str] = self._ask_folder
        #: shows a folder to the officer; replaced in tests, which open no file manager
        self.open_folder: Callable[[str], object] = _open_folder
        self._results = ResultLayers(self.desk, self.session, self.link)
        self._serve_pages()
        self.dock.tabs.when_built(LAYERS, lambda page: page.demo_wanted.connect(self.load_demo))
        self.guidance = Guidance(self.desk, self.session, self.dock)
        self._cleanup.push(close_guides)
        self.dock.guide.map_wanted.connect(self.show_task_map)
        #: the window Task Map, once it was asked for
        self.task_map: Any = None
        self._guard: Any = None
        self._results_wanted = False
        self._connect(project)
        self.session.open_remembered()
        self._results.find()  # the plugin may be switched on with a project open

    def _connect(self, project: QgsProject) -> None:
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

    def say(self, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Success) -> QgsMessageBarItem:
        """One sentence in the message bar; the item, for a button beside it."""
        return self._bar.say(text, level)

    def show_operations(self) -> None:
        """Show the window Running Work."""
        self.running_work.show()

    def add_tianditu(self) -> None:
        """Ask for a basemap of Tianditu and add it."""
        self.basemaps.add_tianditu()

    def show_layers(self) -> None:
        """Bring the Layers page to the front."""
        self.dock.show_page(self.dock.layers)

    def show_screening(self) -> None:
        """Bring the Screening page to the front."""
        self.dock.show_page(self.dock.screening)

    def show_patches(self) -> None:
        """Bring the Patches page to the front."""
        self.dock.show_page(self.dock.patches)

    def show_results(self) -> None:
        """Add the results of the open workspace to the map."""
        if self.session.path() is None:
            self.say_no_workspace()
        else:
            self._show_results()

    def open_workspace(self, path: Path) -> None:
        """Work in the workspace file ``path``: its patches in the table and on the map. Errors are told."""
        try:
            self.session.open(path)
        except GengdiError as error:
            self.say(str(error), Qgis.MessageLevel.Critical)
            return
        self._show_results()
        self.show_patches()

    def show_guide(self) -> None:
        """Open the user guide."""
        open_guide()

    def show_pollution(self) -> None:
        """Bring the Pollution Sources page to the front."""
        self.dock.show_page(self.dock.pollution)

    def show_supervision_list(self) -> None:
        """Open the supervision list of the open workspace, or say that none is open."""
        if self.session.path() is None:
            self.say_no_workspace()
        else:
            self.problems.open_list()

    def say_no_workspace(self) -> None:
        """Say that what was wanted needs a workspace, and how to come by one."""
        self.say(
            tr("No workspace is open: screen patches, or open one with Gengdi ▸ Open Workspace…"),
            Qgis.MessageLevel.Warning,
        )

    def show_task_map(self) -> None:
        """Open the map of the tasks of both systems."""
        from .task_map.task_map_window import TaskMapWindow

        if self.task_map is None:
            self.task_map = TaskMapWindow(self, self.desk.window)
            self._cleanup.delete_later(self.task_map)
        self.task_map.refresh()
        self.task_map.show()
        self.task_map.raise_()
        self.task_map.activateWindow()

    def start_review(self) -> None:
        """Bring the Patches page to the front and begin (or go on with) the review of what it shows."""
        self.show_patches()
        self.review.start()

    def show_ledger(self) -> None:
        """Bring the Ledger page to the front."""
        self.dock.show_page(self.dock.ledger)

    def load_demo(self) -> None:
        """Make the demo district in a folder of the officer's choice and open it."""
        if self.desk.project.isDirty():
            self.say(
                tr("Save or close your project first: the demo opens as a new one."),
                Qgis.MessageLevel.Warning,
            )
            return
        folder = self.ask_folder(tr("Choose a folder for the demo district"))
        if folder:
            self._make_demo(Path(folder) / "gengdi_demo")

    def _make_demo(self, target: Path) -> None:
        self.desk.operations.run_function(
            lambda feedback: _make_demo(target, feedback),
            tr("Making the demo district"),
            lambda _made: self._open_demo(target),
            again=lambda: self._make_demo(target),
        )

    def _open_demo(self, folder: Path) -> None:
        from ..demo.project import save_demo

        file = folder / "gengdi_demo.qgz"
        if not file.is_file():  # else it was opened before: as the officer left it
            save_demo(folder, file)
        if self.desk.project.isDirty():  # the officer went on working while it was made
            said = tr("Made, but not opened, because your project is not saved: save it, then open {file}.")
            self.say(said.format(file=file), Qgis.MessageLevel.Warning)
            return
        if not self.desk.project.read(str(file)):
            raise InputError(self.desk.project.error())
        self.dock.layers.refresh()
        self.show_screening()
        self.say(tr("The demo district is open: synthetic, not real data. Next: press Screen Patches."))

    def make_practice(self) -> None:
        """Write the practice folder where the officer says, and show it in the file manager."""
        folder = self.ask_folder(tr("Choose a folder for the practice data"))
        if folder:
            self._make_practice(Path(folder) / "gengdi_practice")

    def _make_practice(self, target: Path) -> None:
        self.desk.operations.run_function(
            lambda feedback: _make_practice(target, feedback),
            tr("Making the practice folder"),
            self._show_practice,
            again=lambda: self._make_practice(target),
        )

    def _show_practice(self, folder: Path) -> None:
        from ..demo.practice_files import SHEETS

        self.open_folder(str(folder))
        sheet = SHEETS[0] if language() == "zh" else SHEETS[1]
        self.say(
            tr("Begin with {sheet}: the practice data are in {folder}.").format(sheet=sheet, folder=folder)
        )

    def _ask_folder(self, title: str) -> str:
        return ask_folder(self.desk.window, title, str(self.desk.folder()))

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
            from ..layers.styles import style_layer

            try:
                style_layer(layer, binding.role)
            except GengdiError as error:
                self.say(str(error), Qgis.MessageLevel.Warning)


def _make_demo(folder: Path, feedback: QgsFeedback) -> Path:
    from ..demo.district import make_district
    from ..demo.files import write_district
    from ..demo.imagery import write_imagery
    from ..demo.practice_files import FOLDER, write_practice

    folder.mkdir(parents=True, exist_ok=True)
    district = make_district()
    if not feedback.isCanceled():
        write_district(district, folder)
    if not feedback.isCanceled():
        write_practice(district, folder / FOLDER)
    if not feedback.isCanceled():
        write_imagery(district, folder)
    return folder


def _make_practice(folder: Path, feedback: QgsFeedback) -> Path:
    from ..demo.district import make_district
    from ..demo.practice_files import write_practice

    district = make_district()
    if not feedback.isCanceled():
        write_practice(district, folder)
    return folder


def _open_folder(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
