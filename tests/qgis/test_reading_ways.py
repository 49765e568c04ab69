"""Every fast way of reading gives, value for value, what QGIS's iterator gives, or leaves the layer to it."""

from __future__ import annotations

import functools
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal, ogr, osr
from real_layers import SQUARE, feature, memory_layer, shapefile

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsDataSourceUri,
    QgsField,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QVariant

from gengdi_plugin.core.binding import Binding
from gengdi_plugin.core.compact import CompactTable
from gengdi_plugin.core.spill import Spill
from gengdi_plugin.layers.binding import bind
from gengdi_plugin.layers.reading import LayerSource

FIELDS = {
    "class_code": "DLBM", "parcel_no": "TBBH", "area_m2": "TBMJ", "deduction_ratio": "KCXS", "as_of": "RQ",
    "crop_code": "BSM",
}  # fmt: skip
HOLE = "POLYGON((0 0,0 90,90 90,90 0,0 0),(10 10,20 10,20 20,10 20,10 10))"
TWO = "MULTIPOLYGON(((0 0,0 9,9 9,9 0,0 0)),((20 20,20 30,30 30,30 20,20 20)))"
PLAIN = "POLYGON((0 0,0 50,50 60,50 0,0 0))"
OPEN = "POLYGON((0 0,0 50,50 60,50 0))"
#: geometry, DLBM, TBBH, TBMJ, KCXS, RQ, BSM
ROWS = [
    (PLAIN, "0101", "地块 一", 1234.5678901234567, 0.1, "2021/03/04", 2**53 + 1),
    (HOLE, "0102", " 前后有空 ", 0.0, None, "2020/12/31", 7),
    (TWO, None, "", None, 1e-9, None, None),
    (None, "0103", "𠮷㐂", -5.25, 0.05, "1899/12/30", 0),
    ("POLYGON EMPTY", "0103", "a'b\"c", 99999999.99, 0.05, "2024/02/29", -1),
    (OPEN, "0104", "x" * 40, 3.0, 2.0, "2024/06/15", 3),
    (PLAIN, "", "\t制表", 1.0, 0.0, "2024/06/15", 3),
]  # fmt: skip
MOVED = (600_000.0, 3_315_000.0)


def placed(wkt: str | None) -> ogr.Geometry | None:
    if wkt is None:
        return None
    shape = ogr.CreateGeometryFromWkt(wkt)
    for ring in _rings(shape):
        for point in range(ring.GetPointCount()):
            x, y, z = ring.GetPoint(point)
            ring.SetPoint_2D(point, x + MOVED[0], y + MOVED[1]) if ring.GetCoordinateDimension() == 2 else (
                ring.SetPoint(point, x + MOVED[0], y + MOVED[1], z)
            )
    return shape


def _rings(shape: ogr.Geometry) -> Iterator[ogr.Geometry]:
    if shape.GetGeometryCount() == 0 and shape.GetPointCount():
        yield shape
    for part in range(shape.GetGeometryCount()):
        yield from _rings(shape.GetGeometryRef(part))


def written(
    path: Path,
    driver: str,
    kind: int = ogr.wkbPolygon,
    rows: list = ROWS,
    name: str = "DLTB",
    **options: list,
) -> Path:
    """``rows`` in a file; ``options``: of the data source and of the layer."""
    make = ogr.GetDriverByName(driver)
    exists = path.exists()
    source = (
        gdal.OpenEx(str(path), gdal.OF_UPDATE | gdal.OF_VECTOR)
        if exists
        else make.CreateDataSource(str(path), options.get("source", []))
    )
    system = osr.SpatialReference()
    system.ImportFromEPSG(4549)
    layer = source.CreateLayer(name, system, kind, options.get("layer", []))
    for field, type_, width in (
        ("DLBM", ogr.OFTString, 20), ("TBBH", ogr.OFTString, 60), ("TBMJ", ogr.OFTReal, 0),
        ("KCXS", ogr.OFTReal, 0), ("RQ", ogr.OFTDate, 0), ("BSM", ogr.OFTInteger64, 0),
    ):  # fmt: skip
        definition = ogr.FieldDefn(field, type_)
        definition.SetWidth(width)
        layer.CreateField(definition)
    for wkt, *values in rows:
        made = ogr.Feature(layer.GetLayerDefn())
        shape = placed(wkt)
        if shape is not None and driver == "SQLite":  # it takes nothing but what the column says
            multi = ogr.GT_Flatten(kind) == ogr.wkbMultiPolygon
            shape = ogr.ForceToMultiPolygon(shape) if multi else ogr.ForceToPolygon(shape)
            if ogr.GT_HasZ(kind):
                shape.Set3D(True)
        if shape is not None:
            made.SetGeometry(shape)
        for index, value in enumerate(values):
            made.SetFieldNull(index) if value is None else made.SetField(index, value)
        layer.CreateFeature(made)
    layer = made = source = None
    return path


