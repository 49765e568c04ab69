"""What one patch sheet (图斑核查表) says, read from the workspace file alone, in Chinese."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..core.approval_types import shown_type
from ..core.vocabulary import word
from ..store.figures import read_figures
from ..store.review import evidence_rows, remainder_rows
from ..store.workspace import Workspace
from .cells import measured
from .figure_texts import area_text
from .privacy import mask_person
from .rows import chinese_sentence
from .sheet_case import Photo, case_lines, photos

_GROUND = "SELECT kind, AsBinary(geom) FROM ground WHERE verdict_uid = ? AND deleted_at IS NULL"
_PATCH = "SELECT AsBinary(geom), X(Centroid(geom)), Y(Centroid(geom)) FROM patch WHERE uid = ?"
_RUN = "SELECT rule_set, rule_hash, screened_at, software, inputs_json FROM screening_run WHERE uid = ?"
_NEIGHBOURS = """
SELECT s.code, AsBinary(p.geom) FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid
WHERE p.deleted_at IS NULL AND p.uid <> ? AND coalesce(s.state, '') NOT IN ('split', 'merged')
    AND p.ROWID IN (
    SELECT ROWID FROM SpatialIndex WHERE f_table_name = 'patch' AND search_frame = BuildMbr(?, ?, ?, ?, 4490))
"""
_PLACES = """
SELECT s.code, (MbrMinX(p.geom) + MbrMaxX(p.geom)) / 2, (MbrMinY(p.geom) + MbrMaxY(p.geom)) / 2
FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid
WHERE p.deleted_at IS NULL AND p.geom IS NOT NULL AND coalesce(s.state, '') NOT IN ('split', 'merged')
"""
_UNITS = "SELECT unit_code, unit_name, AsBinary(geom) FROM unit WHERE deleted_at IS NULL AND geom IS NOT NULL"


@dataclass(frozen=True)
class EvidenceLine:
    """One row of the evidence table: ``texts`` in the table's order, ``counts``, and its geometry (WKB)."""

    texts: tuple[str, ...]
    counts: bool
    wkb: bytes | None


@dataclass(frozen=True)
class Sheet:
    """Everything on one sheet. Geometries are WKB in EPSG:4490.

    ``texts``: variables of the layout template by name. ``attributes``: pairs of label and value.
    ``ground``: kind -> parts. ``code``: ``green|yellow|red|blue`` or "". ``bbox``: west, south, east,
    north of the patch, None without geometry. ``case``: label and value of finding and audit; ``photos``
    all of the patch's.
    """

    uid: str
    code: str
    texts: dict[str, str]
    attributes: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceLine, ...]
    patch: bytes | None
    remainders: tuple[bytes, ...]
    ground: tuple[tuple[str, bytes], ...]
    bbox: tuple[float, float, float, float] | None
    case: tuple[tuple[str, str], ...] = ()
    photos: tuple[Photo, ...] = ()


#: Headings of the evidence table.
EVIDENCE_HEADINGS = (
    "序",
    "图层",
    "手续类型",
    "文号",
    "批准日期",
    "期限至",
    "重叠(平方米)",
    "占比",
    "是否计入及原因",
)


def read_sheet(ws: Workspace, patch_uid: str) -> Sheet | None:
    """The sheet of one patch; None when the workspace has no such patch."""
    rows = read_figures(ws.db, patch_uid=patch_uid)
    if not rows:
        return None
    row = rows[0]
    wkb, lon, lat = ws.db.execute(_PATCH, (patch_uid,)).fetchone()
    ground = ws.db.execute(_GROUND, (row["verdict_uid"],)).fetchall()
    evidence = evidence_rows(ws, patch_uid)
    box = tuple(row[side] for side in ("west", "south", "east", "north"))
    return Sheet(
        uid=patch_uid,
        code=row["code"] or "",
        texts=_texts(row, ws.db.execute(_RUN, (row["run_uid"],)).fetchone()),
        attributes=_attributes(row, lon, lat),
        evidence=tuple(_evidence(number, entry) for number, entry in enumerate(evidence, start=1)),
        patch=wkb,
        remainders=_remainders(ws, row, wkb),
        ground=tuple((kind, part) for kind, part in ground if part),
        bbox=None if box[0] is None else box,
        case=case_lines(ws, row),
        photos=photos(ws, patch_uid),
    )


def _remainders(ws: Workspace, row: dict[str, Any], patch: bytes | None) -> tuple[bytes, ...]:
    """The uncovered parts; the whole patch when nothing counts (screening stores no parts for it)."""
    stored = tuple(part["wkb"] for part in remainder_rows(ws, row["uid"]) if part["wkb"])
    uncovered = not stored and row["approved_m2"] == 0.0 and patch is not None
    return (patch,) if uncovered and patch is not None else stored


def neighbours(ws: Workspace, patch_uid: str, frame: Sequence[float]) -> list[tuple[str, bytes]]:
    """Code and WKB of the other patches in ``frame`` (west, south, east, north in degrees)."""
    rows = ws.db.execute(_NEIGHBOURS, (patch_uid, *frame)).fetchall()
    return [(code or "", wkb) for code, wkb in rows]


