"""Rules of their own for a county or town: as if each part had been screened with its own rule set."""

from __future__ import annotations

import json

import numpy as np
import pytest
from district_inputs import district_inputs
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, figures, patches
from test_session import rows_of, same_patches

from gengdi_plugin.core.rules import RuleSet, default_rules, rules_from_text
from gengdi_plugin.core.screening.editable import EditableSession
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.core.screening.tiles import Held, TiledInputs, screen_tiles
from gengdi_plugin.core.sentences import sentence
from gengdi_plugin.core.table import feature_table

WHEN = "2026-11-23T08:00:00+08:00"
ABOUT = {"source": "a circular of the county", "certainty": "low"}


def rules(*overrides: dict[str, object], **more: object) -> RuleSet:
    document = json.loads(default_rules().text)
    document.update(schema="gengdi-rules/2", overrides=[{**ABOUT, **one} for one in overrides], **more)
    return rules_from_text(json.dumps(document), "mine.json")


def with_values(parameters: dict[str, float], terms: dict[str, int]) -> RuleSet:
    """The default rule set with these values in its own tables, and no override."""
    document = json.loads(default_rules().text)
    for name, value in parameters.items():
        document["parameters"][name]["value"] = value
    for row in document["approval_types"]:
        if row["type"] in terms:
            row["assumed_term_years"] = terms[row["type"]]
    return rules_from_text(json.dumps(document), "part.json")


VALUES = {
    "covered_share": 0.6,
    "uncovered_cultivated_m2": 1e6,
    "uncovered_basic_m2": 1e6,
    "sliver_area_m2": 80.0,
    "sliver_width_m": 3.0,
    "minimum_construction_m2": 1000.0,
    "minimum_other_m2": 2000.0,
    "scope_minimum_m2": 500.0,
    "source_distance_m": 3000.0,
    "violation_share": 0.2,
    "farmland_reach_share": 0.9,
}
TERMS = {"temporary": 9}


def same_but_for_overrides(found, at, expected, row):
    """One patch of two results: all that is judged, measured and explained, but what tells of overrides."""
    for name in found.patches.columns:
        one, other = found.patches.columns[name][at], expected.patches.columns[name][row]
        if name == "explanation":
            one, other = ({k: v for k, v in said.items() if k != "own_rules"} for said in (one, other))
        assert one == other or name == "sentence", name
    for kind in ("evidence", "remainders", "ground"):
        assert rows_of(getattr(found, kind), at) == rows_of(getattr(expected, kind), row), kind


@pytest.fixture(scope="module")
def inputs() -> ScreeningInputs:
    return district_inputs(160)


def some_unit(inputs: ScreeningInputs, length: int) -> str:
    codes = screen(inputs, default_rules()).patches.columns["unit_code"]
    names, counts = np.unique([code[:length] for code in codes if code], return_counts=True)
    share = np.abs(counts / counts.sum() - 0.5)
    return str(names[np.argmin(share)])


@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_with_overrides_is_each_part_screened_with_its_own_rules(inputs, threads):
    unit = some_unit(inputs, 9)
    mixed = screen(
        inputs,
        rules({"unit": unit, "parameters": VALUES, "terms": TERMS}),
        screened_at=WHEN,
        threads=threads,
    )
    inside = np.array([str(code or "").startswith(unit) for code in mixed.patches.columns["unit_code"]])
    assert 10 < inside.sum() < len(inside) - 10
    for rows, alone in (
        (np.flatnonzero(inside), with_values(VALUES, TERMS)),
        (np.flatnonzero(~inside), default_rules()),
    ):
        part = ScreeningSession(inputs, alone).screen(rows, screened_at=WHEN)
        for at, row in enumerate(rows.tolist()):
            same_but_for_overrides(part, at, mixed, row)
    base = screen(inputs, default_rules())
    assert (base.patches.columns["reason"] != mixed.patches.columns["reason"]).any()


