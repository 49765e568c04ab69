"""Boundaries on the map: which layer, which act, what is told meanwhile; writing is left to the acts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Callable

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsGeometry, QgsPoint, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import QMainWindow

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers import boundary_edit
from ...layers.binding import layers_of
from ...layers.boundary_layers import (
    ROLES,
    called,
    neighbour_shapes,
    refusal,
    remarks,
    role_of,
    role_word,
)
from ..cleanup import CleanupStack
from ..confirm import confirm
from ..desk import Desk
from ..session import WorkspaceSession
from .boundary_dock import CHANGES, MERGE, POINTS, SNAP, BoundaryDock
from .boundary_form import BoundaryFacts, BoundaryForm
from .boundary_look import checked, from_degrees, in_degrees, look, polygon_of, widest_gap_m
from .boundary_tool import DRAW, HOLE, RESHAPE, SPLIT
from .boundary_words import check_lines, live_line
from .sketching import Sketching

if TYPE_CHECKING:
    from ...store.boundary_changes import ChangeRow
    from ..live.live import Live
    from ..map_link import MapLink
    from .change_keeping import ChangeKeeping
    from .change_window import ChangeWindow

#: While points come quickly the checks wait for the last one.
_LOOK_MS = 60

#: Metres of a degree of latitude: a tolerance in a layer of degrees.
_METRES_OF_DEGREE = 110_900.0


class Boundaries(QObject):
    """Made when first asked for. Only the edit buffer of the active layer is written, each act as one step."""

    def __init__(
        self, desk: Desk, session: WorkspaceSession, link: MapLink, live: Live, keeping: ChangeKeeping
    ) -> None:
        super().__init__()
        self._desk, self._session, self._link = desk, session, link
        self._live, self._keeping = live, keeping
        self._wanted_act = ""  # waits for an edit session
        self._last: tuple[str, int] | None = None  # what was drawn last
        self.changes_window: ChangeWindow | None = None
        #: replaced in tests, which open no modal dialog
        self.confirm: Callable[[str, str], bool] = partial(confirm, desk.window, tr("Boundaries"))
        self.form: BoundaryForm | None = None
        self._cleanup, self._layer_cleanup = CleanupStack(), CleanupStack()
        self.dock = BoundaryDock(desk.window)
        self._cleanup.delete_later(self.dock)
        if isinstance(desk.window, QMainWindow):
            desk.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.dock)
            self._cleanup.push(desk.window.removeDockWidget, self.dock)
        self.dock.hide()
        self.sketching = Sketching(desk)
        self._cleanup.push(self.sketching.close)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_MS)
        self._soon.timeout.connect(self.look)
        self._connect()
        self._layer_changed()
        self._show_live()
        self._show_log()

    def _connect(self) -> None:
        dock, sketching = self.dock, self.sketching
        dock.wanted.connect(self.do)
        dock.edit_wanted.connect(self.start_editing)
        dock.open_wanted.connect(self._keeping.open_workspace)
        dock.approved_changed.connect(self._soon.start)
        dock.points.edited.connect(self._places_edited)
        dock.points.crs_changed.connect(self._show_points)
        dock.points.finish_wanted.connect(sketching.finish)
        dock.points.chosen.connect(lambda place: sketching.flash(place, dock.points.crs()))
        sketching.changed.connect(self._sketch_changed)
        sketching.finished.connect(self._finished)
        sketching.said.connect(dock.hint.setText)
        self._cleanup.connect(self._desk.canvas.currentLayerChanged, self._layer_changed)
        self._cleanup.connect(self._desk.canvas.destinationCrsChanged, self._show_layer)
        self._cleanup.connect(self._live.updated, self._show_live)
        self._cleanup.connect(self._live.state_changed, self._show_live)
        self._cleanup.connect(self._keeping.kept, self._log_changed)
        self._cleanup.connect(self._session.opened, self._log_changed)
        self._cleanup.push(self._layer_cleanup.pop_all)

    def close(self) -> None:
        """Take everything off the map and the window."""
        self._soon.stop()
        for window in (self.form, self.changes_window):
            if window is not None:
                window.close()
        self.form = None
        self._cleanup.pop_all()

    def draw(self) -> None:
        """Draw a new boundary."""
        self.begin(DRAW)

    def reshape(self) -> None:
        """Lead a boundary along a line."""
        self.begin(RESHAPE)

    def split(self) -> None:
        """Split boundaries along a line."""
        self.begin(SPLIT)

    def cut_hole(self) -> None:
        """Cut a hole into a boundary."""
        self.begin(HOLE)

    def merge(self) -> None:
        """Make one boundary of the selected ones."""
        self.begin(MERGE)

    def snap(self) -> None:
        """Close slips between the selected boundary and its neighbours."""
        self.begin(SNAP)

    def show_points(self) -> None:
        """Show the table of survey points, ready for typing."""
        self.show()
        self.dock.points.show()
        self.dock.actions_[POINTS].setChecked(True)
        if self.sketching.act() != DRAW:
            self.begin(DRAW)
        self._show_points()
        self.dock.points.entry.setFocus()

    def show_changes(self) -> None:
        """Open the log of changes; without a workspace say that there is none."""
        if self._session.path() is None:
            said, _ = self._keeping.sentence()
            self._desk.say(said, Qgis.MessageLevel.Warning)
            self.show()
            return
        from .change_window import ChangeWindow

        if self.changes_window is None:
            self.changes_window = ChangeWindow(self._desk.window)
            self.changes_window.place_wanted.connect(self._show_place)
        self._fill_changes()
        self.changes_window.show()
        self.changes_window.raise_()

    def show(self) -> None:
        """Bring the window to the front."""
        self.dock.setUserVisible(True)

    def do(self, act: str) -> None:
        """What a button of the window wants."""
        if act == POINTS:
            if self.dock.points.isVisible():
                self.dock.points.hide()
            else:
                self.show_points()
        elif act == CHANGES:
            self.show_changes()
        elif act == self.sketching.act():
            self.sketching.put_down()
        else:
            self.begin(act)

    def begin(self, act: str) -> None:
        """Begin an act on the active layer; where that cannot be, say why and what is missing."""
        self.show()
        self._wanted_act = ""
        layer = self._fit_layer()
        if layer is None:
            self.dock.mark_act(self.sketching.act())
            return
        if not layer.isEditable():
            self._wanted_act = act
            self.dock.mark_act(self.sketching.act())
            self._show_layer()
            self.dock.edit.setFocus()
        elif act in (MERGE, SNAP):
            (self._merge if act == MERGE else self._snap)(layer)
        else:
            self.sketching.take_in_hand(act, layer)
            self.dock.hint.setText(_hint(act))

    def start_editing(self) -> None:
        """Begin an edit session of the active layer, and the act that waited for it."""
        layer = self._fit_layer()
        if layer is None:
            return
        if not layer.isEditable() and not layer.startEditing():
            said = tr("“{layer}” cannot be edited now: another program may hold it. Try again later.")
            self.dock.hint.setText(said.format(layer=layer.name()))
            return
        said = tr("Editing of “{layer}” has begun: save or roll back in QGIS when you are done.")
        self.dock.hint.setText(said.format(layer=layer.name()))
        act, self._wanted_act = self._wanted_act, ""
        self._show_layer()
        if act:
            self.begin(act)

    def look(self) -> None:
        """Tell what the sketch, or the chosen boundary, comes to."""
        layer = self._layer()
        if layer is None or not role_of(layer) or not layer.crs().isValid():
            self._tell([])
            return
        act, points = self.sketching.act(), self.sketching.points()
        self._tell(look(self._desk.project, layer, act, points, self._chosen(layer)))

    def _tell(self, found: list) -> None:
        lines, faults = [], []
        for one in found:
            if len(found) > 1:
                lines.append(tr("— {name}").format(name=one.name))
            approved = self.dock.approved_m2() if one.approved_m2 is None else one.approved_m2
            lines += check_lines(one.check, approved)
            faults += [fault.place for fault in one.check.faults if fault.place is not None]
        self.dock.show_checks(lines)
        self.sketching.mark(faults)

    def _chosen(self, layer: QgsVectorLayer) -> int | None:
        """The one selected boundary, else the one drawn last."""
        if layer.selectedFeatureCount() == 1:
            return int(layer.selectedFeatureIds()[0])
        last = self._last
        return last[1] if last is not None and last[0] == layer.id() else None

    def _layer(self) -> QgsVectorLayer | None:
        layer = self._desk.canvas.currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _fit_layer(self) -> QgsVectorLayer | None:
        """The active layer when boundaries can be drawn in it; else the only one there is, made active."""
        layer = self._desk.canvas.currentLayer()
        why = refusal(layer)
        if why and not role_of(layer):
            fit = [one for role in ROLES for one in layers_of(self._desk.project, role) if not refusal(one)]
            fit = [one for one in fit if one.isEditable()] or fit
            if len(fit) == 1:
                self._desk.make_active(fit[0])
                layer, why = fit[0], ""
            elif fit:
                names = tr(", ").join(f"“{one.name()}”" for one in fit)
                why = tr("Choose the layer to draw in, in QGIS's Layers panel: {layers}.").format(
                    layers=names
                )
        self.dock.hint.setText(why)
        return None if why or not isinstance(layer, QgsVectorLayer) else layer

    def _layer_changed(self, *_layer: object) -> None:
        self._layer_cleanup.pop_all()
        layer = self._layer()
        if self.sketching.layer_changed(layer.id() if layer is not None else ""):
            self.dock.hint.setText(tr("The sketch was given up, as another layer became active."))
        if layer is not None:
            connect = partial(self._layer_cleanup.connect, sender=layer)
            for signal in (
                layer.editingStarted, layer.editingStopped, layer.subsetStringChanged, layer.crsChanged,
                layer.readOnlyChanged, layer.customPropertyChanged, layer.updatedFields,
            ):  # fmt: skip
                connect(signal, self._show_layer)
            connect(layer.selectionChanged, self._soon_look)
            self._layer_cleanup.connect(
                layer.undoStack().indexChanged, self._soon_look, sender=layer.undoStack()
            )
        self._show_layer()

    def _show_layer(self, *_anything: object) -> None:
        layer = self._layer()
        why = refusal(self._desk.canvas.currentLayer())
        if why or layer is None:
            self.dock.show_layer(None, why, True, False)
        else:
            editing = layer.isEditable()
            state = tr("in edit mode") if editing else tr("not in edit mode")
            lines = [f"{layer.name()} · {role_word(role_of(layer))} · {state}"]
            lines += remarks(layer, self._desk.canvas.mapSettings().destinationCrs())
            self.dock.show_layer(layer, "\n".join(lines), editing, not editing)
            self.dock.points.offer(layer.crs())
        self._soon.start()

    def _soon_look(self, *_anything: object) -> None:
        self._soon.start()

    def _sketch_changed(self) -> None:
        self.dock.mark_act(self.sketching.act())
        self._show_points()
        self._soon.start()

    def _show_points(self) -> None:
        layer = self._layer()
        if layer is not None and layer.crs().isValid() and not self.dock.points.isHidden():
            self.dock.points.show_places(self.sketching.places(layer, self.dock.points.crs()))

    def _places_edited(self, places: list) -> None:
        if self.sketching.tool() is None:
            self.begin(DRAW)
        if self.sketching.tool() is None:
            self.dock.points.say(self.dock.hint.text() or tr("Press Start Editing first."))
            return
        try:
            self.sketching.take_places(places, self.dock.points.crs())
        except GengdiError as error:
            self.dock.points.say(str(error))

    def _finished(self, act: str, points: list[QgsPoint]) -> None:
        layer = self._layer()
        if layer is None:
            return
        if act == DRAW:
            self._ask_facts(layer, points)
            return
        try:
            if act == RESHAPE:
                self._say_done(tr("%n boundary(ies) reshaped.", len(boundary_edit.reshape(layer, points))))
            elif act == SPLIT:
                self._say_done(tr("%n part(s) split off.", boundary_edit.split(layer, points)))
            else:
                boundary_edit.add_hole(layer, points)
                self._say_done(tr("The hole is cut."))
        except GengdiError as error:
            self.sketching.restore(points, layer)
            self.dock.hint.setText(str(error))

    def _say_done(self, said: str) -> None:
        self.dock.hint.setText(said + " " + tr("Ctrl+Z takes it back."))

    def _ask_facts(self, layer: QgsVectorLayer, points: list[QgsPoint]) -> None:
        """Ask for the document of a new boundary; the drawing stays in sight, and comes back when refused."""
        shape = polygon_of(points)
        wkb = in_degrees(shape, layer, self._desk.project)
        if wkb is None:
            self.dock.hint.setText(tr("This place does not lie where the layer's system can be."))
            return
        check, approved = checked(self._desk.project, role_of(layer), wkb), self.dock.approved_m2()
        self.sketching.hold(shape, layer)
        said = "\n".join(check_lines(check, approved))
        self.form = BoundaryForm(layer, check, said, self._desk.officer(), approved, self._desk.window)
        self.form.entered.connect(lambda facts: self._add(layer.id(), points, wkb, facts))
        self.form.rejected.connect(lambda: self._not_taken(layer.id(), points))
        self.form.finished.connect(self._form_closed)
        self.form.open()

    def _form_closed(self, *_result: object) -> None:
        self.form = None
        self.sketching.hold(None, None)

    def _not_taken(self, layer_id: str, points: list[QgsPoint]) -> None:
        layer = self._layer()
        if layer is not None and layer.id() == layer_id:
            self.sketching.restore(points, layer)

    def _add(self, layer_id: str, points: list[QgsPoint], wkb: bytes, facts: BoundaryFacts) -> None:
        layer = self._desk.project.mapLayer(layer_id)
        if not isinstance(layer, QgsVectorLayer):
            return
        try:
            shape = self._mended(layer, wkb) if facts.mend else polygon_of(points)
            fid = boundary_edit.add_boundary(layer, shape, facts.values, facts.approved_m2)
        except GengdiError as error:
            self._not_taken(layer_id, points)
            self.dock.hint.setText(str(error))
            return
        self._last = (layer_id, fid)
        self._say_done(tr("The boundary is drawn."))
        self._soon.start()

    def _mended(self, layer: QgsVectorLayer, wkb: bytes) -> QgsGeometry:
        from ...core.boundary_checks import mended_boundary

        return from_degrees(mended_boundary(wkb) or wkb, layer, self._desk.project)

    def _merge(self, layer: QgsVectorLayer) -> None:
        features = sorted(layer.getSelectedFeatures(), key=lambda one: -one.geometry().area())
        names = list(dict.fromkeys(called(layer, one) for one in features))
        if len(names) > 1:
            question = tr("Merge the boundaries of {names}? The facts of {kept} stay, the others go.").format(
                names=tr(", ").join(names), kept=names[0]
            )
            if not self.confirm(question, tr("Merge")):
                return
        try:
            fid = boundary_edit.merge(layer, layer.selectedFeatureIds())
        except GengdiError as error:
            self.dock.hint.setText(str(error))
            return
        layer.selectByIds([fid])
        self._say_done(tr("The boundaries are one now."))

    def _snap(self, layer: QgsVectorLayer) -> None:
        chosen = layer.selectedFeatureIds() or [fid for fid in [self._chosen(layer)] if fid is not None]
        tolerance = widest_gap_m() / (_METRES_OF_DEGREE if layer.crs().isGeographic() else 1.0)
        but = frozenset((layer.id(), fid) for fid in chosen)
        near = []
        for fid in chosen:
            wkb = in_degrees(layer.getFeature(fid).geometry(), layer, self._desk.project)
            near += neighbour_shapes(self._desk.project, layer, wkb, but) if wkb is not None else []
        try:
            done = boundary_edit.snap(layer, chosen, near, tolerance)
        except GengdiError as error:
            self.dock.hint.setText(str(error) if chosen else tr("Select the boundary to snap first."))
            return
        self._say_done(tr("%n boundary(ies) snapped to the neighbours.", len(done)))

    def _show_live(self) -> None:
        self.dock.live.setText(live_line(self._live, self._session))

    def _show_log(self) -> None:
        self.dock.show_log(*self._keeping.sentence())

    def _log_changed(self) -> None:
        self._show_log()
        if self.changes_window is not None and self.changes_window.isVisible():
            self._fill_changes()

    def _fill_changes(self) -> None:
        if self.changes_window is not None:
            from ...store.boundary_changes import change_rows

            self.changes_window.show_rows(
                [] if self._session.path() is None else self._session.ask(change_rows)
            )

    def _show_place(self, row: ChangeRow) -> None:
        self._link.zoom([row])
        west, south, east, north = row.bbox or (0.0, 0.0, 0.0, 0.0)
        frame = QgsGeometry.fromRect(QgsRectangle(west, south, east, north))
        self._desk.canvas.flashGeometries([frame], QgsCoordinateReferenceSystem("EPSG:4490"))


def _hint(act: str) -> str:
    """How an act goes on."""
    if act in (DRAW, HOLE):
        return tr(
            "Click the corners. Right click or Enter ends, Backspace takes the last corner back, Esc gives up."
        )
    if act == RESHAPE:
        return tr("Draw a line that crosses the boundary twice. Right click or Enter ends, Esc gives up.")
    return tr("Draw a line right across. Right click or Enter ends, Esc gives up.")
