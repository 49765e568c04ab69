"""``gengdi:supervisionlist``: the supervision list as a table for other programs."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter


class SupervisionListAlgorithm(GengdiAlgorithm):
    """Writes every item with its state, departments and deadline."""

    ID = "supervisionlist"
    ICON = "supervision_list"
    TAGS = ("supervision", "pollution", "overdue", "监管清单", "污染源", "超期")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Supervision list")

    def shortHelpString(self) -> str:
        return tr(
            "Writes the problems of pollution sources that the workspace keeps (监管清单): title, credit "
            "code, kind, level, state, lead and co-departments, the day that was set, the deadline that "
            "runs now, whether it is over and who has it then (street, bureau, coordinating centre). Values "
            "are keys for programs; names and telephone numbers are masked. Deadlines are examples from a "
            "table of the plugin, not official rules."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterString("UNIT", tr("Unit (code or its beginning)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterBoolean("OPEN_ONLY", tr("Only items that are not closed"), False)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Supervision list"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Items")))
        self.addOutput(QgsProcessingOutputNumber("OVERDUE", tr("Items overdue")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from ..exchange.problem_tables import SUPERVISION_FIELDS, supervision_values
        from ..layers.compat import FLAG, INTEGER
        from ..store.problem_rows import overdue_problems, problem_rows
        from .report_sink import write_report

        path = self.parameterAsFile(parameters, "WORKSPACE", context)
        unit = self.parameterAsString(parameters, "UNIT", context).strip()
        open_only = self.parameterAsBool(parameters, "OPEN_ONLY", context)
        with stoppable(feedback.isCanceled), open_given(path, feedback) as workspace:
            rows = [row for row in problem_rows(workspace, unit=unit) if not (open_only and row.closed)]
        feedback.setProgress(50)
        output = write_report(
            self, parameters, context, feedback, SUPERVISION_FIELDS,
            (supervision_values(row) for row in rows),
            kinds={"overdue": FLAG, "days_over": INTEGER},
        )  # fmt: skip
        return {"OUTPUT": output, "COUNT": len(rows), "OVERDUE": len(overdue_problems(rows))}
