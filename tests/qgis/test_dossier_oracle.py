"""``gengdi:dossier`` held against a second working-out that shares no code with it, on random districts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from random_district import LAYERS, District, Drawn, compare

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

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
    layers.append(district.drawn("灌溉渠道", None, {"名称": "渠"}, [district.line() for _ in range(6)], "line"))
    layers.append(district.drawn("机井", None, {"名称": "井"}, [district.point() for _ in range(6)], "point"))
    layers.append(district.drawn("空", None, {"名称": "无"}, []))
    rows = told(unit, layers)
    assert len(rows) > 10
    assert compare(district.oracle, unit, layers, rows) == []
