"""Which village a cell belongs to, and what kind of country it is.

Codes and names of villages and towns are real (public statistics codes); where they lie in the demo
district, and everything on their ground, is invented.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..core.kernel import shapely
from .layout import Layout

COUNTY_CODE, COUNTY_NAME = "330211", "镇海区"
_FILE = Path(__file__).parent / "data" / "villages.csv"

#: Kinds of country and the share of all cells they take, with the seats they gather around
#: (share of half the district's width and height); the rest is open fields.
_COUNTRY: tuple[tuple[str, float, tuple[tuple[float, float], ...]], ...] = (
    ("industry", 0.11, ((0.80, 0.62), (0.55, -0.45), (-0.25, -0.38))),
    ("hill", 0.07, ((-1.0, 1.0),)),
    ("pond", 0.05, ((0.42, 1.0),)),
)
_TOWN_SHARE, _VILLAGE_SHARE = 0.06, 0.24


@dataclass(frozen=True)
class Village:
    """A village or community unit: 12-digit code, name, its town, and the two seats in the demo."""

    code: str
    name: str
    town_code: str
    town_name: str
    town_seat: tuple[float, float]
    seat: tuple[float, float]


@lru_cache(maxsize=1)
def villages() -> tuple[Village, ...]:
    """The villages of the demo district, by code."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return tuple(
            Village(
                row["code"], row["name"], row["town_code"], row["town_name"],
                (float(row["town_x"]), float(row["town_y"])), (float(row["seat_x"]), float(row["seat_y"])),
            )
            for row in csv.DictReader(lines)
        )  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Per cell: the number of its village in :func:`villages` and its country
    (``field``, ``village``, ``town``, ``industry``, ``hill``, ``pond``)."""

    village: npt.NDArray[np.int64]
    country: npt.NDArray[np.object_]


def make_places(layout: Layout) -> Places:
    """Give every cell to the village whose seat is nearest and settle the seats."""
    centres = shapely.get_coordinates(shapely.centroid(layout.cells))
    middle = (centres.max(axis=0) + centres.min(axis=0)) / 2
    relative = (centres - middle) / ((centres.max(axis=0) - centres.min(axis=0)) / 2)
    seats = np.array([village.seat for village in villages()])
    distance = np.hypot(*(relative[:, None, :] - seats[None, :, :]).transpose(2, 0, 1))
    belongs = distance.argmin(axis=1)

    country = np.full(len(layout), "field", dtype=object)
    towns = sorted({village.town_seat for village in villages()})
    _settle(country, "town", _TOWN_SHARE, np.array(towns), relative)
    for kind, share, around in _COUNTRY:
        _settle(country, kind, share, np.array(around), relative)
    _settle(country, "village", _VILLAGE_SHARE, seats, relative)
    return Places(belongs, country)


def _settle(
    country: npt.NDArray[np.object_], kind: str, share: float,
    seats: npt.NDArray[np.float64], relative: npt.NDArray[np.float64],
) -> None:  # fmt: skip
    """Turn the cells nearest to each seat, as long as they are open fields, into ``kind``."""
    each = max(1, round(share * len(country) / len(seats)))
    for seat in seats:
        free = np.flatnonzero(country == "field")
        near = free[np.argsort(np.hypot(*(relative[free] - seat).T), kind="stable")[:each]]
        country[near] = kind
