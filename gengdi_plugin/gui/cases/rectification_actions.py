"""What the officer does to put a confirmed case right, and what is looked at across cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.PyQt.QtWidgets import QAction

from ...core.casework import PatchState, allowed
from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.vocabulary import word
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from .case_windows import CaseWindows

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .rectification_entries import AcceptanceEntry, CaseEntry, CaseFacts, OrderEntry, ReportEntry

#: States in which enforcement goes on beside the case.
_ENFORCEMENT = ("filed", "concluded")


class RectificationActions:
    """Actions for the menu *Cases*. Dialogs ask, the store decides, table and map follow."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk, self._session, self._page = desk, session, page
        self.windows = CaseWindows(desk, session, page)
        #: event -> makes its dialog; replaced in tests, which open no modal dialog
        self.make_dialog: Callable[..., Any] = make_dialog
        self.order = self._action("rectify", tr("Order Rectification…"), self.ask_order)
        self.report = self._action("report_measure", tr("Report Measure…"), self.ask_report)
        self.acceptance = self._action("accept", tr("Accept or Return…"), self.ask_acceptance)
        self.reopen = self._action("reopen", tr("Reopen…"), self.ask_reopen)
        self.enforcement = self._action("enforcement", tr("File or Conclude a Case…"), self.ask_enforcement)
        self.tracking = self._action("tracking", tr("Open Cases…"), self.windows.show_tracking)
        self.timeline = self._action("timeline", tr("Time Line…"), self.windows.show_timeline)
        self.figures = self._action("case_figures", tr("Figures and Ranking…"), self.windows.show_figures)
        self.what_if = self._action("what_if", tr("What If…"), self.windows.show_what_if)
        self._explain()
        self.actions = [
            self.order, self.report, self.acceptance, self.reopen, self.enforcement, self.timeline,
            self.tracking, self.figures, self.what_if,
        ]  # fmt: skip
        page.selection_changed.connect(self._enable)
        session.opened.connect(self._enable)
        self._enable()

    def _action(self, picture: str, text: str, slot: Callable[[], None]) -> QAction:
        return page_action(self._page, picture, text, slot)

    def _explain(self) -> None:
        for action, tip in (
            (self.order, tr("Say by which measures the patch is put right, by whom and until when")),
            (self.report, tr("Report what one measure reached, with photos")),
            (self.acceptance, tr("Another person accepts the rectification, or returns it")),
            (self.reopen, tr("Begin a closed case again, with the reason")),
            (self.enforcement, tr("Record that a case of enforcement was filed or concluded")),
            (self.tracking, tr("Whose turn it is in every open case, since when and until when")),
            (self.timeline, tr("Every step of the case, who did it, and what it rests on")),
            (self.figures, tr("Rates and times of the cases per village, town or county")),
            (self.what_if, tr("What rectifying patches would do to the towns' ratios")),
        ):
            action.setToolTip(tip)

    def close(self) -> None:
        """Close the windows."""
        self.windows.close()

    def ask_order(self) -> None:
        """Ask for an order of rectification on the selected patch."""
        self._open("rectifying", self._store_order)

    def ask_report(self) -> None:
        """Ask what a measure of the selected patch reached."""
        self._open("partly_rectified", self._store_report)

    def ask_acceptance(self) -> None:
        """Ask whether the rectification of the selected patch is accepted."""
        self._open("accepted", self._store_acceptance)

    def ask_reopen(self) -> None:
        """Ask why the selected patch is opened again."""
        self._open("reopened", self._store_step)

    def ask_enforcement(self) -> None:
        """Ask for the number by which a case is filed, or, when one is filed, concluded."""
        self._open("filed", self._store_step)

    def _open(self, event: str, store: Callable[[Any], None]) -> None:
        chosen = self._page.single()
        if chosen is None:
            return
        facts = self._session.ask(lambda workspace: case_facts(workspace, chosen))
        if event == "partly_rectified" and not facts.rows:
            self._desk.say(
                tr(
                    "Patch {patch_no} has no measures that could be reported: they were not ordered here."
                ).format(patch_no=chosen.patch_no),
                Qgis.MessageLevel.Warning,
            )
            return
        if event == "filed" and facts.filed_under:
            event = "concluded"
        if event in _ENFORCEMENT and not allowed(PatchState(state=chosen.state), event):
            self._desk.say(
                tr("Patch {patch_no}: no filed case is open that could be concluded.").format(
                    patch_no=chosen.patch_no
                ),
                Qgis.MessageLevel.Warning,
            )
            return
        dialog = self.make_dialog(event, chosen, facts, self._desk.officer(), self._desk.window)
        dialog.entered.connect(store)
        dialog.open()

    def _store_order(self, entry: OrderEntry) -> None:
        from ...store.rectifications import Planned, order_rectification

        measures = [Planned(one.measure, one.area_m2, one.department) for one in entry.measures]
        self._write(
            lambda workspace: order_rectification(
                workspace,
                entry.patch_uid,
                measures,
                due_on=entry.due_on,
                actor=entry.actor,
                role=entry.role,
                responsible_uid=entry.responsible_uid,
                department=entry.department,
                notice_no=entry.notice_no,
                note=entry.note,
            )
        )

    def _store_report(self, entry: ReportEntry) -> None:
        from ...store.rectifications import report_measure

        self._write(
            lambda workspace: report_measure(
                workspace,
                entry.rectification_uid,
                entry.done_m2,
                entry.done_on,
                entry.actor,
                role=entry.role,
                photos=entry.photos,
                note=entry.note,
                less_because=entry.less_because,
            )
        )

    def _store_acceptance(self, entry: AcceptanceEntry) -> None:
        from ...store.rectifications import accept, return_

        def decide(workspace: Any) -> PatchState:
            if entry.accepted:
                return accept(
                    workspace, entry.patch_uid, entry.actor, entry.role, note=entry.note, photos=entry.photos
                )
            return return_(
                workspace,
                entry.patch_uid,
                entry.actor,
                entry.role,
                due_on=entry.due_on,
                note=entry.note,
                not_accepted=entry.not_accepted or None,
                again=entry.again,
                photos=entry.photos,
            )

        self._write(decide)

    def _store_step(self, entry: CaseEntry) -> None:
        from ...store.rectifications import conclude_case, file_case, reopen

        def record(workspace: Any) -> PatchState:
            if entry.event == "reopened":
                return reopen(workspace, entry.patch_uid, entry.actor, entry.role, reason=entry.note)
            write = file_case if entry.event == "filed" else conclude_case
            return write(workspace, entry.patch_uid, entry.doc_no, entry.actor, entry.role, note=entry.note)

        self._write(record)

    def _write(self, work: Callable[[Any], PatchState]) -> None:
        """Write and tell how the case stands, or why it was refused."""
        try:
            state = self._session.write(work)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)
            return
        self.windows.refresh()
        self._desk.say(
            tr("Recorded: the patch is now {code}, {state}.").format(
                code=word("code", state.code), state=word("state", state.state)
            ),
            Qgis.MessageLevel.Success,
        )

    def _enable(self) -> None:
        chosen = self._page.single()
        now = PatchState(state=chosen.state if chosen is not None else "")
        for action, events in (
            (self.order, ("rectifying",)),
            (self.report, ("partly_rectified",)),
            (self.acceptance, ("accepted",)),
            (self.reopen, ("reopened",)),
            (self.enforcement, _ENFORCEMENT),
        ):
            action.setEnabled(bool(now.state) and any(allowed(now, event) for event in events))
        self.timeline.setEnabled(chosen is not None)
        for action in (self.tracking, self.figures, self.what_if):
            action.setEnabled(self._session.path() is not None)


