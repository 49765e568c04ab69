"""Whether a workspace is whole and untouched: file, references, spatial indexes, audit chain, states, photos.

What cannot be found: whoever can write the file can also compute hashes. Someone who rewrites rows *and* the
whole audit chain *and* the note of its end leaves a workspace that agrees with itself; this account's memory
of the chain (``chain_memory``), or the head of the chain noted elsewhere, still show it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from ..core.errors import Cancelled
from ..core.i18n import tr
from ..core.stopping import stoppable
from . import sql
from .events import verify_states
from .photos import photo_path
from .schema.exchanged import exchanged_tables
from .verify_chain import expected_rows, read_chain
from .verify_lines import BROKEN, MISSING, TAMPERED, Line, WorkspaceReport, in_order
from .verify_parts import broken_file, missing_columns, spatial_indexes, unknown_references
from .verify_rows import RowCheck
from .workspace import Workspace

_PHOTOS = """
SELECT h.uid, h.patch_uid, p.patch_no, h.sha256, h.suffix, h.file_name FROM photo h
LEFT JOIN patch p ON p.uid = h.patch_uid WHERE h.deleted_at IS NULL ORDER BY h.id
"""

_LAST = "SELECT coalesce(max(id), 0) FROM {table}"


def verify_workspace(
    ws: Workspace,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WorkspaceReport:
    """Look at everything and change nothing; ``progress`` hears 0 … 1. Raises Cancelled."""
    look = _Look(ws, progress, cancelled or (lambda: False))
    lines: list[Line] = []
    with _readable(ws, look.cancelled), stoppable(look.cancelled):
        for part in (broken_file, missing_columns, unknown_references, spatial_indexes):
            lines += _guarded(part(ws))
            look()
        chain = read_chain(ws, look)
        lines += chain.lines
        rows = 0
        for table in exchanged_tables():
            check = RowCheck(ws, table, expected_rows(ws, chain, table, look))
            lines += _guarded(check.lines(look))
            rows += check.rows
        lines += _guarded(_states(ws))
        lines += _guarded(_photos(ws, look))
    look.end()
    return WorkspaceReport(in_order(lines), rows, len(chain.order), chain.head)


class _Look:
    """Progress by rows, and cancel."""

    def __init__(
        self, ws: Workspace, progress: Callable[[float], None] | None, cancelled: Callable[[], bool]
    ) -> None:
        self._progress, self.cancelled, self._done = progress, cancelled, 0
        self._all = 1
        for table in exchanged_tables():
            statement = _LAST.format(table=sql.quoted(table))
            with _ignored():
                self._all += int(ws.db.execute(statement).fetchone()[0])

    def __call__(self, rows: int = 0) -> None:
        if self.cancelled():
            raise Cancelled(tr("Cancelled."))
        self._done += rows
        if self._progress is not None:
            self._progress(min(self._done / self._all, 1.0) * 0.95)

    def end(self) -> None:
        """All was looked at."""
        if self._progress is not None:
            self._progress(1.0)


@contextmanager
def _ignored() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError:  # a damaged file: told by the part that looks for it
        return


@contextmanager
def _readable(ws: Workspace, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Texts that are no UTF-8 any more can be read, and long statements of SQLite hear of cancel."""
    db: sqlite3.Connection = ws.db.conn
    before = db.text_factory
    db.text_factory = lambda text: text.decode("utf-8", "replace")
    db.set_progress_handler(lambda: int(cancelled()), 100_000)
    try:
        yield
    except sqlite3.OperationalError as error:
        if cancelled():
            raise Cancelled(tr("Cancelled.")) from error
        raise
    finally:
        db.set_progress_handler(None, 0)
        db.text_factory = before


def _guarded(lines: Iterator[Line]) -> Iterator[Line]:
    """``lines``; a part of the file that cannot be read is one line, and the next part follows."""
    try:
        yield from lines
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        if "interrupted" in str(error):
            raise
        yield Line(BROKEN, tr("A part of the workspace cannot be read: {reason}").format(reason=error))


def _states(ws: Workspace) -> Iterator[Line]:
    """Patches whose stored state is not what their events imply."""
    for one in verify_states(ws):
        row = ws.db.execute("SELECT patch_no FROM patch WHERE uid = ?", (one.patch_uid,)).fetchone()
        number = str(row[0] or "") if row else ""
        stored = " / ".join(one.stored) if one.stored else tr("nothing")
        told = tr("Patch {patch}: the stored state is {stored}, its events say {derived}.").format(
            patch=number or one.patch_uid, stored=stored, derived=" / ".join(one.derived)
        )
        yield Line(TAMPERED, told, "patch_state", one.patch_uid, one.patch_uid, number)


def _photos(ws: Workspace, look: Callable[[], None]) -> Iterator[Line]:
    """Photos beside the workspace that are not there or not what was taken in."""
    known: dict[tuple[str, str], str] = {}
    for uid, patch_uid, number, mark, suffix, name in ws.db.execute(_PHOTOS).fetchall():
        look()
        content = (str(mark), str(suffix or ""))
        if content not in known:
            known[content] = _photo_problem(photo_path(ws, *content), content[0], look)
        if problem := known[content]:
            told = tr("The photo {name} (patch {patch}) has other content than when it was taken in: {file}")
            if problem == MISSING:
                told = tr("The photo {name} (patch {patch}) is not there: {file}")
            file = f"{content[0]}{content[1]}"
            text = told.format(name=name or "", patch=number or patch_uid or "", file=file)
            yield Line(problem, text, "photo", str(uid), str(patch_uid or ""), str(number or ""))


def _photo_problem(path: Path, mark: str, look: Callable[[], None]) -> str:
    try:
        digest = sha256()
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                look()
                digest.update(block)
    except OSError:
        return MISSING
    return "" if digest.hexdigest() == mark else TAMPERED