def test_tiles_and_single_rows_have_the_same_verdicts(inputs):
    own = rules({"unit": some_unit(inputs, 9), "parameters": VALUES, "terms": TERMS})
    whole = screen(inputs, own, screened_at=WHEN)
    tiled = TiledInputs(
        Held(inputs.patches),
        [Held(one) for one in inputs.approvals],
        Held(inputs.farmland),
        Held(inputs.basic_farmland),
        {role: Held(table) for role, table in inputs.zones.items()},
        Held(inputs.violations),
        Held(inputs.units),
        [Held(one) for one in inputs.sources],
    )
    seen = 0
    for part in screen_tiles(tiled, own, tile_patches=40, screened_at=WHEN):
        for at, row in enumerate(part.rows.tolist()):
            seen += 1
            for name in ("reason", "sentence", "approved_m2", "source_distance_m", "below_minimum"):
                assert part.result.patches.columns[name][at] == whole.patches.columns[name][row], name
    assert seen == len(inputs.patches)
    session = ScreeningSession(inputs, own)
    for row in (0, 7, 33, 90):
        same_patches(session.screen(np.array([row]), screened_at=WHEN), 0, whole, row)


def test_an_override_that_reaches_nobody_changes_nothing(inputs):
    plain = screen(inputs, default_rules(), screened_at=WHEN)
    other = screen(inputs, rules({"unit": "659001", "parameters": VALUES}), screened_at=WHEN)
    for name, values in plain.patches.columns.items():
        assert (other.patches.columns[name] == values).all() or name in (
            "explanation",
            "source_distance_m",
        ), name
    assert rows_of(other.evidence) == rows_of(plain.evidence)
    assert other.log == plain.log or other.log[:-1] == plain.log[:-1]


# --- small ground ---------------------------------------------------------------------------------

UNITS = feature_table(
    [box(-500, -500, 600, 1000), box(100, -500, 1000, 1000)],
    {"unit_code": ["330211001", "330211002"], "unit_name": ["西", "东"]},
    name="units",
)


def site(**columns: object) -> ScreeningInputs:
    """Two patches of which 70 % are approved, west in 330211001 and east in 330211002."""
    table = patches(box(0, 0, 100, 50), box(200, 0, 100, 50), **columns)
    given = approvals(approval(box(0, 0, 70, 50)), approval(box(200, 0, 70, 50)))
    return ScreeningInputs(table, [given], GARDEN, NO_BASIC, units=UNITS)


LAX = {"parameters": {"covered_share": 0.5, "uncovered_cultivated_m2": 1e5}}


def codes_of(own: RuleSet, ground: ScreeningInputs) -> list[str]:
    return screen(ground, own).patches.columns["code"].tolist()


def test_the_longest_matching_code_wins_value_by_value():
    own = rules(
        {"unit": "330211", **LAX},
        {"unit": "330211002", "parameters": {"covered_share": 0.8}, "terms": {"temporary": 3}},
        {"unit": "33", "parameters": {"covered_share": 0.9, "sliver_area_m2": 7}},
    )
    west, east = own.for_unit("330211001005"), own.for_unit("330211002")
    assert (west.number("covered_share"), east.number("covered_share")) == (0.5, 0.8)
    assert west.number("uncovered_cultivated_m2") == east.number("uncovered_cultivated_m2") == 1e5
    assert west.number("sliver_area_m2") == 7
    assert east.approval("temporary").assumed_term_years == 3
    assert own.for_unit("3302").number("covered_share") == 0.9
    assert own.for_unit("") is own.for_unit(None) is own.for_unit("440000") is own
    assert (west.id, west.hash, west.text) == (own.id, own.hash, own.text)
    assert codes_of(own, site()) == ["green", "yellow"]


