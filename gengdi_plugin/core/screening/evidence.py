"""The rows that explain a verdict: evidence, uncovered parts, ground; geometry back in EPSG:4490.

Columns are made at once, geometry when a table is first asked for (:class:`.result.LateResult`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ..geometry import IntArray
from ..plane import Plane
from ..table import Array, FeatureTable, ObjectArray, object_array
from .layer import PreparedLayer
from .measure import Measured, Prepared
from .pairwise import areas
from .result import DOCUMENT_FIELDS, EVIDENCE_FIELDS, GROUND_KINDS, REMAINDER_FIELDS

Columns = dict[str, Array]
LateTable = Callable[[], FeatureTable]


def evidence_table(patches: FeatureTable, prepared: Prepared, chunks: list[Measured]) -> LateTable:
    """One row per patch x overlapping approval or violation: ``row`` and the fields of result.py."""
    fields = (*EVIDENCE_FIELDS, *DOCUMENT_FIELDS, "row")
    found = [
        part
        for chunk in chunks
        for part in (_approvals(prepared, chunk), _violations(prepared, chunk))
        if part is not None
    ]
    geometry = _joined(part[1] for part in found)
    known = {name: _joined(part[0][name] for part in found) for name in (found[0][0] if found else ())}
    if not found:
        return _late({name: object_array([]) for name in fields}, lambda: geometry, prepared.projection)
    row = known["row"].astype(np.int64)
    order = np.argsort(row, kind="stable")
    row, known, geometry = row[order], {n: v[order] for n, v in known.items()}, geometry[order]
    area = prepared.patches.area_m2[row]
    overlap = np.minimum(known["overlap_m2"].astype(float), area)
    known.update(
        overlap_m2=overlap.astype(object),
        share=(overlap / area).astype(object),
        patch_no=patches.column("patch_no")[row],
        spatial_code=patches.columns["spatial_code"][row],
    )
    return _late({name: known[name] for name in fields}, lambda: geometry, prepared.projection)


def _approvals(prepared: Prepared, chunk: Measured) -> tuple[Columns, ObjectArray] | None:
    clips, judged, facts = chunk.approvals, chunk.judged, prepared.facts
    if clips is None or judged is None or facts is None:
        return None
    layer, feature = prepared.layers["approvals"], clips.feature
    columns = _named(layer, chunk.rows[clips.row], feature, clips.area)
    columns.update(
        approval_type=facts.types[feature],
        doc_no=layer.table.column("doc_no")[feature],
        approved_on=_iso(facts.approved[feature]),
        valid_to=_iso(judged.end),
        counts=judged.counts.astype(object),
        why_not=judged.why_not,
        note=judged.note,
        **{name: layer.table.column(name)[feature] for name in DOCUMENT_FIELDS},
    )
    columns["valid_from"] = _iso(facts.start[feature])
    return columns, clips.geometry


def _violations(prepared: Prepared, chunk: Measured) -> tuple[Columns, ObjectArray] | None:
    clips = chunk.violations
    if clips is None:
        return None
    layer, feature = prepared.layers["violations"], clips.feature
    decided = layer.table.column("decided_on")[feature]
    count = len(feature)
    columns = _named(layer, chunk.rows[clips.row], feature, clips.area)
    columns.update(
        approval_type=_full(count, "violation"),
        doc_no=layer.table.column("case_no")[feature],
        approved_on=object_array(None if day is None else str(day).replace("NaT", "") for day in decided),
        valid_to=_full(count, None),
        counts=_full(count, False),
        why_not=_full(count, "known_violation"),
        note=_full(count, ""),
        **{name: _full(count, None) for name in DOCUMENT_FIELDS},
    )
    return columns, clips.geometry


def _named(layer: PreparedLayer, row: IntArray, feature: IntArray, area: Array) -> Columns:
    """What every evidence row has: its patch, its feature by layer and id, the overlap."""
    return {
        "row": row.astype(object),
        "layer": layer.layer[feature],
        "feature_id": layer.ids[feature].astype(str).astype(object),
        "overlap_m2": area.astype(object),
    }


def remainder_table(patches: FeatureTable, prepared: Prepared, chunks: list[Measured]) -> LateTable:
    """The connected parts of the remainder of every patch that something counts for, the largest first
    within a patch, with provisional child codes ``~1``, ``~2`` …"""
    rows: list[tuple[object, ...]] = []
    geometry: list[object] = []
    numbers, codes = patches.column("patch_no"), patches.columns["spatial_code"]
    for chunk in chunks:
        if chunk.cover is None or chunk.approvals is None or chunk.judged is None:
            continue
        counting = np.zeros(len(chunk.rows), dtype=bool)
        counting[chunk.approvals.row[chunk.judged.counts]] = True
        counting[list(chunk.failed)] = False
        shown = counting[chunk.cover.part_of]
        parts, owner = chunk.cover.parts[shown], chunk.cover.part_of[shown]
        size = areas(parts) * prepared.patches.scale[chunk.rows[owner]]
        number: dict[int, int] = {}
        for k in np.lexsort((np.arange(len(parts)), -size, owner)).tolist():
            patch = int(chunk.rows[owner[k]])
            number[patch] = number.get(patch, 0) + 1
            rows.append((numbers[patch], f"{codes[patch]}~{number[patch]}", float(size[k]), patch))
            geometry.append(parts[k])
    columns = zip(*rows) if rows else [()] * (len(REMAINDER_FIELDS) + 1)
    named: Columns = dict(zip((*REMAINDER_FIELDS, "row"), map(object_array, columns)))
    return _late(named, lambda: object_array(geometry), prepared.projection)


def ground_table(prepared: Prepared, chunks: list[Measured]) -> LateTable:
    """One row per patch and kind of ground found in it: ``row``, ``kind``, ``area_m2``."""
    found = [
        (chunk, kind, np.unique(chunk.ground[kind].clips.row))
        for chunk in chunks
        for kind in GROUND_KINDS
        if kind in chunk.ground
    ]
    columns: Columns = {
        "row": _joined(chunk.rows[rows].astype(object) for chunk, _, rows in found),
        "kind": _joined(_full(len(rows), kind) for _, kind, rows in found),
        "area_m2": _joined(chunk.figures[kind][rows].astype(object) for chunk, kind, rows in found),
    }

    def geometry() -> ObjectArray:
        return _joined(
            chunk.ground[kind].geometry(chunk.patches(prepared))[rows] for chunk, kind, rows in found
        )

    return _late(columns, geometry, prepared.projection)


def _late(columns: Columns, geometry: Callable[[], ObjectArray], plane: Plane) -> LateTable:
    """The table of ``columns`` with the plane geometries that ``geometry`` gives, in EPSG:4490."""

    def table() -> FeatureTable:
        shapes = geometry()
        ids = object_array(map(str, range(1, len(shapes) + 1)))
        return FeatureTable(plane.unproject(shapes), columns, ids)

    return table


def _joined(parts: Iterable[Array]) -> ObjectArray:
    several = list(parts)
    return np.concatenate(several) if several else object_array([])


def _full(count: int, value: object) -> ObjectArray:
    return np.full(count, value, dtype=object)


def _iso(days: Array) -> ObjectArray:
    """ISO texts of days, None where there is none."""
    out: ObjectArray = np.datetime_as_string(days, unit="D").astype(object)
    out[np.isnat(days)] = None
    return out
