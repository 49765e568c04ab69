"""Figures and what-if out of a real workspace: what was recorded is what is counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from rectifying import confirm_unlawful
from results import patch_uid, result

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.stopping import stoppable
from gengdi_plugin.store.case_figures import FIGURE_FIELDS, case_figures, figure_rows, figures_summary
from gengdi_plugin.store.rectifications import (
    Planned,
    accept,
    file_case,
    order_rectification,
    rectification_rows,
    report_measure,
)
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.tracking import open_cases
from gengdi_plugin.store.what_if import WHAT_IF_FIELDS, uids_of, what_if, what_if_rows
from gengdi_plugin.store.workspace import Workspace, open_workspace

UNITS = ["330211001201", "330211001202", "330211002201", "330211002201"]
TODAY = dt.date.today().isoformat()


@pytest.fixture()
def cases(ws: Workspace) -> Workspace:
    """Four patches in two towns: the first rectified, the second ordered, the third red, the fourth green."""
    columns = {
        "unit_code": UNITS,
        "unit_name": ["甲村", "乙村", "丙村", "丙村"],
        "cultivated_m2": [800.0, 400.0, 1000.0, 3000.0],
        "change_kind": ["non_agricultural"] * 4,
    }
    save_run(ws, result(["yellow", "yellow", "yellow", "green"], columns=columns), "筛查员")
    for number, area in ((0, 500.0), (1, 300.0), (2, 1000.0)):
        confirm_unlawful(ws, number, area)
    file_case(ws, patch_uid(0), "立1号", "李四")
    for number, area in ((0, 500.0), (1, 300.0)):
        order_rectification(
            ws, patch_uid(number), [Planned("replanting", area)], due_on="2020-01-31", actor="办"
        )
    (row,) = rectification_rows(ws, patch_uid(0))
    report_measure(ws, row.uid, 500.0, TODAY, "赵六")
    accept(ws, patch_uid(0), "李四")
    return ws


def test_towns_are_ranked_with_their_names(cases: Workspace) -> None:
    found = case_figures(cases)
    rows = [dict(zip(FIGURE_FIELDS, row)) for row in figure_rows(cases, found)]
    first, second = rows
    assert (first["unit_code"], first["rank"], first["cases"], first["cases_m2"]) == (
        "330211001",
        1,
        2,
        800.0,
    )
    assert (first["closed"], first["rectification_rate"], first["rectification_area_rate"]) == (1, 0.5, 0.625)
    assert (first["filed"], first["filing_rate"], first["overdue"], first["overdue_rate"]) == (1, 0.5, 1, 0.5)
    assert (second["rank"], second["rectification_rate"], second["overdue_rate"]) == (2, 0.0, None)
    assert second["found_count"] == 2 and second["conclusion_rate"] is None
    assert figures_summary(found) == "3 cases confirmed unlawful: 1 filed, 0 concluded, 1 closed, 1 overdue."
    villages = figure_rows(cases, case_figures(cases, "village"))
    assert {row[2] for row in villages} == {"甲村", "乙村", "丙村"}


def test_the_day_on_which_it_is_told_and_the_period(cases: Workspace) -> None:
    assert figures_summary(case_figures(cases, on="2020-01-01")).startswith("No patch was confirmed")
    assert sum(one.cases for one in case_figures(cases, begin=TODAY, end=TODAY)) == 3
    assert sum(one.cases for one in case_figures(cases, end="2020年1月")) == 0
    for wrong in ({"on": "昨天"}, {"begin": "2026-02-01", "end": "2026-01-01"}, {"level": "city"}):
        with pytest.raises(InputError):
            case_figures(cases, **wrong)  # type: ignore[arg-type]


def test_copying_the_file_changes_no_figure(cases: Workspace, tmp_path: Path) -> None:
    before = case_figures(cases, "village", on=TODAY)
    cases.close()
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(cases.path.read_bytes())
    with open_workspace(copy) as again:
        assert case_figures(again, "village", on=TODAY) == before


def test_who_cancels_does_not_wait_for_the_figures(cases: Workspace) -> None:
    for work in (case_figures, open_cases):
        with stoppable(lambda: True), pytest.raises(Cancelled):
            work(cases)


def test_the_ratio_of_each_town_and_what_rectifying_does(cases: Workspace) -> None:
    found = what_if(cases)
    assert (found.year, found.years) == ("2024", ("2024",))
    by_town = {one.before.town: one for one in found.simulate()}
    assert by_town["330211001"].before.ratio == pytest.approx(300.0 / 1200.0)
    assert by_town["330211002"].before.ratio == pytest.approx(1000.0 / 4000.0)
    assert [one.occupation.patch_no for one in found.effects()] == ["P0002", "P0001"]
    chosen = uids_of(found, ["P0001"])
    after = {one.before.town: one.after for one in found.simulate(chosen)}
    assert after["330211001"].ratio == 0.0 and not after["330211001"].over
    assert after["330211002"].over
    rows = [dict(zip(WHAT_IF_FIELDS, row)) for row in what_if_rows(found, chosen)]
    assert [row["kind"] for row in rows] == ["town", "town", "patch", "patch"]
    assert [row["chosen"] for row in rows[2:]] == [False, True]
    with pytest.raises(InputError, match="P0000, P9"):
        uids_of(found, ["P0000", "P9", "P0001"])


def test_an_empty_workspace_has_no_figures(ws: Workspace) -> None:
    assert case_figures(ws) == [] and figure_rows(ws, []) == []
    found = what_if(ws)
    assert (found.year, found.simulate(), found.effects(), what_if_rows(found)) == ("", [], [], [])
