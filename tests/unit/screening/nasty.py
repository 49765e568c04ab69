"""Nasty polygons with names that tell what is nasty about them, in metres about a patch of 50 m x 50 m.

Our own, after the ideas of the test suites of GEOS and JTS: every way in which a polygon can be wrong, and
every way in which two right ones can meet that has ever upset an overlay.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely
import shapely.affinity
from screening_grounds import HERE, lonlat

PATCH = shapely.box(0, 0, 50, 50)

#: Well-known text in metres of the plane. None of it is about any real place.
TEXTS = {
    # rings that cross or touch themselves
    "bow_tie": "POLYGON((0 0, 50 50, 50 0, 0 50, 0 0))",
    "bow_tie_beside_the_patch": "POLYGON((60 0, 110 50, 110 0, 60 50, 60 0))",
    "double_bow_tie": "POLYGON((0 0, 20 50, 30 0, 50 50, 50 0, 30 50, 20 0, 0 50, 0 0))",
    "ring_round_twice": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0, 50 0, 50 50, 0 50, 0 0))",
    "figure_of_eight_in_one_ring": "POLYGON((0 0, 25 25, 50 0, 50 50, 25 25, 0 50, 0 0))",
    "ring_touching_itself_at_a_vertex": "POLYGON((0 0, 50 0, 50 50, 25 0, 0 50, 0 0))",
    "inverted_ring": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0, 10 10, 10 40, 40 40, 40 10, 10 10, 0 0))",
    "inverted_shell_with_hole_by_a_bridge":
        "POLYGON((0 0, 25 0, 25 10, 10 25, 25 40, 40 25, 25 10, 25 0, 50 0, 50 50, 0 50, 0 0))",
    "clockwise_shell_and_clockwise_hole":
        "POLYGON((0 0, 0 50, 50 50, 50 0, 0 0), (10 10, 10 20, 20 20, 20 10, 10 10))",
    # spikes, gores, hairs
    "spike_outwards": "POLYGON((0 0, 50 0, 50 50, 25 50, 25 500, 25 50, 0 50, 0 0))",
    "spike_inwards": "POLYGON((0 0, 50 0, 50 50, 25 50, 25 5, 25 50, 0 50, 0 0))",
    "spike_as_thin_as_a_micrometre": "POLYGON((0 0, 50 0, 50 50, 25.000001 50, 25 500, 25 50, 0 50, 0 0))",
    "gore_as_thin_as_a_micrometre": "POLYGON((0 0, 50 0, 50 50, 25.000001 50, 25 1, 25 50, 0 50, 0 0))",
    "gore_of_a_millimetre_through_it": "MULTIPOLYGON(((0 0, 25 0, 25 50, 0 50, 0 0)),"
        " ((25.001 0, 50 0, 50 50, 25.001 50, 25.001 0)))",
    "comb_with_teeth_of_a_millimetre": "POLYGON((0 0, 50 0, 50 50, 40 50, 40 1, 39.999 1, 39.999 50, 30 50,"
        " 30 1, 29.999 1, 29.999 50, 20 50, 20 1, 19.999 1, 19.999 50, 0 50, 0 0))",
    "sliver_of_a_tenth_of_a_micrometre": "POLYGON((0 0, 1e-7 0, 1e-7 50, 0 50, 0 0))",
    "sliver_along_the_edge":
        "POLYGON((49.9999999 0, 50.0000001 0, 50.0000001 50, 49.9999999 50, 49.9999999 0))",
    "needle": "POLYGON((-500 25, 500 25.0001, 500 25.0002, -500 25))",
    # vertices
    "every_vertex_three_times": "POLYGON((0 0, 0 0, 0 0, 50 0, 50 0, 50 0, 50 50, 50 50, 50 50, 0 50, 0 0))",
    "vertices_a_nanometre_apart": "POLYGON((0 0, 1e-9 0, 50 0, 50 1e-9, 50 50, 50 50.000000001, 0 50, 0 0))",
    "collinear_vertices":
        "POLYGON((0 0, 10 0, 20 0, 30 0, 40 0, 50 0, 50 25, 50 50, 25 50, 0 50, 0 25, 0 0))",
    "nearly_collinear_vertices": "POLYGON((0 0, 10 1e-10, 20 -1e-10, 30 1e-11, 50 0, 50 50, 25 50.0000000001,"
        " 0 50, 0 0))",
    # no area
    "zero_area_ring": "POLYGON((0 0, 50 0, 0 0, 0 0))",
    "one_vertex_ring": "POLYGON((25 25, 25 25, 25 25, 25 25))",
    "flat_ring_there_and_back": "POLYGON((0 25, 50 25, 50 25, 0 25))",
    "polygon_of_a_nanometre": "POLYGON((25 25, 25.000000001 25, 25 25.000000001, 25 25))",
    "zero_area_part_among_others":
        "MULTIPOLYGON(((0 0, 50 0, 50 50, 0 50, 0 0)), ((60 0, 70 0, 60 0, 60 0)))",
    # holes
    "hole_touching_the_shell_at_a_vertex": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (0 0, 20 10, 10 20, 0 0))",
    "hole_touching_the_shell_at_two_vertices": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0),"
        " (0 0, 30 20, 50 50, 20 30, 0 0))",
    "hole_along_the_shell": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (0 0, 20 0, 20 10, 0 10, 0 0))",
    "hole_across_the_shell": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (-5 5, 60 5, 60 10, -5 10, -5 5))",
    "hole_outside_the_shell": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (60 0, 70 0, 70 10, 60 10, 60 0))",
    "hole_as_large_as_the_shell": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (0 0, 50 0, 50 50, 0 50, 0 0))",
    "hole_in_a_hole": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (5 5, 45 5, 45 45, 5 45, 5 5),"
        " (10 10, 40 10, 40 40, 10 40, 10 10))",
    "hole_larger_than_the_shell":
        "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (-9 -9, 90 -9, 90 90, -9 90, -9 -9))",
    "holes_that_overlap": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (5 5, 30 5, 30 30, 5 30, 5 5),"
        " (20 20, 45 20, 45 45, 20 45, 20 20))",
    "holes_that_share_an_edge": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (5 5, 25 5, 25 45, 5 45, 5 5),"
        " (25 5, 45 5, 45 45, 25 45, 25 5))",
    "holes_that_cut_it_in_two": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (0 25, 25 20, 25 30, 0 25),"
        " (25 20, 50 25, 25 30, 25 20))",
    "zero_area_hole": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0), (25 25, 25 25, 25 25, 25 25))",
    # parts
    "nested_shells": "MULTIPOLYGON(((0 0, 50 0, 50 50, 0 50, 0 0)), ((10 10, 40 10, 40 40, 10 40, 10 10)))",
    "the_same_part_twice": "MULTIPOLYGON(((0 0, 50 0, 50 50, 0 50, 0 0)), ((0 0, 50 0, 50 50, 0 50, 0 0)))",
    "the_same_part_three_times":
        "MULTIPOLYGON(((0 0, 50 0, 50 50, 0 50, 0 0)), ((0 0, 50 0, 50 50, 0 50, 0 0)),"
        " ((0 0, 50 0, 50 50, 0 50, 0 0)))",
    "parts_that_overlap": "MULTIPOLYGON(((0 0, 30 0, 30 50, 0 50, 0 0)), ((20 0, 50 0, 50 50, 20 50, 20 0)))",
    "parts_that_share_an_edge":
        "MULTIPOLYGON(((0 0, 25 0, 25 50, 0 50, 0 0)), ((25 0, 50 0, 50 50, 25 50, 25 0)))",
    "parts_that_touch_at_a_vertex": "MULTIPOLYGON(((0 0, 25 0, 25 25, 0 25, 0 0)),"
        " ((25 25, 50 25, 50 50, 25 50, 25 25)))",
    "an_empty_part_among_others": "MULTIPOLYGON(EMPTY, ((0 0, 50 0, 50 50, 0 50, 0 0)))",
    "island_in_the_hole_of_another_part": "MULTIPOLYGON(((0 0, 50 0, 50 50, 0 50, 0 0),"
        " (10 10, 40 10, 40 40, 10 40, 10 10)), ((10 10, 40 10, 40 40, 10 40, 10 10)))",
    # not polygons, or not only
    "empty_polygon": "POLYGON EMPTY",
    "empty_multipolygon": "MULTIPOLYGON EMPTY",
    "empty_collection": "GEOMETRYCOLLECTION EMPTY",
    "point": "POINT(25 25)",
    "line_across": "LINESTRING(-10 25, 60 25)",
    "collection_with_a_polygon": "GEOMETRYCOLLECTION(POLYGON((0 0, 50 0, 50 50, 0 50, 0 0)), POINT(5 5),"
        " LINESTRING(0 0, 90 90))",
    "collection_in_a_collection":
        "GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POLYGON((0 0, 30 0, 30 50, 0 50, 0 0))),"
        " POLYGON((20 0, 50 0, 50 50, 20 50, 20 0)))",
    "collection_without_a_polygon": "GEOMETRYCOLLECTION(POINT(5 5), LINESTRING(0 0, 90 90))",
    # third dimensions
    "with_heights": "POLYGON Z((0 0 5, 50 0 5, 50 50 7, 0 50 9, 0 0 5))",
    # meetings with the patch
    "the_patch_itself": "POLYGON((0 0, 50 0, 50 50, 0 50, 0 0))",
    "the_patch_the_other_way_round": "POLYGON((0 0, 0 50, 50 50, 50 0, 0 0))",
    "touching_along_an_edge": "POLYGON((50 0, 100 0, 100 50, 50 50, 50 0))",
    "touching_along_half_an_edge": "POLYGON((50 10, 100 10, 100 35.3, 50 35.3, 50 10))",
    "touching_at_a_corner": "POLYGON((50 50, 100 50, 100 100, 50 100, 50 50))",
    "touching_all_around":
        "POLYGON((-10 -10, 60 -10, 60 60, -10 60, -10 -10), (0 0, 50 0, 50 50, 0 50, 0 0))",
    "apart_by_a_nanometre": "POLYGON((50.000000001 0, 100 0, 100 50, 50.000000001 50, 50.000000001 0))",
    "into_it_by_a_nanometre": "POLYGON((49.999999999 0, 100 0, 100 50, 49.999999999 50, 49.999999999 0))",
    "into_it_by_a_tenth_of_a_millimetre": "POLYGON((49.9999 0, 100 0, 100 50, 49.9999 50, 49.9999 0))",
    "half_of_it": "POLYGON((0 0, 25 0, 25 50, 0 50, 0 0))",
    "all_but_a_corner": "POLYGON((0 0, 50 0, 50 40, 40 50, 0 50, 0 0))",
}  # fmt: skip


def _star(parts: int) -> shapely.Geometry:
    """A multipolygon of ``parts`` little squares in and about the patch."""
    side = math.isqrt(parts) + 1
    at = np.array([(k % side, k // side) for k in range(parts)], dtype=float) * 100.0 / side - 25.0
    return shapely.multipolygons(shapely.box(at[:, 0], at[:, 1], at[:, 0] + 60 / side, at[:, 1] + 60 / side))


def ragged(vertices: int, radius: float = 300.0) -> shapely.Geometry:
    """One ring of so many vertices about the patch, its edge bent in and out across it."""
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    far = radius * (0.55 + 0.45 * np.sin(41 * turn) * np.cos(977 * turn))
    return shapely.Polygon(np.c_[25 + far * np.cos(turn), 25 + far * np.sin(turn)])


def _bad_numbers(value: float, whole: bool = False) -> shapely.Geometry:
    ring = HERE.inverse(np.array([(0.0, 0.0), (50.0, 0.0), (50.0, 50.0), (0.0, 50.0), (0.0, 0.0)]))
    ring[1 : 4 if whole else 2] = value
    with np.errstate(invalid="ignore"):
        return shapely.polygons(ring)


def _raw() -> dict[str, shapely.Geometry | None]:
    """Shapes given in the degrees they are wrong in."""
    here = lonlat(PATCH)
    swapped = shapely.transform(here, lambda xy: xy[:, ::-1])
    return {
        "null": None,
        "not_a_number": _bad_numbers(np.nan),
        "mostly_not_a_number": _bad_numbers(np.nan, whole=True),
        "infinite": _bad_numbers(np.inf),
        "infinitely_negative": _bad_numbers(-np.inf),
        "absurdly_far": _bad_numbers(1e300),
        "metres_taken_for_degrees": shapely.box(40_500_000, 3_300_000, 40_500_050, 3_300_050),
        "metres_without_zone_taken_for_degrees": shapely.box(500_000, 3_300_000, 500_050, 3_300_050),
        "axes_swapped": swapped,
        "across_the_antimeridian": shapely.box(179.9995, 29.95, 180.0005, 29.9505),
        "round_the_world_at_the_antimeridian": shapely.box(-179.9999, 29.95, 179.9999, 29.951),
        "at_the_pole": shapely.box(121.6, 89.9, 121.7, 90.0),
        "over_the_pole": shapely.box(121.6, 89.9, 121.7, 91.0),
        "all_the_world": shapely.box(-180, -90, 180, 90),
        "half_the_world": shapely.box(121.6, 29.95, 181, 89.9),
        "at_zero_zero": shapely.box(0, 0, 0.0005, 0.0005),
        "a_denormal_number": shapely.box(5e-324, 0, 1e-300, 1e-300),
    }


def _made() -> Iterator[tuple[str, shapely.Geometry]]:
    yield "ten_thousand_parts", _star(10_000)
    yield "ring_of_two_thousand_vertices", ragged(2000)
    yield "hairline_frame", PATCH.boundary.buffer(0.0005)
    yield "frame_of_half_a_metre", PATCH.boundary.buffer(0.25)
    for angle in (1e-12, 1e-9, 1e-6, 1e-3):
        yield f"the_patch_turned_by_{angle:g}_degrees", shapely.affinity.rotate(PATCH, angle)
    for step in (1e-12, 1e-9, 1e-7, 4.9e-4, 5e-4, 5.1e-4):
        yield f"the_patch_moved_by_{step:g}_m", shapely.affinity.translate(PATCH, step, -step)
    rng = np.random.default_rng(1871)
    for number in range(12):
        yield f"touching_with_noise_{number}", touching_pair(rng)[1]


def touching_pair(rng: np.random.Generator) -> tuple[shapely.Geometry, shapely.Geometry]:
    """The patch, and a polygon that merely touches it along an edge with vertices that are collinear but for
    1e-9 … 1e-12 m: what shapely's issue 1871 is about."""
    noise = 10.0 ** rng.uniform(-12, -9)
    ways = np.sort(rng.uniform(0, 50, int(rng.integers(1, 12))))
    edge = np.c_[50 + rng.normal(0, noise, len(ways)), ways]
    left = shapely.Polygon([(0, 0), (50, 0), *edge, (50, 50), (0, 50)])
    some = edge[rng.random(len(edge)) < 0.7] + rng.normal(0, noise, (1, 2))
    far = rng.uniform(60, 120)
    return left, shapely.Polygon([(50, 0), *some, (50, 50), (far, 50), (far, 0)])


def corpus() -> dict[str, shapely.Geometry | None]:
    """Name -> geometry in EPSG:4490."""
    shapes = {name: lonlat(shapely.from_wkt(text)) for name, text in TEXTS.items()}
    shapes.update({name: lonlat(shape) for name, shape in _made()})
    return {**shapes, **_raw()}
