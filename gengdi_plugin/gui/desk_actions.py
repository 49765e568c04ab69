"""What the officer asks of the Desktop by a main action, the task map, or from QGIS's own parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis
from qgis.gui import QgsMessageBarItem

from ..core.errors import GengdiError
from ..core.i18n import tr
from .basemap.basemaps import Basemaps
from .help import open_guide
from .page_services import PageServices
from .to_front import to_front
from .work.operation_bar import OperationBar
from .work.running_work import RunningWork


class DeskActions(PageServices):
    """Public names that rows of the main actions and of the task map call: they bring something to the front,
    or say why it is not there."""

    running_work: RunningWork
    _bar: OperationBar
    basemaps: Basemaps
    #: the window Task Map, once it was asked for
    task_map: Any = None

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
        to_front(self.task_map)

    def start_review(self) -> None:
        """Bring the Patches page to the front and begin (or go on with) the review of what it shows."""
        self.show_patches()
        self.review.start()

    def show_ledger(self) -> None:
        """Bring the Ledger page to the front."""
        self.dock.show_page(self.dock.ledger)

    def dossier_of_selection(self) -> None:
        """Ask about the patches selected in the table, as on the map."""
        self.dossiers.of_patches(self.dock.patches.selected())
