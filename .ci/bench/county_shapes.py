"""Outlines as people digitise them: valid, with many corners, none of them quite on the line."""

from __future__ import annotations

import numpy as np

from gengdi_plugin.core.kernel import shapely
from gengdi_plugin.core.table import ObjectArray

#: Corners of an outline are about this far apart: so many to an outline, within these metres.
_CORNERS, _STEP_M = 28.0, (2.0, 12.0)
#: Share of the outlines drawn with few corners, as on an old paper map.
_PLAIN_SHARE = 0.2


def mended(outlines: ObjectArray) -> ObjectArray:
    """Bow-ties and collapsed outlines of the demo's stories as the plots they stand for: peers refuse
    invalid polygons, and the benchmark compares the same work."""
    out = outlines.copy()
    bad = ~shapely.is_valid(out) | (shapely.area(out) < 1.0)
    out[bad] = shapely.buffer(shapely.convex_hull(out[bad]), 2.0, quad_segs=2)
    return out


def digitised(outlines: ObjectArray, jitter_m: float, rng: np.random.Generator) -> ObjectArray:
    """The outlines with corners every few metres, each off the line by up to ``jitter_m``."""
    step = np.clip(shapely.length(outlines) / _CORNERS, *_STEP_M)
    plain = rng.random(len(outlines)) < _PLAIN_SHARE
    out = outlines.copy()
    dense = shapely.segmentize(outlines[~plain], step[~plain])
    xy, owner = shapely.get_coordinates(dense, return_index=True)
    first = np.r_[True, owner[1:] != owner[:-1]]
    off = np.clip(rng.normal(0.0, jitter_m / 2, xy.shape), -jitter_m, jitter_m)
    last = np.r_[first[1:], True]
    off[last] = off[first]  # an outline closes where it began
    rough = shapely.set_coordinates(dense.copy(), xy + off)
    good = shapely.is_valid(rough)
    out[~plain] = np.where(good, rough, dense)
    return out
