"""The window *Running Work* of a desktop: made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtWidgets import QWidget

from ..to_front import to_front
from .operation import Operation
from .operations import OperationManager

if TYPE_CHECKING:
    from .operations_window import OperationsWindow


class RunningWork:
    """Shows the window and takes it away."""

    def __init__(self, manager: OperationManager, open_log: Callable[[], None], parent: QWidget) -> None:
        self._manager = manager
        self._open_log = open_log
        self._parent = parent
        self.window: OperationsWindow | None = None

    def show(self, operation: Operation | None = None) -> None:
        """Bring the window to the front, at ``operation`` when it is given."""
        from .operations_window import OperationsWindow

        if self.window is None:
            self.window = OperationsWindow(self._manager, self._open_log, self._parent)
        to_front(self.window)
        if operation is not None:
            self.window.choose(operation)

    def close(self) -> None:
        """Take the window away (unload)."""
        if self.window is not None:
            self.window.close_for_good()
            self.window = None
