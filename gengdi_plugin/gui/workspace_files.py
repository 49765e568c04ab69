"""A workspace file dropped on QGIS, or chosen in its browser, opens in Gengdi; others go QGIS's way.

A file is recognised by its ending and then by the application id in its first hundred bytes: nothing is
opened, nothing is written, and a file of another program is left to QGIS.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsDataItem
from qgis.gui import QgsCustomDropHandler, QgsDataItemGuiContext, QgsDataItemGuiProvider
from qgis.PyQt.QtWidgets import QAction, QMenu

from ..core.i18n import tr
from ..resources_lookup import icon

_ENDINGS = (".sqlite", ".db", ".sqlite3")

Open = Callable[[Path], object]


def is_our_file(path: Path) -> bool:
    """Whether ``path`` is a Gengdi workspace; reads at most its header."""
    if path.suffix.casefold() not in _ENDINGS or not path.is_file():
        return False
    from ..store.workspace import is_workspace

    return is_workspace(path)


class WorkspaceDrop(QgsCustomDropHandler):
    """Hands dropped workspaces to ``open_file``."""

    def __init__(self, open_file: Open) -> None:
        super().__init__()
        self._open = open_file

    def handleFileDrop(self, file: str) -> bool:
        """True when the file is ours and has been dealt with; False leaves it to QGIS."""
        path = Path(file)
        if not is_our_file(path):
            return False
        self._open(path)
        return True


class WorkspaceInBrowser(QgsDataItemGuiProvider):
    """Adds *Open in Gengdi* to the menu of workspace files and of the tables in them."""

    def __init__(self, open_file: Open) -> None:
        super().__init__()
        self._open = open_file

    def name(self) -> str:
        return "gengdi"

    def populateContextMenu(
        self, item: QgsDataItem, menu: QMenu, selected: list[QgsDataItem], context: QgsDataItemGuiContext
    ) -> None:
        """Offer the file that ``item``, or what it lies in, stands for."""
        file = file_of(item)
        if file is None:
            return
        action = QAction(icon("workspace"), tr("Open in Gengdi"), menu)
        action.setObjectName("GengdiOpenInBrowser")
        action.triggered.connect(lambda _checked: self._open(file))
        first = menu.actions()[0] if menu.actions() else None
        menu.insertAction(first, action)
        if first is not None:
            menu.insertSeparator(first)


def file_of(item: Any) -> Path | None:
    """The workspace file that a browser item, or the one it lies in, stands for."""
    while item is not None:
        # "…/w.sqlite", and of a table in it "…/w.sqlite|layername=…" or "…/w.sqlite/…"
        path = Path(str(item.path()).split("|")[0])
        for one in (path, path.parent):
            if is_our_file(one):
                return one
        item = item.parent()
    return None
