"""One row per patch with everything known about it: the one query behind the dock and the lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._vendor.sqlite_utils import Database
from ..core.vocabulary import word
from . import sql

_SELECT = """
SELECT p.id, p.uid, p.patch_no, p.spatial_code, p.unit_code, p.unit_name, p.change_type, p.channel,
    p.before_on, p.after_on, p.ministry_area_m2, coalesce(v.area_m2, p.area_m2) AS area_m2,
    s.code, s.state, s.finding, s.inspector, s.doc_no, s.auditor, s.audited_at, s.audit_note,
    s.unlawful_m2, s.unlawful_from, s.violation_type, s.due_on, r.name AS responsible,
    coalesce(s.due_on < date('now', 'localtime') AND s.code <> 'green', 0) AS overdue,
    i.inspected_on, i.note AS finding_note, i.started_on, i.actual_use,
    v.uid AS verdict_uid, v.run_uid, v.code AS screened, v.reason, v.sentence, v.change_kind, v.scope,
    v.approved_m2, v.approved_share, v.sliver_m2, v.uncovered_m2, v.cultivated_m2,
    v.uncovered_cultivated_m2, v.basic_m2, v.uncovered_basic_m2, v.unauthorised_basic_m2,
    v.grain_zone_m2, v.high_standard_m2, v.redline_m2, v.agricultural_m2, v.construction_m2,
    v.unused_m2, v.below_minimum, v.best_doc_no, v.holds_until, v.source_uscc, v.source_distance_m,
    v.basis, v.rule_set, v.screened_at, v.explanation,
    MbrMinX(p.geom) AS west, MbrMinY(p.geom) AS south, MbrMaxX(p.geom) AS east, MbrMaxY(p.geom) AS north
"""

_BEST = """,
    e.layer AS best_layer, e.feature_id AS best_feature_id, e.approval_type AS best_approval_type,
    e.approved_on AS best_approved_on, e.valid_to AS best_valid_to, e.share AS best_share,
    s.since, c.done_on,
    (SELECT group_concat(m.told, char(30)) FROM (
        SELECT z.measure || char(31) || coalesce(z.area_m2, '') AS told FROM rectification z
        WHERE z.patch_uid = p.uid AND z.deleted_at IS NULL AND z.measure IS NOT NULL ORDER BY z.id
    ) m) AS measure,
    c.due_on AS measure_due_on,
    coalesce(r.name, o.name) AS responsible_person, coalesce(r.unit_code, o.unit_code) AS responsible_code,
    AsBinary(p.geom) AS wkb
"""

_FROM = """
FROM patch p
LEFT JOIN patch_state s ON s.patch_uid = p.uid
LEFT JOIN responsible r ON r.uid = s.responsible_uid AND r.deleted_at IS NULL
LEFT JOIN inspection i ON i.uid = s.inspection_uid
LEFT JOIN verdict v ON v.id = (
    SELECT w.id FROM verdict w WHERE w.patch_uid = p.uid AND w.deleted_at IS NULL
    ORDER BY w.clock DESC, w.uid DESC LIMIT 1
)
"""

# The document of the verdict first; else (it has no number) the counting approval with most overlap.
_BEST_FROM = """
LEFT JOIN evidence e ON e.id = coalesce((
    SELECT x.id FROM evidence x
    WHERE x.verdict_uid = v.uid AND x.counts = 1 AND x.deleted_at IS NULL AND x.doc_no = v.best_doc_no
    ORDER BY x.overlap_m2 DESC, x.approved_on, x.id LIMIT 1
), (
    SELECT x.id FROM evidence x WHERE x.verdict_uid = v.uid AND x.counts = 1 AND x.deleted_at IS NULL
    ORDER BY x.overlap_m2 DESC, x.approved_on, x.id LIMIT 1
))
LEFT JOIN rectification c ON c.id = (
    SELECT y.id FROM rectification y WHERE y.patch_uid = p.uid AND y.deleted_at IS NULL
    ORDER BY y.id DESC LIMIT 1
)
LEFT JOIN responsible o ON o.uid = c.responsible_uid AND o.deleted_at IS NULL
"""

# A patch whose case goes on in others is shown only when it is asked for itself.
_WHERE = """
WHERE p.deleted_at IS NULL AND p.unit_code LIKE ?1
    AND CASE ?2 WHEN '' THEN coalesce(s.state, '') NOT IN ('split', 'merged') ELSE p.uid = ?2 END
ORDER BY p.unit_code, p.spatial_code, p.patch_no, p.id
"""

# A patch outside all units has no unit code and belongs to the whole only.
_EVERYWHERE = _WHERE.replace("p.unit_code LIKE ?1", "(p.unit_code LIKE ?1 OR p.unit_code IS NULL)")

#: Rows that are turned into columns at once.
_BATCH = 2_000


def read_figures(
    db: Database, *, best: bool = False, unit_prefix: str = "", patch_uid: str = ""
) -> list[dict[str, Any]]:
    """A dict per patch (not deleted), by unit, spatial code and number; keys are the public field names.

    ``best``: also the best document's evidence row, the rectification and the patch as WKB; ``measure``:
    the measures in force, each with its m² (:func:`told_measures`).
    ``unit_prefix``: digits with which the unit code begins. ``patch_uid``: only this one.
    """
    where = _WHERE if unit_prefix else _EVERYWHERE
    parts = (_SELECT, _BEST, _FROM, _BEST_FROM, where) if best else (_SELECT, _FROM, where)
    return sql.dicts(db.execute("".join(parts), (f"{unit_prefix}%", patch_uid)))


def read_columns(db: Database, chosen: Sequence[str], patch_uid: str = "") -> dict[str, Sequence[Any]]:
    """Of the same, without the best document, the columns ``chosen`` alone, each with a value per patch."""
    inner, order = _EVERYWHERE.split("ORDER BY")
    asked = f"SELECT {sql.names(chosen)} FROM ({_SELECT}{_FROM}{inner}) ORDER BY {order.replace('p.', '')}"  # noqa: S608 # nosec B608
    columns: list[list[Any]] = [[] for _ in chosen]
    found = db.execute(asked, ("%", patch_uid))
    while rows := found.fetchmany(_BATCH):  # one call for all would hold the interpreter lock
        for column, values in zip(columns, zip(*rows)):
            column.extend(values)
    return dict(zip(chosen, columns))


def told_measures(measures: str | None) -> str | None:
    """The measures of a row of :func:`read_figures` as a signed list says them, in Chinese; of several,
    each with its area."""
    if not measures:
        return None
    parts = [entry.split("\x1f") for entry in measures.split("\x1e")]
    names = [word("measure", key, "zh") for key, _ in parts]
    if len(parts) == 1:
        return names[0]
    areas = [f"{float(area):.2f}m²" if area else "" for _, area in parts]
    return "、".join(name + area for name, area in zip(names, areas))
