"""Saving a screening run: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from ..core.casework import CaseEvent, PatchState, allowed
from ..core.screening.result import ScreeningResult
from ..core.stopping import stoppable
from ..core.table import FeatureTable
from .connection import transaction
from .events import Stamp, first_states, refresh_states, with_events, write_events
from .run_spool import RunSpool
from .run_writer import Progress, RunWriter, Watch
from .undo import Undone, revive, undo_run
from .workspace import Workspace

__all__ = ["Undone", "given_codes", "implied_event", "move_run", "save_run", "undo_run"]

_BEFORE = """
SELECT p.uid, s.state, (
    SELECT v.code FROM verdict v WHERE v.patch_uid = p.uid AND v.deleted_at IS NULL
    ORDER BY v.clock DESC, v.uid DESC LIMIT 1
)
FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid
"""


def given_codes(ws: Workspace) -> dict[str, str]:
    """The spatial code of every patch of the workspace (deleted ones too: a code is never given twice)."""
    rows = ws.db.execute("SELECT uid, spatial_code FROM patch WHERE spatial_code <> ''").fetchall()
    return dict(rows)


def save_run(
    ws: Workspace,
    result: ScreeningResult,
    actor: str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    units: FeatureTable | None = None,
) -> str:
    """Store ``result`` as one run and append the case events it implies; the run's uid.

    ``progress`` hears 0 … 1; when ``cancelled`` says so, Cancelled is raised and nothing is left.
    ``units``: the administrative units of the run, to keep their names and bounds in the workspace.
    A patch that is known keeps its spatial code and geometry; its other attributes follow the list.
    """
    with RunSpool(ws.path, cancelled) as spool:
        spool.add(result)
        return move_run(ws, spool, actor, progress, cancelled, units)


def move_run(
    ws: Workspace,
    spool: RunSpool,
    actor: str,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    units: FeatureTable | None = None,
) -> str:
    """As :func:`save_run`, of the parts that ``spool`` was given (at least one): in one transaction, which
    is all that the workspace is locked for."""
    if spool.last is None:
        raise ValueError("a run without a result")
    watch = Watch(progress, cancelled, _row_count(spool, units))
    with stoppable(cancelled or (lambda: False)):
        described = list(spool.last.inputs)
        with transaction(ws.db):
            before = _states(ws)
            run = RunWriter(ws.db, spool, described, given_codes(ws), watch)
            run.write(spool.last, actor)
            revive(ws.db.conn, run.uid)
            if units is not None:
                run.write_units(units)
            _write_events(ws, run.uid, spool, actor, before, watch)
    return run.uid


def _row_count(spool: RunSpool, units: FeatureTable | None) -> int:
    # A patch is written as a row, as a verdict, and mostly as an event with a state.
    return spool.counts["patch"] + sum(spool.counts.values()) + (0 if units is None else len(units))


def _states(ws: Workspace) -> dict[str, tuple[str, str | None]]:
    """Patch uid -> its state and the code of its latest verdict, before this run."""
    return {uid: (state or "", code) for uid, state, code in ws.db.execute(_BEFORE).fetchall()}


def _write_events(
    ws: Workspace,
    run: str,
    spool: RunSpool,
    actor: str,
    before: dict[str, tuple[str, str | None]],
    watch: Watch,
) -> None:
    """The events this run implies (public contract §5), and the states they give."""
    seen = with_events(ws.db.conn)
    stamp = Stamp(ws.db.conn)
    for batch in watch.batches(spool.batches("verdict", ("patch_uid", "code"))):
        chosen = [
            (uid, CaseEvent(name, actor, "screening", evidence_uid=run))
            for uid, code in batch
            if (name := implied_event(*before.get(uid, ("", None)), code))
        ]
        events = stamp([event for _, event in chosen])
        rows = [(uid, event) for (uid, _), event in zip(chosen, events)]
        write_events(ws.db.conn, rows)
        first_states(ws.db, [(uid, event) for uid, event in rows if uid not in seen])
        refresh_states(ws.db, [uid for uid, _ in rows if uid in seen])


def implied_event(state: str, before: str | None, code: str) -> str | None:
    """The event a verdict ``code`` brings to a patch in ``state`` whose last verdict was ``before``.

    A patch's first verdict is its screening. Later only a change counts: yellow → green releases where
    the transition table lets a re-screening do so, a released patch that turned yellow waits again. What
    persons decided (red, audited, under rectification, closed) is left alone; the verdict is stored.
    """
    if not state:
        return f"screened_{code}"
    if code == "yellow" and state == "screened_green":
        return "rescreened_yellow"
    turned = before == "yellow" and code == "green"
    if turned and allowed(PatchState(state), "rescreened_green"):
        return "rescreened_green"
    return None
