"""A county of any size for the benchmarks: demo districts side by side, in metres of EPSG:4549.

Built on :func:`demo.district.make_district`, whose ground, stories and papers it takes. What a benchmark
needs besides: exactly two approvals and four land-class parcels per patch, outlines with the many vertices
of real digitising, and every approval of a kind that counts for every patch, so that one figure (patch ∩
union of approvals) is the same question for all engines. The same size gives the same county.

A few districts are drawn (:data:`DISTRICTS`); a large county repeats them, mirrored and in other places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gengdi_plugin.core.kernel import shapely
from gengdi_plugin.core.table import ObjectArray
from gengdi_plugin.demo.catalogue import APPROVAL_KEYS
from gengdi_plugin.demo.district import make_district
from gengdi_plugin.demo.plane import to_plane

from .county_approvals import approvals_of
from .county_parcels import land_parcels
from .county_shapes import digitised, mended

EPSG = 4549
#: Features per patch.
APPROVALS, PARCELS = 2, 4
#: Patches of one district, how many different ones are drawn, the seed of the first.
DISTRICT_PATCHES, DISTRICTS, SEED = 2500, 4, 4101
#: The county's middle in EPSG:4549: the central meridian's false easting, the Zhenhai plain's northing.
_MIDDLE = np.array([500_000.0, 3_320_000.0])
#: Between two districts, metres.
_GAP_M = 200.0
#: Where corners of outlines lie, metres from the true line: image interpretation and survey.
_PATCH_JITTER_M, _SURVEY_JITTER_M = 0.15, 0.03


@dataclass(frozen=True)
class Layer:
    """``geometry``: polygons in EPSG:4549 metres; ``columns``: text columns of the same length."""

    geometry: ObjectArray
    columns: dict[str, ObjectArray]

    def __len__(self) -> int:
        return len(self.geometry)

    def at(self, scale: npt.NDArray[np.float64], place: npt.NDArray[np.float64]) -> Layer:
        """The layer mirrored by the signs ``scale`` (2) and moved by ``place`` (2), metres."""
        return Layer(shapely.transform(self.geometry, lambda xy: xy * scale + place), self.columns)


District = dict[str, Layer]
KEYS = ("patches", "approvals", "farmland", "basic_farmland")


def county(patches: int) -> Iterator[District]:
    """The districts of a county with ``patches`` patches, one after another.

    Raises ValueError for a number that is not that of whole districts (a county smaller than one district
    is one of its own size, at least 40).
    """
    each = min(patches, DISTRICT_PATCHES)
    count, rest = divmod(patches, each)
    if rest:
        raise ValueError(f"A county of {patches} patches: above {DISTRICT_PATCHES} only multiples of it.")
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    pitch = max(_span(district(each, SEED + k)) for k in range(min(count, DISTRICTS))) + _GAP_M
    for number in range(count):
        row, column = divmod(number, columns)
        place = _MIDDLE + pitch * (np.array([column, row]) - np.array([columns - 1, rows - 1]) / 2)
        look = number // DISTRICTS
        scale = np.array([-1.0 if look % 2 else 1.0, -1.0 if look // 2 % 2 else 1.0])
        source = district(each, SEED + number % DISTRICTS)
        yield {key: _numbered(source[key].at(scale, place), key, number) for key in KEYS}


def _numbered(layer: Layer, key: str, number: int) -> Layer:
    """The same with numbers of its own in the county."""
    if key != "patches":
        return layer
    names = np.array([f"330211{number:04d}{k:05d}" for k in range(len(layer))], dtype=object)
    return Layer(layer.geometry, {"JCBH": names, **layer.columns})


def _span(made: District) -> float:
    west, south, east, north = shapely.total_bounds(made["farmland"].geometry)
    return float(max(east - west, north - south))


@lru_cache(maxsize=DISTRICTS)
def district(patches: int, seed: int) -> District:
    """One district around 0, 0 in metres: its layers by :data:`KEYS`."""
    made = make_district(patches, seed)
    rng = np.random.default_rng([seed, patches])
    outlines = mended(to_plane(made.tables["patches"].geometry))
    papers = mended(np.concatenate([to_plane(made.tables[key].geometry) for key in APPROVAL_KEYS]))
    drawn = digitised(outlines, _PATCH_JITTER_M, rng)
    approvals = digitised(approvals_of(papers, outlines, APPROVALS * patches, rng), _SURVEY_JITTER_M, rng)
    farmland = made.tables["farmland"]
    land, classes = land_parcels(
        to_plane(farmland.geometry),
        farmland.columns["DLBM"],
        farmland.columns["ZLDWDM"],
        drawn,
        PARCELS * patches,
    )
    basic = np.char.startswith(classes.astype(str), "01") & (rng.random(len(land)) < 0.55)
    return {
        "patches": Layer(drawn, _patch_columns(patches, made.tables["patches"].columns["TBLX"])),
        "approvals": Layer(approvals, _approval_columns(len(approvals), rng)),
        "farmland": Layer(land, {"DLBM": classes}),
        "basic_farmland": Layer(land[basic], {"DLBM": classes[basic]}),
    }


def _patch_columns(count: int, change_types: ObjectArray) -> dict[str, ObjectArray]:
    return {
        "TBLX": change_types,
        "QSX": np.full(count, "20210318", dtype=object),
        "HSX": np.full(count, "20210625", dtype=object),
    }


def _approval_columns(count: int, rng: np.random.Generator) -> dict[str, ObjectArray]:
    """Papers that count for every change type, all older than the images."""
    historic = rng.random(count) < 0.2
    year = np.where(historic, rng.integers(1994, 2004, count), rng.integers(2015, 2021, count))
    dates = np.array([f"{y}-{m:02d}-15" for y, m in zip(year, rng.integers(1, 13, count))], dtype=object)
    numbers = np.array([f"演示甬政土字〔{y}〕{k:05d}号" for k, y in enumerate(year)], dtype=object)
    kinds = np.where(historic, "历史批文", "农转用批准").astype(object)
    return {"approval_type": kinds, "doc_no": numbers, "approved_on": dates}
