"""The change patches that the special accounts count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import feature_table
from gengdi_plugin.store.ledger_patches import ledger_patches
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.splitting import split_patch
from gengdi_plugin.store.workspace import open_workspace

SQUARES = [shapely.box(121.6 + 0.002 * n, 29.9, 121.601 + 0.002 * n, 29.901) for n in range(2)]


def test_they_have_their_ground_code_and_unit_and_no_patch_that_was_divided(tmp_path: Path) -> None:
    ground = [shapely.box(121.5, 29.8, 121.9, 30.0)]
    inputs = ScreeningInputs(
        feature_table(SQUARES, {"patch_no": ["P1", "P2"], "change_type": ["20", "20"]}, name="patches"),
        approvals=[feature_table([shapely.box(122.0, 29.8, 122.1, 29.9)], {"doc_no": ["A1"]}, name="away")],
        units=feature_table(ground, {"unit_code": ["330211001001"], "unit_name": ["演示村"]}, name="units"),
    )
    with open_workspace(tmp_path / "w.sqlite") as workspace:
        save_run(workspace, screen(inputs, load_rules()), actor="tester")
        table = ledger_patches(workspace)
        assert table.column("code").tolist() == ["yellow", "yellow"]
        assert set(table.column("unit_code")) == {"330211001001"}
        assert np.allclose(sorted(shapely.area(table.geometry)), sorted(map(shapely.area, SQUARES)))
        half = shapely.LineString([(121.6005, 29.8), (121.6005, 30.0)])
        split_patch(workspace, table.ids[_first(table.geometry)], [half.wkb], "tester", "officer")
        assert len(ledger_patches(workspace)) == 3


def _first(shapes: np.ndarray) -> int:
    return int(np.argmin(shapely.bounds(shapes)[:, 0]))
