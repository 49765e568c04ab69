"""Which layers boundaries can be drawn in, and in plain words why not; their documents and neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsVectorDataProvider,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate

from ..core.i18n import tr
from ..core.vocabulary import word
from .binding import layers_of, stored_binding
from .chosen_ground import POLYGON, straight_in_4490
from .compat import DATE, enum_number, field_type, is_null
from .crs import system_name
from .degrees import out_of_degrees, shape_of
from .guard import workspace_of

if TYPE_CHECKING:
    from ..core.boundary_checks import Neighbour

APPROVAL, PERMIT = "approval", "permit"
ROLES = (APPROVAL, PERMIT)

#: Which canonical field names a boundary's document.
NUMBER = {APPROVAL: "doc_no", PERMIT: "permit_no"}

#: The layer's own numeric field with the area its document approves; not Gengdi's own key, as another choice
#: here changes no verdict.
_AREA_FIELD = "gengdi_boundary/approved_area"

#: More neighbours of a layer than these are not looked at while a boundary is drawn.
_MOST = 200

#: Degrees round a boundary within which others are its neighbours (some 5 m).
_NEAR = 0.00005

#: ``QgsFields.FieldOrigin``, whose names change with QGIS 3.38, of fields kept in the source or to be added.
_STORED = (1, 3)

_CAPABILITY = QgsVectorDataProvider.Capability


def role_of(layer: QgsMapLayer | None) -> str:
    """``approval``, ``permit``, or "" for every other layer."""
    binding = stored_binding(layer) if isinstance(layer, QgsVectorLayer) else None
    return binding.role if binding is not None and binding.role in ROLES else ""


def refusal(layer: QgsMapLayer | None) -> str:
    """Why no boundary can be drawn in ``layer``, and how to mend it; "" when one can (edit mode apart)."""
    if layer is None:
        return tr("No layer is active: choose one of approvals or discharge permits in QGIS's Layers panel.")
    name = layer.name()
    if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != POLYGON:
        said = tr("“{layer}” holds no polygons: choose a layer of approvals or discharge permits.")
    elif workspace_of(layer) is not None:
        said = tr(
            "“{layer}” belongs to the workspace: a document enters it through Cases, with its case. Draw "
            "in a layer of your own."
        )
    elif not role_of(layer):
        said = tr("“{layer}” is no layer of approvals or discharge permits: give it that role first.")
    elif not layer.crs().isValid():
        said = tr("“{layer}” has no coordinate system: set it in the layer's properties, then draw.")
    elif layer.subsetString():
        said = tr(
            "“{layer}” is filtered: boundaries outside the filter would be neither seen nor told. Take "
            "its filter off first."
        )
    elif layer.readOnly():
        said = tr("“{layer}” is read-only: switch that off under Project > Properties > Data Sources.")
    elif not _writable(layer):
        said = tr("The source of “{layer}” takes no changes: save it as a GeoPackage and draw there.")
    else:
        return ""
    return said.format(layer=name)


def _writable(layer: QgsVectorLayer) -> bool:
    provider = layer.dataProvider()
    wanted = (_CAPABILITY.AddFeatures, _CAPABILITY.ChangeGeometries, _CAPABILITY.DeleteFeatures)
    return provider is not None and all(provider.capabilities() & one for one in wanted)


def remarks(layer: QgsVectorLayer, map_crs: QgsCoordinateReferenceSystem) -> list[str]:
    """What an officer should know who draws in ``layer``."""
    said = []
    if map_crs.isValid() and map_crs != layer.crs():
        said.append(
            tr("The map is in {map}, the layer in {layer}: what is drawn is stored in the layer's.").format(
                map=system_name(map_crs), layer=system_name(layer.crs())
            )
        )
    fields = layer.fields()
    foreign = [
        fields.at(place).name()
        for place in range(fields.count())
        if enum_number(fields.fieldOrigin(place)) not in _STORED
    ]
    if foreign:
        said.append(
            tr("Joined or computed fields stay as they are: {fields}.").format(fields=tr(", ").join(foreign))
        )
    return said


def own_field(layer: QgsVectorLayer, canonical: str) -> int:
    """The place of the layer's own stored field for ``canonical``; -1 when none is mapped."""
    binding = stored_binding(layer)
    place = layer.fields().lookupField(binding.fields.get(canonical, "")) if binding is not None else -1
    stored = place >= 0 and enum_number(layer.fields().fieldOrigin(place)) in _STORED
    return place if stored else -1


