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
        from .case_figures import CaseFiguresAlgorithm
        from .case_timeline import CaseTimelineAlgorithm
        from .compare_runs import CompareRunsAlgorithm
        from .dispatch_patches import DispatchPatchesAlgorithm
        from .dossier import DossierAlgorithm
        from .enter_documents import EnterDocumentsAlgorithm
        from .export_list import ExportListAlgorithm
        from .field_package import FieldPackageAlgorithm
        from .grid_cells import GridCellsAlgorithm
        from .grid_code import GridCodeAlgorithm
        from .import_field_work import ImportFieldWorkAlgorithm
        from .import_problems import ImportProblemsAlgorithm
        from .import_responsible import ImportResponsibleAlgorithm
        from .patch_sheets import PatchSheetsAlgorithm
        from .patrol_coverage import PatrolCoverageAlgorithm
        from .patrol_plan import PatrolPlanAlgorithm
        from .rectification_notice import RectificationNoticeAlgorithm
        from .screen_patches import ScreenPatchesAlgorithm
        from .states_on_date import StatesOnDateAlgorithm
        from .supervision_list import SupervisionListAlgorithm
        from .verify_verdicts import VerifyVerdictsAlgorithm
        from .verify_workspace import VerifyWorkspaceAlgorithm
        from .weekly_bulletin import WeeklyBulletinAlgorithm
        from .what_if import WhatIfAlgorithm

        for algorithm in (
            ScreenPatchesAlgorithm,
            VerifyVerdictsAlgorithm,
            CompareRunsAlgorithm,
            EnterDocumentsAlgorithm,
            VerifyWorkspaceAlgorithm,
            StatesOnDateAlgorithm,
            ExportListAlgorithm,
            PatchSheetsAlgorithm,
            ImportResponsibleAlgorithm,
            DispatchPatchesAlgorithm,
            PatrolCoverageAlgorithm,
            PatrolPlanAlgorithm,
            FieldPackageAlgorithm,
            ImportFieldWorkAlgorithm,
            CaseFiguresAlgorithm,
            WhatIfAlgorithm,
            RectificationNoticeAlgorithm,
            CaseTimelineAlgorithm,
            WeeklyBulletinAlgorithm,
            ImportProblemsAlgorithm,
            SupervisionListAlgorithm,
            DossierAlgorithm,
            GridCodeAlgorithm,
            GridCellsAlgorithm,
        ):
            self.addAlgorithm(algorithm())
