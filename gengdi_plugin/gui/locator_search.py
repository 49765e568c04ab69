"""What ``gd …`` finds: patches, cases, documents, persons, units and grid cells. No Qt, no layer.

Runs in the locator's thread over what was snapshot before: the rows of the session, which nobody changes,
and the workspace's file through a connection of its own that only reads.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from ..core.errors import GengdiError
from ..core.vocabulary import keys, word

if TYPE_CHECKING:
    from ..store.review import PatchRow
    from .patches.patch_rows import PatchRows

Cancelled = Callable[[], bool]

PATCH, CASE, DOCUMENT, PERSON, UNIT, CELL, SOURCE = (
    "patch", "case", "document", "person", "unit", "cell", "source",
)  # fmt: skip

#: So many of a kind are shown: the rest is found by typing more.
MOST = 12
#: Rows looked at between two questions whether the search is still wanted.
_BLOCK = 2_000
#: Instructions of SQLite between two such questions.
_STEPS = 20_000
#: A grid code of fewer characters is also a beginning of many other things.
_SHORTEST_CODE = 4

_DOCUMENTS = """
SELECT doc_no, count(DISTINCT patch_no) FROM (
    SELECT x.doc_no AS doc_no, x.patch_no AS patch_no FROM evidence x WHERE x.deleted_at IS NULL
    UNION ALL SELECT a.doc_no, NULL FROM approval a WHERE a.deleted_at IS NULL
) WHERE doc_no IS NOT NULL AND instr(lower(doc_no), ?) GROUP BY doc_no ORDER BY length(doc_no), doc_no LIMIT ?
"""

_PATCHES_OF_DOCUMENT = """
SELECT DISTINCT v.patch_uid FROM evidence x JOIN verdict v ON v.uid = x.verdict_uid
WHERE x.deleted_at IS NULL AND v.deleted_at IS NULL AND x.doc_no = ?
"""

_GROUND_OF_DOCUMENT = """
SELECT min(MbrMinX(geom)), min(MbrMinY(geom)), max(MbrMaxX(geom)), max(MbrMaxY(geom))
FROM approval WHERE deleted_at IS NULL AND geom IS NOT NULL AND doc_no = ?
"""


@dataclass(frozen=True)
class Hit:
    """``kind``: one of the kinds above; ``key``: what is done when it is chosen; ``score`` 0 to 1;
    ``count``: of patches, where it stands for several; ``row``: of a patch or case."""

    kind: str
    key: str
    text: str
    score: float
    count: int = 0
    row: PatchRow | None = None


@dataclass(frozen=True)
class Snapshot:
    """What is searched: taken on the main thread, read in the locator's."""

    rows: PatchRows | None
    workspace: Path | None


def search(snapshot: Snapshot, text: str, cancelled: Cancelled) -> Iterator[Hit]:
    """What ``text`` may mean, the surest kinds first; ends early when ``cancelled()``."""
    parts = text.casefold().split()
    if not parts:
        return
    yield from _cells(text.strip().upper())
    if snapshot.rows is not None:
        yield from _patches(snapshot.rows, parts, cancelled)
        if not cancelled():
            yield from _persons(snapshot.rows, parts)
            yield from _units(snapshot.rows, parts)
    if snapshot.workspace is not None and not cancelled():
        yield from _documents(snapshot.workspace, text.strip().casefold(), cancelled)


def patches_of_document(db: sqlite3.Connection, doc_no: str) -> list[str]:
    """The uids of the patches in whose evidence a document stands."""
    return [uid for (uid,) in db.execute(_PATCHES_OF_DOCUMENT, (doc_no,))]


def ground_of_document(db: sqlite3.Connection, doc_no: str) -> tuple[float, float, float, float] | None:
    """West, south, east, north (EPSG:4490 degrees) of an entered document; None without one. Needs
    SpatiaLite on the connection."""
    found = db.execute(_GROUND_OF_DOCUMENT, (doc_no,)).fetchone()
    return None if found[0] is None else (found[0], found[1], found[2], found[3])


