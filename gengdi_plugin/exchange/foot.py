"""The foot of every list: how areas are measured, by which rules and on which data it rests."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..core.vocabulary import word
from ..store.listing import ListData, RunFoot
from .forms import Form

_WORDS = Path(__file__).parent / "forms" / "foot_words.csv"


@dataclass(frozen=True)
class FootSection:
    """A heading and its lines; ``columns`` of them side by side on paper."""

    heading: str
    lines: tuple[str, ...]
    columns: int = 1


def foot_sections(form: Form, data: ListData) -> tuple[FootSection, ...]:
    """All sections for ``data``: measuring, then rules, thresholds and data sets of each run."""
    method = [
        f"本表为《{form.title}》，与另两种清单互不混用。{form.statement}",
        "面积为CGCS2000参考椭球面积（EPSG:4490，按TD/T 1055椭球面积计算公式），单位平方米；"
        "1亩 = 2000/3平方米。各行四舍五入，合计为各行平方米数之和，合计亩数由其换算。",
        f"“{form.missing}”表示未提供相应数据、未作比对，并非零；监测面积为下发数据原值。",
    ]
    sections = [FootSection("说明", tuple(method))]
    several = len(data.runs) > 1
    for number, run in enumerate(data.runs, start=1):
        batch = f"（批次{number}）" if several else ""
        sections.append(FootSection(f"判定规则{batch}", (_rule_line(run),)))
        if run.rules:
            lines = tuple(_threshold(row) for row in run.rules)
            sections.append(FootSection(f"规则阈值及来源{batch}", lines, columns=2))
        if run.inputs:
            lines = tuple(_input(row) for row in run.inputs)
            sections.append(FootSection(f"所用数据及时点{batch}", lines, columns=2))
    return tuple(sections)


def _rule_line(run: RunFoot) -> str:
    moment = run.screened_at[:16].replace("T", " ")
    version = f"第{run.version}版，" if run.version > 1 else ""
    return (
        f"规则集{run.rule_set}（{version}sha256：{run.rule_hash}）为示例规则，非官方规定；"
        f"比对时间{moment}；软件{run.software}。"
    )


def _threshold(row: Mapping[str, Any]) -> str:
    unit = _word("unit", str(row.get("unit") or ""))
    name, value = _word("threshold", str(row.get("name"))), row.get("value")
    source = _word("source", str(row.get("source") or "")) or "未注明"
    certainty = _word("certainty", str(row.get("certainty") or "")) or "未注明"
    if row.get("of"):
        name = f"{word('approval_type', str(row['of']), 'zh')}{word('rule', 'term', 'zh')}"
    if row.get("of_unit"):
        period = f"，适用于后时相{row['period']}" if row.get("period") else ""
        name = f"行政区{row['of_unit']}{period}：{name}"
    return f"{name} {value}{unit}（来源：{source}；可信度：{certainty}）"


def source_in_chinese(text: str) -> str:
    """The Chinese words of a source of the default rule set; another text as it is."""
    return _word("source", text)


def _input(row: Mapping[str, Any]) -> str:
    role = word("role", str(row.get("role") or ""), "zh")
    as_of = row.get("as_of") or "未注明"
    print_of = str(row.get("fingerprint") or "")[:12] or "无"
    return f"{role}：{row.get('layer')}，{row.get('features')}个要素，时点{as_of}，指纹{print_of}"


def _word(group: str, key: str) -> str:
    return _words().get((group, key), key)


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], str]:
    with _WORDS.open(encoding="utf-8", newline="") as stream:
        return {(row["group"], row["key"]): row["zh"] for row in csv.DictReader(stream)}
