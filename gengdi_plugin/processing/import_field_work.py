"""``gengdi:importfieldwork``: findings, photos and measured boundaries from a field package."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter


class ImportFieldWorkAlgorithm(GengdiAlgorithm):
    """Takes each row once; what contradicts the workspace becomes a conflict that a person decides."""

    ID = "importfieldwork"
    ICON = "field_import"
    TAGS = ("field", "qfield", "import", "finding", "photo", "外业", "核查", "导入", "成果", "照片")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Import field work")

    def shortHelpString(self) -> str:
        return tr(
            "Brings findings, photos and measured boundaries back from the folder of a field package, or "
            "from a zip of it. The same folder may be imported again and again: what is in the workspace "
            "stays as it is, photos that were missing are added when they are there.\n\n"
            "Where something else happened to a patch meanwhile (another finding, an audit, a new screening, "
            "another person), the finding is not applied: it becomes a conflict, which a person decides. "
            "REPORT has a line for every row, and for everything that is missing or odd. The folder itself "
            "is not changed. A folder of another workspace, or one that cannot be read, is refused and "
            "nothing is written."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        # a folder or a zip: Processing knows no parameter for both, and a file parameter takes either as text
        self.addParameter(_folder_or_zip("FOLDER", tr("Folder of the package, or a zip of it")))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "REPORT", tr("Report"), QgsProcessing.SourceType.TypeVector, optional=True
            )
        )
        for name, text in (
            ("FINDINGS", tr("New findings")),
            ("PHOTOS", tr("New photos")),
            ("CONFLICTS", tr("New conflicts")),
            ("MISSING", tr("What is missing")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..layers.officer import officer_name

        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._folder = self.parameterAsString(parameters, "FOLDER", context)
        if not self._folder:
            raise InputError(tr("FOLDER is empty: choose the folder of a field package, or a zip of it."))
        self._officer = officer_name()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from ..exchange.field_import import import_folder, import_summary
        from ..store.field_rows import REPORT_FIELDS
        from .report_sink import write_report

        with stoppable(feedback.isCanceled), open_given(self._workspace, feedback) as workspace:
            report = import_folder(
                workspace, self._folder, self._officer, progress=lambda done: feedback.setProgress(90 * done)
            )
        feedback.pushInfo(import_summary(report))
        for line in report.lines:
            if line.outcome in ("missing", "refused", "conflict"):
                feedback.pushWarning(f"{line.patch_no} {line.row}: {line.sentence}")
        rows = [line.values() for line in report.lines]
        results: Parameters = {}
        if parameters.get("REPORT") not in (None, ""):
            try:
                results["REPORT"] = write_report(
                    self, parameters, context, feedback, REPORT_FIELDS, rows, output="REPORT"
                )
            except InputError as error:
                text = tr("The field work is in the workspace, but its report could not be written. {why}")
                raise InputError(text.format(why=error)) from error
        feedback.setProgress(100)
        return {
            **results,
            "FINDINGS": report.findings,
            "PHOTOS": report.photos,
            "CONFLICTS": report.conflicts,
            "MISSING": report.missing,
        }


def _folder_or_zip(name: str, text: str) -> QgsProcessingParameterFile:
    return QgsProcessingParameterFile(name, text, QgsProcessingParameterFile.Behavior.Folder)
