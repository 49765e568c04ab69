"""A sample of every run measured again without overlay (:mod:`.sweep`): a patch that disagrees is not told.

The features are looked for anew too, by comparing bounding boxes, and judged anew: an overlay, a spatial
index or a predicate that loses ground is caught, whatever library it comes from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sized
from dataclasses import dataclass

import numpy as np

from ..area import FloatArray
from ..geometry import GRID_M, BoolArray, IntArray
from ..i18n import tr
from ..kernel import shapely
from ..rules import RuleSet
from ..table import Array, ObjectArray
from .approvals import judge
from .measure import Measured, Prepared
from .sweep import sweep

#: The part of the patches that is re-checked, and how many at least and at most.
SHARE, LEAST, MOST = 0.01, 20, 200

#: Two routes to an area may differ by this much per metre of edges in the patch's box, and relatively.
_OFF_M, _OFF_RELATIVE = GRID_M, 2e-6

#: Layers whose ground is swept, in the order of the given sets after counting and authorising approvals.
_SETS = ("counting", "authorising", "farmland", "cultivated", "basic_farmland", "violations")


@dataclass(frozen=True)
class Rechecked:
    """``rows``: the patches re-checked; ``wrong``: those that disagree; ``log``: one sentence for each that
    disagrees; ``largest``: the largest difference of the others, m²."""

    rows: IntArray
    wrong: IntArray
    log: tuple[str, ...]
    largest: float = 0.0


def sample(uids: Array, seed: str) -> IntArray:
    """The rows to re-check, ascending, of patches with ``uids`` (text or ASCII bytes): the same of the same
    patches for the same ``seed``, whatever their order is."""
    count = min(len(uids), MOST, max(LEAST, round(SHARE * len(uids))))
    if count == 0:
        return np.empty(0, dtype=np.int64)
    key = np.uint64(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big"))
    mixed = np.fromiter((int(uid[-12:], 16) for uid in uids), np.uint64, len(uids)) ^ key
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # SplitMix64 (Steele 2014)
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    first = np.flatnonzero(mixed <= np.partition(mixed, count - 1)[count - 1])
    return np.sort(first[np.lexsort((uids[first].astype(str), mixed[first]))[:count]])


def seed_of(rules: RuleSet, layers: Iterable[tuple[str, Sized]]) -> str:
    """What a run is about, as text: its rules and how many features each of its ``layers`` has, by role."""
    return f"{rules.hash} {sorted((role, len(layer)) for role, layer in layers)}"


def recheck(chunks: list[Measured], prepared: Prepared, rules: RuleSet, rows: IntArray) -> Rechecked:
    """Measure the patches ``rows`` again and put those that disagree into ``failed`` of their chunk."""
    if not len(rows):
        return Rechecked(rows, rows, ())
    where = {
        int(row): (chunk, at)
        for chunk in chunks
        for at, row in enumerate(chunk.rows.tolist())
        if at not in chunk.failed
    }
    rows = np.array([row for row in rows.tolist() if row in where], dtype=np.int64)
    if not len(rows):
        return Rechecked(rows, rows, ())
    again = _measured_again(rows, prepared, rules)
    wrong: list[int] = []
    log: list[str] = []
    largest = 0.0
    for k, row in enumerate(rows.tolist()):
        chunk, at = where[row]
        off, name = max((again.off(name, k, chunk, at), name) for name in again.low)
        if off <= again.allowed[k]:
            largest = max(largest, off)
            continue
        chunk.failed.add(at)
        wrong.append(row)
        log.append(
            tr(
                "Patch {patch}: {figure} is {found} m² by the overlay, but {expected} m² when re-checked "
                "without it ({allowed} m² may differ): nothing is said of this patch."
            ).format(
                patch=prepared.patches.table.column("patch_no")[row] or row + 1,
                figure=_words()[name],
                found=f"{chunk.figures[name][at]:,.2f}",
                expected=f"{again.high[name][k]:,.2f}",
                allowed=f"{again.allowed[k]:,.2f}",
            )
        )
    return Rechecked(rows, np.array(wrong, dtype=np.int64), tuple(log), largest)


@dataclass(frozen=True)
class _Again:
    """What a figure must lie between (m² per patch), and by how much it may be off."""

    low: dict[str, FloatArray]
    high: dict[str, FloatArray]
    allowed: FloatArray

    def off(self, name: str, k: int, chunk: Measured, at: int) -> float:
        """By how many m² figure ``name`` of patch ``k`` is too small or too large; 0: not tested."""
        if name not in chunk.figures:
            return 0.0
        found = float(chunk.figures[name][at])
        slivers = float(chunk.figures.get("sliver_m2", np.zeros(at + 1))[at])
        forgiven = slivers if name.startswith("uncovered") else 0.0
        low, high = float(self.low[name][k]), float(self.high[name][k])
        return max(low - forgiven - found, found - high, 0.0)


def _wanted(inside: BoolArray) -> BoolArray:
    counting, authorising, farmland, cultivated, basic, violations = inside.T
    return np.column_stack(
        (
            counting, farmland, cultivated, basic, violations,
            cultivated & ~counting, basic & ~counting, basic & counting & ~authorising,
        )
    )  # fmt: skip


_FIGURES = (
    "approved_m2", "farmland_m2", "cultivated", "basic_farmland", "violation_m2",
    "uncovered_cultivated_m2", "uncovered_basic_m2", "unauthorised_basic_m2",
)  # fmt: skip


def _measured_again(rows: IntArray, prepared: Prepared, rules: RuleSet) -> _Again:
    patches = prepared.patches
    shapes, scale = patches.shapes[rows], patches.scale[rows]
    found: list[ObjectArray] = []
    pairs: list[tuple[IntArray, IntArray]] = []
    member: list[BoolArray] = []
    total = 0
    for name in ("approvals", "farmland", "basic_farmland", "violations"):
        if name not in prepared.layers:
            continue
        plane = prepared.layers[name].plane
        place, feature = boxes_meeting(shapely.bounds(shapes), shapely.bounds(plane))
        pairs.append((place, total + np.arange(len(place))))
        found.append(plane[feature])
        member.append(_members(name, rows[place], feature, prepared, rules))
        total += len(place)
    place = np.concatenate([pair[0] for pair in pairs]) if pairs else np.empty(0, dtype=np.int64)
    number = np.arange(total)
    sets = np.vstack(member) if member else np.zeros((0, len(_SETS)), dtype=bool)
    swept = sweep(shapes, np.concatenate(found) if found else shapes[:0], (place, number), sets, _wanted)
    area = {name: swept.area[:, k] * scale for k, name in enumerate(_FIGURES)}
    small = rules.number("overlap_minimum_m2") * np.bincount(place, minlength=len(rows))
    allowed = (_OFF_M * swept.length + swept.error) * scale + _OFF_RELATIVE * patches.area_m2[rows] + small
    nothing = np.zeros(len(rows))
    low = {**area, "unauthorised_basic_m2": nothing}  # slivers are left out of it: it may be less
    return _Again(low, area, np.asarray(allowed))


def _members(name: str, row: IntArray, feature: IntArray, prepared: Prepared, rules: RuleSet) -> BoolArray:
    """To which of the given sets each pair of patch ``row`` and ``feature`` of the layer ``name`` belongs."""
    out = np.zeros((len(row), len(_SETS)), dtype=bool)
    if name == "approvals" and prepared.facts is not None:
        judged = judge(prepared.facts, row, feature, rules)
        out[:, 0], out[:, 1] = judged.counts, judged.authorises_basic
    elif name == "farmland":
        out[:, 2], out[:, 3] = True, prepared.land["cultivated"][feature]
    elif name in _SETS:
        out[:, _SETS.index(name)] = True
    return out


def boxes_meeting(boxes: FloatArray, others: FloatArray) -> tuple[IntArray, IntArray]:
    """All pairs of (n, 4) bounding boxes and (m, 4) others that meet; NaN boxes meet none."""
    width = others[:, 2] - others[:, 0]
    there = np.flatnonzero(np.isfinite(width))
    if not len(there):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    usual = float(np.quantile(width[there], 0.99))
    wide, narrow = there[width[there] > usual], there[width[there] <= usual]
    narrow = narrow[np.argsort(others[narrow, 0])]
    start = np.searchsorted(others[narrow, 0], boxes[:, 0] - usual)
    count = np.maximum(np.searchsorted(others[narrow, 0], boxes[:, 2], side="right") - start, 0)
    one = np.repeat(np.arange(len(boxes)), count)
    two = narrow[np.arange(len(one)) + np.repeat(start - (np.cumsum(count) - count), count)]
    one = np.concatenate([one, np.repeat(np.arange(len(boxes)), len(wide))])
    two = np.concatenate([two, np.tile(wide, len(boxes))])
    a, b = boxes[one], others[two]
    meet = (a[:, 0] <= b[:, 2]) & (b[:, 0] <= a[:, 2]) & (a[:, 1] <= b[:, 3]) & (b[:, 1] <= a[:, 3])
    return one[meet], two[meet]


def _words() -> dict[str, str]:
    """How sentences call the figures."""
    return {
        "approved_m2": tr("ground under approvals that count"),
        "farmland_m2": tr("ground under land parcels"),
        "cultivated": tr("cultivated land"),
        "basic_farmland": tr("permanent basic farmland"),
        "violation_m2": tr("ground of known violations"),
        "uncovered_cultivated_m2": tr("uncovered cultivated land"),
        "uncovered_basic_m2": tr("uncovered basic farmland"),
        "unauthorised_basic_m2": tr("basic farmland not authorised"),
    }
