"""What forms ask for and the workspace does not store as such: Chinese sentences and remarks."""

from __future__ import annotations

import re
from typing import Any

from ..core.sentences import sentence
from ..store.listing import ListData

#: A Chinese sentence; an English one may hold Chinese document numbers but begins in English.
_CHINESE = re.compile(r"\s*[\u3400-\u9fff]")


def enriched_rows(data: ListData) -> list[dict[str, Any]]:
    """The rows with these keys added: ``sentence_zh``, ``remarks``."""
    return [
        {**row, "sentence_zh": _reason(row, data.key), "remarks": "；".join(_remarks(row)) or None}
        for row in data.rows
    ]


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


def _remarks(row: dict[str, Any]) -> list[str]:
    remarks = []
    if row.get("below_minimum"):
        remarks.append("面积小于上图标准")
    if row.get("holds_until"):
        remarks.append(f"手续期限至{str(row['holds_until'])[:10]}")
    if row.get("unlawful_from") == "verdict":
        remarks.append("认定面积暂按比对未覆盖面积")
    elif row.get("unlawful_from") == "finding":
        remarks.append("认定面积按现场核查面积")
    return remarks
