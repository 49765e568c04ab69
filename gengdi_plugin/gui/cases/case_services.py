"""Who serves the menu *Cases*: made with the Patches page, closed with the plugin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.PyQt.QtWidgets import QAction

from ...core.i18n import tr
from ..cleanup import CleanupStack
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from .audit_actions import AuditActions
from .blue_setting import BlueSetting
from .cases_menu import CasesMenu
from .coverage_action import CoverageAction
from .document_actions import DocumentActions
from .field_actions import FieldActions
from .paper_actions import PaperActions
from .people_actions import PeopleActions
from .rectification_actions import RectificationActions
from .verify_actions import VerifyActions


class CaseServices:
    """One attribute for each part of the menu. ``on_site``: further actions for the part of that name."""

    def __init__(
        self,
        desk: Desk,
        session: WorkspaceSession,
        page: PatchesPage,
        show_patch: Callable[[str], object],
        on_site: Sequence[QAction],
        cleanup: CleanupStack,
    ) -> None:
        self.people = PeopleActions(desk, session, page)
        self.coverage = CoverageAction(desk, page)
        self.field = FieldActions(desk, session, page, show_patch)
        self.rectification = RectificationActions(desk, session, page)
        self.paper = PaperActions(desk, session, page)
        self.verify = VerifyActions(desk, session, page)
        self.documents = DocumentActions(desk, session, page)
        self.audit = AuditActions(desk, session, page)
        self.blue = BlueSetting(desk, session, page)
        self.menu = CasesMenu(page)
        parts: list[tuple[str, Any]] = [
            (tr("People and Deadlines"), self.people),
            (tr("On Site"), self.field),
            (tr("Documents and Parts"), self.documents),
            (tr("Rectification and Figures"), self.rectification),
            (tr("Paper"), self.paper),
            (tr("Record and Audit"), self.audit),
        ]
        more = {
            tr("People and Deadlines"): [self.coverage.action],
            tr("On Site"): [*on_site, *self.verify.actions],
        }
        for title, part in parts:
            self.menu.add(title, [*part.actions, *more.get(title, ())])
            if hasattr(part, "close"):
                cleanup.push(part.close)
        self.menu.add_choice(self.blue.action)
