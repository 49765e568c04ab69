"""Which patches wait for a second look, and the button that shows only these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QAction

from ...core.i18n import tr
from ...resources_lookup import icon
from ..patches.patch_filters import PatchFilter, UidFilter
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession

if TYPE_CHECKING:
    from ...store.second_look import SecondLook


class SecondLookFilter:
    """Narrows the table of ``page`` besides its own filters."""

    def __init__(self, session: WorkspaceSession, page: PatchesPage) -> None:
        self._session, self._page = session, page
        #: the marks that stand, by patch
        self.marks: dict[str, SecondLook] = {}
        self.action = QAction(icon("second_look"), tr("Second Look"), page)
        self.action.setObjectName("gengdi_second_look")
        self.action.setCheckable(True)
        self.action.toggled.connect(lambda _on: page.refilter())
        page.more_filters = self._filters
        self.refresh()

    def close(self) -> None:
        """Narrow nothing any more."""
        self._page.more_filters = list

    def refresh(self) -> None:
        """Read the marks again."""
        before = set(self.marks)
        self.marks = self._session.ask(_marks) if self._session.path() is not None else {}
        self.action.setToolTip(tr("Show only the %n patch(es) that wait for a second look", len(self.marks)))
        if self.action.isChecked() and set(self.marks) != before:
            self._page.refilter()

    def _filters(self) -> list[PatchFilter]:
        return [UidFilter(frozenset(self.marks))] if self.action.isChecked() else []


def _marks(workspace: object) -> dict[str, SecondLook]:
    from ...store.second_look import second_looks

    return second_looks(workspace)  # type: ignore[arg-type]
