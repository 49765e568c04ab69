"""What the workspace knows about a place: the patches there, and what their verdicts say of approvals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core.dossier.told import Judged
from ..core.kernel import shapely
from ..core.table import FeatureTable, feature_table
from .workspace import Workspace

_COLUMNS = ("uid", "patch_no", "spatial_code", "change_type", "before_on", "after_on", "channel")

_PATCHES = """
SELECT uid, patch_no, spatial_code, change_type, before_on, after_on, channel, AsBinary(geom) FROM patch
WHERE deleted_at IS NULL AND id IN (
    SELECT pkid FROM idx_patch_geom WHERE xmax >= ? AND xmin <= ? AND ymax >= ? AND ymin <= ?
)
ORDER BY id
"""

_EVIDENCE = """
SELECT x.layer, x.feature_id, x.patch_no, x.counts, x.why_not FROM evidence x
WHERE x.deleted_at IS NULL AND x.verdict_uid = (
    SELECT w.uid FROM verdict w WHERE w.patch_uid = ? AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
"""


def patch_shapes(ws: Workspace, patch_uids: Iterable[str]) -> list[bytes | None]:
    """The ground of each of these patches as WKB (EPSG:4490); None where there is none."""
    shape = "SELECT AsBinary(geom) FROM patch WHERE uid = ?"
    return [(ws.db.execute(shape, (uid,)).fetchone() or (None,))[0] for uid in patch_uids]


def patches_in(ws: Workspace, bounds: Sequence[float], name: str) -> FeatureTable:
    """The patches whose bounding boxes meet ``bounds`` (west, south, east, north in EPSG:4490 degrees) as a
    table called ``name``: ids are the uids, columns those of role ``change_patch`` and ``spatial_code``."""
    west, south, east, north = bounds
    found = ws.db.execute(_PATCHES, (west, east, south, north)).fetchall()
    columns = {column: [row[at] for row in found] for at, column in enumerate(_COLUMNS)}
    uids = columns.pop("uid")
    return feature_table(shapely.from_wkb([row[-1] for row in found]), columns, uids, name)


def judgements(ws: Workspace, patch_uids: Iterable[str]) -> dict[tuple[str, str], list[Judged]]:
    """What the latest verdicts of these patches say: (layer, feature id) -> one entry per patch."""
    out: dict[tuple[str, str], list[Judged]] = {}
    for uid in patch_uids:
        for layer, feature, patch_no, counts, why_not in ws.db.execute(_EVIDENCE, (uid,)):
            judged = Judged(patch_no or "", bool(counts), why_not or "")
            out.setdefault((layer, feature), []).append(judged)
    return out
