"""``gengdi:exportlist``: one of the three official lists as a file."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from .algorithm import GengdiAlgorithm, Parameters
from .marking_parameter import MARKING, marking_given, marking_parameter
from .templates_parameter import TEMPLATES, templates_parameter
from .workspace_parameter import open_given, refuse_shown_file, workspace_parameter

#: The static strings of ``LIST`` (public contract §3.4).
LISTS = ("verification", "rectification", "release")


class ExportListAlgorithm(GengdiAlgorithm):
    """Writes the verification, rectification or release list of a workspace; they are never mixed."""

    ID = "exportlist"
    ICON = "export_list"
    TAGS = ("list", "export", "xlsx", "清单", "核查", "整改", "放行", "导出")
    HELP_PAGE = "lists"

    def displayName(self) -> str:
        return tr("Export list")

    def shortHelpString(self) -> str:
        return tr(
            "Writes one of the three official lists of a workspace, ready to sign: verification (yellow "
            "patches, suspected), rectification (audited red and blue patches only) or release (green "
            "patches with their proof). The lists are never mixed.\n\n"
            "The ending of the output decides the format: .xlsx is the signed form, A4 landscape, "
            "numbered by town with subtotals; .csv, .gpkg and .shp hold the same rows for other "
            "programs. UNIT limits the list to a county (6 digits), town (9) or village (12). Names and "
            "telephone numbers of people are masked."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(
                "LIST", tr("List"), options=list(LISTS), defaultValue=LISTS[0], usesStaticStrings=True
            )
        )
        self.addParameter(
            QgsProcessingParameterString("UNIT", tr("Unit code (6, 9 or 12 digits)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT",
                tr("List file"),
                tr("Spreadsheet (*.xlsx);;Text (*.csv);;GeoPackage (*.gpkg);;Shapefile (*.shp)"),
            )
        )
        self.addParameter(templates_parameter())
        self.addParameter(marking_parameter())
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Patches in the list")))

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> Any:
        return super().checkParameterValues(_with_static_list(parameters), context)

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..exchange.lists import check_request
        from ..layers.templates import templates_folder

        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._list = self.parameterAsEnumString(_with_static_list(parameters), "LIST", context)
        self._unit = self.parameterAsString(parameters, "UNIT", context).strip() or None
        self._output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        self._marking = marking_given(self.parameterAsString(parameters, MARKING, context), context)
        self._templates = templates_folder(self.parameterAsFile(parameters, TEMPLATES, context))
        check_request(self._list, self._output, self._unit)
        refuse_shown_file(context.project(), self._output)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..exchange.lists import export_list
        from ..layers.xlsx_template import fill_xlsx

        with open_given(self._workspace, feedback) as workspace:
            count = export_list(
                workspace,
                self._list,
                self._output,
                self._unit,
                marking=self._marking,
                forms=self._templates,
                fill=fill_xlsx,
            )
        feedback.setProgress(100)
        feedback.pushInfo(tr("%n patch(es) in the list", count))
        return {"OUTPUT": self._output, "COUNT": count}


def _with_static_list(parameters: Parameters) -> Parameters:
    """``LIST`` given by its place, as a dialog may do: QGIS would take the default for it unseen."""
    value = parameters.get("LIST")
    if isinstance(value, int) and 0 <= value < len(LISTS):
        return {**parameters, "LIST": LISTS[value]}
    return parameters