def opened(uri: object, provider: str = "ogr", fields: dict[str, str] | None = None) -> QgsVectorLayer:
    layer = QgsVectorLayer(str(uri), "地类图斑", provider)
    assert layer.isValid(), uri
    have = {name.casefold(): name for name in layer.fields().names()}
    mapped = {key: have[own.casefold()] for key, own in (fields or FIELDS).items() if own.casefold() in have}
    bind(layer, Binding("farmland", mapped))
    return layer


def spatialite(path: Path, table: str = "dltb", subset: str = "", column: str = "geometry") -> QgsVectorLayer:
    uri = QgsDataSourceUri()
    uri.setDatabase(str(path))
    uri.setDataSource("", table, column, subset)
    return opened(uri.uri(), "spatialite")


def same(layer: QgsVectorLayer, fast: bool | None = True, count: int | None = len(ROWS)) -> CompactTable:
    """Both ways give the same; ``fast``: whether the fast way did read it (None: whichever)."""
    source = LayerSource(layer, "farmland", QgsCoordinateTransformContext())
    one, other = source.read_compact(), source.read_iterated()
    if fast is not None:
        used = source._fast is not None and not source.iterated_because
        assert used == fast, source.iterated_because
    assert count is None or len(one) == count
    assert one.ids.tolist() == other.ids.tolist() == [item.id() for item in source.features()]
    assert one.notices == other.notices
    assert one.mended.tolist() == other.mended.tolist()
    assert np.array_equal(one.bounds, other.bounds, equal_nan=True)
    for name in other.columns:
        first, second = one.column(name), other.column(name)
        assert first.dtype == second.dtype
        if first.dtype == object:
            assert list(map(repr, first)) == list(map(repr, second)), name
        else:
            assert first.tobytes() == second.tobytes(), name
    assert shapely.to_wkb(one.geometry()).tolist() == shapely.to_wkb(other.geometry()).tolist()
    return one


def test_a_geopackage(tmp_path: Path) -> None:
    table = same(opened(written(tmp_path / "a.gpkg", "GPKG")))
    assert table.column("parcel_no").tolist()[0] == "地块 一" and table.geometry()[3] is None
    assert table.column("crop_code")[0] == str(2**53 + 1)
    assert table.column("as_of")[0] == "2021-03-04"


@pytest.mark.parametrize(
    "kind", [ogr.wkbMultiPolygon, ogr.wkbPolygon25D, ogr.wkbPolygonM, ogr.wkbPolygonZM, ogr.wkbCurvePolygon]
)
def test_geopackages_of_every_geometry(tmp_path: Path, kind: int) -> None:
    rows = list(ROWS)
    if ogr.GT_Flatten(kind) == ogr.wkbCurvePolygon:
        x, y = MOVED
        arc = (
            f"CURVEPOLYGON(CIRCULARSTRING({x} {y}, {x + 9} {y + 9}, {x + 18} {y}, {x + 9} {y - 9}, {x} {y}))"
        )
        rows.append((None, "0101", "弧", 1.0, 1.0, None, 1))
        path = written(tmp_path / "a.gpkg", "GPKG", kind, rows)
        source = gdal.OpenEx(str(path), gdal.OF_UPDATE)
        made = source.GetLayer(0).GetFeature(len(rows))
        shape = ogr.CreateGeometryFromWkt(arc)
        made.SetGeometry(shape)
        source.GetLayer(0).SetFeature(made)
        made = source = None
    elif kind == ogr.wkbPolygon25D:
        rows.append(("POLYGON Z((0 0 5,0 9 6,9 9 7,0 0 5))", "0101", "高", 1.0, 1.0, None, 1))
        path = written(tmp_path / "a.gpkg", "GPKG", kind, rows)
    else:
        path = written(tmp_path / "a.gpkg", "GPKG", kind, rows)
    table = same(opened(path), fast=None, count=len(rows))
    assert not any(shapely.has_z(table.geometry()[[0, -1]]))


