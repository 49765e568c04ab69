"""Which patches wait for a second look, and the button that shows only these."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from qgis.PyQt.QtWidgets import QAction

from ...core.i18n import tr
from ...resources_lookup import icon
from ..desk import Desk
from ..patches.patch_filters import UidFilter
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..work.last_reading import LatestReading

if TYPE_CHECKING:
    from ...store.second_look import SecondLook


@dataclass(frozen=True)
class MarkedFilter(UidFilter):
    """Only patches that wait for a second look."""

    kind: ClassVar[str] = "second_look"

    def words(self) -> str:
        return tr("second look")


class SecondLookFilter:
    """A filter of the bar of ``page``, and its button."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._session, self._page = session, page
        self._reading = LatestReading(desk.operations)
        #: the marks that stand, by patch
        self.marks: dict[str, SecondLook] = {}
        self.action = QAction(icon("second_look"), tr("Second Look"), page)
        self.action.setObjectName("gengdi_second_look")
        self.action.setCheckable(True)
        self.action.toggled.connect(self._narrow)
        page.filter_bar.changed.connect(self._follow)  # taken away there
        self.refresh()

    def refresh(self) -> None:
        """Read the marks again: at once, or in a task where there are very many patches."""
        path = self._session.path()
        self._reading.give_up()
        if path is None:
            self._take({})
        elif self._session.many():
            title = tr("Reading who wants a second look")
            self._reading.read(lambda _feedback: _marks_of(path), title, self._take)
        else:
            self._take(self._session.ask(_marks))

    def refresh_patch(self, uid: str) -> None:
        """Read the mark of one patch again."""
        from ...store.second_look import second_look

        mark = self._session.ask(lambda workspace: second_look(workspace, uid))
        others = {one: found for one, found in self.marks.items() if one != uid}
        self._take(others if mark is None else {**others, uid: mark})

    def _take(self, marks: dict[str, SecondLook]) -> None:
        self.marks = marks
        self.action.setToolTip(tr("Show only the %n patch(es) that wait for a second look", len(marks)))
        if self.action.isChecked():
            self._narrow(True)

    def _narrow(self, on: bool) -> None:
        more = self._page.filter_bar.more
        if on:
            more.put(MarkedFilter(frozenset(self.marks)))
        else:
            more.drop(MarkedFilter.kind)

    def _follow(self) -> None:
        self.action.setChecked(MarkedFilter.kind in self._page.filter_bar.more.chosen)


def _marks(workspace: object) -> dict[str, SecondLook]:
    from ...store.second_look import second_looks

    return second_looks(workspace)  # type: ignore[arg-type]


def _marks_of(path: Path) -> dict[str, SecondLook]:
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return _marks(workspace)
