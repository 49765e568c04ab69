"""``gengdi:importproblems``: problems of pollution sources from a table into the supervision list."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .officer_parameter import officer_given, officer_parameter
from .table_input import TableInput
from .workspace_parameter import open_given, workspace_parameter


class ImportProblemsAlgorithm(GengdiAlgorithm):
    """Takes problems from a table; the same table again changes nothing."""

    ID = "importproblems"
    ICON = "supervision_list"
    TAGS = ("problem", "supervision", "pollution", "import", "监管清单", "污染源", "问题", "导入")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Import problems of pollution sources")

    def shortHelpString(self) -> str:
        return tr(
            "Takes problems of pollution sources (from self-checks, patrols, joint inspections, petitions, "
            "online monitoring) from a table into the supervision list of the workspace. The table (CSV, "
            "spreadsheet or any layer QGIS reads) has columns like 问题标题, 来源, 来源编号, "
            "统一社会信用代码, 问题类型, 等级, 描述, 坐落, 单位代码, 主办部门, 协办部门, 图斑编号; a title "
            "and a source are needed. Departments that are not named follow from the kind.\n\n"
            "The same source, credit code, title and kind is the same problem: importing again adds nothing "
            "twice and changes nothing. Rows that make no sense are named and left out; a credit code whose "
            "check sign is wrong is taken and named."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterVectorLayer(
                "INPUT", tr("Table of problems"), [QgsProcessing.SourceType.TypeVector]
            )
        )
        self.addParameter(
            QgsProcessingParameterString("SOURCE", tr("Source of rows that name none"), optional=True)
        )
        self.addParameter(officer_parameter())
        for name, text in (
            ("ADDED", tr("Problems added")),
            ("UNCHANGED", tr("Problems that were there")),
            ("REFUSED", tr("Rows left out")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._told_by = self.parameterAsString(parameters, "SOURCE", context)
        self._officer = officer_given(self, parameters, context)
        self._table = TableInput.given(self, parameters, context)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from ..store.problem_import import import_problems, problem_fields

        rows = self._table.rows(problem_fields, feedback)
        with stoppable(feedback.isCanceled), open_given(self._workspace, feedback) as workspace:
            report = import_problems(workspace, rows, self._officer, source=self._told_by)
        for sentence in (*report.refused, *report.doubts):
            feedback.pushWarning(sentence)
        feedback.pushInfo(
            tr("{added} problems added, {unchanged} were there, {refused} rows left out.").format(
                added=report.added, unchanged=report.unchanged, refused=len(report.refused)
            )
        )
        feedback.setProgress(100)
        return {
            "ADDED": report.added,
            "UNCHANGED": report.unchanged,
            "REFUSED": len(report.refused),
        }
