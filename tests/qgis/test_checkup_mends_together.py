"""A line of the check-up that stands for several layers, mended layer by layer through the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_iface import FakeIface
from real_layers import shapefile
from test_checkup_mends import Desk, county

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QInputDialog, QLabel

from gengdi_plugin.core.binding import Binding
from gengdi_plugin.core.checkup_facts import AMBER
from gengdi_plugin.layers.binding import bind

PLANE = "POLYGON((500000 3315000, 500100 3315000, 500100 3315100, 500000 3315100, 500000 3315000))"
#: Layers of which nothing but the bytes says the encoding.
SILENT = {"粮食功能区": "grain_zone", "高标准农田": "high_standard", "生态红线": "ecological_redline"}


@pytest.fixture
def desk(qgis_app: Any, qgis_new_project: Any) -> Iterator[Desk]:
    desk = Desk(FakeIface())
    yield desk
    desk.plugin.unload()
    QgsProject.instance().clear()


def add_silent(folder: Path) -> dict[str, QgsVectorLayer]:
    layers = {}
    for name, role in SILENT.items():
        path = shapefile(folder / f"{role}.shp", ["QMC"], [(PLANE, f"镇海{name}")], "GBK", None)
        layers[name] = QgsVectorLayer(str(path), name, "ogr")
        bind(layers[name], Binding(role, {"name": "QMC"}))
        QgsProject.instance().addMapLayer(layers[name])
    return layers


def officer(desk: Desk, *answers: str) -> list[tuple[str, list[str]]]:
    """An officer who gives these answers, one per question; what was asked and offered."""
    asked: list[tuple[str, list[str]]] = []

    def dialog_of(parent: Any) -> QInputDialog:
        dialog = QInputDialog(parent)

        def choose() -> None:
            dialog.setTextValue(answers[len(asked)])
            asked.append((dialog.windowTitle(), dialog.comboBoxItems()))
            dialog.accept()

        dialog.open = choose
        return dialog

    desk.page.checkup.make_input_dialog = dialog_of
    return asked


def test_of_the_layers_in_one_line_each_is_mended_by_its_button(
    desk: Desk, qtbot: Any, tmp_path: Path
) -> None:
    county()
    layers = add_silent(tmp_path)
    desk.check(qtbot)
    (line,) = desk.lines("encoding")
    assert line.level == AMBER and set(line.layer_ids) == {layer.id() for layer in layers.values()}
    frame = desk.page.checkup.dialog.findChild(object, "gengdi_check_encoding")
    shown = next(label.text() for label in frame.findChildren(QLabel) if "GB18030" in label.text())
    pieces = shown.split("<br>")
    assert all(sum(name in piece for piece in pieces) == 1 for name in SILENT), "a layer to a line"

    asked = officer(desk, "高标准农田", "GBK")
    desk.press("encoding")
    desk.idle(qtbot)
    assert asked[0][1] == list(SILENT) and "高标准农田" in asked[1][0]
    assert next(layers["高标准农田"].getFeatures())["QMC"] == "镇海高标准农田"
    left = desk.lines("encoding")
    assert [one.layer_id for one in left] == [layers[name].id() for name in ("粮食功能区", "生态红线")]

    for _line in left:
        officer(desk, "GB18030")
        desk.press("encoding")
        desk.idle(qtbot)
    assert desk.lines("encoding") == []
