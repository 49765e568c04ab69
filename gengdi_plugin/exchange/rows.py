"""What forms ask for and the workspace does not store as such: sentences, remarks, a point inside."""

from __future__ import annotations

import re
from typing import Any

from ..core.kernel import shapely
from ..core.sentences import sentence
from ..core.vocabulary import word
from ..store.listing import ListData
from .privacy import mask_person

#: A Chinese sentence; an English one may hold Chinese document numbers but begins in English.
_CHINESE = re.compile(r"\s*[\u3400-\u9fff]")


def enriched_rows(data: ListData) -> list[dict[str, Any]]:
    """The rows with these keys added: ``sentence_zh``, ``remarks``, ``center_lon``, ``center_lat``."""
    return [
        {
            **row,
            "sentence_zh": _reason(row, data.key),
            "remarks": "；".join(_remarks(row, data.key)) or None,
            **_center(row.get("wkb")),
        }
        for row in data.rows
    ]


def _center(wkb: bytes | None) -> dict[str, float | None]:
    """A point that lies inside the patch (its centroid need not), in degrees of EPSG:4490."""
    shape = None if wkb is None else shapely.from_wkb(bytes(wkb))
    if shape is None or shape.is_empty:
        return {"center_lon": None, "center_lat": None}
    inside = shapely.point_on_surface(shape)
    return {"center_lon": float(shapely.get_x(inside)), "center_lat": float(shapely.get_y(inside))}


def chinese_sentence(figures: dict[str, Any]) -> str | None:
    """The plain reason in Chinese: as stored, or made anew where an English interface stored it."""
    stored = figures.get("sentence")
    if stored and _CHINESE.match(str(stored)):
        return str(stored)
    return sentence(figures, "zh") if figures.get("reason") else None


def _reason(row: dict[str, Any], list_key: str) -> str | None:
    """The sentence; where a person decided later, it is marked as what screening said before."""
    text = chinese_sentence(row)
    decided = list_key == "rectification" or row.get("proof") not in (None, "approval")
    return f"筛查时：{text}" if text and decided else text


def _remarks(row: dict[str, Any], list_key: str) -> list[str]:
    remarks = []
    if list_key == "verification" and row.get("suspected_violation"):
        remarks.append(f"疑似{word('violation_type', row['suspected_violation'], 'zh')}(待核查)")
    if row.get("below_minimum"):
        remarks.append("面积小于上图标准")
    if row.get("holds_until"):
        remarks.append(f"手续期限至{str(row['holds_until'])[:10]}")
    if row.get("unlawful_from") == "verdict":
        remarks.append("认定面积暂按比对未覆盖面积")
    elif row.get("unlawful_from") == "finding":
        remarks.append("认定面积按现场核查面积")
    return remarks + _audit(row)


def _audit(row: dict[str, Any]) -> list[str]:
    """Who decided when on which document, what he noted; the name masked as everywhere."""
    if not row.get("auditor"):
        return []
    said = [f"认定：{mask_person(str(row['auditor']))} {str(row.get('audited_at') or '')[:10]}".rstrip()]
    if row.get("doc_no"):
        said.append(f"认定文号：{row['doc_no']}")
    if row.get("audit_note"):
        said.append(f"认定意见：{row['audit_note']}")
    return said