def case_facts(workspace: Any, row: PatchRow) -> CaseFacts:
    """What a dialog about the case of ``row`` must know."""
    from ...core.coordination import coordination_for_patch
    from ...store.enforcement import filed_under
    from ...store.events import history
    from ...store.rectification_rows import answerable, rectification_rows
    from ...store.relapse import relapses_of
    from .rectification_entries import CaseFacts

    state = history(workspace, row.uid)[1]
    return CaseFacts(
        state.unlawful_m2,
        tuple(rectification_rows(workspace, row.uid)),
        tuple(answerable(workspace, row.unit_code or "")),
        coordination_for_patch(row.change_kind, row.scope, row.change_type),
        relapses_of(workspace, row.uid),
        filed_under(workspace, row.uid),
        state.responsible_uid,
    )


def make_dialog(event: str, row: PatchRow, facts: CaseFacts, officer: str, parent: Any) -> Any:
    """The dialog that asks for ``event``."""
    from .acceptance_dialog import AcceptanceDialog
    from .case_step_dialog import CaseStepDialog
    from .order_dialog import OrderDialog
    from .report_dialog import ReportDialog

    plain = {"rectifying": OrderDialog, "partly_rectified": ReportDialog, "accepted": AcceptanceDialog}
    if event in plain:
        return plain[event](row, facts, officer, parent)
    return CaseStepDialog(row, event, facts, officer, parent)
