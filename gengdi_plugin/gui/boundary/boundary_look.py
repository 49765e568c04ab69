"""What the panel looks at: the sketch in hand, what a line would make of boundaries, or the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPointXY,
    QgsPolygon,
    QgsProject,
    QgsVectorLayer,
)

from ...core.i18n import tr
from ...layers.boundary_edit import parted, reshaped
from ...layers.boundary_layers import approved_area_field, as_text, called, neighbours, role_of
from ...layers.chosen_ground import straight_in_4490
from ...layers.degrees import out_of_degrees, shape_of
from .boundary_tool import DRAW, RESHAPE, SPLIT

if TYPE_CHECKING:
    from ...core.boundary_checks import BoundaryCheck


@dataclass(frozen=True)
class Looked:
    """``name``: what it is called, "" for a new one; ``approved_m2``: as the layer's field says."""

    name: str
    check: BoundaryCheck
    approved_m2: float | None = None


def polygon_of(points: Sequence[QgsPoint]) -> QgsGeometry:
    """The polygon of these corners."""
    return QgsGeometry(QgsPolygon(QgsLineString([*points, points[0]])))


def look(
    project: QgsProject, layer: QgsVectorLayer, act: str, points: Sequence[QgsPoint], chosen: int | None
) -> list[Looked]:
    """What the sketch of ``act`` comes to; without one the boundary ``chosen`` (a feature id)."""
    if act == DRAW and len(points) > 2:
        return _looked(project, layer, None, polygon_of(points))
    if act == RESHAPE and len(points) > 1:
        return [
            one
            for feature, shape in reshaped(layer, points)
            for one in _looked(project, layer, feature, shape)
        ]
    if act == SPLIT and len(points) > 1:
        return [
            one
            for feature, stays, parts in parted(layer, points)
            for part in (stays, *parts)
            for one in _looked(project, layer, feature, part)
        ]
    if chosen is not None and not points:
        feature = layer.getFeature(chosen)
        if feature.isValid() and not feature.geometry().isEmpty():
            return _looked(project, layer, feature, feature.geometry())
    return []


def _looked(
    project: QgsProject, layer: QgsVectorLayer, feature: QgsFeature | None, shape: QgsGeometry
) -> list[Looked]:
    wkb = in_degrees(shape, layer, project)
    if wkb is None:
        return []
    own = frozenset([(layer.id(), feature.id())]) if feature is not None else frozenset()
    check = checked(project, role_of(layer), wkb, own)
    if feature is None:
        return [Looked(tr("new"), check)]
    return [Looked(called(layer, feature), check, _approved(layer, feature))]


def checked(
    project: QgsProject, role: str, wkb: bytes, but: frozenset[tuple[str, int]] = frozenset()
) -> BoundaryCheck:
    """The boundary and those near it, with the rules' width of a sliver as that of a gap."""
    from ...core.boundary_checks import check_boundary

    return check_boundary(wkb, neighbours(project, role, wkb, but), widest_gap_m())


def widest_gap_m() -> float:
    """Narrower ground between two boundaries is a slip: the sliver's width of the default rules."""
    from ...core.rules import default_rules

    return default_rules().number("sliver_width_m")


def in_degrees(shape: QgsGeometry, layer: QgsVectorLayer, project: QgsProject) -> bytes | None:
    """The shape as WKB in EPSG:4490; None where it does not lie where the layer's system can be."""
    try:
        return straight_in_4490(QgsGeometry(shape), layer.crs(), project.transformContext())
    except QgsCsException:
        return None


def from_degrees(wkb: bytes, layer: QgsVectorLayer, project: QgsProject) -> QgsGeometry:
    """The way back."""
    shape = shape_of(wkb)
    shape.transform(out_of_degrees(layer.crs(), project.transformContext()))
    return shape


def moved(
    points: Sequence[tuple[float, float]],
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    project: QgsProject,
) -> list[QgsPointXY]:
    """Places of one system in another; QgsCsException where they cannot be there."""
    transform = QgsCoordinateTransform(source, target, project.transformContext())
    return [transform.transform(QgsPointXY(x, y)) for x, y in points]


def _approved(layer: QgsVectorLayer, feature: QgsFeature) -> float | None:
    name = approved_area_field(layer)
    try:
        value = float(as_text(feature[name])) if name else 0.0
    except ValueError:
        return None
    return value if value > 0 else None
