"""Farmland that no village patrols, or several do, as layers on the map."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsSimpleFillSymbolLayer, QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction

from ...core.i18n import tr
from ...resources_lookup import icon
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..roles.role_rows import layers_in_force

#: Output -> hatching: different directions, so that colour does not stand alone.
_HATCH = {"GAPS": ("b_diagonal", "#c0392b"), "OVERLAPS": ("f_diagonal", "#7d3c98")}


class CoverageAction:
    """Runs ``gengdi:patrolcoverage`` on the bound layers and adds what it finds to the project."""

    def __init__(self, desk: Desk, page: PatchesPage) -> None:
        self._desk = desk
        self.action = QAction(icon("people"), tr("Farmland Without Patrol…"), page)
        self.action.setObjectName("gengdi_patrol_coverage")
        self.action.setToolTip(tr("Show farmland that lies in no village patrol unit, or in several"))
        self.action.triggered.connect(lambda _checked: self.run())

    def run(self) -> None:
        """Ask the bound layers of units and parcels; what is found comes on the map."""
        project = self._desk.project
        units, farmland = layers_in_force(project, "admin_unit"), layers_in_force(project, "farmland")
        if not units or not farmland:
            self._desk.say(
                tr("Bind a layer of administrative units and one of land-class parcels on the Layers page."),
                Qgis.MessageLevel.Warning,
            )
            return
        outputs = dict.fromkeys(_HATCH, "memory:")
        self._desk.operations.run_algorithm(
            "gengdi:patrolcoverage",
            {"UNITS": units[0], "FARMLAND": farmland[0], **outputs},
            tr("Looking for farmland without patrol"),
            project,
            self._show,
            again=self.run,
        )

    def _show(self, run: Any) -> None:
        names = {"GAPS": tr("Farmland in no patrol unit"), "OVERLAPS": tr("Farmland in several patrol units")}
        counts = {}
        for output, name in names.items():
            layer = run.take_layer(output)
            counts[output] = layer.featureCount() if layer is not None else 0
            if isinstance(layer, QgsVectorLayer) and counts[output]:
                layer.setName(name)
                _hatch(layer, *_HATCH[output])
                self._desk.project.addMapLayer(layer)
        if not any(counts.values()):
            self._desk.say(
                tr("Every piece of farmland lies in exactly one village patrol unit."),
                Qgis.MessageLevel.Success,
            )
            return
        self._desk.say(
            tr("Farmland in no patrol unit: {gaps} parts; in several: {overlaps} parts. They are on the map.")
            .format(gaps=counts["GAPS"], overlaps=counts["OVERLAPS"]),
            Qgis.MessageLevel.Warning,
        )  # fmt: skip


def _hatch(layer: QgsVectorLayer, brush: str, colour: str) -> None:
    drawn = {"style": brush, "color": colour, "outline_color": colour, "outline_width": "0.5"}
    layer.renderer().symbol().changeSymbolLayer(0, QgsSimpleFillSymbolLayer.create(drawn))
