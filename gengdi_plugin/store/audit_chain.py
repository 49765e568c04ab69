"""The audit chain: every transaction of ours seals the rows it wrote, and each entry seals the one before.

``store.connection.transaction`` calls :meth:`Sealer.begin` after its BEGIN and :meth:`Sealer.seal` before its
COMMIT, so that no writer can forget it. An entry is of one row or, from :data:`MANY` on, of all rows of a
table that the transaction wrote (``manifest``). The latest entry of a row counts. Operations: ``site`` (a
chain begins; ``row_uid`` the site it goes on from), ``restored`` (so too, of a file that is older than it
was), ``write`` (content), ``mark`` (remark and tombstone), ``delete``, ``baseline`` (rows of the time before
the chain).
"""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..core.stopping import checkpoint
from . import audit_watch, chain_memory, sql
from .clock import now_iso
from .row_digest import GONE, UNMARKED, columns_of, marks_digest, uid_key
from .schema.exchanged import WRITING, exchanged_tables
from .schema.v005 import BASELINE_DUE
from .site import bound_site, draw_site

#: From so many rows of one table on a transaction makes one entry with a manifest.
MANY = 20

#: Rows read at once.
_BATCH = 2_000

#: ``setting`` key of the last entry of the chain that is written: "<site> <seq> <hash>".
HEAD = "chain_head"

_COLUMNS = (
    "site", "seq", "at", "actor", "operation", "table_name", "row_uid", "row_count", "row_hash", "manifest",
    "previous", "hash",
)  # fmt: skip

_LAST = "SELECT seq, hash FROM audit WHERE site = ? ORDER BY seq DESC LIMIT 1"
_NEWEST = "SELECT site, seq, hash FROM audit ORDER BY id DESC LIMIT 1"
_AT = "SELECT hash FROM audit WHERE site = ? AND seq = ?"

_SET = "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)"
_UNSET = "DELETE FROM setting WHERE key = ?"

_PLACES = "SELECT DISTINCT kind, place FROM temp.gengdi_touched ORDER BY place, kind"
_TOUCHED = "SELECT uid FROM temp.gengdi_touched WHERE kind = {kind} AND place = {place}"

_ROWS = "SELECT {columns} FROM main.{table} WHERE uid IN ({asked})"

_GONE = """
SELECT DISTINCT t.uid FROM ({asked}) AS t
WHERE NOT EXISTS (SELECT 1 FROM main.{table} AS r WHERE r.uid = t.uid)
"""

_EVERY = "SELECT uid FROM main.{table}"

Sealed = tuple[Any, bytes]  # uid, digest


