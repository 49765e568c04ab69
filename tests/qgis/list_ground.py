"""A small district screened by the real kernel into a real workspace, for lists and sheets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from gengdi_plugin.core.plane import Plane
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import FeatureTable, feature_table
from gengdi_plugin.store.cases import record_audit, record_finding
from gengdi_plugin.store.findings import Finding
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import open_workspace

_PLANE = Plane(121.6, 29.95)
COLUMNS, ROWS = 5, 4
#: Patches of 40 m x 30 m on a raster of 100 m; the first two of each row are green.
GREEN = 2 * ROWS
YELLOW = (COLUMNS - 2) * ROWS


def _box(x: float, y: float, width: float, height: float) -> shapely.Geometry:
    return shapely.transform(shapely.box(x, y, x + width, y + height), _PLANE.inverse)


def _corners() -> list[tuple[int, int]]:
    return [(column, row) for row in range(ROWS) for column in range(COLUMNS)]


def _patches() -> FeatureTable:
    shapes = [_box(100 * column, 100 * row, 40, 30) for column, row in _corners()]
    count = len(shapes)
    return feature_table(
        shapes,
        {
            "patch_no": [f"33021120240{number:04d}" for number in range(count)],
            "change_type": ["20"] * count,
            "before_on": ["2023-06-15"] * count,
            "after_on": ["2024-06-15"] * count,
            "channel": ["superior"] * count,
            "ministry_area_m2": np.full(count, 1200.0),
        },
        name="变化图斑",
    )


def _approvals() -> list[FeatureTable]:
    covered, half, late = [], [], []
    for column, row in _corners():
        x, y = 100 * column, 100 * row
        if column < 2:
            covered.append(_box(x - 2, y - 2, 44, 34))
        elif column == 2:
            half.append(_box(x - 2, y - 2, 22, 34))
        elif column == 3:
            late.append(_box(x - 2, y - 2, 44, 34))
    kinds = (
        ("农转用", covered, "conversion", "浙土字A〔2021〕第01{}号", "2021-03-04"),
        ("土地供应", half, "supply", "镇土供〔2022〕第{}号", "2022-05-06"),
        ("临时用地", late, "conversion", "浙土字B〔2025〕第{}号", "2025-01-08"),
    )
    return [
        feature_table(
            shapes,
            {
                "approval_type": [kind] * len(shapes),
                "doc_no": [number.format(place) for place in range(len(shapes))],
                "approved_on": [day] * len(shapes),
            },
            name=name,
        )
        for name, shapes, kind, number, day in kinds
    ]


def inputs() -> ScreeningInputs:
    """Farmland everywhere, permanent basic farmland in the east, two villages of two towns."""
    return ScreeningInputs(
        patches=_patches(),
        approvals=_approvals(),
        farmland=feature_table([_box(-100, -100, 700, 600)], {"class_code": ["0101"]}, name="DLTB_2023"),
        basic_farmland=feature_table([_box(320, -100, 280, 600)], {"zone_no": ["1"]}, name="YJJBNTTB"),
        units=feature_table(
            [_box(-100, -100, 700, 290), _box(-100, 190, 700, 310), _box(-100, -100, 700, 290),
             _box(-100, 190, 700, 310)],
            {"unit_code": ["330211003217", "330211101204", "330211003", "330211101"],
             "unit_name": ["东邑村", "河头村", "骆驼街道", "九龙湖镇"]},
            name="XZQ",
        ),
    )  # fmt: skip


def make_workspace(path: Path) -> Path:
    """Screen the district into a new workspace at ``path``."""
    given = inputs()
    with open_workspace(path) as workspace:
        save_run(workspace, screen(given, load_rules()), "测试员", units=given.units)
    return path


def find_unlawful(path: Path, patch_no: str, unlawful_m2: float) -> None:
    """Carry one yellow patch to red: found by one person, confirmed by another."""
    with open_workspace(path) as workspace:
        uid = workspace.db.execute("SELECT uid FROM patch WHERE patch_no = ?", (patch_no,)).fetchone()[0]
        finding = Finding("found_unlawful", "李四", "2026-11-02", patch_uid=uid, note="已建厂房")
        record_finding(workspace, finding)
        record_audit(
            workspace, uid, "confirm", "王小明", "town",
            "违法占用耕地", unlawful_m2=unlawful_m2,
        )  # fmt: skip
