"""A document that turned up at the desk: entered, the patches it reaches screened again, partly covered ones
divided when that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..core.errors import GengdiError, InputError
from ..core.i18n import tr
from . import sql
from .connection import transaction
from .entered_documents import (
    EnteredDocument,
    document_uids,
    enter_documents,
    known_documents,
    patches_reached,
    withdraw_documents,
)
from .rescreen import rescreen_stored
from .splitting import split_by_documents
from .undo import undo_run
from .workspace import Workspace

_STATES = """
SELECT p.uid, p.patch_no, p.spatial_code, s.code, (
    SELECT v.approved_m2 FROM verdict v WHERE v.patch_uid = p.uid AND v.deleted_at IS NULL
    ORDER BY v.clock DESC, v.uid DESC LIMIT 1) AS approved_m2
FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid WHERE p.uid IN ({marks})
"""


@dataclass(frozen=True)
class ReachedPatch:
    """What the documents changed of one patch. ``code``: its colour now, "" when it was divided; ``parts``:
    the patches it goes on in; ``why_not``: why it stays one although it is partly covered."""

    patch_no: str
    spatial_code: str
    code: str
    parts: int = 0
    why_not: str = ""


@dataclass(frozen=True)
class DeskDocuments:
    """``documents``: uids of those entered; ``patches``: the yellow patches they reach, as they are now;
    ``fresh``: those of ``documents`` that were not there before; ``runs``: the re-screenings' uids."""

    documents: tuple[str, ...]
    patches: tuple[ReachedPatch, ...]
    fresh: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    @property
    def released(self) -> int:
        """How many patches turned green as a whole."""
        return sum(patch.code == "green" for patch in self.patches)

    @property
    def divided(self) -> int:
        """How many patches were divided."""
        return sum(patch.parts > 0 for patch in self.patches)


def take_documents(
    ws: Workspace,
    documents: Sequence[EnteredDocument],
    actor: str,
    role: str,
    divide: bool = False,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DeskDocuments:
    """Enter ``documents`` and screen the yellow patches they reach again, in one recorded run for each rule
    set. ``divide``: patches that are covered in part go on as a released part and parts to be verified.

    What was done before a cancel stays: each step is whole. Raises InputError, Cancelled."""
    if not documents:
        raise InputError(tr("There is no document to enter: choose a layer with polygons."))
    before = known_documents(ws, document_uids(documents))
    entered = enter_documents(ws, documents, actor)
    reached = patches_reached(ws, entered)
    runs = rescreen_stored(ws, reached, actor, progress, cancelled) if reached else []
    found = [
        _divided(ws, row, actor, role) if divide and _in_part(row) else _as_it_is(row)
        for row in _rows(ws, reached)
    ]
    fresh = tuple(uid for uid in entered if uid not in before)
    return DeskDocuments(tuple(entered), tuple(found), fresh, tuple(runs))


def undo_documents(ws: Workspace, taken: DeskDocuments, actor: str) -> None:
    """Undo :func:`take_documents` as a whole: its re-screenings, the latest first, and the documents that it
    entered. InputError, which says what rests on them, when persons or later runs went on from there, or
    when patches were divided: nothing is changed then."""
    if taken.divided:
        raise InputError(tr("The document cannot be taken back: patches were divided along it."))
    with transaction(ws.db):
        for run in reversed(taken.runs):
            undo_run(ws, run, actor)
        withdraw_documents(ws, taken.fresh, actor)


def _rows(ws: Workspace, uids: Sequence[str]) -> list[dict[str, object]]:
    return [
        row
        for batch in sql.batches(uids)
        for row in sql.dicts(ws.db.execute(sql.select_in(_STATES, len(batch)), batch))
    ]


def _in_part(row: dict[str, object]) -> bool:
    return row["code"] == "yellow" and bool(row["approved_m2"])


def _as_it_is(row: dict[str, object]) -> ReachedPatch:
    return ReachedPatch(str(row["patch_no"] or ""), str(row["spatial_code"] or ""), str(row["code"] or ""))


def _divided(ws: Workspace, row: dict[str, object], actor: str, role: str) -> ReachedPatch:
    number, code = str(row["patch_no"] or ""), str(row["spatial_code"] or "")
    try:
        parts = split_by_documents(ws, str(row["uid"]), actor, role).patch_uids
    except GengdiError as error:
        return ReachedPatch(number, code, "yellow", why_not=str(error))
    return ReachedPatch(number, code, "", parts=len(parts))
