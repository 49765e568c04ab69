"""Documents that turn up at the desk, and patches that are divided or merged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsFeedback
from qgis.PyQt.QtWidgets import QAction

from ...core.casework import PatchState, allowed
from ...core.errors import GengdiError
from ...core.i18n import tr
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from .document_dialog import WHOLE_PATCH, DocumentDialog, DocumentEntry

if TYPE_CHECKING:
    from ...store.desk_documents import DeskDocuments


class DocumentActions:
    """Actions for the menu *Cases*. The dialog asks, the store decides, table and map follow."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk, self._session, self._page = desk, session, page
        #: replaced in tests, which open no modal dialog
        self.make_dialog: Callable[..., DocumentDialog] = DocumentDialog
        self.enter = self._action("document", tr("Lawful by a Document…"), self.ask)
        self.enter.setToolTip(tr("Enter a document that covers the patch or a part of it, and screen again"))
        self.divide = self._action("divide", tr("Divide along Selected Features"), self.cut)
        self.divide.setToolTip(
            tr("Divide the patch along the lines or polygons that are selected in another layer")
        )
        self.merge = self._action("merge", tr("Merge Patches"), self.join)
        self.merge.setToolTip(tr("Make one patch of the selected ones, which were judged alike"))
        self.actions = [self.enter, self.divide, self.merge]
        page.selection_changed.connect(self._enable)
        session.opened.connect(self._enable)
        self._enable()

    def _action(self, picture: str, text: str, slot: Callable[[], None]) -> QAction:
        return page_action(self._page, picture, text, slot)

    def ask(self) -> None:
        """Ask for a document that makes the selected patch lawful."""
        from ...layers.chosen_ground import POLYGON, layers_with_selection

        chosen = self._page.single()
        if chosen is None:
            return
        grounds = [
            (
                tr("%n selected in {layer}", layer.selectedFeatureCount()).format(layer=layer.name()),
                layer.id(),
            )
            for layer in layers_with_selection(self._desk.project, [POLYGON], self._patches())
        ]
        doc_no = str(self._session.finding(chosen.uid).get("doc_no") or "")
        dialog = self.make_dialog(chosen, grounds, doc_no, self._desk.window)
        dialog.entered.connect(self.take)
        dialog.open()

    def _patches(self) -> str:
        """The id of the layer that shows the patches themselves, "" while there is none."""
        layer = self._page.link.layer()
        return "" if layer is None else str(layer.id())

    def take(self, entry: DocumentEntry) -> None:
        """Enter the document and screen what it reaches, in a task."""
        path = self._session.path()
        if path is None:
            return
        try:
            shapes = self._ground(entry)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return
        officer = self._desk.officer()
        self._desk.operations.run_function(
            lambda feedback: _take(path, entry, shapes, officer, feedback),
            tr("Screening again with document {number}").format(number=entry.doc_no),
            self._tell,
            again=lambda: self.take(entry),
        )

    def _ground(self, entry: DocumentEntry) -> list[bytes] | None:
        """WKB of the selected features; None: the patch's own ground."""
        from ...layers.chosen_ground import selected_shapes

        if entry.ground == WHOLE_PATCH:
            return None
        return selected_shapes(self._desk.project.mapLayer(entry.ground), self._desk.project)

    def _tell(self, taken: DeskDocuments) -> None:
        self._session.reload()
        if not taken.patches:
            self._desk.say(
                tr("The document was entered; it reaches no yellow patch."), Qgis.MessageLevel.Warning
            )
            return
        said = tr("Screened again: {patches} patch(es); {green} released, {parts} divided.").format(
            patches=len(taken.patches), green=taken.released, parts=taken.divided
        )
        why = [one.why_not for one in taken.patches if one.why_not]
        done = taken.released or taken.divided
        level = Qgis.MessageLevel.Success if done else Qgis.MessageLevel.Info
        self._desk.say(" ".join([said, *why[:1]]), level)

    def cut(self) -> None:
        """Divide the selected patch along what is selected in other layers."""
        from ...layers.chosen_ground import LINE, POLYGON, layers_with_selection, selected_shapes

        chosen = self._page.single()
        if chosen is None:
            return
        layers = layers_with_selection(self._desk.project, [LINE, POLYGON], self._patches())
        if not layers:
            self._desk.say(
                tr("Select the line or polygon that divides the patch on the map first, in any other layer."),
                Qgis.MessageLevel.Warning,
            )
            return
        from ...store.splitting import split_patch

        officer = self._desk.officer()
        try:
            shapes = [shape for layer in layers for shape in selected_shapes(layer, self._desk.project)]
            divided = self._session.write(
                lambda workspace: split_patch(workspace, chosen.uid, shapes, officer, "officer")
            )
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return
        self._desk.say(
            tr("Patch {patch_no} goes on as %n part(s).", len(divided.patch_uids)).format(
                patch_no=chosen.patch_no
            ),
            Qgis.MessageLevel.Success,
        )

    def join(self) -> None:
        """Make one patch of the selected ones."""
        from ...store.splitting import merge_patches

        uids, officer = self._page.uids(), self._desk.officer()
        try:
            merged = self._session.write(lambda workspace: merge_patches(workspace, uids, officer, "officer"))
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return
        row = self._session.row(merged.patch_uids[0])
        self._desk.say(
            tr("%n patches go on as {patch_no}.", len(uids)).format(
                patch_no=row.patch_no if row is not None else merged.patch_uids[0]
            ),
            Qgis.MessageLevel.Success,
        )

    def _enable(self) -> None:
        chosen = self._page.single()
        yellow = chosen is not None and chosen.code == "yellow"
        self.enter.setEnabled(yellow)
        self.divide.setEnabled(chosen is not None and allowed(PatchState(state=chosen.state), "split"))
        self.merge.setEnabled(2 <= self._page.selected_count() <= 100)


def _take(
    path: Path, entry: DocumentEntry, shapes: list[bytes] | None, officer: str, feedback: QgsFeedback
) -> Any:
    from ...store.desk_documents import take_documents
    from ...store.entered_documents import EnteredDocument, patch_ground
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        documents = [
            EnteredDocument(
                shape,
                entry.approval_type,
                entry.doc_no,
                entry.approved_on,
                None,
                entry.valid_to,
                authority=entry.authority,
                project=entry.project,
                holder=entry.holder,
            )
            for shape in (shapes if shapes is not None else [patch_ground(workspace, entry.patch_uid)])
        ]
        return take_documents(
            workspace,
            documents,
            officer,
            entry.level,
            entry.divide,
            lambda done: feedback.setProgress(100 * done),
            feedback.isCanceled,
        )
