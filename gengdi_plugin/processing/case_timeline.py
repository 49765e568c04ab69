"""``gengdi:casetimeline``: the printed time line of one case."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .marking_parameter import MARKING, marking_given, marking_parameter
from .templates_parameter import TEMPLATES, tell_missing, templates_parameter
from .workspace_parameter import open_given, workspace_parameter


class CaseTimelineAlgorithm(GengdiAlgorithm):
    """Prints every event of one patch in its order."""

    ID = "casetimeline"
    ICON = "time_line"
    TAGS = ("time line", "case", "pdf", "时间轴", "案件", "打印")
    HELP_PAGE = "lists"

    def displayName(self) -> str:
        return tr("Time line of a case")

    def shortHelpString(self) -> str:
        return tr(
            "Prints what happened to one patch, from its first screening to its end: when, which step, by "
            "whom (names masked) and at which level, on what it rests, with deadlines and documents. PATCH "
            "is a patch number, a spatial code or a uid."
        )

    def flags(self) -> Any:
        # QGIS's layouts live in the main thread
        return super().flags() | QgsProcessingAlgorithm.FlagNoThreading

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(QgsProcessingParameterString("PATCH", tr("Patch (number, spatial code or uid)")))
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Time line"), tr("PDF (*.pdf)")))
        self.addParameter(templates_parameter())
        self.addParameter(marking_parameter())
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Events printed")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..layers.templates import templates_folder
        from ..layers.timelines import export_timeline

        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        patch = self.parameterAsString(parameters, "PATCH", context)
        marking = marking_given(self.parameterAsString(parameters, MARKING, context), context)
        templates = templates_folder(self.parameterAsFile(parameters, TEMPLATES, context))
        with open_given(self.parameterAsFile(parameters, "WORKSPACE", context), feedback) as workspace:
            count, missing = export_timeline(workspace, patch, output, marking, templates)
        tell_missing(feedback, missing)
        return {"OUTPUT": output, "COUNT": count}
