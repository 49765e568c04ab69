"""Polluting enterprises of the demo district: plants in the industrial cells, all of them invented."""

from __future__ import annotations

import numpy as np

from ..core.kernel import shapely
from ..core.table import FeatureTable, ObjectArray, object_array
from .ground import Ground
from .places import COUNTY_CODE, villages
from .plane import to_lonlat
from .subdivision import Ints
from .uscc import company_code

#: Industries of the place (GB/T 4754-2017), with the word in the name and the usual permit category.
_INDUSTRIES = (
    ("2614", "化工", "key"),
    ("2651", "塑料", "key"),
    ("3360", "电镀", "key"),
    ("3484", "机械", "registration"),
    ("1713", "印染", "key"),
    ("2221", "纸业", "simplified"),
    ("3021", "建材", "simplified"),
    ("3670", "汽配", "registration"),
)
_NAMES = "甬海镇澥骆庄贵蛟龙湖江港东明华兴盛达瑞丰"
_CATEGORY = {"key": "重点管理", "simplified": "简化管理", "registration": "登记管理"}
_SHARE = 0.6


def source_tables(ground: Ground, rng: np.random.Generator) -> dict[str, FeatureTable]:
    """``enterprise`` (points), ``permit`` (plant boundaries) and ``outlet`` (points) with the names a
    bureau gives their fields."""
    plants = np.flatnonzero(
        (ground.class_code == "0601") & (ground.places.country[ground.cell] == "industry")
    )
    plants = plants[rng.random(len(plants)) < _SHARE]
    outlines = ground.parcels[plants]
    boundary = shapely.buffer(outlines, -6.0, join_style="mitre")
    size = len(plants)
    kinds = rng.integers(0, len(_INDUSTRIES), size)
    codes = [
        company_code(COUNTY_CODE, int(n)) for n in rng.choice(90_000_000, size, replace=False) + 10_000_000
    ]
    names = [_name(int(kind), rng) for kind in kinds]
    category = [_INDUSTRIES[kind][2] for kind in kinds]
    town = [villages()[k].town_name for k in ground.places.village[ground.cell[plants]]]
    enterprise = FeatureTable(
        to_lonlat(shapely.point_on_surface(outlines)),
        {
            "TYSHXYDM": object_array(codes), "QYMC": object_array(names),
            "HYDM": object_array(_INDUSTRIES[kind][0] for kind in kinds),
            "GLLB": object_array(_CATEGORY[key] for key in category), "SSJD": object_array(town),
        },
        object_array(str(k + 1) for k in range(size)), "WRY",
    )  # fmt: skip
    licensed = np.flatnonzero([key != "registration" for key in category])
    permit = _permits(boundary, codes, category, licensed, rng)
    return {"enterprise": enterprise, "permit": permit, "outlet": _outlets(permit, boundary[licensed], rng)}


def _name(kind: int, rng: np.random.Generator) -> str:
    first, second = rng.choice(list(_NAMES), 2)
    return f"演示{first}{second}{_INDUSTRIES[kind][1]}有限公司"


def _permits(
    boundary: ObjectArray,
    codes: list[str],
    category: list[str],
    licensed: Ints,
    rng: np.random.Generator,
) -> FeatureTable:
    start = np.datetime64("2019-06-01") + rng.integers(0, 600, len(licensed))
    columns = {
        "XKZBH": object_array(f"{codes[k]}001P" for k in licensed),
        "TYSHXYDM": object_array(codes[k] for k in licensed),
        "YXQQ": object_array(str(day) for day in start),
        "YXQZ": object_array(str(day + 1826) for day in start),
        "GLLB": object_array(_CATEGORY[category[k]] for k in licensed),
        "HZR": np.full(len(licensed), "演示绘制", dtype=object),
    }
    ids = object_array(str(k + 1) for k in range(len(licensed)))
    return FeatureTable(to_lonlat(boundary[licensed]), columns, ids, "PWXK")


def _outlets(permit: FeatureTable, boundary: ObjectArray, rng: np.random.Generator) -> FeatureTable:
    """One water outlet at the plant's edge and, for most, a stack inside it."""
    ring = shapely.get_exterior_ring(boundary)
    edge = shapely.line_interpolate_point(ring, rng.random(len(boundary)), normalized=True)
    stack = shapely.point_on_surface(boundary)
    with_stack = np.flatnonzero(rng.random(len(boundary)) < 0.7)
    numbers = permit.columns["XKZBH"]
    holders = np.concatenate([numbers, numbers[with_stack]])
    water = np.arange(len(holders)) < len(numbers)
    columns = {
        "PFKBH": object_array("DW001" if wet else "DA001" for wet in water),
        "XKZBH": holders,
        "PFKLX": object_array("废水" if wet else "废气" for wet in water),
        "MNH": object_array(f"{COUNTY_CODE}{k + 1:08d}" for k in range(len(holders))),
    }
    geometry = to_lonlat(np.concatenate([edge, stack[with_stack]]))
    return FeatureTable(geometry, columns, object_array(str(k + 1) for k in range(len(holders))), "PFK")
