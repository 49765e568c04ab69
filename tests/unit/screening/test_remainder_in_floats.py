"""The remainder taken in floats is the one that the 1 mm grid has, or is left to the grid."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening import figures
from gengdi_plugin.core.screening.figures import cover
from gengdi_plugin.core.screening.overlay import Clips, Patches
from gengdi_plugin.core.table import object_array

RULES = load_rules()
PATCH = shapely.box(0, 0, 60, 40)


def covered_by(shapes: list[shapely.Geometry]) -> figures.Cover:
    clipped = [shapely.intersection(PATCH, shape) for shape in shapes]
    at = [k for k, clip in enumerate(clipped) if clip.area > 0.01]
    clips = Clips(
        np.zeros(len(at), dtype=np.int64), np.array(at, dtype=np.int64),
        object_array(clipped[k] for k in at), np.array([clipped[k].area for k in at]),
    )  # fmt: skip
    patches = Patches(object_array([PATCH]), np.array([PATCH.area]), np.ones(1), set())
    return cover(patches, clips, object_array(shapes), None, None, RULES)


def on_the_grid(shapes: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """The parts of the remainder at 1 mm, from 0.01 m² on."""
    left = PATCH
    clips = [shapely.intersection(PATCH, shape) for shape in shapes]
    union = shapely.union_all([clip for clip in clips if clip.area > 0.01])
    if left.area - union.area > 0.005:
        left = shapely.difference(left, union, grid_size=0.001)
        return [part for part in shapely.get_parts(left) if part.area >= 0.01]
    return []


_OFFSETS = st.sampled_from([0.0, 1e-9, 2e-4, -2e-4, 9e-4, 1.1e-3, 1.9e-3, -2.1e-3, 0.004, 0.3, 7.0])
_CORNERS = st.tuples(st.sampled_from([0, 10, 30, 60]), st.sampled_from([0, 20, 40]), _OFFSETS, _OFFSETS)
_SIZES = st.tuples(st.sampled_from([10, 30, 60]), st.sampled_from([5, 20, 40]), st.floats(-0.02, 0.02))


def _shape(corner: tuple[float, ...], size: tuple[float, ...]) -> shapely.Geometry:
    x, y, wide, high = corner[0] + corner[2], corner[1] + corner[3], size[0], size[1]
    lean = size[2]
    return shapely.Polygon([(x, y), (x + wide, y + lean), (x + wide, y + high), (x, y + high - lean)])


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.builds(_shape, _CORNERS, _SIZES), min_size=1, max_size=3))
def test_as_many_parts_of_the_same_size_as_at_one_millimetre(shapes):
    found = covered_by(shapes)
    parts = sorted(part.area for part in found.parts)
    expected = sorted(part.area for part in on_the_grid(shapes))
    if found.figures["sliver_m2"][0] > 0 or (not parts and sum(expected) < 1):
        return  # forgiven slivers are no parts
    assert len(parts) == len(expected)
    np.testing.assert_allclose(parts, expected, rtol=1e-6, atol=0.5)


def test_a_corner_that_nearly_touches_parts_the_remainder_as_on_the_grid():
    corner = 60 - 4e-4
    found = covered_by([shapely.Polygon([(0, 10), (corner, 20), (0, 30)])])
    assert len(found.parts) == 2
