"""Tianditu as a basemap: the key travels with the request for a tile and stays nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_iface import FakeIface
from test_gui_desktop import Office, add_district
from tile_server import TileServer

from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsNetworkAccessManager,
    QgsProject,
    QgsRectangle,
    QgsSettings,
)
from qgis.gui import QgsMessageLogViewer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QDialogButtonBox, QPlainTextEdit

from gengdi_plugin.core.tianditu import load_preset
from gengdi_plugin.gui.basemap.basemaps import Basemaps
from gengdi_plugin.layers import tianditu, tianditu_key

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
HERE = QgsRectangle(121.60, 29.90, 121.62, 29.915)


@pytest.fixture()
def server(qgis_app):
    server = TileServer(KEY)
    yield server
    server.close()


@pytest.fixture()
def safe(qgis_app):
    """QGIS's authentication database with a master password, and no key in it."""
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword("master", True)
    _forget()
    yield manager
    _forget()


def _forget() -> None:
    settings = QgsSettings()
    kept = settings.value(tianditu_key._CONFIGURATION, "")
    if kept:
        QgsApplication.authManager().removeAuthenticationConfig(kept)
    settings.remove(tianditu_key._CONFIGURATION)


@pytest.fixture()
def office(qgis_app, qgis_new_project, server, tmp_path):
    office = Office(FakeIface())
    office.desktop.basemaps.close()
    office.viewer = QgsMessageLogViewer(office.iface.window)
    office.basemaps = Basemaps(office.desktop.desk, load_preset(server.preset_file(tmp_path)))
    yield office
    office.basemaps.close()
    office.plugin.unload()
    QgsProject.instance().clear()


def add(office, theme: int = 0, grid: str = "w", key: str = KEY):
    office.basemaps.add_tianditu()
    dialog = office.basemaps.dialog
    dialog.theme.setCurrentIndex(theme)
    dialog.grid.setCurrentIndex(dialog.grid.findData(grid))
    dialog.key.setText(key)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    return dialog


