"""What the officer does about patches: record a finding, audit it, take findings from a layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis, QgsFeedback
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QAction

from ...core.casework import FINDINGS, PatchState, allowed
from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.vocabulary import word
from ...resources_lookup import icon
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..roles.role_rows import layers_in_force
from ..session import WorkspaceSession
from .audit_dialog import AuditDialog, AuditEntry
from .finding_dialog import FindingDialog
from .finding_entry import FindingEntry

#: A finding may follow the steps it implies (dispatch, visit) from these states too.
_FINDING_FROM = ("screened_green", "screened_yellow", "dispatched", "reopened")


class CaseActions:
    """Three actions on the Patches page. Dialogs ask, the store decides, the table and map follow."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk = desk
        self._session = session
        self._page = page
        #: replaced in tests, which open no modal dialog
        self.make_finding_dialog: Callable[..., FindingDialog] = FindingDialog
        self.make_audit_dialog: Callable[..., AuditDialog] = AuditDialog
        bar = page.actions_bar
        bar.addSeparator()
        self.finding = self._action("finding", tr("Record Finding…"), self.record)
        self.audit = self._action("audit", tr("Audit Finding…"), self.decide)
        # in the menu Cases: the bar has no room for all
        self.sync = QAction(icon("sync"), tr("Sync Findings to Workspace"), page)
        self.sync.triggered.connect(lambda _checked: self.sync_layers())
        self.sync.setToolTip(tr("Take the findings of the loaded inspection layers into the workspace"))
        page.selection_changed.connect(self._enable)
        session.opened.connect(self._enable)
        self._enable()

    def _action(self, picture: str, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(icon(picture), text, self._page)
        action.triggered.connect(lambda _checked: slot())
        self._page.actions_bar.addAction(action)
        return action

    def record(self) -> None:
        """Ask for a finding on the selected patch."""
        chosen = self._page.single()
        if chosen is not None:
            facts, patch = self._session.ground(chosen.uid)
            dialog = self.make_finding_dialog(chosen, self._desk.officer(), self._desk.window)
            shown = self._page.link.layer()
            dialog.know(self._desk.project, facts, patch, shown.id() if shown is not None else "")
            dialog.recorded.connect(lambda entry: self._store_finding(entry, dialog))
            self._session.opened.connect(dialog.reject)  # it asks about a patch of this workspace
            dialog.show()  # not modal: what was measured is selected on the map

    def decide(self) -> None:
        """Ask for an audit of the selected patch's finding."""
        chosen = self._page.single()
        if chosen is not None:
            found = self._session.finding(chosen.uid)
            dialog = self.make_audit_dialog(chosen, found, self._desk.officer(), self._desk.window)
            dialog.decided.connect(self._store_audit)
            dialog.open()
            path = self._session.path()
            if found.get("photos") and path is not None:
                self._desk.operations.run_function(
                    lambda feedback: _photos(path, str(found["uid"])),
                    tr("Checking photos"),
                    lambda rows: None if sip.isdeleted(dialog) else dialog.show_photos(rows),
                )

    def sync_layers(self) -> None:
        """Take the findings of every inspection layer into the workspace, in a task."""
        from ...layers.reading import LayerSource

        layers = layers_in_force(self._desk.project, "inspection")
        path = self._session.path()
        if not layers or path is None:
            self._desk.say(
                tr("No inspection layer is bound: load the results and bind them on the Layers page."),
                Qgis.MessageLevel.Warning,
            )
            return
        try:
            context = self._desk.project.transformContext()
            sources = [(LayerSource(layer, "inspection", context), _folder(layer)) for layer in layers]
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Critical)
            return
        self._desk.operations.run_function(
            lambda feedback: _sync(path, sources, feedback),
            tr("Syncing findings"),
            self._tell_sync,
            again=self.sync_layers,
        )

    def _store_finding(self, entry: FindingEntry, dialog: FindingDialog) -> None:
        from ...store.cases import record_finding
        from ...store.findings import Finding

        finding = Finding(
            finding=entry.finding,
            inspector=entry.inspector,
            inspected_on=entry.inspected_on,
            patch_uid=entry.patch_uid,
            patch_no=entry.patch_no,
            note=entry.note,
            doc_no=entry.doc_no,
            unlawful_m2=entry.unlawful_m2,
            photos=entry.photos,
            violation_type=entry.violation_type,
            started_on=entry.started_on,
            actual_use=entry.actual_use,
            vocabulary=entry.vocabulary,
            category=entry.category,
            subtype=entry.subtype,
            proof=entry.proof,
            boundary=entry.boundary,
        )
        added = self._write(lambda workspace: record_finding(workspace, finding), dialog.refuse)
        if added is None:
            return
        if added:
            text = tr("Recorded on patch {patch_no}: {finding}. Next: another person audits it.")
        else:
            text = tr("Patch {patch_no}: this finding ({finding}) was recorded before.")
        self._desk.say(
            text.format(patch_no=entry.patch_no, finding=word("finding", entry.finding)),
            Qgis.MessageLevel.Success,
        )

    def _store_audit(self, entry: AuditEntry) -> None:
        from ...store.cases import record_audit

        state = self._write(
            lambda workspace: record_audit(
                workspace,
                entry.patch_uid,
                entry.decision,
                entry.auditor,
                entry.level,
                entry.note,
                doc_no=entry.doc_no,
                covers_whole=entry.whole_document,
                violation_type=entry.violation_type,
            )
        )
        if state is not None:
            self._desk.say(
                tr("Audited: the patch is now {code}, {state}.").format(
                    code=word("code", state.code), state=word("state", state.state)
                ),
                Qgis.MessageLevel.Success,
            )

    def _write(self, work: Callable[[Any], Any], refused: Callable[[str], None] | None = None) -> Any:
        """Write and show what was refused, to ``refused`` too; None when it was."""
        try:
            return self._session.write(work)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            if refused is not None:
                refused(str(error))
            return None

    def _tell_sync(self, report: Any) -> None:
        self._session.reload()
        parts = [
            tr("%n finding(s) added", report.added),
            tr("%n already there", report.already_there),
        ]
        if report.photos:
            parts.append(tr("%n photo(s) added", report.photos))
        if report.unknown_patches:
            parts.append(
                tr("unknown patches: {numbers}").format(numbers=tr(", ").join(report.unknown_patches))
            )
        parts += [
            one.sentence if one.label in one.sentence else f"{one.label}: {one.sentence}"
            for one in report.refused
        ]
        clean = not report.unknown_patches and not report.refused
        self._desk.say(
            tr("; ").join(parts), Qgis.MessageLevel.Success if clean else Qgis.MessageLevel.Warning
        )

    def _enable(self) -> None:
        chosen = self._page.single()
        state = chosen.state if chosen is not None else ""
        now = PatchState(state=state)
        can_find = state in _FINDING_FROM or any(allowed(now, finding) for finding in FINDINGS)
        self.finding.setEnabled(bool(state) and can_find)
        self.audit.setEnabled(bool(state) and allowed(now, "audit_confirmed"))
        self.sync.setEnabled(self._session.path() is not None)


def _folder(layer: Any) -> Path | None:
    """Where the layer's file lies; None when it has none."""
    from qgis.core import QgsProviderRegistry

    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return Path(parts["path"]).parent if parts.get("path") else None


def _photos(path: Path, inspection_uid: str) -> list[Any]:
    """The photos of a recorded finding with their checks of now, as rows for the list."""
    from ...store.photo_review import review_photos
    from ...store.workspace import open_workspace
    from .photo_rows import PhotoRow, thumbnail

    with open_workspace(path, create=False) as workspace:
        review = review_photos(workspace, inspection_uid)
    return [
        PhotoRow(one.path, one.file_name, one.facts, one.checks, thumbnail(one.path)) for one in review.photos
    ]


def _sync(path: Path, sources: list[Any], feedback: QgsFeedback) -> Any:
    from ...store.cases import record_findings
    from ...store.workspace import open_workspace
    from .finding_rows import findings_of

    findings = [
        finding for source, folder in sources for finding in findings_of(source.read(feedback), folder)
    ]
    with open_workspace(path, create=False) as workspace:
        return record_findings(workspace, findings)
