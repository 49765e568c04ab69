"""Real screenings of small ground, saved into a workspace: two patches of about 100 m, A west and B east."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from gengdi_plugin.core.rules import RuleSet, default_rules, rules_from_text
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import FeatureTable, feature_table
from gengdi_plugin.store.runs import given_codes, save_run
from gengdi_plugin.store.workspace import Workspace


def box(west: float, east: float, south: float = 0.0, north: float = 0.001) -> shapely.Polygon:
    return shapely.box(121.5 + west, 29.95 + south, 121.5 + east, 29.95 + north)


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


def approval(west: float, east: float, number: str = "甬土〔2022〕1号", **columns: Any) -> FeatureTable:
    values = {
        "approval_type": ["conversion"],
        "doc_no": [number],
        "approved_on": days("2022-01-01"),
        "valid_from": days("NaT"),
        "valid_to": days("NaT"),
        "status": [None],
    }
    values.update(columns)
    return feature_table([box(west, east)], values, ["7"], name=f"农转用 {number}")


EVERYWHERE = box(-0.01, 0.01, -0.01, 0.01)


def inputs(*approvals: FeatureTable, **changed: Any) -> ScreeningInputs:
    """Patches A (0 … 0.001) and B (0.002 … 0.003 degrees east); paddy west of 0.0025, dry land east of it;
    permanent basic farmland far away. ``changed`` replaces inputs."""
    patches = feature_table(
        [box(0, 0.001), box(0.002, 0.003)],
        {
            "patch_no": ["A", "B"],
            "change_type": ["20", "20"],
            "before_on": days("2023-06-01", "2023-06-01"),
            "after_on": days("2024-06-30", "2024-06-30"),
        },
        name="变化图斑",
    )
    land = feature_table(
        [box(-0.01, 0.0025, -0.01, 0.01), box(0.0025, 0.01, -0.01, 0.01)],
        {"class_code": ["0101", "0103"]},
        name="地类图斑",
    )
    basic = feature_table([box(0.5, 0.6)], {"name": ["远处"]}, name="永久基本农田")
    units = feature_table([EVERYWHERE], {"unit_code": ["330211001201"], "unit_name": ["甲村"]}, name="行政区")
    return replace(ScreeningInputs(patches, list(approvals), land, basic, units=units), **changed)


def rules(**parameters: float) -> RuleSet:
    """The default rule set with other parameters."""
    document = json.loads(default_rules().text)
    document["id"] = "TEST-1"
    for name, value in parameters.items():
        document["parameters"][name]["value"] = value
    return rules_from_text(json.dumps(document, ensure_ascii=False), "test.json")


def screened(ws: Workspace, layers: ScreeningInputs, rule_set: RuleSet | None = None) -> str:
    """Screen and save; the run's uid."""
    result = screen(layers, rule_set or default_rules(), given_codes=given_codes(ws))
    return save_run(ws, result, "张三", units=layers.units)
