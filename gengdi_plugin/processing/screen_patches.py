"""``gengdi:screenpatches``: every patch against the lawful approvals."""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import partial
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
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from ..core.screening.tiles import Part, TiledInputs
    from ..core.screening.watch import Watch
    from ..store.run_spool import RunSpool
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
            sink("OUTPUT", tr("Screened patches"), polygon, optional=True, createByDefault=True),
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
        from .handover import read_before
        from .screening_layers import shares
        from .screening_outputs import OutputWriter

        part = shares(feedback, {"reading": 15.0, "tiles": 70.0, "saving": 15.0 if self._workspace else 0.0})
        with stoppable(feedback.isCanceled), ExitStack() as until_done:
            feedback.setProgressText(tr("Reading layers"))
            inputs, mended = self._sources.read(part["reading"], read_before(feedback))
            if inputs.approvals is None:
                feedback.pushInfo(tr("No approval layer was given: no patch can be released."))
            writer = OutputWriter(self, parameters, context, feedback, self._sources.patches)
            until_done.enter_context(writer)
            spool = self._spool(feedback, until_done)
            self.hold((inputs, spool))
            feedback.setProgressText(tr("Screening {count} patches").format(count=len(inputs.patches)))
            answer = self._consume(inputs, mended, part["tiles"], writer, spool, feedback)
            feedback.setProgressText(tr("Writing results"))
            answer.update(writer.close())
            answer["RUN"] = self._save(spool, inputs, feedback, part["saving"])
        return answer

    def _consume(
        self,
        inputs: TiledInputs,
        mended: npt.NDArray[np.bool_],
        share: ProgressShare,
        writer: OutputWriter,
        spool: RunSpool | None,
        feedback: QgsProcessingFeedback,
    ) -> Parameters:
        """Every part into the outputs and the run that will be saved; how many there are of each colour."""
        from ..core.letting_go import let_go
        from ..core.screening.log_lines import LogLines
        from ..core.screening.pool import ahead
        from .screening_parts import TileProgress

        lines, progress = LogLines(), TileProgress(share, len(inputs.patches))
        count = green = 0
        # a part is screened while the one before it is written
        with closing(ahead(partial(self._parts, inputs, feedback), progress.watch())) as parts:
            for part in parts:
                writing = progress.writing(len(part.rows))
                for line in lines.kept(part.result.log):
                    feedback.pushInfo(line)
                writer.add(part.result, mended[part.rows], lambda done, tell=writing: tell(done / 2))
                if spool is not None:
                    spool.add(part.result)
                writing(1.0)
                codes = part.result.patches.columns["code"]
                count, green = count + len(codes), green + int((codes == "green").sum())
                done = [part]
                del part, codes
                let_go(done)
        for line in lines.rest():
            feedback.pushInfo(line)
        feedback.pushInfo(
            tr("{count} patches screened: {green} released, {yellow} to verify.").format(
                count=count, green=green, yellow=count - green
            )
        )
        return {"COUNT": count, "GREEN": green, "YELLOW": count - green}

    def _parts(self, inputs: TiledInputs, feedback: QgsProcessingFeedback, watch: Watch) -> Iterator[Part]:
        """The screening's parts; of a job that is not too large for it, its session goes to whoever wants to
        follow edits with it."""
        from .screening_parts import made_whole

        parts = self._screened(inputs, feedback, watch)
        return made_whole(parts) if self._workspace else parts

    def _screened(self, inputs: TiledInputs, feedback: QgsProcessingFeedback, watch: Watch) -> Iterator[Part]:
        from .handover import MOST_PATCHES, KeptSession, keeper, kept_layers
        from .screening_parts import kept_parts, tiled_parts

        keep, codes = keeper(feedback), self._codes_given()
        if keep is None or len(inputs.patches) > MOST_PATCHES:
            return tiled_parts(inputs, self._rules, codes, watch)
        hand_over, layers = keep, kept_layers(self._sources)
        return kept_parts(
            inputs,
            self._rules,
            codes,
            watch,
            lambda session: hand_over(KeptSession(session, layers, self._workspace)),
        )

    def _codes_given(self) -> dict[str, str]:
        from ..store.workspace import is_made, open_workspace

        if not self._workspace or not is_made(self._workspace):
            return {}
        from ..store.runs import given_codes

        with open_workspace(self._workspace) as workspace:
            return dict(given_codes(workspace))

    def _spool(self, feedback: QgsProcessingFeedback, until_done: ExitStack) -> RunSpool | None:
        """What holds the run's rows until all are there; None when it is not saved."""
        if not self._workspace:
            return None
        from ..store.run_spool import RunSpool
        from ..store.workspace import planned_workspace

        # a workspace that is not there yet is made when the run is saved: cancelled work leaves none
        return until_done.enter_context(RunSpool(planned_workspace(self._workspace), feedback.isCanceled))

    def _save(
        self,
        spool: RunSpool | None,
        inputs: TiledInputs,
        feedback: QgsProcessingFeedback,
        share: ProgressShare,
    ) -> str:
        if spool is None or spool.about is None:
            return ""
        from ..layers.officer import officer_name
        from ..store.given_up import made_only_if_used
        from ..store.runs import move_run
        from ..store.workspace import open_workspace

        feedback.setProgressText(tr("Saving the run into {workspace}").format(workspace=self._workspace))
        watch = share.watch()
        units = None if inputs.units is None else inputs.units.table()
        with made_only_if_used(self._workspace), open_workspace(self._workspace) as workspace:
            run = move_run(workspace, spool, officer_name(), watch.progress, watch.cancelled, units)
        return str(run)
