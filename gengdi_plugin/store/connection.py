"""One SQLite connection with SpatiaLite, and transactions that hold or leave nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, cast

from .._vendor.sqlite_utils import Database
from ..core.errors import WorkspaceError
from ..core.i18n import tr

#: How long a writer waits for another one before it gives up.
BUSY_SECONDS = 5.0

#: Most memory for pages of the file: indexes are written all over it, and with SQLite's own 2 MB the same
#: pages go into the log again and again while a run is saved.
_CACHE_KB = 64 * 1024

#: Names under which the extension is found: SQLite appends the platform's suffix to the first one,
#: the others are for builds that do not.
SPATIALITE_NAMES = ("mod_spatialite", "mod_spatialite.so", "mod_spatialite.dylib", "mod_spatialite.dll")


class Seals(Protocol):
    """What chains the rows a transaction wrote (``store.audit_chain.Sealer``)."""

    def prepare(self) -> None: ...

    def begin(self) -> None: ...

    def copied(self, table: str, manifest: bytes, /) -> None: ...

    def seal(self) -> None: ...

    def committed(self) -> None: ...


class Connection(sqlite3.Connection):
    """A connection whose ``with`` blocks join the transaction that :func:`transaction` began.

    sqlite-utils wraps every write in ``with connection:``, which would commit half of a run.
    """

    joined = False
    #: of an open workspace; a file that is being made or migrated has none
    sealer: Seals | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> Literal[False]:
        return False if self.joined else super().__exit__(kind, error, trace)


def connect(path: str | Path) -> Database:
    """A sqlite-utils database on ``path`` (created when absent) with SpatiaLite loaded.

    Autocommit outside :func:`transaction`; waits 5 s for another writer.
    """
    # uri: for what is attached; no path of ours begins with "file:"
    connection = sqlite3.connect(
        str(path), timeout=BUSY_SECONDS, isolation_level=None, factory=Connection, uri=True
    )
    try:
        load_spatialite(connection)
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    except BaseException:
        connection.close()
        raise
    return Database(connection)


def load_spatialite(connection: sqlite3.Connection) -> None:
    """Load SpatiaLite into ``connection``; WorkspaceError in plain words when it is not there."""
    try:
        connection.enable_load_extension(True)
    except AttributeError as error:
        raise WorkspaceError(
            tr(
                "This Python cannot load SQLite extensions, so no workspace can be opened: "
                "run Gengdi in QGIS's own Python."
            )
        ) from error
    reasons = []
    try:
        for name in SPATIALITE_NAMES:
            try:
                connection.load_extension(name)
            except sqlite3.OperationalError as error:
                reasons.append(f"{name}: {error}")
            else:
                return
    finally:
        connection.enable_load_extension(False)
    raise WorkspaceError(
        tr(
            "SpatiaLite (mod_spatialite) is not installed, so no workspace can be opened: install it "
            "(Debian: libsqlite3-mod-spatialite; on Windows and macOS it comes with QGIS). {reason}"
        ).format(reason=reasons[0])
    )


@contextlib.contextmanager
def transaction(db: Database) -> Iterator[sqlite3.Connection]:
    """BEGIN IMMEDIATE … COMMIT; any exception (or the end of the process) leaves nothing behind.

    A transaction inside a transaction joins it: the outermost one decides. Before it is committed, the rows
    that it wrote are taken into the audit chain.
    """
    connection = cast(Connection, db.conn)
    if connection.joined:
        yield connection
        return
    sealer = connection.sealer
    try:
        if sealer is not None:
            sealer.prepare()
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise WorkspaceError(
            tr(
                "The workspace is being written by another program ({reason}): nothing was changed; "
                "try again when it has finished."
            ).format(reason=error)
        ) from error
    connection.joined = True
    try:
        if sealer is not None:
            sealer.begin()
        yield connection
        if sealer is not None:
            sealer.seal()
        connection.execute("COMMIT")
    except BaseException as error:
        # A SpatiaLite trigger that refuses a geometry has rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise WorkspaceError(
                tr("The workspace could not be written ({reason}): nothing was changed.").format(reason=error)
            ) from error
        raise
    finally:
        connection.joined = False
    if sealer is not None:
        sealer.committed()
