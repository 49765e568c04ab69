"""What is hashed of a row: the canonical text of its content, the same for every version of Python.

The content of a row is all its columns but ``id``, ``remark`` and ``deleted_at``: a JSON object of the
columns that are not NULL in the order of their names, ASCII, without spaces, numbers as Python's ``repr``,
bytes (a geometry) as a list of one hexadecimal SHA-256. Its digest is SHA-256 of ``<table>\\n<object>``;
where columns are known only when the row is put into the workspace (:data:`LATE`), that of this digest
followed by a second object of those. The first 16 bytes are kept. Remark and tombstone (the *marks*) have a
digest of their own, as they may change.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from .sql import names, quoted

#: Bytes of a digest and of a uid's key in a manifest.
SIZE = 16

#: Columns of a run's rows that are settled under the workspace's lock.
LATE: dict[str, tuple[str, ...]] = {
    "patch": ("spatial_code",),
    "verdict": ("clock", "run_uid"),
    "evidence": ("spatial_code",),
    "remainder": ("spatial_code",),
}

#: Columns that are no content.
_APART = frozenset(("id", "remark", "deleted_at"))

_whole = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_text = json.encoder.encode_basestring_ascii


def _made_encoder() -> Callable[[Any], str]:
    """``_whole`` for flat values, without what ``json`` sets up for each call: a run has many rows."""
    made: Any = getattr(json.encoder, "c_make_encoder", None)
    if made is None:
        return _whole
    encode = made(None, None, _text, None, ":", ",", False, False, True)
    return lambda value: "".join(encode(value, 0))


_encode = _made_encoder()


@dataclass(frozen=True)
class Columns:
    """The columns of a table that are hashed first, and those hashed late, each in the order of names."""

    table: str
    first: tuple[str, ...]
    late: tuple[str, ...]

    @property
    def selected(self) -> str:
        """What a row is read by: uid, marks, content."""
        return names(("uid", "remark", "deleted_at", *self.first, *self.late))

    def digest(self, content: Sequence[Any]) -> bytes:
        """The digest of a row's content: the values of ``first`` and ``late``."""
        count = len(self.first)
        found = first_digest(self.table, self.first, content[:count])
        return late_digest(found, self.late, content[count:])


def columns_of(connection: sqlite3.Connection, table: str) -> Columns:
    """The columns that ``table`` of the workspace has now."""
    found = connection.execute(f"PRAGMA main.table_info({quoted(table)})").fetchall()
    return chosen_columns(table, [row[1] for row in found])


def chosen_columns(table: str, there: Iterable[str]) -> Columns:
    """As :func:`columns_of`, of the columns ``there``."""
    content = sorted(set(there) - _APART)
    late = LATE.get(table, ())
    return Columns(table, tuple(c for c in content if c not in late), tuple(c for c in content if c in late))


def first_digest(table: str, columns: Sequence[str], values: Sequence[Any]) -> bytes:
    """SHA-256 of what is known of a row before it is put into the workspace."""
    return sha256(f"{table}\n{_object(columns, values)}".encode("ascii")).digest()


def late_digest(first: bytes, columns: Sequence[str], values: Sequence[Any]) -> bytes:
    """The row's digest: with what is known since."""
    if not columns:
        return first[:SIZE]
    if len(columns) == 1 and type(values[0]) is str:  # as _object makes it
        text = f'{{"{columns[0]}":{_text(values[0])}}}'
    else:
        text = _late_object(tuple(columns), tuple(values))
    return sha256(first + text.encode("ascii")).digest()[:SIZE]


def _object(columns: Sequence[str], values: Sequence[Any]) -> str:
    return _encode(
        {
            name: [sha256(value).hexdigest()] if type(value) is bytes else value
            for name, value in zip(columns, values)
            if value is not None
        }
    )


#: Verdicts of one run have the same late values.
_late_object = lru_cache(maxsize=64)(_object)


@lru_cache(maxsize=64)
def marks_digest(remark: str | None, deleted_at: str | None) -> bytes:
    """The digest of a row's marks; :data:`UNMARKED` without any."""
    values = [list(value) if isinstance(value, bytes) else value for value in (remark, deleted_at)]
    return sha256(_encode(values).encode("ascii")).digest()[:SIZE]


#: The marks of most rows.
UNMARKED = marks_digest(None, None)

#: Stands in a manifest for a row that our own writer took away.
GONE = bytes(SIZE)


def uid_key(uid: Any) -> bytes:
    """The 16 bytes that stand for a uid in a manifest: a UUID's own, a hash of anything else."""
    try:
        text = uid.replace("-", "") if len(uid) == 36 else uid
        if len(text) == 2 * SIZE:
            return bytes.fromhex(text)
    except (ValueError, TypeError, AttributeError):
        pass
    return sha256(str(uid).encode("utf-8", "surrogatepass")).digest()[:SIZE]


def entries(manifest: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(key, digest) of every row of a manifest."""
    for at in range(0, len(manifest) - 2 * SIZE + 1, 2 * SIZE):
        yield manifest[at : at + SIZE], manifest[at + SIZE : at + 2 * SIZE]
