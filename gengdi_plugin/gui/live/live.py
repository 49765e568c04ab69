"""Live verdicts: the session of the last run follows what is edited in the layers, before it is saved.

A live verdict is provisional: it is shown, and nothing of it is written until the officer saves it as a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsFeedback, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..cleanup import CleanupStack
from ..desk import Desk
from ..session import WorkspaceSession
from ..settings import LIVE
from ..work.operations import Operation
from .live_watch import LiveWatch, Tested

if TYPE_CHECKING:
    from ...processing.handover import KeptSession
    from ...store.review import PatchRow
    from .live_follow import Followed
    from .live_rows import LiveVerdict

#: Layers that come and go in one action are taken together.
_SETTLED_MS = 250
#: More edited features, patches to screen or features to read than these go into a task with progress.
_FEATURES_AT_ONCE, _PATCHES_AT_ONCE, _READ_AT_ONCE = 40, 150, 2_000


class Live(QObject):
    """Keeps :meth:`rows` in step with the layers while the switch is on and a session is in memory."""

    updated = pyqtSignal()  # rows() are others
    state_changed = pyqtSignal()  # on, off, catching up, or without a session

    def __init__(self, desk: Desk, session: WorkspaceSession, tested: Tested) -> None:
        super().__init__()
        self._desk, self._session = desk, session
        self._followed: Followed | None = None
        self._watch: LiveWatch | None = None
        self._tested = tested
        self._rows: dict[str, PatchRow] = {}
        self._saved: dict[str, PatchRow] | None = None
        self._waiting: set[int] = set()  # patches that must be screened again
        self._operation: Operation | None = None
        self._why_off = ""
        self._cleanup = CleanupStack()
        self._soon = self._timer(0, self.flush)
        self._settled = self._timer(_SETTLED_MS, self._reconcile)
        self._cleanup.connect(session.rows_changed, self._saved_changed)
        self._cleanup.connect(session.opened, self._workspace_changed)
        self._cleanup.connect(desk.project.cleared, self.release)

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def run_begins(self) -> None:
        """A run snapshots its layers now: note what is edited from here on."""
        self.release()
        if LIVE.value():
            self._listen().follow()
            self._listen().forget()

    def follow(self, kept: KeptSession | None) -> None:
        """Follow edits with the session of a run that is saved."""
        from .live_follow import Followed

        if kept is None or not LIVE.value():
            return
        self._followed = Followed(kept)
        self._rows, self._saved, self._waiting, self._why_off = {}, None, set(), ""
        self._listen().follow()
        self._tell()
        self._settled.start()  # what came, went or was edited while the run was under way
        self._soon.start()

    def release(self, why: str = "") -> None:
        """Let go of the session and its memory; ``why``, where the officer should know."""
        if self._operation is not None:
            self._operation.cancel()
        self._soon.stop()
        self._settled.stop()
        if self._watch is not None:
            self._watch.close()
            self._watch.deleteLater()
            self._watch = None
        followed, self._followed, self._why_off = [self._followed], None, why
        if followed[0] is not None:
            from ...core.letting_go import let_go_aside

            let_go_aside(followed)
        self._waiting = set()
        self._tell()

    def switch(self, on: bool) -> None:
        """The officer wants live verdicts, or none: then the memory is given back."""
        LIVE.store(on)
        self.release()

    def close(self) -> None:
        """Take back every connection."""
        self._cleanup.pop_all()
        self.release()

    def on(self) -> bool:
        """Whether edits are followed."""
        return self._followed is not None

    def rows(self) -> dict[str, PatchRow]:
        """The patches whose verdict differs from that of the saved run: uid -> provisional row."""
        return self._rows

    def verdict(self, uid: str) -> LiveVerdict | None:
        """The live verdict of a patch whose row is provisional, None of every other one."""
        followed = self._followed
        return followed.verdict(uid) if followed is not None and uid in self._rows else None

    def unsaved(self) -> list[QgsVectorLayer]:
        """The followed layers with unsaved edits."""
        return self._watch.unsaved() if self._watch is not None else []

    def catching_up(self) -> bool:
        """Whether a task is at work: what is shown may be behind the layers."""
        return self._operation is not None

    def sentence(self) -> str:
        """How live stands, in one sentence."""
        count = len(self._rows)
        if not LIVE.value():
            return tr("Live is off: verdicts change when you screen again.")
        if self._followed is None:
            return self._why_off or tr("Screen again to follow edits.")
        if self._operation is not None:
            return tr("Catching up with the edits … {percent} %").format(
                percent=int(self._operation.progress())
            )
        if not count:
            return tr("Edits are followed before they are saved; nothing differs from the saved run.")
        if self.unsaved():
            return tr("%n verdict(s) differ from the saved run because of unsaved edits:", count)
        return tr("%n verdict(s) differ from the saved run because layers changed since:", count)

    def followed(self) -> Followed | None:
        """The session that follows, for who needs it while no task is at work."""
        return self._followed

    def take_all(self) -> bool:
        """Take everything in that waits; False when a task does it."""
        self.flush()
        if self._watch is not None and self._watch.stale:
            self._reconcile()
        return self._operation is None

    def flush(self) -> None:
        """Take in what was edited since; at once, or in a task when it is much."""
        if self._followed is None or self._watch is None or self._operation is not None:
            return  # what was edited waits; the end of the task asks again
        if self._watch.stale:
            self._settled.start()
        try:
            many = self._take_edits(self._followed, self._watch)
        except GengdiError as error:
            self.release(tr("Live stopped: {reason} Screen again to follow edits.").format(reason=error))
            return
        if many:
            self._start_task([])
            return
        rows, self._waiting = self._waiting, set()
        if rows:
            self._followed.screen(rows)
        self._show()

    def _take_edits(self, followed: Followed, watch: LiveWatch) -> bool:
        """Edited features into the session; whether the patches they reach are many."""
        transforms = self._desk.project.transformContext()
        for edits, taken in watch.take():
            found = followed.table_of(edits.layer_id)
            if found is None or not found[1].followed:
                watch.stale.add(edits.layer_id)
                self._settled.start()
                continue
            if len(taken.changed) > _FEATURES_AT_ONCE and found[0].role != "change_patch":
                watch.stale.add(edits.layer_id)  # reading it as a whole costs less, and happens in a task
                self._settled.start()
                continue
            changes = edits.read(taken.changed, transforms) if taken.changed else ()
            self._waiting |= followed.edit(edits.layer_id, taken, changes)
        return len(self._waiting) > _PATCHES_AT_ONCE

    def _reconcile(self) -> None:
        """Give the session the layers that a screening would read now."""
        if self._followed is None or self._watch is None:
            return
        if self._operation is not None:
            self._settled.start()
            return
        from .live_tables import readings, tables_of

        followed, watch = self._followed, self._watch
        tested = watch.layers()
        layers = {layer.id(): layer for _, layer in tested}
        stale, watch.stale = watch.stale, set()
        if followed.patch_layer not in layers or followed.patch_layer in stale:
            self.release(tr("Live stopped, because the layer of patches is another one now: screen again to "
                            "follow edits."))  # fmt: skip
            return
        now = tables_of((role, layer.id(), layer.name()) for role, layer in tested)
        transforms = self._desk.project.transformContext()
        try:
            found = readings(now, followed.tables, stale, layers, transforms)
        except GengdiError as error:
            self.release(tr("Live stopped: {reason} Screen again to follow edits.").format(reason=error))
            return
        watch.follow()
        followed.tables = now
        if found:
            small = len(followed.session) <= _READ_AT_ONCE
            if small and sum(one.features for one in found) <= _READ_AT_ONCE:
                followed.catch_up(found, self._taken_rows(), QgsFeedback())
                self._show()
            else:
                self._start_task(found)
        self._soon.start()

    def _taken_rows(self) -> set[int]:
        rows, self._waiting = self._waiting, set()
        return rows

    def _start_task(self, found: list[Any]) -> None:
        followed, rows = self._followed, self._taken_rows()
        if followed is not None:
            self.run_task(
                lambda feedback: followed.catch_up(found, rows, feedback),
                tr("Following the edits"),
                lambda _nothing: self._show(),
            )

    def run_task(self, work: Callable[[QgsFeedback], Any], title: str, then: Callable[[Any], None]) -> None:
        """Do ``work(feedback)`` with the session in a task: meanwhile edits wait."""
        self._operation = operation = self._desk.operations.run_function(work, title, then)
        operation.progressed.connect(self.state_changed)
        operation.ended.connect(self._task_ended)
        self.state_changed.emit()

    def lend(self, work: Callable[[QgsFeedback], Any], title: str, then: Callable[[Any], None]) -> Operation:
        """As :meth:`run_task`, for work that leaves the session as it is: however it ends, live goes on."""
        self._operation = operation = self._desk.operations.run_function(work, title, then)
        operation.ended.connect(self._given_back)
        return operation

    def _given_back(self, _operation: Operation) -> None:
        self._operation = None
        if self._followed is not None:
            self._soon.start()

    def _task_ended(self, operation: Operation) -> None:
        self._operation = None
        if self._followed is None:
            return
        if operation.error or operation.cancelled():
            self.release(tr("Live stopped, because catching up with the edits did not end: screen again to "
                            "follow edits."))  # fmt: skip
            return
        self._soon.start()
        self.state_changed.emit()

    def _listen(self) -> LiveWatch:
        if self._watch is None:
            self._watch = LiveWatch(self._desk.project, self._tested, self)
            self._watch.edited.connect(self._soon.start)
            self._watch.changed.connect(self._settled.start)
        return self._watch

    def _show(self) -> None:
        followed = self._followed
        if followed is not None:
            if self._saved is None:
                known = self._session.known()
                self._saved = dict(known.by_uid) if known is not None else {}
                followed.compare_all()
            self._rows = followed.provisional_rows(self._saved)
        self._tell()

    def _tell(self) -> None:
        if self._followed is None:
            self._rows = {}
        self.updated.emit()
        self.state_changed.emit()

    def _saved_changed(self) -> None:
        """The workspace's rows were read again: what differs from them may be something else."""
        self._saved = None
        if self._followed is not None and self._operation is None:
            self._show()
        elif self._followed is not None:
            self._soon.start()

    def _workspace_changed(self) -> None:
        path, followed = self._session.path(), self._followed
        if followed is not None and path != followed.workspace:
            self.release()
