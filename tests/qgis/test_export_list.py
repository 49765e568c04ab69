"""``gengdi:exportlist`` on a workspace that the real screening wrote."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from list_ground import GREEN, YELLOW, find_unlawful, make_workspace
from osgeo import gdal

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from gengdi_plugin.layers.marking import choose_marking
from gengdi_plugin.processing.export_list import ExportListAlgorithm

RED = "3302112024" + "00004"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_workspace(tmp_path_factory.mktemp("清单 测试") / "工作库.sqlite")
    find_unlawful(path, RED, 900.0)
    return path


def export(workspace: Path, output: Path, **more: Any) -> dict[str, Any]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = QgsProcessingFeedback()
    algorithm = ExportListAlgorithm().create()
    parameters = {"WORKSPACE": str(workspace), "OUTPUT": str(output), **more}
    good, sentence = algorithm.checkParameterValues(parameters, context)
    if not good:
        raise QgsProcessingException(sentence)
    results, ok = algorithm.run(parameters, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    return results


def numbers(path: Path) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["监测编号"] for row in csv.DictReader(stream)}


def test_the_three_lists_share_no_patch_and_miss_none(workspace: Path, tmp_path: Path) -> None:
    lists = {}
    for key in ("verification", "rectification", "release"):
        path = tmp_path / f"{key}.csv"
        results = export(workspace, path, LIST=key)
        lists[key] = numbers(path)
        assert results["COUNT"] == len(lists[key])
    assert lists["rectification"] == {RED}
    assert (len(lists["verification"]), len(lists["release"])) == (YELLOW - 1, GREEN)
    assert len(set.union(*lists.values())) == YELLOW + GREEN


def test_a_list_given_by_its_place_is_that_list(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "second.csv"
    export(workspace, path, LIST=1)
    assert numbers(path) == {RED}


@pytest.mark.parametrize("wrong", ["all", 3, "Release"])
def test_no_other_list_exists(workspace: Path, tmp_path: Path, wrong: Any) -> None:
    with pytest.raises(QgsProcessingException):
        export(workspace, tmp_path / "x.csv", LIST=wrong)
    assert not (tmp_path / "x.csv").exists()


def test_a_unit_limits_the_list(workspace: Path, tmp_path: Path) -> None:
    sizes = {}
    for unit in ("330211", "330211003", "330211101204", "330212"):
        sizes[unit] = export(workspace, tmp_path / f"{unit}.xlsx", LIST="release", UNIT=unit)["COUNT"]
    assert sizes == {"330211": GREEN, "330211003": GREEN // 2, "330211101204": GREEN // 2, "330212": 0}
    sheet = openpyxl.load_workbook(tmp_path / "330212.xlsx").active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "本期无此类图斑。" in texts
    assert any("GENGDI-DEFAULT-1" in text for text in texts)


def test_the_signed_list_rests_on_the_run(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    export(workspace, path, LIST="verification")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "骆驼街道", "九龙湖镇"]
    texts = "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )
    for words in ("骆驼街道　小计", "九龙湖镇　小计", "DLTB_2023", "镇土供〔2022〕第0号", "疑似"):
        assert words in texts


def test_qgis_opens_the_geopackage_with_its_aliases(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "清单.gpkg"
    export(workspace, path, LIST="rectification")
    layer = QgsVectorLayer(f"{path}|layername=rectification", "list", "ogr")
    assert layer.isValid() and layer.crs().authid() == "EPSG:4490"
    alias = layer.fields().field("patch_no").alias()
    feature = next(layer.getFeatures())
    found = (feature["unlawful_m2"], feature["auditor"], feature.geometry().isEmpty())
    del layer, feature
    assert found == (900.0, "王**", False)
    if int(gdal.VersionInfo()) >= 3070000:  # older ones do not read the aliases that are in the file
        assert alias == "监测编号"


def test_a_file_shown_in_the_project_is_not_replaced(
    workspace: Path, tmp_path: Path, qgis_new_project: None
) -> None:
    path = tmp_path / "shown.gpkg"
    export(workspace, path, LIST="release")
    layer = QgsVectorLayer(f"{path}|layername=release", "放行", "ogr")
    QgsProject.instance().addMapLayer(layer)
    with pytest.raises(QgsProcessingException, match="放行"):
        export(workspace, path, LIST="release")
    QgsProject.instance().removeAllMapLayers()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"OUTPUT": "list.docx"}, r"\.xlsx, \.csv"),
        ({"UNIT": "33021"}, "unit code"),
        ({"WORKSPACE": "/nowhere/ws.sqlite"}, "nowhere"),
        ({"WORKSPACE": ""}, "WORKSPACE"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(
    workspace: Path, tmp_path: Path, more: dict[str, Any], sentence: str
) -> None:
    if "OUTPUT" in more:
        more = {"OUTPUT": str(tmp_path / more["OUTPUT"])}
    output = tmp_path / "list.xlsx"
    with pytest.raises(QgsProcessingException, match=sentence):
        export(workspace, output, **{"LIST": "release", **more})
    assert list(tmp_path.iterdir()) == []


def test_an_absent_workspace_is_created_and_said_aloud(tmp_path: Path) -> None:
    said: list[str] = []

    class Listening(QgsProcessingFeedback):
        def pushWarning(self, warning: str) -> None:  # noqa: N802 - QGIS's name
            said.append(warning)

    parameters = {
        "WORKSPACE": str(tmp_path / "新.sqlite"), "LIST": "release", "OUTPUT": str(tmp_path / "list.xlsx"),
    }  # fmt: skip
    algorithm = ExportListAlgorithm().create()
    results, ok = algorithm.run(parameters, QgsProcessingContext(), Listening(), {}, False)
    assert ok and results["COUNT"] == 0
    assert (tmp_path / "新.sqlite").is_file()
    assert any("新.sqlite" in warning for warning in said)


def test_another_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"not a database")
    with pytest.raises(QgsProcessingException, match=r"other\.sqlite"):
        export(other, tmp_path / "list.xlsx", LIST="release")


def test_the_marking_is_the_parameters_else_the_projects(
    workspace: Path, tmp_path: Path, qgis_new_project: None
) -> None:
    def top(**more: Any) -> Any:
        path = tmp_path / "list.xlsx"
        export(workspace, path, LIST="verification", **more)
        return openpyxl.load_workbook(path).worksheets[1]["A1"].value

    assert top().startswith("疑似")
    choose_marking(QgsProject.instance(), "内部")
    assert top() == "内部"
    assert top(MARKING="confidential") == "涉密"
    with pytest.raises(QgsProcessingException, match="too long"):
        top(MARKING="内部" * 9)
