"""The district as files: formats, projections and encodings a bureau would hand over."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal, ogr, osr

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.demo import files
from gengdi_plugin.demo.catalogue import LAYERS, SHAPEFILE
from gengdi_plugin.demo.district import District, make_district
from gengdi_plugin.demo.files import MARKER, TRUTH, paths_by_role, read_marker, write_district


@pytest.fixture(scope="module")
def district() -> District:
    return make_district(60, seed=3)


@pytest.fixture(scope="module")
def folder(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("耕地") / "演示 区"
    write_district(district, place)
    return place


def _geometries(path: Path, epsg: int = 4490) -> np.ndarray:
    """All geometries of a file by OGR, brought to ``epsg`` in longitude/latitude order."""
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayer(0)
    target = osr.SpatialReference()
    target.ImportFromEPSG(epsg)
    for system in (target, layer.GetSpatialRef()):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(layer.GetSpatialRef(), target)
    found = []
    for feature in layer:
        geometry = feature.GetGeometryRef().Clone()
        geometry.Transform(transform)
        found.append(shapely.from_wkb(bytes(geometry.ExportToWkb())))
    return np.array(found, dtype=object)


@pytest.mark.parametrize("key", list(LAYERS))
def test_every_layer_is_in_its_projection_and_in_its_place(
    key: str, district: District, folder: Path
) -> None:
    plan = LAYERS[key]
    dataset = ogr.Open(str(folder / plan.file))
    layer = dataset.GetLayer(0)
    assert layer.GetFeatureCount() == len(district.tables[key])
    wanted = osr.SpatialReference()
    wanted.ImportFromEPSG(plan.epsg)
    assert layer.GetSpatialRef().IsSame(
        wanted, ["IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", "CRITERION=EQUIVALENT"]
    )
    names = [field.GetName() for field in layer.schema]
    assert [name for name in names if name not in ("fid", "ogc_fid")] == list(district.tables[key].columns)
    if len(district.tables[key]):
        back = shapely.get_coordinates(_geometries(folder / plan.file)).mean(axis=0)
        assert np.abs(back - shapely.get_coordinates(district.tables[key].geometry).mean(axis=0)).max() < 1e-4


def test_geometry_survives_its_projection_to_a_tenth_of_a_millimetre(
    district: District, folder: Path
) -> None:
    for key in ("conversion", "supply", "farmland", "consolidation"):
        back = shapely.get_coordinates(_geometries(folder / LAYERS[key].file))
        assert np.abs(back - shapely.get_coordinates(district.tables[key].geometry)).max() < 1e-9


def test_at_least_three_projections_and_three_formats() -> None:
    assert {4490, 4549, 4550, 4528, 3857} <= {plan.epsg for plan in LAYERS.values()}
    assert len({plan.driver for plan in LAYERS.values()}) == 3


def test_a_gbk_shapefile_says_nothing_about_its_encoding(district: District, folder: Path) -> None:
    for key in ("patches", "facility"):
        path = folder / LAYERS[key].file
        table = path.with_suffix(".dbf").read_bytes()
        assert not path.with_suffix(".cpg").exists()
        assert table[29] == 0
        text = "演示".encode("gbk")
        assert table.count(text) >= len(district.tables[key])
        assert "演示".encode() not in table


def test_the_encoding_is_right_also_after_qgis_has_opened_a_layer(tmp_path: Path) -> None:
    """QGIS switches GDAL's recoding of shapefiles off when it opens a layer."""
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", "")
    try:
        write_district(make_district(40, seed=2), tmp_path / "demo")
    finally:
        gdal.SetConfigOption("SHAPE_ENCODING", before)
    assert "演示".encode("gbk") in (tmp_path / "demo" / "SSNYD_NYDJZD.dbf").read_bytes()
    assert "演示".encode() in (tmp_path / "demo" / "LSYD.dbf").read_bytes()


def test_a_utf8_shapefile_says_so(folder: Path) -> None:
    path = folder / LAYERS["temporary"].file
    assert path.with_suffix(".cpg").read_text("ascii").strip() == "UTF-8"
    assert path.with_suffix(".dbf").read_bytes().count("演示".encode()) > 0


def test_texts_and_numbers_come_back(district: District, folder: Path) -> None:
    table = district.tables["farmland"]
    dataset = ogr.Open(str(folder / "DLTB.gpkg"))
    for row, feature in enumerate(dataset.GetLayer(0)):
        assert feature["BSM"] == table.columns["BSM"][row]
        assert feature["ZZSXDM"] == table.columns["ZZSXDM"][row]
        assert feature["TBMJ"] == pytest.approx(table.columns["TBMJ"][row], abs=0.005)
        grade = table.columns["GDDB"][row]
        assert feature["GDDB"] == (None if np.isnan(grade) else int(grade))


def test_shapefile_field_names_are_whole() -> None:
    district = make_district(40, seed=1)
    for key, plan in LAYERS.items():
        if plan.driver == SHAPEFILE:
            assert all(len(name.encode("gbk")) <= 10 for name in district.tables[key].columns)


def test_paths_by_role(folder: Path) -> None:
    paths = paths_by_role(folder)
    assert len(paths["approval"]) == 14
    assert len(paths["change_patch"]) == len(paths["farmland"]) == 1
    assert paths["truth"] == [folder / TRUTH]
    assert all(path.is_file() for group in paths.values() for path in group)


def test_writing_the_same_district_again_touches_nothing(district: District, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    write_district(district, folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_another_district_replaces_it_and_leaves_other_files_alone(
    district: District, tmp_path: Path
) -> None:
    place = tmp_path / "demo"
    write_district(district, place)
    (place / "workspace.sqlite").write_bytes(b"mine")
    write_district(make_district(41, seed=9), place)
    assert json.loads((place / MARKER).read_text("utf-8"))["patches"] == 41
    assert (place / "workspace.sqlite").read_bytes() == b"mine"
    assert ogr.Open(str(place / LAYERS["patches"].file)).GetLayer(0).GetFeatureCount() == 41


def test_a_failure_leaves_nothing_half_written(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write_layer
    written = []

    def fail_late(table: object, plan: object, file: Path) -> None:
        if len(written) == 5:
            raise InputError("the disk is full")
        written.append(file)
        real(table, plan, file)

    monkeypatch.setattr(files, "write_layer", fail_late)
    with pytest.raises(InputError, match="full"):
        write_district(district, tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []
    assert read_marker(tmp_path / "demo") is None


def test_a_folder_that_cannot_be_written_is_named(district: District, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        write_district(district, tmp_path / "file" / "demo")
