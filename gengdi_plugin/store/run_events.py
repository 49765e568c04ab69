"""What a run's verdicts mean for the cases of their patches (public contract §5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._vendor.sqlite_utils import Database
from ..core.casework import CaseEvent, PatchState, allowed
from .events import refresh_states, stamped, write_events, write_first_events
from .uids import AscendingUids

_BEFORE = """
SELECT p.uid, s.state, (
    SELECT v.code FROM verdict v WHERE v.patch_uid = p.uid AND v.deleted_at IS NULL
    ORDER BY v.clock DESC, v.uid DESC LIMIT 1
)
FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid
"""

_WITH_EVENTS = """
SELECT patch_uid FROM case_event WHERE patch_uid IS NOT NULL UNION SELECT patch_uid FROM patch_state
"""


class RunEvents:
    """Writes the events that a run implies, and the states they give; made before the run's first row."""

    def __init__(self, db: Database) -> None:
        self._db = db
        #: patch -> its state and the code of its latest verdict, before this run
        self._before: dict[str, tuple[str, str | None]] = {
            uid: (state or "", code) for uid, state, code in db.execute(_BEFORE).fetchall()
        }
        self._seen: set[str] = {uid for (uid,) in db.execute(_WITH_EVENTS).fetchall()}
        self._uids = AscendingUids()

    def write(self, run: str, actor: str, verdicts: Sequence[tuple[Any, ...]]) -> None:
        """The events of ``verdicts``: (patch uid, code) of the run ``run``."""
        first: dict[str, list[str]] = {}
        later: list[tuple[str, CaseEvent]] = []
        for uid, code in verdicts:
            name = implied_event(*self._before.get(uid, ("", None)), code)
            if name and uid in self._seen:
                later.append((uid, CaseEvent(name, actor, "screening", evidence_uid=run)))
            elif name:
                first.setdefault(name, []).append(uid)
        for name, patches in first.items():
            event = CaseEvent(name, actor, "screening", evidence_uid=run)
            write_first_events(self._db, patches, event, self._uids.take(len(patches)))
        if later:
            events = stamped(self._db.conn, [event for _, event in later])
            write_events(self._db.conn, [(uid, event) for (uid, _), event in zip(later, events)])
            refresh_states(self._db, [uid for uid, _ in later])


def implied_event(state: str, before: str | None, code: str) -> str | None:
    """The event a verdict ``code`` brings to a patch in ``state`` whose last verdict was ``before``.

    A patch's first verdict is its screening, also that of a part whose case has begun with its split or
    merger. Later only a change counts: yellow → green releases where
    the transition table lets a re-screening do so, a released patch that turned yellow waits again. What
    persons decided (red, audited, under rectification, closed) is left alone; the verdict is stored.
    """
    if not state:
        return f"screened_{code}"
    if code == "yellow" and state == "screened_green":
        return "rescreened_yellow"
    turned = before != "green" and code == "green"
    if turned and allowed(PatchState(state), "rescreened_green"):
        return "rescreened_green"
    return None
