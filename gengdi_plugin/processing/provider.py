"""The provider ``gengdi``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..core.i18n import tr
from ..resources_lookup import icon


class GengdiProvider(QgsProcessingProvider):
    """Offers the algorithms; their modules are imported when the provider loads, not before."""

    def id(self) -> str:
        return "gengdi"

    def name(self) -> str:
        return tr("Gengdi")

    def longName(self) -> str:
        return tr("Gengdi – farmland protection")

    def icon(self) -> QIcon:
        return icon("gengdi")

    def loadAlgorithms(self) -> None:
        from .compare_runs import CompareRunsAlgorithm
        from .export_list import ExportListAlgorithm
        from .grid_cells import GridCellsAlgorithm
        from .grid_code import GridCodeAlgorithm
        from .patch_sheets import PatchSheetsAlgorithm
        from .screen_patches import ScreenPatchesAlgorithm
        from .states_on_date import StatesOnDateAlgorithm
        from .verify_verdicts import VerifyVerdictsAlgorithm
        from .verify_workspace import VerifyWorkspaceAlgorithm

        for algorithm in (
            ScreenPatchesAlgorithm,
            VerifyVerdictsAlgorithm,
            CompareRunsAlgorithm,
            VerifyWorkspaceAlgorithm,
            StatesOnDateAlgorithm,
            ExportListAlgorithm,
            PatchSheetsAlgorithm,
            GridCodeAlgorithm,
            GridCellsAlgorithm,
        ):
            self.addAlgorithm(algorithm())
