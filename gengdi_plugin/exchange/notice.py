"""What a rectification notice (责令整改通知书) says: a draft, which the bureau checks, numbers and seals.

It is addressed to those who must rectify, whose names are shown; telephone numbers never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..core.vocabulary import word
from ..store.figures import read_figures
from ..store.rectification_rows import RectificationRow, rectification_rows
from ..store.workspace import Workspace
from .cells import measured
from .figure_texts import area_text
from .privacy import without_numbers

#: Cases in which somebody is to be told to rectify.
STATES = ("audited_red", "rectifying", "returned")

HEADINGS = ("序", "整改措施", "面积(平方米)", "面积(亩)", "责任部门、责任人", "期限")

_BLANK = "＿＿＿＿＿＿＿＿"
_RESPONSIBLE = "SELECT name, department FROM responsible WHERE uid = ? AND deleted_at IS NULL"
_STATE = "SELECT responsible_uid FROM patch_state WHERE patch_uid = ?"
_CLOSING = "如有异议，可向制发单位陈述、申辩。整改完成后请将完成情况书面报送制发单位，由制发单位验收销号。"
_METHODS = {
    "auditor": "认定人员测定", "finding": "现场核查测定", "verdict": "按手续比对的未覆盖面积",
}  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """One notice: the texts of its layout by variable, and the rows of its table of measures."""

    texts: dict[str, str]
    measures: tuple[tuple[str, ...], ...]


def read_notice(ws: Workspace, patch_uid: str) -> Notice | None:
    """The notice for a patch; None when its case is not one in which somebody is to rectify."""
    rows = read_figures(ws.db, patch_uid=patch_uid)
    if not rows or rows[0]["state"] not in STATES:
        return None
    row, ordered = rows[0], rectification_rows(ws, patch_uid)
    due = row["due_on"] or max((one.due_on for one in ordered), default="")
    numbers = dict.fromkeys(one.notice_no for one in ordered if one.notice_no)
    texts = {
        "notice_no": "、".join(numbers) or "＿＿＿〔　　　　〕第　　　　号",
        "addressee": "、".join(_addressees(ws, patch_uid, ordered)) or _BLANK,
        "body": _body(row, due),
        "closing": _CLOSING,
        "patch_no": row["patch_no"] or "",
        "spatial_code": row["spatial_code"] or "",
        "unit_name": row["unit_name"] or "",
    }
    return Notice(texts, tuple(_measure(number, one) for number, one in enumerate(ordered, start=1)))


def _addressees(ws: Workspace, patch_uid: str, ordered: list[RectificationRow]) -> list[str]:
    named: list[str] = []
    for one in ordered:
        named.append(_person(one.responsible, one.department))
    if not any(named):
        (uid,) = ws.db.execute(_STATE, (patch_uid,)).fetchone() or (None,)
        name, department = ws.db.execute(_RESPONSIBLE, (uid,)).fetchone() or (None, None)
        named.append(_person(name or "", department or ""))
    return list(dict.fromkeys(filter(None, named)))


def _person(name: str, department: str) -> str:
    told = word("department", department, "zh") if department else ""
    name = without_numbers(name.strip())
    return f"{name}（{told}）" if name and told else name or told


def _body(row: dict[str, Any], due: str) -> str:
    place = "".join(filter(None, (row["unit_name"], f"（{row['unit_code']}）" if row["unit_code"] else "")))
    kind = word("violation_type", row["violation_type"] or "", "zh")
    method = _METHODS.get(row["unlawful_from"] or "", "")
    basis = f"（{method}）" if method else ""
    ground = [
        f"{name}{area_text(row[field])}"
        for name, field in (("占用耕地", "cultivated_m2"), ("占用永久基本农田", "basic_m2"))
        if row[field]
    ]
    inside = f"该图斑范围内{'，其中'.join(ground)}。" if ground else ""
    day = str(row["audited_at"] or "")[:10]
    use = word("change_type", row["change_type"] or "", "zh")
    until = due or "＿＿＿＿年＿＿月＿＿日"
    return (
        f"　　经核查、认定，位于{place or _BLANK}的图斑（监测编号{row['patch_no'] or '—'}，空间码"
        f"{row['spatial_code'] or '—'}，{use}）存在违法用地行为{f'（{kind}）' if kind else ''}，"
        f"认定违法面积{area_text(row['unlawful_m2'])}{basis}。{inside}"
        f"{f'认定日期{day}。' if day else ''}\n"
        f"　　现责令你（单位）于{until}前按下列措施完成整改。逾期不整改或者整改不到位的，将依法处理。\n"
        "　　依据：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿（由制发单位填写）"
    )


def _measure(number: int, one: RectificationRow) -> tuple[str, ...]:
    return (
        str(number),
        word("measure", one.measure, "zh"),
        f"{measured('area', one.area_m2):,.2f}",
        f"{measured('mu', one.area_m2):,.2f}",
        _person(one.responsible, one.department) or "—",
        one.due_on or "—",
    )
