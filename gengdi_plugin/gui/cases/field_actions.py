"""Field work on the Patches page: write a package, take its work back, decide what contradicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsFeedback, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction, QToolButton

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.vocabulary import word
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..to_front import to_front
from .conflict_window import ConflictWindow
from .field_entry import PackageEntry
from .field_import_dialog import FieldImportDialog
from .field_package_dialog import FieldPackageDialog
from .field_report_window import FieldReportWindow


class FieldActions:
    """Three actions; ``actions`` is what a menu shows. ``show_patch(uid)`` selects a patch, zooms to it."""

    def __init__(
        self,
        desk: Desk,
        session: WorkspaceSession,
        page: PatchesPage,
        show_patch: Callable[[str], object] | None = None,
    ) -> None:
        self._desk, self._session, self._page = desk, session, page
        self._show_patch = show_patch
        #: replaced in tests, which open no modal dialog
        self.make_package_dialog: Callable[..., FieldPackageDialog] = FieldPackageDialog
        self.make_import_dialog: Callable[..., FieldImportDialog] = FieldImportDialog
        self.report_window: FieldReportWindow | None = None
        self.conflict_window: ConflictWindow | None = None
        self.package = self._action(
            "field_package",
            tr("Field Package…"),
            tr("Write the patches of one person into a folder for QField"),
            self.write,
        )
        self.take = self._action(
            "field_import",
            tr("Import Field Work…"),
            tr("Take findings, photos and measured boundaries from a field package"),
            self.bring_back,
        )
        self.decide = self._action(
            "conflict",
            tr("Decide Conflicts…"),
            tr("See what the field says otherwise than the workspace, and decide"),
            self.show_conflicts,
        )
        self.actions: list[QAction] = [self.package, self.take, self.decide]
        session.opened.connect(self._opened)
        self._enable()

    def _action(self, picture: str, text: str, tip: str, slot: Callable[[], None]) -> QAction:
        return page_action(self._page, picture, text, slot, tip)

    def write(self) -> None:
        """Ask for whom a package is written."""
        from ...store.field_packages import holders

        found = self._read(holders)
        if not found:
            if found is not None:
                self._warn(
                    tr(
                        "No patch is with a person on site: dispatch patches first, then write the "
                        "field package."
                    )
                )
            return
        dialog = self.make_package_dialog(found, self._layers(), self._desk.folder(), self._desk.window)
        dialog.wanted.connect(self._write)
        dialog.open()

    def bring_back(self) -> None:
        """Ask which package came back."""
        dialog = self.make_import_dialog(self._desk.folder(), self._desk.window)
        dialog.wanted.connect(self._import)
        dialog.open()

    def show_conflicts(self) -> None:
        """Show the open conflicts."""
        if self.conflict_window is None:
            self.conflict_window = ConflictWindow(self._desk.window)
            self.conflict_window.decided.connect(self._decide)
            self.conflict_window.patch_wanted.connect(self._show)
        if self._refresh_conflicts(""):
            to_front(self.conflict_window)

    def close(self) -> None:
        """Close the windows: they speak of one workspace."""
        for window in (self.report_window, self.conflict_window):
            if window is not None:
                window.close()

    def _write(self, entry: PackageEntry) -> None:
        from ...layers.package_reference import reference_of

        path, project = self._session.path(), self._desk.project
        if path is None:
            return
        try:
            layers = [project.mapLayer(uid) for uid in entry.layer_ids]
            context = project.transformContext()
            references = [reference_of(one, context) for one in layers if isinstance(one, QgsVectorLayer)]
        except GengdiError as error:
            self._warn(str(error))
            return
        officer = self._desk.officer()
        self._desk.operations.run_function(
            lambda feedback: _write(path, entry, officer, references, feedback),
            tr("Writing the field package"),
            self._written,
            again=lambda: self._write(entry),
        )

    def _written(self, package: Any) -> None:
        text = tr("{n} patches of {name} are in {folder}: copy the whole folder to the phone.")
        item = self._desk.say(
            text.format(n=f"{package.patches:,}", name=package.responsible, folder=package.folder),
            Qgis.MessageLevel.Success,
        )
        url = QUrl.fromLocalFile(str(package.folder.parent))
        _offer(item, tr("Open Folder"), lambda: QDesktopServices.openUrl(url))

    def _import(self, folder: str) -> None:
        path, officer = self._session.path(), self._desk.officer()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: _import(path, folder, officer, feedback),
                tr("Importing field work"),
                self._imported,
                again=lambda: self._import(folder),
            )

    def _imported(self, done: Any) -> None:
        report, summary = done
        self._session.reload()
        if self.report_window is None:
            self.report_window = FieldReportWindow(self._desk.window)
            self.report_window.patch_wanted.connect(self._show)
        self.report_window.suggestion = self._desk.folder() / tr("field_work.csv")
        uids = {row.patch_no: row.uid for row in self._session.rows()}
        self.report_window.show_import(report, summary, uids)
        to_front(self.report_window)
        clean = not (report.conflicts or report.missing)
        item = self._desk.say(summary, Qgis.MessageLevel.Success if clean else Qgis.MessageLevel.Warning)
        if report.conflicts:
            _offer(item, tr("Decide Conflicts…"), self.show_conflicts)

    def _decide(self, uid: str, decision: str, reason: str) -> None:
        from ...store.conflicts import decide_conflict

        try:
            self._session.write(
                lambda workspace: decide_conflict(workspace, uid, decision, self._desk.officer(), reason)
            )
        except GengdiError as error:
            if self.conflict_window is not None:
                self.conflict_window.said.setText(str(error))
            return
        self._refresh_conflicts(
            tr("Decided: {decision}.").format(decision=word("conflict_decision", decision))
        )

    def _refresh_conflicts(self, said: str) -> bool:
        from ...store.conflicts import conflicts

        found = self._read(conflicts)
        if found is None or self.conflict_window is None:
            return False
        self.conflict_window.show_conflicts(found, said)
        return True

    def _read(self, work: Callable[[Any], Any]) -> Any:
        """``work(workspace)`` on a connection of its own; None when it was refused, which is told."""
        from ...store.workspace import open_workspace

        path = self._session.path()
        if path is None:
            return None
        try:
            with open_workspace(path, create=False) as workspace:
                return work(workspace)
        except GengdiError as error:
            self._warn(str(error))
            return None

    def _layers(self) -> list[QgsVectorLayer]:
        """The project's layers that may go along: those with a place, and not the workspace's own."""
        from ...layers.guard import workspace_of

        found = self._desk.project.mapLayers().values()
        return [
            layer
            for layer in found
            if isinstance(layer, QgsVectorLayer) and layer.isSpatial() and workspace_of(layer) is None
        ]

    def _show(self, uid: str) -> None:
        if self._show_patch is not None:
            self._show_patch(uid)

    def _warn(self, text: str) -> None:
        self._desk.say(text, Qgis.MessageLevel.Warning)

    def _opened(self) -> None:
        self.close()
        self._enable()

    def _enable(self) -> None:
        for action in self.actions:
            action.setEnabled(self._session.path() is not None)


def _offer(item: Any, text: str, slot: Callable[[], object]) -> None:
    """A button beside a sentence in the message bar, where there is one."""
    if hasattr(item, "layout"):
        button = QToolButton()
        button.setText(text)
        button.clicked.connect(lambda _checked: slot())
        item.layout().addWidget(button)


def _write(
    path: Path, entry: PackageEntry, officer: str, references: list[Any], feedback: QgsFeedback
) -> Any:
    from ...layers.packages import write_package
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return write_package(workspace, entry.responsible_uid, entry.folder, officer, references, feedback)


def _import(path: Path, folder: str, officer: str, feedback: QgsFeedback) -> Any:
    from ...core.stopping import stoppable
    from ...exchange.field_import import import_folder, import_summary
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        report = import_folder(workspace, folder, officer, lambda done: feedback.setProgress(100 * done))
        return report, import_summary(report)
