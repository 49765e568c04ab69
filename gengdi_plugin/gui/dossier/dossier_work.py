"""A dossier made in a task: layers read, places compared, lines told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qgis.core import QgsFeedback

from ...core.dossier.dossier import Dossier, dossier
from ...core.dossier.known import KnownLayer
from ...core.dossier.relations import CONTAINS, EQUALS, TOUCHES, WITHIN
from ...core.dossier.told import Judgements, lines_of
from ...core.geometry import IntArray
from ...core.i18n import tr
from ...core.kernel import shapely
from ...core.screening.watch import Watch
from ...core.stopping import stoppable
from ...core.table import FeatureTable, feature_table
from ...layers.known import read_known
from .asked import Answer, Asked, Place

if TYPE_CHECKING:
    from ...store.workspace import Workspace

#: Lines of one group that a window shows; the algorithm tells all.
MOST_LINES = 2000

#: Lengths of unit codes: county, town, village.
_LEVELS = (6, 9, 12)

_PERCENT = 100.0


def answer(asked: Asked, feedback: QgsFeedback) -> Answer:
    """Everything known about the places; runs on any thread. Raises Cancelled."""
    watch = Watch(lambda done: feedback.setProgress(_PERCENT * done), feedback.isCanceled)
    with stoppable(feedback.isCanceled):
        if asked.workspace is None:
            return _answered(asked, _units(asked, asked.shapes), None, None, watch)
        from ...store.places import patch_shapes, patches_in
        from ...store.workspace import open_workspace

        name = tr("Workspace {name}").format(name=asked.workspace.stem)
        with open_workspace(asked.workspace, create=False) as workspace:
            units = _units(asked, asked.shapes or patch_shapes(workspace, asked.patches))
            bounds = shapely.total_bounds(units.geometry).tolist()
            stored = patches_in(workspace, bounds, name) if all(map(math.isfinite, bounds)) else None
            return _answered(asked, units, workspace, stored, watch)


def _units(asked: Asked, shapes: Sequence[bytes | None]) -> FeatureTable:
    return feature_table(shapely.from_wkb(list(shapes)), ids=asked.patches or None, name=asked.title)


def _answered(
    asked: Asked, units: FeatureTable, workspace: Workspace | None, stored: FeatureTable | None, watch: Watch
) -> Answer:
    """``stored``: the workspace's patches near the places, None without a workspace."""
    own = [] if stored is None else [KnownLayer("change_patch", stored)]
    known = [*own, *read_known(asked.sources, watch.part(0.0, 0.5))]
    found = dossier(units, known, watch.part(0.5, 0.95), _given(asked, stored))
    judged: Judgements = {}
    if workspace is not None and stored is not None:
        from ...store.places import judgements

        met = np.unique(found.entries.feature[found.entries.layer == 0])
        judged = judgements(workspace, stored.ids[met])
    places = tuple(_place(found, unit, judged, bool(own), asked) for unit in range(len(units)))
    ids = (*("" for _ in own), *(source.layer_id for source in asked.sources))
    notices = (notice for layer in known for notice in layer.table.notices)
    return Answer(asked, places, ids, (*asked.notes, *notices, *found.log))


def _given(asked: Asked, stored: FeatureTable | None) -> dict[int, str]:
    """The codes of the places that are patches, and, under numbers that no place has, those of all other
    patches: they are given to nobody else."""
    if stored is None:
        return {}
    code_of = dict(zip(stored.ids, stored.columns["spatial_code"]))
    given = {row: str(code_of.pop(uid, "") or "") for row, uid in enumerate(asked.patches)}
    given.update({-1 - row: str(code or "") for row, code in enumerate(code_of.values())})
    return {row: code for row, code in given.items() if code}


def _place(found: Dossier, unit: int, judged: Judgements, stored: bool, asked: Asked) -> Place:
    patch, crossed = _patches(found, unit) if stored else ("", ())
    if asked.patches:
        crossed = tuple(uid for uid in (patch, *crossed) if uid and uid != asked.patches[unit])
        patch = asked.patches[unit]
    lines, left_out = lines_of(found, unit, judged, MOST_LINES)
    area = float(found.area_m2[unit])
    code = str(found.codes[unit])
    if patch:
        table = found.layers[0].table
        at = np.flatnonzero(table.ids == patch)
        code = str(table.columns["spatial_code"][at[0]] or code) if len(at) else code
    unit_code = str(found.unit_codes[unit])
    return Place(
        code, patch, crossed, None if math.isnan(area) else area, unit_code,
        _unit_names(found, _rows(found, unit), unit_code), tuple(lines), left_out,
    )  # fmt: skip


def _rows(found: Dossier, unit: int) -> IntArray:
    return np.flatnonzero(found.entries.unit == unit)


def _patches(found: Dossier, unit: int) -> tuple[str, tuple[str, ...]]:
    """The stored patch that the place is or lies in (the closest to its own extent), and those that it
    meets otherwise."""
    entries = found.entries
    rows = [row for row in _rows(found, unit).tolist() if entries.layer[row] == 0]
    ids = found.layers[0].table.ids
    inside = [row for row in rows if entries.relation[row] in (EQUALS, WITHIN)]
    best = max(inside, key=lambda row: _share(entries.share_of_feature[row]), default=None)
    crossed = [row for row in rows if row != best and entries.relation[row] != TOUCHES]
    crossed.sort(key=lambda row: entries.relation[row] != CONTAINS)
    uids = tuple(str(ids[entries.feature[row]]) for row in crossed)
    return ("" if best is None else str(ids[entries.feature[best]])), uids


def _share(share: float) -> float:
    return 0.0 if math.isnan(share) else float(share)


def _unit_names(found: Dossier, rows: Sequence[int] | IntArray, code: str) -> str:
    """County, town and village of ``code`` by the names in the layers of units."""
    wanted = {code[:length]: "" for length in _LEVELS if len(code) >= length}
    for row in rows:
        layer = found.layers[found.entries.layer[row]]
        if layer.role != "admin_unit":
            continue
        feature = found.entries.feature[row]
        own = str(layer.table.columns["unit_code"][feature] or "").strip()[:12]
        if own in wanted:
            wanted[own] = wanted[own] or str(layer.table.columns["unit_name"][feature] or "")
    return " ".join(dict.fromkeys(filter(None, wanted.values())))
