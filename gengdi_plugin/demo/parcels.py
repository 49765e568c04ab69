"""The parcels as the land survey describes them (DLTB of TD/T 1057-2020)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.area import ellipsoid_areas
from ..core.table import FeatureTable, ObjectArray, object_array
from .cover import pick
from .ground import Ground
from .places import COUNTY_CODE, villages
from .plane import to_lonlat

#: The survey year: the ground before the changes.
SURVEY_YEAR = 2020

CLASS_NAMES = {
    "0101": "水田", "0102": "水浇地", "0103": "旱地", "0201": "果园", "0202": "茶园", "0301": "乔木林地",
    "0302": "竹林地", "0305": "灌木林地", "0307": "其他林地", "0404": "其他草地",
    "05H1": "商业服务业设施用地",
    "0508": "物流仓储用地", "0601": "工业用地", "0701": "城镇住宅用地", "0702": "农村宅基地",
    "08H1": "机关团体新闻出版用地", "08H2": "科教文卫用地", "0809": "公用设施用地", "0810": "公园与绿地",
    "1003": "公路用地", "1004": "城镇村道路用地", "1006": "农村道路", "1101": "河流水面", "1104": "坑塘水面",
    "1104A": "养殖坑塘", "1107": "沟渠", "1201": "空闲地", "1202": "设施农用地",
}  # fmt: skip
_CROPS = (("LS", 0.66), ("LYFL", 0.14), ("FLS", 0.15), ("WG", 0.05))
_CROP_NAMES = {"LS": "种植粮食作物", "LYFL": "粮与非粮轮作", "FLS": "种植非粮食作物", "WG": "未耕种"}
#: Land of the state (20) and of villages (30) by class; the rest is the village's.
_STATE_OWNED = ("05H1", "0508", "0601", "0701", "08H2", "1003", "1101")


def parcel_table(ground: Ground, rng: np.random.Generator) -> FeatureTable:
    """All parcels with the survey's field names, in EPSG:4490; areas are official ellipsoidal areas."""
    geometry = to_lonlat(ground.parcels)
    codes = ground.class_code
    village = ground.places.village[ground.cell]
    unit = object_array(f"{villages()[k].code}0000000" for k in range(len(villages())))[village]
    unit_name = object_array(place.name for place in villages())[village]
    area = np.round(ellipsoid_areas(geometry), 2)
    cultivated = np.array([code.startswith("01") for code in codes])
    ratio = np.where(
        cultivated & (rng.random(len(codes)) < 0.25), np.round(rng.uniform(0.01, 0.06, len(codes)), 4), 0.0
    )
    deducted = np.round(area * ratio, 2)
    crop = only(cultivated, pick(_CROPS, len(codes), rng))
    state_owned = np.isin(codes, _STATE_OWNED)
    numbers = _numbered_within(village)
    size = len(codes)
    columns = {
        "BSM": object_array(f"{COUNTY_CODE}2001{k + 1:08d}" for k in range(size)),
        "YSDM": np.full(size, "2001010100", dtype=object),
        "TBBH": object_array(str(number) for number in numbers),
        "DLBM": codes,
        "DLMC": object_array(CLASS_NAMES[code] for code in codes),
        "QSXZ": np.where(state_owned, "20", "30").astype(object),
        "QSDWDM": unit,
        "QSDWMC": unit_name,
        "ZLDWDM": unit,
        "ZLDWMC": unit_name,
        "TBMJ": area,
        "KCDLBM": only(ratio > 0, np.full(size, "1203", dtype=object)),
        "KCXS": ratio,
        "KCMJ": deducted,
        "TBDLMJ": np.round(area - deducted, 2),
        "GDLX": np.full(size, None, dtype=object),
        "GDPDJB": only(cultivated, np.full(size, "1", dtype=object)),
        "XZDWKD": np.where(np.isin(codes, ("1003", "1006", "1101", "1107")), ground.width, np.nan),
        "ZZSXDM": crop,
        "ZZSXMC": object_array(_CROP_NAMES.get(code) for code in crop),
        "GDDB": np.where(cultivated, rng.integers(3, 7, size), np.nan),
        "FRDBS": np.full(size, None, dtype=object),
        "CZCSXM": _settlement(ground),
        "SJNF": np.full(size, float(SURVEY_YEAR)),
        "MSSM": np.full(size, "00", dtype=object),
    }
    return FeatureTable(geometry, columns, columns["BSM"], "DLTB")


def _numbered_within(village: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """1, 2, 3 … within each village, in the parcels' order."""
    order = np.argsort(village, kind="stable")
    starts = np.searchsorted(village[order], village[order])
    numbers = np.empty(len(village), dtype=np.int64)
    numbers[order] = np.arange(len(village)) - starts + 1
    return numbers


def _settlement(ground: Ground) -> npt.NDArray[np.object_]:
    """城镇村属性码: 202 in towns, 203 for built land in villages."""
    built = np.isin(
        ground.class_code, ("0701", "0702", "05H1", "08H1", "08H2", "0809", "0810", "1004", "0601", "1201")
    )
    town = ground.places.country[ground.cell] == "town"
    return only(built, np.where(town, "202", "203").astype(object))


def only(where: npt.NDArray[np.bool_], values: ObjectArray) -> ObjectArray:
    """``values`` where the condition holds, None elsewhere."""
    chosen = np.full(len(values), None, dtype=object)
    chosen[where] = values[where]
    return chosen
