"""``gengdi:screenpatches`` in real QGIS: bureau layers in, the contract's fields out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from real_layers import memory_layer, saved

import processing
from qgis.core import (
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from gengdi_plugin.core.screening.result import EVIDENCE_FIELDS, OUTPUT_FIELDS, REMAINDER_FIELDS
from gengdi_plugin.processing.screen_patches import ScreenPatchesAlgorithm

pytestmark = pytest.mark.usefixtures("qgis_processing")

LON, LAT = 1 / 96_700, 1 / 110_850


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle in about metres near Zhenhai, as EPSG:4490 WKT."""
    ring = shapely.box(
        121.6 + x * LON, 29.95 + y * LAT, 121.6 + (x + width) * LON, 29.95 + (y + height) * LAT
    )
    return str(ring.wkt)


PATCH_ROWS = [
    (box(0, 0, 100, 50), "330211-0001", "20", "202012", "20211231"),
    (box(300, 0, 100, 50), "330211-0002", "YH", "202012", "20211231"),
    (box(600, 0, 100, 50), "330211-0003", "20", "202012", "2021/12/31"),
    (None, "330211-0004", "20", "202012", "20211231"),
]
APPROVAL_ROWS = [
    (box(-1, -1, 102, 52), "甬土〔2020〕12号", "2020年6月"),
    (box(300, 0, 60, 50), "甬土〔2020〕13号", "20200601"),
]


def layers(
    patches: str = "EPSG:4490", approvals: str = "EPSG:4490", farmland: str = "EPSG:4490"
) -> dict[str, Any]:
    """Layers with the names and fields that bureaus use, each in the CRS asked for."""
    text = {"JCBH": "text", "TBLX": "text", "QSX": "text", "HSX": "text"}
    land = [(box(-500, -500, 1000, 1000), "0101"), (box(500, -500, 1000, 1000), "0201")]
    return {
        "PATCHES": memory_layer("变化图斑", text, PATCH_ROWS, crs=patches),
        "APPROVALS": [
            memory_layer("JSYDBP_NZYDK_X", {"PZWH": "text", "PZRQ": "text"}, APPROVAL_ROWS, crs=approvals),
            memory_layer("NCTDZHZZ_CJDK", {"XMMC": "text"}, [(box(600, 0, 100, 50), "拆旧")], crs=approvals),
        ],
        "FARMLAND": memory_layer("DLTB", {"DLBM": "text"}, land, crs=farmland),
        "BASIC_FARMLAND": memory_layer("YJJBNTTB", {"JBNTTBBH": "text"}, [(box(340, 0, 9, 50), "1")]),
    }


def run(inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    sinks = dict.fromkeys(("OUTPUT", "EVIDENCE", "REMAINDERS"), "TEMPORARY_OUTPUT")
    return dict(processing.run(ScreenPatchesAlgorithm().create(), {**inputs, **sinks, **more}))


def table(layer: QgsVectorLayer | str) -> list[dict[str, Any]]:
    if isinstance(layer, str):
        layer = QgsVectorLayer(layer, "opened", "ogr")
    assert layer.isValid()
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]


def test_bureau_layers_give_the_fields_and_the_verdicts_of_the_contract():
    answer = run(layers())
    rows = table(answer["OUTPUT"])
    assert tuple(rows[0]) == ("JCBH", "TBLX", "QSX", "HSX", *OUTPUT_FIELDS)
    assert [row["reason"] for row in rows] == [
        "covered",
        "partly_covered",
        "approval_not_valid",
        "geometry_error",
    ]
    assert [row["code"] for row in rows] == ["green", "yellow", "yellow", "yellow"]
    assert (answer["COUNT"], answer["GREEN"], answer["YELLOW"]) == (4, 1, 3)
    assert tuple(table(answer["EVIDENCE"])[0]) == EVIDENCE_FIELDS
    assert tuple(table(answer["REMAINDERS"])[0]) == REMAINDER_FIELDS
    evidence = {row["layer"]: row for row in table(answer["EVIDENCE"])}
    assert evidence["NCTDZHZZ_CJDK"]["why_not"] == "not_a_proof"
    assert evidence["NCTDZHZZ_CJDK"]["counts"] is False
    assert rows[0]["best_doc_no"] == "甬土〔2020〕12号"
    assert rows[0]["approved_share"] == 1.0
    assert rows[1]["unauthorised_basic_m2"] == 0.0
    assert not answer["EVIDENCE"].isSpatial()


