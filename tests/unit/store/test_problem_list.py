"""The supervision list: tables in, rows and time lines out, each as its events imply."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.case_engine import CaseEvent
from gengdi_plugin.core.errors import IllegalTransition, InputError
from gengdi_plugin.core.problem_work import CLOSED, PROBLEMS
from gengdi_plugin.exchange.privacy import mask_person
from gengdi_plugin.exchange.problem_tables import SUPERVISION_FIELDS, supervision_values, supervision_words
from gengdi_plugin.store.problem_import import import_problems, problem_fields
from gengdi_plugin.store.problem_rows import due_problems, overdue_problems, problem_rows
from gengdi_plugin.store.problems import (
    Problem,
    raise_problem,
    record_problem_event,
    verify_item_states,
)
from gengdi_plugin.store.responsible import import_people, people_of
from gengdi_plugin.store.timeline import item_timeline
from gengdi_plugin.store.workspace import Workspace, open_workspace

VILLAGE = "330211001001"
GOOD = "91350200MA2YJ1XR9G"
TABLE = [
    {
        "title": "总磷小时均值超标", "source": "在线监测", "source_no": "W1-0301", "uscc": GOOD.lower(),
        "kind": "超标排放", "level": "红", "place": VILLAGE,
    },
    {
        "title": "夜间异味", "source": "环境信访", "source_no": "2015090010002", "kind": "信访",
        "place": "河东路3号",
    },
]  # fmt: skip


def later(**more: float) -> dt.datetime:
    return dt.datetime.now().astimezone() + dt.timedelta(**more)


def step(ws: Workspace, uid: str, event: str, actor: str, role: str, **more: str) -> None:
    record_problem_event(ws, uid, CaseEvent(event, actor, role, **more))


def assigned(ws: Workspace, responsible: str = "enforcement", due_on: str = "2099-01-01") -> str:
    uid = raise_problem(ws, Problem("气味", "信访 1", kind="petition", level="yellow"), "甲", "officer")
    step(ws, uid, "judged_filed", "甲", "bureau")
    step(ws, uid, "assigned", "甲", "bureau", responsible_uid=responsible, due_on=due_on)
    return uid


def test_a_table_is_taken_once(ws: Workspace) -> None:
    first = import_problems(ws, TABLE, "甲")
    assert (first.added, first.unchanged, first.refused, first.doubts) == (2, 0, (), ())
    again = import_problems(ws, [*TABLE, TABLE[0]], "乙")
    assert (again.added, again.unchanged) == (0, 3)
    assert verify_item_states(ws) == []
    one = next(row for row in problem_rows(ws) if row.kind == "exceedance")
    assert (one.uscc, one.level, one.unit_code, one.source) == (GOOD, "red", VILLAGE, "在线监测 W1-0301")
    assert (one.lead_department, one.co_departments) == ("environment", ("enforcement", "town"))
    other = next(row for row in problem_rows(ws) if row.kind == "petition")
    assert other.description == "坐落：河东路3号" and other.unit_code == ""


def test_refused_rows_are_told_one_by_one_and_the_others_taken(ws: Workspace) -> None:
    rows = [
        {"title": "", "source": "x"}, {"title": "a", "source": ""},
        {"title": "b", "source": "x", "kind": "飞碟"},
        {"title": "c", "source": "x", "level": "紫"}, {"title": "d", "source": "x", "patch_no": "P404"},
        {"title": "e", "source": "x", "unit_code": "33"},
        {"title": "f", "source": "x", "lead_department": "教育局"},
        {"title": "g", "source": "x", "uscc": GOOD[:-1] + "H"},
    ]  # fmt: skip
    report = import_problems(ws, rows, "甲")
    assert [text.split(":")[0] for text in report.refused] == [f"Row {n}" for n in range(1, 8)]
    for text, named in zip(report.refused[2:], ("飞碟", "紫", "P404", "33", "教育局")):
        assert named in text
    assert report.added == 1 and len(report.doubts) == 1 and "Row 8" in report.doubts[0]
    assert import_problems(ws, [{"title": "a"}], "甲", source="巡查").added == 1


def test_headings_are_known_in_many_words() -> None:
    found = problem_fields(["序号", "问题标题", "来源", "统一社会信用代码", "TBBH", "主办部门"])
    assert found == {
        "title": "问题标题", "source": "来源", "uscc": "统一社会信用代码", "patch_no": "TBBH",
        "lead_department": "主办部门",
    }  # fmt: skip
    with pytest.raises(InputError, match="问题标题"):
        problem_fields(["姓名"])


def test_a_patch_gives_its_place(ws: Workspace) -> None:
    ws.db.execute("INSERT INTO patch (uid, patch_no, unit_code) VALUES ('p1', 'P1', ?)", (VILLAGE,))
    ws.db.execute("INSERT INTO patch (uid, patch_no, spatial_code) VALUES ('p2', 'P2', 'S2')")
    ws.db.execute("INSERT INTO patch (uid, patch_no, spatial_code) VALUES ('p3', 'P2', 'S3')")
    rows = [{"title": t, "source": "s", "patch_no": t} for t in ("P1", "P2", "S3")]
    report = import_problems(ws, rows, "甲")
    assert report.added == 2 and "2" in report.refused[0] and "P2" in report.refused[0]
    found = {row.title: (row.patch_uid, row.unit_code, row.patch_no) for row in problem_rows(ws)}
    assert found == {"P1": ("p1", VILLAGE, "P1"), "S3": ("p3", "", "P2")}
    assert [row.title for row in problem_rows(ws, unit=VILLAGE[:6])] == ["P1"]


def test_the_list_says_whose_turn_it_is_and_until_when(ws: Workspace) -> None:
    uid = assigned(ws)
    (row,) = problem_rows(ws)
    assert (row.state, row.who, row.next_event, row.responsible_uid) == (
        "assigned", "responsible", "signed", "enforcement",
    )  # fmt: skip
    assert row.due and row.due.step == "sign" and not row.overdue
    (late,) = due_problems(ws, later(days=12))
    assert late.overdue and late.due and late.due.level == "centre" and late.due.sentence
    assert overdue_problems(problem_rows(ws)) == []
    step(ws, uid, "signed", "王", "department")
    step(ws, uid, "handling", "王", "department")
    (row,) = problem_rows(ws)
    assert row.due_at == "2099-01-01" and row.due and row.due.step == "rectify"


def test_a_closed_item_waits_for_nobody(ws: Workspace) -> None:
    uid = assigned(ws)
    for event, actor in (("signed", "王"), ("handling", "王"), ("feedback", "王"), ("review_passed", "李")):
        step(ws, uid, event, actor, "department", note="x")
    (row,) = problem_rows(ws)
    assert row.closed and row.due is None and not row.who and due_problems(ws) == []


def test_a_judgement_may_set_the_level(ws: Workspace) -> None:
    uid = raise_problem(ws, Problem("气味", "信访 1", level="info"), "甲", "officer")
    with pytest.raises(IllegalTransition):
        record_problem_event(ws, uid, CaseEvent("assigned", "甲", "bureau"), "red")
    assert problem_rows(ws)[0].level == "info", "an illegal step changes nothing"
    record_problem_event(ws, uid, CaseEvent("judged_filed", "甲", "bureau"), "red")
    assert problem_rows(ws)[0].level == "red"


def test_an_extension_leads_to_a_later_day(ws: Workspace) -> None:
    uid = assigned(ws, due_on="2026-12-24")
    for day in ("2026-12-23", "2026-12-24"):
        with pytest.raises(IllegalTransition, match="2026-12-24"):
            step(ws, uid, "extended", "甲", "bureau", note="x", due_on=day)
    step(ws, uid, "extended", "甲", "bureau", note="x", due_on="2026-12-25")
    assert problem_rows(ws)[0].due_on == "2026-12-25"


def test_an_item_is_merged_only_into_one_that_is_open(ws: Workspace) -> None:
    one, two = (raise_problem(ws, Problem(f"气味{n}", "信访"), "甲", "officer") for n in (1, 2))
    for wrong in (one, "nobody"):
        with pytest.raises(InputError):
            step(ws, one, "judged_merged", "甲", "bureau", evidence_uid=wrong)
    step(ws, one, "judged_merged", "甲", "bureau", evidence_uid=two)
    with pytest.raises(InputError):
        step(ws, two, "judged_merged", "甲", "bureau", evidence_uid=one)
    assert "气味2" in item_timeline(ws, one)[-1].evidence
    assert verify_item_states(ws) == []


def test_the_time_line_tells_steps_and_masks_names(ws: Workspace) -> None:
    import_people(ws, [{"name": "王小五", "unit_code": VILLAGE, "duty": "巡查员"}])
    uid = assigned(ws, people_of(ws)[0].uid)
    step(ws, uid, "extended", "李四", "bureau", note="李四说：等材料", due_on="2099-02-01")
    rows = item_timeline(ws, uid, mask=mask_person, language="zh")
    assert [row.told for row in rows] == ["感知", "研判：立案", "派发", "延期"]
    assert "王**" in rows[2].evidence and "限期 2099-01-01" in rows[2].evidence
    assert rows[3].who == "李*" and rows[3].note == "李*说：等材料"
    assert "王小五" in item_timeline(ws, uid)[2].evidence
    assert item_timeline(ws, "nobody") == []


def test_what_leaves_the_workspace_is_keys_for_programs_and_words_for_people(ws: Workspace) -> None:
    import_people(ws, [{"name": "王小五", "unit_code": VILLAGE, "duty": "巡查员"}])
    uid = assigned(ws, people_of(ws)[0].uid)
    told = Problem("=1+1", "来电 13812345678", kind="petition", co_departments="town,market")
    raise_problem(ws, told, "甲", "officer")
    rows = {row.uid: row for row in problem_rows(ws)}
    keys_ = dict(zip(SUPERVISION_FIELDS, supervision_values(rows.pop(uid))))
    assert keys_["state"] == "assigned" and keys_["responsible"] == "王**" and keys_["overdue"] is False
    (other,) = rows.values()
    keys_, words = (dict(zip(SUPERVISION_FIELDS, made(other))) for made in (supervision_values, supervision_words))  # fmt: skip # noqa: E501
    assert keys_["co_departments"] == "town,market" and keys_["title"] == "'=1+1"
    assert "13812345678" not in keys_["source"] and "13812345678" not in words["source"]
    assert words["co_departments"] == "town or street、market supervision" and words["overdue"] == 0


EVENTS = sorted({event for _, event in PROBLEMS.transitions})
STEPS = st.lists(
    st.tuples(
        st.sampled_from(EVENTS), st.sampled_from(["甲", "乙"]), st.sampled_from(["bureau", "department"])
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_whatever_is_tried_the_list_agrees_with_the_events(steps: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_workspace(Path(folder) / "w.sqlite") as ws:
        uid = raise_problem(ws, Problem("a", "s", level="red"), "甲", "officer")
        other = raise_problem(ws, Problem("b", "s"), "甲", "officer")
        taken = 1
        for event, actor, role in steps:
            more = CaseEvent(event, actor, role, note="n", evidence_uid=other, responsible_uid="town", due_on="2026-12-24")  # fmt: skip # noqa: E501
            try:
                record_problem_event(ws, uid, more)
                taken += 1
            except IllegalTransition:
                pass
        assert verify_item_states(ws) == []
        line = item_timeline(ws, uid)
        assert len(line) == taken and all(row.counts for row in line)
        row = next(one for one in problem_rows(ws, later(days=400)) if one.uid == uid)
        assert row.closed == (row.state in CLOSED) == (not row.who)
        assert not (row.closed and row.overdue)
        offered = {move.event for move in PROBLEMS.steps_from(row.state)}
        assert row.next_event in offered or row.closed
