"""Boundaries on the map: which act, and what is told meanwhile; writing is left to the acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.core import QgsPoint, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, Qt, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers.boundary_layers import refusal, role_of
from ..cleanup import CleanupStack
from ..desk import Desk
from ..session import WorkspaceSession
from .active_layer import ActiveLayer
from .acts import Acts
from .boundary_dock import CHANGES, MERGE, POINTS, SNAP, BoundaryDock
from .boundary_look import Looked, look
from .boundary_tool import DRAW, HOLE, RESHAPE, SPLIT
from .boundary_words import check_lines, live_line, turned_line
from .change_view import ChangeView
from .point_model import Place
from .sketching import Sketching
from .snapping import Snapping

if TYPE_CHECKING:
    from ..live.live import Live
    from ..map_link import MapLink
    from .change_keeping import ChangeKeeping

#: While points come quickly the checks wait for the last one.
_LOOK_MS = 60


class Boundaries(QObject):
    """Made when first asked for. Only the edit buffer of the active layer is written: a step for each act."""

    def __init__(
        self,
        desk: Desk,
        session: WorkspaceSession,
        link: MapLink,
        live: Live,
        keeping: ChangeKeeping,
        beside: QDockWidget,
    ) -> None:
        """``beside``: the panel of the plugin."""
        super().__init__()
        self._desk, self._session, self._live, self._keeping = desk, session, live, keeping
        self._wanted_act = ""  # waits for an edit session
        self._said_of_sketch = ""  # stands in the window until the sketch is another
        self.changes = ChangeView(desk, session, link, keeping)
        self._cleanup = CleanupStack()
        self._active = ActiveLayer(desk)
        self.dock = BoundaryDock(desk.window)
        self._cleanup.delete_later(self.dock)
        self._place(beside)
        self.sketching = Sketching(desk)
        self._cleanup.push(self.sketching.close)
        self.acts = Acts(desk, self.sketching, self.dock.approved_m2, self._preview)
        self._cleanup.push(self.acts.close)
        self._cleanup.push(self.changes.close)
        self._snapping = Snapping(desk.project, self.dock.snapping)
        self._cleanup.push(self._snapping.close)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_MS)
        self._soon.timeout.connect(self.look)
        self._connect()
        self._layer_changed()
        self._show_live()
        self._show_log()

    def _place(self, beside: QDockWidget) -> None:
        """Behind a tab of the panel, where it is as high as the window and takes no ground from the map."""
        window = self._desk.window
        if isinstance(window, QMainWindow):
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
            self._cleanup.push(window.removeDockWidget, self.dock)
            if not beside.isFloating():
                window.tabifyDockWidget(beside, self.dock)
        self.dock.hide()

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
        sketching.said.connect(self._say_of_sketch)
        self.acts.said.connect(dock.hint.setText)
        self.acts.done.connect(self._soon.start)
        self._active.changed.connect(self._layer_changed)
        self._active.state_changed.connect(self._show_layer)
        self._active.shapes_changed.connect(self._soon.start)
        self._cleanup.connect(self._desk.canvas.destinationCrsChanged, self._show_layer)
        self._cleanup.connect(self._live.updated, self._show_live)
        self._cleanup.connect(self._live.state_changed, self._show_live)
        self._cleanup.connect(self._keeping.kept, self._log_changed)
        self._cleanup.connect(self._session.opened, self._log_changed)
        self._cleanup.push(self._active.close)

    def close(self) -> None:
        """Take everything off the map and the window."""
        self._cleanup.pop_all()
        self._soon.stop()

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
        if not self.changes.show():
            self.show()

    def show(self) -> None:
        """Bring the window to the front."""
        self.dock.setUserVisible(True)

    def do(self, act: str) -> None:
        """What a button of the window wants."""
        if act == POINTS:
            if not self.dock.points.isHidden():
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
            (self.acts.merge if act == MERGE else self.acts.snap)(layer)
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
        layer = self._active.layer()
        if layer is None or not role_of(layer) or not layer.crs().isValid():
            self._tell([])
            return
        act, points = self.sketching.act(), self.sketching.points()
        self._tell(look(self._desk.project, layer, act, points, self.acts.chosen(layer)))

    def _tell(self, found: list[Looked]) -> None:
        lines, faults = [], []
        for one in found:
            if len(found) > 1:
                lines.append(tr("— {name}").format(name=one.name))
            approved = self.dock.approved_m2() if one.approved_m2 is None else one.approved_m2
            lines += check_lines(one.check, approved)
            faults += [fault.place for fault in one.check.faults if fault.place is not None]
        self.dock.show_checks(lines)
        self.sketching.mark(faults)

    def _fit_layer(self) -> QgsVectorLayer | None:
        layer, why = self._active.fit()
        self.dock.hint.setText("" if why == self.dock.layer.text() else why)  # it is told there already
        return layer

    def _layer_changed(self) -> None:
        layer = self._active.layer()
        self.dock.hint.setText("")  # it spoke of the other layer
        if self.sketching.layer_changed(layer.id() if layer is not None else ""):
            self.dock.hint.setText(tr("The sketch was given up, as another layer became active."))
        self._show_layer()

    def _show_layer(self, *_anything: object) -> None:
        layer, text = self._active.told()
        editing = layer is None or layer.isEditable()
        self.dock.show_layer(layer, text, editing, not editing)
        if layer is not None:
            self.dock.points.offer(layer.crs())
        self._soon.start()

    def _say_of_sketch(self, said: str) -> None:
        self._said_of_sketch = said
        self.dock.hint.setText(said)

    def _sketch_changed(self) -> None:
        act = self.sketching.act()
        if act and self._said_of_sketch and self.dock.hint.text() == self._said_of_sketch:
            self.dock.hint.setText(_hint(act))  # what was said spoke of the points before
        self._said_of_sketch = ""
        if not act and self.dock.hint.text() in {_hint(one) for one in (DRAW, RESHAPE, SPLIT)}:
            self.dock.hint.setText("")  # another tool is in hand
        self.dock.mark_act(act)
        self._show_points()
        self._soon.start()

    def _show_points(self) -> None:
        layer = self._active.layer()
        if layer is not None and layer.crs().isValid() and not self.dock.points.isHidden():
            self.dock.points.show_places(self.sketching.places(layer, self.dock.points.crs()))

    def _places_edited(self, places: list[Place]) -> None:
        if self.sketching.tool() is None:
            self.begin(DRAW)
        if self.sketching.tool() is None:
            why = refusal(self._desk.canvas.currentLayer())
            self.dock.points.say(self.dock.hint.text() or why or tr("Press Start Editing first."))
            return
        try:
            self.sketching.take_places(places, self.dock.points.crs())
            self.sketching.bring_into_sight()
        except GengdiError as error:
            self.dock.points.say(str(error))

    def _finished(self, act: str, points: list[QgsPoint]) -> None:
        layer, why = self._active.layer(), refusal(self._desk.canvas.currentLayer())
        if why or layer is None:  # another layer became active while the tool was in hand
            self.dock.hint.setText(why)
        else:
            self.acts.finish(layer, act, points)

    def _preview(self, layer: QgsVectorLayer, wkb: bytes, values: Mapping[str, object]) -> str:
        from ..live.live_preview import preview

        turned = preview(self._live, self._session, layer.id(), wkb, values)
        return "" if turned is None else turned_line(turned)

    def _show_live(self) -> None:
        self.dock.live.setText(live_line(self._live, self._session))

    def _show_log(self) -> None:
        self.dock.show_log(*self._keeping.sentence())

    def _log_changed(self) -> None:
        self._show_log()
        self.changes.refresh()


def _hint(act: str) -> str:
    """How an act goes on."""
    if act in (DRAW, HOLE):
        return tr(
            "Click the corners. Right click or Enter ends, Backspace takes the last one back, Esc gives up."
        )
    if act == RESHAPE:
        return tr("Draw a line that crosses the boundary twice. Right click or Enter ends, Esc gives up.")
    return tr("Draw a line right across. Right click or Enter ends, Esc gives up.")
