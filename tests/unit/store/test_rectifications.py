"""Ordered, reported, accepted or returned, reopened: rows and events together, or nothing."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from exif_photo import photo
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rectifying import confirm_unlawful, red_patch
from results import patch_uid, result, square

from gengdi_plugin.core.errors import GengdiError, IllegalTransition, InputError
from gengdi_plugin.core.photo_sentences import checks_of
from gengdi_plugin.store.cases import verify_states
from gengdi_plugin.store.events import history
from gengdi_plugin.store.photos import photo_path
from gengdi_plugin.store.rectifications import (
    Planned,
    accept,
    case_progress,
    conclude_case,
    file_case,
    order_rectification,
    rectification_rows,
    reopen,
    report_measure,
    return_,
)
from gengdi_plugin.store.relapse import relapses_of
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.timeline import timeline
from gengdi_plugin.store.workspace import Workspace, open_workspace

TODAY = dt.date.today().isoformat()
TWO = (Planned("复耕复种", 300.0), Planned("quota", 200.0, department="agriculture"))


def order(ws: Workspace, uid: str, measures: tuple[Planned, ...] = TWO) -> list[str]:
    order_rectification(
        ws, uid, measures, due_on="2026-12-20", actor="赵六", department="town", notice_no="镇整〔2026〕1号"
    )
    return [row.uid for row in rectification_rows(ws, uid)]


def events(ws: Workspace, uid: str) -> list[str]:
    return [event.event for event in history(ws, uid)[0]][5:]


def content(ws: Workspace) -> list[object]:
    tables = ("case_event", "rectification", "patch_state", "photo")
    return [list(ws.db[table].rows) for table in tables]


def refused(ws: Workspace, work: Callable[[], object], error: type[GengdiError], words: str) -> None:
    before = content(ws)
    with pytest.raises(error, match=words):
        work()
    assert content(ws) == before, "nothing was written"


def test_an_order_makes_rows_and_the_patch_blue(ws: Workspace) -> None:
    uid = red_patch(ws)
    order(ws, uid)
    rows = rectification_rows(ws, uid)
    assert [(row.measure, row.area_m2, row.department) for row in rows] == [
        ("replanting", 300.0, "town"), ("quota", 200.0, "agriculture"),
    ]  # fmt: skip
    assert {(row.due_on, row.notice_no, row.done_m2) for row in rows} == {
        ("2026-12-20", "镇整〔2026〕1号", 0.0)
    }
    state = history(ws, uid)[1]
    assert (state.state, state.code, state.due_on) == ("rectifying", "blue", "2026-12-20")
    assert case_progress(ws, uid).state == "none"


def test_areas_must_add_up_to_the_unlawful_area(ws: Workspace) -> None:
    uid = red_patch(ws)
    for measures, words in (
        ((Planned("replanting", 499.98),), "add up to 499.98 m²"),
        ((Planned("replanting", 300.0), Planned("quota", 201.0)), "-1.00 m²"),
        ((Planned("罚酒三杯", 500.0),), "no measure"),
        ((), "at least one measure"),
    ):
        refused(ws, lambda m=measures: order(ws, uid, m), InputError, words)  # type: ignore[misc]
    order(ws, uid, (Planned("replanting", 499.995),))


def test_an_order_needs_a_name_a_day_and_a_red_patch(ws: Workspace) -> None:
    uid = red_patch(ws)

    def again(**more: object) -> object:
        given = {"due_on": "2026-12-20", "actor": "赵六", **more}
        return order_rectification(ws, uid, TWO, **given)  # type: ignore[arg-type]

    refused(ws, lambda: again(actor=" "), InputError, "must be named")
    refused(ws, lambda: again(due_on="到时候"), InputError, "is no day")
    refused(ws, lambda: again(responsible_uid="nobody"), InputError, "no responsible person")
    refused(ws, lambda: again(role="inspector"), IllegalTransition, "needs one of these levels")
    order(ws, uid)
    refused(ws, lambda: again(), IllegalTransition, "not possible")


def test_measures_are_reported_one_by_one_until_the_sum_is_met(ws: Workspace) -> None:
    uid = red_patch(ws)
    first, second = order(ws, uid)
    state = report_measure(ws, second, 200.0, TODAY, "赵六")
    assert state.state == "rectifying" and events(ws, uid)[-1] == "partly_rectified"
    assert case_progress(ws, uid).state == "partly" and case_progress(ws, uid).remaining_m2 == 300.0
    report_measure(ws, first, 100.0, TODAY, "赵六")
    assert report_measure(ws, first, 300.0, TODAY, "王五").state == "rectified"
    assert events(ws, uid) == ["rectifying", "partly_rectified", "partly_rectified", "rectified"]
    reported = [event.unlawful_m2 for event in history(ws, uid)[0] if event.unlawful_from == "reported"]
    assert reported == [200.0, 300.0, 500.0]
    assert history(ws, uid)[1].unlawful_m2 == 500.0, "the area found unlawful stays what it is"
    assert case_progress(ws, uid).by_area == {"on_site": 300.0, "quota": 200.0}
    assert verify_states(ws) == []


def test_a_report_that_cannot_be_is_refused(ws: Workspace) -> None:
    uid = red_patch(ws)
    first, _ = order(ws, uid)
    later = (dt.date.today() + dt.timedelta(days=1)).isoformat()
    refused(ws, lambda: report_measure(ws, first, 301.0, TODAY, "赵六"), InputError, "cannot be done")
    refused(ws, lambda: report_measure(ws, first, 0.0, TODAY, "赵六"), InputError, "nothing new")
    refused(ws, lambda: report_measure(ws, first, 1.0, later, "赵六"), InputError, "still to come")
    refused(ws, lambda: report_measure(ws, first, 1.0, TODAY, " "), IllegalTransition, "must be named")
    refused(ws, lambda: report_measure(ws, "none", 1.0, TODAY, "赵六"), InputError, "no measure")
    lost = Path("/nowhere/a.jpg")
    refused(ws, lambda: report_measure(ws, first, 9.0, TODAY, "赵六", photos=[lost]), InputError, "photo")
    report_measure(ws, first, 200.0, TODAY, "赵六")
    refused(ws, lambda: report_measure(ws, first, 100.0, TODAY, "赵六"), InputError, "reported before")


def test_less_than_all_is_rectified_only_with_a_reason_and_accepted_only_with_one(ws: Workspace) -> None:
    uid = red_patch(ws)
    first, _ = order(ws, uid)
    state = report_measure(ws, first, 300.0, TODAY, "赵六", less_because="指标核减另案办理")
    assert state.state == "rectified"
    assert history(ws, uid)[0][-1].note == "指标核减另案办理"
    refused(ws, lambda: accept(ws, uid, "李四", "town"), InputError, "200.00 m² are not put right")
    assert accept(ws, uid, "李四", "town", note="同意").code == "green"


def test_acceptance_is_another_persons_and_keeps_photos(ws: Workspace, tmp_path: Path) -> None:
    uid = red_patch(ws)
    first, second = order(ws, uid)
    photo = tmp_path / "复耕后.JPG"
    photo.write_bytes(b"green field")
    report_measure(ws, second, 200.0, TODAY, "钱七", photos=[photo])
    report_measure(ws, first, 300.0, TODAY, "赵六", photos=[photo])
    for name in ("赵六", "钱 七"):
        refused(ws, lambda n=name: accept(ws, uid, n, "town"), IllegalTransition, "Another person")  # type: ignore[misc]
    refused(ws, lambda: accept(ws, uid, "李四", "inspector"), IllegalTransition, "levels")
    accept(ws, uid, "李四", "county", photos=[photo])
    assert history(ws, uid)[1].state == "accepted"
    rows = list(ws.db["photo"].rows)
    assert [row["rectification_uid"] for row in rows] == [second, first], "the same photo of a measure is one"
    assert all(photo_path(ws, row["sha256"], row["suffix"]).read_bytes() == b"green field" for row in rows)
    assert [row.photos for row in rectification_rows(ws, uid)] == [1, 1]
    told = timeline(ws, uid, language="zh")
    assert told[-2].evidence == "整改 复耕复种 · 照片 1 · 已整改 500.00 m²"


def test_photos_of_rectification_are_checked_as_those_of_findings_are(ws: Workspace, tmp_path: Path) -> None:
    uid = red_patch(ws)
    first, _ = order(ws, uid)
    west, south, east, north = ws.db.execute(
        "SELECT MbrMinX(geom), MbrMinY(geom), MbrMaxX(geom), MbrMaxY(geom) FROM patch WHERE uid = ?", (uid,)
    ).fetchone()
    inside = photo(tmp_path / "里.jpg", lon=(west + east) / 2, lat=(south + north) / 2)
    away = photo(tmp_path / "外.jpg", lon=east + 0.1, lat=north)
    report_measure(ws, first, 10.0, TODAY, "赵六", photos=[inside, away])
    rows = {row["file_name"]: row for row in ws.db["photo"].rows}
    assert {row["rectification_uid"] for row in rows.values()} == {first}
    said = {name: checks_of(row["checks_json"])[0] for name, row in rows.items()}
    assert (said["里.jpg"].result, said["外.jpg"].result) == ("passed", "failed")


def test_a_return_takes_back_what_was_not_accepted_and_sets_a_new_deadline(ws: Workspace) -> None:
    uid = red_patch(ws)
    first, second = order(ws, uid)
    report_measure(ws, second, 200.0, TODAY, "赵六")
    report_measure(ws, first, 300.0, TODAY, "赵六")

    def give_back(**more: object) -> object:
        given: dict[str, object] = {"due_on": "2027-01-10", "note": "未复种", "not_accepted": {first: 100.0}}
        return return_(ws, uid, "李四", "town", **{**given, **more})  # type: ignore[arg-type]

    refused(ws, lambda: give_back(note=""), InputError, "why")
    refused(ws, lambda: give_back(due_on=""), InputError, "is no day")
    refused(ws, lambda: give_back(not_accepted={"x": 1.0}), InputError, "no measures of it")
    refused(ws, lambda: give_back(not_accepted={first: 301.0}), InputError, "cannot be returned")
    give_back()
    state = history(ws, uid)[1]
    assert (state.state, state.code, state.due_on) == ("returned", "red", "2027-01-10")
    assert [(row.done_m2, row.due_on) for row in rectification_rows(ws, uid)] == [
        (200.0, "2027-01-10"), (200.0, "2027-01-10"),
    ]  # fmt: skip
    order_rectification(ws, uid, (), due_on="2027-01-20", actor="赵六")
    assert history(ws, uid)[1].state == "rectifying"
    assert [row.uid for row in rectification_rows(ws, uid)] == [first, second], "the measures go on"
    report_measure(ws, first, 300.0, TODAY, "赵六")
    give_back(not_accepted=None, again=True)
    assert events(ws, uid)[-2:] == ["returned", "rectifying"]
    assert case_progress(ws, uid).state == "none"
    assert all(row.done_on == "" for row in rectification_rows(ws, uid))
    assert verify_states(ws) == []


def test_a_returned_case_may_get_other_measures(ws: Workspace) -> None:
    uid = red_patch(ws)
    (first,) = order(ws, uid, (Planned("replanting", 500.0),))
    report_measure(ws, first, 500.0, TODAY, "赵六")
    return_(ws, uid, "李四", due_on="2027-01-10", note="未复种")
    order(ws, uid, (Planned("demolition", 500.0),))
    assert [row.measure for row in rectification_rows(ws, uid)] == ["demolition"]
    assert ws.db["rectification"].count == 2, "the earlier one is kept with a tombstone"


def test_a_case_is_reopened_with_a_reason_and_counts_as_a_relapse(ws: Workspace) -> None:
    uid = red_patch(ws)
    (first,) = order(ws, uid, (Planned("replanting", 500.0),))
    report_measure(ws, first, 500.0, TODAY, "赵六")
    accept(ws, uid, "李四")
    refused(ws, lambda: reopen(ws, uid, "李四", reason=" "), IllegalTransition, "reason")
    reopen(ws, uid, "李四", reason="又建了")
    assert history(ws, uid)[1].state == "reopened"
    assert rectification_rows(ws, uid) == []
    assert relapses_of(ws, uid).count == 1
    refused(ws, lambda: reopen(ws, uid, "李四", reason="又"), IllegalTransition, "not possible")


def test_another_patch_on_ground_of_a_closed_case_is_a_relapse(ws: Workspace) -> None:
    uid = red_patch(ws)
    (first,) = order(ws, uid, (Planned("replanting", 500.0),))
    report_measure(ws, first, 500.0, TODAY, "赵六")
    accept(ws, uid, "李四", at="2026-11-01T08:00:00+08:00")
    west, south, _, north = square(0).bounds
    half = shapely.box(west - 0.0005, south, west + 0.0005, north)
    sliver = shapely.box(west - 0.001, south, west + 0.00001, north)
    save_run(ws, result(["yellow"] * 3, start=7, geometry=[half, sliver, square(9)]), "筛查员")
    found = relapses_of(ws, patch_uid(7))
    assert (found.count, found.reopened) == (1, 0)
    assert found.earlier[0].patch_no == "P0000" and found.earlier[0].share == pytest.approx(0.5, abs=1e-6)
    assert relapses_of(ws, patch_uid(8)).count == 0, "a sliver is no relapse"
    assert relapses_of(ws, patch_uid(9)).count == 0
    assert relapses_of(ws, uid).count == 0, "a later patch makes the closed one no relapse"


def test_enforcement_is_filed_once_and_concluded_after_it_was_filed(ws: Workspace) -> None:
    uid = red_patch(ws)
    refused(ws, lambda: conclude_case(ws, uid, "结1号", "李四"), IllegalTransition, "no case")
    refused(ws, lambda: file_case(ws, uid, " ", "李四"), InputError, "number")
    assert file_case(ws, uid, "立1号", "李四").state == "audited_red"
    refused(ws, lambda: file_case(ws, uid, "立2号", "李四"), IllegalTransition, "立1号")
    order(ws, uid)
    assert conclude_case(ws, uid, "结1号", "李四").state == "rectifying"
    refused(ws, lambda: conclude_case(ws, uid, "结1号", "李四"), IllegalTransition, "no case")
    refused(ws, lambda: file_case(ws, patch_uid(5), "立3号", "李四"), GengdiError, "no patch")


def test_cases_do_not_touch_each_other(ws: Workspace) -> None:
    save_run(ws, result(["yellow", "yellow"]), "筛查员")
    one, other = confirm_unlawful(ws, 0), confirm_unlawful(ws, 1)
    order(ws, one)
    rows = order(ws, other)
    report_measure(ws, rows[0], 300.0, TODAY, "赵六")
    assert case_progress(ws, one).state == "none"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_whatever_is_tried_sums_hold_and_what_is_refused_writes_nothing(
    tmp_path: Path, chance: random.Random
) -> None:
    with open_workspace(Path(tempfile.mkdtemp(dir=tmp_path)) / "w.sqlite") as ws:
        uid = red_patch(ws)
        for _ in range(14):
            before = content(ws)
            try:
                _try_something(ws, uid, chance)
            except GengdiError:
                assert content(ws) == before
            rows = rectification_rows(ws, uid)
            state = history(ws, uid)[1]
            assert not rows or sum(row.area_m2 for row in rows) == pytest.approx(500.0)
            assert all(0 <= row.done_m2 <= row.area_m2 for row in rows)
            reached = case_progress(ws, uid)
            assert not rows or reached.done_m2 + reached.remaining_m2 == pytest.approx(500.0)
            assert state.code != "green" or state.state == "accepted"
            assert state.skipped == () and verify_states(ws) == []


def _try_something(ws: Workspace, uid: str, chance: random.Random) -> None:
    """One step of some kind by some person, legal or not."""
    name, role = chance.choice(["赵六", "李四", "钱七"]), chance.choice(["town", "county", "officer"])
    rows = [row.uid for row in rectification_rows(ws, uid)] or ["none"]
    kind = chance.randrange(8)
    if kind == 0:
        share = chance.choice([0.0, 100.0, 250.0])
        order_rectification(
            ws,
            uid,
            [Planned("quota", share), Planned("other", 500.0 - share)],
            due_on="2027-01-01",
            actor=name,
        )
    elif kind == 1:
        order_rectification(ws, uid, (), due_on="2027-02-01", actor=name, role=role)
    elif kind in (2, 3, 4):
        area = chance.choice([50.0, 100.0, 250.0, 400.0, 500.0])
        because = chance.choice(["", "", "", "另案"])
        report_measure(ws, chance.choice(rows), area, TODAY, name, less_because=because)
    elif kind == 5:
        accept(ws, uid, name, role, note=chance.choice(["", "同意"]))
    elif kind == 6:
        wrong = chance.choice([None, {rows[0]: 50.0}, {}])
        return_(
            ws,
            uid,
            name,
            role,
            due_on="2027-03-01",
            note="未到位",
            not_accepted=wrong,
            again=chance.random() < 0.5,
        )
    else:
        chance.choice([file_case, conclude_case])(ws, uid, "文1号", name, role)
