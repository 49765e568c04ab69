"""The workspace the dock works in: which file, its rows, and how it is read and written."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from qgis.core import Qgis, QgsFeedback
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import GengdiError
from ..core.i18n import tr
from .desk import Desk

if TYPE_CHECKING:
    from ..core.photo_checks import PatchFacts
    from ..store.review import PatchRow, RunRow
    from .patches.patch_rows import PatchRows

log = logging.getLogger("gengdi")
T = TypeVar("T")

#: Above this many patches the rows are read in a task, so that the window does not stand still.
_READ_AT_ONCE = 2_000
_SCOPE, _KEY = "gengdi", "workspace"


class WorkspaceSession(QObject):
    """One open workspace, remembered in the project.

    Reading happens through one connection that lives as long as the workspace is open; whatever writes
    (a finding, an audit) goes through :meth:`write`. Rows are read as a whole and kept.
    """

    opened = pyqtSignal()  # another workspace, or none
    rows_changed = pyqtSignal()  # the rows were read again

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workspace: Any = None
        self._path: Path | None = None
        self._rows: PatchRows | None = None
        self._reading = 0
        self._on_their_way = False

    def path(self) -> Path | None:
        """The open workspace file; None when none is open."""
        return self._path

    def rows(self) -> PatchRows | list[PatchRow]:
        """All patches as they were when last read; a plain empty list while there are none."""
        return self._rows or []

    def known(self) -> PatchRows | None:
        """The same with what is asked of all at once; None while there are none."""
        return self._rows or None

    def row(self, uid: str) -> PatchRow | None:
        """The patch ``uid``; None when it is not (or no longer) here."""
        place = self._rows.place.get(uid) if self._rows else None
        return self._rows[place] if self._rows and place is not None else None

    def open(self, path: Path, remember: bool = True) -> None:
        """Work in the file ``path``, made when absent. Raises ``WorkspaceError`` when it is no workspace."""
        from ..store.workspace import open_workspace

        workspace = open_workspace(path, create=True)
        self.close()
        self._workspace, self._path = workspace, Path(path)
        if remember:
            project = self._desk.project
            project.writeEntry(_SCOPE, _KEY, project.writePath(str(path)))
        self.opened.emit()
        self.reload()

    def open_remembered(self) -> None:
        """Open the workspace the project names, when its file is there; else work in none."""
        stored, found = self._desk.project.readEntry(_SCOPE, _KEY, "")
        path = Path(self._desk.project.readPath(stored)) if found and stored else None
        if path is None or not path.is_file():
            self.close()
            return
        try:
            self.open(path, remember=False)
        except GengdiError as error:
            self._desk.say(str(error), Qgis.MessageLevel.Warning)

    def close(self) -> None:
        """Let go of the file."""
        if self._workspace is not None:
            self._workspace.close()
        was_open = self._path is not None
        self._workspace = self._path = None
        before, self._rows = [self._rows], None
        self._reading += 1
        self._on_their_way = False
        if was_open:
            self.opened.emit()
            self.rows_changed.emit()
        _let_go(before)

    def reload(self) -> None:
        """Read the rows again: at once when they are few, in a task when they are many."""
        if self._path is None:
            return
        self._reading += 1
        if self._workspace.db["patch"].count <= _READ_AT_ONCE:
            self._take(self._reading, _all_rows(self._workspace))
            return
        turn, path = self._reading, self._path
        self._on_their_way = True
        self._desk.operations.run_function(
            lambda feedback: _read_rows(path, feedback),
            tr("Reading the patches of {name}").format(name=path.name),
            lambda rows: self._take(turn, rows),
            again=self.reload,
        )

    def reading(self) -> bool:
        """Whether the rows are still on their way."""
        return self._on_their_way

    def many(self) -> bool:
        """Whether the patches are so many that what reads them all belongs into a task."""
        return self._on_their_way or len(self.rows()) > _READ_AT_ONCE

    def evidence(self, uid: str) -> list[dict[str, Any]]:
        """The evidence of a patch's latest verdict."""
        from ..store.review import evidence_rows

        return evidence_rows(self._workspace, uid)

    def ground(self, uid: str) -> tuple[PatchFacts, bytes | None]:
        """What photos and boundaries of a patch are held against: its facts, and its WKB (EPSG:4490)."""
        from ..core.kernel import shapely
        from ..store.finding_sets import know_sets
        from ..store.photos import patch_facts

        know_sets(self._workspace)
        facts = patch_facts(self._workspace.db.conn, uid)
        return facts, None if facts.geometry is None else shapely.to_wkb(facts.geometry)

    def finding(self, uid: str) -> dict[str, Any]:
        """The finding a patch's state rests on; empty when there is none."""
        from ..store.finding_sets import know_sets
        from ..store.review import finding_row

        know_sets(self._workspace)
        return finding_row(self._workspace, uid) or {}

    def blue_shown(self) -> bool:
        """Whether a case under rectification shows blue in the open workspace."""
        from ..store.settings import blue_shown

        return blue_shown(self._workspace.db)

    def latest_run(self) -> RunRow | None:
        """The newest run of the open workspace that is not undone, as it was when the rows were last read;
        None without one."""
        return self._rows.latest if self._rows is not None else None

    def runs(self) -> list[RunRow]:
        """All runs of the open workspace that are not undone, newest first."""
        from ..store.review import runs

        return runs(self._workspace) if self._workspace is not None else []

    def ask(self, work: Callable[[Any], T]) -> T:
        """Do ``work(workspace)`` that changes no patch: the rows stay as they are. Its errors are the
        caller's to show."""
        return work(self._workspace)

    def write(self, work: Callable[[Any], T]) -> T:
        """Do ``work(workspace)`` and read the rows again. Its errors are the caller's to show."""
        try:
            return work(self._workspace)
        finally:
            self.reload()

    def _take(self, turn: int, rows: PatchRows) -> None:
        if turn == self._reading:  # else another reading or another workspace has overtaken this one
            before, self._rows, self._on_their_way = [self._rows], rows, False
            self.rows_changed.emit()
            _let_go(before)


def _let_go(rows: list[PatchRows | None]) -> None:
    """Free rows that nobody shows any more outside the main thread: of 100 000 it takes a while."""
    if rows[0] is not None and len(rows[0]) > _READ_AT_ONCE:
        from ..core.letting_go import let_go_aside

        let_go_aside(rows)


def _read_rows(path: Path, feedback: QgsFeedback) -> PatchRows:
    # a connection of its own: sqlite connections do not cross threads
    from ..core.stopping import stoppable
    from ..store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return _all_rows(workspace)


def _all_rows(workspace: Any) -> PatchRows:
    from ..store.review import latest_run, patch_rows
    from .patches.patch_rows import PatchRows

    return PatchRows(patch_rows(workspace), latest_run(workspace))
