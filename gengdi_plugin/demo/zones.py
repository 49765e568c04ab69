"""Permanent basic farmland and the other zones drawn over the ground, and the village boundaries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.area import ellipsoid_areas
from ..core.kernel import shapely
from ..core.table import FeatureTable, ObjectArray, object_array
from .ground import Ground
from .parcels import SURVEY_YEAR
from .places import COUNTY_CODE, COUNTY_NAME, villages
from .plane import to_lonlat
from .sites import Allotment

#: Share of the free cultivated strips that are permanent basic farmland (the city's own figures say 0.86).
_BASIC_SHARE = 0.86
_GRAIN_SHARE, _HIGH_STANDARD_SHARE = 0.45, 0.35


def basic_parcels(ground: Ground, allotment: Allotment, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Which parcels are permanent basic farmland: cultivated strips, except where a site must lie on
    general farmland, and always where it must not."""
    slots = ground.slots
    wanted = allotment.basic.copy()
    chain_basic = rng.random(int(slots.chain.max()) + 1) < _BASIC_SHARE
    free = wanted < 0
    wanted[free] = chain_basic[slots.chain[free]]
    cultivated = np.array([code.startswith("01") for code in ground.class_code])
    open_country = np.isin(ground.places.country[ground.cell], ("field", "village"))
    of_slot = ground.slot >= 0
    basic = np.zeros(len(ground.parcels), dtype=bool)
    basic[of_slot] = wanted[ground.slot[of_slot]] == 1
    basic[~of_slot] = rng.random(int((~of_slot).sum())) < _BASIC_SHARE
    basic &= cultivated & open_country
    if allotment.keep_general:
        tree = shapely.STRtree(ground.parcels)
        close = tree.query(object_array(allotment.keep_general), predicate="dwithin", distance=4.0)[1]
        basic[close] = False
    return basic


def basic_table(parcels: FeatureTable, basic: npt.NDArray[np.bool_]) -> FeatureTable:
    """YJJBNTTB: the parcels that are permanent basic farmland."""
    chosen = parcels.take(np.flatnonzero(basic))
    size = len(chosen)
    columns = {
        "BSM": object_array(f"{COUNTY_CODE}2005{k + 1:08d}" for k in range(size)),
        "YSDM": np.full(size, "2005010300", dtype=object),
        "YJJBNTTBBH": object_array(f"{COUNTY_CODE}{k + 1:08d}" for k in range(size)),
        "DLBM": chosen.columns["DLBM"],
        "DLMC": chosen.columns["DLMC"],
        "QSDWDM": chosen.columns["QSDWDM"],
        "ZLDWDM": chosen.columns["ZLDWDM"],
        "ZLDWMC": chosen.columns["ZLDWMC"],
        "TBMJ": chosen.columns["TBMJ"],
        "YJJBNTMJ": chosen.columns["TBDLMJ"],
        "SJNF": np.full(size, float(SURVEY_YEAR)),
    }
    return FeatureTable(chosen.geometry, columns, columns["BSM"], "YJJBNTTB")


def grain_table(ground: Ground, rng: np.random.Generator) -> FeatureTable:
    """LSSCGNQ: the inner ground of some open-field cells, one zone each."""
    cells = np.flatnonzero(
        (ground.places.country == "field") & (rng.random(len(ground.layout)) < _GRAIN_SHARE)
    )
    geometry = to_lonlat(ground.layout.interiors[cells])
    names = [villages()[k].name for k in ground.places.village[cells]]
    return _zones("LSSCGNQ", geometry, {
        "GNQBH": object_array(f"LGQ{COUNTY_CODE}{k + 1:04d}" for k in range(len(cells))),
        "GNQMC": object_array(f"演示{name}粮食生产功能区{k + 1}" for k, name in enumerate(names)),
        "GNQMJ": np.round(ellipsoid_areas(geometry), 2),
        "JSND": np.full(len(cells), "2015", dtype=object),
    })  # fmt: skip


def high_standard_table(ground: Ground, rng: np.random.Generator) -> FeatureTable:
    """GBZNT: one project per village over some of its open-field cells."""
    chosen = (ground.places.country == "field") & (rng.random(len(ground.layout)) < _HIGH_STANDARD_SHARE)
    numbers = np.unique(ground.places.village[chosen])
    geometry = to_lonlat(object_array(
        shapely.union_all(ground.layout.interiors[chosen & (ground.places.village == number)])
        for number in numbers
    ))  # fmt: skip
    return _zones("GBZNT", geometry, {
        "XMBH": object_array(f"GBZ{COUNTY_CODE}{k + 1:04d}" for k in range(len(numbers))),
        "XMMC": object_array(f"演示{villages()[k].name}高标准农田建设项目" for k in numbers),
        "JSND": object_array(str(2013 + k % 6) for k in range(len(numbers))),
        "YSWH": object_array(f"演示高标验〔{2014 + k % 6}〕{k + 1:03d}号" for k in range(len(numbers))),
        "JSMJ": np.round(ellipsoid_areas(geometry), 2),
    })  # fmt: skip


def redline_table(ground: Ground) -> FeatureTable:
    """STBHHX: the hills."""
    hills = shapely.union_all(ground.layout.cells[ground.places.country == "hill"])
    geometry = to_lonlat(object_array(shapely.get_parts(hills)))
    return _zones("STBHHX", geometry, {
        "HXBH": object_array(f"HX{COUNTY_CODE}{k + 1:03d}" for k in range(len(geometry))),
        "HXMC": np.full(len(geometry), "演示水源涵养生态保护红线", dtype=object),
        "MJ": np.round(ellipsoid_areas(geometry), 2),
    })  # fmt: skip


def unit_table(ground: Ground) -> FeatureTable:
    """XZQ: villages (12 digits), towns (9) and the county (6), each level tiling the district."""
    found: dict[str, tuple[str, str, list[int]]] = {}
    for number in np.unique(ground.places.village).tolist():
        place = villages()[number]
        for code, name, level in (
            (place.code, place.name, "村级"),
            (place.town_code, place.town_name, "乡级"),
            (COUNTY_CODE, COUNTY_NAME, "县级"),
        ):
            found.setdefault(code, (name, level, []))[2].append(number)
    codes = sorted(found, key=lambda code: (-len(code), code))
    village, cells = ground.places.village, ground.layout.cells
    geometry: ObjectArray = to_lonlat(
        object_array(shapely.union_all(cells[np.isin(village, found[code][2])]) for code in codes)
    )
    return _zones("XZQ", geometry, {
        "BSM": object_array(f"{COUNTY_CODE}1000{k + 1:08d}" for k in range(len(codes))),
        "YSDM": np.full(len(codes), "1000600100", dtype=object),
        "XZQDM": object_array(codes),
        "XZQMC": object_array(found[code][0] for code in codes),
        "JB": object_array(found[code][1] for code in codes),
        "DCMJ": np.round(ellipsoid_areas(geometry), 2),
    })  # fmt: skip


def _zones(name: str, geometry: ObjectArray, columns: dict[str, npt.NDArray[np.generic]]) -> FeatureTable:
    ids = object_array(str(k + 1) for k in range(len(geometry)))
    return FeatureTable(geometry, dict(columns), ids, name)
