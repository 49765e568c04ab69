"""A dossier made in a task: layers read, places compared, lines told."""

from __future__ import annotations

import math
from collections.abc import Sequence

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

#: Lines of one group that a window shows; the algorithm tells all.
MOST_LINES = 2000

#: Lengths of unit codes: county, town, village.
_LEVELS = (6, 9, 12)

_PERCENT = 100.0


def answer(asked: Asked, feedback: QgsFeedback) -> Answer:
    """Everything known about the places; runs on any thread. Raises Cancelled."""
    watch = Watch(lambda done: feedback.setProgress(_PERCENT * done), feedback.isCanceled)
    with stoppable(feedback.isCanceled):
        units = feature_table(
            shapely.from_wkb(list(asked.shapes)), ids=asked.patches or None, name=asked.title
        )
        own, judged, taken = _workspace(asked, units)
        known = [*own, *read_known(asked.sources, watch.part(0.0, 0.5))]
        given = {row: code for row, code in enumerate(taken[0]) if code}
        # codes that patches have are given to no other place
        given.update({-1 - row: code for row, code in enumerate(taken[1])})
        found = dossier(units, known, watch.part(0.5, 0.95), given)
        places = tuple(_place(found, unit, judged, bool(own), asked) for unit in range(len(units)))
    ids = (*("" for _ in own), *(source.layer_id for source in asked.sources))
    notices = (notice for layer in known for notice in layer.table.notices)
    return Answer(asked, places, ids, (*asked.notes, *notices, *found.log))


def _workspace(
    asked: Asked, units: FeatureTable
) -> tuple[list[KnownLayer], Judgements, tuple[list[str], list[str]]]:
    """The workspace's patches near the places, what their verdicts say, and codes: of the places, of the
    patches."""
    bounds = shapely.total_bounds(units.geometry).tolist()
    if asked.workspace is None or not all(map(math.isfinite, bounds)):
        return [], {}, ([], [])
    from ...store.places import judgements, patches_in
    from ...store.workspace import open_workspace

    with open_workspace(asked.workspace, create=False) as workspace:
        patches = patches_in(workspace, bounds, tr("Workspace {name}").format(name=asked.workspace.stem))
        judged = judgements(workspace, patches.ids)
    code_of = dict(zip(patches.ids, patches.columns["spatial_code"]))
    own = [str(code_of.pop(uid, "") or "") for uid in asked.patches]
    return [KnownLayer("change_patch", patches)], judged, (own, [str(c) for c in code_of.values() if c])


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
