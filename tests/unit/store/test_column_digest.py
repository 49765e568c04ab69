"""What the spool seals of a run's rows, column by column, is what the workspace's rows are hashed to."""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results import result

from gengdi_plugin.store.audit_bulk import SEALED, as_stored, sealed_rows, typed_table
from gengdi_plugin.store.column_digest import first_digests, late_digests
from gengdi_plugin.store.row_digest import (
    SIZE,
    chosen_columns,
    columns_of,
    entries,
    first_digest,
    late_digest,
    uid_key,
)
from gengdi_plugin.store.run_rows import COLUMNS
from gengdi_plugin.store.run_spool import RunSpool
from gengdi_plugin.store.runs import move_run
from gengdi_plugin.store.sql import insert, names
from gengdi_plugin.store.workspace import open_workspace

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=8) | st.sampled_from(
    ["", "a'b", 'a"b', "\x00", "\x1f\n\t\\", "耕地", "𠮷", "1", "1e3", " 7 ", "-0.0", "%s", "{}"]
)
NUMBERS = st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, 1e-7, 1e22, 5e-324, -3.0, 1e18, math.inf])
WHOLE = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([0, 1, 2**53 + 1])
READ = st.none() | TEXTS | NUMBERS | WHOLE | st.binary(max_size=6)
VALUES = READ | st.booleans()
COLUMN_VALUES = st.sampled_from(
    [st.none(), st.none() | TEXTS, st.none() | NUMBERS, st.none() | WHOLE, st.none() | st.binary(), VALUES]
)


@st.composite
def columns(draw: st.DrawFn, table: str) -> dict[str, list[object]]:
    count = draw(st.integers(1, 5))
    found = {
        name: draw(st.lists(draw(COLUMN_VALUES), min_size=count, max_size=count)) for name in COLUMNS[table]
    }
    return {**found, "uid": [f"{number:032x}" for number in range(count)]}


@pytest.mark.parametrize("kind", ["TEXT", "INTEGER", "REAL", ""])
@given(values=COLUMN_VALUES.flatmap(lambda one: st.lists(one, min_size=1, max_size=6)))
def test_values_are_told_as_a_column_gives_them_back(kind: str, values: list[object]) -> None:
    db = sqlite3.connect(":memory:")
    told = as_stored(db, kind, values)
    db.execute(f"CREATE TABLE kept (value {kind})")
    db.executemany("INSERT INTO kept VALUES (?)", zip(values))
    read = [value for (value,) in db.execute("SELECT value FROM kept ORDER BY rowid")]
    assert list(map(repr, told)) == list(map(repr, read))
    db.close()


@pytest.mark.parametrize("table", list(COLUMNS))
@settings(max_examples=25)
@given(data=st.data())
def test_rows_sealed_by_column_are_those_sealed_one_by_one(table: str, data: st.DataObject) -> None:
    given_columns = data.draw(columns(table))
    db = sqlite3.connect(":memory:")
    db.execute(typed_table(table, COLUMNS[table]))
    rows, manifest = sealed_rows(db, table, given_columns)
    db.executemany(insert(table, (*COLUMNS[table], SEALED)), rows)
    chosen = chosen_columns(table, COLUMNS[table])
    wanted = ("uid", SEALED, *chosen.first, *chosen.late)
    expected, count = [], len(chosen.first)
    for uid, sealed, *content in db.execute(f"SELECT {names(wanted)} FROM {table} ORDER BY rowid"):
        first = first_digest(table, chosen.first, content[:count])
        assert sealed == first
        end = first if table == "verdict" else late_digest(first, chosen.late, content[count:])
        expected.append(uid_key(uid) + end)
    assert manifest == b"".join(expected)
    db.close()


@given(rows=st.lists(st.tuples(READ, READ, READ), min_size=1, max_size=6), ends=st.lists(TEXTS, min_size=6))
def test_any_values_are_hashed_as_row_by_row(rows: list[tuple[object, ...]], ends: list[str]) -> None:
    listed = ["a", 'b"', "字"]
    firsts = [first_digest("t", listed, row) for row in rows]
    assert first_digests("t", dict(zip(listed, map(list, zip(*rows)))), len(rows)) == firsts
    for name in ("spatial_code", "x"):
        told = [late_digest(one, [name], [end]) for one, end in zip(firsts, ends)]
        assert late_digests(firsts, {name: ends[: len(firsts)]}) == told
    assert late_digests(firsts, {}) == [one[:SIZE] for one in firsts]


def test_the_spool_seals_what_a_real_workspace_gives_back(tmp_path: Path) -> None:
    """Every row of every table that a run writes, hashed as it is read from the saved workspace."""
    odd = ["a'\"\x01中", "", None, "𠮷\x00", "1e3", "x"]
    areas = [-0.0, 1e-7, 1e22, 1234.5678901234567, None, 3.0]
    whole = result(
        ["green", "yellow"] * 3, columns={"best_doc_no": odd, "area_m2": areas, "source_distance_m": areas}
    )
    with open_workspace(tmp_path / "w.sqlite") as ws, RunSpool(ws.path) as spool:
        spool.add(whole)
        sealed = {table: b"".join(found) for table, found in spool.sealed.items()}
        move_run(ws, spool, "张三")
        for table in COLUMNS:
            content = columns_of(ws.db.conn, table)
            rows = ws.db.execute(f"SELECT {content.selected} FROM {table} ORDER BY id").fetchall()
            assert len(rows) >= 3
            found = {uid_key(row[0]): content.digest(row[3:]) for row in rows}
            if table != "verdict":
                assert dict(entries(sealed[table])) == found
            chained = ws.db.execute("SELECT manifest FROM audit WHERE table_name = ?", (table,)).fetchone()
            assert chained is None or chained[0] is None or dict(entries(chained[0])) == found
