"""``gengdi:verifyworkspace``: integrity, spatial indexes, audit chain; fails loudly."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter

#: Lines that the log shows; the report has all.
_TOLD = 20


class VerifyWorkspaceAlgorithm(GengdiAlgorithm):
    """Looks for damage and tampering and says where; unsigned changes are listed and no failure."""

    ID = "verifyworkspace"
    ICON = "verify_workspace"
    TAGS = ("verify", "audit", "chain", "tampering", "核验", "审计", "审计链", "篡改", "完整性")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Verify workspace")

    def shortHelpString(self) -> str:
        return tr(
            "Verifies that a workspace is whole and untouched: the file, its columns and references, all "
            "spatial indexes, the audit chain with every row it seals, the states of all patches as their "
            "events imply them, and the photos by their content.\n\n"
            "It fails when anything is tampered with or broken, after the report is written, naming the "
            "first finding and how many there are. What other programs (QGIS, SQLite tools) changed in rows "
            "that may change is listed as an unsigned change and is no failure; so are missing photos.\n\n"
            "HEAD is the end of the audit chain. Note it elsewhere, for example on the printed list: whoever "
            "rewrites the whole file with all its hashes cannot bring that number back. Nothing is changed."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        table = QgsProcessing.SourceType.TypeVector
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Report"), table, optional=True, createByDefault=False
            )
        )
        for name, text in (
            ("ROWS", tr("Rows verified")),
            ("ENTRIES", tr("Entries of the audit chain")),
            ("TAMPERED", tr("Tampered with")),
            ("BROKEN", tr("Broken")),
            ("MISSING", tr("Missing")),
            ("UNSIGNED", tr("Unsigned changes")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString("HEAD", tr("End of the audit chain")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..store.verify_lines import (
            BROKEN,
            MISSING,
            TAMPERED,
            UNSIGNED,
            WORKSPACE_FIELDS,
            workspace_row,
            workspace_summary,
        )
        from ..store.verify_workspace import verify_workspace
        from .report_sink import write_report

        path = self.parameterAsFile(parameters, "WORKSPACE", context)
        with open_given(path, feedback) as workspace:
            found = verify_workspace(
                workspace, lambda done: feedback.setProgress(95 * done), feedback.isCanceled
            )
        results: Parameters = {}
        if parameters.get("OUTPUT"):
            rows = map(workspace_row, found.lines)
            results["OUTPUT"] = write_report(self, parameters, context, feedback, WORKSPACE_FIELDS, rows)
        for line in found.lines[:_TOLD]:
            (feedback.reportError if line.kind in (TAMPERED, BROKEN) else feedback.pushWarning)(line.told)
        said = workspace_summary(found)
        if not found.sound:
            raise QgsProcessingException(said)
        feedback.pushInfo(said)
        feedback.pushInfo(tr("End of the audit chain: {head}").format(head=found.head or "–"))
        feedback.setProgress(100)
        return {
            **results,
            "ROWS": found.rows,
            "ENTRIES": found.entries,
            "TAMPERED": found.count(TAMPERED),
            "BROKEN": found.count(BROKEN),
            "MISSING": found.count(MISSING),
            "UNSIGNED": found.count(UNSIGNED),
            "HEAD": found.head,
        }