def test_filters_and_layers_of_one_geopackage(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", "GPKG")
    written(path, "GPKG", name="另一层", rows=ROWS[:2])
    table = same(opened(f"{path}|layername=DLTB|subset=\"DLBM\" = '0103' AND TBMJ > -10"), count=2)
    assert table.ids.tolist() == [4, 5]
    same(opened(f"{path}|layername=另一层"), count=2)
    same(opened(f'{path}|layername=DLTB|subset="TBBH" LIKE \'%空%\' OR "BSM" IS NULL'), count=2)
    same(opened(f"{path}|layername=DLTB|subset=SELECT * FROM DLTB WHERE BSM > 3"), fast=False, count=None)


def test_geopackage_keys_views_and_odd_values(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", "GPKG", layer=["FID=鍵", "GEOMETRY_NAME=形"])
    with sqlite3.connect(path) as db:
        db.execute('CREATE TEMP TRIGGER t AFTER INSERT ON "DLTB" BEGIN SELECT 1; END')
    table = same(opened(path, fields={**FIELDS, "crop_code": "鍵"}))
    assert table.column("crop_code").tolist()[:2] == ["1", "2"]
    connection = sqlite3.connect(path)
    connection.enable_load_extension(True)
    connection.load_extension("mod_spatialite")
    connection.execute('UPDATE "DLTB" SET 鍵 = 5000000000 WHERE 鍵 = 2')
    connection.execute('DELETE FROM "DLTB" WHERE 鍵 = 3')
    connection.execute("CREATE VIEW v AS SELECT 鍵 AS OGC_FID, 形, DLBM, TBBH, TBMJ, KCXS, RQ, BSM FROM DLTB")
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, identifier, data_type, srs_id) "
        "SELECT 'v', 'v', data_type, srs_id FROM gpkg_contents"
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns SELECT 'v', column_name, geometry_type_name, srs_id, z, m "
        "FROM gpkg_geometry_columns"
    )
    connection.commit()
    assert 5_000_000_000 in same(opened(f"{path}|layername=DLTB"), count=6).ids
    same(opened(f"{path}|layername=v"), fast=False, count=6)
    for column, value in (("TBMJ", "'约 5 亩'"), ("RQ", "'2024/6/1'"), ("BSM", "1.5"), ("TBBH", "x'41ff42'")):
        connection.execute(f"UPDATE DLTB SET {column} = {value} WHERE 鍵 = 1")
        connection.commit()
        same(opened(f"{path}|layername=DLTB"), fast=None, count=6)
    connection.close()


def test_a_read_only_geopackage_and_one_that_another_program_writes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", "GPKG")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.enable_load_extension(True)
    writer.load_extension("mod_spatialite")
    writer.execute("UPDATE DLTB SET DLBM = '0301' WHERE fid = 1")  # stands in the -wal only
    assert (tmp_path / "a.gpkg-wal").stat().st_size > 0
    assert same(opened(path)).column("class_code")[0] == "0301"
    writer.execute("BEGIN")
    writer.execute("UPDATE DLTB SET DLBM = '0404' WHERE fid = 1")  # not committed: nobody sees it
    assert same(opened(path)).column("class_code")[0] == "0301"
    writer.execute("ROLLBACK")
    writer.close()
    alone = written(tmp_path / "b.gpkg", "GPKG")
    alone.chmod(stat.S_IRUSR)
    same(opened(alone))


@pytest.mark.parametrize(("encoding", "cpg"), [("UTF-8", "UTF-8"), ("GBK", None), ("GB18030", "GB18030")])
def test_shapefiles_in_every_encoding(tmp_path: Path, encoding: str, cpg: str | None) -> None:
    rows = [
        (placed(PLAIN).ExportToWkt(), "0101", "镇海区骆驼街道团桥村"),
        (placed(HOLE).ExportToWkt(), " 0102 ", "前后 有空"),
        (placed(TWO).ExportToWkt(), "水田", None),
        (placed(PLAIN).ExportToWkt(), None, "满" * 20),
    ]
    path = shapefile(tmp_path / "t.shp", ("DLBM", "TBBH"), rows, encoding, cpg)
    table = same(opened(path), count=4)
    assert table.column("parcel_no").tolist()[0] == "镇海区骆驼街道团桥村"