@pytest.mark.parametrize(
    ("patches", "approvals", "farmland"),
    [
        ("EPSG:4549", "EPSG:4490", "EPSG:3857"),
        ("EPSG:4550", "EPSG:4528", "EPSG:4549"),
        ("EPSG:3857", "EPSG:4549", "EPSG:4490"),
    ],
)
def test_three_systems_give_the_numbers_of_one(patches, approvals, farmland):
    one, mixed = run(layers()), run(layers(patches, approvals, farmland))
    assert mixed["OUTPUT"].crs().authid() == patches
    assert mixed["REMAINDERS"].crs().authid() == patches
    for left, right in zip(table(one["OUTPUT"]), table(mixed["OUTPUT"])):
        assert left["spatial_code"] == right["spatial_code"]
        assert left["reason"] == right["reason"]
        for name in OUTPUT_FIELDS:
            if name.endswith("_m2") and isinstance(left[name], float):
                assert right[name] == pytest.approx(left[name], rel=1e-6, abs=0.3), name
        if isinstance(left["area_m2"], float):
            assert right["area_m2"] == pytest.approx(left["area_m2"], rel=1e-6)


def test_one_feature_per_patch_with_its_own_geometry_and_the_repaired_where_it_was_broken():
    inputs = layers(patches="EPSG:4549")
    layer = inputs["PATCHES"]
    bow = "POLYGON((121.61 29.95, 121.611 29.951, 121.611 29.95, 121.61 29.951, 121.61 29.95))"
    extra = memory_layer("x", {"JCBH": "text", "TBLX": "text", "QSX": "text", "HSX": "text"},
                         [(bow, "330211-0005", "20", "202012", "20211231")], crs="EPSG:4549")  # fmt: skip
    layer.dataProvider().addFeatures(list(extra.getFeatures()))
    output = list(run(inputs)["OUTPUT"].getFeatures())
    originals = list(layer.getFeatures())
    assert len(output) == 5
    before, after = originals[0].geometry(), output[0].geometry()
    assert after.isMultipart()
    assert after.equals(before) or after.asGeometryCollection()[0].equals(before)
    assert output[4].geometry().isGeosValid()
    assert output[4].geometry().area() == pytest.approx(0.5 * 96.7 * 110.85, rel=0.01)
    assert not output[3].hasGeometry() or output[3].geometry().isEmpty()


def test_own_fields_of_the_same_name_are_kept_with_a_prefix_and_earlier_outputs_replaced(tmp_path):
    fields = {"JCBH": "text", "Code": "text", "fid": "real", "area_m2": "real"}
    patches = memory_layer("变化图斑", fields, [(box(0, 0, 100, 50), "A", "mine", 7.5, 1.0)])
    first = run({**layers(), "PATCHES": patches}, OUTPUT=str(tmp_path / "first.gpkg"))
    (row,) = table(first["OUTPUT"])
    assert (row["src_Code"], row["src_fid"], row["src_area_m2"], row["code"]) == ("mine", 7.5, 1.0, "green")
    again = QgsVectorLayer(first["OUTPUT"], "变化图斑", "ogr")
    (second,) = table(run({**layers(), "PATCHES": again, "APPROVALS": []})["OUTPUT"])
    assert (second["code"], second["reason"], second["src_Code"]) == ("yellow", "inputs_missing", "mine")
    assert "src_code" not in second
    assert "src_src_fid" not in second


