"""What the dock reads."""

from __future__ import annotations

from results import patch_uid, result

from gengdi_plugin.store.review import (
    counts,
    evidence_rows,
    latest_run,
    most_doubtful,
    patch_row,
    patch_rows,
    remainder_rows,
)
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace


def test_the_latest_verdict_counts_also_of_two_runs_in_the_same_second(ws: Workspace) -> None:
    for code in ("yellow", "green", "yellow", "green"):
        save_run(ws, result([code]), code)
    assert [row.screened for row in patch_rows(ws)] == ["green"]
    assert remainder_rows(ws, patch_uid(0)) == []
    assert len(evidence_rows(ws, patch_uid(0))) == 1
    newest = latest_run(ws)
    assert newest is not None and newest.actor == "green"


def test_the_most_doubtful_come_in_the_documented_order(ws: Workspace) -> None:
    figures = {
        "uncovered_basic_m2": [0.0, 10.0, 0.0, 0.0, 0.0, 900.0],
        "unauthorised_basic_m2": [0.0, 0.0, 20.0, 0.0, 0.0, 0.0],
        "uncovered_cultivated_m2": [50.0, 0.0, 0.0, 60.0, 60.0, 0.0],
        "uncovered_m2": [0.0, 0.0, 0.0, 70.0, 80.0, 0.0],
    }
    save_run(ws, result(["yellow"] * 5 + ["green"], columns=figures), "a")
    assert [row.patch_no for row in most_doubtful(ws, 4)] == ["P0002", "P0001", "P0004", "P0003"]
    assert most_doubtful(ws, 1)[0].doubt_basic_m2 == 20.0


def test_a_patch_added_by_hand_is_shown_though_nobody_screened_it(ws: Workspace) -> None:
    ws.db["patch"].insert({"patch_no": "HAND"})
    row = patch_rows(ws)[0]
    assert (row.patch_no, row.code, row.state, row.reason, row.verdict_uid) == ("HAND", "", "", "", None)
    assert counts(ws).by_code == {"": 1}


def test_a_deleted_patch_is_gone_from_every_view(ws: Workspace) -> None:
    save_run(ws, result(["green", "yellow"]), "a")
    ws.db.execute("UPDATE patch SET deleted_at = '2026-11-23T09:00:00+08:00' WHERE patch_no = 'P0000'")
    assert [row.patch_no for row in patch_rows(ws)] == ["P0001"]
    assert ws.db.execute("SELECT patch_no FROM patch_status").fetchall() == [("P0001",)]


def test_an_unknown_patch_is_none(ws: Workspace) -> None:
    assert patch_row(ws, "nobody") is None and latest_run(ws) is None


def test_flags_are_booleans(ws: Workspace) -> None:
    save_run(ws, result(["yellow"], columns={"below_minimum": [True]}), "a")
    row = patch_rows(ws)[0]
    assert row.below_minimum is True and row.overdue is False
    assert evidence_rows(ws, patch_uid(0))[0]["counts"] is True
