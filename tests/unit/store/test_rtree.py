"""An R-tree that was filled at once answers as one that SQLite filled, and SQLite can go on with it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

import pytest

from gengdi_plugin.store.rtree import TreeFiller, can_fill

Entry = tuple[int, float, float, float, float]


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a test that repeats itself


@pytest.fixture()
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for name in ("filled", "grown"):
        connection.execute(f"CREATE VIRTUAL TABLE {name} USING rtree(pkid, xmin, xmax, ymin, ymax)")
    yield connection
    connection.close()


def boxes(dice: random.Random, start: int, count: int) -> list[Entry]:
    """Boxes of every size and on both sides of zero; some are points, some lie on each other."""
    out = []
    for number in range(start, start + count):
        x, y = dice.choice([(121.5, 29.9), (0.0, 0.0), (-121.5, -29.9)])
        x, y = x + dice.uniform(-0.3, 0.3), y + dice.uniform(-0.3, 0.3)
        wide, high = (dice.choice([0.0, 1e-7, 1e-3, 0.5]) for _ in range(2))
        out.append((number, x, x + wide, y, y + high))
    return out


def grow(db: sqlite3.Connection, table: str, entries: list[Entry]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", entries)


def fill(db: sqlite3.Connection, *groups: list[Entry]) -> None:
    filler = TreeFiller(db, "filled")
    for entries in groups:
        filler.add(entries)
    filler.finish()


def same(db: sqlite3.Connection, dice: random.Random) -> None:
    """Both trees hold the same entries, are sound, and answer alike; brute force is the third."""
    everything = db.execute("SELECT * FROM grown ORDER BY pkid").fetchall()
    assert db.execute("SELECT * FROM filled ORDER BY pkid").fetchall() == everything
    for table in ("filled", "grown"):
        assert db.execute("SELECT rtreecheck('main', ?)", (table,)).fetchone() == ("ok",)
    for _ in range(40):
        _, west, east, south, north = boxes(dice, 0, 1)[0]
        asked = (east + dice.uniform(0, 0.2), west, north + dice.uniform(0, 0.2), south)
        where = "xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?"
        found = [
            {key for (key,) in db.execute(f"SELECT pkid FROM {table} WHERE {where}", asked)}
            for table in ("filled", "grown")
        ]
        expected = {
            key for key, x0, x1, y0, y1 in everything
            if x0 <= asked[0] and x1 >= asked[1] and y0 <= asked[2] and y1 >= asked[3]
        }  # fmt: skip
        assert found == [expected, expected]


@pytest.mark.parametrize("before", [0, 1, 51, 52, 400, 6000])
@pytest.mark.parametrize("new", [0, 1, 50, 52, 2700, 9000])
def test_a_filled_tree_is_the_tree_that_sqlite_makes(db: sqlite3.Connection, before: int, new: int) -> None:
    dice = dice_of(10_000 * before + new)
    old, added = boxes(dice, 1, before), boxes(dice, before + 1, new)
    grow(db, "filled", old)
    grow(db, "grown", old + added)
    fill(db, added[: new // 3], added[new // 3 :])
    same(db, dice)


def test_a_tree_is_filled_again_and_again_and_sqlite_goes_on_with_it(db: sqlite3.Connection) -> None:
    dice, known = dice_of(7), 0
    for step in range(8):
        added = boxes(dice, known + 1, dice.choice([3, 60, 3000]))
        known += len(added)
        fill(db, added)
        grow(db, "grown", added)
        single = boxes(dice, known + 1, 300)
        known += len(single)
        gone = [(dice.randint(1, known),) for _ in range(200 if step < 6 else 2000)]
        for table in ("filled", "grown"):
            grow(db, table, single)
            db.executemany(f"DELETE FROM {table} WHERE pkid = ?", gone)
        same(db, dice)


def test_a_filled_tree_has_few_nodes(db: sqlite3.Connection) -> None:
    entries = boxes(dice_of(3), 1, 5000)
    grow(db, "grown", entries)
    fill(db, entries)
    nodes = [db.execute(f"SELECT count(*) FROM {t}_node").fetchone()[0] for t in ("filled", "grown")]
    assert nodes[0] < 0.9 * nodes[1]


def test_a_sqlite_that_guards_its_tables_is_known(db: sqlite3.Connection) -> None:
    assert can_fill(db, "filled")
    assert not can_fill(db, "nothing")
    guarded = (sqlite3.SQLITE_DELETE, "filled_node")
    db.set_authorizer(
        lambda action, table, *_: sqlite3.SQLITE_DENY if (action, table) == guarded else sqlite3.SQLITE_OK
    )
    with pytest.raises(sqlite3.DatabaseError):
        db.execute("DELETE FROM filled_node")
    assert not can_fill(db, "filled")
