"""``gengdi:enterdocuments``: documents known at the desk, followed by a recorded re-screening."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gui_workspace import make_workspace

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from gengdi_plugin.processing.enter_documents import EnterDocumentsAlgorithm
from gengdi_plugin.store.workspace import open_workspace


def documents(*rows: tuple[float, float, str, str]) -> QgsVectorLayer:
    """Boxes from west to east (degrees beyond 121.6) with number and date."""
    fields = "field=approval_type:string&field=doc_no:string&field=approved_on:string"
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", "补充手续", "memory")
    for west, east, number, day in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["conversion", number, day])
        box = f"POLYGON(({121.6 + west} 29.89,{121.6 + east} 29.89,{121.6 + east} 29.91,{121.6 + west} 29.91,"
        feature.setGeometry(QgsGeometry.fromWkt(f"{box}{121.6 + west} 29.89))"))
        assert layer.dataProvider().addFeature(feature)
    return layer


def run(**parameters: Any) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The results, and the report's rows by patch number."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback()
    results, ok = (
        EnterDocumentsAlgorithm()
        .create()
        .run({"OUTPUT": "memory:", **parameters}, context, feedback, {}, False)
    )
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    layer = QgsProcessingUtils.mapLayerFromString(results["OUTPUT"], context)
    names = [field.name() for field in layer.fields()]
    rows = [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]
    return results, {row["patch_no"]: row for row in rows}


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作库.sqlite")


def colours(path: Path) -> dict[str, str]:
    with open_workspace(path) as ws:
        return dict(ws.db.execute("SELECT patch_no, code FROM patch_status").fetchall())


def test_documents_release_what_they_cover_and_divide_what_they_cover_in_part(workspace: Path) -> None:
    layer = documents((0.0039, 0.0051, "甲", "2023-01-01"), (0.0099, 0.0105, "乙", "2023-01-01"))
    results, rows = run(WORKSPACE=str(workspace), DOCUMENTS=[layer], DIVIDE=True, OFFICER="张三")
    assert (results["ENTERED"], results["REACHED"], results["RELEASED"], results["DIVIDED"]) == (2, 2, 1, 1)
    assert rows["P003"]["code"] == "green" and rows["P006"]["parts"] == "2"
    found = colours(workspace)
    assert found["P003"] == "green" and (found["P006-1"], found["P006-2"]) == ("yellow", "green")
    assert "P006" not in found
    again, _ = run(WORKSPACE=str(workspace), DOCUMENTS=[layer], DIVIDE=True, OFFICER="张三")
    assert again["RELEASED"] == again["DIVIDED"] == 0, "the same documents again change nothing"
    assert colours(workspace) == found


def test_without_leave_nothing_is_divided(workspace: Path) -> None:
    results, rows = run(
        WORKSPACE=str(workspace), DOCUMENTS=[documents((0.0099, 0.0105, "乙", "2023"))], OFFICER="张三"
    )
    assert (results["RELEASED"], results["DIVIDED"], rows["P006"]["code"]) == (0, 0, "yellow")


def test_a_document_without_number_is_named_and_nothing_is_kept(workspace: Path) -> None:
    layer = documents((0.0039, 0.0051, "甲", "2023-01-01"), (0.0099, 0.0105, "", "2023-01-01"))
    with pytest.raises(QgsProcessingException, match="number"):
        run(WORKSPACE=str(workspace), DOCUMENTS=[layer], OFFICER="张三")
    with open_workspace(workspace) as ws:
        assert ws.db["approval"].count == 0 and ws.db["screening_run"].count == 1
