"""Opening, creating and closing the workspace file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import cast

from .._vendor.sqlite_utils import Database
from ..core.errors import WorkspaceError
from ..core.i18n import tr
from .audit_chain import Sealer
from .connection import Connection, connect, transaction
from .schema import migrate
from .schema.v005 import BASELINE_DUE
from .spool_files import remove_left_spools

#: ``PRAGMA application_id`` of a workspace ("GDZB"): how a file is known as ours without opening it.
APPLICATION_ID = 0x47445A42

#: Of a new file: a run brings hundreds of megabytes, which go into the log and into the file page by page.
_PAGE_BYTES = 16 * 1024

_SQLITE_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = slice(68, 72)


class Workspace:
    """An open workspace, for the thread that opened it. A context manager; close it before the file moves.

    ``path``: the file. ``db``: sqlite-utils database on it (SpatiaLite loaded, WAL, autocommit outside
    ``store.connection.transaction``).
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db

    @property
    def files_folder(self) -> Path:
        """Where photos lie, by sha256: ``<name>_files`` beside the workspace (made when needed)."""
        return self.path.with_name(f"{self.path.stem}_files")

    def close(self) -> None:
        """Write the log back into the file and let go of every handle; twice does no harm."""
        connection = self.db.conn
        with suppress(sqlite3.ProgrammingError):  # closed before
            try:
                # Busy (QGIS reads): the last one to close writes it back; nobody waits for that.
                connection.execute("PRAGMA busy_timeout = 100").fetchall()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) and "busy" not in str(error):
                    raise
            finally:
                connection.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_workspace(path: str | Path, create: bool = True) -> Workspace:
    """Open the workspace at ``path``; make it when absent (or an empty file) and ``create``.

    Raises WorkspaceError in plain words: no folder, read-only, not SQLite, another program's file,
    written by a newer Gengdi, SpatiaLite missing. An older workspace is migrated after a backup copy.
    """
    file = _placed(path)
    if not is_made(file):
        if not create:
            raise WorkspaceError(
                tr(
                    "There is no workspace at {file}: choose an existing one, or screen into a new one."
                ).format(file=file)
            )
        _create(file)
    check_is_workspace(file)
    with _plain_words(file):
        return _open(file)


def planned_workspace(path: str | Path) -> Path:
    """The file of a workspace that may be yet to be made: one that is there is opened and closed again, one
    that is not is not made, so that work which is given up leaves none. Raises as :func:`open_workspace`."""
    file = _placed(path)
    if is_made(file):
        open_workspace(file, create=False).close()
    return file


def is_made(path: str | Path) -> bool:
    """Whether something lies at ``path``; an empty file is a name that was kept for a workspace."""
    file = Path(path).expanduser()
    return file.exists() and not (file.is_file() and file.stat().st_size == 0)


def _placed(path: str | Path) -> Path:
    file = Path(path).expanduser().absolute()
    if not file.parent.is_dir():
        raise WorkspaceError(
            tr("The folder {folder} does not exist: choose another place for the workspace.").format(
                folder=file.parent
            )
        )
    return file


def is_workspace(path: str | Path) -> bool:
    """Whether the file at ``path`` is a Gengdi workspace, told from its header without opening it."""
    try:
        return _header(Path(path))[_APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4, "big")
    except OSError:
        return False


def check_is_workspace(file: Path) -> None:
    """WorkspaceError unless ``file`` is one of ours."""
    with _plain_words(file):
        header = _header(file)
    if not header.startswith(_SQLITE_MAGIC):
        raise WorkspaceError(
            tr("{file} is not a SQLite file, so it cannot be a workspace: choose another file.").format(
                file=file
            )
        )
    if header[_APPLICATION_ID_AT] != APPLICATION_ID.to_bytes(4, "big"):
        raise WorkspaceError(
            tr(
                "{file} is a database of another program: Gengdi leaves it alone; choose a new file name "
                "for the workspace."
            ).format(file=file)
        )


def _header(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(100)


def _open(file: Path) -> Workspace:
    db = connect(file)
    try:
        # Journal mode first: in DELETE mode an open reader makes QGIS's commits fail (trap D).
        db.enable_wal()
        migrate(db, file)
        cast(Connection, db.conn).sealer = Sealer(db.conn, file)
        if db.execute("SELECT 1 FROM setting WHERE key = ?", (BASELINE_DUE,)).fetchone():
            with transaction(db):  # seals what was there before there was a chain
                pass
        remove_left_spools(file)
    except BaseException:
        db.conn.close()
        raise
    return Workspace(file, db)


def _create(file: Path) -> None:
    """Build the workspace under another name and move it into place: nobody sees half of it."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")
    try:
        with _plain_words(file):
            db = connect(draft)
            try:
                db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
                # With the argument 1 in one transaction: 0.1 s instead of 40.
                db.execute("SELECT InitSpatialMetaData(1)").fetchone()
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db, draft)
            finally:
                db.conn.close()
            draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _plain_words(file: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say into a sentence about ``file``."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise WorkspaceError(_sentence(file, error)) from error


def _sentence(file: Path, error: Exception) -> str:
    words = str(error)
    if isinstance(error, PermissionError) or "readonly" in words or "unable to open" in words:
        return tr(
            "The workspace {file} cannot be written (the file or its folder is read-only: {reason}): "
            "choose a folder on your own disk."
        ).format(file=file, reason=words)
    if "locked" in words or "busy" in words:
        return tr(
            "The workspace {file} is being written by another program ({reason}): try again when it "
            "has finished."
        ).format(file=file, reason=words)
    if "malformed" in words or "not a database" in words:
        return tr(
            "The workspace {file} is damaged ({reason}): restore the newest backup copy beside it."
        ).format(file=file, reason=words)
    return tr("The workspace {file} cannot be opened: {reason}.").format(file=file, reason=words)
