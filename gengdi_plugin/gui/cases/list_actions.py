"""Lists and patch sheets of the open workspace, through the algorithms, and opening a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolButton

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.marking import marking_of
from ...resources_lookup import icon
from ..ask_file import ask_file
from ..desk import Desk
from ..help import open_guide
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..written import last_folder, tell_written
from .sheet_steps import lacking, sheet_options, sheet_steps

LIST_KEYS = ("verification", "rectification", "release")


class ListActions:
    """One menu of exports and the button that opens a workspace, on the Patches page."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk = desk
        self._session = session
        self._page = page
        #: (title, suggested file, filter, saving) -> path; replaced in tests, which open no modal dialog
        self.ask_file: Callable[[str, str, str, bool], str] = self._ask_file
        page.actions_bar.addSeparator()
        self.exports = [
            self._export_action(0, tr("Verification List (Yellow)…")),
            self._export_action(1, tr("Rectification List (Audited Red and Blue)…")),
            self._export_action(2, tr("Release List (Green)…")),
        ]
        self.sheets = QAction(icon("patch_sheets"), tr("Patch Sheets of the Shown Patches…"), page)
        self.sheets.triggered.connect(self.export_sheets)
        self.menu = QMenu(page)
        self.menu.addActions(self.exports)
        self.menu.addSeparator()
        self.menu.addAction(self.sheets)
        self.menu.addSeparator()
        self.help = QAction(icon("help"), tr("Help on Lists and Sheets"), page)
        self.help.triggered.connect(lambda _checked: open_guide("lists"))
        self.menu.addAction(self.help)
        self.button = QToolButton()
        self.button.setIcon(icon("export_list"))
        self.button.setText(tr("Export"))
        self.button.setToolTip(tr("Export a list or patch sheets"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self.menu)
        page.actions_bar.addWidget(self.button)
        self.open_action = QAction(icon("workspace"), tr("Open Workspace…"), page)
        self.open_action.triggered.connect(self.open_workspace)
        page.actions_bar.addAction(self.open_action)
        session.opened.connect(self._enable)
        self._enable()

    def _export_action(self, place: int, text: str) -> QAction:
        action = QAction(icon("export_list"), text, self._page)
        action.triggered.connect(lambda _checked: self.export_list(place))
        return action

    def export_list(self, place: int) -> None:
        """Export one of the three lists; they are never mixed."""
        path = self._session.path()
        if path is None:
            return
        target = self.ask_file(
            tr("Export List"),
            str(last_folder(self._desk) / f"{_file_name(self.exports[place])}.xlsx"),
            tr("Spreadsheet (*.xlsx);;Text (*.csv);;GeoPackage (*.gpkg);;Shapefile (*.shp)"),
            True,
        )
        if not target:
            return
        parameters: dict[str, Any] = {"WORKSPACE": str(path), "LIST": LIST_KEYS[place], "OUTPUT": target}
        parameters["MARKING"] = marking_of(self._desk.project)
        unit = self._page.filter_bar.unit.currentData()
        if unit:
            parameters["UNIT"] = unit
        self._run("gengdi:exportlist", parameters, tr("Exporting the list"), Path(target))

    def export_sheets(self) -> None:
        """Print a sheet for each of several selected patches, else for every patch the table shows."""
        path = self._session.path()
        if path is None:
            return
        target = self.ask_file(
            tr("Export Patch Sheets"),
            str(last_folder(self._desk) / f"{_file_name(self.sheets)}.pdf"),
            tr("PDF (*.pdf)"),
            True,
        )
        if not target:
            return
        rows = self._page.selected()
        rows = rows if len(rows) > 1 else self._page.proxy.shown()
        file = Path(target) if target.lower().endswith(".pdf") else Path(f"{target}.pdf")
        self._print(path, file, [row.uid for row in rows])

    def _print(self, path: Path, file: Path, uids: list[str]) -> None:
        project = self._desk.project
        missing: list[str] = []
        self._desk.operations.run_steps(
            sheet_steps(path, file, None, uids, lambda: sheet_options(project), missing),
            tr("Printing patch sheets"),
            lambda _nothing: self._tell_written(file, lacking(missing)),
            again=lambda: self._print(path, file, uids),
        )

    def open_workspace(self) -> None:
        """Open another workspace."""
        chosen = self.ask_file(
            tr("Open Workspace"), str(last_folder(self._desk)), tr("Workspace (*.sqlite)"), False
        )
        if not chosen:
            return
        try:
            self._session.open(Path(chosen))
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Critical)
            return
        self._page.layers_wanted.emit()

    def _run(self, algorithm: str, parameters: dict[str, Any], title: str, target: Path) -> None:
        self._desk.operations.run_algorithm(
            algorithm,
            parameters,
            title,
            self._desk.project,
            lambda _run: self._tell_written(target),
            again=lambda: self._run(algorithm, parameters, title, target),
        )

    def _tell_written(self, target: Path, warning: str = "") -> None:
        tell_written(self._desk, tr("Written: {file}").format(file=target), target.parent, warning)

    def _ask_file(self, title: str, suggestion: str, kinds: str, saving: bool) -> str:
        return ask_file(self._desk.window, title, suggestion, kinds, saving)

    def _enable(self) -> None:
        here = self._session.path() is not None
        for action in (*self.exports, self.sheets):
            action.setEnabled(here)
        self.button.setEnabled(here)


def _file_name(action: QAction) -> str:
    """A file is called what its action is called, in the officer's language."""
    return action.text().rstrip("…")
