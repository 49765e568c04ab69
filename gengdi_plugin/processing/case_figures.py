"""``gengdi:casefigures``: rates, ranking and times of casework per unit and period, as a table."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from ..layers.compat import INTEGER, REAL
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter

#: The static strings of ``LEVEL``.
LEVELS = ("town", "village", "county")

_WHOLE = (
    "rank", "cases", "filed", "concluded", "closed", "with_deadline", "overdue", "relapses", "found_count",
    "found_p80", "confirmed_count", "confirmed_p80", "rectified_count", "rectified_p80",
)  # fmt: skip


class CaseFiguresAlgorithm(GengdiAlgorithm):
    """What became of the cases, per village, town or county."""

    ID = "casefigures"
    ICON = "case_figures"
    TAGS = ("figures", "rate", "ranking", "立案率", "结案率", "整改率", "超期率", "销号", "排名", "通报")

    def displayName(self) -> str:
        return tr("Figures of casework")

    def shortHelpString(self) -> str:
        return tr(
            "One row per village, town or county: the cases that were confirmed unlawful within the period, "
            "by number and area, how many were filed, concluded, accepted (closed) and are overdue, with "
            "their rates and the rank by rectification rate, and how long it took from the image to the "
            "first screening, from there to the audit, and from the audit to the acceptance (median, and the "
            "days within which 80 % lie).\n\n"
            "FROM and TO limit the period, both days included; ON is the day on which it is told: what "
            "happened later is not known then, so that a figure of the past comes out the same again. "
            "Without ON it is today. A rate whose denominator is 0 is empty."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        for name, text in (
            ("FROM", tr("From (day)")),
            ("TO", tr("To (day)")),
            ("ON", tr("As known on (day)")),
        ):
            self.addParameter(QgsProcessingParameterString(name, text, optional=True))
        self.addParameter(
            QgsProcessingParameterEnum(
                "LEVEL", tr("Level"), options=list(LEVELS), defaultValue=LEVELS[0], usesStaticStrings=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Figures"), QgsProcessing.SourceType.TypeVector)
        )
        for name, text in (
            ("CASES", tr("Cases confirmed unlawful")),
            ("CLOSED", tr("Cases closed")),
            ("OVERDUE", tr("Cases overdue")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> Any:
        return super().checkParameterValues(_with_static_level(parameters), context)

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._level = self.parameterAsEnumString(_with_static_level(parameters), "LEVEL", context)
        self._days = {
            key: self.parameterAsString(parameters, name, context)
            for key, name in (("begin", "FROM"), ("end", "TO"), ("on", "ON"))
        }

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.stopping import stoppable
        from ..store.case_figures import FIGURE_FIELDS, case_figures, figure_rows, figures_summary
        from .report_sink import write_report

        with open_given(self._workspace, feedback) as workspace, stoppable(feedback.isCanceled):
            found = case_figures(workspace, self._level, **self._days)
            rows = figure_rows(workspace, found)
        feedback.setProgress(90)
        feedback.pushInfo(figures_summary(found))
        numbers = [name for name in FIGURE_FIELDS if name not in ("unit_code", "unit_name")]
        kinds = {name: INTEGER if name in _WHOLE else REAL for name in numbers}
        output = write_report(self, parameters, context, feedback, FIGURE_FIELDS, rows, kinds=kinds)
        feedback.setProgress(100)
        return {
            "OUTPUT": output,
            "CASES": sum(one.cases for one in found),
            "CLOSED": sum(one.closed for one in found),
            "OVERDUE": sum(one.overdue for one in found),
        }


def _with_static_level(parameters: Parameters) -> Parameters:
    """``LEVEL`` given by its place, as a dialog may do: QGIS would take the default for it unseen."""
    value = parameters.get("LEVEL")
    if isinstance(value, int) and 0 <= value < len(LEVELS):
        return {**parameters, "LEVEL": LEVELS[value]}
    return parameters
