"""``gengdi:weeklybulletin``: the bulletin of a week as a spreadsheet or a PDF."""

from __future__ import annotations

from datetime import date
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .marking_parameter import MARKING, marking_given, marking_parameter
from .templates_parameter import TEMPLATES, tell_missing, templates_parameter
from .workspace_parameter import open_given, refuse_shown_file, workspace_parameter


class WeeklyBulletinAlgorithm(GengdiAlgorithm):
    """Counts what became of the patches of each town up to a day, and in the week before it."""

    ID = "weeklybulletin"
    ICON = "bulletin"
    TAGS = ("bulletin", "weekly", "ranking", "xlsx", "pdf", "每周通报", "通报", "排名", "超期")
    HELP_PAGE = "lists"

    def displayName(self) -> str:
        return tr("Weekly bulletin")

    def shortHelpString(self) -> str:
        return tr(
            "Writes the bulletin (每周通报) of the seven days that end with WEEK_ENDING (today when empty), "
            "per town: screened, yellow and open, dispatched, found, confirmed red, being "
            "rectified, accepted, "
            "overdue, what was new in the week, and the ranking; then the list of overdue patches, names "
            "masked. Everything is counted from the case events up to that day, so that the bulletin of an "
            "earlier week can be made again. .xlsx and .pdf come from the same figures."
        )

    def flags(self) -> Any:
        # QGIS's layouts live in the main thread
        return super().flags() | QgsProcessingAlgorithm.FlagNoThreading

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterString(
                "WEEK_ENDING", tr("Last day of the week (like 2026-11-29; empty: today)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Bulletin"), tr("Spreadsheet (*.xlsx);;PDF (*.pdf)")
            )
        )
        self.addParameter(templates_parameter())
        self.addParameter(marking_parameter())
        self.addOutput(QgsProcessingOutputNumber("TOWNS", tr("Towns in the bulletin")))
        self.addOutput(QgsProcessingOutputNumber("OVERDUE", tr("Overdue patches")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from ..layers.bulletins import export_bulletin
        from ..layers.templates import templates_folder

        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        refuse_shown_file(context.project(), output)
        day = _day(self.parameterAsString(parameters, "WEEK_ENDING", context))
        marking = marking_given(self.parameterAsString(parameters, MARKING, context), context)
        templates = templates_folder(self.parameterAsFile(parameters, TEMPLATES, context))
        path = self.parameterAsFile(parameters, "WORKSPACE", context)
        with stoppable(feedback.isCanceled), open_given(path, feedback) as workspace:
            bulletin, missing = export_bulletin(workspace, output, day, marking, templates)
        tell_missing(feedback, missing)
        feedback.setProgress(100)
        return {"OUTPUT": output, "TOWNS": len(bulletin.towns), "OVERDUE": len(bulletin.overdue)}


def _day(text: str) -> date | None:
    from ..core.dates import parse_date
    from ..core.roles import LAST_DAY

    if not text.strip():
        return None
    day: date | None = parse_date(text, LAST_DAY)
    if day is None:
        raise InputError(
            tr("WEEK_ENDING: “{value}” is no date; write it like 2026-11-29.").format(value=text)
        )
    return day
