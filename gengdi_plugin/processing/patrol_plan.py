"""``gengdi:patrolplan``: the patrols that fall due in a time."""

from __future__ import annotations

import datetime as dt

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter


class PatrolPlanAlgorithm(GengdiAlgorithm):
    """Plans the patrols of all units and lists them."""

    ID = "patrolplan"
    ICON = "patrol"
    TAGS = ("patrol", "plan", "inspector", "巡查", "计划", "田长", "漏巡")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Plan patrols")

    def shortHelpString(self) -> str:
        from ..core.patrol_frequency import frequencies  # not at QGIS's start

        return tr(
            "Makes the patrols that fall due from one day to another for every unit kept in the workspace: "
            "villages every {village} days, towns every {town}, the county every {county} (examples, not "
            "an official rule; a table of the plugin). A unit's patrols go on from its last "
            "planned one; planning again changes nothing.\n\n"
            "OUTPUT lists every patrol of that time with who is responsible (masked) and whether it is due, "
            "missed or done."
        ).format(**{level: one.every_days for level, one in frequencies().items()})

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        for parameter in (
            workspace_parameter(),
            QgsProcessingParameterString("FROM", tr("First day (like 2026-12-01)")),
            QgsProcessingParameterString("TO", tr("Last day")),
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Patrols"), QgsProcessing.SourceType.TypeVector, optional=True
            ),
        ):
            self.addParameter(parameter)
        for name, text in (
            ("MADE", tr("New patrols")),
            ("NOBODY", tr("New patrols without anybody responsible")),
            ("MISSED", tr("Patrols missed in that time")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._first, self._last = (
            _day(self.parameterAsString(parameters, name, context), name) for name in ("FROM", "TO")
        )

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..exchange.people_tables import PATROL_FIELDS, patrol_values
        from ..store.patrols import patrol_rows, plan_patrols
        from .report_sink import write_report

        with open_given(self._workspace, feedback) as workspace:
            planned = plan_patrols(workspace, self._first, self._last)
            rows = patrol_rows(workspace, self._first, self._last)
        missed = sum(row.status == "missed" for row in rows)
        feedback.pushInfo(tr("%n patrol(s) made", planned.made))
        if planned.nobody:
            feedback.pushWarning(tr("%n of them without anybody responsible", planned.nobody))
        results: Parameters = {"MADE": planned.made, "NOBODY": planned.nobody, "MISSED": missed}
        if parameters.get("OUTPUT"):
            results["OUTPUT"] = write_report(
                self, parameters, context, feedback, PATROL_FIELDS, map(patrol_values, rows)
            )
        feedback.setProgress(100)
        return results


def _day(text: str, name: str) -> dt.date:
    from ..core.dates import parse_date
    from ..core.roles import FIRST_DAY, LAST_DAY

    day = parse_date(text.strip(), FIRST_DAY if name == "FROM" else LAST_DAY)
    if day is None:
        raise InputError(
            tr("{name}: “{text}” is no day; write it like 2026-12-01.").format(name=name, text=text)
        )
    return day
