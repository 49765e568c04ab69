"""The rows that explain a verdict: evidence, uncovered parts, ground; geometry back in EPSG:4490."""

from __future__ import annotations

import numpy as np

from ..table import FeatureTable, object_array
from .measure import Measured, Prepared
from .pairwise import areas
from .result import DOCUMENT_FIELDS, EVIDENCE_FIELDS, GROUND_KINDS, REMAINDER_FIELDS

Rows = list[dict[str, object]]


def _table(rows: Rows, geometry: list[object], fields: tuple[str, ...], prepared: Prepared) -> FeatureTable:
    """Rows with their plane geometries as a table in EPSG:4490."""
    columns = {name: object_array(row[name] for row in rows) for name in fields}
    lonlat = prepared.projection.unproject(object_array(geometry))
    return FeatureTable(lonlat, columns, object_array(str(number) for number in range(1, len(rows) + 1)))


def _iso(day: np.datetime64) -> str | None:
    return None if np.isnat(day) else str(day)


def evidence_table(patches: FeatureTable, prepared: Prepared, chunks: list[Measured]) -> FeatureTable:
    """One row per patch x overlapping approval or violation: ``row`` and the fields of result.py."""
    rows: Rows = []
    geometry: list[object] = []
    for chunk in chunks:
        found = _approval_rows(prepared, chunk) + _violation_rows(prepared, chunk)
        for row, shape in found:
            patch = int(row["row"])  # type: ignore[call-overload]
            area = float(prepared.patches.area_m2[patch])
            overlap = min(float(row["overlap_m2"]), area)  # type: ignore[arg-type]
            row.update(
                patch_no=patches.column("patch_no")[patch],
                spatial_code=patches.columns["spatial_code"][patch],
                overlap_m2=overlap,
                share=overlap / area,
            )
            rows.append(row)
            geometry.append(shape)
    return _table(rows, geometry, (*EVIDENCE_FIELDS, *DOCUMENT_FIELDS, "row"), prepared)


def _approval_rows(prepared: Prepared, chunk: Measured) -> list[tuple[dict[str, object], object]]:
    clips, judged, facts = chunk.approvals, chunk.judged, prepared.facts
    if clips is None or judged is None or facts is None:
        return []
    layer = prepared.layers["approvals"]
    numbers = layer.table.column("doc_no")
    document = {name: layer.table.column(name) for name in DOCUMENT_FIELDS}
    return [
        (
            {
                "row": int(chunk.rows[clips.row[k]]),
                "layer": layer.layer[feature],
                "feature_id": str(layer.ids[feature]),
                "approval_type": facts.types[feature],
                "doc_no": numbers[feature],
                "approved_on": _iso(facts.approved[feature]),
                "valid_to": _iso(judged.end[k]),
                "overlap_m2": float(clips.area[k]),
                "counts": bool(judged.counts[k]),
                "why_not": judged.why_not[k],
                "note": judged.note[k],
                **{name: values[feature] for name, values in document.items()},
                "valid_from": _iso(facts.start[feature]),
            },
            clips.geometry[k],
        )
        for k, feature in enumerate(clips.feature.tolist())
    ]


def _violation_rows(prepared: Prepared, chunk: Measured) -> list[tuple[dict[str, object], object]]:
    clips = chunk.violations
    if clips is None:
        return []
    layer = prepared.layers["violations"]
    numbers, decided = layer.table.column("case_no"), layer.table.column("decided_on")
    return [
        (
            {
                "row": int(chunk.rows[clips.row[k]]),
                "layer": layer.layer[feature],
                "feature_id": str(layer.ids[feature]),
                "approval_type": "violation",
                "doc_no": numbers[feature],
                "approved_on": None if decided[feature] is None else str(decided[feature]).replace("NaT", ""),
                "valid_to": None,
                "overlap_m2": float(clips.area[k]),
                "counts": False,
                "why_not": "known_violation",
                "note": "",
                **dict.fromkeys(DOCUMENT_FIELDS),
            },
            clips.geometry[k],
        )
        for k, feature in enumerate(clips.feature.tolist())
    ]


def remainder_table(patches: FeatureTable, prepared: Prepared, chunks: list[Measured]) -> FeatureTable:
    """The connected parts of the remainder of every patch that something counts for, the largest first
    within a patch, with provisional child codes ``~1``, ``~2`` …"""
    rows: Rows = []
    geometry: list[object] = []
    for chunk in chunks:
        if chunk.cover is None or chunk.approvals is None or chunk.judged is None:
            continue
        counting = set(chunk.approvals.row[chunk.judged.counts].tolist()) - chunk.failed
        parts, owner = chunk.cover.parts, chunk.cover.part_of
        size = areas(parts) * prepared.patches.scale[chunk.rows[owner]]
        number: dict[int, int] = {}
        for k in np.lexsort((np.arange(len(parts)), -size, owner)).tolist():
            row = int(owner[k])
            if row not in counting:
                continue
            number[row] = number.get(row, 0) + 1
            patch = int(chunk.rows[row])
            rows.append(
                {
                    "row": patch,
                    "patch_no": patches.column("patch_no")[patch],
                    "spatial_code": f"{patches.columns['spatial_code'][patch]}~{number[row]}",
                    "area_m2": float(size[k]),
                }
            )
            geometry.append(parts[k])
    return _table(rows, geometry, (*REMAINDER_FIELDS, "row"), prepared)


def ground_table(prepared: Prepared, chunks: list[Measured]) -> FeatureTable:
    """One row per patch and kind of ground found in it: ``row``, ``kind``, ``area_m2``."""
    rows: Rows = []
    geometry: list[object] = []
    for chunk in chunks:
        for kind in GROUND_KINDS:
            if kind not in chunk.ground:
                continue
            for k, shape in enumerate(chunk.ground[kind].geometry(chunk.patches(prepared))):
                if shape is not None:
                    area = float(chunk.figures[kind][k])
                    rows.append({"row": int(chunk.rows[k]), "kind": kind, "area_m2": area})
                    geometry.append(shape)
    return _table(rows, geometry, ("row", "kind", "area_m2"), prepared)
