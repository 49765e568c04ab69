"""What happens when something found in the locator is chosen: table and map show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import Qgis, QgsVectorLayer

from ..core.i18n import tr
from .locator_search import (
    CASE,
    CELL,
    DOCUMENT,
    PATCH,
    PERSON,
    SOURCE,
    UNIT,
    Snapshot,
    ground_of_document,
    patches_of_document,
)

#: Between the kind of a hit and its key, and between the parts of a key; in no number or name.
SEPARATOR = "\x1f"


class LocatorTargets:
    """Works on the Desktop it is given; main thread only."""

    def __init__(self, desktop: Any) -> None:
        self._desktop = desktop

    def project(self) -> Any:
        """The project whose bound layers are searched."""
        return self._desktop.desk.project

    def snapshot(self) -> Snapshot:
        """The rows as they are now, and the file of the open workspace."""
        session = self._desktop.session
        return Snapshot(session.known(), session.path())

    def show(self, chosen: str) -> None:
        """Do what ``chosen`` (kind, separator, key) stands for."""
        kind, _, key = chosen.partition(SEPARATOR)
        if kind in (PATCH, CASE):
            self._show_patches([key])
        elif kind == CELL:
            self._show_cell(key)
        elif kind == SOURCE:
            self._show_source(*key.split(SEPARATOR))
        elif kind == DOCUMENT:
            self._show_document(key)
        else:
            asked = {PERSON: "responsible", UNIT: "unit_code"}[kind]
            rows = self._desktop.session.rows()
            self._show_patches([row.uid for row in rows if getattr(row, asked) == key])

    def _show_document(self, doc_no: str) -> None:
        """Its patches; of an entered document that reaches none, its ground."""
        session = self._desktop.session
        if session.path() is None:
            self._show_patches([])
            return
        uids = session.ask(lambda ws: patches_of_document(ws.db.conn, doc_no))
        place = None if uids else session.ask(lambda ws: ground_of_document(ws.db.conn, doc_no))
        if place is None:
            self._show_patches(uids)
        else:
            self._desktop.link.show_box(place)

    def _show_patches(self, uids: Sequence[str]) -> None:
        known = [uid for uid in uids if self._desktop.session.row(uid) is not None]
        if not known:
            self._say(tr("No patch of the open workspace belongs to it any more."))
            return
        desktop = self._desktop
        page = desktop.dock.patches
        page.layers_wanted.emit()
        desktop.dock.show_page(page)
        page.filter_bar.clear()
        page.select(known)
        desktop.link.select(page)
        page.zoom()
        desktop.link.flash(known)

    def _show_cell(self, code: str) -> None:
        from ..core.gridcode import decode

        self._desktop.link.show_box(decode(code))

    def _show_source(self, layer_id: str, fid: str) -> None:
        layer = self.project().mapLayer(layer_id)
        if not isinstance(layer, QgsVectorLayer):
            self._say(tr("Its layer has been removed from the project."))
            return
        canvas = self._desktop.desk.canvas
        canvas.zoomToFeatureIds(layer, [int(fid)])
        canvas.flashFeatureIds(layer, [int(fid)])

    def _say(self, text: str) -> None:
        self._desktop.say(text, Qgis.MessageLevel.Warning)