def test_shapefile_output_has_short_names_and_every_row(tmp_path):
    path = tmp_path / "筛查结果.shp"
    rows = table(run(layers(), OUTPUT=str(path))["OUTPUT"])
    assert len(rows) == 4
    assert all(len(name) <= 10 for name in rows[0])
    assert {"sp_code", "appr_share", "uncult_m2", "unauth_m2", "near_uscc"} <= set(rows[0])
    assert rows[0]["sentence"].endswith(".")
    assert rows[3]["appr_m2"] is None or rows[3]["appr_m2"] != 0


def test_unsaved_edits_and_filters_are_what_is_screened():
    inputs = layers()
    patches = inputs["PATCHES"]
    patches.startEditing()
    fid = next(f.id() for f in patches.getFeatures() if f["JCBH"] == "330211-0003")
    patches.changeGeometry(fid, QgsGeometry.fromWkt(box(10, 10, 20, 20)))
    assert table(run(inputs)["OUTPUT"])[2]["reason"] == "covered"
    assert patches.isEditable()
    patches.rollBack()
    patches.setSubsetString("\"TBLX\" = '20'")
    assert [row["JCBH"][-1] for row in table(run(inputs)["OUTPUT"])] == ["1", "3", "4"]


def test_the_type_of_an_unknown_layer_is_told_by_a_parameter():
    inputs = layers()
    unnamed = memory_layer("图层七", {"PZWH": "text", "PZRQ": "text"}, APPROVAL_ROWS)
    inputs["APPROVALS"] = [unnamed]
    assert table(run(inputs)["OUTPUT"])[0]["reason"] == "approval_not_valid"
    told = run(inputs, APPROVAL_TYPES="图层七=conversion")
    assert table(told["OUTPUT"])[0]["code"] == "green"


def test_without_approvals_the_algorithm_still_answers():
    rows = table(run({**layers(), "APPROVALS": []})["OUTPUT"])
    assert {row["reason"] for row in rows} == {"inputs_missing", "geometry_error"}
    assert not any(isinstance(row["approved_m2"], float) for row in rows)


def refusal(inputs: dict[str, Any], **more: Any) -> str:
    feedback = QgsProcessingFeedback()
    parameters = {**inputs, "OUTPUT": "TEMPORARY_OUTPUT", **more}
    with pytest.raises(QgsProcessingException):
        processing.run(ScreenPatchesAlgorithm().create(), parameters, feedback=feedback)
    return str(feedback.textLog())


def test_bad_input_is_refused_with_the_name_and_the_mend(tmp_path):
    inputs = layers()
    homeless = memory_layer("无坐标系", {"DLBM": "text"}, [(box(0, 0, 9, 9), "0101")], crs="")
    assert "无坐标系" in refusal({**inputs, "FARMLAND": homeless})
    assert "none.json" in refusal({**inputs, "RULES": str(tmp_path / "none.json")})
    nonsense = refusal(inputs, APPROVAL_TYPES="JSYDBP_NZYDK_X")
    assert "JSYDBP_NZYDK_X" in nonsense
    unclear = memory_layer("某图层", {"X": "text"}, [(box(0, 0, 9, 9), "1")])
    assert "某图层" in refusal(inputs, ZONES=[unclear])
    no_class = memory_layer("DLTB", {"X": "text"}, [(box(0, 0, 9, 9), "1")])
    assert "DLTB" in refusal({**inputs, "FARMLAND": no_class})


def test_a_layer_that_cannot_be_read_is_named_never_taken_for_absent(tmp_path):
    algorithm = ScreenPatchesAlgorithm().create()
    for name in ("PATCHES", "FARMLAND"):
        parameters = {**layers(), name: str(tmp_path / "没有.gpkg"), "OUTPUT": "TEMPORARY_OUTPUT"}
        good, sentence = algorithm.checkParameterValues(parameters, QgsProcessingContext())
        assert not good
        assert name in sentence and "没有.gpkg" in sentence
    missing = {**layers(), "APPROVALS": [str(tmp_path / "没有.gpkg")]}
    assert "没有.gpkg" in refusal(missing)


