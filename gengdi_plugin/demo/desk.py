"""The approval layers as bureaus deliver them: their field names, their ways to write a date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.area import ellipsoid_areas
from ..core.kernel import shapely
from ..core.table import FeatureTable, ObjectArray, object_array
from .catalogue import APPROVAL_KEYS, LAYERS
from .occasions import Day
from .papers import Paper
from .plane import LONGEST_EDGE_M, to_lonlat


@dataclass(frozen=True)
class Form:
    """How one layer names its fields and numbers its papers. ``fields``: what a paper says -> the
    field's own name; ``number``: pattern with year and running number; ``dates``: how a day is written."""

    fields: dict[str, str]
    number: str
    dates: str = "{y:04d}-{m:02d}-{d:02d}"


_CHINESE, _COMPACT, _SLASH = "{y}年{m}月{d}日", "{y:04d}{m:02d}{d:02d}", "{y}/{m}/{d}"
_COMMON = {"project": "XMMC", "doc_no": "PZWH", "approved_on": "PZRQ", "authority": "PZJG", "holder": "YDDW",
           "purpose": "PZYT", "status": "ZT", "area": "PZMJ"}  # fmt: skip
FORMS: dict[str, Form] = {
    "conversion": Form(_COMMON, "演示甬政土字〔{y}〕{n:04d}号", _CHINESE),
    "pending": Form(_COMMON, "演示镇资规报〔{y}〕{n:03d}号"),
    "pre_examination": Form({"project": "XMMC", "doc_no": "PFWH", "approved_on": "PFRQ", "area": "MJ"},
                            "演示镇资规预〔{y}〕{n:03d}号"),
    "supply": Form({"doc_no": "DZJGH", "project": "XMMC", "approved_on": "QDRQ", "holder": "SRR",
                    "purpose": "TDYT", "area": "GDMJ"}, "YS330211{y}B{n:05d}", _SLASH),
    "reserve": Form({"project": "XMMC", "doc_no": "PZWH", "approved_on": "PZRQ", "area": "MJ"},
                    "演示镇储〔{y}〕{n:03d}号"),
    "facility": Form({"project": "XMMC", "doc_no": "BABH", "approved_on": "BARQ", "valid_from": "YXQQ",
                      "valid_to": "YXQZ", "holder": "QLR", "status": "ZT"}, "演示设农备{y}{n:05d}", _COMPACT),
    "temporary": Form({"project": "XMMC", "doc_no": "PZWH", "approved_on": "PZRQ", "valid_from": "YXQQ",
                       "valid_to": "YXQZ", "holder": "YDDW", "purpose": "YTFL", "status": "ZT",
                       "area": "PZMJ"},
                      "演示镇临〔{y}〕{n:03d}号"),
    "homestead": Form({"holder": "SQR", "doc_no": "PZWH", "approved_on": "PZRQ", "area": "MJ"},
                      "演示镇宅〔{y}〕{n:04d}号", _SLASH),
    "rural_road": Form({"project": "XMMC", "doc_no": "PFWH", "approved_on": "PFRQ"},
                       "演示镇农路〔{y}〕{n:03d}号"),
    "consolidation": Form({"project": "XMMC", "doc_no": "PFWH", "approved_on": "PFRQ", "valid_from": "KSRQ",
                           "valid_to": "JSRQ", "area": "MJ"}, "演示镇整治〔{y}〕{n:03d}号"),
    "balance_plan": Form({"project": "XMMC", "doc_no": "PFWH", "approved_on": "PFRQ", "area": "MJ"},
                         "演示镇进出平衡〔{y}〕{n:03d}号"),
    "link_new": Form(_COMMON, "演示镇挂钩〔{y}〕{n:03d}号"),
    "link_old": Form(_COMMON, "演示镇拆旧〔{y}〕{n:03d}号"),
    "archive": Form({"type_text": "审批类型", "doc_no": "批准文号", "approved_on": "批准日期",
                     "project": "项目名称"},
                    "演示档〔{y}〕{n:03d}号", _CHINESE),
    "violation": Form({"doc_no": "AJBH", "approved_on": "RDRQ", "status": "AJZT", "area": "MJ"},
                      "演示镇资规执〔{y}〕{n:03d}号"),
}  # fmt: skip

#: What a paper of each layer is for: project word and use.
_PURPOSES = {
    "conversion": ("建设项目", "建设用地"),
    "pending": ("建设项目", "建设用地"),
    "supply": ("标准厂房项目", "工业用地"),
    "pre_examination": ("道路工程", "交通运输用地"),
    "reserve": ("储备地块", "储备"),
    "facility": ("农业设施项目", "设施农用地"),
    "temporary": ("施工临时用地", "临时用地"),
    "homestead": ("农村宅基地", "住宅"),
    "rural_road": ("机耕路工程", "农村道路"),
    "consolidation": ("全域土地综合整治", "整治"),
    "balance_plan": ("进出平衡地块", "农业结构调整"),
    "link_new": ("建新区", "建设用地"),
    "link_old": ("拆旧区", "复垦"),
    "archive": ("历史用地", "建设用地"),
    "violation": ("违法用地", ""),
}


def desk_tables(papers: list[Paper]) -> dict[str, FeatureTable]:
    """One table per approval layer and one for the violations, in EPSG:4490, with the bureau's fields."""
    tables = {}
    for key in (*APPROVAL_KEYS, "violation"):
        tables[key] = _table(key, [paper for paper in papers if paper.layer == key])
    return tables


def _table(key: str, papers: list[Paper]) -> FeatureTable:
    form = FORMS[key]
    outlines = object_array(paper.outline for paper in papers)
    valid = shapely.is_valid(outlines)
    outlines[valid] = shapely.segmentize(outlines[valid], LONGEST_EDGE_M)
    geometry = to_lonlat(outlines)
    word, purpose = _PURPOSES[key]
    said: dict[str, ObjectArray] = {
        "doc_no": object_array(
            form.number.format(y=_year(paper.approved_on), n=number + 1)
            for number, paper in enumerate(papers)
        ),
        "project": object_array(f"演示{word}{number + 1}" for number in range(len(papers))),
        "holder": object_array(f"演示申请人{number + 1}" for number in range(len(papers))),
        "purpose": object_array(purpose or None for _ in papers),
        "authority": object_array("演示镇海区人民政府" for _ in papers),
        "status": object_array(paper.status for paper in papers),
        "type_text": object_array(paper.type_text for paper in papers),
        "approved_on": _written([paper.approved_on for paper in papers], form.dates),
        "valid_from": _written([paper.valid_from for paper in papers], form.dates),
        "valid_to": _written([paper.valid_to for paper in papers], form.dates),
    }
    columns = {name: said[what] for what, name in form.fields.items() if what in said}
    if "area" in form.fields:
        columns[form.fields["area"]] = np.round(ellipsoid_areas(geometry), 2)
    ids = object_array(str(number + 1) for number in range(len(papers)))
    return FeatureTable(geometry, columns, ids, LAYERS[key].table)


def _year(day: Day) -> int:
    return 2021 if np.isnat(day) else int(str(day)[:4])


def _written(days: list[Day], pattern: str) -> ObjectArray:
    def text(day: Day) -> str | None:
        if np.isnat(day):
            return None
        year, month, number = (int(part) for part in str(day).split("-"))
        return pattern.format(y=year, m=month, d=number)

    return object_array(text(day) for day in days)
