"""Acts on boundaries: each is one named step of the layer's undo stack, whole or not at all.

Only the edit buffer is written. A session is begun and ended by the officer alone. Coordinates are the
layer's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPointXY,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from ..core.errors import InputError
from ..core.i18n import tr
from .boundary_layers import approved_area_field, attributes

_DONE = Qgis.GeometryOperationResult.Success


@contextmanager
def edit_command(layer: QgsVectorLayer, name: str) -> Iterator[None]:
    """What happens inside is the one step ``name`` of the undo stack; an error takes all of it back."""
    if not layer.isEditable():
        raise InputError(tr("“{layer}” is not in edit mode: press Start Editing.").format(layer=layer.name()))
    layer.beginEditCommand(name)
    try:
        yield
    except BaseException:
        layer.destroyEditCommand()
        raise
    layer.endEditCommand()
    layer.triggerRepaint()


def add_boundary(
    layer: QgsVectorLayer,
    geometry: QgsGeometry,
    values: Mapping[str, object],
    approved_m2: float | None = None,
) -> int:
    """A new boundary with its facts (canonical field -> value) and the area its document approves, where the
    layer has a field for it; its id in the edit buffer."""
    facts = attributes(layer, values)
    place = layer.fields().lookupField(approved_area_field(layer))
    if approved_m2 is not None and place >= 0:
        facts[place] = approved_m2
    made = QgsVectorLayerUtils.createFeature(layer, geometry, facts)
    fitting = QgsVectorLayerUtils.makeFeatureCompatible(made, layer)
    if len(fitting) != 1:
        raise InputError(
            tr("“{layer}” takes only single polygons, and this boundary has {n} parts.").format(
                layer=layer.name(), n=len(fitting)
            )
        )
    with edit_command(layer, tr("Draw boundary")):
        _must(layer.addFeature(fitting[0]), layer)
    return int(fitting[0].id())


def reshaped(layer: QgsVectorLayer, line: Sequence[QgsPoint]) -> list[tuple[QgsFeature, QgsGeometry]]:
    """The boundaries that ``line`` would reshape, of the selected ones or of all when none is selected, and
    how they would be; nothing is changed."""
    found = []
    for feature in _reached(layer, QgsGeometry(QgsLineString(line))):
        shape = QgsGeometry(feature.geometry())
        if shape.reshapeGeometry(QgsLineString(line)) == _DONE:
            found.append((feature, shape))
    return found


def reshape(layer: QgsVectorLayer, line: Sequence[QgsPoint]) -> list[int]:
    """Lead the boundaries that ``line`` crosses twice along it: of the selected ones, or of all when none is
    selected. Their ids."""
    with edit_command(layer, tr("Reshape boundary")):
        done = reshaped(layer, line)
        if not done:
            raise InputError(tr("The line crosses no boundary twice: begin and end it outside."))
        for feature, shape in done:
            _change(layer, feature, shape)
    return [int(feature.id()) for feature, _ in done]


def parted(
    layer: QgsVectorLayer, line: Sequence[QgsPoint]
) -> list[tuple[QgsFeature, QgsGeometry, list[QgsGeometry]]]:
    """The boundaries that ``line`` would split, what would stay of each and its other parts; nothing is
    changed."""
    found = []
    for feature in _reached(layer, QgsGeometry(QgsLineString(line))):
        shape = QgsGeometry(feature.geometry())
        # all four arguments: with fewer, PyQGIS 3.22 takes the line for a list of QgsPointXY and raises
        result, parts, _ = shape.splitGeometry(QgsLineString(line), False, False, True)
        if result == _DONE and parts:
            found.append((feature, shape, parts))
    return found


def split(layer: QgsVectorLayer, line: Sequence[QgsPoint]) -> int:
    """Cut the boundaries that ``line`` crosses, the selected ones or all: every part keeps the facts. How
    many parts came."""
    made = 0
    with edit_command(layer, tr("Split boundary")):
        for feature, shape, parts in parted(layer, line):
            _change(layer, feature, shape)
            facts = dict(enumerate(feature.attributes()))
            for part in parts:
                twin = QgsVectorLayerUtils.createFeature(layer, part, facts)
                for fitting in QgsVectorLayerUtils.makeFeatureCompatible(twin, layer):
                    _must(layer.addFeature(fitting), layer)
                    made += 1
        if not made:
            raise InputError(tr("The line cuts no boundary: lead it right across, from outside to outside."))
    return made


def add_hole(layer: QgsVectorLayer, ring: Sequence[QgsPoint]) -> int:
    """Cut a hole into the boundary, a selected one first, that holds ``ring``; its id."""
    closed = [QgsPointXY(point) for point in (*ring, ring[0])]
    area = QgsGeometry.fromPolygonXY([closed])
    with edit_command(layer, tr("Cut hole")):
        for feature in _reached(layer, area):
            shape = QgsGeometry(feature.geometry())
            if shape.addRing(closed) == _DONE:
                _change(layer, feature, shape)
                return int(feature.id())
        raise InputError(tr("No boundary holds this hole wholly: draw it inside one, crossing nothing."))


def merge(layer: QgsVectorLayer, ids: Iterable[int]) -> int:
    """Make one boundary of several: the largest keeps its id and its facts, the others go. Its id."""
    features = sorted(_features(layer, ids), key=lambda one: -one.geometry().area())
    if len(features) < 2:
        raise InputError(tr("Select at least two boundaries of “{layer}”.").format(layer=layer.name()))
    shape = QgsGeometry.unaryUnion([one.geometry() for one in features])
    if shape.isEmpty() or (shape.isMultipart() and len(shape.asGeometryCollection()) > 1
                           and not layer.wkbType() == shape.wkbType()):  # fmt: skip
        raise InputError(
            tr("The selected boundaries do not touch, and “{layer}” takes only single polygons.").format(
                layer=layer.name()
            )
        )
    with edit_command(layer, tr("Merge boundaries")):
        _change(layer, features[0], shape)
        _must(layer.deleteFeatures([one.id() for one in features[1:]]), layer)
    return int(features[0].id())


def snap(
    layer: QgsVectorLayer, ids: Iterable[int], references: Sequence[QgsGeometry], tolerance: float
) -> list[int]:
    """Move the corners of boundaries onto ``references`` within ``tolerance`` (all in the layer's system and
    units): slips between them close. The ids of those that changed."""
    from qgis.analysis import QgsGeometrySnapper

    done = []
    with edit_command(layer, tr("Snap boundary")):
        for feature in _features(layer, ids):
            shape = QgsGeometrySnapper.snapGeometry(feature.geometry(), tolerance, list(references))
            if not shape.isEmpty() and not shape.equals(feature.geometry()):
                _change(layer, feature, shape)
                done.append(int(feature.id()))
        if not done:
            raise InputError(tr("Nothing to close: no corner lies within the tolerance of a neighbour."))
    return done


def _features(layer: QgsVectorLayer, ids: Iterable[int]) -> list[QgsFeature]:
    return list(layer.getFeatures(QgsFeatureRequest().setFilterFids(list(ids))))


def _reached(layer: QgsVectorLayer, shape: QgsGeometry) -> list[QgsFeature]:
    """The selected boundaries that ``shape`` meets; all that it meets when none is selected."""
    if layer.selectedFeatureCount():
        candidates = layer.getSelectedFeatures()
    else:
        frame = shape.boundingBox()
        # of a line along an axis the frame has no area: changed features are not found by it
        frame.grow(0.01 * max(frame.width(), frame.height()))
        candidates = layer.getFeatures(QgsFeatureRequest().setFilterRect(frame))
    return [feature for feature in candidates if feature.geometry().intersects(shape)]


def _change(layer: QgsVectorLayer, feature: QgsFeature, shape: QgsGeometry) -> None:
    fitting = layer.dataProvider().convertToProviderType(shape)
    new = shape if fitting.isNull() else fitting
    if feature.geometry().isGeosValid() and not new.isGeosValid():
        raise InputError(tr("The boundary would cross itself: lead the line another way."))
    _must(layer.changeGeometry(feature.id(), new), layer)


def _must(done: bool, layer: QgsVectorLayer) -> None:
    if not done:
        raise InputError(
            tr("“{layer}” did not take the change; nothing was changed.").format(layer=layer.name())
        )
