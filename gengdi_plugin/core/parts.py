"""Dividing and joining the ground of patches: exact in area, whatever the cutting line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .errors import InputError
from .geometry import mean_widths, repaired_polygons
from .i18n import tr
from .kernel import shapely
from .plane import Plane, plane_for
from .table import ObjectArray, object_array

#: Where floats lose area, the overlay is made again on this grid (m).
_GRID_M = 0.001

#: A piece narrower than this on the mean (m) is what two overlays of the same edge leave.
_SLIP_M = 0.01

#: Share of the area that parts may differ from the whole.
_EXACT = 1e-9

#: A part smaller than this (m²) is what a line leaves at an edge, not a part anybody meant.
SMALLEST_PART_M2 = 1.0


def cut(patch: Any, by: Sequence[Any]) -> ObjectArray:
    """``patch`` (polygonal, EPSG:4490) cut by lines and polygons ``by``: its parts by falling area, which
    together are the patch. InputError when there is nothing to cut or a part is under 1 m²."""
    plane = plane_for(object_array([patch]))
    flat, cutters = plane.project(object_array([patch]))[0], plane.project(object_array(by))
    parts = _pieces(flat, cutters, None)
    if abs(sum(part.area for part in parts) - flat.area) > _EXACT * flat.area:
        parts = _pieces(flat, cutters, _GRID_M)
    return _checked(object_array(as_multi(part) for part in parts), plane)


def _pieces(flat: Any, cutters: Iterable[Any], grid: float | None) -> list[Any]:
    pieces = [flat]
    for cutter in cutters:
        pieces = [part for piece in pieces for part in _halves(piece, cutter, grid)]
    return pieces


def _halves(piece: Any, cutter: Any, grid: float | None) -> list[Any]:
    if shapely.get_dimensions(cutter) == 2:
        halves = [
            shapely.intersection(piece, cutter, grid_size=grid),
            shapely.difference(piece, cutter, grid_size=grid),
        ]
        return [half for half in map(_polygonal, halves) if not half.is_empty]
    edges = shapely.union(shapely.boundary(piece), cutter, grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    inside = shapely.covers(piece, shapely.point_on_surface(faces))
    return list(faces[inside]) or [piece]


def _polygonal(shape: Any) -> Any:
    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    return shapely.multipolygons(parts) if parts else shapely.from_wkt("MULTIPOLYGON EMPTY")


def as_multi(shape: Any) -> Any:
    """A polygon as a MultiPolygon of one; a MultiPolygon as it is."""
    return shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])


def _checked(flat: ObjectArray, plane: Plane) -> ObjectArray:
    areas = shapely.area(flat)
    if len(flat) < 2:
        raise InputError(tr("The line does not cut through the patch: draw it from edge to edge."))
    if float(areas.min()) < SMALLEST_PART_M2:
        raise InputError(
            tr(
                "A part would be {area:.2f} m² only: draw the line so that every part is at least 1 m²."
            ).format(area=float(areas.min()))
        )
    return plane.unproject(flat[(-areas).argsort(kind="stable")])


def without(patch: Any, parts: Sequence[Any]) -> Any:
    """``patch`` (polygonal, EPSG:4490) without ``parts`` of it, as one MultiPolygon; slips of less than a
    centimetre along its edge, left by parts that were measured on the grid, are no ground."""
    plane = plane_for(object_array([patch]))
    flat = plane.project(object_array([patch]))[0]
    taken = shapely.union_all(plane.project(object_array(parts)))
    rest = _polygonal(shapely.difference(flat, taken))
    if abs(rest.area + taken.area - flat.area) > _EXACT * flat.area:
        rest = _polygonal(shapely.difference(flat, taken, grid_size=_GRID_M))
    pieces = shapely.get_parts(rest)
    wide = shapely.multipolygons(list(pieces[mean_widths(pieces) >= _SLIP_M]))
    return plane.unproject(object_array([wide]))[0]


def joined(patches: Sequence[Any]) -> Any:
    """The ground of ``patches`` (polygonal, EPSG:4490) as one MultiPolygon. InputError when one of them has
    none, or two overlap by more than 1 m² (they would be counted twice until now: look at them first)."""
    shapes = object_array(patches)
    fixed = repaired_polygons(shapes, degrees=True)
    if fixed.lost.any():
        raise InputError(tr("A patch without ground cannot be merged."))
    plane = plane_for(fixed.geometry)
    flat = plane.project(fixed.geometry)
    whole = shapely.union_all(flat)
    twice = float(shapely.area(flat).sum() - shapely.area(whole))
    if twice > SMALLEST_PART_M2:
        raise InputError(
            tr("The patches overlap by {area:.1f} m²: correct one of them before they are merged.").format(
                area=twice
            )
        )
    return plane.unproject(object_array([as_multi(whole)]))[0]
