"""A small real workspace, screened by the real rule, for the interface's tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import open_workspace

_STEP = 0.002


def _square(place: int, share: float = 1.0) -> shapely.Polygon:
    west = 121.6 + _STEP * place
    return shapely.box(west, 29.9, west + 0.001 * share, 29.901)


def make_workspace(path: Path, patches: int = 6, lost: int = 0) -> Path:
    """Patches P001 … in a row: every third is covered by an approval, every third by half, the rest not.
    ``lost``: so many approvals, from the first on, are not there. Another run when the file exists."""
    squares = [_square(place) for place in range(patches)]
    numbers = [f"P{place + 1:03d}" for place in range(patches)]
    approved = [_square(place, 1.0 if place % 3 == 0 else 0.5) for place in range(patches) if place % 3 != 2]
    approvals = feature_table(
        approved,
        {
            "approval_type": ["conversion"] * len(approved),
            "doc_no": [f"A{number:03d}" for number in range(len(approved))],
        },
        name="approvals",
    )
    approvals = approvals.take(np.arange(lost, len(approvals)))
    ground = [shapely.box(121.5, 29.8, 121.9, 30.0)]
    inputs = ScreeningInputs(
        feature_table(squares, {"patch_no": numbers, "change_type": ["20"] * patches}, name="patches"),
        approvals=[approvals],
        farmland=feature_table(ground, {"class_code": ["0101"]}, name="farmland"),
        basic_farmland=feature_table([shapely.box(122.0, 29.8, 122.1, 29.9)], {}, name="basic"),
        units=feature_table(ground, {"unit_code": ["330211001001"], "unit_name": ["演示村"]}, name="units"),
    )
    with open_workspace(path) as workspace:
        save_run(workspace, screen(inputs, load_rules()), actor="tester")
    return path
