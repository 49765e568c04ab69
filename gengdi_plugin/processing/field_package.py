"""``gengdi:fieldpackage``: one person's patches as a folder that QField opens."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter


class FieldPackageAlgorithm(GengdiAlgorithm):
    """Writes project, GeoPackage, forms and leaflet; whole or not at all."""

    ID = "fieldpackage"
    ICON = "field_package"
    TAGS = ("field", "qfield", "phone", "inspector", "外业", "核查", "任务包", "手机")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Write field package")

    def shortHelpString(self) -> str:
        return tr(
            "Writes the patches that are with one person on site (dispatched, being verified or rectified) "
            "into a folder that QField opens: the patches to look at, forms for findings, photos and "
            "measured boundaries with their value lists, the uncovered parts, approvals and ground that the "
            "screening kept, and a leaflet in Chinese.\n\n"
            "RESPONSIBLE is the person's name, or the uid where several have that name. REFERENCE layers of "
            "the project are clipped to the surroundings of the patches; names and telephone numbers of "
            "people in them are masked. FOLDER must be new or empty, or an older package whose work "
            "has been imported. No patch changes its state: it does when work comes back "
            "(gengdi:importfieldwork)."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(QgsProcessingParameterString("RESPONSIBLE", tr("Responsible person (name or uid)")))
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", tr("New folder for the package")))
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                "REFERENCE",
                tr("Reference layers of the project"),
                QgsProcessing.SourceType.TypeVectorAnyGeometry,
                optional=True,
            )
        )
        self.addOutput(QgsProcessingOutputFile("PROJECT", tr("Project for QField")))
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Patches in the package")))
        self.addOutput(QgsProcessingOutputString("PACKAGE", tr("Uid of the package")))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..layers.officer import officer_name
        from ..layers.package_reference import reference_of

        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._person = self.parameterAsString(parameters, "RESPONSIBLE", context)
        self._folder = self.parameterAsString(parameters, "FOLDER", context)
        if not self._folder:
            raise InputError(tr("FOLDER is empty: choose a new folder for the package."))
        layers = self.parameterAsLayerList(parameters, "REFERENCE", context)
        transforms = context.transformContext()
        self._references = [
            reference_of(one, transforms) for one in layers if isinstance(one, QgsVectorLayer)
        ]
        self._officer = officer_name()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..layers.packages import write_package

        with open_given(self._workspace, feedback) as workspace:
            package = write_package(
                workspace, self._person, self._folder, self._officer, self._references, feedback
            )
        feedback.setProgress(100)
        feedback.pushInfo(tr("%n patch(es) in the package", package.patches))
        results: dict[str, Any] = {"FOLDER": str(package.folder), "PROJECT": str(package.project)}
        return {**results, "COUNT": package.patches, "PACKAGE": package.uid}
