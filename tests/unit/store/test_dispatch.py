"""Dispatch by place: proposed, recorded as a whole or not at all; handed over, extended; what is due."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from results import VILLAGE, patch_uid, result

from gengdi_plugin.core.casework import CaseEvent
from gengdi_plugin.core.errors import IllegalTransition, InputError
from gengdi_plugin.core.responsibility import Person
from gengdi_plugin.store import dispatch
from gengdi_plugin.store.cases import Finding, record_audit, record_event, record_finding, verify_states
from gengdi_plugin.store.dispatch import Assignment, extend, propose, reassign, record_dispatch
from gengdi_plugin.store.due import due_rows, due_soon, overdue
from gengdi_plugin.store.events import history
from gengdi_plugin.store.load import loads
from gengdi_plugin.store.responsible import end_term, import_people, people_of
from gengdi_plugin.store.review import patch_row
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workday_file import calendar_of, choose_file
from gengdi_plugin.store.workspace import Workspace

ZONE = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 2, 10, 0, tzinfo=ZONE)

PEOPLE = [
    {"name": "李四", "unit_code": VILLAGE, "duty": "巡查员", "phone": "13812345678"},
    {"name": "王五", "unit_code": VILLAGE[:9], "duty": "乡级田长"},
    {"name": "赵六", "unit_code": VILLAGE[:6], "duty": "县级田长"},
]

SCOPES = ["basic_farmland", "cultivated", "not_cultivated", "was_construction", None, "cultivated"]


@pytest.fixture()
def cases(ws: Workspace) -> Workspace:
    """P0000 … P0004 yellow, of every scope; P0005 green; one inspector, one chief in town and county."""
    codes = ["yellow"] * 5 + ["green"]
    save_run(ws, result(codes, columns={"scope": SCOPES}), "筛查员")
    import_people(ws, PEOPLE)
    return ws


def person(ws: Workspace, name: str) -> Person:
    return next(one for one in people_of(ws) if one.name == name)


def sent(ws: Workspace, *numbers: int, days: int = 5) -> None:
    inspector = person(ws, "李四").uid
    until = (dt.date.today() + dt.timedelta(days=days)).isoformat()
    record_dispatch(ws, [Assignment(patch_uid(n), inspector, until) for n in numbers], "内业")


def test_farmland_is_proposed_by_default_with_who_until_when_and_why(cases: Workspace) -> None:
    found = propose(cases, now=NOW)
    assert [row.patch_no for row in found.rows] == ["P0000", "P0001"]
    assert found.left_out == 3
    row = found.rows[0]
    assert row.person is not None
    assert (row.person.name, row.why, row.due_on, row.scope) == ("李四", "inspector", "2026-11-16", "basic_farmland")  # fmt: skip # noqa: E501
    assert found.notice == ""
    assert history(cases, patch_uid(0))[1].state == "screened_yellow", "a proposal writes nothing"


def test_other_scopes_and_single_patches_when_asked_for(cases: Workspace) -> None:
    assert len(propose(cases, scope=None).rows) == 5
    assert [row.scope for row in propose(cases, scope=["untested"]).rows] == ["untested"]
    chosen = propose(cases, [patch_uid(5), patch_uid(3)], scope=None)
    assert {(row.patch_no, row.state) for row in chosen.rows} == {("P0003", "screened_yellow"), ("P0005", "screened_green")}  # fmt: skip # noqa: E501


def test_a_deadline_of_ones_own_and_a_year_nobody_knows(cases: Workspace) -> None:
    assert propose(cases, due_days=1, now=NOW).rows[0].due_on == "2026-11-03"
    with pytest.raises(InputError, match="at least one"):
        propose(cases, due_days=0)
    late = propose(cases, now=NOW.replace(month=12, day=28))
    assert "2027" in late.notice


def test_the_office_adds_its_days(cases: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("day,kind\n2026-11-03,holiday\n2027-01-01,holiday\n", encoding="utf-8")
    choose_file(cases, file)
    assert propose(cases, due_days=1, now=NOW).rows[0].due_on == "2026-11-04"
    choose_file(cases, None)
    cases.path.with_name("workdays_cn.csv").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert 2027 in calendar_of(cases).years
    with pytest.raises(InputError):
        choose_file(cases, tmp_path / "absent.csv")


def test_nobody_responsible_is_said_per_patch(ws: Workspace) -> None:
    save_run(ws, result(["yellow"], columns={"scope": ["cultivated"]}), "a")
    (row,) = propose(ws).rows
    assert (row.person, row.why) == (None, "nobody")


def test_cases_are_spread_over_the_inspectors_of_a_village(cases: Workspace) -> None:
    import_people(cases, [{"name": "周七", "unit_code": VILLAGE, "duty": "巡查员"}])
    sent(cases, 0, 1)
    names = [row.person.name for row in propose(cases, scope=None).rows if row.person]
    assert names == ["周七", "周七", "周七"] or sorted(names) == ["周七", "周七", "李四"]
    assert names.count("周七") >= 2, "who has two cases already waits"


def test_a_dispatch_names_person_and_day_and_the_state_follows(cases: Workspace) -> None:
    sent(cases, 0, 1)
    row = patch_row(cases, patch_uid(0))
    assert row is not None
    assert (row.state, row.code, row.responsible) == ("dispatched", "yellow", "李四")
    events, _ = history(cases, patch_uid(0))
    assert (events[-1].event, events[-1].actor) == ("dispatched", "内业")
    assert verify_states(cases) == []


def test_a_green_patch_is_sent_as_a_spot_check(cases: Workspace) -> None:
    sent(cases, 5)
    events, state = history(cases, patch_uid(5))
    assert (events[-1].event, state.state) == ("spot_check", "dispatched")


def test_one_that_cannot_be_sent_refuses_all(cases: Workspace) -> None:
    sent(cases, 0)
    before = cases.db.execute("SELECT count(*) FROM case_event").fetchone()
    with pytest.raises(IllegalTransition, match="P0000"):
        sent(cases, 1, 0)
    with pytest.raises(InputError, match="twice"):
        sent(cases, 2, 2)
    with pytest.raises(InputError, match="over already"):
        sent(cases, 1, days=-1)
    end_term(cases, person(cases, "李四").uid, "2020-01-01")
    with pytest.raises(InputError, match="not in office"):
        sent(cases, 1)
    assert cases.db.execute("SELECT count(*) FROM case_event").fetchone() == before


def test_a_case_is_handed_over_for_a_reason(cases: Workspace) -> None:
    sent(cases, 0)
    until = patch_row(cases, patch_uid(0)).due_on  # type: ignore[union-attr]
    with pytest.raises(IllegalTransition, match="reason"):
        reassign(cases, [patch_uid(0)], person(cases, "王五").uid, "内业", "")
    assert reassign(cases, [patch_uid(0)], person(cases, "王五").uid, "内业", "出差") == 1
    row = patch_row(cases, patch_uid(0))
    assert row is not None and (row.responsible, row.due_on, row.state) == ("王五", until, "dispatched")


def test_an_extension_is_the_towns_and_leads_to_a_later_day(cases: Workspace) -> None:
    sent(cases, 0, days=5)
    later = (dt.date.today() + dt.timedelta(days=9)).isoformat()
    with pytest.raises(InputError, match="later day"):
        extend(cases, [patch_uid(0)], dt.date.today().isoformat(), "王五", "农忙")
    with pytest.raises(IllegalTransition):
        extend(cases, [patch_uid(0)], later, "王五", "农忙", role="officer")
    with pytest.raises(InputError, match="is no day"):
        extend(cases, [patch_uid(0)], "later", "王五", "农忙")
    extend(cases, [patch_uid(0)], later, "王五", "农忙")
    row = patch_row(cases, patch_uid(0))
    assert row is not None and (row.due_on, row.responsible) == (later, "李四")


def at(days: int) -> dt.datetime:
    return dt.datetime.now().astimezone() + dt.timedelta(days=days)


def test_what_is_due_soon_late_and_with_whom(cases: Workspace) -> None:
    sent(cases, 0, days=5)
    sent(cases, 1, days=20)
    now = due_rows(cases, at(0))
    assert [(row.patch_no, row.days_over, row.share) for row in now] == [("P0000", -5, 0), ("P0001", -20, 0)]
    assert overdue(now) == [] and due_soon(now) == [] and len(due_soon(now, 5)) == 1
    (late,) = overdue(due_rows(cases, at(6)))
    assert (late.patch_no, late.days_over, late.level, late.escalated_to) == ("P0000", 1, "village", "")
    assert late.share == 100 and late.sentence
    assert [row.escalated_to for row in overdue(due_rows(cases, at(8)))] == ["王五"]
    assert next(row.escalated_to for row in due_rows(cases, at(15))) == "赵六"
    assert due_rows(cases, at(0), unit="330212") == []
    assert len(due_rows(cases, at(0), unit=VILLAGE[:9])) == 2


def test_the_villages_chief_hears_of_it_first(cases: Workspace) -> None:
    import_people(cases, [{"name": "孙八", "unit_code": VILLAGE, "duty": "村级田长"}])
    sent(cases, 0, days=5)
    assert [row.escalated_to for row in due_rows(cases, at(5))] == [""], "not late yet"
    assert [row.escalated_to for row in due_rows(cases, at(6))] == ["孙八"]
    reassign(cases, [patch_uid(0)], person(cases, "孙八").uid, "内业", "出差")
    assert [row.escalated_to for row in due_rows(cases, at(6))] == [""], "who has it already"


def test_an_audit_and_an_acceptance_are_due_by_rule_and_the_towns(cases: Workspace) -> None:
    record_finding(cases, Finding("found_unlawful", "李四", "2026-11-20", patch_no="P0000"))
    (row,) = due_rows(cases, at(0))
    assert (row.step, row.level, row.responsible) == ("audit", "town", "")
    assert row.days_over < 0
    record_audit(cases, patch_uid(0), "confirm", "王五", "town")
    assert due_rows(cases, at(0)) == [], "a confirmed red patch waits for the order"
    record_event(cases, patch_uid(0), CaseEvent("rectifying", "内业", "officer", due_on="2026-12-20"))
    (row,) = due_rows(cases, at(0))
    assert (row.step, row.due_on) == ("rectify", "2026-12-20")
    record_event(cases, patch_uid(0), CaseEvent("rectified", "李四", "inspector"))
    (row,) = due_rows(cases, at(0))
    assert row.step == "accept" and row.level == "town"


def test_the_load_of_everybody(cases: Workspace) -> None:
    sent(cases, 0, 1, days=0)
    found = {one.person.name: (one.patches, one.overdue) for one in loads(cases)}
    assert found == {"李四": (2, 0), "王五": (0, 0), "赵六": (0, 0)}
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    assert next((one.person.name, one.overdue) for one in loads(cases, tomorrow)) == ("李四", 2)


def test_default_scope_is_the_contracts() -> None:
    assert dispatch.DEFAULT_SCOPE == ("basic_farmland", "cultivated")
