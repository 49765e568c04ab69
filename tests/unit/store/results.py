"""Small screening results made by hand, so that the store is tested without the screening kernel."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from gengdi_plugin.core.rules import default_rules
from gengdi_plugin.core.screening.result import (
    EVIDENCE_FIELDS,
    OUTPUT_FIELDS,
    REMAINDER_FIELDS,
    ScreeningResult,
)
from gengdi_plugin.core.table import FeatureTable, feature_table, object_array

VILLAGE = "330211001201"


def square(number: int, size: float = 0.001) -> shapely.Polygon:
    """A square near Zhenhai; ``number`` shifts it east."""
    west, south = 121.5 + number * 0.002, 29.95
    return shapely.box(west, south, west + size, south + size)


def patch_uid(number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"patch {number}"))


def result(
    codes: Sequence[str],
    *,
    start: int = 0,
    columns: dict[str, Sequence[Any]] | None = None,
    geometry: Sequence[Any] | None = None,
    screened_at: str = "2026-11-23T09:00:00+08:00",
) -> ScreeningResult:
    """Patches ``start …`` with the verdict ``codes``; ``columns`` overrides single columns.

    A green patch is covered by approval 甬土〔2024〕n号, a yellow one half covered (``partly_covered``).
    """
    numbers = range(start, start + len(codes))
    shapes = object_array([square(n) for n in numbers] if geometry is None else geometry)
    green = [code == "green" for code in codes]
    values: dict[str, Any] = {field: [None] * len(codes) for field in OUTPUT_FIELDS}
    values.update(
        patch_no=[f"P{n:04d}" for n in numbers],
        change_type=["20"] * len(codes),
        before_on=["2023-06-01"] * len(codes),
        after_on=["2024-06-30"] * len(codes),
        channel=["superior"] * len(codes),
        ministry_area_m2=[float("nan")] * len(codes),
        uid=[patch_uid(n) for n in numbers],
        repaired=np.zeros(len(codes), dtype=bool),
        spatial_code=[f"{VILLAGE}-N51G00123456{n:04d}-01" for n in numbers],
        code=list(codes),
        reason=["covered" if yes else "partly_covered" for yes in green],
        sentence=["because"] * len(codes),
        area_m2=[1000.0] * len(codes),
        approved_m2=[1000.0 if yes else 500.0 for yes in green],
        approved_share=[1.0 if yes else 0.5 for yes in green],
        uncovered_m2=[0.0 if yes else 500.0 for yes in green],
        uncovered_basic_m2=[0.0] * len(codes),
        unauthorised_basic_m2=[0.0] * len(codes),
        uncovered_cultivated_m2=[0.0 if yes else 400.0 for yes in green],
        below_minimum=[False] * len(codes),
        best_doc_no=[f"甬土〔2024〕{n}号" for n in numbers],
        unit_code=[VILLAGE] * len(codes),
        unit_name=["团桥村"] * len(codes),
        change_kind=["non_agricultural"] * len(codes),
        basis=["approvals,farmland,basic_farmland"] * len(codes),
        rule_set=["GENGDI-DEFAULT-1"] * len(codes),
        screened_at=[screened_at] * len(codes),
    )
    values.update(columns or {})
    patches = feature_table(shapes, values, name="变化图斑")
    return ScreeningResult(
        patches=patches,
        evidence=_evidence(patches, green),
        remainders=_remainders(patches, green),
        ground=feature_table(
            shapes,
            {"row": range(len(codes)), "kind": ["cultivated"] * len(codes), "area_m2": [900.0] * len(codes)},
        ),
        rules=default_rules(),
        screened_at=screened_at,
        inputs=(
            {
                "role": "approval",
                "layer": "农转用",
                "features": 3,
                "as_of": "2024-12-31",
                "fingerprint": "ab" * 32,
            },
        ),
        log=("变化图斑 3: repaired",),
    )


def _evidence(patches: FeatureTable, green: Sequence[bool]) -> FeatureTable:
    count = len(patches)
    values: dict[str, Any] = {field: [None] * count for field in EVIDENCE_FIELDS}
    values.update(
        patch_no=patches.column("patch_no"),
        spatial_code=patches.column("spatial_code"),
        layer=["农转用"] * count,
        feature_id=[str(n) for n in range(count)],
        approval_type=["conversion"] * count,
        doc_no=patches.column("best_doc_no"),
        approved_on=["2024-01-05"] * count,
        overlap_m2=patches.column("approved_m2"),
        share=patches.column("approved_share"),
        counts=[True] * count,
        row=range(count),
    )
    return feature_table(patches.geometry, values)


def _remainders(patches: FeatureTable, green: Sequence[bool]) -> FeatureTable:
    rows = [row for row, yes in enumerate(green) if not yes]
    values: dict[str, Any] = {field: [None] * len(rows) for field in REMAINDER_FIELDS}
    values.update(
        patch_no=patches.column("patch_no")[rows],
        spatial_code=[f"{code}~1" for code in patches.column("spatial_code")[rows]],
        area_m2=[500.0] * len(rows),
        row=rows,
    )
    return feature_table(patches.geometry[rows], values)