def places(ws: Workspace) -> list[tuple[str, float, float]]:
    """Code, longitude and latitude of every patch, for the location map."""
    return [(code or "", lon, lat) for code, lon, lat in ws.db.execute(_PLACES).fetchall()]


def units(ws: Workspace) -> list[tuple[str, str, bytes]]:
    """Code, name and WKB of every administrative unit."""
    return [(code or "", name or "", wkb) for code, name, wkb in ws.db.execute(_UNITS).fetchall()]


def _texts(row: dict[str, Any], run: tuple[str, ...] | None) -> dict[str, str]:
    code = row["code"] or ""
    texts = {
        "patch_no": row["patch_no"] or "",
        "spatial_code": row["spatial_code"] or "",
        "code_word": word("code", code, "zh") if code else "未判定",
        "code_letter": word("code_letter", code, "zh") if code else "",
        "unit_name": row["unit_name"] or "",
        "sentence": chinese_sentence(row) or "尚未比对。",
        "before_on": row["before_on"] or "日期不详",
        "after_on": row["after_on"] or "日期不详",
        "rules": "尚未比对",
        "data": "",
    }
    if run is not None:
        rule_set, rule_hash, at, software, inputs = run
        texts["rules"] = (
            f"规则集{rule_set}（sha256：{rule_hash[:16]}…，示例规则，非官方规定），"
            f"比对时间{at[:16].replace('T', ' ')}，软件{software}"
        )
        texts["data"] = _data_by_day(json.loads(inputs or "[]"))
    return texts


def _data_by_day(inputs: list[dict[str, Any]]) -> str:
    """The data sets by their date, those that say it first: a county has dozens of approval layers."""
    names: dict[str, list[str]] = {}
    for entry in inputs:
        if entry.get("role") != "change_patch":
            names.setdefault(str(entry.get("as_of") or ""), []).append(str(entry.get("layer")))
    days = sorted(names, key=lambda day: (not day, day))
    return "；".join(f"{'、'.join(names[day])}（{day or '时点未注明'}）" for day in days)


def _attributes(row: dict[str, Any], lon: float | None, lat: float | None) -> tuple[tuple[str, str], ...]:
    place = " ".join(text for text in (row["unit_name"], row["unit_code"]) if text)
    share = measured("share", row["approved_share"])
    covered = area_text(row["approved_m2"]) + ("" if share is None else f"，{share:.2%}")
    due = f"（{row['due_on']}）" if row["due_on"] else ""
    return (
        ("空间码", row["spatial_code"] or ""),
        ("监测编号", row["patch_no"] or ""),
        ("来源", word("channel", row["channel"] or "", "zh")),
        ("坐落单位", place or "未知"),
        ("图斑类型", _coded("change_type", row["change_type"])),
        ("变化性质", word("change_kind", row["change_kind"] or "", "zh")),
        ("前时相", row["before_on"] or "—"),
        ("后时相", row["after_on"] or "—"),
        ("监测面积", area_text(row["ministry_area_m2"])),
        ("实测面积", area_text(row["area_m2"])),
        ("占耕地", area_text(row["cultivated_m2"])),
        ("占永久基本农田", area_text(row["basic_m2"])),
        ("合法手续覆盖", covered),
        ("未覆盖", area_text(row["uncovered_m2"])),
        ("未覆盖耕地", area_text(row["uncovered_cultivated_m2"])),
        ("未覆盖永农", area_text(row["uncovered_basic_m2"])),
        ("最佳手续", row["best_doc_no"] or "无"),
        ("中心经纬度", "—" if lon is None or lat is None else f"{lon:.6f}°E　{lat:.6f}°N"),
        ("当前状态", word("state", row["state"] or "", "zh") or "—"),
        ("责任人（时限）", (mask_person(row["responsible"]) if row["responsible"] else "未派发") + due),
    )


def _coded(group: str, key: str | None) -> str:
    shown = word(group, key or "", "zh")
    return f"{shown}({key})" if key and shown != key else shown


def _evidence(number: int, entry: dict[str, Any]) -> EvidenceLine:
    overlap, share = measured("area", entry["overlap_m2"]), measured("share", entry["share"])
    notes = [word("note", note, "zh") for note in (entry["note"] or "").split(",") if note.strip()]
    verdict = "计入" if entry["counts"] else "不计：" + word("why_not", entry["why_not"] or "", "zh")
    return EvidenceLine(
        (
            str(number),
            entry["layer"] or "",
            shown_type(entry["approval_type"] or "unknown", entry["layer"] or "", language="zh"),
            entry["doc_no"] or "",
            entry["approved_on"] or "",
            entry["valid_to"] or "",
            "" if overlap is None else f"{overlap:,.2f}",
            "" if share is None else f"{share:.2%}",
            "；".join([verdict, *notes]),
        ),
        bool(entry["counts"]),
        entry["wkb"],
    )
