"""What an inspection layer tells of a violation comes into the workspace's findings."""

from __future__ import annotations

import numpy as np

from gengdi_plugin.core.binding import LayerFacts, candidates
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.gui.finding_rows import findings_of
from gengdi_plugin.store.findings import checked


def test_a_row_brings_type_start_and_use_and_an_empty_one_nothing() -> None:
    table = feature_table(
        [None, None, None],
        {
            "patch_no": ["A", "B", "C"],
            "finding": ["违法", "实地未变化(伪变化)", None],
            "inspector": ["张三", "张三", None],
            "inspected_on": np.array(["2026-11-20", "2026-11-21", "NaT"], dtype="datetime64[D]"),
            "violation_type": ["超占", None, None],
            "started_on": np.array(["2024-03-01", "NaT", "NaT"], dtype="datetime64[D]"),
            "actual_use": ["厂房", None, None],
        },
    )
    first, second = (checked(finding) for finding in findings_of(table))
    assert (first.violation_type, first.started_on, first.actual_use) == ("excess", "2024-03-01", "厂房")
    assert (second.violation_type, second.started_on, second.actual_use) == ("", "", "")


def test_a_bureaus_own_names_of_these_fields_are_known() -> None:
    fields = ("JCBH", "HCJL", "HCR", "HCRQ", "WFLX", "DGRQ", "SJYT")
    best = candidates(LayerFacts("核查成果", geometry="point", fields=fields))[0]
    assert best.role == "inspection"
    told = {name: best.fields[name] for name in ("violation_type", "started_on", "actual_use")}
    assert told == {"violation_type": "WFLX", "started_on": "DGRQ", "actual_use": "SJYT"}
