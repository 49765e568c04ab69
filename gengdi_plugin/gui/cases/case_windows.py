"""The windows that look across cases: open cases, time line, figures and ranking, what if."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeedback

from ...core.i18n import tr
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..to_front import to_front

if TYPE_CHECKING:
    from .figures_window import FiguresWindow
    from .timeline_window import TimelineWindow
    from .tracking_window import TrackingWindow
    from .what_if_window import WhatIfWindow


class CaseWindows:
    """Made when they are first asked for; what they show is read in a task."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk, self._session, self._page = desk, session, page
        self.timeline: TimelineWindow | None = None
        self.figures: FiguresWindow | None = None
        self.what_if: WhatIfWindow | None = None
        self.tracking: TrackingWindow | None = None
        session.opened.connect(self.close)

    def close(self) -> None:
        """Close them: they speak of one workspace."""
        for window in (self.timeline, self.figures, self.what_if, self.tracking):
            if window is not None:
                window.close()

    def refresh(self) -> None:
        """Bring what is open in step with what was recorded."""
        if self.figures is not None and self.figures.isVisible():
            self.figures.ask()
        if self.what_if is not None and self.what_if.isVisible():
            self._read_what_if(self.what_if.year.currentData() or "")
        if self.tracking is not None and self.tracking.isVisible():
            self._read_tracking()
        if self.timeline is not None and self.timeline.isVisible():
            self.show_timeline()

    def show_timeline(self) -> None:
        """The steps of the selected patch."""
        from ...exchange.privacy import mask_person
        from ...store.timeline import timeline
        from .timeline_window import TimelineWindow

        chosen = self._page.single()
        if chosen is None:
            return
        if self.timeline is None:
            self.timeline = TimelineWindow(self._desk.window)
        rows, masked = self._session.ask(
            lambda workspace: (
                timeline(workspace, chosen.uid),
                timeline(workspace, chosen.uid, mask=mask_person),
            )
        )
        name = tr("time_line_{patch_no}.csv").format(patch_no=_file_name(chosen.patch_no))
        self.timeline.suggestion = self._desk.folder() / name
        self.timeline.show_case(chosen, rows, masked)
        to_front(self.timeline)

    def show_tracking(self) -> None:
        """Every open case of the workspace: whose turn it is, since when and until when."""
        from .tracking_window import TrackingWindow

        if self.tracking is None:
            self.tracking = TrackingWindow(self._desk.window)
            self.tracking.patch_wanted.connect(self._page.show_patch)
        self.tracking.suggestion = self._desk.folder() / tr("open_cases.csv")
        to_front(self.tracking)
        self._read_tracking()

    def _read_tracking(self) -> None:
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: _open_cases(path, feedback),
                tr("Reading the open cases"),
                self._told_tracking,
                again=self._read_tracking,
            )

    def _told_tracking(self, found: Any) -> None:
        if self.tracking is not None:
            self.tracking.show_cases(found)

    def show_figures(self) -> None:
        """The figures of the open workspace; the window asks for what it shows."""
        from .figures_window import FiguresWindow

        if self.figures is None:
            self.figures = FiguresWindow(self._desk.window)
            self.figures.figures_wanted.connect(self._count)
        self.figures.suggestion = self._desk.folder() / tr("case_figures.csv")
        to_front(self.figures)
        self.figures.ask()

    def _count(self, level: str, begin: str, end: str) -> None:
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_function(
                lambda feedback: _figures(path, level, begin, end, feedback),
                tr("Counting the cases"),
                lambda found: self._counted(found, level, begin, end),
                again=lambda: self._count(level, begin, end),
            )

    def _counted(self, found: Any, level: str, begin: str, end: str) -> None:
        window = self.figures
        # the officer may have chosen others meanwhile
        if window is not None and window.asks_for(level, begin, end):
            window.show_figures(*found)

    def show_what_if(self) -> None:
        """The ratios of the open workspace's latest year."""
        from .what_if_window import WhatIfWindow

        if self.what_if is None:
            self.what_if = WhatIfWindow(self._desk.window)
            self.what_if.year_wanted.connect(self._read_what_if)
            self.what_if.patch_wanted.connect(self._page.show_patch)
        self.what_if.suggestion = self._desk.folder() / tr("what_if.csv")
        to_front(self.what_if)
        self._read_what_if("")

    def _read_what_if(self, year: str) -> None:
        path = self._session.path()
        if path is not None:
            self._desk.operations.run_function(
                lambda _feedback: _what_if(path, year),
                tr("Reading the ratios"),
                self._told_what_if,
                again=lambda: self._read_what_if(year),
            )

    def _told_what_if(self, found: Any) -> None:
        if self.what_if is not None:
            self.what_if.show_what_if(found)


def _file_name(text: str) -> str:
    """``text`` as a part of a file's name."""
    return "".join(one if one.isalnum() or one in "-_" else "_" for one in text)


def _figures(path: Path, level: str, begin: str, end: str, feedback: QgsFeedback) -> Any:
    from ...core.stopping import stoppable
    from ...store.case_figures import FIGURE_FIELDS, case_figures, figure_rows, figures_summary
    from ...store.units import UnitNames
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        found = case_figures(workspace, level, begin=begin, end=end)
        rows, names = figure_rows(workspace, found), UnitNames(workspace)
        order = {row[FIGURE_FIELDS.index("unit_code")]: place for place, row in enumerate(rows)}
        found.sort(key=lambda one: order[one.unit_code])
        units = [(one, names.name(one.unit_code)) for one in found]
        return figures_summary(found), FIGURE_FIELDS, rows, units


def _open_cases(path: Path, feedback: QgsFeedback) -> Any:
    from ...core.stopping import stoppable
    from ...store.tracking import open_cases
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return open_cases(workspace)


def _what_if(path: Path, year: str) -> Any:
    from ...store.what_if import what_if
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return what_if(workspace, year)
