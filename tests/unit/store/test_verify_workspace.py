"""Whatever is changed in a workspace behind our back is found and named; what is ours is sealed."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from results import patch_uid, result

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import Cancelled, WorkspaceError
from gengdi_plugin.store import chain_memory
from gengdi_plugin.store.cases import Finding, record_audit, record_event, record_finding
from gengdi_plugin.store.connection import load_spatialite, transaction
from gengdi_plugin.store.runs import save_run, undo_run
from gengdi_plugin.store.schema.exchanged import exchanged_tables
from gengdi_plugin.store.settings import show_blue
from gengdi_plugin.store.verify_lines import Line, WorkspaceReport, workspace_row, workspace_summary
from gengdi_plugin.store.verify_workspace import verify_workspace
from gengdi_plugin.store.workspace import Workspace, open_workspace

PARTS = ("patch", "screening_run", "verdict", "evidence", "remainder", "ground", "case_event")


def worked(ws: Workspace, folder: Path) -> None:
    """A run, a finding with a photo, an audit, a rectification that goes on, a person."""
    save_run(ws, result(["yellow", "yellow", "green"]), "张三")
    photo = folder / "现场.jpg"
    photo.write_bytes(b"a picture")
    finding = Finding("found_unlawful", "张三", "2026-11-23", patch_no="P0000", photos=(photo,))
    record_finding(ws, finding)
    record_audit(ws, patch_uid(0), "confirm", "李四", "town")
    with transaction(ws.db):
        ws.db["responsible"].insert({"uid": "r1", "name": "团桥村委会"})
        ws.db["rectification"].insert({"uid": "z1", "patch_uid": patch_uid(0), "area_m2": 500.0})
    record_event(ws, patch_uid(0), CaseEvent("rectifying", "李四", "town", responsible_uid="r1"))


@pytest.fixture()
def used(ws: Workspace, tmp_path: Path) -> Workspace:
    worked(ws, tmp_path)
    return ws


def kinds(found: WorkspaceReport) -> list[str]:
    return [line.kind for line in found.lines]


def only(found: WorkspaceReport) -> Line:
    assert len(found.lines) == 1, [line.told for line in found.lines]
    return found.lines[0]


def test_whatever_our_writers_do_is_sealed(used: Workspace) -> None:
    """After any public function of the store nothing is unsigned and nothing tampered."""
    assert verify_workspace(used).lines == ()
    run = save_run(used, result(["green", "yellow", "yellow"], start=2), "李四")
    assert verify_workspace(used).lines == ()
    show_blue(used, False)
    undo_run(used, run, "王五")
    assert verify_workspace(used).lines == ()
    save_run(used, result(["green", "yellow"], start=3, columns={"change_type": ["WH", "02"]}), "李四")
    with transaction(used.db) as db:
        db.execute("UPDATE rectification SET done_m2 = 20.5, remark = '一半' WHERE uid = 'z1'")
        db.execute("DELETE FROM responsible WHERE uid = 'r1'")
    report = verify_workspace(used)
    assert [line.kind for line in report.lines] == ["missing", "missing"] or report.sound
    assert report.count("tampered", "broken", "unsigned") == 0
    assert used.db["sync_log"].count == 0


@pytest.mark.parametrize("many", [1, 1_000_000])
def test_a_run_is_sealed_on_either_way_into_the_tables(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("gengdi_plugin.store.bulk.MANY", many)
    for start, codes in ((0, ["green", "yellow"] * 30), (40, ["yellow"] * 40)):
        save_run(ws, result(codes, start=start), "a")
    # numbers of other patches under codes that are taken: they cannot stay
    taken = ws.db.execute("SELECT spatial_code FROM patch ORDER BY id LIMIT 3").fetchall()
    save_run(ws, result(["yellow"] * 3, start=200, columns={"spatial_code": [c for (c,) in taken]}), "a")
    report = verify_workspace(ws)
    assert report.lines == () and report.rows > 300
    assert len(ws.db.execute("SELECT * FROM audit WHERE manifest IS NOT NULL").fetchall()) > 8


def columns(ws: Workspace, table: str) -> list[str]:
    return [c.name for c in ws.db[table].columns if c.name not in ("id", "uid", "remark", "deleted_at")]


FOREIGN: dict[type, Any] = {str: "改", int: 7, float: 12.25, bytes: b"\x00", type(None): "x"}


@pytest.mark.parametrize("table", [*PARTS, "inspection", "photo", "rectification", "data_catalogue"])
def test_every_field_of_every_row_is_guarded(used: Workspace, table: str) -> None:
    """With the triggers gone, as somebody would do who hides it."""
    used.db.execute("BEGIN")
    for trigger in ("insert", "update", "delete"):
        used.db.execute(f"DROP TRIGGER sync_{trigger}_{table}")
    for (name,) in used.db.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (table,)
    ).fetchall():
        used.db.execute(f'DROP TRIGGER "{name}"')
    (number, uid) = used.db.execute(f"SELECT max(id), uid FROM {table}").fetchone()
    for column in [*columns(used, table), "remark", "deleted_at"]:
        used.db.execute("SAVEPOINT one")
        (old,) = used.db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
        used.db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (FOREIGN[type(old)], number))
        found = [line for line in verify_workspace(used).lines if line.table == table]
        assert any(line.kind == "tampered" and line.row_uid == uid for line in found), column
        used.db.execute("ROLLBACK TO one")
    used.db.execute("ROLLBACK")
    assert verify_workspace(used).lines == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_behind_our_back_is_found_and_named(used: Workspace, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(PARTS))
    rows = used.db.execute(f"SELECT id, uid FROM {table}").fetchall()
    number, uid = data.draw(st.sampled_from(rows))
    deed = data.draw(st.sampled_from(["change", "delete", "insert", "swap"]))
    used.db.execute("BEGIN")
    try:
        if deed == "change":
            column = data.draw(st.sampled_from([c for c in columns(used, table) if c != "geom"]))
            (old,) = used.db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
            new = data.draw(st.one_of(st.none(), st.text(max_size=4), st.integers(0, 9), st.floats(0, 1)))
            used.db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (new, number))
            (stored,) = used.db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
            changed = (stored, type(stored)) != (old, type(old))
        elif deed == "delete":
            used.db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
            changed = True
        elif deed == "insert":
            uid = f"{data.draw(st.integers(1)):032x}"[:32]
            used.db.execute(f"INSERT INTO {table} (uid) VALUES (?)", (uid,))
            changed = True
        else:  # two rows change places: each has the other's uid
            other, other_uid = data.draw(st.sampled_from(rows))
            for to, at in (("swap", number), (uid, other), (other_uid, number)):
                used.db.execute(f"UPDATE {table} SET uid = ? WHERE id = ?", (to, at))
            changed = other != number
        found = verify_workspace(used)
        named = [line for line in found.lines if line.table == table and line.row_uid == uid]
        if changed:
            assert named, (deed, table)
            wanted = "unsigned" if deed == "insert" or table == "patch" else "tampered"
            assert wanted in [line.kind for line in named], (deed, table, named)
            assert found.sound == (wanted == "unsigned" and not found.count("tampered", "broken"))
    finally:
        used.db.execute("ROLLBACK")


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE audit SET at = '2020-01-01' WHERE seq = 3",
        "UPDATE audit SET row_hash = substr(row_hash, 2) || '0' WHERE seq = 4",
        "UPDATE audit SET row_uid = 'x' WHERE seq = 5",
        "UPDATE audit SET actor = 'somebody else' WHERE seq = 2",
        "UPDATE audit SET seq = seq + 1 WHERE seq >= 6",
        "UPDATE audit SET seq = 4 WHERE seq = 5",
        "DELETE FROM audit WHERE seq = 4",
        "DELETE FROM audit WHERE seq = 1",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT id + 1000, site, seq, at, actor, operation, table_name, row_uid, "
        "row_count, row_hash, manifest, previous, hash FROM audit WHERE seq = 3",
        "DELETE FROM setting WHERE key = 'chain_head'",
        "UPDATE setting SET value = 'x 1 y' WHERE key = 'chain_head'",
    ],
)
def test_an_edit_of_the_chain_itself_is_found(used: Workspace, deed: str) -> None:
    assert used.db.execute(deed).rowcount > 0
    found = verify_workspace(used)
    assert not found.sound and "broken" in kinds(found)
    assert workspace_summary(found).startswith("The workspace cannot be relied on")


def test_a_manifest_that_was_rewritten_is_found(ws: Workspace) -> None:
    save_run(ws, result(["yellow"] * 30), "a")
    ws.db.execute("UPDATE audit SET manifest = zeroblob(length(manifest)) WHERE table_name = 'verdict'")
    assert "broken" in kinds(verify_workspace(ws))


def test_an_end_that_was_cut_off_with_its_note_is_remembered_by_this_account(
    used: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rows, entries and note go back to an earlier time: the file agrees with itself."""
    before = used.db.execute("SELECT site, seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    record_event(used, patch_uid(0), CaseEvent("rectified", "王五", "village"))
    used.db.execute("DELETE FROM case_event WHERE event = 'rectified'")
    used.db.execute("DELETE FROM audit WHERE seq > ?", (before[1],))
    used.db.execute("DELETE FROM sync_log")
    used.db.execute("UPDATE setting SET value = ? WHERE key = 'chain_head'", (" ".join(map(str, before)),))
    from gengdi_plugin.store.events import refresh_states

    used.db.conn.sealer = None
    refresh_states(used.db, [patch_uid(0)])
    line = only(verify_workspace(used))
    assert line.kind == "broken" and "has seen entry" in line.told
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another account"))
    assert verify_workspace(used).lines == ()  # honestly: nobody else can know


def test_other_programs_changes_are_unsigned_and_no_failure(used: Workspace) -> None:
    with closing(sqlite3.connect(used.path)) as other:
        other.execute("UPDATE patch SET remark = '看过' WHERE patch_no = 'P0001'")
        other.execute("UPDATE rectification SET done_m2 = 5 WHERE uid = 'z1'")
        other.execute("INSERT INTO responsible (name) VALUES ('新来的')")
        other.execute("UPDATE case_event SET remark = '批注' WHERE event = 'rectifying'")
        other.commit()
    found = verify_workspace(used)
    assert found.sound and kinds(found) == ["unsigned"] * 4
    assert {line.table for line in found.lines} == {"patch", "rectification", "responsible", "case_event"}
    assert {line.patch_no for line in found.lines} == {"P0001", "P0000", ""}
    assert [row[0] for row in map(workspace_row, found.lines)] == ["unsigned"] * 4
    # what another program changed and our next writer wrote anew stays noted, until it is sealed for others
    record_event(used, patch_uid(0), CaseEvent("rectified", "王五", "village"))
    assert verify_workspace(used).sound


def test_an_event_that_another_program_edits_is_tampering_though_it_was_noted(used: Workspace) -> None:
    with closing(sqlite3.connect(used.path)) as other:
        other.execute("UPDATE case_event SET actor = '赵六' WHERE event = 'audit_confirmed'")
        other.execute("DELETE FROM inspection")
        other.commit()
    found = verify_workspace(used)
    tampered = [line for line in found.lines if line.kind == "tampered"]
    assert [line.table for line in tampered] == ["case_event", "inspection"]
    assert "patch P0000" in tampered[0].told


def test_triggers_never_refuse_and_nobody_sees_our_mark_of_writing(used: Workspace) -> None:
    with closing(sqlite3.connect(used.path)) as other:
        load_spatialite(other)
        asked = "SELECT count(*) FROM setting WHERE key = 'writing'"
        with transaction(used.db):
            used.db["unit"].insert({"unit_code": "330211"})
            assert used.db.execute(asked).fetchone() == (1,)
            assert other.execute(asked).fetchone() == (0,)
        assert used.db.execute(asked).fetchone() == (0,)
        with pytest.raises(ZeroDivisionError), transaction(used.db):
            raise ZeroDivisionError
        assert used.db.execute(asked).fetchone() == (0,)
        for table in exchanged_tables():
            other.execute(f"INSERT OR REPLACE INTO {table} (uid) VALUES ('same')")
            other.execute(f"INSERT OR REPLACE INTO {table} (uid) VALUES ('same')")
            other.execute(f"UPDATE {table} SET remark = 'a' WHERE uid = 'same'")
            other.execute(f"DELETE FROM {table} WHERE uid = 'same'")
        other.commit()
        logged = other.execute(
            "SELECT table_name, group_concat(operation) FROM sync_log GROUP BY 1"
        ).fetchall()
    assert dict(logged) == dict.fromkeys(exchanged_tables(), "INSERT,INSERT,UPDATE,DELETE")


def test_a_photo_that_is_gone_or_altered_is_told(used: Workspace) -> None:
    (photo,) = list(used.files_folder.iterdir())
    photo.write_bytes(b"another picture")
    line = only(verify_workspace(used))
    assert (line.kind, line.patch_no) == ("tampered", "P0000") and "现场.jpg" in line.told
    photo.unlink()
    assert only(verify_workspace(used)).kind == "missing"
    assert verify_workspace(used).sound


def test_states_references_and_indexes_are_looked_at(used: Workspace) -> None:
    used.db.execute("UPDATE patch_state SET code = 'green' WHERE patch_uid = ?", (patch_uid(0),))
    line = only(verify_workspace(used))
    assert (line.kind, line.table, line.patch_no) == ("tampered", "patch_state", "P0000")
    used.db.execute("UPDATE patch_state SET code = 'blue' WHERE patch_uid = ?", (patch_uid(0),))
    used.db.execute("DELETE FROM idx_patch_geom WHERE pkid = 1")
    line = only(verify_workspace(used))
    assert line.kind == "broken" and "spatial index of patch.geom" in line.told
    used.db.execute("SELECT RecoverSpatialIndex('patch', 'geom')").fetchone()
    with transaction(used.db):
        used.db["rectification"].insert({"patch_uid": "nobody"})
    line = only(verify_workspace(used))
    assert line.kind == "missing" and "nobody" in line.told


def test_bytes_that_are_no_text_and_a_damaged_file_are_told(used: Workspace) -> None:
    used.db.execute("UPDATE case_event SET note = CAST(x'ff' AS TEXT), clock = 'late' WHERE id = 1")
    found = verify_workspace(used)
    assert "tampered" in kinds(found)


def test_cancel_and_progress(used: Workspace) -> None:
    heard: list[float] = []
    verify_workspace(used, heard.append)
    assert heard == sorted(heard) and heard[-1] == 1.0
    with pytest.raises(Cancelled):
        verify_workspace(used, cancelled=lambda: True)
    assert verify_workspace(used).lines == ()


def sites(ws: Workspace) -> list[str]:
    return [
        site for (site,) in ws.db.execute("SELECT site FROM audit GROUP BY site ORDER BY min(id)").fetchall()
    ]


def test_a_copy_goes_on_with_a_chain_of_its_own(used: Workspace, place: Path, tmp_path: Path) -> None:
    first = sites(used)
    used.close()
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(place, copy)
    shutil.copytree(used.files_folder, tmp_path / "copy_files")
    for path in (place, copy, place, copy):
        with open_workspace(path, create=False) as ws:
            with transaction(ws.db):
                ws.db["unit"].insert({"unit_code": "330211"})
            assert verify_workspace(ws).lines == ()
    with open_workspace(place) as one, open_workspace(copy) as other:
        assert sites(one) == first
        assert sites(other)[:1] == first and len(sites(other)) == 2
        other.db.execute("DELETE FROM audit WHERE site = ? AND seq > 3", (first[0],))
        told = [line.told for line in verify_workspace(other).lines if line.kind == "broken"]
        assert any("goes on from an entry that is not there" in text for text in told)


def test_an_older_copy_put_back_in_place_goes_on_with_a_chain_of_its_own(
    used: Workspace, place: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite"
    with closing(sqlite3.connect(backup)) as target:
        used.db.conn.backup(target)
    record_event(used, patch_uid(0), CaseEvent("rectified", "王五", "village"))
    (first,) = sites(used)
    used.close()
    place.write_bytes(backup.read_bytes())  # same path, device and inode
    with open_workspace(place, create=False) as ws:
        assert "broken" in kinds(verify_workspace(ws))
        record_event(ws, patch_uid(0), CaseEvent("rectified", "赵六", "village"))
        assert sites(ws)[0] == first and len(sites(ws)) == 2
        line = only(verify_workspace(ws))  # what was lost stays known, the new chain records that it went on
        assert line.kind == "warning"


@pytest.fixture()
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(chain_memory, "memory_folder", lambda: Path("/proc/nowhere"))
    yield


def test_without_a_folder_to_remember_in_all_works(forgetful: None, used: Workspace) -> None:
    assert verify_workspace(used).lines == ()


AFTER = {
    "patch": ("spatial_code",),
    "evidence": ("spatial_code",),
    "remainder": ("spatial_code",),
    "verdict": ("clock", "run_uid"),
}


def plain(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def told(entry: sqlite3.Row) -> list[tuple[str, str]]:
    """The rows of an entry: uid without dashes and digest, in hexadecimal."""
    if entry["manifest"] is None:
        return [(entry["row_uid"].replace("-", ""), entry["row_hash"])]
    assert sha256(entry["manifest"]).hexdigest() == entry["row_hash"]
    text = entry["manifest"].hex()
    return [(text[at : at + 32], text[at + 32 : at + 64]) for at in range(0, len(text), 64)]


def hashed_again(table: str, row: sqlite3.Row) -> str:
    values = {
        name: [sha256(row[name]).hexdigest()] if isinstance(row[name], bytes) else row[name]
        for name in sorted(row.keys())
        if name not in ("id", "remark", "deleted_at") and row[name] is not None
    }
    late = {name: values.pop(name) for name in AFTER.get(table, ()) if name in values}
    digest = sha256(table.encode() + b"\n" + plain(values)).digest()
    return (sha256(digest + plain(late)).digest() if late else digest)[:16].hex()


def test_anybody_can_hash_it_again_as_the_document_says(used: Workspace) -> None:
    """docs/workspace.md followed with nothing but SQLite and SHA-256."""
    used.close()
    names = ["site", "seq", "at", "actor", "operation", "table_name", "row_uid", "row_count", "row_hash"]
    hashed = 0
    with closing(sqlite3.connect(used.path)) as other:
        other.row_factory = sqlite3.Row
        previous = ""
        for entry in other.execute("SELECT * FROM audit ORDER BY seq").fetchall():
            assert entry["previous"] == previous
            previous = sha256(plain([*(entry[name] for name in names), previous])).hexdigest()
            assert previous == entry["hash"]
            for uid, digest in told(entry) if entry["operation"] == "write" else ():
                table = entry["table_name"]
                asked = f"SELECT * FROM {table} WHERE replace(uid, '-', '') = ?"
                assert hashed_again(table, other.execute(asked, (uid,)).fetchone()) == digest
                hashed += 1
    assert hashed > 15


def rows_of(path: Path) -> list[Any] | None:
    """Every exchanged row as bytes; None when the file cannot be read."""
    with closing(sqlite3.connect(path)) as other:
        other.text_factory = bytes
        try:
            return [other.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in exchanged_tables()]
        except sqlite3.DatabaseError:
            return None


def test_a_bit_that_flips_in_the_file_is_found_wherever_it_changes_a_row(place: Path) -> None:
    with open_workspace(place) as ws:
        save_run(ws, result(["green", "yellow"] * 20), "a")
    whole, before, changed = place.read_bytes(), rows_of(place), 0
    dice = random.Random(7)  # noqa: S311 - a test that repeats itself
    near = [at for at in range(20_000, len(whole)) if whole[at] and b"P00" in whole[at - 300 : at + 300]]
    for at in dice.sample(near, 40):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << dice.randrange(8)
        place.write_bytes(flipped)
        other = rows_of(place) != before
        try:
            with open_workspace(place, create=False) as ws:
                assert not (other and verify_workspace(ws).sound), at
        except WorkspaceError:
            assert other
        changed += other
    assert changed > 10
