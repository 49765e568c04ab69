"""The plain sentence that tells an officer why a patch has its code, in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping

from . import i18n
from .vocabulary import word

_TEXTS: dict[str, dict[str, str]] = {
    "zh": {
        "lies_in": "{share} 位于{doc}范围内",
        "lies_in_other": "{share} 位于合法手续范围内",
        "none": "未关联到合法手续",
        "covered": "放行",
        "geometry_error": "图斑图形为空、过小或无法修复，未能比对，须核对原始数据",
        "inputs_missing": "比对所需数据不全，不能据此放行",
        "known_violation": "与已有违法认定范围重叠",
        "use_to_verify": "重叠的手续须到现场核实实际用途",
        "approval_not_valid": "虽与用地手续重叠，但手续不成立，见比对依据",
        "uncovered": "{area} m² 未覆盖",
        "cultivated": "其中耕地 {area} m²",
        "basic": "其中永久基本农田 {area} m²",
        "unauthorised": "所附手续不得占用永久基本农田，涉及 {area} m²",
        "sliver": "细碎部分 {area} m² 已按数字化误差处理",
        "touches_cultivated": "占耕地 {area} m²",
        "touches_basic": "占永久基本农田 {area} m²",
        "until": "手续最早于 {day} 到期",
        "green": "有合法手续",
        "yellow": "疑似问题，待现场核查",
        "reasoned": "{lead}（{reason}）",
        "join": "；",
        "end": "。",
    },
    "en": {
        "lies_in": "{share} lies in {doc}",
        "lies_in_other": "{share} lies in lawful approvals",
        "none": "no lawful approval was found",
        "geometry_error": "its geometry is empty, too small or beyond repair: check the source data",
        "inputs_missing": "data needed for the comparison are missing, so it cannot be released",
        "known_violation": "it overlaps a violation already found",
        "use_to_verify": "the overlapping approval needs its actual use verified on site",
        "approval_not_valid": "it overlaps an approval, but none that is valid for it: see the evidence",
        "uncovered": "{area} m² have no approval",
        "cultivated": "{area} m² of them are cultivated land",
        "basic": "{area} m² of them are permanent basic farmland",
        "unauthorised": "the approval does not authorise {area} m² of permanent basic farmland",
        "sliver": "{area} m² of slivers were taken as digitising slips",
        "touches_cultivated": "{area} m² are cultivated land",
        "touches_basic": "{area} m² are permanent basic farmland",
        "until": "the first term ends on {day}",
        "green": "Lawful procedure found",
        "yellow": "Suspected, to be verified on site",
        "reasoned": "{lead} ({reason})",
        "join": "; ",
        "end": ".",
    },
}

#: Reasons that are told in one clause of their own.
_PLAIN = ("geometry_error", "inputs_missing", "known_violation", "use_to_verify", "approval_not_valid")


def sentence(figures: Mapping[str, object], language: str | None = None) -> str:
    """The sentence for one verdict.

    ``figures``: the output fields of the contract by name (areas m², shares 0–1, None = not tested).
    ``language``: ``zh`` or ``en``, the interface's by default. Suspicion is never worded as guilt.
    """
    texts = _TEXTS[language or i18n.language()]
    reason = str(figures.get("reason") or "")
    lead = texts["green" if reason == "covered" else "yellow"]
    named = word("reason", reason, language or i18n.language())
    clauses = [lead if reason == "covered" else texts["reasoned"].format(lead=lead, reason=named)]
    if reason in _PLAIN:
        clauses.append(texts[reason])
    if reason != "geometry_error":
        clauses += _cover(figures, texts, reason) + _ground(figures, texts, reason)
    return texts["join"].join(clauses) + texts["end"]


def _number(figures: Mapping[str, object], name: str) -> float:
    value = figures.get(name)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _clause(texts: Mapping[str, str], key: str, area: float) -> list[str]:
    return [texts[key].format(area=f"{area:,.1f}")] if area >= 0.05 else []


def _cover(figures: Mapping[str, object], texts: Mapping[str, str], reason: str) -> list[str]:
    approved = _number(figures, "approved_m2")
    if figures.get("approved_m2") is None:
        return []
    if approved <= 0:
        return [] if reason in ("no_approval", *_PLAIN) else [texts["none"]]
    document = str(figures.get("best_doc_no") or "")
    share = f"{100 * _number(figures, 'approved_share'):.1f}%"
    said = texts["lies_in" if document else "lies_in_other"].format(share=share, doc=document)
    uncovered = max(_number(figures, "uncovered_m2") - _number(figures, "sliver_m2"), 0.0)
    left = [said, *_clause(texts, "sliver", _number(figures, "sliver_m2"))]
    left += _clause(texts, "uncovered", uncovered)
    if uncovered >= 0.05:
        left += _clause(texts, "cultivated", _number(figures, "uncovered_cultivated_m2"))
        left += _clause(texts, "basic", _number(figures, "uncovered_basic_m2"))
    left += _clause(texts, "unauthorised", _number(figures, "unauthorised_basic_m2"))
    until = figures.get("holds_until")
    return left + ([texts["until"].format(day=until)] if until else [])


def _ground(figures: Mapping[str, object], texts: Mapping[str, str], reason: str) -> list[str]:
    if _number(figures, "approved_m2") > 0 and reason != "known_violation":
        return []
    return _clause(texts, "touches_cultivated", _number(figures, "cultivated_m2")) + _clause(
        texts, "touches_basic", _number(figures, "basic_m2")
    )
