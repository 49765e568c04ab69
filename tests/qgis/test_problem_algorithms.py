"""The supervision list as Processing algorithms."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_workspace import make_workspace
from test_people_algorithms import rows, run

from qgis.core import QgsProcessingException

from gengdi_plugin.exchange.problem_tables import SUPERVISION_FIELDS
from gengdi_plugin.processing.import_problems import ImportProblemsAlgorithm
from gengdi_plugin.processing.supervision_list import SupervisionListAlgorithm
from gengdi_plugin.store.workspace import open_workspace

TABLE = (
    "问题标题,来源,统一社会信用代码,问题类型,等级,描述,坐落,图斑编号\n"
    "总磷超标,在线监测 W1,91350200MA2YJ1XR9G,超标排放,红,0.62 mg/L,330211001001,P002\n"
    "异味,信访 7,,信访,黄,电话 13812345678,河东路,\n"
    "无来源,,,信访,黄,,,\n"
)


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作库.sqlite")


@pytest.fixture()
def table(tmp_path: Path) -> str:
    path = tmp_path / "问题.csv"
    path.write_text(TABLE, encoding="gb18030")
    return str(path)


def test_problems_come_in_once_and_go_out_as_keys(workspace: Path, table: str) -> None:
    results, log, _ = run(ImportProblemsAlgorithm(), WORKSPACE=str(workspace), INPUT=table, OFFICER="甲")
    assert results == {"ADDED": 2, "UNCHANGED": 0, "REFUSED": 1} and "Row 3" in log
    again, _, _ = run(ImportProblemsAlgorithm(), WORKSPACE=str(workspace), INPUT=table, OFFICER="甲")
    assert again == {"ADDED": 0, "UNCHANGED": 2, "REFUSED": 1}
    results, _, context = run(SupervisionListAlgorithm(), WORKSPACE=str(workspace), OUTPUT="memory:")
    assert (results["COUNT"], results["OVERDUE"]) == (2, 0)
    found = {row["title"]: row for row in rows(results, "OUTPUT", context)}
    assert list(found["总磷超标"]) == list(SUPERVISION_FIELDS)
    one, other = found["总磷超标"], found["异味"]
    assert (one["kind"], one["level"], one["state"], one["patch_no"]) == (
        "exceedance",
        "red",
        "sensed",
        "P002",
    )
    assert one["overdue"] is False and one["co_departments"] == "enforcement,town" and one["step"] == "judge"
    assert "13812345678" not in other["description"] and "河东路" in other["description"]


def test_a_late_item_is_told_by_level_and_closed_ones_may_be_left_out(workspace: Path, table: str) -> None:  # fmt: skip # noqa: E501
    run(ImportProblemsAlgorithm(), WORKSPACE=str(workspace), INPUT=table, SOURCE="台账", OFFICER="甲")
    with open_workspace(workspace) as ws:
        ws.db.execute("UPDATE item_state SET since = '2026-01-05T08:00:00+08:00'")
        ws.db.execute("UPDATE item_state SET state = 'excluded' WHERE rowid = 1")
    results, _, context = run(
        SupervisionListAlgorithm(), WORKSPACE=str(workspace), OPEN_ONLY=True, OUTPUT="memory:"
    )
    found = rows(results, "OUTPUT", context)
    assert results["COUNT"] == 2 == results["OVERDUE"]
    assert all(row["overdue"] is True and row["escalation"] == "centre" and row["days_over"] > 7 for row in found)  # fmt: skip # noqa: E501
    results, _, _ = run(SupervisionListAlgorithm(), WORKSPACE=str(workspace), UNIT="99", OUTPUT="memory:")
    assert results["COUNT"] == 0


def test_a_table_without_a_title_is_refused_with_its_columns(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="问题标题"):
        run(ImportProblemsAlgorithm(), WORKSPACE=str(workspace), INPUT=str(path))
