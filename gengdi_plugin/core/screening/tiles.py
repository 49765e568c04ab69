"""A screening of any number of patches in bounded memory: tile by tile, with the figures of a whole run.

A tile is a run of patches in the order of their grid cells, so that patches near each other, and all
patches of one cell (whose spatial codes are numbered together), fall into one tile. All tiles share one
plane. Each takes only the features that come near its patches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from ..area import FloatArray
from ..compact import CompactTable
from ..geometry import IntArray
from ..kernel import shapely
from ..packed import bounds_of
from ..plane import Plane, plane_of
from ..rules import RuleSet
from ..table import Array
from .apart import apart_notice
from .descriptions import Descriptions
from .places import UNKNOWN_GRID, first_uids, grid_codes, patch_uids
from .pool import in_order, thread_count
from .prepare import measurable
from .recheck import sample, seed_of
from .result import ScreeningResult
from .session import ScreeningSession
from .tally import Share, Tally
from .tiled_inputs import Features, TiledInputs, rest_layer
from .tiled_inputs import Held as Held
from .tiled_inputs import Layer as Layer
from .watch import Watch

#: Patches of one tile: some 150 MB with their features, results and geometries.
TILE_PATCHES = 10_000

#: Patches looked at at once while tiles are laid out.
_BLOCK = 5000

#: The share of a run that laying out its tiles takes, for its progress.
_LAYING_OUT = 0.05


@dataclass(frozen=True)
class Part:
    """The result of one tile; ``rows``: its patches by their row in the layer, in the order of the result's
    tables. ``log`` of the result holds what no part before it has told."""

    rows: IntArray
    result: ScreeningResult


@dataclass(frozen=True)
class Layout:
    """How patches are cut into tiles: the rows of each, ascending, the bounds of all patches that can be
    measured (NaN for the others), the plane of all, and the patches' uids (ASCII bytes)."""

    tiles: list[IntArray]
    bounds: FloatArray
    plane: Plane
    uids: Array


def lay_out(patches: Features, tile_patches: int, watch: Watch, threads: int = 1) -> Layout:
    """Tiles of about ``tile_patches`` patches; patches of one grid cell are never parted. No patches at all
    are one tile: their run is told and saved like any other."""
    count = len(patches)
    bounds = np.full((count, 4), np.nan)
    uids, cell = np.empty(count, dtype="S36"), np.empty(count, dtype=f"S{len(UNKNOWN_GRID)}")
    blocks = [np.arange(at, min(at + _BLOCK, count)) for at in range(0, count, _BLOCK)]

    def look(rows: IntArray) -> tuple[Array, Array, FloatArray]:
        block = patches.table(rows)
        lonlat, usable, _, _ = measurable(block, [])
        measured = np.where(usable[:, None], shapely.bounds(lonlat), np.nan)
        return first_uids(block).astype("S36"), grid_codes(lonlat).astype(cell.dtype), measured

    for rows, found in zip(blocks, in_order(look, blocks, threads, watch)):
        uids[rows], cell[rows], bounds[rows] = found
        rest_layer(patches)
    order = np.argsort(cell, kind="stable")
    fresh = np.flatnonzero(np.r_[True, cell[order][1:] != cell[order][:-1]][:count])
    starts, least = [0], tile_patches
    for start in fresh.tolist():
        if start >= starts[-1] + least:
            starts.append(start)
    tiles = [np.sort(tile) for tile in np.split(order, starts[1:])]
    return Layout(tiles, bounds, plane_of(bounds), _told_apart(uids, patches))


def _told_apart(uids: Array, patches: Features) -> Array:
    """The uids with those of exact repeats, which are few, as :func:`.places.patch_uids` gives them."""
    order = np.argsort(uids, kind="stable")
    same = uids[order][1:] == uids[order][:-1]
    if same.any():
        repeats = np.sort(order[np.r_[False, same] | np.r_[same, False]])
        uids[repeats] = patch_uids(patches.table(repeats)).astype("S36")
    return uids


def screen_tiles(
    inputs: TiledInputs,
    rules: RuleSet,
    *,
    given_codes: Mapping[str, str] | None = None,
    threads: int | None = None,
    tile_patches: int = TILE_PATCHES,
    watch: Watch | None = None,
    screened_at: str | None = None,
) -> Iterator[Part]:
    """The parts of a screening, one after another: every patch is in exactly one of them, with the verdict,
    codes and figures of a run of all. What is done with a part before the next is asked for decides how
    much memory is needed. Arguments as of :func:`.screen.screen`; raises only Cancelled."""
    watch = watch or Watch()
    when = screened_at or datetime.now().astimezone().isoformat(timespec="seconds")
    layout = lay_out(inputs.patches, tile_patches, watch.part(0.0, _LAYING_OUT), thread_count(threads))
    inputs.rest()
    first = tuple(notice for _, layer in inputs.layers() for notice in layer.notices)
    first += _apart(inputs, layout.bounds)
    told, described = set(map(hash, first)), Descriptions(inputs.layers)
    reach_m = rules.largest("source_distance_m")
    tally = Tally()
    sampled = sample(layout.uids, seed_of(rules, inputs.layers()))
    for number, rows in enumerate(layout.tiles):
        start, end = (_LAYING_OUT + (1 - _LAYING_OUT) * k / len(layout.tiles) for k in (number, number + 1))
        part = watch.part(start, end)
        part.step(0.0)
        session = ScreeningSession(
            inputs.near(rows, layout.bounds[rows], reach_m),
            rules,
            given_codes=given_codes,
            plane=layout.plane,
            threads=threads,
            watch=part.part(0.0, 0.3),
            uids=layout.uids[rows].astype(str).astype(object),
        )
        inputs.rest()
        share = Share(np.flatnonzero(np.isin(rows, sampled)), tally)
        result = session.screen(watch=part.part(0.3, 1.0), screened_at=when, share=share)
        fresh = [line for line in result.log if hash(line) not in told]
        told.update(map(hash, fresh))
        if number + 1 == len(layout.tiles):
            fresh += tally.told()
        yield Part(rows, _of_run(result, described, (*(first if number == 0 else ()), *fresh)))
        del session, result
        inputs.rest()


def _apart(inputs: TiledInputs, patches: FloatArray) -> tuple[str, ...]:
    """What is to be said of whole layers that lie apart from all patches (a tile sees what is near it)."""
    there = patches[np.isfinite(patches).all(axis=1)]
    if not len(there):
        return ()
    around = np.concatenate([there[:, :2].min(axis=0), there[:, 2:].max(axis=0)])
    found = []
    for role, layer in inputs.layers():
        own = layer.bounds if isinstance(layer, CompactTable) else bounds_of(layer)
        if role != "change_patch" and (notice := apart_notice(layer.name, own, around)):
            found.append(notice)
        rest_layer(layer)
    return tuple(found)


def _of_run(result: ScreeningResult, inputs: Descriptions, log: tuple[str, ...]) -> ScreeningResult:
    """The result of a tile with what the run keeps of its whole inputs, and ``log``."""
    for name, value in (("inputs", inputs), ("log", log)):
        object.__setattr__(result, name, value)
    return result
