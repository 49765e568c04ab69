"""What is printed from cases: sheets one by one, notices, time lines, the bulletin; and own templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Callable

from qgis.core import Qgis
from qgis.PyQt.QtWidgets import QAction

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...exchange.file_names import safe_name
from ...layers.marking import marking_of
from ..ask_file import ask_file, ask_folder
from ..desk import Desk
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from ..settings import TEMPLATES
from ..written import last_folder, tell_written
from .bulletin_dialog import BulletinDialog, BulletinEntry
from .paper_steps import bulletin_steps, counted, notice_steps, timeline_steps
from .sheet_steps import lacking, sheet_options, sheet_steps

#: As ``exchange.notice.STATES``, which is not loaded at QGIS's start.
_TO_RECTIFY = ("audited_red", "rectifying", "returned")


class PaperActions:
    """Actions for a menu; layouts live in the main thread, so what has many pages is printed step by step."""

    def __init__(self, desk: Desk, session: WorkspaceSession, page: PatchesPage) -> None:
        self._desk = desk
        self._session = session
        self._page = page
        #: (title, suggested file, filter, saving) -> path; replaced in tests, which open no modal dialog
        self.ask_file: Callable[[str, str, str, bool], str] = self._ask_file
        self.ask_folder: Callable[[str], str] = self._ask_folder
        self.make_bulletin_dialog: Callable[..., BulletinDialog] = BulletinDialog
        self.sheets = self._action(
            "patch_sheets", "sheets_each", tr("Patch Sheets, One File Each…"), self.print_sheets,
            tr("One PDF per patch, named by its number and code: the selected patches, else all shown"),
        )  # fmt: skip
        self.notices = self._action(
            "notice", "notices", tr("Rectification Notices…"), self.print_notices,
            tr("A draft for each selected, else shown, patch that is confirmed or being rectified"),
        )  # fmt: skip
        self.timeline = self._action(
            "time_line", "print_timeline", tr("Print Time Line…"), self.print_timeline,
            tr("Everything that happened to the selected patch, as a PDF"),
        )  # fmt: skip
        self.bulletin = self._action(
            "bulletin", "bulletin", tr("Weekly Bulletin…"), self.write_bulletin,
            tr("Figures per town, ranking and overdue patches of a week, as a spreadsheet or PDF"),
        )  # fmt: skip
        self.templates = self._action(
            "templates", "copy_templates", tr("Copy Templates to Folder…"), self.copy_templates,
            tr("Start from Gengdi's own layouts and forms to make those of the bureau"),
        )  # fmt: skip
        self.actions = [self.sheets, self.notices, self.timeline, self.bulletin, self.templates]
        page.selection_changed.connect(self._enable)
        session.opened.connect(self._enable)
        session.rows_changed.connect(self._enable)
        self._enable()

    def _action(self, picture: str, name: str, text: str, slot: Callable[[], None], hint: str) -> QAction:
        return page_action(self._page, picture, text, slot, hint, name)

    def print_sheets(self) -> None:
        """One PDF per patch into a folder."""
        path = self._session.path()
        folder = self.ask_folder(tr("Choose a folder for one PDF per patch")) if path else ""
        if not path or not folder:
            return
        uids = [row.uid for row in self._rows()]
        project = self._desk.project
        self._print(
            lambda missing: sheet_steps(
                path, None, Path(folder), uids, lambda: sheet_options(project), missing
            ),
            tr("Printing patch sheets"),
            Path(folder) / "*.pdf",
        )

    def print_notices(self) -> None:
        """A notice for each patch whose case is one in which somebody is to rectify."""
        path = self._session.path()
        uids = [row.uid for row in self._rows() if row.state in _TO_RECTIFY]
        if path is None:
            return
        if not uids:
            self._desk.say(
                tr("None of these patches is confirmed unlawful, being rectified or returned."),
                Qgis.MessageLevel.Warning,
            )
            return
        target = self._target(tr("Rectification Notices"), "rectification_notices.pdf", tr("PDF (*.pdf)"))
        if target is not None:
            marking = marking_of(self._desk.project)
            self._print(
                lambda missing: notice_steps(path, target, uids, marking, missing),
                tr("Printing notices"),
                target,
            )

    def print_timeline(self) -> None:
        """The time line of the selected patch."""
        path, chosen = self._session.path(), self._page.single()
        if path is None or chosen is None:
            return
        name = f"timeline_{safe_name(chosen.patch_no)}.pdf"
        target = self._target(tr("Print Time Line"), name, tr("PDF (*.pdf)"))
        if target is not None:
            marking = marking_of(self._desk.project)
            self._print(
                lambda missing: timeline_steps(path, target, chosen.uid, marking, missing),
                tr("Printing the time line"),
                target,
            )

    def write_bulletin(self) -> None:
        """Ask for the week, then for the file."""
        if self._session.path() is not None:
            dialog = self.make_bulletin_dialog(self._desk.window)
            dialog.chosen.connect(self._write_bulletin)
            dialog.open()

    def _write_bulletin(self, entry: BulletinEntry) -> None:
        path = self._session.path()
        target = self._target(
            tr("Weekly Bulletin"),
            f"bulletin_{entry.week_ending}.xlsx",
            tr("Spreadsheet (*.xlsx);;PDF (*.pdf)"),
        )
        if path is not None and target is not None:
            self._count(path, entry, target)

    def _count(self, path: Path, entry: BulletinEntry, target: Path) -> None:
        marking, title = marking_of(self._desk.project), tr("Writing the bulletin")
        # counted in a task; a layout is printed in the main thread
        self._desk.operations.run_function(
            lambda feedback: counted(path, entry.week_ending, feedback),
            title,
            lambda bulletin: self._print(
                lambda missing: bulletin_steps(bulletin, target, marking, missing), title, target
            ),
            again=lambda: self._count(path, entry, target),
        )

    def copy_templates(self) -> None:
        """Copy our templates where the bureau changes them, and take them from there."""
        from ...layers.templates import copy_templates, use_own_tables

        folder = self.ask_folder(tr("Choose a folder for the templates"))
        if not folder:
            return
        try:
            copied, kept = copy_templates(Path(folder))
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Critical)
            return
        TEMPLATES.store(folder)
        use_own_tables()
        parts = [tr("%n template(s) copied", len(copied))]
        if kept:
            parts.append(tr("kept as they are: {names}").format(names=tr(", ").join(kept)))
        parts.append(tr("they are used from now on (Settings ▸ Options ▸ Gengdi)"))
        tell_written(self._desk, tr("; ").join(parts), Path(folder))

    def _print(self, begin: Callable[[list[str]], Iterator[float]], title: str, target: Path) -> None:
        """``begin`` makes the steps; they put into the list it is given what the bureau's template lacks."""
        missing: list[str] = []
        text = tr("Written: {file}").format(file=target)
        self._desk.operations.run_steps(
            begin(missing),
            title,
            lambda _nothing: tell_written(self._desk, text, target.parent, lacking(missing)),
            again=lambda: self._print(begin, title, target),
        )

    def _rows(self) -> Sequence[Any]:
        """The selected patches, else those the table shows."""
        return self._page.selected() or self._page.proxy.shown()

    def _target(self, title: str, name: str, kinds: str) -> Path | None:
        chosen = self.ask_file(title, str(last_folder(self._desk) / name), kinds, True)
        if not chosen:
            return None
        return Path(chosen) if Path(chosen).suffix else Path(f"{chosen}{Path(name).suffix}")

    def _ask_file(self, title: str, suggestion: str, kinds: str, saving: bool) -> str:
        return ask_file(self._desk.window, title, suggestion, kinds, saving)

    def _ask_folder(self, title: str) -> str:
        return ask_folder(self._desk.window, title, str(last_folder(self._desk)))

    def _enable(self, *_value: object) -> None:
        here = self._session.path() is not None
        for action in (self.sheets, self.notices, self.bulletin):
            action.setEnabled(here)
        self.timeline.setEnabled(here and self._page.single() is not None)
