"""The change log of boundaries: what an officer's saved edit session did to approvals and permits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..core.area import ellipsoid_areas
from ..core.geometry import repaired_polygons
from ..core.kernel import shapely
from ..core.table import object_array
from . import sql
from .clock import now_iso
from .connection import transaction
from .workspace import Workspace

#: What can have happened to a boundary (vocabulary group ``boundary_act``).
ADDED, RESHAPED, REMOVED, FACTS = "added", "reshaped", "removed", "facts"

#: Columns of the log as they are shown and exported.
CHANGE_FIELDS = (
    "at", "actor", "act", "role", "layer", "feature_id", "doc_no", "before_m2", "after_m2", "changed",
)  # fmt: skip

_COLUMNS = (
    "layer", "layer_mark", "role", "feature_id", "doc_no", "act", "before_m2", "after_m2", "changed_json",
    "before_wkb", "actor", "at",
)  # fmt: skip

_ROWS = """
SELECT uid, at, actor, act, role, layer, feature_id, doc_no, before_m2, after_m2, changed_json,
    MbrMinX(geom), MbrMinY(geom), MbrMaxX(geom), MbrMaxY(geom)
FROM boundary_change WHERE deleted_at IS NULL ORDER BY id DESC
"""


@dataclass(frozen=True)
class BoundaryChange:
    """One feature of a saved session. ``before``, ``after``: WKB in EPSG:4490 (None: it was not, or is no
    more); ``changed``: canonical field -> (before, after) as texts; ``layer_mark`` names the layer's source
    without secrets; ``doc_no`` is the permit's number in the role ``permit``."""

    layer: str
    layer_mark: str
    role: str
    feature_id: str
    doc_no: str
    act: str
    before: bytes | None = None
    after: bytes | None = None
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ChangeRow:
    """A row of the log as it is read; areas ellipsoidal in m², ``bbox`` west, south, east, north (EPSG:4490)
    or None."""

    uid: str
    at: str
    actor: str
    act: str
    role: str
    layer: str
    feature_id: str
    doc_no: str
    before_m2: float | None
    after_m2: float | None
    changed: dict[str, tuple[str, str]]
    bbox: tuple[float, float, float, float] | None


def record_changes(ws: Workspace, changes: Sequence[BoundaryChange], actor: str) -> int:
    """Keep ``changes`` of one saved session in one transaction; how many rows."""
    if not changes:
        return 0
    at = now_iso()
    before, before_m2 = _measured([change.before for change in changes])
    after, after_m2 = _measured([change.after for change in changes])
    statement = sql.insert("boundary_change", _COLUMNS, "geom")
    with transaction(ws.db) as connection:
        for row, change in enumerate(changes):
            told = json.dumps(change.changed, ensure_ascii=False, sort_keys=True) if change.changed else None
            values = (
                change.layer, change.layer_mark, change.role, change.feature_id, change.doc_no or None,
                change.act, before_m2[row], after_m2[row], told, before[row], actor.strip() or None, at,
            )  # fmt: skip
            shown = after[row] if after[row] is not None else before[row]
            connection.execute(statement, (*values, shown))
    return len(changes)


def _measured(given: Sequence[bytes | None]) -> tuple[list[bytes | None], list[float | None]]:
    """Each as WKB of a MultiPolygon fit for the workspace, and its area; None where there is none."""
    shapes = [None if wkb is None else shapely.force_2d(shapely.from_wkb(wkb)) for wkb in given]
    fixed = repaired_polygons(object_array(shapes), degrees=True).geometry
    areas = ellipsoid_areas(fixed).tolist()
    wkbs = [None if shape is None else bytes(shapely.to_wkb(shape, byte_order=1)) for shape in fixed]
    return wkbs, [None if wkb is None else area for wkb, area in zip(wkbs, areas)]


def change_rows(ws: Workspace) -> list[ChangeRow]:
    """The log, newest first."""
    return [_row(found) for found in ws.db.execute(_ROWS).fetchall()]


def _row(found: tuple[Any, ...]) -> ChangeRow:
    uid, at, actor, act, role, layer, feature_id, doc_no = (str(value or "") for value in found[:8])
    changed = {name: (str(old), str(new)) for name, (old, new) in json.loads(found[10] or "{}").items()}
    west, south, east, north = found[11:]
    return ChangeRow(
        uid, at, actor, act, role, layer, feature_id, doc_no,
        before_m2=found[8],
        after_m2=found[9],
        changed=changed,
        bbox=None if west is None else (west, south, east, north),
    )  # fmt: skip


def as_exported(row: ChangeRow) -> list[Any]:
    """The values of :data:`CHANGE_FIELDS`."""
    changed = "; ".join(f"{name}: {old} → {new}" for name, (old, new) in row.changed.items())
    return [
        row.at, row.actor, row.act, row.role, row.layer, row.feature_id, row.doc_no, row.before_m2,
        row.after_m2, changed,
    ]  # fmt: skip
