"""Relapse (复发): the same ground is occupied again after a case on it was closed."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.case_course import course, relapses
from ..core.case_numbers import case_number
from . import sql
from .events import history, read_events
from .workspace import Workspace

# Shares of areas in degrees: both are measured on the same ground, so their ratio is that of the areas.
_SAME_GROUND = """
SELECT o.uid, o.patch_no,
    ST_Area(ST_Intersection(p.geom, o.geom)) / min(ST_Area(p.geom), ST_Area(o.geom)) AS share
FROM patch p
JOIN patch o ON o.id IN (
    SELECT rowid FROM SpatialIndex WHERE f_table_name = 'patch' AND search_frame = p.geom
)
WHERE p.uid = ? AND o.uid <> p.uid AND o.deleted_at IS NULL
    AND coalesce(o.uid, '') <> coalesce(p.parent_uid, '') AND coalesce(o.parent_uid, '') <> p.uid
"""


@dataclass(frozen=True)
class EarlierCase:
    """A case that was closed (accepted) before, on ground of this one: ``share`` of the smaller patch."""

    patch_uid: str
    patch_no: str
    closed_at: str
    share: float


@dataclass(frozen=True)
class Relapses:
    """How often a patch's ground fell back: ``reopened`` counts its own case, ``earlier`` are others."""

    reopened: int
    earlier: tuple[EarlierCase, ...]

    @property
    def count(self) -> int:
        """Both together."""
        return self.reopened + len(self.earlier)


def relapses_of(ws: Workspace, patch_uid: str) -> Relapses:
    """The relapses of a patch: reopened after acceptance, and closed cases of other patches on its ground.

    Other patches count from ``relapse_share`` (``case_numbers.csv``) on, when their case was accepted before
    this one began; parts and wholes of a split case are the same case.
    """
    events = history(ws, patch_uid)[0]
    began = min((event.at for event in events), default="")
    rows = sql.dicts(ws.db.execute(_SAME_GROUND, (patch_uid,)))
    near = {row["uid"]: row for row in rows if (row["share"] or 0.0) >= case_number("relapse_share")}
    closed = []
    for uid, others in read_events(ws.db, list(near)).items():
        days = [one.event.at for one in course(others) if one.after.state == "accepted"]
        if days and began and days[0] <= began:
            row = near[uid]
            closed.append(EarlierCase(uid, row["patch_no"] or "", days[-1], row["share"]))
    closed.sort(key=lambda one: (one.closed_at, one.patch_no))
    return Relapses(relapses(course(events)), tuple(closed))
