"""``gengdi:screenpatches``: every patch against the lawful approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..core.screening.inputs import ScreeningInputs
    from ..core.screening.result import ScreeningResult
    from ..core.screening.watch import Watch
    from ..core.table import FeatureTable
    from .screening_layers import ProgressShare
    from .screening_outputs import OutputWriter

POLYGON = [QgsProcessing.SourceType.TypeVectorPolygon]


class ScreenPatchesAlgorithm(GengdiAlgorithm):
    """The whole screening; dock, shell and models all come through here."""

    ID = "screenpatches"
    ICON = "screen"
    TAGS = (
        "screening",
        "patch",
        "approval",
        "farmland",
        "spatial code",
        "图斑",
        "筛查",
        "空间码",
        "耕地",
        "合法",
    )

    def displayName(self) -> str:
        return tr("Screen patches")

    def shortHelpString(self) -> str:
        return tr(
            "Compares every change patch with the lawful approvals and gives it a spatial code: green when a "
            "lawful procedure covers it, yellow when it has to be verified on site. Red is never set by "
            "screening. Each approval that overlaps is listed with its overlap and whether it counts, and "
            "why not; uncovered parts come as polygons of their own.\n\n"
            "The layers may have different coordinate systems and the bureaus' own field names. Areas are "
            "ellipsoidal (CGCS2000). An approval layer's type comes from its rows, its binding, its name, or "
            "APPROVAL_TYPES (layer=type;layer=type). With WORKSPACE the run is saved into that file, whole "
            "or not at all. The default rule set is an example, not an official rule."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        layer, several = QgsProcessingParameterVectorLayer, QgsProcessingParameterMultipleLayers
        polygon, anything = POLYGON[0], QgsProcessing.SourceType.TypeVectorAnyGeometry
        sink, table = QgsProcessingParameterFeatureSink, QgsProcessing.SourceType.TypeVector
        for parameter in (
            layer("PATCHES", tr("Change patches"), POLYGON),
            several("APPROVALS", tr("Approval geometries"), polygon, optional=True),
            layer("FARMLAND", tr("Land-class parcels"), POLYGON, optional=True),
            layer("BASIC_FARMLAND", tr("Permanent basic farmland"), POLYGON, optional=True),
            several("ZONES", tr("Zones (grain, high-standard, red line)"), polygon, optional=True),
            layer("VIOLATIONS", tr("Violations found"), POLYGON, optional=True),
            layer("UNITS", tr("Administrative units"), POLYGON, optional=True),
            several("SOURCES", tr("Pollution sources"), anything, optional=True),
            QgsProcessingParameterString(
                "APPROVAL_TYPES", tr("Approval types of layers (layer=type;…)"), multiLine=True, optional=True
            ),
            QgsProcessingParameterFile("RULES", tr("Rule file"), fileFilter="JSON (*.json)", optional=True),
            QgsProcessingParameterFile(
                "WORKSPACE", tr("Workspace"), fileFilter="SpatiaLite (*.sqlite)", optional=True
            ),
            sink("OUTPUT", tr("Screened patches"), polygon),
            sink("EVIDENCE", tr("Evidence"), table, optional=True, createByDefault=True),
            sink("REMAINDERS", tr("Uncovered parts"), polygon, optional=True, createByDefault=True),
        ):
            self.addParameter(parameter)
        for name, text in (("COUNT", tr("Patches")), ("GREEN", tr("Released")), ("YELLOW", tr("To verify"))):
            self.addOutput(QgsProcessingOutputNumber(name, text))
        self.addOutput(QgsProcessingOutputString("RUN", tr("Run saved in the workspace")))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..core.rules import load_rules
        from ..layers.reading import approval_type_texts
        from .screening_layers import SINGLE, snapshot

        patches = self.parameterAsVectorLayer(parameters, "PATCHES", context)
        if patches is None:
            raise InputError(tr("PATCHES is no polygon layer that can be read: choose another layer."))
        self._rules = load_rules(self.parameterAsFile(parameters, "RULES", context))
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._transforms = context.transformContext()
        self._crs = QgsCoordinateReferenceSystem(patches.crs())
        single = {
            role: layer
            for name, role in SINGLE.items()
            if (layer := self.parameterAsVectorLayer(parameters, name, context)) is not None
        }
        self._sources = snapshot(
            patches,
            self.parameterAsLayerList(parameters, "APPROVALS", context),
            single,
            self.parameterAsLayerList(parameters, "ZONES", context),
            self.parameterAsLayerList(parameters, "SOURCES", context),
            approval_type_texts(self.parameterAsString(parameters, "APPROVAL_TYPES", context)),
            self._transforms,
        )

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from .screening_layers import shares
        from .screening_outputs import OutputWriter

        part = shares(feedback, self._weights(parameters))
        writer = OutputWriter(self, parameters, context, feedback, self._crs)
        with writer.whole_or_not_at_all(), stoppable(feedback.isCanceled):
            feedback.setProgressText(tr("Reading layers"))
            inputs, mended = self._sources.read(part["reading"])
            if inputs.approvals is None:
                feedback.pushInfo(tr("No approval layer was given: no patch can be released."))
            feedback.setProgressText(tr("Screening {count} patches").format(count=len(inputs.patches)))
            result = self._screened(inputs, part["screening"].watch(), feedback)
            for line in result.log:
                feedback.pushInfo(line)
            feedback.setProgressText(tr("Writing results"))
            answer = self._write(result, mended, parameters, writer, part["writing"])
            answer["RUN"] = self._save(result, inputs.units, feedback, part["saving"])
        feedback.setProgress(100)
        return {**answer, **self._counted(result, feedback)}

    def _weights(self, parameters: Parameters) -> dict[str, float]:
        """The steps of the work and what each costs beside the others, measured with large layers."""
        outputs = sum(parameters.get(name) is not None for name in ("OUTPUT", "EVIDENCE", "REMAINDERS"))
        return {
            "reading": 15.0,
            "screening": 40.0,
            "writing": 12.0 * outputs,
            "saving": 45.0 if self._workspace else 0.0,
        }

    def _screened(
        self, inputs: ScreeningInputs, watch: Watch, feedback: QgsProcessingFeedback
    ) -> ScreeningResult:
        """The screening; its session goes to whoever wants to follow edits with it."""
        from ..core.screening.editable import EditableSession
        from ..core.screening.screen import PREPARING, screen
        from .handover import MOST_PATCHES, KeptSession, keeper, kept_layers

        keep, codes = keeper(feedback), self._codes_given()
        if keep is None or len(inputs.patches) > MOST_PATCHES:
            return screen(inputs, self._rules, given_codes=codes, watch=watch)
        session = EditableSession(inputs, self._rules, given_codes=codes, watch=watch.part(0.0, PREPARING))
        result = session.screen(watch=watch.part(PREPARING, 1.0))
        session.get_ready()
        keep(KeptSession(session, kept_layers(self._sources), self._workspace))
        return result

    def _codes_given(self) -> dict[str, str]:
        if not self._workspace:
            return {}
        from ..store.runs import given_codes
        from ..store.workspace import open_workspace

        with open_workspace(self._workspace) as workspace:
            return dict(given_codes(workspace))

    def _save(
        self,
        result: ScreeningResult,
        units: FeatureTable | None,
        feedback: QgsProcessingFeedback,
        share: ProgressShare,
    ) -> str:
        if not self._workspace:
            return ""
        from ..layers.officer import officer_name
        from ..store.runs import save_run
        from ..store.workspace import open_workspace

        feedback.setProgressText(tr("Saving the run into {workspace}").format(workspace=self._workspace))
        watch = share.watch()
        result.make_ready(watch.part(0.0, 0.3))
        saving = watch.part(0.3, 1.0)
        with open_workspace(self._workspace) as workspace:
            return str(
                save_run(
                    workspace, result, officer_name(), saving.progress, saving.cancelled, units=units
                )
            )  # fmt: skip

    def _counted(self, result: ScreeningResult, feedback: QgsProcessingFeedback) -> Parameters:
        codes = result.patches.columns["code"]
        green, count = int((codes == "green").sum()), len(codes)
        feedback.pushInfo(
            tr("{count} patches screened: {green} released, {yellow} to verify.").format(
                count=count, green=green, yellow=count - green
            )
        )
        return {"COUNT": count, "GREEN": green, "YELLOW": count - green}

    def _write(
        self,
        result: ScreeningResult,
        mended: npt.NDArray[np.bool_],
        parameters: Parameters,
        writer: OutputWriter,
        share: ProgressShare,
    ) -> Parameters:
        answer: Parameters = {}
        wanted = [name for name in ("OUTPUT", "EVIDENCE", "REMAINDERS") if parameters.get(name) is not None]
        for number, name in enumerate(wanted):
            part = share.part(number, len(wanted))
            if name == "OUTPUT":
                answer[name] = writer.patches(result, self._sources.patches, mended, part)
            elif name == "EVIDENCE":
                answer[name] = writer.evidence(result, part)
            else:
                answer[name] = writer.remainders(result, part)
        return answer
