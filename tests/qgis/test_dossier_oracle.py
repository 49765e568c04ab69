"""``gengdi:dossier`` held against a second working-out that shares no code with it, on random districts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from dossier_oracle import area, cell, forward
from openpyxl import load_workbook
from random_district import CRSS, LAYERS, District, Drawn, compare

from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)

from gengdi_plugin.core.gridcode import encode
from gengdi_plugin.layers.expressions import Area
from gengdi_plugin.processing.dossier import DossierAlgorithm


@pytest.fixture(autouse=True)
def emptied(qgis_app: object) -> Iterator[None]:
    yield
    QgsProject.instance().clear()


def told(unit: Drawn, layers: list[Drawn]) -> list[dict[str, Any]]:
    """The rows of the dossier."""
    QgsProject.instance().addMapLayers([unit.layer, *(one.layer for one in layers)], False)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"INPUT": unit.layer, "LAYERS": [one.layer for one in layers], "OUTPUT": "memory:"}
    results, ok = DossierAlgorithm().create().run(given, context, QgsProcessingFeedback(), {}, False)
    assert ok
    output = context.takeResultLayer(results["OUTPUT"])
    names, null = output.fields().names(), [None]
    return [
        {name: None if value in null else value for name, value in zip(names, row.attributes())}
        for row in output.getFeatures()
    ]


@pytest.mark.parametrize("seed", range(6))
def test_every_row_is_the_one_worked_out_from_the_contract(seed: int, tmp_path: Path) -> None:
    district = District(seed, tmp_path)
    kind = ("polygon", "polygon", "line", "point")[seed % 4]
    make = {"polygon": district.polygon, "line": district.line, "point": district.point}
    own = {"layer": "a", "role": "b", "fid": "c"}
    unit = district.drawn("范围", None, own, [make[kind]() for _ in range(9)], kind, driver="memory")
    layers = [
        district.drawn(name, role, fields, [district.polygon() for _ in range(9)])
        for name, role, fields in district.chance.sample(LAYERS, 3)
    ]
    layers.append(district.villages())
    layers.append(
        district.drawn("灌溉渠道", None, {"名称": "渠"}, [district.line() for _ in range(6)], "line")
    )
    layers.append(district.drawn("机井", None, {"名称": "井"}, [district.point() for _ in range(6)], "point"))
    layers.append(district.drawn("空", None, {"名称": "无"}, []))
    rows = told(unit, layers)
    assert len(rows) > 10
    assert compare(district.oracle, unit, layers, rows) == []


@pytest.mark.parametrize("crs", CRSS)
def test_the_official_area_is_the_same_in_every_system(crs: str, tmp_path: Path) -> None:
    district = District(77, tmp_path)
    context, scope = QgsExpressionContext(), QgsExpressionContextScope()
    scope.setVariable("layer_crs", crs)
    context.appendScope(scope)
    for shape in (*district.parcels, shapely.Point(0, 0).buffer(900, quad_segs=1)):
        lonlat = district.oracle.lonlat(shape)
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shapely.transform(lonlat, lambda xy: forward(crs, xy))))
        told = Area().func([geometry], context, None, None)
        assert told == pytest.approx(area(lonlat), rel=1e-7)


def test_an_output_of_text_alone_is_a_whole_spreadsheet(tmp_path: Path) -> None:
    district = District(1, tmp_path)
    unit = district.drawn("点", None, {"名称": "甲"}, [shapely.Point(0, 0)] * 3, "point", driver="memory")
    land = district.drawn("DLTB", "farmland", {"DLBM": "0101"}, [shapely.box(-9, -9, 9, 9)], driver="memory")
    QgsProject.instance().addMapLayers([unit.layer, land.layer], False)
    for ending in ("xlsx", "shp", "csv", "gpkg"):
        context = QgsProcessingContext()
        given = {"INPUT": unit.layer, "LAYERS": [land.layer], "OUTPUT": str(tmp_path / f"out.{ending}")}
        results, ok = DossierAlgorithm().create().run(given, context, QgsProcessingFeedback(), {}, False)
        assert ok and results["ENTRIES"] == 3
    (sheet,) = load_workbook(tmp_path / "out.xlsx")
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["unit_id", "1", "2", "3"]


def test_cells_hold_the_places_they_were_made_for(tmp_path: Path) -> None:
    district = District(5, tmp_path)
    for parcel in district.parcels:
        place = district.oracle.lonlat(parcel.centroid)
        assert place is not None and cell(encode(place.x, place.y, 7)).covers(place)
