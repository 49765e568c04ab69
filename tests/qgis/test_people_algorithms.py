"""Responsible people, dispatch, patrol coverage and patrol plan as Processing algorithms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from gui_workspace import make_workspace

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from gengdi_plugin.processing.dispatch_patches import SCOPES, DispatchPatchesAlgorithm
from gengdi_plugin.processing.import_responsible import ImportResponsibleAlgorithm
from gengdi_plugin.processing.patrol_coverage import PatrolCoverageAlgorithm
from gengdi_plugin.processing.patrol_plan import PatrolPlanAlgorithm
from gengdi_plugin.store.responsible import people_of
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.workspace import open_workspace

VILLAGE = "330211001001"
TABLE = (
    "姓名,级别,单位代码,职务,电话,部门\n"
    f"李四,村级,{VILLAGE},巡查员,13812345678,演示村\n"
    f"王五,乡镇级,{VILLAGE[:9]},乡级田长,0574-86251234,街道\n"
)


def run(algorithm: QgsProcessingAlgorithm, **parameters: Any) -> tuple[dict[str, Any], str, QgsProcessingContext]:  # fmt: skip # noqa: E501
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback()
    made = algorithm.create()
    good, sentence = made.checkParameterValues(parameters, context)
    if not good:
        raise QgsProcessingException(sentence)
    results, ok = made.run(parameters, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    return results, feedback.textLog(), context


def rows(results: dict[str, Any], name: str, context: QgsProcessingContext) -> list[dict[str, Any]]:
    layer = QgsProcessingUtils.mapLayerFromString(results[name], context)
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作库.sqlite")


@pytest.fixture()
def table(tmp_path: Path) -> Path:
    path = tmp_path / "责任人.csv"
    path.write_text(TABLE, encoding="gb18030")
    return path


def layer_of(path: Path) -> QgsVectorLayer:
    layer = QgsVectorLayer(str(path), "people", "ogr")
    assert layer.isValid()
    return layer


def test_people_come_from_a_csv_file_of_any_encoding(workspace: Path, table: Path) -> None:
    results, _, _ = run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer_of(table))
    assert results == {"ADDED": 2, "CHANGED": 0, "UNCHANGED": 0, "REFUSED": 0}
    again, _, _ = run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer_of(table))
    assert (again["ADDED"], again["UNCHANGED"]) == (0, 2)
    with open_workspace(workspace) as ws:
        assert {one.name for one in people_of(ws)} == {"李四", "王五"}


def test_people_come_from_any_table_that_qgis_reads(workspace: Path) -> None:
    layer = QgsVectorLayer("None?field=姓名:string&field=单位代码:int64&field=手机:string&field=任期起:date", "p", "memory")  # fmt: skip # noqa: E501
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["李四", int(VILLAGE), "13812345678", None])
    wrong = QgsFeature(layer.fields())
    wrong.setAttributes([None, 1, "", None])
    layer.dataProvider().addFeatures([feature, wrong])
    results, log, _ = run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer)
    assert (results["ADDED"], results["REFUSED"]) == (1, 1)
    assert "Row 2" in log
    with open_workspace(workspace) as ws:
        (one,) = people_of(ws)
    assert (one.unit_code, one.phone, one.level) == (VILLAGE, "13812345678", "village")


def test_a_table_of_something_else_is_refused(workspace: Path) -> None:
    layer = QgsVectorLayer("None?field=a:string", "p", "memory")
    with pytest.raises(QgsProcessingException, match="单位代码"):
        run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer)


def test_patches_are_dispatched_by_place_and_the_table_masks_names(workspace: Path, table: Path) -> None:
    run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer_of(table))
    results, _, context = run(
        DispatchPatchesAlgorithm(), WORKSPACE=str(workspace), OFFICER="内业", DUE_DAYS=3, OUTPUT="memory:"
    )
    assert (results["DISPATCHED"], results["NOBODY"], results["LEFT_OUT"]) == (4, 0, 0)
    (*_, last) = told = rows(results, "OUTPUT", context)
    assert len(told) == 4 and {row["responsible"] for row in told} == {"李*"}
    assert {(row["scope"], row["why"]) for row in told} == {("cultivated", "inspector")}
    with open_workspace(workspace) as ws:
        found = {row.patch_no: row for row in patch_rows(ws)}
    assert {found[row["patch_no"]].state for row in told} == {"dispatched"}
    assert found[last["patch_no"]].due_on == last["due_on"] > dt.date.today().isoformat()
    again, _, _ = run(DispatchPatchesAlgorithm(), WORKSPACE=str(workspace))
    assert again["DISPATCHED"] == 0 and "OUTPUT" not in again


def test_nobody_responsible_is_said_and_nothing_recorded(workspace: Path) -> None:
    results, log, _ = run(DispatchPatchesAlgorithm(), WORKSPACE=str(workspace))
    assert (results["DISPATCHED"], results["NOBODY"]) == (0, 4)
    assert "nobody is responsible" in log


@pytest.mark.parametrize("scope", [["not_cultivated"], [SCOPES.index("not_cultivated")], "not_cultivated"])
def test_another_scope_leaves_these_waiting(workspace: Path, table: Path, scope: Any) -> None:
    run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer_of(table))
    results, _, _ = run(DispatchPatchesAlgorithm(), WORKSPACE=str(workspace), SCOPE=scope)
    assert (results["DISPATCHED"], results["LEFT_OUT"]) == (0, 4)


def polygons(name: str, crs: str, *features: tuple[dict[str, str], str]) -> QgsVectorLayer:
    fields = "".join(f"&field={key}:string" for key in features[0][0])
    layer = QgsVectorLayer(f"Polygon?crs={crs}{fields}", name, "memory")
    made = []
    for values, wkt in features:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values.values()))
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return layer


def square(west: float, east: float) -> str:
    return f"POLYGON(({west} 29.9,{east} 29.9,{east} 29.91,{west} 29.91,{west} 29.9))"


def villages() -> QgsVectorLayer:
    return polygons(
        "村级行政区", "EPSG:4490",
        ({"XZQDM": "330211001001", "XZQMC": "甲村"}, square(121.60, 121.61)),
        ({"XZQDM": "330211001002", "XZQMC": "乙村"}, square(121.608, 121.62)),
    )  # fmt: skip


def parcels() -> QgsVectorLayer:
    return polygons(
        "DLTB", "EPSG:4490",
        ({"DLBM": "0101", "TBBH": "1", "ZLDWDM": VILLAGE}, square(121.605, 121.625)),
        ({"DLBM": "0201", "TBBH": "2", "ZLDWDM": VILLAGE}, square(121.63, 121.64)),
    )  # fmt: skip


def test_gaps_and_overlaps_are_polygons_in_the_farmlands_system() -> None:
    results, log, context = run(
        PatrolCoverageAlgorithm(), UNITS=villages(), FARMLAND=parcels(), GAPS="memory:", OVERLAPS="memory:"
    )
    (gap,) = rows(results, "GAPS", context)
    (overlap,) = rows(results, "OVERLAPS", context)
    whole = results["FARMLAND_M2"]
    assert gap["area_m2"] == pytest.approx(whole / 4, rel=1e-3)
    assert overlap["area_m2"] == pytest.approx(whole / 10, rel=1e-3)
    assert (gap["parcel_no"], gap["unit_codes"] or "") == ("1", "")
    assert overlap["unit_codes"] == "330211001001,330211001002"
    assert results["GAP_M2"] == pytest.approx(gap["area_m2"])
    assert results["OVERLAP_M2"] == pytest.approx(overlap["area_m2"])
    assert "1 piece(s)" in log


def test_layers_that_cannot_tell_are_refused_by_name() -> None:
    county = polygons("县界", "EPSG:4490", ({"XZQDM": "330211", "XZQMC": "镇海"}, square(121.6, 121.7)))
    with pytest.raises(QgsProcessingException, match="县界"):
        run(PatrolCoverageAlgorithm(), UNITS=county, FARMLAND=parcels(), GAPS="memory:", OVERLAPS="memory:")
    orchard = polygons("园地", "EPSG:4490", ({"DLBM": "0201", "TBBH": "2"}, square(121.6, 121.7)))
    with pytest.raises(QgsProcessingException, match="园地"):
        run(PatrolCoverageAlgorithm(), UNITS=villages(), FARMLAND=orchard, GAPS="memory:", OVERLAPS="memory:")


def test_the_plan_of_a_month(workspace: Path, table: Path) -> None:
    run(ImportResponsibleAlgorithm(), WORKSPACE=str(workspace), INPUT=layer_of(table))
    with open_workspace(workspace) as ws:
        ws.db.execute("INSERT INTO unit (unit_code, unit_name) VALUES (?, '演示村')", (VILLAGE,))
    results, _, context = run(
        PatrolPlanAlgorithm(), WORKSPACE=str(workspace), FROM="2026-01-01", TO="2026-01", OUTPUT="memory:"
    )
    told = rows(results, "OUTPUT", context)
    assert (results["MADE"], results["NOBODY"], len(told)) == (5, 0, 5)
    assert results["MISSED"] == 5
    assert {(row["level"], row["status"]) for row in told} == {("village", "missed"), ("town", "missed")}
    assert [row["responsible"] for row in told] == ["李*"] * 4 + ["王*"], "the town's own on the 30th"
    again, _, _ = run(PatrolPlanAlgorithm(), WORKSPACE=str(workspace), FROM="20260101", TO="20260131")
    assert again["MADE"] == 0
    with pytest.raises(QgsProcessingException, match="is no day"):
        run(PatrolPlanAlgorithm(), WORKSPACE=str(workspace), FROM="soon", TO="later")
    with pytest.raises(QgsProcessingException, match="later one"):
        run(PatrolPlanAlgorithm(), WORKSPACE=str(workspace), FROM="2026-02-01", TO="2026-01-01")
