"""``gengdi:rectificationnotice``: a notice (责令整改通知书) per case in which somebody is to rectify."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFileDestination,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .marking_parameter import MARKING, marking_given, marking_parameter
from .patch_sheets import run_steps, selected_uids
from .templates_parameter import TEMPLATES, tell_missing, templates_parameter
from .workspace_parameter import open_given, workspace_parameter


class RectificationNoticeAlgorithm(GengdiAlgorithm):
    """Prints the notices of a workspace, of all such cases or of those a selection holds for."""

    ID = "rectificationnotice"
    ICON = "notice"
    TAGS = ("notice", "rectification", "pdf", "责令整改通知书", "整改", "通知")
    HELP_PAGE = "lists"

    def displayName(self) -> str:
        return tr("Rectification notices")

    def shortHelpString(self) -> str:
        return tr(
            "Prints one notice (责令整改通知书) per patch that is confirmed unlawful, being rectified or "
            "returned: number, addressee, place, unlawful area in m² and 亩 with how it was measured, "
            "measures and deadline, map, and boxes to sign and seal. A draft, which the "
            "bureau checks, numbers and "
            "seals. It is addressed to those who must rectify: their names are shown, telephone numbers "
            "never.\n\nSELECTION is a QGIS expression as for patch sheets; other patches of "
            "it are left out and "
            "counted in the log."
        )

    def flags(self) -> Any:
        # QGIS's layouts live in the main thread
        return super().flags() | QgsProcessingAlgorithm.FlagNoThreading

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterExpression("SELECTION", tr("Which patches (expression)"), optional=True)
        )
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Notices"), tr("PDF (*.pdf)")))
        self.addParameter(templates_parameter())
        self.addParameter(marking_parameter())
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Notices printed")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..layers.notices import notice_uids, print_notices
        from ..layers.templates import templates_folder

        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        marking = marking_given(self.parameterAsString(parameters, MARKING, context), context)
        templates = templates_folder(self.parameterAsFile(parameters, TEMPLATES, context))
        missing: list[str] = []
        with open_given(self.parameterAsFile(parameters, "WORKSPACE", context), feedback) as workspace:
            selection = self.parameterAsExpression(parameters, "SELECTION", context)
            chosen = selected_uids(workspace, selection) if selection.strip() else None
            uids = notice_uids(workspace, chosen)
            if chosen is not None and len(uids) < len(chosen):
                feedback.pushInfo(
                    tr("%n patch(es) left out: nobody is to rectify there.", len(chosen) - len(uids))
                )
            run_steps(print_notices(workspace, Path(output), uids, marking, templates, missing), feedback)
        tell_missing(feedback, missing)
        return {"OUTPUT": output, "COUNT": len(uids)}
