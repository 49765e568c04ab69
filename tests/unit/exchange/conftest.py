"""A small list of each kind, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable

import pytest
import shapely

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.store.listing import ListData, RunFoot

MakeList = Callable[..., ListData]

_KEYS = [
    "uid", "patch_no", "spatial_code", "town_code", "town_name", "unit_code", "unit_name",
    "change_type", "change_kind", "channel", "before_on", "after_on", "area_m2", "ministry_area_m2",
    "cultivated_m2", "basic_m2", "approved_m2", "approved_share", "sliver_m2", "uncovered_m2",
    "uncovered_cultivated_m2", "uncovered_basic_m2", "unauthorised_basic_m2", "grain_zone_m2",
    "high_standard_m2", "redline_m2", "agricultural_m2", "construction_m2", "unused_m2", "scope",
    "below_minimum", "reason", "sentence", "best_doc_no", "holds_until", "source_uscc",
    "source_distance_m", "basis", "rule_set", "screened_at", "run_uid", "best_layer", "best_feature_id",
    "best_approval_type", "best_approved_on", "best_valid_to", "best_share", "code", "state",
    "responsible", "due_on", "overdue", "finding", "inspector", "inspected_on", "finding_note",
    "doc_no", "auditor", "audited_at", "audit_note", "unlawful_m2", "unlawful_from", "proof", "wkb",
    "conversion_authority", "conversion_on", "conversion_no", "conversion_share", "supply_no",
    "supply_share", "holder", "project", "approved_use", "suspected_violation", "violation_type",
    "started_on", "actual_use", "measure", "responsible_unit", "responsible_person", "finished_on",
    "accepted_on", "closed_on",
]  # fmt: skip


def make_row(number: int, **values: Any) -> dict[str, Any]:
    """A yellow patch of 骆驼街道, 1000 m² + ``number``; ``values`` replace or add."""
    square = shapely.MultiPolygon([shapely.box(121.6, 29.95, 121.6003, 29.9503)])
    row = dict.fromkeys(_KEYS)
    row.update(
        uid=f"{number:032x}", patch_no=f"33021120240{number:04d}",
        spatial_code=f"330211003217-N51H334659C{number:03d}-01", town_code="330211003", town_name="骆驼街道",
        unit_code="330211003217", unit_name="东邑村", change_type="20", change_kind="non_agricultural",
        channel="superior", before_on="2023-06-15", after_on="2024-06-15", area_m2=1000.0 + number,
        ministry_area_m2=1000.0, cultivated_m2=800.0, basic_m2=0.0, approved_m2=0.0, approved_share=0.0,
        sliver_m2=0.0, uncovered_m2=1000.0 + number, uncovered_cultivated_m2=800.0, uncovered_basic_m2=0.0,
        unauthorised_basic_m2=0.0, scope="cultivated", below_minimum=False, reason="no_approval",
        sentence="Suspected, to be verified on site (no approval found).", basis="approvals,farmland",
        rule_set="GENGDI-DEFAULT-1", screened_at="2026-11-23T09:30:00+08:00", run_uid="r1", code="yellow",
        state="screened_yellow", overdue=False, wkb=shapely.to_wkb(square),
    )  # fmt: skip
    row.update(values)
    return row


@pytest.fixture(scope="session")
def row() -> Callable[..., dict[str, Any]]:
    return make_row


@pytest.fixture(scope="session")
def make_list() -> MakeList:
    rules = load_rules()
    run = RunFoot(
        "r1", rules.id, rules.hash, tuple(rules.rows()), "2026-11-23T09:30:00+08:00", "officer", "Gengdi 0.1",
        ({"role": "farmland", "layer": "DLTB_2023", "features": 812, "as_of": "2023-12-31",
          "fingerprint": "ab" * 32},
         {"role": "approval", "layer": "农转用", "features": 40, "as_of": None, "fingerprint": "cd" * 32}),
    )  # fmt: skip

    def make(key: str, rows: list[dict[str, Any]], **values: Any) -> ListData:
        data = ListData(key, "330211", "镇海区", tuple(rows), (run,))
        return replace(data, **values)

    return make


@pytest.fixture
def verification(make_list: MakeList) -> ListData:
    """Five rows: three of 骆驼街道, two of 澥浦镇."""
    rows = [make_row(number) for number in (1, 2, 3)]
    for number in (4, 5):
        rows.append(
            make_row(
                number, town_code="330211100", town_name="澥浦镇", unit_code="330211100201",
                unit_name="汇源村", best_doc_no="浙土字A〔2021〕第0123号", best_approval_type="temporary",
                best_share=0.4567, basic_m2=None, below_minimum=True, grain_zone_m2=200.0,
                conversion_authority="浙江省人民政府", conversion_on="2021-03-04",
                conversion_no="浙土字A〔2021〕第0123号", conversion_share=0.4567,
                supply_no="镇土供〔2022〕第7号", supply_share=0.3, holder="王小明",
                project="甬江机电技改", approved_use="工业用地", suspected_violation="excess",
            )
        )  # fmt: skip
    return make_list("verification", rows)
