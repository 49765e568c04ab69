"""Ground drawn in metres for screening tests, and a slow screening written anew from the contract.

The slow one shares nothing with the product but the area formula: it overlays in floating
longitude/latitude, one patch at a time, and applies the rules as sentences read.
"""

from __future__ import annotations

import datetime
import math

import numpy as np
import shapely
import shapely.affinity

from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.plane import Plane
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.result import ScreeningResult
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.table import FeatureTable, feature_table

HERE = Plane(121.6, 29.95)


def lonlat(geometry: shapely.Geometry) -> shapely.Geometry:
    """A geometry in metres about 121.6 E 29.95 N, in EPSG:4490."""
    return shapely.transform(geometry, HERE.inverse)


def box(x: float, y: float, width: float, height: float) -> shapely.Geometry:
    return lonlat(shapely.box(x, y, x + width, y + height))


def patches(*shapes: shapely.Geometry | None, **columns: object) -> FeatureTable:
    """Patches; a column given as one value holds for all of them."""
    values = {"change_type": "20", "before_on": "2020-12-31", "after_on": "2021-12-31", "channel": "superior"}
    values.update(columns)
    filled = {
        key: value if isinstance(value, list) else [value] * len(shapes)
        for key, value in {"patch_no": [f"P{k}" for k in range(len(shapes))], **values}.items()
    }
    return feature_table(shapes, filled, name="patches")


def approval(shape: shapely.Geometry, kind: str = "conversion", **columns: object) -> dict[str, object]:
    return {
        "geometry": shape,
        "approval_type": kind,
        "doc_no": f"{kind}-1",
        "approved_on": "2020-06-01",
        "valid_from": None,
        "valid_to": None,
        "status": None,
        **columns,
    }


def approvals(*rows: dict[str, object]) -> FeatureTable:
    names = [name for name in (rows[0] if rows else {}) if name != "geometry"]
    return feature_table(
        [row["geometry"] for row in rows], {n: [row[n] for row in rows] for n in names}, name="approvals"
    )


def farmland(*parcels: tuple[shapely.Geometry, str]) -> FeatureTable:
    return feature_table(
        [shape for shape, _ in parcels], {"class_code": [code for _, code in parcels]}, name="DLTB"
    )


#: Garden land all around: reaches every patch, nothing of it cultivated.
GARDEN = farmland((box(-5000, -5000, 10000, 10000), "0201"))
NO_BASIC = feature_table([], {}, name="YJJBNTTB")


def run(
    patch_table: FeatureTable,
    *approval_rows: dict[str, object],
    land: FeatureTable | None = GARDEN,
    basic: FeatureTable | None = NO_BASIC,
    **inputs: object,
) -> ScreeningResult:
    layers = [approvals(*approval_rows)] if approval_rows else [feature_table([], {}, name="approvals")]
    layers = inputs.pop("approvals", layers)
    return screen(ScreeningInputs(patch_table, layers, land, basic, **inputs), load_rules())


def figures(result: ScreeningResult, row: int = 0) -> dict[str, object]:
    return {name: values[row] for name, values in result.patches.columns.items()}


def evidence(result: ScreeningResult) -> list[dict[str, object]]:
    columns = result.evidence.columns
    return [{name: values[k] for name, values in columns.items()} for k in range(len(result.evidence))]


# --- the slow screening ---------------------------------------------------------------------------

CONSTRUCTION = {
    "20", "YH", "DT", "TD", "TP", "DL1", "DL2", "DL3", "TL", "SJ", "CK", "YT", "LD", "GF", "GEF", "ZQC",
    "JC", "WH", "TH",
}  # fmt: skip
COUNTS = {
    "conversion": None,
    "historic": None,
    "supply": CONSTRUCTION,
    "registration": CONSTRUCTION,
    "link_new": CONSTRUCTION,
    "advance_use": CONSTRUCTION,
    "homestead": {"20", "YH", "DT"},
    "facility": {"YH", "DT", "TD", "TP", "KT", "QT"},
    "temporary": CONSTRUCTION - {"WH", "TH"},
    "rural_road": {"ND", "DL1", "DL2", "YH", "DT"},
    "consolidation": {"DT", "TD", "TP", "01", "GQ"},
    "balance_plan": {"02", "03", "04", "KT", "SM"},
    "sea_use": {"WH", "TH", "SJ", "YT"},
}
AUTHORISES = {"conversion", "historic", "supply", "registration"}
KNOWN = CONSTRUCTION | {
    "ND", "01", "02", "03", "04", "SM", "KT", "SK", "HL", "GQ", "WL", "QT", "LT", "LY",
}  # fmt: skip


def slow_area(geometry: shapely.Geometry) -> float:
    return float(ellipsoid_areas(np.array([geometry], dtype=object))[0])


def _day(value: object) -> datetime.date | None:
    return datetime.date.fromisoformat(str(value)) if value else None


