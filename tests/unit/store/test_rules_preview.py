"""The effect of other rules, told from the workspace, is what a new screening would change."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from real_ground import approval, inputs, rules, screened
from test_verify_verdicts import BASIC, CASE, GROUNDS, TEMPORARY

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.rules import RuleSet, default_rules, rules_from_text
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.exchange.foot import foot_sections
from gengdi_plugin.exchange.forms import load_form
from gengdi_plugin.store.listing import list_rows
from gengdi_plugin.store.preview import preview_stored
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.verify import verify_verdicts
from gengdi_plugin.store.workspace import Workspace


def document(**changes: Any) -> dict[str, Any]:
    found = json.loads(default_rules().text)
    found.update(schema="gengdi-rules/2", **changes)
    return found


def made(rules: dict[str, Any]) -> RuleSet:
    return rules_from_text(json.dumps(rules), "mine.json")


OWN = {"unit": "330211", "source": "县里的通知", "certainty": "low"}
COUNTY = made(
    document(overrides=[{**OWN, "parameters": {"covered_share": 0.5, "uncovered_cultivated_m2": 1e6}}])
)
STRICT_TERM = made(document(overrides=[{**OWN, "terms": {"temporary": 1}}]))
NO_HOMESTEAD = document()
next(row for row in NO_HOMESTEAD["approval_types"] if row["type"] == "homestead").update(counts_for=["YH"])

SETS = {
    "none": (default_rules(), "judged"),
    "lax": (rules(covered_share=0.1, uncovered_cultivated_m2=1e6, unauthorised_basic_m2=1e6), "judged"),
    "strict": (rules(covered_share=1.0, violation_share=0.0), "judged"),
    "county": (COUNTY, "judged"),
    "reach": (rules(farmland_reach_share=0.2), "recomputed"),
    "terms": (STRICT_TERM, "recomputed"),
    "table": (made(NO_HOMESTEAD), "recomputed"),
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_effect_is_what_a_new_screening_changes(ws: Workspace, ground: str, name: str) -> None:
    approvals, changed = GROUNDS[ground]
    layers = inputs(*approvals, **changed)
    screened(ws, layers)
    own, way = SETS[name]
    found = preview_stored(ws, own)
    before, after = screen(layers, default_rules()).patches, screen(layers, own).patches
    expected = {
        (number, old, new)
        for number, old, new in zip(
            before.columns["patch_no"], before.columns["reason"], after.columns["reason"]
        )
        if old != new
    }
    assert {(c.before.patch_no, c.before.reason, c.after.reason) for c in found.changes} == expected
    assert (found.total, found.way) == (2, way)
    session = ScreeningSession(layers, default_rules())
    under = session.under(own).screen()
    assert under.patches.columns["reason"].tolist() == after.columns["reason"].tolist()
    assert under.rules is own
    assert session.screen().patches.columns["reason"].tolist() == before.columns["reason"].tolist()


def test_changes_are_counted_by_colour_and_by_reason_and_nothing_is_written(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.0007), approval(0.002, 0.003, "甬土〔2023〕2号")))
    found = preview_stored(ws, SETS["lax"][0])
    assert (found.count("yellow", "green"), found.count("green", "yellow")) == (1, 0)
    assert found.tally() == [("partly_covered", "covered", 1)]
    assert {row.patch_uid: row for row in found.changes}.keys() <= {row.uid for row in patch_rows(ws)}
    assert ws.db["screening_run"].count == 1


def test_without_a_run_and_with_other_land_classes_it_says_what_is_needed(ws: Workspace) -> None:
    with pytest.raises(InputError, match="screen first"):
        preview_stored(ws, default_rules())
    screened(ws, inputs(approval(0, 0.003)))
    other = document()
    other["land_classes"]["cultivated"] = ["0102"]
    with pytest.raises(InputError, match="Screen again"):
        preview_stored(ws, made(other))


def test_it_can_be_cancelled(ws: Workspace) -> None:
    screened(ws, inputs(approval(0, 0.003)))
    with pytest.raises(Cancelled):
        preview_stored(ws, SETS["reach"][0], cancelled=lambda: True)


def test_verdicts_under_overrides_verify_and_the_foot_names_them(ws: Workspace) -> None:
    both = document(
        overrides=[
            {
                **OWN,
                "parameters": {"covered_share": 0.5, "uncovered_cultivated_m2": 1e6},
                "terms": {"temporary": 1},
            },
            {**OWN, "unit": "330211001", "parameters": {"covered_share": 0.6}, "valid_from": "2024-01-01"},
        ]
    )
    layers = inputs(
        approval(0, 0.0007),
        approval(0.0021, 0.003, "临1号", **TEMPORARY),
        basic_farmland=BASIC,
        violations=CASE,
    )
    screened(ws, layers, made(both))
    found = verify_verdicts(ws)
    assert [(line.field, line.stored, line.recomputed) for line in found.differences] == []
    assert "330211001" in patch_rows(ws)[0].sentence
    form = load_form("verification")
    lines = [line for one in foot_sections(form, list_rows(ws, "verification")) for line in one.lines]
    assert any("行政区330211：合法手续覆盖比例下限 0.5（来源：县里的通知" in line for line in lines)
    assert any("行政区330211：临时用地推定期限 1年" in line for line in lines)
    assert any("行政区330211001，适用于后时相2024-01-01 – …：合法手续" in line for line in lines)


def test_the_latest_verdict_of_each_patch_counts_whatever_run_it_is_of(ws: Workspace) -> None:
    layers = inputs(approval(0, 0.0007), approval(0.002, 0.0027, "甬土〔2023〕2号"))
    screened(ws, layers)
    one = ScreeningSession(layers, rules(covered_share=0.1, uncovered_cultivated_m2=1e6))
    save_run(ws, one.screen(np.array([0])), "李四")
    assert {row.patch_no: row.screened for row in patch_rows(ws)} == {"A": "green", "B": "yellow"}
    found = preview_stored(ws, default_rules())
    assert [(c.before.patch_no, c.before.code, c.after.code) for c in found.changes] == [
        ("A", "green", "yellow")
    ]
    assert found.total == 2
    found = preview_stored(ws, SETS["reach"][0])
    assert (found.count("green", "yellow"), found.way) == (1, "recomputed")
