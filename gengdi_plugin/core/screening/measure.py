"""Measuring one chunk of patches: ground, approvals, cover, evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from ..area import FloatArray
from ..geometry import BoolArray, IntArray
from ..plane import Plane
from ..rules import RuleSet
from ..table import Array, ObjectArray
from .approvals import ApprovalFacts, Judged, judge
from .figures import Cover, Figures, cover, unauthorised_basic
from .inputs import ZONE_ROLES
from .layer import PreparedLayer
from .overlay import Clips, Patches, clip, merged, precision
from .pieces import Pieces, overlapping, pieces, shared_area
from .places import unit_codes
from .prepare import LAND_KINDS, PreparedPatches, facts_of, land_kinds
from .uncovered import measure_uncovered


@dataclass(frozen=True)
class Prepared:
    """Everything a chunk is measured against.

    ``layers``: input name -> prepared layer, only those given. ``land``: kind of ground -> for each
    parcel of the farmland layer whether it is of that kind. ``units``: the code of each unit.
    """

    patches: PreparedPatches
    projection: Plane
    layers: dict[str, PreparedLayer]
    land: dict[str, Array]
    facts: ApprovalFacts | None
    units: ObjectArray

    def take(self, rows: IntArray) -> Prepared:
        """The same for the patches ``rows`` only, in that order."""
        facts = None if self.facts is None else self.facts.of_patches(rows)
        return replace(self, patches=self.patches.take(rows), facts=facts)


def prepared(
    patches: PreparedPatches, plane: Plane, layers: dict[str, PreparedLayer], rules: RuleSet
) -> Prepared:
    """Patches and layers with what is derived from their attributes."""
    land = land_kinds(layers["farmland"].table, rules) if "farmland" in layers else {}
    units = unit_codes(layers["units"].table) if "units" in layers else np.empty(0, dtype=object)
    return Prepared(patches, plane, layers, land, facts_of(layers, patches.table, rules), units)


@dataclass
class Measured:
    """What one chunk yields. ``rows``: its patches; ``exact_m2``: how exact overlay figures of each are;
    arrays in ``figures`` have one entry per row, a figure whose input was not given is absent. ``row`` in
    clips counts within the chunk; ``units``: one clip per patch and unit code; ``shared``: whose parcels
    overlap each other."""

    rows: Array
    exact_m2: FloatArray
    failed: set[int] = field(default_factory=set)
    figures: Figures = field(default_factory=dict)
    ground: dict[str, Pieces] = field(default_factory=dict)
    approvals: Clips | None = None
    judged: Judged | None = None
    violations: Clips | None = None
    units: Clips | None = None
    parcels: Clips | None = None
    shared: BoolArray | None = None
    cover: Cover | None = None

    def patches(self, prepared: Prepared) -> Patches:
        """The chunk's patches under overlay."""
        return prepared.patches.under_overlay(self.rows, self.failed)


def measure(rows: Array, prepared: Prepared, rules: RuleSet) -> Measured:
    """All figures of the patches ``rows``."""
    all_ = prepared.patches
    out = Measured(rows, precision(all_.shapes[rows], all_.area_m2[rows]))
    patches = out.patches(prepared)
    least, layers = rules.number("overlap_minimum_m2"), prepared.layers
    _measure_ground(out, patches, prepared, least)
    if "violations" in layers:
        out.violations = clip(patches, layers["violations"], least)
        out.figures["violation_m2"] = pieces(out.violations, patches).area
    if "units" in layers:
        out.units = _units(patches, prepared, least)
    if "approvals" in layers:
        _measure_cover(out, patches, prepared, rules, least)
    return out


def unit_clips(rows: Array, prepared: Prepared, rules: RuleSet) -> tuple[Clips, FloatArray]:
    """The units of the patches ``rows`` alone, one clip per patch and unit code, and how exact they are."""
    patches = prepared.patches.under_overlay(rows, set())
    clips = _units(patches, prepared, rules.number("overlap_minimum_m2"))
    return clips, precision(patches.shapes, patches.area_m2)


def _units(patches: Patches, prepared: Prepared, least: float) -> Clips:
    clips = clip(patches, prepared.layers["units"], least)
    return merged(clips, prepared.units[clips.feature], patches)


def _measure_ground(out: Measured, patches: Patches, prepared: Prepared, least: float) -> None:
    layers = prepared.layers
    if "farmland" in layers:
        parcels = clip(patches, layers["farmland"], least)
        shared = overlapping(parcels, patches)
        out.figures["farmland_m2"] = pieces(parcels, patches, shared).area
        for kind in LAND_KINDS:
            out.ground[kind] = pieces(parcels.where(prepared.land[kind][parcels.feature]), patches, shared)
        out.parcels, out.shared = parcels, shared
    for name in ("basic_farmland", *ZONE_ROLES):
        if name in layers:
            out.ground[name] = pieces(clip(patches, layers[name], least), patches)
    out.figures.update({kind: ground.area for kind, ground in out.ground.items()})


def _measure_cover(out: Measured, patches: Patches, prepared: Prepared, rules: RuleSet, least: float) -> None:
    if prepared.facts is None:
        return
    clips = clip(patches, prepared.layers["approvals"], least)
    judged = judge(prepared.facts, out.rows[clips.row], clips.feature, rules)
    cultivated, basic = out.ground.get("cultivated"), out.ground.get("basic_farmland")
    counting = clips.where(judged.counts)
    found = cover(patches, counting, prepared.layers["approvals"].plane, cultivated, basic, rules)
    out.approvals, out.judged, out.cover = clips, judged, found
    out.figures.update(found.figures)
    if cultivated is not None:
        out.figures["uncovered_cultivated_m2"] = shared_area(patches, found.remainder, cultivated)
    if basic is not None:
        out.figures["uncovered_basic_m2"] = shared_area(patches, found.remainder, basic)
        out.figures["unauthorised_basic_m2"] = unauthorised_basic(
            patches, basic, found.union, counting, judged.authorises_basic[judged.counts], rules
        )
    measure_uncovered(out, patches, prepared.land, found)


def flags(out: Measured) -> tuple[Array, Array, Array]:
    """For each patch of the chunk: some approval counts, overlaps, overlaps with use to be verified."""
    count = len(out.rows)
    counting, overlapping, verify = np.zeros((3, count), dtype=bool)
    if out.approvals is not None and out.judged is not None:
        row = out.approvals.row
        overlapping[row] = True
        counting[row[out.judged.counts]] = True
        verify[row[out.judged.why_not == "use_to_verify"]] = True
    return counting, overlapping, verify
