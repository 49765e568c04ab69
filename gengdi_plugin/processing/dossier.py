"""``gengdi:dossier``: everything that layers know about any unit or extent."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterVectorLayer,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.i18n import tr
from ..layers.compat import REAL, geometry_kind
from .algorithm import GengdiAlgorithm, Parameters

_KINDS = {"overlap_m2": REAL, "share_of_unit": REAL, "share_of_feature": REAL}


class DossierAlgorithm(GengdiAlgorithm):
    """One row per unit and feature that meet: how they lie to each other and what they share."""

    ID = "dossier"
    ICON = "dossier"
    TAGS = ("dossier", "overlay", "relation", "one map", "档案", "一地一码", "叠加", "套合", "查询")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Dossier of places")

    def shortHelpString(self) -> str:
        return tr(
            "Everything that LAYERS know about each feature of INPUT: one row per unit (a feature of INPUT) "
            "and feature of a layer that meet, ordered by what matters to the verdict.\n\n"
            "relation is that of the unit to the feature: it equals it, lies within it, contains it, "
            "overlaps it, or touches it. Edges that run together within 1 mm are one edge, an overlap under "
            "0.01 m² is a touch. Areas are ellipsoidal on CGCS2000, shares 0–1. A touch has 0 m²; where the "
            "unit or the feature is a point or a line there is no area to share and the figures are "
            "empty.\n\n"
            "Roles come from bindings, else from names and fields; a layer without a role is looked into as "
            "well. With a layer of administrative units the spatial code begins with the unit's code. Broken "
            "polygons are repaired and named in the log."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        anything = QgsProcessing.SourceType.TypeVectorAnyGeometry
        self.addParameter(QgsProcessingParameterVectorLayer("INPUT", tr("Units"), [anything]))
        self.addParameter(QgsProcessingParameterMultipleLayers("LAYERS", tr("Layers to look into"), anything))
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Dossier"), QgsProcessing.SourceType.TypeVector)
        )
        for name, text in (("ENTRIES", tr("Entries")), ("UNKNOWN", tr("Units of which nothing is known"))):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..layers.known import KnownSource, named_places
        from ..layers.reading import LayerSource

        transforms = context.transformContext()
        units = self.parameterAsVectorLayer(parameters, "INPUT", context)
        layers = self.parameterAsLayerList(parameters, "LAYERS", context)
        for layer in (units, *layers):
            _require_places(layer)
        code = next((name for name in units.fields().names() if name.casefold() == "spatial_code"), "")
        binding = named_places(code)
        self._units = LayerSource(units, binding.role, transforms, binding=binding)
        self._known = [KnownSource(layer, transforms) for layer in layers]

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.dossier.codes import given_codes
        from ..core.dossier.dossier import FIELDS, dossier
        from ..core.screening.log_lines import LogLines
        from ..core.stopping import stoppable
        from ..layers.known import read_known
        from .report_sink import write_report
        from .screening_layers import shares

        steps = shares(feedback, {"units": 5, "layers": 35, "compare": 50, "write": 10})
        with stoppable(feedback.isCanceled):
            feedback.setProgressText(tr("Reading layers"))
            units = self._units.read(steps["units"])
            known = read_known(self._known, steps["layers"].watch(), self._units.crs)
            for notice in (*units.notices, *(line for one in known for line in one.table.notices)):
                feedback.pushInfo(notice)
            feedback.setProgressText(tr("Comparing units with layers"))
            found = dossier(units, known, steps["compare"].watch(), given_codes(units.column("name")))
        lines = LogLines()
        for line in (*lines.kept(found.log), *lines.rest()):
            feedback.pushWarning(line)
        output = write_report(self, parameters, context, feedback, FIELDS, found.rows(), kinds=_KINDS)
        unknown = found.unknown()
        if unknown:
            feedback.pushInfo(tr("Nothing is known about %n unit(s): no feature meets them.", unknown))
        feedback.setProgress(100)
        return {"OUTPUT": output, "ENTRIES": len(found.entries), "UNKNOWN": unknown}


def _require_places(layer: QgsVectorLayer) -> None:
    if geometry_kind(layer) == "none":
        raise InputError(
            tr("Layer “{layer}” has no geometry: choose one with points, lines or polygons.").format(
                layer=layer.name()
            )
        )
