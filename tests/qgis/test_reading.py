"""Layers as tables: what is read is what the officer sees, whatever file it comes from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from real_layers import SQUARE, memory_layer, saved

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeedback,
    QgsField,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from gengdi_plugin.core.binding import Binding
from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.roles import ROLES
from gengdi_plugin.core.table import FeatureTable
from gengdi_plugin.layers.binding import bind
from gengdi_plugin.layers.compat import field_type
from gengdi_plugin.layers.reading import LayerSource

CONTEXT = QgsCoordinateTransformContext()
PATCH_FIELDS = {"JCBH": "text", "TBLX": "text", "QSX": "text", "HSX": "text", "JCMJ": "real"}
PATCH = ("330211-1", "20", "20240615", "2024年12月", 21409.5)
EXACT = shapely.from_wkt(SQUARE)


def read(layer: QgsVectorLayer, role: str, **options: object) -> FeatureTable:
    return LayerSource(layer, role, CONTEXT, **options).read()


@pytest.fixture
def patches() -> Iterator[QgsVectorLayer]:
    yield memory_layer("图斑", PATCH_FIELDS, [(SQUARE, *PATCH)])


def test_bureau_fields_become_canonical_columns(patches: QgsVectorLayer) -> None:
    table = read(patches, "change_patch")
    assert table.name == "图斑"
    assert list(table.columns) == list(ROLES["change_patch"].fields)
    assert table.columns["patch_no"].tolist() == ["330211-1"]
    assert table.columns["change_type"].tolist() == ["20"]
    assert table.columns["before_on"].astype(str).tolist() == ["2024-06-15"]
    assert table.columns["after_on"].astype(str).tolist() == ["2024-12-31"]
    assert table.columns["ministry_area_m2"].tolist() == [21409.5]
    assert table.columns["channel"].tolist() == [None]
    assert table.ids.tolist() == ["1"]
    assert table.notices == ()


@pytest.mark.parametrize(
    "crs", ["EPSG:4490", "EPSG:4549", "EPSG:4550", "EPSG:4528", "EPSG:4529", "EPSG:3857", "EPSG:4326"]
)
def test_every_system_gives_the_same_ground(crs: str) -> None:
    table = read(memory_layer("图斑", PATCH_FIELDS, [(SQUARE, *PATCH)], crs), "change_patch")
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-9
    assert table.notices == ()


@pytest.mark.parametrize(
    ("driver", "ending"), [("GPKG", "gpkg"), ("ESRI Shapefile", "shp"), ("GeoJSON", "geojson")]
)
@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4528"])
def test_every_file_gives_the_same_table(tmp_path: Path, driver: str, ending: str, crs: str) -> None:
    layer = memory_layer(
        "图斑", PATCH_FIELDS, [(SQUARE, *PATCH), (SQUARE, None, None, None, None, None)], crs
    )
    table = read(saved(layer, tmp_path / f"耕地 测试.{ending}", driver), "change_patch")
    assert table.columns["patch_no"].tolist() == ["330211-1", None]
    assert table.columns["after_on"].astype(str).tolist() == ["2024-12-31", "NaT"]
    assert table.columns["ministry_area_m2"][0] == 21409.5
    assert np.isnan(table.columns["ministry_area_m2"][1])
    assert all(
        shapely.symmetric_difference(shapely.make_valid(part), EXACT).area < 1e-10 for part in table.geometry
    )


def test_a_spatialite_table_is_read_through_its_provider(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    layer = memory_layer("x", PATCH_FIELDS, [(SQUARE, *PATCH)], "EPSG:4549")
    saved(layer, path, "SQLite", datasourceOptions=["SPATIALITE=YES"], layerName="patches")
    opened = QgsVectorLayer(f"dbname='{path}' table=\"patches\" (geometry)", "空间库", "spatialite")
    assert opened.isValid()
    table = read(opened, "change_patch")
    assert table.columns["patch_no"].tolist() == ["330211-1"]
    assert shapely.hausdorff_distance(table.geometry[0], EXACT) < 1e-9
    del opened


def test_unsaved_edits_are_read(patches: QgsVectorLayer) -> None:
    patches.startEditing()
    patches.changeAttributeValue(1, 1, "YH")
    added = QgsFeature(patches.fields())
    added.setGeometry(QgsGeometry.fromWkt(SQUARE))
    added.setAttributes(["new", "1", "2023", "2024", 1.0])
    patches.addFeature(added)
    table = read(patches, "change_patch")
    by_number = dict(zip(table.columns["patch_no"], table.columns["change_type"]))
    assert by_number == {"330211-1": "YH", "new": "01"}
    patches.deleteFeature(1)
    assert read(patches, "change_patch").columns["patch_no"].tolist() == ["new"]
    patches.rollBack()


def test_the_filter_is_honoured(tmp_path: Path) -> None:
    layer = memory_layer(
        "图斑", PATCH_FIELDS, [(SQUARE, str(number), "20", "", "", 1.0) for number in range(5)]
    )
    for opened in (layer, saved(layer, tmp_path / "f.gpkg", "GPKG")):
        assert opened.setSubsetString("\"JCBH\" IN ('1', '3')")
        assert read(opened, "change_patch").columns["patch_no"].tolist() == ["1", "3"]


def test_only_selected_features_on_wish(patches: QgsVectorLayer) -> None:
    patches.dataProvider().addFeatures([QgsFeature(patches.fields())])
    patches.selectByIds([2])
    assert len(read(patches, "change_patch")) == 2
    assert read(patches, "change_patch", only_selected=True).ids.tolist() == ["2"]


def test_joined_and_virtual_fields_are_read(qgis_new_project: None) -> None:
    main = memory_layer("地块", {"XMBH": "text"}, [(SQUARE, "A"), (SQUARE, "B")])
    side = memory_layer("批文", {"XMBH": "text", "PZWH": "text"}, [(None, "A", "浙土字〔2021〕1号")])
    QgsProject.instance().addMapLayers([main, side])
    info = QgsVectorLayerJoinInfo()
    info.setJoinLayer(side)
    info.setJoinFieldName("XMBH")
    info.setTargetFieldName("XMBH")
    info.setPrefix("")
    assert main.addJoin(info)
    main.addExpressionField("'2021年6月'", QgsField("PZRQ", field_type("text")))
    table = read(main, "approval")
    assert table.columns["doc_no"].tolist() == ["浙土字〔2021〕1号", None]
    assert table.columns["approved_on"].astype(str).tolist() == ["2021-06-01"] * 2


def test_a_snapshot_is_read_on_another_thread_and_keeps_its_moment(patches: QgsVectorLayer) -> None:
    source = LayerSource(patches, "change_patch", CONTEXT)
    found: list[FeatureTable] = []
    worker = threading.Thread(target=lambda: found.append(source.read()))
    worker.start()
    worker.join()
    assert found[0].columns["patch_no"].tolist() == ["330211-1"]


def test_features_come_in_the_tables_order_with_their_own_fields_and_geometry() -> None:
    rows = [(SQUARE, str(number), "20", "", "", 1.0) for number in range(20)]
    layer = memory_layer("图斑", PATCH_FIELDS, rows, "EPSG:4549")
    source = LayerSource(layer, "change_patch", CONTEXT)
    table = source.read()
    features = list(source.originals([int(number) for number in table.ids]))
    assert [item.attribute("JCBH") for item in features] == table.columns["patch_no"].tolist()
    assert [str(item.id()) for item in features] == table.ids.tolist()
    assert features[0].geometry().boundingBox().xMinimum() > 600_000
    assert source.source_fields.names() == list(PATCH_FIELDS)
    assert [item.id() for item in source.features()] == [item.id() for item in features]


def test_dates_of_every_field_type() -> None:
    fields = {"PZRQ": "date", "YXQQ": "date_time", "YXQZ": "integer", "PZWH": "text"}
    rows = [
        (
            SQUARE,
            QDate(2021, 6, 1),
            QDateTime(QDate(2021, 6, 2), QDateTime.currentDateTime().time()),
            202306,
            "a",
        ),
        (SQUARE, None, None, 45458, "b"),
    ]
    table = read(memory_layer("批文", fields, rows), "approval")
    assert table.columns["approved_on"].astype(str).tolist() == ["2021-06-01", "NaT"]
    assert table.columns["valid_from"].astype(str).tolist() == ["2021-06-02", "NaT"]
    assert table.columns["valid_to"].astype(str).tolist() == ["2023-06-30", "2024-06-15"]


def test_unreadable_dates_are_counted_by_layer_and_field() -> None:
    table = read(
        memory_layer("批文", {"YXQZ": "text"}, [(SQUARE, "长期"), (SQUARE, None), (SQUARE, "两年")]),
        "approval",
    )
    assert len(table.notices) == 1
    assert all(word in table.notices[0] for word in ("批文", "YXQZ", "2", "长期"))


def test_a_layer_without_a_system_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"图斑甲.*coordinate reference system"):
        LayerSource(memory_layer("图斑甲", PATCH_FIELDS, [], crs=""), "change_patch", CONTEXT)


def test_a_layer_of_another_geometry_is_refused_by_name() -> None:
    points = memory_layer("测点", PATCH_FIELDS, [], geometry="Point")
    with pytest.raises(InputError, match=r"测点.*points.*polygons"):
        LayerSource(points, "change_patch", CONTEXT)
    assert (
        len(
            read(
                memory_layer("企业", {"uscc": "text"}, [("POINT(121.6 29.9)", "9133")], geometry="Point"),
                "enterprise",
            )
        )
        == 1
    )


def test_farmland_without_a_class_is_refused_with_layer_field_and_mend() -> None:
    with pytest.raises(InputError, match=r"地块.*class_code"):
        LayerSource(memory_layer("地块", {"MC": "text"}, []), "farmland", CONTEXT)


def test_patches_without_a_number_are_still_patches() -> None:
    table = read(memory_layer("图斑", {"TBLX": "text"}, [(SQUARE, "20")]), "change_patch")
    assert table.columns["patch_no"].tolist() == [None]


def test_cancelling_stops_reading(patches: QgsVectorLayer) -> None:
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(Cancelled, match="图斑"):
        LayerSource(patches, "change_patch", CONTEXT).read(feedback)


def test_progress_is_reported() -> None:
    layer = memory_layer("图斑", PATCH_FIELDS, [(SQUARE, *PATCH)] * 2500)
    seen: list[float] = []
    feedback = QgsFeedback()
    feedback.progressChanged.connect(seen.append)
    LayerSource(layer, "change_patch", CONTEXT).read(feedback)
    assert seen == sorted(seen) and 0 < seen[-1] <= 100


def test_an_inspection_table_without_geometry_is_read() -> None:
    table = memory_layer(
        "核查", {"patch_no": "text", "finding": "text"}, [(None, "1", "伪变化")], crs="", geometry="None"
    )
    assert read(table, "inspection").columns["finding"].tolist() == ["found_unchanged"]


def test_the_stored_binding_leads_and_its_channel_and_date_hold_for_empty_rows(
    patches: QgsVectorLayer,
) -> None:
    bind(patches, Binding("change_patch", {"patch_no": "TBLX"}, channel="patrol"))
    table = read(patches, "change_patch")
    assert table.columns["patch_no"].tolist() == ["20"]
    assert table.columns["channel"].tolist() == ["patrol"]
    farmland = memory_layer(
        "DLTB", {"DLBM": "text", "SJNF": "integer"}, [(SQUARE, "0101", 2022), (SQUARE, "0101", None)]
    )
    bind(farmland, Binding("farmland", {"class_code": "DLBM", "as_of": "SJNF"}, as_of="2023"))
    assert read(farmland, "farmland").columns["as_of"].tolist() == ["2022", "2023"]


def test_a_binding_for_another_role_does_not_count(patches: QgsVectorLayer) -> None:
    bind(patches, Binding("violation", {"case_no": "TBLX"}))
    assert read(patches, "change_patch").columns["patch_no"].tolist() == ["330211-1"]


def test_numeric_class_codes_get_their_zero_back() -> None:
    layer = memory_layer("DLTB", {"DLBM": "integer"}, [(SQUARE, 101), (SQUARE, 1202), (SQUARE, None)])
    assert read(layer, "farmland").columns["class_code"].tolist() == ["0101", "1202", None]
    layer = memory_layer("DLTB", {"DLBM": "real"}, [(SQUARE, 103.0)])
    assert read(layer, "farmland").columns["class_code"].tolist() == ["0103"]


def test_real_parcels_in_a_foreign_system_keep_their_place_and_area(shared: Path) -> None:
    layer = QgsVectorLayer(str(shared / "data/parcels/cambodia_rice_fields.gpkg"), "parcels", "ogr")
    assert layer.isValid()
    bind(layer, Binding("basic_farmland"))
    table = read(layer, "basic_farmland")
    assert len(table) == 100
    bounds = shapely.total_bounds(table.geometry)
    assert 102 < bounds[0] < bounds[2] < 108 and 10 < bounds[1] < bounds[3] < 15
    assert shapely.is_valid(table.geometry).all()
