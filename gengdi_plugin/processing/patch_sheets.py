"""``gengdi:patchsheets``: one printed sheet per patch, in one PDF or one PDF each."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..layers.compat import FLAG, REAL, TEXT, make_field
from ..layers.degrees import shape_of
from .algorithm import GengdiAlgorithm, Parameters
from .marking_parameter import MARKING, marking_given, marking_parameter
from .templates_parameter import TEMPLATES, tell_missing, templates_parameter
from .workspace_parameter import open_given, workspace_parameter

if TYPE_CHECKING:
    from ..store.workspace import Workspace

#: Fields a selection may use: those of the view ``patch_status`` and what the table of patches shows.
_FIELDS = {
    **dict.fromkeys(
        (
            "uid", "patch_no", "spatial_code", "code", "state", "unit_code", "unit_name", "responsible",
            "due_on", "change_type", "change_kind", "channel", "before_on", "after_on", "scope", "reason",
            "best_doc_no", "finding",
        ),
        TEXT,
    ),
    **dict.fromkeys(
        (
            "area_m2", "approved_m2", "approved_share", "uncovered_m2", "cultivated_m2", "basic_m2",
            "uncovered_cultivated_m2", "uncovered_basic_m2",
        ),
        REAL,
    ),
    "overdue": FLAG,
}  # fmt: skip

_GEOMETRY = "SELECT AsBinary(geom) FROM patch WHERE uid = ?"


class PatchSheetsAlgorithm(GengdiAlgorithm):
    """Prints the patches of a workspace, all or those a selection holds for."""

    ID = "patchsheets"
    ICON = "patch_sheets"
    TAGS = ("sheet", "print", "pdf", "QR", "核查表", "打印", "图斑")
    HELP_PAGE = "lists"

    def displayName(self) -> str:
        return tr("Patch sheets")

    def shortHelpString(self) -> str:
        return tr(
            "Prints one A4 sheet (图斑核查表) per patch, front and back, into one PDF, into FOLDER as "
            "one PDF each, or both. Front: map with approvals and dimensioned uncovered "
            "parts, location, attributes, "
            "every approval with whether it counts, the reason, a QR code of the spatial code in the patch's "
            "colour, and boxes to sign. Back: the ground before and after the change, finding and audit, and "
            "photos. It needs the workspace file only; BEFORE_IMAGE and AFTER_IMAGE are the image pair, "
            "taken from the project by their names (前时相, 后时相) when left empty.\n\n"
            "SELECTION is a QGIS expression on the fields of patch_status, for example code = 'yellow' and "
            "unit_code like '330211003%'. Without it every patch is printed; MOST_DOUBTFUL prints that many "
            "yellow patches, those with most permanent basic farmland and cultivated land at stake first."
        )

    def flags(self) -> Any:
        # QGIS's layouts live in the main thread
        return super().flags() | QgsProcessingAlgorithm.FlagNoThreading

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterExpression("SELECTION", tr("Which patches (expression)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                "MOST_DOUBTFUL", tr("Only the most doubtful patches, so many"), optional=True, minValue=1
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Patch sheets"), tr("PDF (*.pdf)"), optional=True, createByDefault=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                "FOLDER",
                tr("Folder for one PDF each"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )
        for name, text in (
            ("BEFORE_IMAGE", tr("Image before the change")),
            ("AFTER_IMAGE", tr("Image after the change")),
        ):
            self.addParameter(QgsProcessingParameterRasterLayer(name, text, optional=True))
        self.addParameter(templates_parameter())
        self.addParameter(marking_parameter())
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Sheets printed")))

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..layers.sheets import SheetOptions, chosen_uids, print_sheets
        from ..layers.templates import templates_folder

        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        folder = self.parameterAsFile(parameters, "FOLDER", context)
        most = self.parameterAsInt(parameters, "MOST_DOUBTFUL", context) or None
        options = SheetOptions(
            marking_given(self.parameterAsString(parameters, MARKING, context), context),
            self._images(parameters, context),
            templates_folder(self.parameterAsFile(parameters, TEMPLATES, context)),
        )
        missing: list[str] = []
        with open_given(self.parameterAsFile(parameters, "WORKSPACE", context), feedback) as workspace:
            selection = self.parameterAsExpression(parameters, "SELECTION", context)
            uids = selected_uids(workspace, selection) if selection.strip() else None
            uids = chosen_uids(workspace, uids, most)
            target, place = Path(output) if output else None, Path(folder) if folder else None
            run_steps(print_sheets(workspace, target, place, uids, options, missing), feedback)
        tell_missing(feedback, missing)
        results: Parameters = {"COUNT": len(uids)}
        if output:
            results["OUTPUT"] = output
        if folder:
            results["FOLDER"] = folder
        return results

    def _images(self, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """The image pair: as given, else as the project has it."""
        from ..layers.imagery import ImagePair, image_pair

        known = image_pair(context.project())
        given = []
        for name, own in (("BEFORE_IMAGE", known.before), ("AFTER_IMAGE", known.after)):
            layer = self.parameterAsRasterLayer(parameters, name, context)
            if layer is None and parameters.get(name):
                raise InputError(
                    tr("{name}: the image {value} cannot be read: check the path.").format(
                        name=name, value=parameters[name]
                    )
                )
            given.append(layer or own)
        return ImagePair(*given)


def run_steps(steps: Generator[float, None, None], feedback: QgsProcessingFeedback) -> None:
    """Work through ``steps``, which yield percent done; cancelled they are closed and Cancelled is raised."""
    try:
        for percent in steps:
            feedback.setProgress(percent)
            if feedback.isCanceled() and percent < 100:
                raise Cancelled(tr("Cancelled."))
    finally:
        steps.close()


def selected_uids(workspace: Workspace, selection: str) -> list[str]:
    """The patches for which the QGIS expression ``selection`` is true, in the workspace's order.

    Raises InputError on an expression that cannot be read, uses an unknown field, or fails.
    """
    from ..store.review import patch_rows

    expression = QgsExpression(selection)
    if expression.hasParserError():
        raise InputError(
            tr("SELECTION cannot be read: {why}").format(why=expression.parserErrorString().strip())
        )
    unknown = expression.referencedColumns() - set(_FIELDS)
    if unknown:
        raise InputError(
            tr("SELECTION uses the unknown field {field}; known are: {known}.").format(
                field=sorted(unknown)[0], known=", ".join(_FIELDS)
            )
        )
    fields = QgsFields()
    for name, kind in _FIELDS.items():
        fields.append(make_field(name, kind))
    scope = QgsExpressionContext()
    scope.appendScope(QgsExpressionContextUtils.globalScope())
    scope.setFields(fields)
    expression.prepare(scope)
    chosen = []
    for row in patch_rows(workspace):
        feature = QgsFeature(fields)
        feature.setAttributes([getattr(row, name) for name in _FIELDS])
        if expression.needsGeometry():
            wkb = workspace.db.execute(_GEOMETRY, (row.uid,)).fetchone()[0]
            feature.setGeometry(shape_of(wkb))
        scope.setFeature(feature)
        if expression.evaluate(scope) and not expression.hasEvalError():
            chosen.append(row.uid)
        if expression.hasEvalError():
            raise InputError(
                tr("SELECTION fails on patch {patch}: {why}").format(
                    patch=row.patch_no, why=expression.evalErrorString()
                )
            )
    return chosen
