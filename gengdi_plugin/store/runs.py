"""Saving a screening run: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from ..core.screening.result import ScreeningResult
from ..core.stopping import stoppable
from ..core.table import FeatureTable
from .bulk import unlogged
from .connection import transaction
from .run_events import RunEvents, implied_event
from .run_spool import RunSpool
from .run_watch import Progress, Watch
from .run_writer import RunWriter
from .undo import Undone, revive, undo_run
from .workspace import Workspace

__all__ = ["Undone", "given_codes", "implied_event", "move_run", "save_run", "undo_run"]


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
    first: Callable[[], None] | None = None,
) -> str:
    """As :func:`save_run`, of the parts that ``spool`` was given (at least one): in one transaction, which
    is all that the workspace is locked for. ``first`` writes ahead of the run in the same transaction."""
    if spool.about is None:
        raise ValueError("a run without a result")
    watch = Watch(progress, cancelled, _row_count(spool, units))
    with stoppable(cancelled or (lambda: False)):
        described = list(spool.about.inputs)
        with spool.lent(ws.db.conn), transaction(ws.db):
            if first is not None:
                first()
            events = RunEvents(ws.db)
            run = RunWriter(ws.db, spool, described, given_codes(ws), watch)
            run.write(spool.about, actor)
            revive(ws.db.conn, run.uid)
            if units is not None:
                run.write_units(units)
            with unlogged(ws.db.conn, "case_event", spool.counts["verdict"]):
                for batch in watch.batches(spool.batches("verdict", ("patch_uid", "code"))):
                    events.write(run.uid, actor, batch)
    return run.uid


def _row_count(spool: RunSpool, units: FeatureTable | None) -> int:
    # A patch is written as a row, as a verdict, and mostly as an event with a state.
    return spool.counts["patch"] + sum(spool.counts.values()) + (0 if units is None else len(units))
