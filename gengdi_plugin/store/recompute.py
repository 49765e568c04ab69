"""Stored verdicts screened again from what the workspace keeps, by the same screening as any other.

The clipped evidence and ground of each verdict are its layers. Patches that touch are never screened
together: one would be compared with the clips of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from ..core.kernel import shapely
from ..core.plane import Plane, plane_for
from ..core.rules import RuleSet
from ..core.screening.inputs import ZONE_ROLES, ScreeningInputs
from ..core.screening.result import ScreeningResult
from ..core.screening.session import ScreeningSession
from ..core.screening.watch import Watch
from ..core.table import FeatureTable, feature_table, object_array
from .stored_run import Row, StoredVerdict

#: Patches nearer than this (degrees, about a metre) are screened apart.
_APART = 1e-5

#: Kinds of ground that come from the land-class parcels (``core.screening.result.GROUND_KINDS``).
_OF_FARMLAND = frozenset(
    ("cultivated", "agricultural", "construction", "unused", "unclassed", "paddy", "irrigated", "dry")
)


def run_plane(extents: Sequence[tuple[float, float, float, float]]) -> Plane:
    """The plane that a run of patches with these extents was measured in."""
    return plane_for(object_array(shapely.box(*one) for one in extents))


def groups(verdicts: Sequence[StoredVerdict]) -> Iterator[list[StoredVerdict]]:
    """The verdicts in groups that can be screened together: the same inputs, no two patches that touch."""
    by_basis: dict[str, list[StoredVerdict]] = {}
    for verdict in verdicts:
        by_basis.setdefault(verdict.row["basis"] or "", []).append(verdict)
    for alike in by_basis.values():
        for places in _apart([verdict.row["wkb"] for verdict in alike]):
            yield [alike[place] for place in places]


def _apart(wkb: Sequence[bytes | None]) -> Iterable[list[int]]:
    """Places of geometries, grouped so that the boxes within a group are apart."""
    shapes = _shapes(wkb)
    boxes = np.nan_to_num(shapely.bounds(shapes)) + np.array([-_APART, -_APART, _APART, _APART]) / 2
    frames = shapely.box(*boxes.T)
    frames[shapely.is_missing(shapes)] = None
    left, right = shapely.STRtree(frames).query(frames, predicate="intersects")
    near: dict[int, set[int]] = {}
    for one, other in zip(left.tolist(), right.tolist()):
        if other < one:
            near.setdefault(one, set()).add(other)
    colour: list[int] = []
    found: dict[int, list[int]] = {}
    for place in range(len(shapes)):
        taken = {colour[other] for other in near.get(place, ())}
        free = next(number for number in range(len(taken) + 1) if number not in taken)
        colour.append(free)
        found.setdefault(free, []).append(place)
    return found.values()


def recomputed(
    group: Sequence[StoredVerdict],
    rules: RuleSet,
    plane: Plane,
    screened_at: str,
    cancelled: Callable[[], bool] | None = None,
) -> ScreeningResult:
    """Screen the patches of ``group`` against their own stored clips; row k of the result is verdict k,
    ``feature_id`` of its evidence the uid of the stored evidence row."""
    watch = Watch(cancelled=cancelled or (lambda: False))
    session = ScreeningSession(stored_inputs(group), rules, plane=plane, watch=watch)
    return session.screen(watch=watch, screened_at=screened_at)


def stored_inputs(group: Sequence[StoredVerdict]) -> ScreeningInputs:
    """The stored rows as the layers of a screening; all verdicts of ``group`` have the same ``basis``."""
    basis = frozenset((group[0].row["basis"] or "").split(",")) - {""}
    evidence = [row for verdict in group for row in verdict.evidence]
    ground: dict[str, list[Row]] = {}
    for verdict in group:
        for row in verdict.ground:
            ground.setdefault(row["kind"], []).append(row)
    parcels = [row for kind in sorted(_OF_FARMLAND & ground.keys()) for row in ground[kind]]
    violations = [row for row in evidence if row["approval_type"] == "violation"]

    def given(name: str, table: FeatureTable) -> FeatureTable | None:
        return table if name in basis else None

    return ScreeningInputs(
        patches=_patches(group),
        approvals=[_approvals([r for r in evidence if r["approval_type"] != "violation"])]
        if "approvals" in basis
        else None,
        farmland=given("farmland", _layer(parcels, {"ground_kind": "kind"})),
        basic_farmland=given("basic_farmland", _layer(ground.get("basic_farmland", []), {})),
        zones={role: _layer(ground.get(role, []), {}) for role in ZONE_ROLES if role in basis},
        violations=given(
            "violations", _layer(violations, {"case_no": "doc_no", "decided_on": "approved_on"})
        ),
        units=given("units", _units(group)),
        sources=[feature_table([], {})] if "sources" in basis else None,
    )


def _patches(group: Sequence[StoredVerdict]) -> FeatureTable:
    columns: dict[str, list[Any]] = {
        name: [verdict.judged(name) for verdict in group] for name in ("change_type", "before_on", "after_on")
    }
    for name in ("patch_no", "channel"):
        columns[name] = [verdict.row[name] for verdict in group]
    return feature_table(_shapes([verdict.row["wkb"] for verdict in group]), columns)


def _approvals(rows: Sequence[Row]) -> FeatureTable:
    names = ("approval_type", "doc_no", "approved_on", "valid_from", "status")
    table = _layer(rows, {name: name for name in names})
    # an assumed end of term is assumed again
    ends = (None if "term_assumed" in (row["note"] or "") else row["valid_to"] for row in rows)
    return table.with_columns({"valid_to": object_array(ends)})


def _units(group: Sequence[StoredVerdict]) -> FeatureTable:
    """Each patch as its own unit: patches of a group are apart."""
    rows = [verdict.row for verdict in group if verdict.row["unit_code"]]
    return _layer(rows, {"unit_code": "unit_code", "unit_name": "unit_name"})


def _layer(rows: Sequence[Row], columns: dict[str, str]) -> FeatureTable:
    """Stored rows as a layer. ``columns``: canonical field -> stored column; ids are the rows' uids."""
    return feature_table(
        _shapes([row["wkb"] for row in rows]),
        {name: [row[stored] for row in rows] for name, stored in columns.items()},
        [row["uid"] for row in rows],
    )


def _shapes(wkb: Iterable[bytes | None]) -> Any:
    return object_array(None if one is None else shapely.from_wkb(bytes(one)) for one in wkb)
