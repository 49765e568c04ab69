"""Farmland that no village patrols, shown on the map."""

from __future__ import annotations

from typing import Any

import pytest
from fake_iface import FakeIface
from test_gui_desktop import Office, add_layer

from qgis.core import QgsProject


@pytest.fixture()
def office(qgis_app: Any, qgis_new_project: Any):
    office = Office(FakeIface())
    yield office
    office.plugin.unload()
    QgsProject.instance().clear()


def box(west: float, east: float) -> str:
    return f"POLYGON(({west} 29.9, {east} 29.9, {east} 29.91, {west} 29.91, {west} 29.9))"


def district(*villages: tuple[str, float, float]) -> None:
    fields = "field=unit_code:string&field=unit_name:string"
    add_layer(
        "units", "admin_unit", fields, [([code, code], box(west, east)) for code, west, east in villages]
    )
    add_layer("farmland", "farmland", "field=class_code:string", [(["0101"], box(121.60, 121.63))])


def names() -> set[str]:
    return {layer.name() for layer in QgsProject.instance().mapLayers().values()} - {"units", "farmland"}


def test_gaps_and_overlaps_come_on_the_map(office: Any, qtbot: Any) -> None:
    district(("330211001001", 121.60, 121.615), ("330211001002", 121.61, 121.62))
    office.desktop.dock.layers.refresh()
    office.desktop.case_services.coverage.action.trigger()
    office.idle(qtbot)
    assert names() == {"Farmland in no patrol unit", "Farmland in several patrol units"}
    assert any("1 parts; in several: 1 parts" in said for said in office.said()), office.said()


def test_a_covered_district_says_so_and_nothing_is_added(office: Any, qtbot: Any) -> None:
    district(("330211001001", 121.60, 121.615), ("330211001002", 121.615, 121.63))
    office.desktop.dock.layers.refresh()
    office.desktop.case_services.coverage.action.trigger()
    office.idle(qtbot)
    assert names() == set() and any("exactly one" in said for said in office.said()), office.said()


def test_without_layers_it_says_what_to_bind(office: Any) -> None:
    office.desktop.case_services.coverage.action.trigger()
    assert any("Bind a layer" in said for said in office.said())