def attributes(layer: QgsVectorLayer, values: Mapping[str, object]) -> dict[int, object]:
    """``values`` by canonical field as the layer's own: place -> value; what is mapped to none and what is
    empty is left out. ISO days become days where the field takes them."""
    found: dict[int, object] = {}
    for canonical, value in values.items():
        place = own_field(layer, canonical)
        if place >= 0 and value not in ("", None):
            is_day = enum_number(layer.fields().at(place).type()) == enum_number(field_type(DATE))
            found[place] = QDate.fromString(str(value), "yyyy-MM-dd") if is_day else value
    return found


def number_of(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    """The number of a boundary's document; "" when it has none."""
    return fact_of(layer, feature, NUMBER.get(role_of(layer), ""))


def fact_of(layer: QgsVectorLayer, feature: QgsFeature, canonical: str) -> str:
    """A canonical value of a feature as text; "" when it has none."""
    binding = stored_binding(layer)
    own = binding.fields.get(canonical, "") if binding is not None else ""
    place = feature.fields().lookupField(own)
    return as_text(feature.attributes()[place]) if own and place >= 0 else ""


def as_text(value: object) -> str:
    """An attribute as text; days ISO, "" for NULL."""
    if is_null(value):
        return ""
    return str(value.toString("yyyy-MM-dd") if isinstance(value, QDate) else value)


def called(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    """What a boundary is called: its document, else its layer and number there."""
    return number_of(layer, feature) or f"{layer.name()} #{feature.id()}"


def approved_area_field(layer: QgsVectorLayer) -> str:
    """The layer's field with the area its documents approve; "" when none was chosen."""
    name = str(layer.customProperty(_AREA_FIELD) or "")
    return name if layer.fields().lookupField(name) >= 0 else ""


def choose_approved_area_field(layer: QgsVectorLayer, name: str) -> None:
    """Remember that field with the layer; "" forgets it."""
    if name:
        layer.setCustomProperty(_AREA_FIELD, name)
    else:
        layer.removeCustomProperty(_AREA_FIELD)


def neighbours(
    project: QgsProject, role: str, wkb: bytes, but: frozenset[tuple[str, int]] = frozenset()
) -> list[Neighbour]:
    """The boundaries of ``role`` near a polygon (WKB, EPSG:4490), unsaved ones included; ``but``: (layer id,
    feature id) to leave out."""
    from ..core.boundary_checks import Neighbour

    found = []
    for layer, feature in _near(project, role, wkb, but):
        try:
            ground = straight_in_4490(
                QgsGeometry(feature.geometry()), layer.crs(), project.transformContext()
            )
        except QgsCsException:
            continue  # what does not lie where its system can be is no neighbour
        found.append(Neighbour(called(layer, feature), ground))
    return found


def neighbour_shapes(
    project: QgsProject, layer: QgsVectorLayer, wkb: bytes, but: frozenset[tuple[str, int]]
) -> list[QgsGeometry]:
    """As :func:`neighbours` of the layer's role, as geometries in the system of ``layer``."""
    found = []
    for other, feature in _near(project, role_of(layer), wkb, but):
        shape = QgsGeometry(feature.geometry())
        try:
            if other.crs() != layer.crs():
                shape.transform(QgsCoordinateTransform(other.crs(), layer.crs(), project.transformContext()))
        except QgsCsException:
            continue
        found.append(shape)
    return found


def _near(
    project: QgsProject, role: str, wkb: bytes, but: frozenset[tuple[str, int]]
) -> Iterator[tuple[QgsVectorLayer, QgsFeature]]:
    frame = shape_of(wkb).boundingBox().buffered(_NEAR)
    for layer in layers_of(project, role):
        if not layer.crs().isValid() or layer.geometryType() != POLYGON:
            continue
        transform = out_of_degrees(layer.crs(), project.transformContext())
        try:
            there = transform.transformBoundingBox(frame)
        except QgsCsException:
            continue  # a layer of another part of the world
        for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(there).setLimit(_MOST)):
            if (layer.id(), feature.id()) not in but and not feature.geometry().isEmpty():
                yield layer, feature


def role_word(role: str) -> str:
    """The role in the interface's language."""
    return word("role", role)
