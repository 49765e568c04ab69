"""Which approval type a row gets: its own word, the binding, the name, the officer's text, or unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_layers import SQUARE, memory_layer, saved

from qgis.core import QgsCoordinateTransformContext, QgsVectorLayer

from gengdi_plugin.core.binding import Binding
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.layers.binding import bind
from gengdi_plugin.layers.reading import LayerSource

ROWS = [(SQUARE, "农转用批准"), (SQUARE, None), (SQUARE, "没听说过"), (SQUARE, "temporary")]


def types(layer: QgsVectorLayer, given: object = None) -> list[str]:
    source = LayerSource(layer, "approval", QgsCoordinateTransformContext(), given)
    return source.read().columns["approval_type"].tolist()


def approvals(name: str) -> QgsVectorLayer:
    return memory_layer(name, {"approval_type": "text"}, ROWS)


def test_the_rows_own_word_leads_whatever_the_layer_is() -> None:
    layer = approvals("NCTDZHZZ_CJDK")
    assert types(layer) == ["conversion", "link_old", "unknown", "temporary"]


def test_the_binding_comes_before_the_name() -> None:
    layer = approvals("JSYDBP_NZYDK_X")
    assert types(layer)[1] == "conversion"
    bind(layer, Binding("approval", {"approval_type": "approval_type"}, approval_type="supply"))
    assert types(layer, "JSYDBP_NZYDK_X=temporary")[1] == "supply"
    bind(layer, Binding("approval", {"approval_type": "approval_type"}))
    assert types(layer)[1] == "conversion"


def test_the_name_comes_before_the_officers_text_and_the_text_before_unknown() -> None:
    assert types(approvals("JSYDBP_NZYDK_L"), "JSYDBP_NZYDK_L=conversion")[1] == "planning"
    assert types(approvals("用地图层"), {"用地图层": "supply"})[1] == "supply"
    assert types(approvals("用地图层"), "其他=conversion;用地图层=土地供应")[1] == "supply"
    assert types(approvals("增减挂钩"), "增减挂钩=link_new")[1] == "link_new"
    assert types(approvals("用地图层"))[1] == "unknown"


def test_the_file_name_counts_too(tmp_path: Path) -> None:
    layer = saved(approvals("图层"), tmp_path / "NCTDZHZZ_JXDK.shp", "ESRI Shapefile")
    assert types(layer)[1] == "link_new"
    layer = saved(approvals("图层"), tmp_path / "base.gpkg", "GPKG", layerName="SSNYD_BHYNFW")
    assert types(layer)[1] == "replacement"
    layer = saved(approvals("农转用"), tmp_path / "拆旧.gpkg", "GPKG")
    assert types(layer)[1] == "link_old"
    layer = saved(approvals("图层"), tmp_path / "one.gpkg", "GPKG")
    assert types(layer, "one=supply")[1] == "supply"


@pytest.mark.parametrize("given", ["用地", "用地=胡说", "=conversion"])
def test_a_text_that_cannot_be_read_is_refused(given: str) -> None:
    with pytest.raises(InputError, match=given):
        types(approvals("用地"), given)


def test_registrations_of_ownership_contract_and_forest_are_ownership() -> None:
    rows = [
        (SQUARE, right)
        for right in ("国有建设用地使用权/房屋所有权", "集体土地所有权", "9", "3", "林地使用权", None)
    ]
    layer = memory_layer("不动产登记", {"QLLX": "text"}, rows)
    assert types(layer) == [
        "registration",
        "ownership",
        "ownership",
        "registration",
        "ownership",
        "registration",
    ]
    layer = memory_layer("不动产登记", {"QLLX": "integer"}, [(SQUARE, 2), (SQUARE, 4), (SQUARE, None)])
    assert types(layer) == ["ownership", "registration", "registration"]
    layer = memory_layer("JSYDBP_NZYDK_X", {"QLLX": "text"}, [(SQUARE, "集体土地所有权")])
    assert types(layer) == ["conversion"], (
        "the right a registration shows says nothing about another document"
    )


@pytest.mark.parametrize(
    "name",
    [
        "拆旧地块",
        "拟农转用",
        "JSYDBP_NZYDK_L",
        "高标准农田立项",
        "补划永久基本农田",
        "集体土地所有权",
        "林权登记",
    ],
)
def test_layers_that_never_prove(name: str) -> None:
    from gengdi_plugin.core.approval_types import PROOFS

    layer = memory_layer(name, {"PZWH": "text"}, [(SQUARE, "浙土字1号")])
    assert types(layer)[0] not in PROOFS
