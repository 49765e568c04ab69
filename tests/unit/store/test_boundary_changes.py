"""The change log of boundaries: kept, sealed by the audit chain, and brought into older workspaces."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.store.boundary_changes import (
    ADDED,
    FACTS,
    REMOVED,
    RESHAPED,
    BoundaryChange,
    as_exported,
    change_rows,
    record_changes,
)
from gengdi_plugin.store.connection import connect
from gengdi_plugin.store.schema import MIGRATIONS, SCHEMA_VERSION, migrate, schema_version
from gengdi_plugin.store.verify_workspace import verify_workspace
from gengdi_plugin.store.workspace import APPLICATION_ID, Workspace, open_workspace

SMALL, LARGE = shapely.box(121.6, 29.9, 121.601, 29.901), shapely.box(121.6, 29.9, 121.602, 29.901)


def wkb(shape: shapely.Geometry) -> bytes:
    return bytes(shapely.to_wkb(shape))


def change(act: str, before: object = None, after: object = None, **more: object) -> BoundaryChange:
    given = {"layer": "批文", "layer_mark": "abc", "role": "approval", "feature_id": "7", "doc_no": "甬土1号"}
    given |= more
    return BoundaryChange(**given, act=act, before=before and wkb(before), after=after and wkb(after))


def test_every_act_is_kept_with_its_areas_and_ground_newest_first(ws: Workspace) -> None:
    assert record_changes(ws, [change(ADDED, after=SMALL)], "王五") == 1
    record_changes(ws, [change(RESHAPED, SMALL, LARGE), change(REMOVED, LARGE)], "李四")
    removed, reshaped, added = change_rows(ws)
    small, large = ellipsoid_areas([SMALL, LARGE])
    assert (added.before_m2, added.after_m2) == (None, pytest.approx(small))
    assert (reshaped.before_m2, reshaped.after_m2) == (pytest.approx(small), pytest.approx(large))
    assert (removed.act, removed.after_m2, removed.actor) == ("removed", None, "李四")
    assert removed.bbox == pytest.approx(LARGE.bounds), "where it was"
    kept = ws.db.execute("SELECT AsBinary(geom), before_wkb FROM boundary_change WHERE act = 'reshaped'")
    after, before = kept.fetchone()
    assert shapely.equals(shapely.from_wkb(after), LARGE) and shapely.equals(shapely.from_wkb(before), SMALL)


def test_changed_facts_are_told_as_before_and_after(ws: Workspace) -> None:
    record_changes(ws, [change(FACTS, after=SMALL, changed={"doc_no": ("甬土1号", "甬土2号")})], "王五")
    (row,) = change_rows(ws)
    assert row.changed == {"doc_no": ("甬土1号", "甬土2号")}
    assert as_exported(row)[-1] == "doc_no: 甬土1号 → 甬土2号"


def test_a_boundary_that_crosses_itself_is_kept_repaired_and_nothing_is_nothing(ws: Workspace) -> None:
    bow = shapely.Polygon([(121.6, 29.9), (121.601, 29.901), (121.601, 29.9), (121.6, 29.901)])
    assert record_changes(ws, [], "x") == 0
    record_changes(ws, [change(ADDED, after=bow)], "王五")
    (row,) = change_rows(ws)
    assert row.after_m2 is not None and row.after_m2 > 0


def test_the_log_is_sealed_and_a_rewritten_row_is_tampering(ws: Workspace) -> None:
    record_changes(ws, [change(ADDED, after=SMALL)], "王五")
    assert verify_workspace(ws).sound
    ws.db.execute("UPDATE boundary_change SET actor = '赵六'")
    report = verify_workspace(ws)
    assert not report.sound and report.count("tampered") == 1


def test_a_workspace_of_version_5_gains_the_log_after_a_backup(place: Path) -> None:
    db = connect(place)
    db.execute("SELECT InitSpatialMetaData(1)").fetchone()
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(db, place, MIGRATIONS[:5])
    db["responsible"].insert({"uid": "r", "name": "张三"})
    db.conn.close()
    with open_workspace(place, create=False) as ws:
        assert schema_version(ws.db) == SCHEMA_VERSION >= 6
        assert ws.db.execute("SELECT name FROM responsible").fetchall() == [("张三",)]
        record_changes(ws, [change(ADDED, after=SMALL)], "王五")
        assert len(change_rows(ws)) == 1
    (backup,) = [entry for entry in place.parent.iterdir() if ".format5." in entry.name]
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (5,)
        assert not old.execute("SELECT 1 FROM sqlite_master WHERE name = 'boundary_change'").fetchone()


def test_what_another_program_writes_into_the_log_is_noted(ws: Workspace) -> None:
    with closing(sqlite3.connect(ws.path)) as other:
        other.enable_load_extension(True)
        other.load_extension("mod_spatialite")
        other.execute("INSERT INTO boundary_change (act, actor) VALUES ('added', 'x')")
        other.commit()
    logged = ws.db.execute("SELECT table_name, operation FROM sync_log").fetchall()
    assert ("boundary_change", "INSERT") in logged
