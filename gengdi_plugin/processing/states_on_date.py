"""``gengdi:statesondate``: the state of every patch on a past day, answered from its events."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSink,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter

_CODES = ("green", "yellow", "red", "blue")


class StatesOnDateAlgorithm(GengdiAlgorithm):
    """A table of all patches with the code and state they had at the end of a day."""

    ID = "statesondate"
    ICON = "state_on_date"
    TAGS = ("history", "state", "date", "audit", "历史", "状态", "某日", "追溯", "审计")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("States on a date")

    def shortHelpString(self) -> str:
        return tr(
            "Answers what the state and colour of every patch were at the end of a day, from the events of "
            "its case: nothing is read from what the workspace shows today. Patches that had not been "
            "screened by then are left out; a patch that was split or merged by then has a state and no "
            "colour. Nothing is changed."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        kind = QgsProcessingParameterDateTime.Type.Date
        self.addParameter(QgsProcessingParameterDateTime("DATE", tr("Date"), kind))
        table = QgsProcessing.SourceType.TypeVector
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", tr("States"), table))
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Patches")))
        for code in _CODES:
            self.addOutput(QgsProcessingOutputNumber(code.upper(), code))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        day = self.parameterAsDateTime(parameters, "DATE", context).date()
        if not day.isValid():
            raise InputError(tr("DATE is no day: write it like 2026-11-23."))
        self._day = (day.year(), day.month(), day.day())

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        import datetime as dt

        from ..core.stopping import stoppable
        from ..store.history import STATE_FIELDS, code_counts, state_row, states_on
        from .report_sink import write_report

        path = self.parameterAsFile(parameters, "WORKSPACE", context)
        with stoppable(feedback.isCanceled), open_given(path, feedback) as workspace:
            found = states_on(workspace, dt.date(*self._day), lambda done: feedback.setProgress(90 * done))
        rows = map(state_row, found)
        output = write_report(self, parameters, context, feedback, STATE_FIELDS, rows)
        counts = code_counts(found)
        feedback.setProgress(100)
        return {
            "OUTPUT": output,
            "COUNT": len(found),
            **{code.upper(): counts.get(code, 0) for code in _CODES},
        }
