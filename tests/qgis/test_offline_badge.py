"""The badge in the dock's corner says whether a layer of the project comes over a network, and explains."""

from __future__ import annotations

import pytest
from test_gui_desktop import add_district

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel

from gengdi_plugin.core.tianditu import load_preset
from gengdi_plugin.gui.basemap.network_window import NetworkWindow
from gengdi_plugin.layers.network_layers import network_host
from gengdi_plugin.layers.tianditu import basemap_uri

PRESET = load_preset()


@pytest.mark.parametrize(
    ("source", "provider", "host"),
    [
        (basemap_uri(PRESET, PRESET.services()[0], "w"), "wms", "t0.tianditu.gov.cn"),
        (basemap_uri(PRESET, PRESET.services()[2], "c"), "wms", "t0.tianditu.gov.cn"),
        ("typename='a' url='https://example.org/wfs' version='auto'", "WFS", "example.org"),
        ("dbname='land' host=db.bureau.cn port=5432 table=\"a\".\"b\"", "postgres", "db.bureau.cn"),
        ("dbname='land' host=localhost port=5432 table=\"a\".\"b\" (geom)", "postgres", ""),
        ("type=xyz&url=http%3A%2F%2F127.0.0.1%3A8080%2F%7Bz%7D.png", "wms", ""),
        ("/vsicurl/https://example.org/a.tif", "gdal", "example.org"),
        ("/数据/地类图斑.gpkg|layername=DLTB", "ogr", ""),
        ("file:///home/li/points.csv?delimiter=,", "delimitedtext", ""),
        ("Polygon?crs=EPSG:4490&field=a:string", "memory", ""),
        ("type=mbtiles&url=file:///maps/a.mbtiles", "vectortile", ""),
    ],
)  # fmt: skip
def test_the_host_of_a_source(source, provider, host):
    assert network_host(source, provider) == host


def test_the_badge_follows_the_projects_layers(office):
    corner = office.desktop.dock.corner
    assert corner.offline.text() == "Offline"
    add_district()
    assert corner.offline.text() == "Offline"
    layer = QgsRasterLayer(basemap_uri(PRESET, PRESET.services()[2], "w"), "天地图影像", "wms")
    QgsProject.instance().addMapLayer(layer)
    assert corner.offline.text() == "Online map"
    assert "Basemap online: 天地图影像" in corner.offline.toolTip()
    QgsProject.instance().removeMapLayer(layer.id())
    assert corner.offline.text() == "Offline"


def test_the_badge_is_reached_by_keyboard_and_explains(office):
    layer = QgsRasterLayer(basemap_uri(PRESET, PRESET.services()[0], "w"), "天地图矢量", "wms")
    QgsProject.instance().addMapLayer(layer)
    badge = office.desktop.dock.corner.offline
    assert badge.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(badge, Qt.Key.Key_Space)
    window = office.iface.window.findChild(NetworkWindow)
    said = window.findChild(QLabel, "gengdi_network_said").text()
    assert "Nothing of Gengdi needs a network" in said
    assert "天地图矢量 (t0.tianditu.gov.cn)" in said
    window.reject()
