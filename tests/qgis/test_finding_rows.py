"""What an inspection layer tells of a violation comes into the workspace's findings."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gengdi_plugin.core.binding import LayerFacts, candidates
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.gui.cases.finding_rows import findings_of
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


def test_category_area_and_photos_come_from_a_layer(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(b"1")
    (tmp_path / "2.jpg").write_bytes(b"2")
    table = feature_table(
        [None, None],
        {
            "patch_no": ["A", "B"],
            "finding": ["违法", "合法"],
            "inspector": ["张三", "张三"],
            "inspected_on": np.array(["2026-11-20", "2026-11-21"], dtype="datetime64[D]"),
            "unlawful_m2": np.array([12.5, 7.0]),
            "vocabulary": ["河北2026研判", None],
            "category": ["非农违法", None],
            "subtype": ["光伏", None],
            "photos": [f"1.jpg；{tmp_path / '2.jpg'}", ""],
        },
    )
    first, second = (checked(finding) for finding in findings_of(table, tmp_path))
    assert (first.vocabulary, first.category, first.subtype) == (
        "hb2026", "unlawful", "unlawful_industry_solar",
    )  # fmt: skip
    assert first.unlawful_m2 == 12.5
    assert first.photos == (tmp_path / "1.jpg", tmp_path / "2.jpg")
    assert (second.category, second.unlawful_m2, second.photos) == ("", None, ())


def test_the_usual_names_of_category_and_photos_are_known() -> None:
    fields = ("JCBH", "HCJL", "HCR", "HCRQ", "类别", "小类", "照片", "WFMJ")
    best = candidates(LayerFacts("核查成果", geometry="point", fields=fields))[0]
    told = {name: best.fields[name] for name in ("category", "subtype", "photos", "unlawful_m2")}
    assert told == {"category": "类别", "subtype": "小类", "photos": "照片", "unlawful_m2": "WFMJ"}
