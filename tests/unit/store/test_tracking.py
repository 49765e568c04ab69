"""Of every open case: the step, whose turn it is, since when and until when; as of any day."""

from __future__ import annotations

import datetime as dt

from rectifying import confirm_unlawful
from results import patch_uid, result

from gengdi_plugin.exchange.privacy import mask_person
from gengdi_plugin.store.rectifications import (
    Planned,
    accept,
    order_rectification,
    rectification_rows,
    report_measure,
)
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.tracking import TRACKING_FIELDS, OpenCase, open_cases, tracking_row
from gengdi_plugin.store.workspace import Workspace

TODAY = dt.date.today().isoformat()


def open_of(ws: Workspace, number: int, on: str = "") -> OpenCase | None:
    return next((one for one in open_cases(ws, on) if one.patch_uid == patch_uid(number)), None)


def prepare(ws: Workspace) -> None:
    """P0000 being rectified until 2020-01-31, P0001 yellow, P0002 green."""
    kinds = {"change_kind": ["non_agricultural"] * 3, "scope": ["basic_farmland", "cultivated", "cultivated"]}
    save_run(ws, result(["yellow", "yellow", "green"], columns=kinds), "筛查员")
    uid = confirm_unlawful(ws, 0)
    ws.db["responsible"].insert({"uid": "z", "name": "赵六", "department": "village"})
    order_rectification(
        ws,
        uid,
        [Planned("replanting", 300.0, "agriculture"), Planned("quota", 200.0, "town")],
        due_on="2020-01-31",
        actor="钱七",
        responsible_uid="z",
    )


def test_each_open_case_tells_whose_turn_it_is(ws: Workspace) -> None:
    prepare(ws)
    first, second = open_cases(ws)
    assert (first.state, first.who, first.person, first.next_event) == (
        "rectifying", "rectifier", "赵六", "rectified",
    )  # fmt: skip
    assert first.departments == ("agriculture", "town") and first.overdue
    assert (first.lead, first.event_type, first.due_on) == ("resources", "building_basic", "2020-01-31")
    assert first.reached is not None and first.reached.state == "none" and first.unlawful_m2 == 500.0
    assert (second.state, second.who, second.next_event) == ("screened_yellow", "officer", "dispatched")
    assert (second.days_left, second.overdue, second.reached) == (None, False, None)
    assert second.since and second.unit_name == "团桥村"


def test_a_measure_that_is_done_leaves_the_others_their_turn(ws: Workspace) -> None:
    prepare(ws)
    rows = rectification_rows(ws, patch_uid(0))
    report_measure(ws, rows[0].uid, 300.0, TODAY, "赵六")
    known = open_of(ws, 0)
    assert known is not None and known.departments == ("town",)
    assert known.reached is not None and known.reached.remaining_m2 == 200.0
    report_measure(ws, rows[1].uid, 200.0, TODAY, "赵六")
    known = open_of(ws, 0)
    assert known is not None and (known.who, known.next_event) == ("town", "accepted")
    accept(ws, patch_uid(0), "李四")
    assert open_of(ws, 0) is None


def test_a_past_day_tells_what_was_open_then(ws: Workspace) -> None:
    prepare(ws)
    assert open_cases(ws, "2020-01-01") == []
    today = open_of(ws, 0, TODAY)
    assert today == open_of(ws, 0)
    assert today is not None and today.days_left == (dt.date(2020, 1, 31) - dt.date.today()).days


def test_a_row_of_the_table_carries_no_name_when_it_is_masked(ws: Workspace) -> None:
    prepare(ws)
    first = open_cases(ws)[0]
    row = dict(zip(TRACKING_FIELDS, tracking_row(first, mask_person)))
    assert (row["person"], row["departments"], row["done_m2"]) == ("赵*", "agriculture town", 0.0)
    assert dict(zip(TRACKING_FIELDS, tracking_row(first)))["person"] == "赵六"
    assert len(tracking_row(first)) == len(TRACKING_FIELDS)


def test_an_empty_workspace_has_no_open_case(ws: Workspace) -> None:
    assert open_cases(ws) == []
