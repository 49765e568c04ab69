"""``gengdi:dispatchpatches``: yellow patches sent to whoever is responsible for their place."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .officer_parameter import officer_given, officer_parameter
from .workspace_parameter import open_given, workspace_parameter

#: The static strings of ``SCOPE``; the first two by default (public contract, rule 10).
SCOPES = ("basic_farmland", "cultivated", "was_construction", "not_cultivated", "untested")
_DEFAULT = SCOPES[:2]


class DispatchPatchesAlgorithm(GengdiAlgorithm):
    """Dispatches every waiting patch by place, in one transaction."""

    ID = "dispatchpatches"
    ICON = "dispatch"
    TAGS = ("dispatch", "assign", "inspector", "派发", "核查", "巡查员", "田长")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Dispatch patches")

    def shortHelpString(self) -> str:
        from ..core.deadlines import deadline  # numpy is not loaded at QGIS's start

        return tr(
            "Sends every yellow (or reopened) patch that waits to whoever is responsible for its place: the "
            "village's inspector, else its field chief, else the town's, else the county's; of several "
            "people of a unit the one with the fewest cases. The deadline is {days} working days (an "
            "example, not an official rule) or DUE_DAYS working days; holidays and make-up days are data.\n\n"
            "By default patches on permanent basic farmland and on cultivated land are sent (SCOPE). All "
            "are recorded in one transaction; patches without anybody responsible wait on and are named in "
            "OUTPUT, where names of people are masked."
        ).format(days=deadline("verify").number)

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(
                "SCOPE",
                tr("Patches on"),
                options=list(SCOPES),
                allowMultiple=True,
                defaultValue=list(_DEFAULT),
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                "DUE_DAYS",
                tr("Working days to verify (empty: by the table of deadlines)"),
                QgsProcessingParameterNumber.Type.Integer,
                optional=True,
                minValue=1,
                maxValue=400,
            )
        )
        self.addParameter(officer_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Who got what"), QgsProcessing.SourceType.TypeVector, optional=True
            )
        )
        for name, text in (
            ("DISPATCHED", tr("Patches dispatched")),
            ("NOBODY", tr("Patches without anybody responsible")),
            ("LEFT_OUT", tr("Waiting patches of another scope")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> Any:
        return super().checkParameterValues(_with_static_scopes(parameters), context)

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        scopes = self.parameterAsEnumStrings(_with_static_scopes(parameters), "SCOPE", context)
        self._scope = tuple(scopes) or _DEFAULT
        given = parameters.get("DUE_DAYS") not in (None, "")
        self._due_days = self.parameterAsInt(parameters, "DUE_DAYS", context) if given else None
        self._officer = officer_given(self, parameters, context)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from ..exchange.people_tables import PROPOSAL_FIELDS, proposal_values
        from ..store.dispatch import dispatch_waiting
        from .report_sink import write_report

        with stoppable(feedback.isCanceled), open_given(self._workspace, feedback) as workspace:
            done = dispatch_waiting(workspace, self._officer, self._scope, self._due_days)
        if done.notice:
            feedback.pushWarning(done.notice)
        feedback.pushInfo(tr("%n patch(es) dispatched", done.count))
        if done.nobody:
            feedback.pushWarning(
                tr("%n patch(es) wait on: nobody is responsible for their unit.", done.nobody)
            )
        results: Parameters = {"DISPATCHED": done.count, "NOBODY": done.nobody, "LEFT_OUT": done.left_out}
        if parameters.get("OUTPUT"):
            rows = map(proposal_values, done.rows)
            results["OUTPUT"] = write_report(self, parameters, context, feedback, PROPOSAL_FIELDS, rows)
        feedback.setProgress(100)
        return results


def _with_static_scopes(parameters: Parameters) -> Parameters:
    """``SCOPE`` given by places, as a dialog may do, by its strings."""
    value = parameters.get("SCOPE")
    several = value if isinstance(value, (list, tuple)) else [value]
    named = [
        SCOPES[one] if isinstance(one, int) and not isinstance(one, bool) and 0 <= one < len(SCOPES) else one
        for one in several
    ]
    return parameters if value is None else {**parameters, "SCOPE": named}