def test_bytes_that_are_no_text_and_characters_cut_in_the_middle(tmp_path: Path) -> None:
    rows = [(placed(PLAIN).ExportToWkt(), "0101", "镇海区" * 4)] * 5
    for encoding in ("UTF-8", "GBK"):
        path = shapefile(tmp_path / f"{encoding}.shp", ("DLBM", "TBBH"), rows, encoding, encoding)
        data = bytearray(path.with_suffix(".dbf").read_bytes())
        head, width = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
        for row, odd in enumerate(
            (b"\xff\xfe\x80A", b"ab\0cd", b"\xa2\xe3\xa6\xd9\xa8\xbc\x80", b"\xe9\x95")
        ):
            at = head + row * width + 1 + 40
            data[at : at + len(odd)] = odd
        path.with_suffix(".dbf").write_bytes(data)
        same(opened(path), fast=None, count=5)


def test_shapefiles_with_numbers_days_deleted_rows_heights_and_filters(tmp_path: Path) -> None:
    rows = [row for row in ROWS if row[0] != "POLYGON EMPTY"]
    for kind in (ogr.wkbPolygon, ogr.wkbPolygon25D, ogr.wkbPolygonM):
        path = written(tmp_path / f"s{kind}.shp", "ESRI Shapefile", kind, rows, layer=["ENCODING=UTF-8"])
        same(opened(path), count=6)
        table = bytearray(path.with_suffix(".dbf").read_bytes())
        head, width = int.from_bytes(table[8:10], "little"), int.from_bytes(table[10:12], "little")
        table[head + width] = ord("*")  # deleted, not packed
        path.with_suffix(".dbf").write_bytes(table)
        assert same(opened(path), count=5).ids.tolist() == [0, 2, 3, 4, 5]
        same(opened(f"{path}|subset=\"DLBM\" = '0103'"), count=1, fast=False)


def test_a_shapefile_whose_values_no_type_foresees(tmp_path: Path) -> None:
    path = written(tmp_path / "s.shp", "ESRI Shapefile", rows=ROWS[:3], layer=["ENCODING=UTF-8"])
    data = bytearray(path.with_suffix(".dbf").read_bytes())
    head, width = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    starts = np.cumsum([1, *(data[32 + 32 * field + 16] for field in range(6))])
    clean = bytes(data)
    for field, text in (
        (2, b"****"),
        (2, b"1.5e3"),
        (2, b"n/a"),
        (4, b"00000000"),
        (4, b"20241399"),
        (4, b"2024 6 1"),
        (5, b"12.0"),
        (5, b"-"),
    ):
        data = bytearray(clean)
        size = int(starts[field + 1] - starts[field])
        at = head + width + int(starts[field])
        data[at : at + size] = text.ljust(size)[:size]
        path.with_suffix(".dbf").write_bytes(data)
        same(opened(path), fast=None, count=3)


@pytest.mark.parametrize("kind", [ogr.wkbPolygon, ogr.wkbMultiPolygon, ogr.wkbPolygon25D])
def test_spatialite_tables(tmp_path: Path, kind: int) -> None:
    path = written(tmp_path / "a.sqlite", "SQLite", kind, source=["SPATIALITE=YES"])
    same(spatialite(path), fast=None if kind != ogr.wkbPolygon else True)
    same(spatialite(path, subset="\"dlbm\" = '0103' or tbmj > 1000"), fast=None, count=3)
    same(spatialite(path, subset="ST_Area(geometry) > 100"), fast=None, count=None)
    same(opened(f"{path}|layername=dltb"), fast=False)


def test_spatialite_views_and_values_of_another_type(tmp_path: Path) -> None:
    path = written(tmp_path / "a.sqlite", "SQLite", source=["SPATIALITE=YES"])
    connection = sqlite3.connect(path)
    connection.enable_load_extension(True)
    connection.load_extension("mod_spatialite")
    connection.execute("CREATE VIEW v AS SELECT ogc_fid AS ROWID, geometry, dlbm, tbbh, tbmj FROM dltb")
    connection.execute(
        "INSERT INTO views_geometry_columns VALUES ('v', 'geometry', 'rowid', 'dltb', 'geometry', 1)"
    )
    connection.commit()
    same(spatialite(path, "v"), fast=False)
    for column, value in (
        ("tbmj", "'约 5 亩'"),
        ("tbmj", "3"),
        ("rq", "'2024/6/1'"),
        ("bsm", "1.5"),
        ("tbbh", "x'41ff42'"),
        ("tbbh", "char(65,0,66)"),
        ("dlbm", "101"),
    ):
        connection.execute(f"UPDATE dltb SET {column} = {value} WHERE ogc_fid = 1")
        connection.commit()
        same(spatialite(path), fast=None)
    connection.close()


