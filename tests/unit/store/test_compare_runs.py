"""Two runs side by side: which patches changed colour, and because of which approval, rule set or data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from real_ground import EVERYWHERE, approval, box, days, inputs, rules, screened

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.store.compare import Comparison, compare_runs
from gengdi_plugin.store.runs import undo_run
from gengdi_plugin.store.workspace import Workspace

COVER = approval(0, 0.003)


def told(found: Comparison) -> list[tuple[str, str, str, str, str]]:
    """patch number, kind, codes, key of the first cause, its document."""
    return [
        (
            change.patch_no,
            change.kind,
            ">".join(str(code) for code in change.figure("code")),
            change.causes[0].key,
            change.causes[0].doc_no,
        )
        for change in found.changes
    ]


def test_the_same_again_changes_nothing(ws: Workspace) -> None:
    for _ in range(2):
        screened(ws, inputs(COVER))
    found = compare_runs(ws)
    assert (found.changes, found.same) == ((), 2)


def test_an_approval_that_was_revoked_is_named_with_why(ws: Workspace) -> None:
    screened(ws, inputs(COVER))
    screened(ws, inputs(approval(0, 0.003, status=["已作废"])))
    found = compare_runs(ws)
    doc = "甬土〔2022〕1号"
    assert told(found) == [(name, "code", "green>yellow", "approval", doc) for name in "AB"]
    assert found.changes[0].causes[0].told == "甬土〔2022〕1号 no longer counts: revoked."
    assert found.changes[0].figure("reason") == ("covered", "approval_not_valid")
    assert found.changes[0].bbox is not None


def test_an_approval_that_came_in_turns_its_patch_alone(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.001)))
    screened(ws, inputs(approval(0, 0.001), approval(0.002, 0.003, "甬土〔2024〕9号")))
    found = compare_runs(ws)
    assert told(found) == [("B", "code", "yellow>green", "approval", "甬土〔2024〕9号")]
    assert found.same == 1
    assert found.changes[0].causes[0].told.startswith("甬土〔2024〕9号 came in and counts: ")
    back = compare_runs(ws, found.after["uid"], found.before["uid"])
    assert back.changes[0].causes[0].told == "甬土〔2024〕9号, which counted, is no longer there."


def test_a_redrawn_approval_is_told_with_its_areas(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0005)))
    screened(ws, inputs(approval(0, 0.0007)))
    (change,) = compare_runs(ws).changes
    assert (change.patch_no, change.kind, change.causes[0].key) == ("A", "figures", "approval")
    before, after = change.figure("approved_m2")
    assert change.causes[0].told == f"甬土〔2022〕1号 covers {after:,.1f} m², before {before:,.1f} m²."


def test_less_than_the_figures_are_exact_to_is_no_change(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0005)))
    screened(ws, inputs(approval(0, 0.0005 + 4e-9)))
    assert compare_runs(ws).changes == ()


def test_another_rule_set_is_blamed_when_only_it_differs(ws: Workspace) -> None:
    screened(ws, inputs(approval(0.0, 0.0027)))
    screened(ws, inputs(approval(0.0, 0.0027)), rules(covered_share=0.5, uncovered_cultivated_m2=1e6))
    (change,) = compare_runs(ws).changes
    assert (change.patch_no, change.kind, [cause.key for cause in change.causes]) == ("B", "code", ["rules"])
    assert change.causes[0].told == "Another rule set: GENGDI-DEFAULT-1, then TEST-1."


def test_a_corrected_patch_is_blamed_before_the_approval_it_bars(ws: Workspace) -> None:
    layers = inputs(COVER)
    screened(ws, layers)
    patches = layers.patches.with_columns({"after_on": days("2021-06-30", "2024-06-30")})
    screened(ws, replace(layers, patches=patches))
    (change,) = compare_runs(ws).changes
    assert [(cause.key, cause.told) for cause in change.causes] == [
        ("patch", "The patch was corrected: later image 2024-06-30, then 2021-06-30."),
        (
            "approval",
            "甬土〔2022〕1号 no longer counts: "
            "approved after the later image (suspected start before approval).",
        ),
    ]


BASIC = feature_table([box(0.0025, 0.003)], {"name": ["近处"]}, name="永久基本农田")
CASE = feature_table(
    [box(0, 0.001)], {"case_no": ["甬资罚1号"], "decided_on": days("2023-01-01")}, name="违法"
)


@pytest.mark.parametrize(
    ("change", "patch", "key", "text"),
    [
        ({"basic_farmland": None}, "A", "inputs", "Permanent basic farmland: only in the earlier run."),
        ({"violations": CASE}, "A", "inputs", "Violations found: only in the later run."),
        ({"basic_farmland": BASIC}, "B", "data", "Permanent basic farmland changed: 0.0 m², then "),
        (
            {"farmland": feature_table([EVERYWHERE], {"class_code": ["0201"]}, name="DLTB")},
            "A",
            "data",
            "Land-class parcels changed: ",
        ),
    ],
)
def test_other_data_are_named_by_their_layer(
    ws: Workspace, change: dict[str, Any], patch: str, key: str, text: str
) -> None:
    screened(ws, inputs(approval(0, 0.0026)))
    screened(ws, inputs(approval(0, 0.0026), **change))
    found = {one.patch_no: one for one in compare_runs(ws).changes}[patch]
    assert found.causes[0].key == key
    assert found.causes[0].told.startswith(text)


def test_a_violation_that_came_in_is_named(ws: Workspace) -> None:
    nothing = CASE.take(days("2020-01-01") > days("2021-01-01"))
    screened(ws, inputs(COVER, violations=nothing))
    screened(ws, inputs(COVER, violations=CASE))
    (change,) = compare_runs(ws).changes
    assert change.figure("reason") == ("covered", "known_violation")
    assert change.causes[0].told == "Violation 甬资罚1号 came in."


def test_patches_of_one_run_only_are_told_apart(ws: Workspace) -> None:
    layers = inputs(COVER)
    first = replace(
        layers, patches=layers.patches.take(days("2020-01-01", "2022-01-01") < days("2021-01-01"))
    )
    screened(ws, first)
    screened(ws, layers)
    (added,) = compare_runs(ws).changes
    assert (added.patch_no, added.kind, added.figure("code")) == ("B", "added", (None, "green"))
    runs = compare_runs(ws)
    (gone,) = compare_runs(ws, runs.after["uid"], runs.before["uid"]).changes
    assert (gone.patch_no, gone.kind, gone.figure("code")) == ("B", "gone", ("green", None))


def test_fewer_than_two_runs_and_runs_that_are_not_there_are_told(ws: Workspace) -> None:
    with pytest.raises(InputError, match="fewer than two runs"):
        compare_runs(ws)
    first = screened(ws, inputs(COVER))
    second = screened(ws, inputs(COVER))
    with pytest.raises(InputError, match="the same run"):
        compare_runs(ws, first, first)
    with pytest.raises(InputError, match="has no run nowhere"):
        compare_runs(ws, "nowhere", first)
    undo_run(ws, second, "李四")
    with pytest.raises(InputError, match="fewer than two runs"):
        compare_runs(ws)


def test_cancel_is_heard(ws: Workspace) -> None:
    for _ in range(2):
        screened(ws, inputs(COVER))
    with pytest.raises(Cancelled):
        compare_runs(ws, cancelled=lambda: True)
    heard: list[float] = []
    compare_runs(ws, progress=heard.append)
    assert heard[-1] == 1.0
