"""What a sheet says about a case: the finding on site, its audit, and the photos, in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.finding_vocabulary import words
from ..core.vocabulary import word
from ..store import sql
from ..store.finding_sets import know_sets
from ..store.photos import photo_path
from ..store.workspace import Workspace
from .figure_texts import area_text
from .privacy import mask_numbers, mask_person

#: So many photos are printed.
PHOTOS = 4

_INSPECTION = """
SELECT i.vocabulary, i.category, i.subtype, i.finding FROM inspection i
JOIN patch_state s ON s.inspection_uid = i.uid WHERE s.patch_uid = ?
"""
# Those of the finding that stands first, then the latest.
_PHOTOS = """
SELECT p.sha256, p.suffix, p.file_name, p.lon, p.lat, p.azimuth, p.azimuth_ref, p.taken_at,
    p.rectification_uid
FROM photo p LEFT JOIN patch_state s ON s.patch_uid = p.patch_uid
WHERE p.patch_uid = ? AND p.deleted_at IS NULL
ORDER BY p.inspection_uid IS NOT s.inspection_uid, p.taken_at IS NULL, p.taken_at, p.id
"""
_NORTH = {"T": "真北", "M": "磁北"}
_MEASURED_BY = {
    "auditor": "认定人员测定", "finding": "现场核查测定", "verdict": "暂按比对未覆盖面积",
}  # fmt: skip


@dataclass(frozen=True)
class Photo:
    """A photo of the case: where its file should be, and its caption."""

    file: Path
    caption: str


def case_lines(ws: Workspace, row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Label and value of what was found and decided about the patch of ``row`` (a row of
    ``store.figures``); nothing when nobody has been there. Names are masked, numbers too."""
    if not row["finding"]:
        return ()
    know_sets(ws)
    found = ws.db.execute(_INSPECTION, (row["uid"],)).fetchone()
    vocabulary, category, subtype, inspected = found or (None, None, None, row["finding"])
    lines = [
        ("核查结论", word("finding", inspected or "", "zh")),
        ("核查人", mask_person(row["inspector"] or "") or "—"),
        ("核查日期", row["inspected_on"] or "—"),
        ("分类", _category(vocabulary, category, subtype)),
        ("动工时间", row["started_on"] or "—"),
        ("实际用途", row["actual_use"] or "—"),
        ("现场情况", mask_numbers(row["finding_note"] or "") or "—"),
        ("依据文号", row["doc_no"] or "—"),
    ]
    if row["auditor"]:
        lines += [
            ("认定结果", word("finding", row["finding"], "zh")),
            ("认定人", mask_person(row["auditor"])),
            ("认定日期", str(row["audited_at"] or "—")[:10]),
            ("违法类型", word("violation_type", row["violation_type"] or "", "zh") or "—"),
            ("认定面积", _area(row)),
            ("认定意见", mask_numbers(row["audit_note"] or "") or "—"),
        ]
    return tuple(lines)


def _category(vocabulary: str | None, category: str | None, subtype: str | None) -> str:
    return words(vocabulary or "", category or "", subtype or "", language="zh") or "—"


def _area(row: dict[str, Any]) -> str:
    if row["unlawful_m2"] is None:
        return "—"
    by = _MEASURED_BY.get(row["unlawful_from"] or "", "")
    return area_text(row["unlawful_m2"]) + (f"，{by}" if by else "")


def photos(ws: Workspace, patch_uid: str) -> tuple[Photo, ...]:
    """All photos of the patch, those of the finding that stands first."""
    rows = sql.dicts(ws.db.execute(_PHOTOS, (patch_uid,)))
    seen: dict[str, Photo] = {}
    for row in rows:
        seen.setdefault(
            row["sha256"], Photo(photo_path(ws, row["sha256"], row["suffix"] or ""), _caption(row))
        )
    return tuple(seen.values())


def _caption(row: dict[str, Any]) -> str:
    place = "位置未记录"
    if row["lon"] is not None and row["lat"] is not None:
        place = f"{row['lon']:.6f}°E {row['lat']:.6f}°N"
    moment = str(row["taken_at"])[:16].replace("T", " ") if row["taken_at"] else "时间未记录"
    direction = "方向未记录"
    if row["azimuth"] is not None:
        north = _NORTH.get(row["azimuth_ref"] or "", "")
        direction = f"方位{row['azimuth']:.0f}°" + (f"（{north}）" if north else "")
    shown = "整改情况　" if row["rectification_uid"] else ""
    return f"{shown}{place}　{moment}　{direction}"
