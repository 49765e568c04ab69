"""The main algorithm from the shell, as a bureau's script would call it: three systems, own names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr, osr

ogr.UseExceptions()

#: Rectangles in degrees: west, south, width, height.
PATCHES = [
    ((121.6, 29.95, 0.001, 0.0005), {"JCBH": "001", "TBLX": "20", "QSX": "202012", "HSX": "20211231"}),
    ((121.603, 29.95, 0.001, 0.0005), {"JCBH": "002", "TBLX": "20", "QSX": "202012", "HSX": "20211231"}),
    ((121.606, 29.95, 0.001, 0.0005), {"JCBH": "003", "TBLX": "YH", "QSX": "202012", "HSX": "20211231"}),
]
CONVERSIONS = [
    ((121.59999, 29.94999, 0.00102, 0.00052), {"PZWH": "甬土〔2020〕12号", "PZRQ": "2020-06-01"}),
    ((121.603, 29.95, 0.0006, 0.0005), {"PZWH": "甬土〔2020〕13号", "PZRQ": "2020-06-01"}),
]
OLD_SITES = [((121.606, 29.95, 0.001, 0.0005), {"XMMC": "拆旧", "PZRQ": "2020-06-01"})]
LAND = [((121.55, 29.9, 0.1, 0.1), {"DLBM": "0101"})]
PROTECTED = [((121.6005, 29.95, 0.0001, 0.0001), {"JBNTTBBH": "1"})]


def system(code: int) -> osr.SpatialReference:
    found = osr.SpatialReference()
    found.ImportFromEPSG(code)
    found.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return found


def write(path: Path, rows: list[Any], epsg: int, driver: str = "GPKG") -> Path:
    """Rectangles as a layer named like the file, in the system asked for."""
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer(path.stem, system(epsg), ogr.wkbPolygon)
    for name in rows[0][1]:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    move = osr.CoordinateTransformation(system(4490), system(epsg))
    for (x, y, width, height), values in rows:
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for corner in corners:
            ring.AddPoint_2D(*move.TransformPoint(*corner)[:2])
        shape = ogr.Geometry(ogr.wkbPolygon)
        shape.AddGeometry(ring)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape)
        for name, value in values.items():
            feature.SetField(name, value)
        layer.CreateFeature(feature)
    del layer, source
    return path


def read(path: Path) -> list[dict[str, Any]]:
    source = ogr.Open(str(path))
    layer = source.GetLayer(0)
    return [feature.items() for feature in layer]


def screen(qgis_process: Any, folder: Path, patches: int, approvals: int, land: int) -> dict[str, Any]:
    folder.mkdir()
    inputs = {
        "PATCHES": write(folder / "变化图斑.gpkg", PATCHES, patches),
        "FARMLAND": write(folder / "DLTB.shp", LAND, land, "ESRI Shapefile"),
        "BASIC_FARMLAND": write(folder / "YJJBNTTB.gpkg", PROTECTED, approvals),
    }
    outputs = {name: folder / f"{name.lower()}.gpkg" for name in ("OUTPUT", "EVIDENCE", "REMAINDERS")}
    lists = [
        f"APPROVALS={write(folder / 'JSYDBP_NZYDK_X.gpkg', CONVERSIONS, approvals)}",
        f"APPROVALS={write(folder / 'NCTDZHZZ_CJDK.gpkg', OLD_SITES, patches)}",
    ]
    workspace = folder / "工作库.sqlite"
    arguments = [f"{key}={value}" for key, value in {**inputs, **outputs, "WORKSPACE": workspace}.items()]
    qgis_process("run", "gengdi:screenpatches", "--", *arguments, *lists)
    assert workspace.is_file()
    return {name: read(path) for name, path in outputs.items()}


def test_bureau_layers_in_three_systems_give_the_numbers_of_one(qgis_process, tmp_path):
    one = screen(qgis_process, tmp_path / "one", 4490, 4490, 4490)
    three = screen(qgis_process, tmp_path / "three", 4549, 4528, 3857)
    reasons = ["covered", "partly_covered", "approval_not_valid"]
    assert [row["reason"] for row in one["OUTPUT"]] == reasons
    assert [row["reason"] for row in three["OUTPUT"]] == reasons
    for left, right in zip(one["OUTPUT"], three["OUTPUT"]):
        assert left["spatial_code"] == right["spatial_code"]
        assert right["area_m2"] == pytest.approx(left["area_m2"], rel=1e-6)
        for name in ("approved_m2", "uncovered_m2", "cultivated_m2", "basic_m2", "uncovered_cultivated_m2"):
            assert right[name] == pytest.approx(left[name], abs=0.3), name
    assert [row["why_not"] for row in three["EVIDENCE"] if not row["counts"]] == ["not_a_proof"]
    assert len(three["REMAINDERS"]) == 1


def test_a_mistake_is_told_in_a_sentence_and_by_the_exit_code(qgis_process, tmp_path):
    land = write(tmp_path / "DLTB.gpkg", [(LAND[0][0], {"X": "1"})], 4490)
    patches = write(tmp_path / "变化图斑.gpkg", PATCHES, 4490)
    arguments = [f"PATCHES={patches}", f"FARMLAND={land}", f"OUTPUT={tmp_path / 'out.gpkg'}"]
    done = qgis_process("run", "gengdi:screenpatches", "--", *arguments, check=False)
    assert done.returncode != 0
    assert "DLTB" in done.stdout + done.stderr
    assert "class_code" in done.stdout + done.stderr
