"""``gengdi:verifyverdicts``: every verdict recomputed from what the workspace stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer


class VerifyVerdictsAlgorithm(GengdiAlgorithm):
    """Recomputes code, reason and figures; tells what differs and why."""

    ID = "verifyverdicts"
    ICON = "checkup"
    TAGS = ("verify", "verdict", "recompute", "audit", "复算", "核验", "筛查", "审计")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Verify verdicts")

    def shortHelpString(self) -> str:
        return tr(
            "Screens every stored verdict of a workspace again, from the patch, the clipped approvals and "
            "ground and the rule text that the workspace keeps, and lists what differs beyond the exactness "
            "of the figures, with the cause: a stored row that was edited, another rule text, another "
            "version of the software, or an older version that did not keep everything.\n\n"
            "RUN limits it to one run (table screening_run, column uid). With layers given, their content "
            "is compared with what the run was made from; with RULES the rule set in use now. The distance "
            "to the nearest pollution source is not recomputed: its layer is not kept. Nothing is changed."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        layer, several = QgsProcessingParameterVectorLayer, QgsProcessingParameterMultipleLayers
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        polygon, anything = polygons[0], QgsProcessing.SourceType.TypeVectorAnyGeometry
        for parameter in (
            workspace_parameter(),
            QgsProcessingParameterString("RUN", tr("Run (all when empty)"), optional=True),
            layer("PATCHES", tr("Change patches"), polygons, optional=True),
            several("APPROVALS", tr("Approval geometries"), polygon, optional=True),
            layer("FARMLAND", tr("Land-class parcels"), polygons, optional=True),
            layer("BASIC_FARMLAND", tr("Permanent basic farmland"), polygons, optional=True),
            several("ZONES", tr("Zones (grain, high-standard, red line)"), polygon, optional=True),
            layer("VIOLATIONS", tr("Violations found"), polygons, optional=True),
            layer("UNITS", tr("Administrative units"), polygons, optional=True),
            several("SOURCES", tr("Pollution sources"), anything, optional=True),
            QgsProcessingParameterString(
                "APPROVAL_TYPES", tr("Approval types of layers (layer=type;…)"), multiLine=True, optional=True
            ),
            QgsProcessingParameterFile("RULES", tr("Rule file"), fileFilter="JSON (*.json)", optional=True),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Differences"), QgsProcessing.SourceType.TypeVector
            ),
        ):
            self.addParameter(parameter)
        for name, text in (
            ("CHECKED", tr("Verdicts recomputed")),
            ("DIFFERENT", tr("Verdicts that differ")),
            ("UNCHECKED", tr("Verdicts that could not be recomputed")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..core.rules import load_rules
        from ..layers.marks import marks_work
        from ..layers.reading import approval_type_texts

        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._run = self.parameterAsString(parameters, "RUN", context).strip()
        file = self.parameterAsFile(parameters, "RULES", context)
        self._rules = load_rules(file) if file else None
        layers = self._layers(parameters, context)
        types = approval_type_texts(self.parameterAsString(parameters, "APPROVAL_TYPES", context))
        self._marks = marks_work(layers, context.transformContext(), types) if layers else None

    def _layers(
        self, parameters: Parameters, context: QgsProcessingContext
    ) -> list[tuple[str, QgsVectorLayer]]:
        """The layers given, each with its role as the screening takes it."""
        from ..core.screening.inputs import ZONE_ROLES
        from .screening_layers import SINGLE, role_of

        found = [
            (role, one)
            for name, role in {"PATCHES": "change_patch", **SINGLE}.items()
            if (one := self.parameterAsVectorLayer(parameters, name, context)) is not None
        ]
        found += [("approval", one) for one in self.parameterAsLayerList(parameters, "APPROVALS", context)]
        for name, roles in (("ZONES", ZONE_ROLES), ("SOURCES", ("enterprise", "permit"))):
            several = self.parameterAsLayerList(parameters, name, context)
            found += [(role_of(one, roles, name), one) for one in several]
        return found

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..store.report_tables import VERIFY_FIELDS, verify_row, verify_summary
        from ..store.verify import verify_verdicts
        from .report_sink import write_report

        marks = None
        if self._marks is not None:
            feedback.setProgressText(tr("Reading layers"))
            marks = self._marks(feedback)
        with open_given(self._workspace, feedback) as workspace:
            feedback.setProgressText(tr("Recomputing verdicts"))
            found = verify_verdicts(
                workspace,
                self._run,
                layers=marks,
                rules_now=self._rules,
                progress=lambda done: feedback.setProgress(95 * done),
                cancelled=feedback.isCanceled,
            )
        feedback.pushInfo(verify_summary(found))
        rows = map(verify_row, found.differences)
        output = write_report(self, parameters, context, feedback, VERIFY_FIELDS, rows)
        feedback.setProgress(100)
        return {
            "OUTPUT": output,
            "CHECKED": found.checked,
            "DIFFERENT": found.different,
            "UNCHECKED": found.unchecked,
        }
