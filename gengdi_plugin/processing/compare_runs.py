"""``gengdi:compareruns``: which patches changed between two runs of a workspace, and because of what."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter


class CompareRunsAlgorithm(GengdiAlgorithm):
    """Two runs side by side."""

    ID = "compareruns"
    ICON = "screen"
    TAGS = ("compare", "runs", "history", "比较", "对比", "筛查", "变化")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Compare runs")

    def shortHelpString(self) -> str:
        return tr(
            "Lists every patch whose verdict differs between two screening runs of a workspace: another "
            "colour, another reason, figures that differ beyond their exactness, or a patch that only one of "
            "the runs has. Each row names the cause: which approval came, went, was redrawn or stands "
            "otherwise (and why), another rule set, other data, or a corrected patch.\n\n"
            "RUN_A and RUN_B are run identifiers (table screening_run, column uid); without them the last "
            "but one and the last run are compared. Nothing is changed."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        for name, text in (("RUN_A", tr("Earlier run")), ("RUN_B", tr("Later run"))):
            self.addParameter(QgsProcessingParameterString(name, text, optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Changes"), QgsProcessing.SourceType.TypeVector)
        )
        for name, text in (
            ("COLOUR", tr("Patches that changed colour")),
            ("CHANGED", tr("Patches that changed")),
            ("SAME", tr("Patches as before")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        for name, text in (("BEFORE", tr("Earlier run")), ("AFTER", tr("Later run"))):
            self.addOutput(QgsProcessingOutputString(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._runs = [
            self.parameterAsString(parameters, name, context).strip() for name in ("RUN_A", "RUN_B")
        ]

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..store.compare import compare_runs
        from ..store.report_tables import COMPARE_FIELDS, compare_row, compare_summary
        from .report_sink import write_report

        with open_given(self._workspace, feedback) as workspace:
            found = compare_runs(
                workspace,
                *self._runs,
                progress=lambda done: feedback.setProgress(95 * done),
                cancelled=feedback.isCanceled,
            )
        feedback.pushInfo(compare_summary(found))
        rows = map(compare_row, found.changes)
        output = write_report(self, parameters, context, feedback, COMPARE_FIELDS, rows)
        feedback.setProgress(100)
        return {
            "OUTPUT": output,
            "COLOUR": found.counts()["code"],
            "CHANGED": len(found.changes),
            "SAME": found.same,
            "BEFORE": found.before["uid"],
            "AFTER": found.after["uid"],
        }