def test_zones_and_sources_are_told_apart_by_their_names():
    zones = [
        memory_layer("LSSCGNQ", {"BSM": "text"}, [(box(0, 0, 10, 50), "1")]),
        memory_layer("生态保护红线", {"BSM": "text"}, [(box(0, 0, 20, 50), "1")]),
    ]
    points = memory_layer(
        "污染源企业", {"uscc": "text", "name": "text"}, [("POINT(121.6 29.951)", "91330211MA2AF12345", "厂")],
        geometry="Point",
    )  # fmt: skip
    row = table(run(layers(), ZONES=zones, SOURCES=[points])["OUTPUT"])[0]
    assert row["grain_zone_m2"] == pytest.approx(500, rel=0.01)
    assert row["redline_m2"] == pytest.approx(1000, rel=0.01)
    assert row["high_standard_m2"] is None or not isinstance(row["high_standard_m2"], float)
    assert row["source_uscc"] == "91330211MA2AF12345"
    assert row["basis"] == "approvals,farmland,basic_farmland,grain_zone,ecological_redline,sources"


def test_a_zone_is_also_told_by_a_word_that_means_only_one_of_them():
    zones = [
        memory_layer("镇海粮食区2021", {"BSM": "text"}, [(box(0, 0, 10, 50), "1")]),
        memory_layer("redline_2021", {"BSM": "text"}, [(box(0, 0, 20, 50), "1")]),
    ]
    row = table(run(layers(), ZONES=zones)["OUTPUT"])[0]
    assert row["grain_zone_m2"] == pytest.approx(500, rel=0.01)
    assert row["redline_m2"] == pytest.approx(1000, rel=0.01)


def test_the_run_is_saved_and_codes_stay_the_same_the_next_time(tmp_path):
    workspace = tmp_path / "工作库.sqlite"
    first = run(layers(), WORKSPACE=str(workspace))
    assert first["RUN"] and workspace.is_file()
    inputs = layers()
    patches = inputs["PATCHES"]
    ids = [f.id() for f in patches.getFeatures()]
    patches.dataProvider().deleteFeatures(ids[:1])
    second = run(inputs, WORKSPACE=str(workspace))
    before = {row["JCBH"]: row["spatial_code"] for row in table(first["OUTPUT"])}
    after = {row["JCBH"]: row["spatial_code"] for row in table(second["OUTPUT"])}
    assert all(before[number] == code for number, code in after.items())
    assert second["RUN"] != first["RUN"]


def test_cancelling_writes_nothing_into_the_workspace(tmp_path):
    from gengdi_plugin.store import review
    from gengdi_plugin.store.workspace import open_workspace

    class Impatient(QgsProcessingFeedback):
        def isCanceled(self) -> bool:  # noqa: N802
            return True

    workspace = tmp_path / "w.sqlite"
    algorithm = ScreenPatchesAlgorithm().create()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {**layers(), "WORKSPACE": str(workspace), "OUTPUT": "TEMPORARY_OUTPUT"}
    algorithm.run(parameters, context, Impatient())
    if workspace.exists():
        with open_workspace(workspace) as opened:
            assert review.runs(opened) == []


def test_progress_is_truthful():
    seen: list[float] = []

    class Recording(QgsProcessingFeedback):
        def setProgress(self, progress: float) -> None:  # noqa: N802
            seen.append(progress)

    sinks = {"OUTPUT": "TEMPORARY_OUTPUT"}
    processing.run(ScreenPatchesAlgorithm().create(), {**layers(), **sinks}, feedback=Recording())
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] <= 100


def test_file_layers_of_every_kind_give_the_same_answer(tmp_path):
    expected = [row["reason"] for row in table(run(layers())["OUTPUT"])]
    for driver, ending in (("GPKG", "gpkg"), ("ESRI Shapefile", "shp"), ("SQLite", "sqlite")):
        folder = Path(tmp_path / f"耕地 {driver}")
        folder.mkdir()
        inputs = layers()
        inputs["PATCHES"] = saved(inputs["PATCHES"], folder / f"变化图斑.{ending}", driver)
        inputs["FARMLAND"] = saved(inputs["FARMLAND"], folder / f"DLTB.{ending}", driver)
        assert [row["reason"] for row in table(run(inputs)["OUTPUT"])] == expected, driver
