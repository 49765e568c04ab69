"""A small project of real layers, screened in the real dock, whose edits live verdicts follow."""

# ruff: noqa: N802 - named as QGIS names them

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from fake_iface import FakeIface
from real_layers import memory_layer, saved

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from gengdi_plugin import classFactory
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.gui.screening.screening_inputs import screening_layers
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.processing.screening_layers import ProgressShare, snapshot
from gengdi_plugin.processing.screening_parts import all_of

KINDS = ("memory", "GPKG", "ESRI Shapefile")
_SUFFIX = {"GPKG": "gpkg", "ESRI Shapefile": "shp"}

#: Left out of comparisons with a fresh screening: when, and codes that stay once given.
_APART = {"screened_at", "spatial_code"}


def box(west: float, south: float, width: float, height: float) -> str:
    """A rectangle in units of 0.0001 degree east and north of 121.6, 29.9."""
    west, south = 121.6 + west / 1e4, 29.9 + south / 1e4
    east, north = west + width / 1e4, south + height / 1e4
    return f"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def patch(place: int) -> str:
    return box(20 * place, 0, 10, 10)


WHOLE, AWAY = box(-1000, -1000, 4000, 3000), box(4000, 0, 100, 100)


class Quiet:
    def isCanceled(self) -> bool:
        return False

    def setProgress(self, progress: float) -> None:
        pass


class Ground:
    """The plugin in a fake QGIS with six patches, of which the first is covered, and its layers by role."""

    def __init__(self, folder: Path, kind: str, patches: int = 6) -> None:
        self.folder, self.kind = folder, kind
        self.layers: dict[str, QgsVectorLayer] = {}
        rows = [(patch(place), f"P{place}", "20") for place in range(patches)]
        self.add("patches", "change_patch", {"patch_no": "text", "change_type": "text"}, rows)
        fields = {"type": "text", "doc_no": "text", "note": "text"}
        self.add("approvals", "approval", fields, [(patch(0), "conversion", "A0", None)])
        self.add("land", "farmland", {"class_code": "text"}, [(WHOLE, "0201"), (box(0, 0, 20, 5), "0101")])
        self.add("basic", "basic_farmland", {"zone_no": "text"}, [(AWAY, "1")])
        self.add("found", "violation", {"case_no": "text"}, [(AWAY, "1")])
        self.iface = FakeIface()
        self.plugin = classFactory(self.iface)
        self.plugin.initGui()
        self.desktop = self.plugin.desktop
        self.live = self.desktop.live
        self.saving = self.desktop.live_saving
        self.page = self.desktop.dock.patches
        self.workspace = folder / "w.sqlite"

    def add(self, name: str, role: str, fields: dict[str, str], rows: list[Any], bound: bool = True) -> None:
        layer = memory_layer(name, fields, rows, geometry="MultiPolygon")
        if self.kind != "memory":
            layer = saved(layer, self.folder / f"{name}.{_SUFFIX[self.kind]}", self.kind)
        layer.setName(name)
        binding = binding_of(layer, role)
        if role == "approval":
            binding.fields["approval_type"] = "type"
        if bound:
            bind(layer, binding)
        self.layers[name] = layer
        QgsProject.instance().addMapLayer(layer)

    def close(self) -> None:
        self.plugin.unload()
        self.layers = {}
        QgsProject.instance().clear()

    def idle(self, qtbot: Any) -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not self.desktop.desk.operations.running(), timeout=20_000)
            QCoreApplication.processEvents()

    def screen(self, qtbot: Any) -> None:
        self.desktop.dock.layers.refresh()
        screening = self.desktop.dock.screening
        screening.workspace.setFilePath(str(self.workspace))
        screening.checkup.comes_first = lambda _go_on: None
        screening.run()
        self.idle(qtbot)

    def settle(self, qtbot: Any) -> None:
        """All timers of live have run and nothing is at work."""
        live = self.live
        qtbot.waitUntil(
            lambda: not live._soon.isActive() and not live._settled.isActive() and not live.catching_up(),
            timeout=20_000,
        )

    def code(self, number: str) -> str:
        return next(row.code for row in self.page.model.rows() if row.patch_no == number)

    def new(self, name: str, wkt: str, *values: Any) -> int:
        """Add a feature to a layer in edit mode; its temporary id."""
        layer = self.layers[name]
        made = QgsFeature(layer.fields())
        own = [field.name() for field in layer.fields() if field.name() != "fid"]
        for field, value in zip(own, values):
            made[field] = value
        made.setGeometry(multi(wkt))
        assert layer.addFeature(made)
        return int(made.id())

    def ids(self, name: str) -> list[int]:
        return [one.id() for one in self.layers[name].getFeatures()]

    def agrees(self) -> None:
        """Every live verdict, and the absence of one, is what a whole fresh screening would say."""
        followed = self.live.followed()
        assert followed is not None
        tested = screening_layers(QgsProject.instance()).tested(self.layers["patches"])
        by_role: dict[str, list[QgsVectorLayer]] = {}
        for role, layer in tested:
            by_role.setdefault(role, []).append(layer)
        single = {
            role: layers[0] for role, layers in by_role.items()
            if role in ("farmland", "basic_farmland", "violation", "admin_unit")
        }  # fmt: skip
        context = QgsProject.instance().transformContext()
        sources = snapshot(self.layers["patches"], by_role.get("approval", []), single, [], [], {}, context)
        inputs, _ = sources.read(ProgressShare(Quiet(), 0, 100))
        session = ScreeningSession(all_of(inputs), load_rules(), plane=followed.session.plane)
        expected = session.screen()
        place = {uid: at for at, uid in enumerate(session.uids)}
        there = [row for row in range(len(followed.session)) if not followed.session.is_gone(row)]
        assert sorted(followed.session.uids[there]) == sorted(session.uids)
        found = followed.session.screen(np.array(there)).patches
        for at, row in enumerate(there):
            want = place[followed.session.uids[row]]
            live = followed.verdicts.get(row)
            for name, values in expected.patches.columns.items():
                if name in _APART:
                    continue
                _equal(found.columns[name][at], values[want], (row, name))
                if live is not None:
                    _equal(live.value(name), values[want], (row, name, "shown"))
        for uid, row in self.live.rows().items():
            assert self.page.model.rows()[self.page.model.position(uid)] is row


def _equal(one: Any, other: Any, where: Any) -> None:
    if isinstance(one, float) and isinstance(other, float):
        assert abs(one - other) <= 2e-3, where
    else:
        assert one == other or (one != one and other != other), (where, one, other)


def multi(wkt: str) -> QgsGeometry:
    geometry = QgsGeometry.fromWkt(wkt)
    geometry.convertToMultiType()
    return geometry
