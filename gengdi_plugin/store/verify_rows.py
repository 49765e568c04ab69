"""Every row of the exchanged tables hashed again and compared with what the audit chain says of it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..core.i18n import tr
from ..core.vocabulary import word
from . import sql
from .row_digest import GONE, UNMARKED, columns_of, marks_digest, uid_key
from .verify_chain import Expected
from .verify_lines import TAMPERED, UNSIGNED, Line
from .workspace import Workspace

#: Tables whose rows are never rewritten: there another content is tampering, however it came about.
APPEND_ONLY = frozenset(
    (
        "case_event", "inspection", "photo", "measured_boundary", "approval", "screening_run", "verdict",
        "evidence", "remainder", "ground", "boundary_change",
    )
)  # fmt: skip

_BATCH = 1_000

#: How a row leads to its patch: columns of the table -> the patch's uid.
_PATCH_OF = {
    "evidence": "SELECT patch_uid FROM verdict WHERE uid = ?",
    "remainder": "SELECT patch_uid FROM verdict WHERE uid = ?",
    "ground": "SELECT patch_uid FROM verdict WHERE uid = ?",
}

_ALL = "SELECT {columns} FROM main.{table} ORDER BY id"
_ONE = "SELECT {columns} FROM main.{table} WHERE uid = ?"

_LOGGED = "SELECT row_uid, operation, at FROM sync_log WHERE table_name = ? ORDER BY id"


@dataclass(frozen=True)
class Logged:
    """What other programs did to one row, as triggers noted it."""

    operations: str
    at: str


class RowCheck:
    """Compares the rows of one table."""

    def __init__(self, ws: Workspace, table: str, expected: Expected) -> None:
        self._db: sqlite3.Connection = ws.db.conn
        self._table, self._expected = table, expected
        self._columns = columns_of(self._db, table)
        self._log = _logged(self._db, table)
        self._told: set[str] = set()
        self.rows = 0

    def lines(self, look: Callable[[int], None]) -> Iterator[Line]:
        """What is wrong with rows of the table; ``look`` hears how many were read."""
        cursor = self._db.execute(self._named_columns(_ALL))
        content, marks = self._expected.content, self._expected.marks
        seen: set[bytes] = set()
        while rows := cursor.fetchmany(_BATCH):
            look(len(rows))
            for row in rows:
                self.rows += 1
                key = uid_key(row[0])
                digest = self._columns.digest(row[3:])
                if content.get(key) != digest:
                    yield self._differs(row, content.get(key))
                elif marks.get(key, UNMARKED) != marks_digest(row[1], row[2]):
                    yield self._marked(row)
                seen.add(key)
        yield from self._gone(seen)
        yield from self._only_logged()

    def _differs(self, row: tuple[Any, ...], known: bytes | None) -> Line:
        logged = self._log.get(_text(row[0]))
        if known is None or known == GONE:
            return self._line(row, UNSIGNED, self._unsigned(logged, tr("added")))
        if logged is None:
            told = tr("its content is not what Gengdi wrote, and no trigger noted a change")
            return self._line(row, TAMPERED, told)
        if self._table in APPEND_ONLY:
            told = tr("a row that is never rewritten was changed by another program ({at})")
            return self._line(row, TAMPERED, told.format(at=logged.at))
        return self._line(row, UNSIGNED, self._unsigned(logged, tr("changed")))

    def _marked(self, row: tuple[Any, ...]) -> Line:
        logged = self._log.get(_text(row[0]))
        if logged is None:
            told = tr(
                "its remark or its mark as deleted is not what Gengdi wrote, and no trigger noted a change"
            )
            return self._line(row, TAMPERED, told)
        return self._line(row, UNSIGNED, self._unsigned(logged, tr("remark or mark as deleted changed")))

    def _gone(self, seen: set[bytes]) -> Iterator[Line]:
        logged = {uid_key(uid): uid for uid in self._log}
        for key, digest in self._expected.content.items():
            if digest == GONE or key in seen:
                continue
            uid = self._expected.names.get(key) or logged.get(key) or key.hex()
            entry = self._log.get(uid)
            if entry is not None and self._table not in APPEND_ONLY:
                told = self._unsigned(entry, tr("deleted"))
                yield self._named(uid, "", UNSIGNED, told)
            else:
                yield self._named(uid, "", TAMPERED, tr("the row was deleted; the audit chain still has it"))
            self._told.add(uid)

    def _only_logged(self) -> Iterator[Line]:
        """Changes noted of rows which are now as the chain says: taken back by hand, or signed since."""
        for uid, entry in self._log.items():
            if uid not in self._told:
                yield self._named(uid, self._patch_uid(uid), UNSIGNED, self._unsigned(entry, tr("changed")))

    def _unsigned(self, logged: Logged | None, what: str) -> str:
        if logged is None:
            return tr("{what} by another program, without a trace of when").format(what=what)
        return tr("{what} by another program ({at})").format(what=what, at=logged.at)

    def _line(self, row: tuple[Any, ...], kind: str, told: str) -> Line:
        values = dict(zip((*self._columns.first, *self._columns.late), row[3:]))
        self._told.add(_text(row[0]))
        return self._named(_text(row[0]), self._patch_of(values), kind, told)

    def _patch_of(self, values: dict[str, Any]) -> str:
        if self._table == "patch":
            return _text(values.get("uid"))
        if self._table in _PATCH_OF:
            found = self._db.execute(_PATCH_OF[self._table], (values.get("verdict_uid"),)).fetchone()
            return _text(found[0]) if found else ""
        return _text(values.get("patch_uid"))

    def _named_columns(self, statement: str) -> str:
        return statement.format(columns=self._columns.selected, table=sql.quoted(self._table))

    def _patch_uid(self, uid: str) -> str:
        row = self._db.execute(self._named_columns(_ONE), (uid,)).fetchone()
        return self._patch_of(dict(zip((*self._columns.first, *self._columns.late), row[3:]))) if row else ""

    def _named(self, uid: str, patch_uid: str, kind: str, told: str) -> Line:
        found = self._db.execute("SELECT patch_no FROM patch WHERE uid = ?", (patch_uid,)).fetchone()
        number = _text(found[0]) if found else ""
        table = word("table", self._table)
        place = tr("{table}, patch {patch}: {told}.") if number else tr("{table}, row {uid}: {told}.")
        text = place.format(table=table, patch=number, uid=uid, told=told)
        return Line(kind, text, self._table, uid, patch_uid, number, told)


def _logged(db: sqlite3.Connection, table: str) -> dict[str, Logged]:
    found: dict[str, Logged] = {}
    for uid, operation, at in db.execute(_LOGGED, (table,)):
        before = found.get(_text(uid))
        names = f"{before.operations}, {operation}" if before else str(operation)
        found[_text(uid)] = Logged(names, _local(_text(at)))
    return found


def _local(at: str) -> str:
    """A time of the log (UTC) as this machine's."""
    try:
        noted = dt.datetime.fromisoformat(at.replace("Z", "+00:00"))
        return noted.astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return at


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
