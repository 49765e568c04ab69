"""Dossiers asked for on the map and from the Patches page: reads in a task, one window for each request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Callable

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.chosen_ground import straight_in_4490
from ...layers.compat import geometry_kind
from ...layers.degrees import shape_of
from ..desk import Desk
from ..roles.role_rows import role_rows
from ..session import WorkspaceSession
from ..to_front import to_front
from .asked import Answer, Asked, Place
from .dossier_window import DossierWindow
from .records import open_form, show_on_map

if TYPE_CHECKING:
    from ...store.review import PatchRow

#: Patches of one request; more belong into the algorithm.
MOST_PATCHES = 500

_WARNING = Qgis.MessageLevel.Warning


class Dossiers:
    """``open_case``: shows a patch by its uid, with its time line."""

    def __init__(self, desk: Desk, session: WorkspaceSession, open_case: Callable[[str], object]) -> None:
        self._desk, self._session, self._open_case = desk, session, open_case
        self._tools: dict[str, QgsMapTool] = {}
        self._before: QgsMapTool | None = None
        #: open windows, the newest last
        self.windows: list[QWidget] = []
        self._session.opened.connect(self.close_windows)

    def close(self) -> None:
        """Give the map its tool back, close every window."""
        self._session.opened.disconnect(self.close_windows)
        self.leave()
        for tool in self._tools.values():
            if not sip.isdeleted(tool):
                tool.deleteLater()
        self._tools.clear()
        self.close_windows()

    def close_windows(self) -> None:
        """Close them: they speak of one workspace and one project."""
        windows, self.windows = self.windows, []
        for window in windows:
            if not sip.isdeleted(window):
                window.close()

    def at_click(self) -> None:
        """From now on a click on the map asks about that place."""
        from .place_tools import ClickTool

        self._take("click", lambda: ClickTool(self._desk.canvas, self._placed_point, self.leave))

    def in_rectangle(self) -> None:
        """From now on a rectangle dragged on the map is asked about."""
        from .place_tools import RectangleTool

        title = tr("drawn rectangle")
        placed = partial(self.ask_about, title=title)
        self._take("rectangle", lambda: RectangleTool(self._desk.canvas, placed, self.leave))

    def in_polygon(self) -> None:
        """From now on a polygon drawn on the map is asked about."""
        from .place_tools import PolygonTool

        placed = partial(self.ask_about, title=tr("drawn polygon"))
        cad = self._desk.digitising()
        make = partial(PolygonTool, self._desk.canvas, cad, placed, self.leave, self._too_few)
        self._take("polygon", make)

    def of_extent(self) -> None:
        """What the map shows now."""
        from .place_tools import straight_place

        settings = self._desk.canvas.mapSettings()
        corners = [QgsPointXY(corner) for corner in settings.visiblePolygon()]  # the map may be turned
        shown = QgsGeometry.fromPolygonXY([corners])
        self.ask_about(straight_place(shown), settings.destinationCrs(), title=tr("map extent"))

    def of_patches(self, rows: Sequence[PatchRow]) -> None:
        """Patches of the workspace, one place each."""
        if not rows:
            self._desk.say(tr("No patch is selected: select patches in the table or on the map."), _WARNING)
        elif len(rows) > MOST_PATCHES:
            self._desk.say(
                tr("{n} patches are selected: choose at most {most}, or run the algorithm Dossier of places.")
                .format(n=f"{len(rows):,}", most=MOST_PATCHES),
                _WARNING,
            )  # fmt: skip
        else:
            self._ask_about_patches(list(rows))

    def ask_about(self, place: QgsGeometry, crs: QgsCoordinateReferenceSystem, title: str) -> None:
        """Any ground; ``crs`` is what its coordinates are in."""
        try:
            shape = straight_in_4490(QgsGeometry(place), crs, self._desk.project.transformContext())
        except QgsCsException:
            self._desk.say(
                tr(
                    "This place has no longitude and latitude in {crs}: move the map to your district."
                ).format(crs=crs.authid()),
                _WARNING,
            )
            return
        self._start(title, [shape], (), shape_of(shape).boundingBox())

    def show_label(self, place: Place, patch: PatchRow | None) -> None:
        """The QR code of a place; ``patch``: the one it is or lies in."""
        from ...layers.code_label import CodeLabel

        code, state, number = (patch.code, patch.state, patch.patch_no) if patch else ("", "", "")
        self._show_code(CodeLabel(place.code, code, state, number))

    def show_patch_label(self, patch: PatchRow) -> None:
        """The QR code of a patch."""
        from ...layers.code_label import CodeLabel

        self._show_code(CodeLabel(patch.spatial_code, patch.code, patch.state, patch.patch_no))

    def leave(self) -> None:
        """Back to the tool that was used before."""
        canvas, before = self._desk.canvas, self._before
        self._before = None
        if canvas.mapTool() in self._tools.values():
            if before is not None and not sip.isdeleted(before):
                canvas.setMapTool(before)
            else:
                canvas.unsetMapTool(canvas.mapTool())

    def _too_few(self) -> None:
        from .place_tools import FEWEST

        self._desk.say(tr("At least %n points are needed; go on, or press Esc to give up.", FEWEST), _WARNING)

    def _take(self, name: str, make: Callable[[], QgsMapTool]) -> None:
        tool = self._tools.get(name)
        if tool is None or sip.isdeleted(tool):
            tool = self._tools[name] = make()
        canvas = self._desk.canvas
        if canvas.mapTool() not in self._tools.values():
            self._before = canvas.mapTool()
        canvas.setMapTool(tool)

    def _placed_point(self, place: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        point = place.asPoint()
        digits = 6 if crs.isGeographic() else 1
        self.ask_about(place, crs, title=_at(point, digits))

    def _ask_about_patches(self, rows: list[PatchRow]) -> None:
        placed = [row for row in rows if row.bbox is not None]
        extent = QgsRectangle()
        extent.setMinimal()
        for row in placed:
            extent.combineExtentWith(QgsRectangle(*(row.bbox or ())))
        if not placed:
            self._desk.say(tr("These patches have no geometry: nothing can lie there."), _WARNING)
            return
        title = tr("patch {patch_no}").format(patch_no=placed[0].patch_no or placed[0].spatial_code)
        if len(placed) > 1:
            title = tr("%n patch(es)", len(placed))
        self._start(title, [], [row.uid for row in placed], extent)

    def _start(self, title: str, shapes: Sequence[bytes], uids: Sequence[str], around: QgsRectangle) -> None:
        from ...layers.known import KnownSource
        from .dossier_work import answer

        sources, notes = [], []
        around = QgsRectangle(around)
        around.grow(1e-4)  # about 10 m: an edge within 1 mm is not lost
        context = self._desk.project.transformContext()
        for layer in self._bound_layers():
            try:
                sources.append(KnownSource(layer, context, around))
            except GengdiError as error:
                notes.append(str(error))
        asked = Asked(title, tuple(shapes), tuple(uids), self._session.path(), tuple(sources), tuple(notes))
        self._desk.operations.run_function(
            lambda feedback: answer(asked, feedback),
            tr("Dossier: {title}").format(title=title),
            self._answered,
        )

    def _bound_layers(self) -> list[QgsVectorLayer]:
        project = self._desk.project
        found = (project.mapLayer(row.layer_id) for row in role_rows(project) if row.in_force)
        return [layer for layer in found if geometry_kind(layer) != "none"]

    def _answered(self, found: Answer) -> None:
        if found.asked.workspace != self._session.path():
            return  # the officer works in another workspace now
        window = DossierWindow(found, self._session.row, self._desk.window)
        window.suggestion = self._desk.folder() / window.suggestion.name
        window.flash_wanted.connect(lambda layer, feature: self._record(show_on_map, layer, feature))
        window.record_wanted.connect(lambda layer, feature: self._record(open_form, layer, feature))
        window.case_wanted.connect(self._open_case)
        window.label_wanted.connect(self.show_label)
        self._front(window)

    def _record(self, what: Callable[[Desk, str, str], object], layer: str, feature: str) -> None:
        if not layer:  # a patch of the workspace
            self._open_case(feature)
            return
        try:
            what(self._desk, layer, feature)
        except GengdiError as error:
            self._desk.say(str(error), _WARNING)

    def _show_code(self, label: object) -> None:
        from .code_window import CodeWindow

        self._front(CodeWindow(label, self._desk.folder(), self._desk.window))

    def _front(self, window: QWidget) -> None:
        self.windows = [one for one in self.windows if not sip.isdeleted(one)] + [window]
        to_front(window)


def _at(point: QgsPointXY, digits: int) -> str:
    return f"{point.x():.{digits}f}, {point.y():.{digits}f}"
