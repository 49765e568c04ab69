"""What the officer does about provisional verdicts: record them as a run, or throw the edits away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.core import Qgis, QgsVectorLayer

from ...core.i18n import tr
from ..confirm import confirm
from ..desk import Desk
from ..session import WorkspaceSession
from .live import Live

if TYPE_CHECKING:
    from .live_follow import Followed


class LiveSaving:
    """A recorded verdict rests on data that exist: the edits are saved first."""

    def __init__(self, desk: Desk, session: WorkspaceSession, live: Live) -> None:
        self._desk, self._session, self._live = desk, session, live
        self._wanted = False
        #: asks before edits are saved or thrown away; replaced in tests, which open no dialog
        self.confirm: Callable[[str, str], bool] = self._confirm
        live.state_changed.connect(self._when_ready)

    def save_run(self) -> None:
        """Record the provisional verdicts as a run of the workspace."""
        unsaved = self._live.unsaved()
        if unsaved:
            question = tr(
                "The verdicts rest on unsaved edits in {layers}. Save these edits and record the run?"
            ).format(layers=_names(unsaved))
            if not self.confirm(question, tr("Save Edits and Record")):
                return
        for layer in unsaved:
            if not layer.commitChanges(False):
                reason = "; ".join(layer.commitErrors())
                said = tr("The edits of “{layer}” could not be saved, so no run is recorded: {reason}")
                self._desk.say(said.format(layer=layer.name(), reason=reason), Qgis.MessageLevel.Warning)
                return
        if self._live.take_all():  # a shapefile may have numbered its features anew
            self._record()
        else:
            self._wanted = True

    def discard(self) -> None:
        """Throw the unsaved edits away after a question; the layers stay in edit mode."""
        unsaved = self._live.unsaved()
        question = tr("Throw away all unsaved edits in {layers}?").format(layers=_names(unsaved))
        if unsaved and self.confirm(question, tr("Discard Edits")):
            for layer in unsaved:
                layer.rollBack(False)

    def _when_ready(self) -> None:
        if self._wanted and not self._live.catching_up():
            self._wanted = False
            if self._live.on():
                self._record()

    def _record(self) -> None:
        followed = self._live.followed()
        rows = followed.rows(self._live.rows()) if followed is not None else []
        if followed is not None and rows:
            from .live_follow import record

            officer = self._desk.officer()
            self._live.run_task(
                lambda feedback: record(followed, rows, officer, feedback),
                tr("Recording the run"),
                lambda _run: self._recorded(followed, rows),
            )

    def _recorded(self, followed: Followed, rows: list[int]) -> None:
        followed.recorded(rows)
        self._session.reload()
        self._desk.say(tr("%n verdict(s) are recorded as a run.", len(rows)), Qgis.MessageLevel.Success)

    def _confirm(self, question: str, action: str) -> bool:
        return confirm(self._desk.window, tr("Live verdicts"), question, action)


def _names(layers: list[QgsVectorLayer]) -> str:
    return tr(", ").join(layer.name() for layer in layers)
