"""What the demo's ground looks like from the air: colours and textures by kind of ground.

Every pixel is a function of its place and of the parcel it lies in, of nothing else: the same ground
gives the same picture, and a parcel that does not change looks the same in two pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

_NOISE_SIZE = 512
_NOISE = np.random.default_rng(20211215).random((_NOISE_SIZE, _NOISE_SIZE)).astype(np.float32)


@dataclass(frozen=True)
class Look:
    """How one kind of ground looks. ``colours``: one of them is taken per parcel; ``vary``: how much the
    parcel's brightness differs from its neighbours'; ``coarse``, ``fine``: strength of blotches of some
    12 m and of grain; ``rows``, ``row_m``: strength and distance of rows of crops; ``roofs``: size of
    the houses along and across and of the gap between them, metres (empty: none); ``roof``: their colours."""

    colours: tuple[tuple[int, int, int], ...]
    vary: float = 0.06
    coarse: float = 0.05
    fine: float = 0.04
    rows: float = 0.0
    row_m: float = 3.0
    roofs: tuple[float, ...] = ()
    roof: tuple[tuple[int, int, int], ...] = ()


_TILES = ((122, 116, 112), (108, 104, 104), (136, 98, 84), (150, 112, 94), (98, 100, 106))
_STEEL = ((96, 130, 162), (176, 182, 186), (112, 142, 168), (198, 200, 198), (150, 88, 74))
_CONCRETE = ((178, 174, 164), (168, 165, 157), (186, 182, 172))
_WOOD = ((52, 74, 44), (58, 82, 48), (48, 68, 42), (64, 86, 52))

LOOKS: dict[str, Look] = {
    "paddy": Look(((110, 128, 72), (98, 122, 66), (124, 136, 82), (104, 120, 76)), 0.07, 0.04, 0.03,
                  0.03, 4.0),
    "dry": Look(((142, 134, 92), (126, 130, 80), (150, 136, 100)), 0.08, 0.06, 0.04, 0.10, 4.5),
    "orchard": Look(((86, 106, 62), (94, 110, 66)), 0.05, 0.06, 0.05, 0.16, 5.0),
    "wood": Look(_WOOD, 0.05, 0.24, 0.12),
    "grass": Look(((122, 134, 84), (132, 138, 92)), 0.06, 0.10, 0.05),
    "park": Look(((92, 116, 66), (84, 108, 62)), 0.05, 0.18, 0.06),
    "water": Look(((74, 96, 92), (80, 100, 94)), 0.03, 0.04, 0.010),
    "pond": Look(((82, 104, 98), (92, 110, 98), (76, 98, 96)), 0.06, 0.05, 0.010),
    "road": Look(((150, 148, 144), (144, 143, 140)), 0.02, 0.03, 0.02),
    "lane": Look(((172, 164, 146), (164, 156, 138)), 0.03, 0.04, 0.03),
    "yard": Look(_CONCRETE, 0.04, 0.04, 0.03),
    "earth": Look(((168, 138, 102), (176, 148, 112), (158, 128, 96)), 0.05, 0.14, 0.06),
    "waste": Look(((146, 140, 104), (138, 136, 98)), 0.06, 0.16, 0.06),
    "outside": Look(((104, 118, 78),), 0.0, 0.10, 0.04),
    "village": Look(((160, 152, 138), (152, 147, 134)), 0.04, 0.06, 0.04,
                    roofs=(13.0, 9.0, 3.2), roof=_TILES),
    "town": Look(((150, 150, 142), (144, 146, 138)), 0.04, 0.10, 0.04, roofs=(34.0, 12.0, 14.0), roof=_TILES),
    "office": Look(((156, 154, 146),), 0.04, 0.08, 0.04, roofs=(40.0, 18.0, 12.0),
                   roof=_TILES[:2] + _STEEL[1:2]),
    "plant": Look(_CONCRETE, 0.04, 0.05, 0.03, roofs=(46.0, 26.0, 9.0), roof=_STEEL),
    "shed": Look(((148, 138, 112),), 0.04, 0.06, 0.04, roofs=(40.0, 8.0, 3.0),
                 roof=((200, 204, 204), (186, 192, 194), (208, 208, 202))),
    "solar": Look(((120, 128, 84),), 0.03, 0.05, 0.03, roofs=(24.0, 4.0, 3.0), roof=((46, 58, 92),)),
}  # fmt: skip

#: Land class -> kind of ground; the longest beginning wins.
_CLASSES = {
    "01": "dry", "0101": "paddy", "02": "orchard", "03": "wood", "04": "grass", "05": "office",
    "0508": "plant", "06": "plant", "0701": "town", "0702": "village", "08": "office", "0809": "plant",
    "0810": "park", "1003": "road", "1004": "lane", "1006": "lane", "1101": "water", "1104": "pond",
    "1107": "water", "12": "waste", "1202": "shed",
}  # fmt: skip
#: Ground beyond the district's edge.
OUTSIDE = "outside"
#: How much darker the edge of a parcel is.
EDGE_SHADE = 0.86
#: Kind of change -> what the ground has become.
_CHANGES = {
    "20": "village", "YH": "yard", "DT": "earth", "TD": "earth", "TP": "earth", "DL1": "road", "DL2": "road",
    "DL3": "road", "ND": "lane", "TL": "road", "KT": "pond", "SM": "pond", "SK": "pond", "02": "orchard",
    "03": "wood", "04": "grass", "LT": "grass", "GF": "solar", "GEF": "solar", "SJ": "earth", "GQ": "earth",
    "QT": "waste",
}  # fmt: skip
#: A building on more than this is a plant, m².
_PLANT_M2 = 900.0


def ground_kind(class_code: str) -> str:
    """What ground of a land class looks like."""
    for length in (len(class_code), 4, 2):
        if class_code[:length] in _CLASSES:
            return _CLASSES[class_code[:length]]
    return "waste"


def changed_kind(change_type: str, area_m2: float) -> str:
    """What a change of this type has made of the ground."""
    kind = _CHANGES.get(change_type, "waste")
    return "plant" if kind == "village" and area_m2 > _PLANT_M2 else kind


class Ground:
    """A window of the ground: where its pixels lie, and the blotches and grain that belong to the place.

    ``x``, ``y``: metres east and north of a fixed point, of the window's columns and rows. Blotches are
    reckoned for squares of ``coarser`` pixels.
    """

    def __init__(self, x: Floats, y: Floats, coarser: int) -> None:
        self._east, self._north = np.meshgrid(x, y)
        east, north = self._east[::coarser, ::coarser], self._north[::coarser, ::coarser]
        blotches = _noise(east / 12.0, north / 12.0) + 0.5 * _noise(east / 5.0 + 77, north / 5.0 + 31) - 0.75
        self._coarse = _spread(blotches, coarser)
        self._fine = _spread(_noise(east / 1.6 + 11, north / 1.6 + 5) - 0.5, coarser)
        self._slow = _spread(1.0 + 0.10 * (_noise(east / 160.0 + 3, north / 160.0 + 9) - 0.5), coarser)

    def colours(self, labels: Labels, where: Mask, kinds: list[str], angles: Floats) -> Floats:
        """Colours (n, 3) of the pixels of ``where``. ``labels``: number of the parcel in every pixel of
        the window; ``kinds``, ``angles`` of the parcels."""
        parcel = labels[where]
        east, north = self._east[where], self._north[where]
        cosine, sine = np.cos(angles)[parcel], np.sin(angles)[parcel]
        along, across = east * cosine + north * sine, north * cosine - east * sine
        coarse, fine = self._coarse[where], self._fine[where]
        names = sorted(set(kinds))
        number = np.array([names.index(kind) for kind in kinds], dtype=np.uint8)[parcel]
        order = np.argsort(number, kind="stable")  # of small whole numbers: one pass
        bounds = np.searchsorted(number[order], np.arange(len(names) + 1))
        colours = np.empty((len(parcel), 3), dtype=np.float32)
        for name, start, end in zip(names, bounds[:-1], bounds[1:]):
            here = order[start:end]
            colours[here] = _coloured(
                LOOKS[name], parcel[here], coarse[here], fine[here], along[here], across[here]
            )
        colours *= self._slow[where][:, None]
        return colours


def _coloured(
    look: Look, parcel: Labels, coarse: Floats, fine: Floats, along: Floats, across: Floats
) -> Floats:
    colours = np.array(look.colours, dtype=np.float32)
    colour = colours[(_chance(parcel, 1) * len(colours)).astype(int)]
    light = 1.0 + look.vary * (2.0 * _chance(parcel, 2) - 1.0) + look.coarse * coarse + look.fine * fine
    if look.rows:
        light += look.rows * np.sin(across * np.float32(2.0 * np.pi / look.row_m))
    if look.roofs:
        colour, light = _roofs(look, parcel, colour, light, along, across)
    lit: Floats = colour * light[:, None]
    return lit


def _roofs(
    look: Look, parcel: Labels, colour: Floats, light: Floats, along: Floats, across: Floats
) -> tuple[Floats, Floats]:
    """Houses in rows with a ridge, the shaded half darker, and the shadow they throw on the ground."""
    length, depth, gap = look.roofs
    along = along + np.float32(60.0) * _chance(parcel, 3)
    across = across + np.float32(60.0) * _chance(parcel, 4)
    house = parcel.astype(np.int64) * 8191 + np.floor(along / (length + gap)).astype(np.int64) * 131
    house += np.floor(across / (depth + gap)).astype(np.int64)
    u, v = np.mod(along, length + gap), np.mod(across, depth + gap)
    roof = (u < length) & (v < depth)
    shadow = ~roof & (v < depth + 2.2) & (u < length + 1.0)
    roofs = np.array(look.roof, dtype=np.float32)
    tinted = roofs[(_chance(house, 5) * len(roofs)).astype(int)]
    sunny = np.where(v > depth / 2, np.float32(0.90), np.float32(1.08))
    colour = np.where(roof[:, None], tinted, colour)
    light = np.where(roof, sunny * (0.5 + 0.5 * light), np.where(shadow, light * np.float32(0.66), light))
    return colour, light.astype(np.float32)


def edges(labels: Labels) -> Mask:
    """Bunds and hedges: the first pixel of a parcel at its western and northern edge."""
    edge = np.zeros(labels.shape, dtype=bool)
    edge[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    edge[1:, :] |= labels[1:, :] != labels[:-1, :]
    return edge


def _spread(values: Floats, times: int) -> Floats:
    return np.repeat(np.repeat(values, times, axis=0), times, axis=1)


def _noise(x: Floats, y: Floats) -> Floats:
    """Smooth noise from 0 to 1 with a grid of 1, the same for the same place."""
    left, low = np.floor(x), np.floor(y)
    u, v = x - left, y - low
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    i, j = left.astype(np.int32) % _NOISE_SIZE, low.astype(np.int32) % _NOISE_SIZE
    k, m = (i + 1) % _NOISE_SIZE, (j + 1) % _NOISE_SIZE
    south = _NOISE[j, i] * (1 - u) + _NOISE[j, k] * u
    north = _NOISE[m, i] * (1 - u) + _NOISE[m, k] * u
    mixed: Floats = (south * (1 - v) + north * v).astype(np.float32)
    return mixed


def _chance(number: npt.NDArray[Any], salt: int) -> Floats:
    """A number from 0 to 1 for each whole number, always the same one."""
    mixed = (number.astype(np.uint64) + np.uint64(salt * 7919)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    drawn: Floats = ((mixed >> np.uint64(40)).astype(np.float32)) / np.float32(1 << 24)
    return drawn
