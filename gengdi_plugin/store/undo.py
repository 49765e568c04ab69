"""Undoing a screening run: a recorded act that puts every patch back to where it was before.

Nothing is removed: the run with its verdicts and their parts gets tombstones, every patch of the run gets
an event ``run_undone`` with who and when, and the one fold derives the earlier states from that.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..core.casework import RUN_UNDONE, TAKEN_BACK, CaseEvent
from ..core.errors import InputError, WorkspaceError
from ..core.i18n import tr
from .clock import now_iso
from .connection import transaction
from .events import refresh_states, stamped, write_events
from .workspace import Workspace

_NAMED = 5  # so many patches or runs are named in a refusal; more are counted

_RUN = "SELECT clock, deleted_at FROM screening_run WHERE uid = ?"

_PATCHES = "SELECT DISTINCT patch_uid FROM verdict WHERE run_uid = ? AND deleted_at IS NULL ORDER BY id"

# What persons did about a patch of the run since and did not take back; what runs said is asked below.
_ACTS_SINCE = """
SELECT DISTINCT coalesce(nullif(p.patch_no, ''), p.spatial_code, p.uid)
FROM verdict v
JOIN patch p ON p.uid = v.patch_uid
JOIN case_event e ON e.patch_uid = v.patch_uid AND e.clock > ?1 AND e.role <> 'screening'
    AND e.event NOT IN (?2, ?3)
WHERE v.run_uid = ?4 AND v.deleted_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM case_event b WHERE b.patch_uid = e.patch_uid AND b.event = ?3 AND b.evidence_uid = e.uid
)
ORDER BY 1
"""

_RUNS_SINCE = """
SELECT r.screened_at, r.actor FROM screening_run r
WHERE r.deleted_at IS NULL AND r.uid <> ? AND r.clock > ? AND EXISTS (
    SELECT 1 FROM verdict n JOIN verdict o ON o.patch_uid = n.patch_uid
    WHERE n.run_uid = r.uid AND n.deleted_at IS NULL AND o.run_uid = ? AND o.deleted_at IS NULL
)
ORDER BY r.clock
"""

# Children before their verdicts: each statement finds its rows through the verdicts that still stand.
_TOMBSTONES = (
    """UPDATE evidence SET deleted_at = ?1 WHERE deleted_at IS NULL AND verdict_uid IN (
        SELECT uid FROM verdict WHERE run_uid = ?2 AND deleted_at IS NULL)""",
    """UPDATE remainder SET deleted_at = ?1 WHERE deleted_at IS NULL AND verdict_uid IN (
        SELECT uid FROM verdict WHERE run_uid = ?2 AND deleted_at IS NULL)""",
    """UPDATE ground SET deleted_at = ?1 WHERE deleted_at IS NULL AND verdict_uid IN (
        SELECT uid FROM verdict WHERE run_uid = ?2 AND deleted_at IS NULL)""",
    "UPDATE verdict SET deleted_at = ?1 WHERE run_uid = ?2 AND deleted_at IS NULL",
    "UPDATE screening_run SET deleted_at = ?1, remark = ?3 WHERE uid = ?2",
)

# A patch that only this run brought: no other verdict stands and its case has not begun.
_GONE = """
UPDATE patch SET deleted_at = ?1 WHERE deleted_at IS NULL
AND uid IN (SELECT patch_uid FROM verdict WHERE run_uid = ?2)
AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.patch_uid = patch.uid AND v.deleted_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM patch_state s WHERE s.patch_uid = patch.uid AND s.state <> '')
"""

# A patch that somebody deleted by hand has no undone run and stays deleted.
# Asked from the few events: the table of patches, with all its geometry, need not be read through.
_REVIVE = """
UPDATE patch SET deleted_at = NULL
WHERE uid IN (SELECT e.patch_uid FROM case_event e WHERE e.event = ?2) AND deleted_at IS NOT NULL
AND EXISTS (SELECT 1 FROM verdict v WHERE v.patch_uid = patch.uid AND v.run_uid = ?1)
"""


@dataclass(frozen=True)
class Undone:
    """What undoing did: ``patches`` of the run put back, ``gone`` of them no longer shown because only this
    run had brought them. Both are 0 when the run had been undone before."""

    patches: int
    gone: int


class RestingOnRun(InputError):
    """Something was recorded since that rests on the run."""


def undo_run(ws: Workspace, run_uid: str, actor: str) -> Undone:
    """Undo the run ``run_uid`` in one transaction; ``actor`` is recorded on it and on each of its patches.

    Raises RestingOnRun when persons acted on one of its patches since, or a later run screened one of
    them: the sentence names which. A run that is undone already is left as it is. Attributes that the
    run's list corrected on known patches (number, change type, dates) stay corrected.
    """
    with transaction(ws.db) as connection:
        found = connection.execute(_RUN, (run_uid,)).fetchone()
        if found is None:
            raise WorkspaceError(
                tr("The workspace {file} has no run {uid}.").format(file=ws.path, uid=run_uid)
            )
        clock, undone_at = found
        if undone_at is not None:
            return Undone(0, 0)
        _refuse_when_rested_on(connection, run_uid, int(clock or 0))
        patches = [uid for (uid,) in connection.execute(_PATCHES, (run_uid,))]
        acts = [CaseEvent(RUN_UNDONE, actor, "officer", evidence_uid=run_uid) for _ in patches]
        write_events(connection, zip(patches, stamped(connection, acts)))
        note = tr("Undone by {actor}").format(actor=actor)
        now = now_iso()
        for statement in _TOMBSTONES:
            # SQLite takes no more values than the statement names
            values = (now, run_uid, note)
            connection.execute(statement, values if "?3" in statement else values[:2])
        refresh_states(ws.db, patches)
        gone = connection.execute(_GONE, (now, run_uid)).rowcount
    return Undone(len(patches), gone)


def revive(connection: sqlite3.Connection, run_uid: str) -> None:
    """Patches that had gone with an undone run are there again when the run ``run_uid`` screened them."""
    connection.execute(_REVIVE, (run_uid, RUN_UNDONE))


def _refuse_when_rested_on(connection: sqlite3.Connection, run_uid: str, clock: int) -> None:
    acted = [name for (name,) in connection.execute(_ACTS_SINCE, (clock, RUN_UNDONE, TAKEN_BACK, run_uid))]
    if acted:
        raise RestingOnRun(
            tr(
                "The run cannot be undone: since then findings, audits or other steps were recorded on "
                "{patches}. What persons recorded is never taken away; screen again instead."
            ).format(patches=_some(acted))
        )
    later = [
        tr("{when} ({who})").format(when=(when or "")[:16].replace("T", " "), who=who)
        for when, who in connection.execute(_RUNS_SINCE, (run_uid, clock, run_uid))
    ]
    if later:
        raise RestingOnRun(
            tr(
                "The run cannot be undone: later runs screened the same patches: {runs}. Undo those "
                "first, the latest first."
            ).format(runs=_some(later))
        )


def _some(names: list[str]) -> str:
    """The first few names; how many more."""
    if len(names) <= _NAMED:
        return tr(", ").join(names)
    return tr("{names} and {n} more").format(names=tr(", ").join(names[:_NAMED]), n=len(names) - _NAMED)
