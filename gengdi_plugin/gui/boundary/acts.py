"""What becomes of a finished sketch: an act on the layer's edit buffer, or why there was none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Callable

from qgis.core import QgsGeometry, QgsPoint, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...layers import boundary_edit
from ...layers.boundary_layers import called, neighbour_shapes, role_of
from ..cleanup import CleanupStack
from ..confirm import confirm
from ..desk import Desk
from .boundary_form import BoundaryFacts, BoundaryForm
from .boundary_look import checked, from_degrees, in_degrees, polygon_of, widest_gap_m
from .boundary_tool import DRAW, RESHAPE, SPLIT
from .boundary_words import check_lines
from .sketching import Sketching

#: Metres of a degree of latitude: a tolerance in a layer of degrees.
_METRES_OF_DEGREE = 110_900.0

#: layer, polygon (WKB, EPSG:4490), canonical facts -> what they would make of patches, in words.
Preview = Callable[[QgsVectorLayer, bytes, Mapping[str, object]], str]


class Acts(QObject):
    """``said``: a sentence for the officer; ``done``: the layer was changed."""

    said = pyqtSignal(str)
    done = pyqtSignal()

    def __init__(
        self, desk: Desk, sketching: Sketching, approved: Callable[[], float | None], preview: Preview
    ) -> None:
        """``approved``: the approved area as typed beside the map."""
        super().__init__()
        self._desk, self._sketching = desk, sketching
        self._approved, self._preview = approved, preview
        self._last: tuple[str, int] | None = None  # what was drawn last
        #: replaced in tests, which open no modal dialog
        self.confirm: Callable[[str, str], bool] = partial(confirm, desk.window, tr("Boundaries"))
        self.form: BoundaryForm | None = None
        self._form_cleanup = CleanupStack()

    def close(self) -> None:
        """Ask no more."""
        self._form_cleanup.pop_all()
        if self.form is not None:
            self.form.blockSignals(True)  # nobody is there any more to take the sketch back
            self.form.close()
            self.form = None

    def chosen(self, layer: QgsVectorLayer) -> int | None:
        """The one selected boundary, else the one drawn last."""
        if layer.selectedFeatureCount() == 1:
            return int(layer.selectedFeatureIds()[0])
        last = self._last
        return last[1] if last is not None and last[0] == layer.id() else None

    def finish(self, layer: QgsVectorLayer, act: str, points: list[QgsPoint]) -> None:
        """Do ``act`` with the points of a sketch; one that cannot be done gives the sketch back."""
        if act == DRAW:
            self._ask_facts(layer, points)
            return
        try:
            if act == RESHAPE:
                self._tell(tr("%n boundary(ies) reshaped.", len(boundary_edit.reshape(layer, points))))
            elif act == SPLIT:
                self._tell(tr("%n part(s) split off.", boundary_edit.split(layer, points)))
            else:
                boundary_edit.add_hole(layer, points)
                self._tell(tr("The hole is cut."))
        except GengdiError as error:
            self._sketching.restore(points, layer)
            self.said.emit(str(error))

    def merge(self, layer: QgsVectorLayer) -> None:
        """Make one of the selected boundaries; different documents are asked about."""
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
            self.said.emit(str(error))
            return
        layer.selectByIds([fid])
        self._tell(tr("The boundaries are one now."))

    def snap(self, layer: QgsVectorLayer) -> None:
        """Move corners of the selected boundaries, else of the one drawn last, onto neighbours."""
        one = self.chosen(layer)
        chosen = list(layer.selectedFeatureIds()) or ([] if one is None else [one])
        if not chosen:
            self.said.emit(tr("Select the boundary to snap first."))
            return
        tolerance = widest_gap_m() / (_METRES_OF_DEGREE if layer.crs().isGeographic() else 1.0)
        but = frozenset((layer.id(), fid) for fid in chosen)
        near: list[QgsGeometry] = []
        for fid in chosen:
            wkb = in_degrees(layer.getFeature(fid).geometry(), layer, self._desk.project)
            near += neighbour_shapes(self._desk.project, layer, wkb, but) if wkb is not None else []
        try:
            done = boundary_edit.snap(layer, chosen, near, tolerance)
        except GengdiError as error:
            self.said.emit(str(error))
            return
        self._tell(tr("%n boundary(ies) snapped to the neighbours.", len(done)))

    def _tell(self, said: str) -> None:
        self.said.emit(tr("{done} Ctrl+Z takes it back.").format(done=said))
        self.done.emit()

    def _ask_facts(self, layer: QgsVectorLayer, points: list[QgsPoint]) -> None:
        """Ask for the document of a new boundary; the drawing stays in sight, and comes back when refused."""
        shape = polygon_of(points)
        wkb = in_degrees(shape, layer, self._desk.project)
        if wkb is None:
            self.said.emit(tr("This place does not lie where the layer's system can be."))
            return
        check, approved = checked(self._desk.project, role_of(layer), wkb), self._approved()
        self._sketching.hold(shape, layer)
        said = "\n".join(check_lines(check, approved))
        form = BoundaryForm(layer, check, said, self._desk.officer(), approved, self._desk.window)
        layer_id, name = layer.id(), layer.name()
        form.entered.connect(lambda facts: self._add(layer_id, points, wkb, facts))
        form.rejected.connect(lambda: self._give_back(layer_id, points))
        form.finished.connect(self._form_closed)
        form.changed.connect(lambda values: form.show_preview(self._preview(layer, wkb, values)))
        self.form = form
        self._form_cleanup.connect(
            self._desk.project.layersWillBeRemoved, partial(self._layers_going, layer_id, name)
        )
        form.open()
        form.ask_preview()

    def _layers_going(self, layer_id: str, name: str, going: list[str]) -> None:
        if layer_id in going and self.form is not None:
            self.form.reject()
            self.said.emit(tr("“{layer}” was removed: the boundary was not added.").format(layer=name))

    def _form_closed(self, *_result: object) -> None:
        self._form_cleanup.pop_all()
        self.form = None
        self._sketching.hold(None, None)

    def _give_back(self, layer_id: str, points: list[QgsPoint]) -> None:
        layer = self._desk.canvas.currentLayer()
        if isinstance(layer, QgsVectorLayer) and layer.id() == layer_id:
            self._sketching.restore(points, layer)

    def _add(self, layer_id: str, points: list[QgsPoint], wkb: bytes, facts: BoundaryFacts) -> None:
        layer = self._desk.project.mapLayer(layer_id)
        if not isinstance(layer, QgsVectorLayer):
            return
        try:
            shape = self._mended(layer, wkb) if facts.mend else polygon_of(points)
            fid = boundary_edit.add_boundary(layer, shape, facts.values, facts.approved_m2)
        except GengdiError as error:
            self._give_back(layer_id, points)
            self.said.emit(str(error))
            return
        self._last = (layer_id, fid)
        self._tell(tr("The boundary is drawn."))

    def _mended(self, layer: QgsVectorLayer, wkb: bytes) -> QgsGeometry:
        from ...core.boundary_checks import mended_boundary

        return from_degrees(mended_boundary(wkb) or wkb, layer, self._desk.project)