def test_the_override_is_told_in_the_sentence_of_its_patches_alone():
    result = screen(site(), rules({"unit": "330211002", **LAX, "terms": {"temporary": 4}}))
    west, east = figures(result, 0), figures(result, 1)
    assert (west["code"], east["code"]) == ("yellow", "green")
    assert "330211002" not in west["sentence"] and "own_rules" not in west["explanation"]
    assert "judged by the rules of unit 330211002 (least share covered by approvals: 0.5" in east["sentence"]
    assert "temporary use, assumed term of a document: 4 years" in east["sentence"]
    assert "按行政区330211002的单独规定判定（合法手续覆盖比例下限 0.5" in sentence(east, "zh")


@pytest.mark.parametrize(
    ("period", "applied"),
    [
        ({}, True),
        ({"valid_from": "2021-12-31"}, True),
        ({"valid_to": "2021-12-31"}, True),
        ({"valid_from": "2022-01-01"}, False),
        ({"valid_to": "2021-12-30"}, False),
    ],
)
def test_an_override_outside_its_days_is_not_applied_and_that_is_told(period, applied):
    result = screen(site(), rules({"unit": "330211001", **LAX, **period}))
    assert result.patches.columns["code"].tolist() == ["green" if applied else "yellow", "yellow"]
    assert any("not applied to 1 patches" in line for line in result.log) is not applied


def test_a_patch_without_a_day_is_given_no_override_that_has_days():
    own = rules({"unit": "330211001", **LAX, "valid_from": "2000-01-01"})
    result = screen(site(after_on=None), own)
    assert result.patches.columns["code"].tolist() == ["yellow", "yellow"]
    assert any("other or unknown days" in line for line in result.log)


def test_a_rule_set_outside_its_days_releases_nothing_and_says_why():
    covered = approvals(approval(box(-10, -10, 400, 100)))
    table = patches(box(0, 0, 100, 50), box(200, 0, 100, 50), after_on=["2021-12-31", "2023-12-31"])
    ground = ScreeningInputs(table, [covered], GARDEN, NO_BASIC)
    result = screen(ground, rules(valid_from="2022-06-01"))
    old, new = figures(result, 0), figures(result, 1)
    assert (old["code"], old["reason"], new["code"]) == ("yellow", "inputs_missing", "green")
    assert "not of the days the rule set is made for (2022-06-01 – …)" in old["sentence"]
    assert any("it is not applied to 1 patches of other days" in line for line in result.log)


def test_without_units_the_base_applies_and_the_log_says_so():
    ground = site()
    ground = ScreeningInputs(ground.patches, ground.approvals, GARDEN, NO_BASIC)
    result = screen(ground, rules({"unit": "330211", **LAX}))
    assert result.patches.columns["code"].tolist() == ["yellow", "yellow"]
    assert any("No layer of administrative units" in line for line in result.log)


def test_a_kept_session_follows_a_unit_that_moves_and_an_edited_approval():
    own = rules({"unit": "330211002", **LAX, "terms": {"temporary": 9}})
    session = EditableSession(site(), own)
    assert session.screen().patches.columns["code"].tolist() == ["yellow", "green"]
    rows = session.change("units", UNITS.ids[0], box(-500, -500, 2000, 1000), {"unit_code": "330211002"})
    assert rows.tolist() == [0, 1]
    assert session.screen(rows).patches.columns["code"].tolist() == ["green", "green"]
    old = {"approval_type": "temporary", "approved_on": np.datetime64("2014-06-01"), "doc_no": "T"}
    rows = session.change("approvals", "new", box(200, 0, 100, 50), old)
    changed = session.screen(rows)
    fresh = screen(session.inputs, own)
    assert changed.patches.columns["reason"].tolist() == fresh.patches.columns["reason"][rows].tolist()
    ends = {
        row["doc_no"]: row["valid_to"]
        for row in (
            dict(zip(changed.evidence.columns, values)) for values in zip(*changed.evidence.columns.values())
        )
    }
    assert ends["T"] == "2023-06-01"