def _cells(text: str) -> Iterator[Hit]:
    """A grid code alone, or the one inside a spatial code (``unit-gridcode-nn``)."""
    from ..core import gridcode

    pieces = text.split("-")
    code = pieces[1] if len(pieces) > 1 and pieces[0].isdigit() else text
    if len(code) < _SHORTEST_CODE:
        return
    try:
        gridcode.level_of(code)
    except GengdiError:
        return
    yield Hit(CELL, code, code, 1.0)


def _patches(rows: PatchRows, parts: list[str], cancelled: Cancelled) -> Iterator[Hit]:
    """The best patches by number and code, and the best cases by state and person, of all rows."""
    states = {state: f"{word('state', state, 'zh')} {word('state', state, 'en')}".casefold()
              for state in keys("state")}  # fmt: skip
    best: dict[str, list[tuple[float, str, PatchRow]]] = {PATCH: [], CASE: []}
    flags: Any = True
    for part in parts:
        if cancelled():
            return
        named = rows.coded("state").among(state for state, words in states.items() if part in words)
        flags = flags & (rows.text.holding(part) | named)
    places = flags.nonzero()[0] if parts else range(0)
    for first in range(0, len(places), _BLOCK):
        if cancelled():
            return
        for place in places[first : first + _BLOCK]:
            row = rows[place]
            kind, score = _kind(row, states.get(row.state, ""), parts)
            best[kind].append((-score, row.patch_no or row.spatial_code, row))
        for found in best.values():
            found.sort(key=lambda one: one[:2])
            del found[MOST:]
    for kind, found in best.items():
        for score, _, row in found:
            yield Hit(kind, row.uid, row.patch_no or row.spatial_code, -score, row=row)


def _kind(row: PatchRow, state: str, parts: list[str]) -> tuple[str, float]:
    number, code = row.patch_no.casefold(), row.spatial_code.casefold()
    if all(part in number or part in code for part in parts):
        whole = " ".join(parts)
        if whole in (number, code):
            return PATCH, 1.0
        return PATCH, 0.9 if number.startswith(whole) or code.startswith(whole) else 0.7
    person = (row.responsible or "").casefold()
    if any(part in state or part in person for part in parts):
        return CASE, 0.6
    return PATCH, 0.3


def _persons(rows: PatchRows, parts: list[str]) -> Iterator[Hit]:
    known = Counter(row.responsible for row in rows if row.responsible)
    yield from _named(PERSON, ((name, name, count) for name, count in known.items()), parts, 0.65)


def _units(rows: PatchRows, parts: list[str]) -> Iterator[Hit]:
    known = ((code, rows.unit_names.get(code) or code, count) for code, count in rows.units.items())
    yield from _named(UNIT, known, parts, 0.6)


def _named(kind: str, known: Iterable[tuple[str, str, int]], parts: list[str], score: float) -> Iterator[Hit]:
    """``known``: key, name, number of patches; the key is searched too."""
    found = [
        Hit(kind, key, name, score, count)
        for key, name, count in known
        if all(part in f"{name} {key}".casefold() for part in parts)
    ]
    yield from sorted(found, key=lambda hit: (-hit.count, hit.text))[:MOST]


def _documents(workspace: Path, text: str, cancelled: Cancelled) -> Iterator[Hit]:
    try:
        with closing(sqlite3.connect(f"{workspace.absolute().as_uri()}?mode=ro", uri=True)) as db:
            db.set_progress_handler(lambda: int(cancelled()), _STEPS)
            found = db.execute(_DOCUMENTS, (text, MOST)).fetchall()
    except sqlite3.Error:  # stopped, or the file went meanwhile: there is nothing to offer
        return
    for doc_no, count in found:
        yield Hit(DOCUMENT, doc_no, doc_no, 0.95 if doc_no.casefold() == text else 0.5, int(count))
