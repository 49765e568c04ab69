"""``gengdi:enterdocuments``: documents known at the desk enter as approvals, followed by a re-screening."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .officer_parameter import officer_given, officer_parameter
from .workspace_parameter import open_given, workspace_parameter

#: Who may divide a case.
ROLES = ("officer", "town", "county")

_REPORT = ("patch_no", "spatial_code", "code", "parts", "why_not")


class EnterDocumentsAlgorithm(GengdiAlgorithm):
    """Keeps the documents in the workspace and screens again what they reach."""

    ID = "enterdocuments"
    ICON = "screen"
    TAGS = ("approval", "document", "rescreen", "split", "补录", "手续", "复筛", "分割")

    def displayName(self) -> str:
        return tr("Enter documents and screen again")

    def shortHelpString(self) -> str:
        return tr(
            "Takes the polygons of DOCUMENTS as approvals into the workspace (types, numbers and dates by "
            "the layer's binding, as when patches are screened) and screens every yellow patch they reach "
            "again, from what the workspace keeps, under the rule set of its run. The re-screening is a "
            "recorded run like any other; red patches need a person and are left alone.\n\n"
            "With DIVIDE a patch that is covered in part goes on as a released part and parts to be "
            "verified, which keep its spatial code with a number. The same documents again change nothing."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            workspace_parameter(),
            QgsProcessingParameterMultipleLayers("DOCUMENTS", tr("Documents"), polygon),
            QgsProcessingParameterString(
                "APPROVAL_TYPES", tr("Approval types of layers (layer=type;…)"), multiLine=True, optional=True
            ),
            QgsProcessingParameterBoolean("DIVIDE", tr("Divide patches that are covered in part"), False),
            QgsProcessingParameterEnum(
                "ROLE",
                tr("Level of the officer"),
                list(ROLES),
                defaultValue="officer",
                usesStaticStrings=True,
            ),
            officer_parameter(),
            QgsProcessingParameterFeatureSink(
                "OUTPUT",
                tr("Patches reached"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=False,
            ),
        ):
            self.addParameter(parameter)
        for name, text in (
            ("ENTERED", tr("Documents entered")),
            ("REACHED", tr("Patches screened again")),
            ("RELEASED", tr("Patches released")),
            ("DIVIDED", tr("Patches divided")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..layers.reading import LayerSource, approval_type_texts

        types = approval_type_texts(self.parameterAsString(parameters, "APPROVAL_TYPES", context))
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._sources = [
            LayerSource(layer, "approval", context.transformContext(), types)
            for layer in self.parameterAsLayerList(parameters, "DOCUMENTS", context)
        ]
        self._actor = officer_given(self, parameters, context)
        self._role = self.parameterAsString(parameters, "ROLE", context)
        self._divide = self.parameterAsBoolean(parameters, "DIVIDE", context)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..layers.documents import documents_of
        from ..store.desk_documents import take_documents
        from .report_sink import write_report

        feedback.setProgressText(tr("Reading documents"))
        documents = [one for source in self._sources for one in documents_of(source.read(feedback))]
        with open_given(self._workspace, feedback) as workspace:
            taken = take_documents(
                workspace,
                documents,
                self._actor,
                self._role,
                self._divide,
                lambda done: feedback.setProgress(95 * done),
                feedback.isCanceled,
            )
        feedback.pushInfo(
            tr("{documents} documents; {patches} patches screened again, {green} released, {parts} divided.")
            .format(documents=len(taken.documents), patches=len(taken.patches), green=taken.released,
                    parts=taken.divided)
        )  # fmt: skip
        rows = [
            (one.patch_no, one.spatial_code, one.code, str(one.parts), one.why_not) for one in taken.patches
        ]
        found: Parameters = {
            "ENTERED": len(taken.documents),
            "REACHED": len(taken.patches),
            "RELEASED": taken.released,
            "DIVIDED": taken.divided,
        }
        if parameters.get("OUTPUT"):
            found["OUTPUT"] = write_report(self, parameters, context, feedback, _REPORT, rows)
        feedback.setProgress(100)
        return found
