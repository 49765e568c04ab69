"""``gengdi:importresponsible``: responsible people from a table into the workspace."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterVectorLayer,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .table_input import TableInput
from .workspace_parameter import open_given, workspace_parameter


class ImportResponsibleAlgorithm(GengdiAlgorithm):
    """Takes people from a table; the same table again changes nothing."""

    ID = "importresponsible"
    ICON = "people"
    TAGS = ("responsible", "people", "import", "田长", "巡查员", "责任人", "导入")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Import responsible people")

    def shortHelpString(self) -> str:
        return tr(
            "Takes the responsible people (field chiefs and inspectors) of villages, towns and the county "
            "from a table into the workspace. The table (CSV, spreadsheet or any layer QGIS reads) has "
            "columns like 姓名, 级别, 单位代码, 职务, 电话, 部门 and, when terms are kept, 任期起 and "
            "任期止; name and unit code are needed. Villages have codes of 12 digits, towns 9, counties "
            "6.\n\n"
            "The same name, level, unit and duty is the same person: importing again updates phone, "
            "department and term and makes nobody twice. Nobody is deleted; rows that make no sense are "
            "named and left out."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterVectorLayer(
                "INPUT", tr("Table of people"), [QgsProcessing.SourceType.TypeVector]
            )
        )
        for name, text in (
            ("ADDED", tr("People added")),
            ("CHANGED", tr("People changed")),
            ("UNCHANGED", tr("People that were there")),
            ("REFUSED", tr("Rows left out")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._table = TableInput.given(self, parameters, context)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..store.responsible import fields_of, import_people

        rows = self._table.rows(fields_of, feedback)
        with open_given(self._workspace, feedback) as workspace:
            report = import_people(workspace, rows)
        for sentence in report.refused:
            feedback.pushWarning(sentence)
        feedback.pushInfo(
            tr("{added} people added, {changed} changed, {unchanged} were there, {refused} rows left out.")
            .format(
                added=report.added, changed=report.changed, unchanged=report.unchanged,
                refused=len(report.refused),
            )
        )  # fmt: skip
        feedback.setProgress(100)
        return {
            "ADDED": report.added,
            "CHANGED": report.changed,
            "UNCHANGED": report.unchanged,
            "REFUSED": len(report.refused),
        }