def test_what_is_edited_selected_joined_or_computed_is_read_by_the_iterator(tmp_path: Path) -> None:
    layer = opened(written(tmp_path / "a.gpkg", "GPKG"))
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().indexOf("DLBM"), "0301")
    layer.changeGeometry(
        2, QgsGeometry.fromWkt("POLYGON((600000 3315000,600000 3315010,600010 3315010,600000 3315000))")
    )
    layer.deleteFeature(4)
    layer.addFeature(feature(layer, (SQUARE, None, "0302", "新", 1.0, 1.0, None, 5)))
    source = LayerSource(layer, "farmland", QgsCoordinateTransformContext())
    layer.changeAttributeValue(1, layer.fields().indexOf("DLBM"), "0401")  # after the snapshot
    table = source.read_compact()
    codes = dict(zip(table.ids.tolist(), table.column("class_code").tolist()))
    assert codes[1] == "0301" and 4 not in codes and "0302" in codes.values() and len(table) == len(ROWS)
    layer.rollBack()
    layer.selectByIds([2, 5])
    picked = LayerSource(
        layer, "farmland", QgsCoordinateTransformContext(), only_selected=True
    ).read_compact()
    assert sorted(picked.ids.tolist()) == [2, 5]
    layer.addExpressionField("'01' || '03'", QgsField("算", QVariant.String))
    bind(layer, Binding("farmland", {**FIELDS, "class_code": "算"}))
    assert set(same(layer, fast=False).column("class_code")) == {"0103"}
    other = memory_layer("他", {"键": "integer", "类": "text"}, [(SQUARE, 7, "0202")])
    QgsProject.instance().addMapLayer(other, False)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("键")
    join.setTargetFieldName("BSM")
    join.setUsingMemoryCache(True)
    layer.addJoin(join)
    bind(layer, Binding("farmland", {**FIELDS, "class_code": "他_类"}))
    assert same(layer, fast=False).column("class_code").tolist()[1] == "0202"
    bind(layer, Binding("farmland", FIELDS))
    same(layer)


def test_originals_come_in_any_order_and_a_lost_one_is_named(tmp_path: Path) -> None:
    from gengdi_plugin.core.errors import InputError

    source = LayerSource(
        opened(written(tmp_path / "a.gpkg", "GPKG")), "farmland", QgsCoordinateTransformContext()
    )
    for ids in ([1, 2, 3, 4, 5, 6, 7], [7, 1, 3], [1, 2, 7, 5], [], [4, 4]):
        assert [item.id() for item in source.originals(ids)] == ids
    with pytest.raises(InputError, match=r"地类图斑.*99"):
        list(source.originals([1, 99]))


def test_a_large_layer_leaves_memory_and_its_values_do_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = opened(written(tmp_path / "a.gpkg", "GPKG"))
    held = same(layer)
    monkeypatch.setattr("gengdi_plugin.layers.geometry.Spill", functools.partial(Spill, 100))
    spilled = same(layer)
    assert isinstance(spilled.data, np.memmap) and not isinstance(held.data, np.memmap)
    assert shapely.to_wkb(spilled.geometry()).tolist() == shapely.to_wkb(held.geometry()).tolist()


@pytest.mark.parametrize(("crs", "shift"), [("EPSG:4549", 40e6), ("EPSG:4528", 0.0), ("EPSG:4490", 0.0)])
def test_mended_rows_are_named_and_coordinates_in_pieces_are_judged_as_a_whole(
    crs: str, shift: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gengdi_plugin.layers.rawrows.STEP", 3)
    shapes = [PLAIN] * 10
    layer = memory_layer("地类图斑", {"DLBM": "text"}, [], crs)
    for number, wkt in enumerate(shapes):
        made = feature(layer, (SQUARE, "0101"))
        if crs != "EPSG:4490":
            geometry = QgsGeometry.fromWkt(wkt)
            geometry.translate(MOVED[0] + (shift if number >= 5 else 0.0), MOVED[1])
            made.setGeometry(geometry)
        layer.dataProvider().addFeatures([made])
    bind(layer, Binding("farmland", {"class_code": "DLBM"}))
    table = LayerSource(layer, "farmland", QgsCoordinateTransformContext()).read_compact()
    wanted = {"EPSG:4549": [False] * 5 + [True] * 5, "EPSG:4528": [True] * 10, "EPSG:4490": [False] * 10}
    assert table.mended.tolist() == wanted[crs]
    assert len(table.notices) == (0 if crs == "EPSG:4490" else 1)
    assert len({shapely.to_wkb(one) for one in shapely.set_precision(table.geometry(), 1e-9)}) == 1
