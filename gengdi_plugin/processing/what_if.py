"""``gengdi:whatif``: what rectifying patches would do to the ratio of unlawful occupation, per town."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..core.i18n import tr
from ..layers.compat import FLAG, REAL
from .algorithm import GengdiAlgorithm, Parameters
from .workspace_parameter import open_given, workspace_parameter

if TYPE_CHECKING:
    from ..store.what_if import WhatIf
    from ..store.workspace import Workspace

_KINDS = {
    "chosen": FLAG, "unlawful_m2": REAL, "occupied_m2": REAL, "ratio_before": REAL, "ratio_after": REAL,
    "ratio_drop": REAL, "over_before": FLAG, "over_after": FLAG,
}  # fmt: skip

#: Without one of these it is a list of numbers.
_OF_EXPRESSIONS = set("=<>'\"")


class WhatIfAlgorithm(GengdiAlgorithm):
    """The ratio per town before and after a selection is rectified, and every pending patch by its effect."""

    ID = "whatif"
    ICON = "what_if"
    TAGS = ("ratio", "what if", "simulation", "违法占用耕地", "占比", "问责", "模拟", "推演")

    def displayName(self) -> str:
        return tr("What if")

    def shortHelpString(self) -> str:
        return tr(
            "The ratio of cultivated land unlawfully occupied to all cultivated land that new construction "
            "occupied in a year, per town, before and after the patches of PATCHES are rectified; then every "
            "pending patch (confirmed unlawful, not accepted yet), the one with the greatest effect on its "
            "town's ratio first. Nothing is changed.\n\n"
            "PATCHES is a comma list of patch numbers or a QGIS expression on the fields of patch_status, "
            "for example unit_code like '330211003%'. YEAR is that of the later image, the latest one by "
            "default. Which kinds of change count and the threshold are example values with their source, "
            "not official rules."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(workspace_parameter())
        self.addParameter(
            QgsProcessingParameterString(
                "PATCHES", tr("Patches taken as rectified (numbers or expression)"), optional=True
            )
        )
        self.addParameter(QgsProcessingParameterString("YEAR", tr("Year"), optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Ratios and effects"), QgsProcessing.SourceType.TypeVector
            )
        )
        for name, text in (
            ("CHOSEN", tr("Patches taken as rectified")),
            ("OVER_BEFORE", tr("Towns over the threshold before")),
            ("OVER_AFTER", tr("Towns over the threshold after")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self._workspace = self.parameterAsFile(parameters, "WORKSPACE", context)
        self._patches = self.parameterAsString(parameters, "PATCHES", context).strip()
        self._year = self.parameterAsString(parameters, "YEAR", context).strip()

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..store.what_if import WHAT_IF_FIELDS, what_if, what_if_rows
        from .report_sink import write_report

        with open_given(self._workspace, feedback) as workspace:
            found = what_if(workspace, self._year)
            chosen = frozenset(chosen_uids(workspace, found, self._patches))
        feedback.setProgress(60)
        changes = found.simulate(chosen)
        rows = what_if_rows(found, chosen)
        output = write_report(self, parameters, context, feedback, WHAT_IF_FIELDS, rows, kinds=_KINDS)
        feedback.setProgress(100)
        over = [sum(side.over for side in sides) for sides in zip(*((c.before, c.after) for c in changes))]
        before, after = over or (0, 0)
        feedback.pushInfo(
            tr("Towns over the threshold of {threshold}: {before} now, {after} then.").format(
                threshold=f"{found.rules.threshold:.0%}", before=before, after=after
            )
        )
        return {"OUTPUT": output, "CHOSEN": len(chosen), "OVER_BEFORE": before, "OVER_AFTER": after}


def chosen_uids(workspace: Workspace, found: WhatIf, patches: str) -> list[str]:
    """The pending patches that ``patches`` names: their numbers, else a QGIS expression on the patches.

    Raises InputError naming numbers that are no pending patches, or saying why an expression cannot be read.
    """
    from ..store.what_if import uids_of
    from .patch_sheets import selected_uids

    if not patches:
        return []
    pending = {one.patch_uid: one.patch_no for one in found.occupations if one.pending}
    numbers = [part.strip() for part in re.split("[,，、;；]", patches) if part.strip()]
    if set(numbers) <= set(pending.values()) or not (set(patches) & _OF_EXPRESSIONS):
        return uids_of(found, numbers)
    return [uid for uid in selected_uids(workspace, patches) if uid in pending]
