"""``gengdi:casefigures`` and ``gengdi:whatif``."""

from __future__ import annotations

from pathlib import Path

import pytest
from rectifying_cases import TODAY, make_cases
from test_run_reports import run

from qgis.core import NULL, QgsProcessingException, QgsVectorLayer

from gengdi_plugin.processing.case_figures import CaseFiguresAlgorithm
from gengdi_plugin.processing.what_if import WhatIfAlgorithm
from gengdi_plugin.store.case_figures import FIGURE_FIELDS
from gengdi_plugin.store.what_if import WHAT_IF_FIELDS


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_cases(tmp_path_factory.mktemp("案件") / "工作库.sqlite"))


def test_figures_come_out_as_numbers(workspace: str) -> None:
    results, rows = run(CaseFiguresAlgorithm(), WORKSPACE=workspace)
    assert tuple(rows[0]) == FIGURE_FIELDS
    (town,) = rows
    assert (town["unit_code"], town["rank"], town["cases"], town["cases_m2"]) == ("330211001", 1, 4, 4000.0)
    assert (town["filing_rate"], town["conclusion_rate"], town["rectification_rate"]) == (0.25, 0.0, 0.25)
    assert (town["with_deadline"], town["overdue"]) == (3, 1)
    assert town["found_count"] == 9
    assert (results["CASES"], results["CLOSED"], results["OVERDUE"]) == (4, 1, 1)


def test_the_level_by_word_or_place_and_days_in_any_spelling(workspace: str) -> None:
    for level in ("village", 1):
        _, rows = run(CaseFiguresAlgorithm(), WORKSPACE=workspace, LEVEL=level)
        assert [row["unit_code"] for row in rows] == ["330211001001"]
    results, rows = run(CaseFiguresAlgorithm(), WORKSPACE=workspace, TO="2020年", ON=TODAY)
    assert results["CASES"] == 0 and rows[0]["rectification_rate"] == NULL
    with pytest.raises(QgsProcessingException, match="is no day"):
        run(CaseFiguresAlgorithm(), WORKSPACE=workspace, FROM="昨天")


def test_figures_go_into_a_shapefile_s_short_names(workspace: str, tmp_path: Path) -> None:
    for algorithm in (CaseFiguresAlgorithm(), WhatIfAlgorithm()):
        target = tmp_path / f"{algorithm.ID}.shp"
        algorithm_results = run_to(algorithm, workspace, str(target))
        assert algorithm_results > 0


def run_to(algorithm: CaseFiguresAlgorithm | WhatIfAlgorithm, workspace: str, target: str) -> int:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"WORKSPACE": workspace, "OUTPUT": target}
    results, ok = algorithm.create().run(parameters, context, QgsProcessingFeedback(), {}, False)
    assert ok
    layer = QgsVectorLayer(results["OUTPUT"].replace(".shp", ".dbf"), "table", "ogr")
    names = [field.name() for field in layer.fields()]
    assert len(names) == len(set(names)) and all(len(name) <= 10 for name in names)
    assert "" not in names
    return int(layer.featureCount())


def test_what_if_ranks_pending_patches_and_simulates_a_list(workspace: str) -> None:
    results, rows = run(WhatIfAlgorithm(), WORKSPACE=workspace)
    assert tuple(rows[0]) == WHAT_IF_FIELDS
    assert [row["kind"] for row in rows] == ["town"] + ["patch"] * 3
    assert {row["patch_no"] for row in rows[1:]} == {"P003", "P005", "P006"}
    town = rows[0]
    assert town["unlawful_m2"] == 3000.0 and town["ratio_after"] == town["ratio_before"] < 0.15
    results, rows = run(WhatIfAlgorithm(), WORKSPACE=workspace, PATCHES="P003，P006")
    assert results["CHOSEN"] == 2
    assert rows[0]["ratio_after"] == pytest.approx(rows[0]["ratio_before"] / 3)
    assert [row["patch_no"] for row in rows if row["chosen"]] == ["P003", "P006"]


def test_what_if_takes_an_expression_and_refuses_what_is_not_pending(workspace: str) -> None:
    for expression, count in (("state = 'rectifying'", 1), ("area_m2 > 0", 3), ("code = 'green'", 0)):
        assert run(WhatIfAlgorithm(), WORKSPACE=workspace, PATCHES=expression)[0]["CHOSEN"] == count
    for wrong, words in (
        ("P002", "P002 are no pending patches"),
        ("P003, P777", "P777 are no pending"),
        ("state = ", "cannot be read"),
        ("colour = 'red'", "unknown field colour"),
    ):
        with pytest.raises(QgsProcessingException, match=words):
            run(WhatIfAlgorithm(), WORKSPACE=workspace, PATCHES=wrong)
    results, rows = run(WhatIfAlgorithm(), WORKSPACE=workspace, YEAR="1999")
    assert rows == [] and results["OVER_BEFORE"] == 0
