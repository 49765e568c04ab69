"""Opens the window Boundary Changes and keeps it in step with the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis

from ..desk import Desk
from ..map_link import MapLink
from ..session import WorkspaceSession
from ..to_front import to_front
from .change_keeping import ChangeKeeping

if TYPE_CHECKING:
    from ...store.boundary_changes import ChangeRow
    from .change_window import ChangeWindow


class ChangeView:
    """``window`` is None until it is first opened."""

    def __init__(self, desk: Desk, session: WorkspaceSession, link: MapLink, keeping: ChangeKeeping) -> None:
        self._desk, self._session, self._link, self._keeping = desk, session, link, keeping
        self.window: ChangeWindow | None = None

    def show(self) -> bool:
        """Open the log; without a workspace there is none, which is said (False)."""
        if self._session.path() is None:
            said, _ = self._keeping.sentence()
            self._desk.say(said, Qgis.MessageLevel.Warning)
            return False
        from .change_window import ChangeWindow

        if self.window is None:
            self.window = ChangeWindow(self._desk.window)
            self.window.place_wanted.connect(self._show_place)
        self._fill(self.window)
        to_front(self.window)
        return True

    def refresh(self) -> None:
        """The log has other rows."""
        if self.window is None or not self.window.isVisible():
            return
        if self._session.path() is None:
            self.window.close()  # there is no log that it could show
        else:
            self._fill(self.window)

    def close(self) -> None:
        """Close the window."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _fill(self, window: ChangeWindow) -> None:
        from ...store.boundary_changes import change_rows

        window.show_rows([] if self._session.path() is None else self._session.ask(change_rows))

    def _show_place(self, row: ChangeRow) -> None:
        if row.bbox is not None:
            self._link.show_box(row.bbox)