def entry_hash(values: dict[str, Any]) -> str:
    """SHA-256 (hex) of an entry: a JSON list of all but its manifest, which ``row_hash`` stands for."""
    listed = [values[name] for name in _COLUMNS if name not in ("manifest", "hash")]
    return sha256(json.dumps(listed, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()


class Sealer:
    """Seals what one connection writes into the workspace at ``path``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._watching = False
        self._copied: dict[str, list[bytes]] = {}
        self._head: tuple[str, int, str] | None = None

    def prepare(self) -> None:
        """Before a transaction: watch what is written from now on."""
        if not self._watching:
            audit_watch.watch_writes(self._connection)
            self._watching = True

    def begin(self) -> None:
        """A transaction has begun: what was touched before is not its own, and triggers log none of it."""
        self._copied, self._head = {}, None
        audit_watch.forget_touched(self._connection)
        self._connection.execute(_SET, (WRITING, "1"))

    def copied(self, table: str, manifest: bytes) -> None:
        """Rows that were inserted unwatched (``audit_bulk``), as a manifest."""
        if manifest:
            self._copied.setdefault(table, []).append(manifest)

    def seal(self) -> None:
        """The transaction is about to be committed: chain what it wrote."""
        db = self._connection
        due = db.execute("SELECT 1 FROM setting WHERE key = ?", (BASELINE_DUE,)).fetchone()
        places = db.execute(_PLACES).fetchall()
        if due or self._copied or places:
            chain = _Chain(db, self._path)
            if due:
                self._baseline(chain)
            for table, manifests in self._copied.items():
                chain.append_many("write", table, b"".join(manifests))
            for kind, place in places:
                table = exchanged_tables()[place]
                asked = _TOUCHED.format(kind=int(kind), place=int(place))
                if kind == audit_watch.CONTENT:
                    chain.append("write", table, _contents(db, table, asked))
                    chain.append("delete", table, _gone(db, table, asked))
                    chain.append("mark", table, _marks(db, table, asked, marked_only=True))
                else:
                    chain.append("mark", table, _marks(db, table, asked))
            self._head = chain.head
            db.execute(_SET, (HEAD, " ".join(map(str, chain.head))))
        db.execute(_UNSET, (WRITING,))

    def committed(self) -> None:
        """The transaction is in the file: remember how far its chain has come."""
        if self._head is not None:
            chain_memory.remember(*self._head)
            self._head = None

    def _baseline(self, chain: _Chain) -> None:
        for table in exchanged_tables():
            every = _EVERY.format(table=sql.quoted(table))
            chain.append("baseline", table, _contents(self._connection, table, every))
            chain.append("mark", table, _marks(self._connection, table, every, marked_only=True))
        self._connection.execute(_UNSET, (BASELINE_DUE,))


class _Chain:
    """Appends entries for the site that this file is."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._at, self._actor = connection, now_iso(), _account()
        site = bound_site(connection, path)
        last = connection.execute(_LAST, (site,)).fetchone() if site else None
        if site and self._behind(site):
            self._open(draw_site(connection, path), "restored")
        elif site and last:
            self.head = (site, int(last[0]), str(last[1]))
        else:
            self._open(site or draw_site(connection, path), "site")

    def _behind(self, site: str) -> bool:
        """Whether this account has seen the chain go on otherwise: an older copy was put in its place."""
        known = chain_memory.remembered(site)
        if known is None:
            return False
        row = self._connection.execute(_AT, (site, known[0])).fetchone()
        return row is None or row[0] != known[1]

    def _open(self, site: str, operation: str) -> None:
        newest = self._connection.execute(_NEWEST).fetchone()
        self.head = (site, 0, newest[2] if newest else "")
        self._write(operation, None, newest[0] if newest else None, 0, None, None)

    def append(self, operation: str, table: str, rows: Iterable[Sealed]) -> None:
        """An entry for each row, or one for all when they are many."""
        few: list[Sealed] = []
        for uid, digest in (found := iter(rows)):
            few.append((uid, digest))
            if len(few) > MANY:
                many = [uid_key(uid) + digest for uid, digest in few]
                many += [uid_key(uid) + digest for uid, digest in found]
                self.append_many(operation, table, b"".join(many))
                return
        for uid, digest in few:
            self._write(operation, table, _text(uid), 1, digest.hex(), None)

    def append_many(self, operation: str, table: str, manifest: bytes) -> None:
        """One entry for all rows of ``manifest``."""
        self._write(operation, table, None, len(manifest) // 32, sha256(manifest).hexdigest(), manifest)

    def _write(
        self, operation: str, table: str | None, uid: str | None, count: int, mark: str | None,
        manifest: bytes | None,
    ) -> None:  # fmt: skip
        site, seq, previous = self.head
        values = {
            "site": site, "seq": seq + 1, "at": self._at, "actor": self._actor, "operation": operation,
            "table_name": table, "row_uid": uid, "row_count": count, "row_hash": mark, "previous": previous,
        }  # fmt: skip
        own = entry_hash(values)
        row = {**values, "manifest": manifest, "hash": own}
        self._connection.execute(sql.insert("audit", _COLUMNS), tuple(row[name] for name in _COLUMNS))
        self.head = (site, seq + 1, own)


def _contents(db: sqlite3.Connection, table: str, asked: str) -> Iterator[Sealed]:
    """uid and digest of the rows of ``table`` whose uid is among ``asked`` (constant SQL)."""
    columns = columns_of(db, table)
    cursor = db.execute(_ROWS.format(columns=columns.selected, table=sql.quoted(table), asked=asked))
    while rows := cursor.fetchmany(_BATCH):
        checkpoint()
        yield from ((row[0], columns.digest(row[3:])) for row in rows)


def _gone(db: sqlite3.Connection, table: str, asked: str) -> Iterator[Sealed]:
    cursor = db.execute(_GONE.format(asked=asked, table=sql.quoted(table)))
    yield from ((uid, GONE) for (uid,) in cursor)


def _marks(db: sqlite3.Connection, table: str, asked: str, marked_only: bool = False) -> Iterator[Sealed]:
    """uid and digest of the marks of those rows; with ``marked_only`` of those that have any."""
    marks = sql.names(("uid", "remark", "deleted_at"))
    cursor = db.execute(_ROWS.format(columns=marks, table=sql.quoted(table), asked=asked))
    while rows := cursor.fetchmany(_BATCH):
        checkpoint()
        for uid, *marks in rows:
            digest = marks_digest(*marks)
            if digest != UNMARKED or not marked_only:
                yield uid, digest


def _text(uid: Any) -> str:
    return uid if isinstance(uid, str) else str(uid)


def _account() -> str | None:
    """The name under which the computer knows who writes; None when it does not know."""
    try:
        return getpass.getuser()
    except Exception:  # no name in the environment and no user database: each system raises its own
        return None
