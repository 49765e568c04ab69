"""A run that is being made, part by part, in a file of its own beside the workspace.

The workspace is locked only while the finished rows are moved into it. The file is held under SQLite's
exclusive lock as long as its run lives: a spool that nobody holds was left by a crash and is removed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ..core.errors import Cancelled, WorkspaceError
from ..core.i18n import tr
from ..core.rules import RuleSet
from ..core.screening.log_lines import LogLines
from ..core.screening.result import ScreeningResult
from ..core.stopping import stoppable
from . import sql
from .audit_bulk import SEALED, sealed_rows, typed_table
from .run_rows import COLUMNS, Row, Values, rows_of
from .run_watch import BATCH
from .spool_files import address, new_spool
from .uids import AscendingUids


@dataclass(frozen=True)
class About:
    """What the parts of a run have in common; ``inputs`` as the latest of them tells it."""

    rules: RuleSet
    screened_at: str
    inputs: Sequence[dict[str, object]]


class RunSpool:
    """Takes the results of a run one after another; :func:`.run_writer.move_run` puts them into the
    workspace. A context manager: afterwards its file is gone. For the thread that made it.

    ``workspace``: the file beside which it lies. ``cancelled``: asked between batches, raises Cancelled.
    """

    def __init__(self, workspace: Path, cancelled: Callable[[], bool] | None = None) -> None:
        self.path = new_spool(workspace)
        self._cancelled = cancelled or (lambda: False)
        self._db = _opened(self.path)
        #: None before the first part
        self.about: About | None = None
        self._lines = LogLines()
        self._log: list[str] = []
        self._uids = AscendingUids()
        self.counts = dict.fromkeys(COLUMNS, 0)
        #: table -> what the audit chain will keep of its rows (``audit_bulk``)
        self.sealed: dict[str, list[bytes]] = {table: [] for table in COLUMNS}

    def __enter__(self) -> RunSpool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        with suppress(OSError):  # held by a virus scanner: the next run beside this workspace removes it
            self.path.unlink()

    def add(self, result: ScreeningResult) -> None:
        """One part of the run. A patch that came before (the same uid) is left out: it has one verdict."""
        uids = result.patches.column("uid").tolist()
        first: dict[str, int] = {}
        for row, uid in enumerate(uids):
            first.setdefault(uid, row)
        for uid in self._known(list(first)):
            del first[uid]
        try:
            with stoppable(self._cancelled):
                for table, columns in rows_of(result, list(first.values()), self._uids):
                    self._insert(table, columns)
        except sqlite3.Error as error:
            raise WorkspaceError(
                tr("The workspace could not be written ({reason}): nothing was changed.").format(reason=error)
            ) from error
        self.about = About(result.rules, result.screened_at, result.inputs)
        self._log.extend(self._lines.kept(result.log))

    @property
    def log(self) -> list[str]:
        """What the parts told, in bounded length."""
        return [*self._log, *self._lines.rest()]

    @contextmanager
    def lent(self, connection: sqlite3.Connection) -> Iterator[None]:
        """The rows as schema ``spool`` of ``connection``, which must be in no transaction; to be read only.
        Inside, no part can be added. The tables have a row per rowid from 1 to their count."""
        # a cursor that is not read to its end holds on to the file when the exclusive lock goes
        holding = self._db.execute("SELECT name FROM sqlite_master")
        holding.fetchone()
        self._db.execute("COMMIT")
        try:
            connection.execute("ATTACH ? AS spool", (address(self.path),))
            try:
                yield
            finally:
                connection.execute("DETACH spool")
        finally:
            holding.close()
            self._db.execute("BEGIN EXCLUSIVE")

    def batches(self, table: str, columns: tuple[str, ...]) -> Iterator[list[Row]]:
        """The rows of ``table`` in the order they came; raises Cancelled between batches."""
        cursor = self._db.execute(sql.select(table, columns))
        while rows := cursor.fetchmany(BATCH):
            self._look()
            yield rows

    def _known(self, uids: list[str]) -> list[str]:
        found: list[str] = []
        statement = sql.select("patch", ("uid",)) + " WHERE uid IN ({marks})"
        for asked in sql.batches(uids if self.counts["patch"] else []):
            found += [uid for (uid,) in self._db.execute(sql.select_in(statement, len(asked)), asked)]
        return found

    def _insert(self, table: str, columns: Sequence[Values]) -> None:
        statement, count = sql.insert(table, (*COLUMNS[table], SEALED)), len(columns[0])
        for start in range(0, count, BATCH):
            self._look()
            own = [values[start : start + BATCH] for values in columns]
            rows, manifest = sealed_rows(self._db, table, dict(zip(COLUMNS[table], own)))
            self._db.executemany(statement, rows)
            self.sealed[table].append(manifest)
        self.counts[table] += count

    def _look(self) -> None:
        if self._cancelled():
            raise Cancelled(tr("Cancelled: the run was not saved."))


def _opened(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(str(path), isolation_level=None)
        try:
            # what is here is worthless after a crash: no journal, no waiting for the disk
            for pragma in ("page_size = 16384", "journal_mode = OFF", "synchronous = OFF"):
                db.execute(f"PRAGMA {pragma}").fetchall()
            db.execute("BEGIN EXCLUSIVE")
            for table, columns in COLUMNS.items():
                db.execute(typed_table(table, columns))
            db.execute("CREATE UNIQUE INDEX known ON patch (uid)")
        except BaseException:
            db.close()
            path.unlink(missing_ok=True)
            raise
    except sqlite3.Error as error:
        raise WorkspaceError(
            tr("The workspace could not be written ({reason}): nothing was changed.").format(reason=error)
        ) from error
    return db