def drawn(layers, shift: float = 0.0) -> str:
    """The colour in the middle of a map of ``layers``."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    extent = QgsRectangle(HERE.xMinimum() + shift, HERE.yMinimum(), HERE.xMaximum() + shift, HERE.yMaximum())
    if layers[0].crs().authid() == "EPSG:3857":
        extent = QgsRectangle(13_536_400 + 1e5 * shift, 3_486_000, 13_538_600 + 1e5 * shift, 3_488_000)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(400, 300))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage().pixelColor(200, 150).name()


@pytest.mark.parametrize("grid", ["c", "w"])
def test_tiles_are_asked_with_the_key_and_neither_project_nor_settings_nor_log_know_it(
    office, safe, server, grid, tmp_path, qtbot
):
    add(office, grid=grid)
    project = QgsProject.instance()
    layers = tianditu.basemap_layers(project)
    assert sorted(layer.customProperty(tianditu.PROPERTY) for layer in layers) == [
        f"cva_{grid}",
        f"vec_{grid}",
    ]
    assert drawn(layers) == "#c02020"
    assert {one["tk"] for one in server.tiles()} == {KEY}
    assert {one["path"] for one in server.tiles()} == {f"/vec_{grid}/wmts", f"/cva_{grid}/wmts"}
    # as text and packed, and everything else that was written
    assert project.write(str(tmp_path / "p.qgs"))
    assert "vec_" in (tmp_path / "p.qgs").read_text(encoding="utf-8")
    assert KEY not in (tmp_path / "p.qgs").read_text(encoding="utf-8")
    QgsSettings().sync()
    for key in QgsSettings().allKeys():
        assert KEY not in str(QgsSettings().value(key))
    for file in Path(QgsApplication.qgisSettingsDirPath()).rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file


def test_the_cache_on_disk_holds_no_address_with_the_key(office, safe, server, tmp_path):
    manager, before = QgsNetworkAccessManager.instance(), QgsSettings().value("cache/directory")
    QgsSettings().setValue("cache/directory", str(tmp_path / "cache"))
    try:
        manager.setupDefaultProxyAndCache()
        add(office)
        assert drawn(tianditu.basemap_layers(QgsProject.instance()), 0.3) == "#c02020"
        kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
        assert [file for file in kept if KEY.encode() in file.read_bytes()] == []
    finally:
        QgsSettings().setValue("cache/directory", before) if before else QgsSettings().remove(
            "cache/directory"
        )
        manager.setupDefaultProxyAndCache()


def log_text(office) -> str:
    return "\n".join(page.toPlainText() for page in office.viewer.findChildren(QPlainTextEdit))


@pytest.mark.parametrize("refusal", ["403", "html", "500", "429"])
def test_a_tile_that_is_refused_leaves_no_key_in_the_log(office, safe, server, refusal, qtbot):
    server.refusal = refusal
    wrong = "wrong-" + KEY
    add(office, key=wrong)
    drawn(tianditu.basemap_layers(QgsProject.instance()), 0.6 + 0.1 * len(server.asked))
    assert wrong in {one.get("tk") for one in server.tiles()}
    if refusal == "html":  # this one QGIS writes down with its address
        qtbot.waitUntil(lambda: "Tile request error" in log_text(office))
        qtbot.waitUntil(lambda: "tk=***" in log_text(office))
    qtbot.wait(50)
    assert wrong not in log_text(office)


@pytest.mark.parametrize("status", ["403", "418", "429"])
def test_a_refused_key_is_told_once_with_what_to_do(office, safe, server, status, qtbot):
    server.refusal = status
    add(office, key="wrong")
    layers = tianditu.basemap_layers(QgsProject.instance())
    drawn(layers, 2.0 + 0.1 * int(status))
    qtbot.waitUntil(lambda: any(f"HTTP {status}" in text for text in office.said()))
    drawn(layers, 2.5 + 0.1 * int(status))
    qtbot.wait(100)
    assert sum("gave no tile" in text for text in office.said()) == 1


def test_degrees_lead_to_the_tiles_that_cover_the_place(office, safe, server):
    add(office, grid="c")
    drawn(tianditu.basemap_layers(QgsProject.instance()))
    asked = [one for one in server.tiles() if one["path"] == "/vec_c/wmts"]
    for one in asked:
        span = 360 / 2 ** int(one["TILEMATRIX"])
        west, north = -180 + span * int(one["TILECOL"]), 90 - span * int(one["TILEROW"])
        tile = QgsRectangle(west, north - span, west + span, north)
        assert tile.intersects(HERE)
        assert span / 256 <= 2 * HERE.width() / 400, "as fine as the screen"
    assert asked


def test_capabilities_are_never_asked_of_the_network(office, safe, server, tmp_path):
    """A project with such a layer opens without a network, and QGIS asks about no unavailable layer."""
    add(office, grid="c")
    assert QgsProject.instance().write(str(tmp_path / "p.qgs"))
    QgsProject.instance().clear()
    server.asked.clear()
    server.close()
    assert QgsProject.instance().read(str(tmp_path / "p.qgs"))
    assert all(layer.isValid() for layer in tianditu.basemap_layers(QgsProject.instance()))
    assert server.asked == []
    drawn(tianditu.basemap_layers(QgsProject.instance()), 0.9)  # ends, with nothing on it


def test_a_screening_is_done_beside_a_basemap_that_does_not_answer(office, safe, server, tmp_path, qtbot):
    server.close()
    add_district()
    add(office)
    office.screen(tmp_path / "w.sqlite", qtbot)
    assert len(office.desktop.session.rows()) == 4


def test_without_a_key_the_dialog_says_so_and_adds_nothing(office, safe):
    dialog = add(office, key="")
    assert "Fill in the key" in dialog.said.text() and not dialog.said.isHidden()
    assert tianditu.basemap_layers(QgsProject.instance()) == []


def test_a_project_with_the_layers_but_no_key_is_told_once_and_calmly(office, safe, server, tmp_path, qtbot):
    add(office)
    assert QgsProject.instance().write(str(tmp_path / "p.qgs"))
    QgsProject.instance().clear()
    office.basemaps.requests.key = ""
    _forget()
    office.iface.bar.clearWidgets()
    assert QgsProject.instance().read(str(tmp_path / "p.qgs"))
    qtbot.waitUntil(lambda: any("no key is kept" in text for text in office.said()))
    assert sum("no key is kept" in text for text in office.said()) == 1


def test_a_kept_key_is_taken_when_a_project_with_the_layers_opens(office, safe, server, tmp_path, qtbot):
    add(office)
    assert QgsProject.instance().write(str(tmp_path / "p.qgs"))
    QgsProject.instance().clear()
    office.basemaps.requests.key = ""
    assert QgsProject.instance().read(str(tmp_path / "p.qgs"))
    qtbot.waitUntil(lambda: office.basemaps.requests.key == KEY)
    assert tianditu_key.has_key()
    add(office, key="")  # the kept one serves
    assert len(tianditu.basemap_layers(QgsProject.instance())) == 4


def test_a_key_that_cannot_be_unlocked_or_kept_is_said(office, safe, monkeypatch, qtbot):
    """The officer cancels QGIS's question for the master password."""
    add(office)

    class Locked:
        """QGIS's manager, as it answers without the password."""

        def __getattr__(self, name):
            return getattr(safe, name)

        def loadAuthenticationConfig(self, *_given):  # noqa: N802
            return False, None

        def storeAuthenticationConfig(self, *_given):  # noqa: N802
            return False

    class Application:
        authManager = staticmethod(Locked)  # noqa: N815

    monkeypatch.setattr(tianditu_key, "QgsApplication", Application)
    office.basemaps.requests.key = ""
    assert tianditu_key.read_key() == ""
    dialog = add(office, key="")
    assert "master password" in dialog.said.text()
    dialog.reject()
    dialog = add(office, key="another")
    assert "did not keep the key" in dialog.said.text()
    dialog.reject()
    assert len(tianditu.basemap_layers(QgsProject.instance())) == 2, "nothing was added"


def test_another_key_takes_the_place_of_the_first(office, safe):
    add(office)
    ids = QgsApplication.authManager().configIds()
    add(office, key="another")
    assert QgsApplication.authManager().configIds() == ids
    assert tianditu_key.read_key() == "another"


def test_the_basemap_lies_below_everything(office, safe):
    add_district()
    add(office, theme=1)
    order = QgsProject.instance().layerTreeRoot().layerOrder()
    assert [layer.customProperty(tianditu.PROPERTY) for layer in order[-2:]] == ["cia_w", "img_w"]


def test_the_address_of_square_tiles_keeps_its_scheme_as_text():
    """QGIS 3.40 takes %3A%2F%2F for no address and draws nothing."""
    preset = load_preset()
    uri = tianditu.basemap_uri(preset, preset.services()[0], "w")
    assert f"&url={preset.host}/" in uri


def test_after_unloading_no_request_gets_the_key(office, safe, server):
    add(office)
    layers = tianditu.basemap_layers(QgsProject.instance())
    office.basemaps.close()
    assert office.basemaps.requests.key == ""
    server.asked.clear()
    drawn(layers, 1.2)
    assert server.asked and all("tk" not in one for one in server.asked)
