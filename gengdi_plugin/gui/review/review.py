"""The walk through patches by keyboard: what is begun, decided, taken back and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from . import decisions, told
from .recorder import Recorder
from .review_queue import DISPATCHED, LAWFUL, LOOKED_AGAIN, SECOND_LOOK, SKIPPED, Decision, ReviewQueue
from .review_rows import rows_to_review
from .review_view import ReviewView

if TYPE_CHECKING:
    from ...store.document_numbers import KnownDocument
    from ...store.review import PatchRow

#: With very many patches their rows are read again when the officer rests, not after each decision.
_REST_MS = 1500


class Review(QObject):
    """Serves the Patches page. ``offer_dispatch`` opens the dialog in which a person is chosen by hand.

    Scripts drive it as the keys do: :meth:`start`, :meth:`next`, :meth:`decide`, :meth:`undo`,
    :meth:`counts`, :meth:`stop`.
    """

    changed = pyqtSignal()  # another patch, another decision, begun or ended

    def __init__(
        self,
        desk: Desk,
        session: WorkspaceSession,
        page: PatchesPage,
        offer_dispatch: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._desk, self._session, self._page = desk, session, page
        self._offer_dispatch = offer_dispatch
        self._queue: ReviewQueue | None = None
        self._notes: dict[str, str] = {}
        self.view = ReviewView(desk, session, page, self._tell)
        self.keys, self.strip = self.view.keys, self.view.strip
        self.sight, self.images = self.view.sight, self.view.images
        self.second_looks = self.view.second_looks
        self.recorder = Recorder(desk, session, self._tell, self._read_again, self._dropped)
        self.start_action = page_action(
            page, "review", tr("Review"), self.start,
            tr("Go through the patches of the table by keyboard, one decision per key"),
        )  # fmt: skip
        page.actions_bar.addAction(self.start_action)
        button = page.actions_bar.widgetForAction(self.start_action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        page.actions_bar.addAction(self.second_looks.action)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(session.reload)
        self._connect()

    def _connect(self) -> None:
        self.keys.pressed.connect(self._pressed)
        self.strip.note.done.connect(self._listen)
        self.strip.number.entered.connect(lambda document: self.decide(LAWFUL, document=document))
        self.strip.number.given_up.connect(self._close_number)
        self._page.selection_changed.connect(self._follow_table)
        self._session.rows_changed.connect(self._rows_changed)
        self._session.opened.connect(self.stop)

    def close(self) -> None:
        """End, and take everything back."""
        self.stop()
        self._rest.stop()
        self.view.close()

    def start(self, uids: Sequence[str] | None = None) -> bool:
        """Begin at the selected patch; whether there is something to review. While it is on: go on.
        ``uids``: these patches in this order, whatever the table shows."""
        if self._queue is not None:
            self._listen()
            return True
        uids = rows_to_review(self._page) if uids is None else uids
        if not uids:
            self._desk.say(
                tr("No patch is left to review here: clear the filters, or screen patches first."),
                Qgis.MessageLevel.Info,
            )
            return False
        chosen = self._page.single()
        self._queue = ReviewQueue(uids, chosen.uid if chosen is not None else "")
        self._notes.clear()
        self.view.begin()
        self._show()
        self._listen()
        return True

    def stop(self) -> None:
        """End the review: map and keys are as before; what was decided stays, and is told."""
        queue, self._queue = self._queue, None
        if queue is None:
            return
        self.view.end()
        if queue.decisions:
            self._desk.say(told.ended(queue.counts()), Qgis.MessageLevel.Success)
        self.changed.emit()

    def running(self) -> bool:
        """Whether a review is on."""
        return self._queue is not None

    def current(self) -> str:
        """The patch under review; "" behind the last one and outside a review."""
        return self._queue.current() if self._queue is not None else ""

    def counts(self) -> dict[str, int]:
        """As ``ReviewQueue.counts``; empty outside a review."""
        return self._queue.counts() if self._queue is not None else {}

    def next(self) -> bool:
        """Go to the next patch; False behind the last one."""
        return self._move(lambda queue: queue.next())

    def previous(self) -> bool:
        """Go to the patch before; False at the first one."""
        return self._move(lambda queue: queue.previous())

    def go(self, uid: str) -> bool:
        """Go to one patch of the review; False when it is not in it."""
        return self._move(lambda queue: queue.go(uid))

    def _move(self, how: Callable[[ReviewQueue], bool]) -> bool:
        if self._queue is None:
            return False
        self._keep_note()
        moved = how(self._queue)
        if moved:
            self._show()
        return moved

    def decide(self, kind: str, document: KnownDocument | None = None) -> bool:
        """Decide the patch under review and go on; False, with the reason on the strip, when it cannot be.

        ``kind``: one of ``review_queue.KINDS``; ``document``: with ``lawful``, its number and type.
        The note is that of :attr:`strip`'s field."""
        row = self._row()
        if self._queue is None or row is None:
            return False
        decision = Decision(row.uid, kind, self.strip.note.text().strip())
        try:
            said = self.recorder.record(decision, row, document)
        except decisions.NobodyResponsible as error:
            self._page.select([row.uid])
            self.strip.say(str(error), tr("Dispatch Patches…"), self._offer_dispatch)
            return False
        except GengdiError as error:
            self.strip.say(str(error))
            return False
        self._queue.add(decision)
        self._notes.pop(row.uid, None)
        self._close_number()
        self._queue.next()
        self._show_anew(decision)
        self.strip.say(said)
        return True

    def undo(self) -> bool:
        """Take the last decision of the sitting back and return to its patch; False, with the reason on the
        strip, when something rests on it."""
        last = self._queue.last() if self._queue is not None else None
        if self._queue is None or last is None:
            self.strip.say(tr("Nothing was decided in this sitting yet."))
            return False
        try:
            self.recorder.take_back(last)
        except GengdiError as error:
            self.strip.say(str(error))
            return False
        self._queue.drop(last)
        self._keep_note()
        self._notes[last.uid] = last.note
        self._queue.go(last.uid)
        self._show_anew(last)
        self.strip.say(told.taken_back(self._row(), last.kind))
        return True

    def _dropped(self, decision: Decision) -> None:
        """A document was refused: its patch is open again."""
        if self._queue is not None:
            self._queue.drop(decision)
            self.view.tell_position(self._queue, self._row())
            self.changed.emit()

    def _row(self) -> PatchRow | None:
        return self._session.row(self.current()) if self.current() else None

    def _show(self) -> None:
        """Strip, table and map follow the patch under review."""
        queue, row = self._queue, self._row()
        if queue is None:
            return
        self.view.show(queue, row, self._notes.get(queue.current(), ""))
        self.changed.emit()

    def _show_anew(self, decision: Decision) -> None:
        """As :meth:`_show`, with what the workspace says since ``decision`` was recorded or taken back."""
        if decision.undo is not None:
            self._read_again(decision)
        self._show()

    def _read_again(self, decision: Decision) -> None:
        """What was recorded shows in the table: at once, or with very many patches when the officer rests."""
        if self._session.many():
            self.second_looks.refresh_patch(decision.uid)
            self._rest.start()
        else:
            self._session.reload()

    def _rows_changed(self) -> None:
        self.second_looks.refresh()
        row = self._row()
        if self._queue is not None:
            self.view.tell_position(self._queue, row)
            if row is not None:
                self.view.draw(row, zoom=False)

    def _follow_table(self) -> None:
        """A patch that the officer selects in the table is reviewed next."""
        chosen = self._page.single() if self._queue is not None else None
        # behind the last patch the table still selects it, and does so again when rows are read again
        if chosen is not None and chosen.uid != self.view.selected:
            self.go(chosen.uid)

    def _tell(self, text: str) -> None:
        if self._queue is not None:
            self.strip.say(text)
        else:
            self._desk.say(text, Qgis.MessageLevel.Info)

    def _pressed(self, name: str) -> None:
        if self._queue is None or not self.strip.isVisible():
            return
        acts: dict[str, Callable[[], object]] = {
            "next": self.next,
            "previous": self.previous,
            "right": lambda: self.images.move(1) or self.next(),
            "left": lambda: self.images.move(-1) or self.previous(),
            "dispatch": lambda: self.decide(DISPATCHED),
            "lawful": self.ask_number,
            "second_look": lambda: self.decide(
                LOOKED_AGAIN if self.current() in self.second_looks.marks else SECOND_LOOK
            ),
            "skip": lambda: self.decide(SKIPPED),
            "undo": self.undo,
            "note": lambda: self.strip.note.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "images": self.images.toggle,
            "swipe": self.images.swipe,
            "map": self.images.off,
            "end": self.stop,
        }
        acts[name]()

    def ask_number(self) -> None:
        """Open the line for a document's number."""
        if (row := self._row()) is None:
            return
        try:
            decisions.check_yellow(row)
        except GengdiError as error:
            self.strip.say(str(error))
            return
        self.strip.ask_number(str(self._session.finding(row.uid).get("doc_no") or ""))

    def _close_number(self) -> None:
        self.strip.close_number()
        self._listen()

    def _listen(self) -> None:
        if self._queue is not None:
            self.view.listen()

    def _keep_note(self) -> None:
        if self.current():
            self._notes[self.current()] = self.strip.note.text()
