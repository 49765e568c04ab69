"""CSV, GeoPackage and shapefile, and how files take their place."""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from osgeo import ogr

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.exchange import lists
from gengdi_plugin.exchange.lists import check_request, write_list
from gengdi_plugin.exchange.vector import cut_utf8

DAY = date(2026, 11, 23)


def test_csv_is_one_heading_and_the_rows(verification: Any, tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    assert write_list(verification, path, DAY) == 5
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 5
    assert rows[0]["空间码"] == "330211003217-N51H334659C001-01"
    assert (rows[3]["占永久基本农田(平方米)"], rows[0]["占永久基本农田(平方米)"]) == ("", "0.0")
    told = {
        "中心经度": "121.60015", "中心纬度": "29.95015", "农转用批准机关": "浙江省人民政府",
        "农转用批准时间": "2021-03-04", "农转用占比": "0.4567", "供地文号": "镇土供〔2022〕第7号",
        "用地单位或个人": "王**", "占粮食生产功能区(亩)": "0.3", "疑似违法类型(待核查)": "超占",
    }  # fmt: skip
    assert {name: rows[3][name] for name in told} == told
    note = (tmp_path / "清单_说明.txt").read_text(encoding="utf-8-sig")
    assert "《疑似问题图斑现场核查清单》" in note and "GENGDI-DEFAULT-1" in note and "DLTB_2023" in note


def test_csv_text_cannot_run_as_a_formula(make_list: Any, row: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_list(make_list("verification", [row(1, patch_no="=cmd|' /C calc'!A0")]), path, DAY)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["监测编号"] == "'=cmd|' /C calc'!A0"


def test_geopackage_holds_patches_with_aliases_and_the_foot(verification: Any, tmp_path: Path) -> None:
    path = tmp_path / "清单.gpkg"
    rows = [*verification.rows[:4], {**verification.rows[4], "wkb": None}]
    assert write_list(replace(verification, rows=tuple(rows)), path, DAY) == 5
    source = ogr.Open(str(path))
    layer = source.GetLayerByName("verification")
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4490"
    first = layer.GetNextFeature()
    assert first["patch_no"] == "330211202400001"
    assert (first["area_m2"], first["area_mu"], first["place"]) == (1001.0, 1.5, "骆驼街道 东邑村")
    west, east, south, north = first.GetGeometryRef().GetEnvelope()
    assert (west, south, east, north) == pytest.approx((121.6, 29.95, 121.6003, 29.9503))
    features = list(layer)
    assert features[-1].GetGeometryRef() is None and features[-1]["basic_m2"] is None
    foot = [feature["line"] for feature in source.GetLayerByName("list_foot")]
    assert "图斑数：5" in foot and any("GENGDI-DEFAULT-1" in line for line in foot)
    source = layer = None
    with sqlite3.connect(path) as db:
        aliases = dict(db.execute("SELECT column_name, name FROM gpkg_data_columns"))
    assert aliases["patch_no"] == "监测编号" and aliases["area_mu"] == "实测面积(亩)"


def test_shapefile_has_short_names_and_utf8(verification: Any, tmp_path: Path) -> None:
    path = tmp_path / "清单.shp"
    long = "浙" * 200
    rows = [{**verification.rows[0], "sentence": long}, *verification.rows[1:]]
    assert write_list(replace(verification, rows=tuple(rows)), path, DAY) == 5
    assert path.with_suffix(".cpg").read_text() == "UTF-8"
    layer = (source := ogr.Open(str(path))).GetLayer(0)
    table = layer.GetLayerDefn()
    names = [table.GetFieldDefn(at).GetName() for at in range(table.GetFieldCount())]
    assert all(name.isascii() and len(name) <= 10 for name in names)
    assert len(set(names)) == len(names) and "patch_no" in names and "~" not in "".join(names)
    first = layer.GetNextFeature()
    assert first["place"] == "骆驼街道 东邑村"
    assert first["sentence"] == "浙" * 83 + "…"
    assert first["area_m2"] == 1001.0
    assert (first["lon"], first["lat"]) == (121.60015, 29.95015)
    assert source is not None
    note = (tmp_path / "清单_说明.txt").read_text(encoding="utf-8-sig")
    assert "uncov_m2 = 未覆盖面积(平方米) (uncovered_m2)" in note


@given(st.text(max_size=200), st.integers(10, 254))
def test_cut_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    cut = cut_utf8(text, limit)
    assert len(cut.encode("utf-8")) <= limit
    assert text == cut or text.startswith(cut[:-1])


@pytest.mark.parametrize("name", ["list.docx", "list", "list.pdf"])
def test_an_unknown_ending_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"\.xlsx, \.csv, \.gpkg or \.shp"):
        check_request("verification", name, None)


def test_unknown_lists_and_units_are_refused() -> None:
    with pytest.raises(InputError, match="verification, rectification or release"):
        check_request("all", "a.xlsx", None)
    with pytest.raises(InputError, match="12 of a village"):
        check_request("release", "a.xlsx", "33021")


@pytest.mark.parametrize("lock", [".~lock.list.xlsx#", "~$list.xlsx"])
def test_a_file_open_elsewhere_is_left_alone(verification: Any, tmp_path: Path, lock: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"signed")
    (tmp_path / lock).touch()
    with pytest.raises(InputError, match="open in another program"):
        write_list(verification, path, DAY)
    assert path.read_bytes() == b"signed"


def test_a_geopackage_in_use_is_left_alone(verification: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.gpkg"
    write_list(verification, path, DAY)
    before = path.read_bytes()
    (tmp_path / "list.gpkg-wal").touch()
    with pytest.raises(InputError, match="open in another program"):
        write_list(verification, path, DAY)
    assert path.read_bytes() == before


def test_a_geopackage_with_other_layers_is_left_alone(verification: Any, tmp_path: Path) -> None:
    path = tmp_path / "county.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    source.CreateLayer("farmland", None, ogr.wkbPolygon)
    source = None
    with pytest.raises(InputError, match="farmland"):
        write_list(verification, path, DAY)
    assert ogr.Open(str(path)).GetLayerByName("farmland") is not None


@pytest.mark.parametrize("ending", ["xlsx", "csv", "gpkg", "shp"])
def test_writing_twice_replaces_and_leaves_nothing_behind(
    verification: Any, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"list.{ending}"
    write_list(verification, path, DAY)
    names = sorted(entry.name for entry in tmp_path.iterdir())
    write_list(replace(verification, rows=verification.rows[:1]), path, DAY)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == names
    if ending in ("gpkg", "shp"):
        assert ogr.Open(str(path)).GetLayer(0).GetFeatureCount() == 1


def test_a_failed_writer_leaves_the_old_file(
    verification: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"signed")

    def fail(document: Any, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setitem(lists._WRITERS, ".xlsx", fail)
    with pytest.raises(InputError, match="disk full"):
        write_list(verification, path, DAY)
    assert [entry.name for entry in tmp_path.iterdir()] == ["list.xlsx"]
    assert path.read_bytes() == b"signed"


def test_files_that_cannot_all_be_moved_go_back(
    verification: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.shp"
    write_list(verification, path, DAY)
    before = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}
    move = Path.replace

    def held(self: Path, target: Path) -> Path:
        if self.name == "list.shx" and self.parent != tmp_path and "replaced" not in str(self.parent):
            raise PermissionError(13, "in use")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(InputError, match="in use"):
        write_list(replace(verification, rows=verification.rows[:1]), path, DAY)
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == before


def test_a_missing_folder_is_named(verification: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        write_list(verification, tmp_path / "nowhere" / "list.csv", DAY)
