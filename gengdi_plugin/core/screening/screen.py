"""One screening run: tables in, verdicts with evidence and remainders out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from ..area import ellipsoid_areas
from ..errors import Cancelled
from ..geometry import repaired_polygons, snapped
from ..kernel import shapely
from ..plane import Plane, extent, plane_for
from ..rules import RuleSet
from ..table import Array, FeatureTable
from .approvals import approval_facts
from .assemble import assemble
from .inputs import Bounds, PreparedLayer, ScreeningInputs, log_repairs, prepare_layer
from .measure import Measured, Prepared, land_kinds, measure
from .places import patch_uids
from .result import ScreeningResult

#: Patches measured between two looks at progress and cancel.
CHUNK_PATCHES = 100

#: A patch smaller than this has no figures (m²).
SMALLEST_PATCH_M2 = 0.01

#: Degrees that certainly hold one metre anywhere below 88° of latitude, for widening search bounds.
_DEGREES_PER_M = 1 / 111_000 / np.cos(np.radians(88))


@dataclass(frozen=True)
class Watch:
    """How a run tells of its progress (0 … 1) and hears of cancel."""

    progress: Callable[[float], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False

    def step(self, fraction: float) -> None:
        """Report ``fraction``; raises Cancelled when the officer has cancelled."""
        if self.cancelled():
            raise Cancelled("cancelled")
        self.progress(fraction)


def screen(
    inputs: ScreeningInputs,
    rules: RuleSet,
    *,
    given_codes: Mapping[str, str] | None = None,
    watch: Watch | None = None,
    screened_at: str | None = None,
) -> ScreeningResult:
    """Screen every patch against the lawful approvals (public contract §3.1).

    ``given_codes``: patch uid -> spatial code given earlier (a code once given never changes).
    ``screened_at``: ISO 8601 time with offset, now by default. Returns one verdict per patch whatever
    its geometry; raises only :class:`Cancelled`.
    """
    watch = watch or Watch()
    log: list[str] = [notice for _, table in inputs.layers() for notice in table.notices]
    prepared, lonlat, repaired = _prepare(inputs, rules, log, watch)
    chunks: list[Measured] = []
    usable = np.flatnonzero(~shapely.is_missing(prepared.shapes))
    for start in range(0, len(usable), CHUNK_PATCHES):
        watch.step(0.2 + 0.75 * start / len(usable))
        chunks.append(measure(usable[start : start + CHUNK_PATCHES], prepared, rules))
    watch.step(0.95)
    return assemble(
        inputs,
        prepared,
        lonlat,
        repaired,
        chunks,
        rules,
        uids=patch_uids(inputs.patches),
        given_codes=given_codes or {},
        screened_at=screened_at or datetime.now().astimezone().isoformat(timespec="seconds"),
        log=log,
    )


def _prepare(
    inputs: ScreeningInputs, rules: RuleSet, log: list[str], watch: Watch
) -> tuple[Prepared, Array, Array]:
    """Everything ready for overlay; the repaired patches in degrees and which were repaired."""
    fixed = repaired_polygons(inputs.patches.geometry)
    area = ellipsoid_areas(fixed.geometry)
    lost = fixed.lost | ~(area >= SMALLEST_PATCH_M2)
    log_repairs(inputs.patches, fixed.why, lost, log)
    measurable = fixed.geometry.copy()
    measurable[lost] = None
    plane = plane_for(measurable)
    projected = plane.project(measurable)
    broken = ~shapely.is_valid(projected) & ~lost
    if broken.any():
        projected[broken] = repaired_polygons(projected[broken]).geometry
    shapes = snapped(projected)
    watch.step(0.02)
    layers = _prepare_layers(inputs, plane, measurable, rules, log, watch)
    facts = None
    if "approvals" in layers:
        facts = approval_facts(layers["approvals"].table, inputs.patches, rules)
    land = land_kinds(layers["farmland"].table, rules) if "farmland" in layers else {}
    flat = shapely.area(shapes)
    scale = np.divide(area, flat, out=np.ones(len(area)), where=flat > 0)
    prepared = Prepared(inputs.patches, plane, shapes, area, scale, layers, land, facts)
    return prepared, fixed.geometry, fixed.changed


def _prepare_layers(
    inputs: ScreeningInputs, plane: Plane, patches: Array, rules: RuleSet, log: list[str], watch: Watch
) -> dict[str, PreparedLayer]:
    tables: dict[str, list[FeatureTable] | None] = {
        "approvals": inputs.approvals,
        **{role: [table] for role, table in inputs.zones.items()},
        "sources": inputs.sources,
    }
    for name in ("farmland", "basic_farmland", "violations", "units"):
        table = getattr(inputs, name)
        tables[name] = None if table is None else [table]
    bounds = _widened(patches, 1.0)
    far = _widened(patches, rules.number("source_distance_m"))
    layers: dict[str, PreparedLayer] = {}
    for done, (name, given) in enumerate(tables.items()):
        watch.step(0.02 + 0.18 * done / len(tables))
        if given:
            polygons = name != "sources"
            layers[name] = prepare_layer(given, plane, bounds if polygons else far, log, polygons)
    return layers


def _widened(geometries: Array, metres: float) -> Bounds:
    """The bounds of all geometries, wider by ``metres`` on each side; everything when there are none."""
    west, south, east, north = extent(geometries)
    if not np.isfinite(west):
        return -180.0, -90.0, 180.0, 90.0
    margin = float(metres * _DEGREES_PER_M)
    return west - margin, south - margin, east + margin, north + margin
