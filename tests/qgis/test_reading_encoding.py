"""Chinese shapefiles with and without a .cpg, with a true one and a false one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_layers import shapefile

from qgis.core import QgsCoordinateTransformContext, QgsProject, QgsVectorLayer

from gengdi_plugin.layers.auto_binder import AutoBinder
from gengdi_plugin.layers.binding import stored_binding
from gengdi_plugin.layers.encoding import Dbf, detect, mend_encoding
from gengdi_plugin.layers.reading import LayerSource

RECTANGLE = "POLYGON((654000 3314900,654200 3314900,654200 3315000,654000 3315000,654000 3314900))"
FIELDS = ("监测编号", "图斑类型", "前时相", "后时相", "备注")
ROWS = [
    (RECTANGLE, "镇海甲一", "硬化", "2024年1月", "2024年6月", "九龙湖镇汶溪村，路边。" * 3),
    (RECTANGLE, "镇海甲二", "建(构)筑物", "202401", "20240615", None),
]


@pytest.mark.parametrize(
    ("encoding", "cpg", "language_byte"),
    [
        ("CP936", "GBK", 0), ("CP936", "936", 0), ("CP936", None, 0), ("CP936", None, 0x57),
        ("CP936", None, 0x4D),
        ("CP936", "UTF-8", 0), ("CP936", "ISO-8859-1", 0), ("CP936", "不是编码", 0),
        ("UTF-8", "UTF-8", 0), ("UTF-8", None, 0), ("UTF-8", None, 0x57), ("UTF-8", "GBK", 0),
        ("UTF-8", None, 0x4D),
    ],
)  # fmt: skip
def test_chinese_names_and_values_are_right(
    tmp_path: Path, encoding: str, cpg: str | None, language_byte: int
) -> None:
    if cpg is not None and not cpg.isascii():
        cpg = "no such encoding"
    path = shapefile(tmp_path / "变化图斑.shp", FIELDS, ROWS, encoding, cpg, language_byte)
    layer = QgsVectorLayer(str(path), "变化图斑", "ogr")
    table = LayerSource(layer, "change_patch", QgsCoordinateTransformContext()).read()
    assert table.columns["patch_no"].tolist() == ["镇海甲一", "镇海甲二"]
    assert table.columns["change_type"].tolist() == ["YH", "20"]
    assert table.columns["after_on"].astype(str).tolist() == ["2024-06-30", "2024-06-15"]


def test_what_was_mended_is_said_once(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "变化图斑.shp", FIELDS, ROWS, "CP936", None)
    layer = QgsVectorLayer(str(path), "变化图斑", "ogr")
    notice = mend_encoding(layer)
    assert notice is not None and "变化图斑" in notice and "GB18030" in notice
    assert layer.fields().names() == ["监测编号", "图斑类型", "前时相", "后时相", "备注"]
    assert mend_encoding(layer) is None


def test_a_true_declaration_is_left_alone(tmp_path: Path) -> None:
    for encoding, cpg in (("CP936", "GBK"), ("UTF-8", "UTF-8")):
        path = shapefile(tmp_path / f"{cpg}.shp", FIELDS, ROWS, encoding, cpg)
        assert mend_encoding(QgsVectorLayer(str(path), "x", "ogr")) is None


def test_ascii_needs_nothing(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a.shp", ("JCBH", "TBLX"), [(RECTANGLE, "1", "20")], "CP936", None)
    assert mend_encoding(QgsVectorLayer(str(path), "x", "ogr")) is None


def test_a_layer_in_edit_mode_is_left_alone(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "变化图斑.shp", FIELDS, ROWS, "CP936", None)
    layer = QgsVectorLayer(str(path), "x", "ogr")
    layer.startEditing()
    assert mend_encoding(layer) is None
    layer.rollBack()


def test_a_layer_is_mended_when_it_is_added(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "变化图斑.shp", FIELDS, ROWS, "CP936", None)
    project = QgsProject()
    binder = AutoBinder(project)
    binder.connect()
    layer = QgsVectorLayer(str(path), "变化图斑", "ogr")
    project.addMapLayers([layer], False)
    assert stored_binding(layer).fields["patch_no"] == "监测编号"
    binder.disconnect()
    project.clear()


def test_a_zipped_shapefile_is_mended_too(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "变化图斑.shp", FIELDS, ROWS, "CP936", None)
    with zipfile.ZipFile(tmp_path / "patches.zip", "w") as archive:
        for part in ("shp", "shx", "dbf", "prj"):
            archive.write(path.with_suffix(f".{part}"), f"patches.{part}")
    layer = QgsVectorLayer(f"/vsizip/{tmp_path / 'patches.zip'}", "变化图斑", "ogr")
    assert layer.isValid()
    table = LayerSource(layer, "change_patch", QgsCoordinateTransformContext()).read()
    assert table.columns["patch_no"].tolist() == ["镇海甲一", "镇海甲二"]


HANZI = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=20)


@given(st.lists(HANZI, min_size=3, max_size=30), st.integers(0, 5))
def test_utf_8_is_always_known_as_utf_8(texts: list[str], cut: int) -> None:
    pieces = tuple(text.encode()[: len(text.encode()) - cut % len(text)] for text in texts)
    assert detect(Dbf(0, pieces), None) == "UTF-8"


WORDS = (
    "一一",
    "镇海区",
    "九龙湖镇汶溪村",
    "路",
    "硬化",
    "水田",
    "建(构)筑物",
    "浙土字〔2021〕1号",
    "已批",
    "甲",
)


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30, unique=True))
def test_gbk_is_not_taken_for_utf_8(texts: list[str]) -> None:
    assert detect(Dbf(0, tuple(text.encode("gb18030") for text in texts)), None) == "GB18030"


def test_bytes_of_no_known_encoding_leave_the_declaration() -> None:
    assert detect(Dbf(0, (b"\xff\xff\xff",)), "cp1252") == "cp1252"
    assert detect(Dbf(0, (b"\xff\xff\xff",)), None) is None
    assert detect(Dbf(0, ()), "GBK") is None