def slow_why_not(row: dict[str, object], change: str, after: datetime.date) -> str:
    status = str(row["status"] or "")
    approved, start, end = (_day(row[name]) for name in ("approved_on", "valid_from", "valid_to"))
    kind = str(row["approval_type"])
    if any(word in status for word in ("作废", "注销", "撤销", "revoked")):
        return "revoked"
    if any(word in status for word in ("拟", "报批", "待批", "退件", "pending")):
        return "pending"
    if approved and approved > after:
        return "after_image"
    if kind == "temporary":
        if not approved and not end:
            return "date_missing"
        if not end and approved:
            end = approved.replace(year=approved.year + 2)
    if (end and end < after) or (start and start > after):
        return "expired"
    if kind not in COUNTS:
        return "not_a_proof"
    if change not in KNOWN:
        return ""
    if kind == "facility" and change == "20":
        return "use_to_verify"
    allowed = COUNTS[kind]
    return "" if allowed is None or change in allowed else "incompatible_use"


def _parts(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    return [
        part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and slow_area(part) > 0.01
    ]


def slow_size(part: shapely.Geometry) -> tuple[float, float]:
    """Area in m² and mean width in m."""
    squeeze = math.cos(math.radians(29.95))
    metres = shapely.affinity.scale(part, 111_320 * squeeze, 110_870, origin=tuple(part.bounds[:2]))
    # without the hairs that floats leave on shared edges
    metres = metres.buffer(-0.0005, join_style="mitre").buffer(0.0005, join_style="mitre")
    return slow_area(part), 2 * metres.area / metres.length if metres.length else 0.0


def slow_is_sliver(part: shapely.Geometry) -> bool:
    area, width = slow_size(part)
    return area < 5 or width < 1.0


def slow_screen(
    patch: shapely.Geometry,
    change: str,
    after: datetime.date,
    rows: list[dict[str, object]],
    land: list[tuple[shapely.Geometry, str]],
    basic: list[shapely.Geometry],
) -> dict[str, object]:
    """Code, reason and figures of one patch, straight from the contract's sentences."""
    area = slow_area(patch)
    hits = [(row, patch.intersection(row["geometry"])) for row in rows]
    hits = [(row, part, slow_why_not(row, change, after)) for row, part in hits if slow_area(part) >= 0.01]
    counting = shapely.union_all([part for _, part, why in hits if why == ""])
    allowed = shapely.union_all(
        [p for row, p, why in hits if why == "" and row["approval_type"] in AUTHORISES]
    )
    tilled = shapely.union_all([patch.intersection(g) for g, code in land if code.startswith("01")])
    reach = slow_area(shapely.union_all([patch.intersection(g) for g, _ in land]))
    protected = shapely.union_all([patch.intersection(g) for g in basic])
    approved = slow_area(counting)
    parts = _parts(patch.difference(counting))
    slivers = [part for part in parts if slow_is_sliver(part)]
    forgiven = (
        approved >= 0.8 * area
        and sum(slow_area(s.intersection(tilled)) for s in slivers) < 333.33
        and sum(slow_area(s.intersection(protected)) for s in slivers) <= 100
    )
    remainder = shapely.union_all([p for p in parts if not (forgiven and slow_is_sliver(p))])
    sliver = sum(slow_area(s) for s in slivers) if forgiven else 0.0
    bare = [p for p in _parts(protected.intersection(counting).difference(allowed)) if not slow_is_sliver(p)]
    found = {
        "area_m2": area,
        "approved_m2": approved,
        "sliver_m2": sliver,
        "cultivated_m2": slow_area(tilled),
        "basic_m2": slow_area(protected),
        "uncovered_cultivated_m2": slow_area(remainder.intersection(tilled)),
        "uncovered_basic_m2": slow_area(remainder.intersection(protected)),
        "unauthorised_basic_m2": sum(slow_area(part) for part in bare),
        "reach": reach,
        "sizes": [slow_size(part) for part in (*parts, *_parts(protected.intersection(counting)))],
    }
    whys = [why for _, _, why in hits]
    if reach < 0.5 * area:
        reason = "inputs_missing"
    elif "" not in whys:
        reason = (
            "use_to_verify" if "use_to_verify" in whys else "approval_not_valid" if whys else "no_approval"
        )
    elif (approved + sliver) / area < 0.95:
        reason = "partly_covered"
    elif found["unauthorised_basic_m2"] > 1.0:
        reason = "basic_farmland_not_authorised"
    elif found["uncovered_basic_m2"] > 1.0:
        reason = "uncovered_basic_farmland"
    elif found["uncovered_cultivated_m2"] >= 333.33:
        reason = "uncovered_cultivated"
    else:
        reason = "covered"
    return {**found, "reason": reason, "code": "green" if reason == "covered" else "yellow"}


def near_a_threshold(found: dict[str, object], perimeter: float) -> bool:
    """Whether 1 mm more or less could change the verdict: then two honest routes may disagree."""
    slack = 0.004 * perimeter + 0.05
    area = float(found["area_m2"])
    tests = (
        float(found["approved_m2"]) + float(found["sliver_m2"]) - 0.95 * area,
        float(found["approved_m2"]) - 0.8 * area,
        float(found["reach"]) - 0.5 * area,
        float(found["uncovered_cultivated_m2"]) - 333.33,
    )
    if any(abs(size - 5) < slack or abs(width - 1) < 0.05 for size, width in found["sizes"]):
        return True
    strict = (float(found["unauthorised_basic_m2"]) - 1.0, float(found["uncovered_basic_m2"]) - 1.0)
    return any(abs(test) < slack for test in tests) or any(abs(test) < min(slack, 0.8) for test in strict)
