"""Dividing and merging cases: the patch stays as it came, its case goes on in new patches.

Every part keeps its parent's code with a number behind (``.1``, ``.2`` …; what a screening called ``~1``,
``~2`` keeps its number). The parts are screened in the same transaction from what the workspace keeps, so
that none is without a verdict: only a recorded screening turns a part green.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..core.area import ellipsoid_areas
from ..core.casework import CaseEvent, fold, step
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.parts import as_multi, cut, joined, without
from ..core.table import object_array
from . import sql
from .events import read_events, refresh_states, stamped, write_events
from .rescreen import Standing, rescreen_stored, screened_again, standing_verdicts
from .run_spool import RunSpool
from .runs import move_run
from .settings import blue_shown
from .stored_run import StoredVerdict
from .workspace import Workspace

_NAMESPACE = uuid.UUID("3d0f0a8c-9f63-5b57-8d5f-0a4f2c0be1d9")

_COLUMNS = (
    "uid", "patch_no", "spatial_code", "change_type", "before_on", "after_on", "channel", "unit_code",
    "unit_name", "area_m2", "parent_uid",
)  # fmt: skip

_PARTS_OF = "SELECT count(*) FROM patch WHERE parent_uid = ?"

#: What must be the same of patches that become one: a verdict rests on it.
_ALIKE = ("change_type", "before_on", "after_on", "basis")


@dataclass(frozen=True)
class Divided:
    """What became of it: the run that screened the new patches, and their uids, the covered part last."""

    run_uid: str
    patch_uids: tuple[str, ...]


def split_by_documents(ws: Workspace, patch_uid: str, actor: str, role: str) -> Divided:
    """Divide a partly covered patch along the documents entered for it: each uncovered part goes on as a
    patch to be verified, the covered part is released by the screening of the parts. A patch that the
    documents cover as a whole is screened again and stays one. InputError when they cover none of it."""
    (standing,) = standing_verdicts(ws, [patch_uid])
    (result,) = screened_again(ws, standing)
    columns = result.patches.columns
    if columns["code"][0] == "green":
        (run,) = rescreen_stored(ws, [patch_uid], actor)
        return Divided(run, (patch_uid,))
    (parent,) = standing.verdicts
    open_parts = list(result.remainders.geometry)
    if not open_parts:
        raise InputError(
            tr("No document covers a part of patch {patch}: there is nothing to divide it by.").format(
                patch=parent.row["patch_no"]
            )
        )
    covered = without(shapely.from_wkb(bytes(parent.row["wkb"])), open_parts)
    return _divided(ws, [parent], standing, [*open_parts, covered], actor, role)


def split_patch(ws: Workspace, patch_uid: str, by: Sequence[bytes], actor: str, role: str) -> Divided:
    """Divide a patch along lines or polygons ``by`` (WKB, EPSG:4490), for instance along a village's bounds
    or between two builders. InputError when they do not cut it."""
    (standing,) = standing_verdicts(ws, [patch_uid])
    (parent,) = standing.verdicts
    lines = [shapely.from_wkb(bytes(line)) for line in by]
    parts = list(cut(shapely.from_wkb(bytes(parent.row["wkb"])), lines))
    return _divided(ws, [parent], standing, parts, actor, role)


def merge_patches(ws: Workspace, patch_uids: Sequence[str], actor: str, role: str) -> Divided:
    """Make one patch of several that are one thing on the ground; it takes the code of the largest with a
    number behind. InputError when there are not two, or they were not judged alike."""
    uids = list(dict.fromkeys(patch_uids))
    if len(uids) < 2:
        raise InputError(tr("Choose two or more patches to merge."))
    standing = standing_verdicts(ws, uids)
    parents = sorted(
        (verdict for one in standing for verdict in one.verdicts), key=lambda one: -(one.row["area_m2"] or 0)
    )
    rules = {one.run.rule_hash for one in standing}
    if len(rules) > 1 or any(len({one.row[name] for one in parents}) > 1 for name in _ALIKE):
        raise InputError(
            tr(
                "The patches differ in change type, image dates, inputs or rule set: screen them together, "
                "or leave them apart."
            )
        )
    whole = joined([shapely.from_wkb(bytes(one.row["wkb"])) for one in parents])
    return _divided(ws, parents, standing[0], [whole], actor, role)


def _divided(
    ws: Workspace,
    parents: Sequence[StoredVerdict],
    standing: Standing,
    shapes: Sequence[Any],
    actor: str,
    role: str,
) -> Divided:
    """Write the patches ``shapes`` that the cases of ``parents`` go on in, with the run that screens them."""
    ending = "split" if len(parents) == 1 else "merged"
    children = _children(ws, parents, shapes)
    with RunSpool(ws.path) as spool:
        for result in screened_again(ws, Standing(standing.run, tuple(children))):
            spool.add(result)

        def first() -> None:
            _write_patches(ws, children)
            _write_events(ws, ending, parents, children, actor, role)

        run = move_run(ws, spool, actor, first=first)
    return Divided(run, tuple(child.row["patch_uid"] for child in children))


def _children(ws: Workspace, parents: Sequence[StoredVerdict], shapes: Sequence[Any]) -> list[StoredVerdict]:
    """Each of ``shapes`` as a verdict to be: the rows of its parents clip themselves to it."""
    main = parents[0]
    known = ws.db.execute(_PARTS_OF, (main.row["patch_uid"],)).fetchone()[0]
    evidence = [row for one in parents for row in one.evidence]
    ground = [row for one in parents for row in one.ground]
    found = []
    areas = ellipsoid_areas(object_array(shapes))
    for number, (shape, area) in enumerate(zip(shapes, areas.tolist()), start=known + 1):
        multi = as_multi(shape)
        own = f"{main.row['patch_uid']}\x1f{shapely.set_precision(multi, 1e-8).wkb_hex}"
        uid = str(uuid.uuid5(_NAMESPACE, own))
        row = {
            **main.row,
            "uid": uid,
            "patch_uid": uid,
            "parent_uid": main.row["patch_uid"],
            "patch_no": f"{main.row['patch_no'] or ''}-{number}",
            "spatial_code": f"{main.row['spatial_code']}.{number}",
            "area_m2": area,
            "wkb": shapely.to_wkb(multi),
        }
        found.append(replace(main, row=row, evidence=evidence, ground=ground, remainders=[]))
    return found


def _write_patches(ws: Workspace, children: Sequence[StoredVerdict]) -> None:
    statement = sql.insert("patch", _COLUMNS, "geom")
    for child in children:
        values = dict(child.row)
        values.update((name, child.judged(name)) for name in ("change_type", "before_on", "after_on"))
        ws.db.conn.execute(statement, (*(values[name] for name in _COLUMNS), child.row["wkb"]))


def _write_events(
    ws: Workspace,
    ending: str,
    parents: Sequence[StoredVerdict],
    children: Sequence[StoredVerdict],
    actor: str,
    role: str,
) -> None:
    """The end of the parents' cases and the beginning of the children's; may raise IllegalTransition."""
    old = [one.row["patch_uid"] for one in parents]
    new = [one.row["patch_uid"] for one in children]
    ends = [CaseEvent(ending, actor, role, evidence_uid=new[0]) for _ in old]
    begins = [CaseEvent("part_open", actor, role, evidence_uid=old[0]) for _ in new]
    events = stamped(ws.db.conn, [*ends, *begins])
    before = read_events(ws.db, old)
    for uid, event in zip(old, events):
        step(fold(before.get(uid, []), blue_shown(ws.db)), event)
    write_events(ws.db.conn, list(zip([*old, *new], events)))
    refresh_states(ws.db, [*old, *new])
