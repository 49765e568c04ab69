"""More papers than the demo district has: issued anew, reaching in from the side, or for a whole batch."""

from __future__ import annotations

import numpy as np

from gengdi_plugin.core.kernel import shapely
from gengdi_plugin.core.table import ObjectArray

#: Of the added papers: issued anew a little elsewhere, covering a part of a patch, one for several sites.
_KINDS = (0.40, 0.45, 0.15)
_SITES_OF_A_BATCH = 4
#: Share of the demo's own papers that lie beside what was built, and by how much of their size.
_BESIDE_SHARE, _BESIDE = 0.35, (0.12, 0.45)


def approvals_of(
    papers: ObjectArray, patches: ObjectArray, count: int, rng: np.random.Generator
) -> ObjectArray:
    """``count`` valid polygons: ``papers`` (some of them when they are more), a third of them moved to the
    side, then added ones that overlap them, slip past them by decimetres, or cover a patch in part."""
    papers = _beside(papers, rng)
    if len(papers) >= count:
        return papers[rng.permutation(len(papers))[:count]]
    kind = rng.choice(3, size=count - len(papers), p=_KINDS)
    anew, part, batch = ((kind == k).sum() for k in range(3))
    added = np.concatenate([_anew(papers, anew, rng), _part(patches, part, rng), _batch(patches, batch, rng)])
    out: ObjectArray = np.concatenate([papers, added])
    return out[rng.permutation(count)]


def _beside(papers: ObjectArray, rng: np.random.Generator) -> ObjectArray:
    """Some of the papers moved by a part of their size: what was built is not quite where it was approved."""
    west, south, east, north = shapely.bounds(papers).T
    size = np.column_stack([east - west, north - south])
    direction = rng.uniform(0.0, 2 * np.pi, len(papers))
    shift = np.column_stack([np.cos(direction), np.sin(direction)]) * size
    shift *= rng.uniform(*_BESIDE, len(papers))[:, None]
    shift[rng.random(len(papers)) >= _BESIDE_SHARE] = 0.0
    xy, owner = shapely.get_coordinates(papers, return_index=True)
    moved: ObjectArray = shapely.set_coordinates(papers.copy(), xy + shift[owner])
    return moved


def _anew(papers: ObjectArray, count: int, rng: np.random.Generator) -> ObjectArray:
    """The same ground surveyed again: moved by up to 3 m, a tenth larger or smaller."""
    chosen = papers[rng.integers(len(papers), size=count)]
    middle = shapely.get_coordinates(shapely.centroid(chosen))
    xy, owner = shapely.get_coordinates(chosen, return_index=True)
    size, shift = rng.uniform(0.9, 1.1, count), rng.uniform(-3.0, 3.0, (count, 2))
    moved = middle[owner] + (xy - middle[owner]) * size[owner, None] + shift[owner]
    again: ObjectArray = shapely.set_coordinates(chosen.copy(), moved)
    return again


def _part(patches: ObjectArray, count: int, rng: np.random.Generator) -> ObjectArray:
    """A document that ends somewhere in the patch: its ground west, east, south or north of a line."""
    chosen = patches[rng.integers(len(patches), size=count)]
    wide = shapely.buffer(chosen, rng.uniform(0.3, 4.0, count), join_style="mitre")
    west, south, east, north = shapely.bounds(wide).T
    share, side = rng.uniform(0.3, 0.9, count), rng.integers(4, size=count)
    width, height = share * (east - west), share * (north - south)
    window = shapely.box(
        np.where(side == 1, east - width, west), np.where(side == 3, north - height, south),
        np.where(side == 0, west + width, east), np.where(side == 2, south + height, north),
    )  # fmt: skip
    cut = shapely.intersection(wide, window)
    whole = (shapely.get_type_id(cut) == 3) & (shapely.area(cut) > 1.0)
    return np.where(whole, cut, chosen)


def _batch(patches: ObjectArray, count: int, rng: np.random.Generator) -> ObjectArray:
    """One paper for a patch and its nearest neighbours."""
    middle = shapely.centroid(patches)
    tree = shapely.STRtree(middle)
    out = np.empty(count, dtype=object)
    for k, seed in enumerate(rng.integers(len(patches), size=count)):
        near = tree.query(middle[seed].buffer(150.0))
        far = shapely.distance(middle[near], middle[seed])
        near = near[np.lexsort((near, far))][:_SITES_OF_A_BATCH]
        out[k] = shapely.convex_hull(shapely.union_all(patches[near])).buffer(5.0, quad_segs=2)
    return out
