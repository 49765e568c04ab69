"""When each change was seen, by whom, and how it was drawn from the image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.kernel import Polygon, shapely
from .sites import Site
from .stories import CHANNELS

#: Honest digitising: how far a patch is displaced as a whole, and each vertex on top of it, metres.
SHIFT_M, JITTER_M = (0.10, 0.62), 0.12
#: Stories whose figures lie near a limit of the rule are drawn with care.
_CAREFUL_M = (0.10, 0.30)
_CAREFUL = {"excess_strip", "excess_on_basic", "conversion_on_basic", "twisted_approval"}

Day = np.datetime64
#: Image pairs of the superior authority and months of local monitoring (2021, the pilot's year).
_QUARTERS = (("2020-11-20", "2021-03-18"), ("2021-03-18", "2021-06-25"), ("2021-06-25", "2021-09-22"))
_MONTHS = tuple(range(1, 10))
_EARLY, _PAIRED = {"before_approval"}, {"between_images"}


@dataclass(frozen=True)
class Occasion:
    """A change as it was reported. ``before_on`` may be NaT (nobody noted it); ``before_text`` and
    ``after_text`` as the channel writes them; ``outline``: the patch in the plane; ``slip_m``: how far
    it was displaced."""

    patch_no: str
    change_type: str
    channel: str
    before_on: Day
    after_on: Day
    before_text: str | None
    after_text: str
    outline: Polygon
    slip_m: float


def report(sites: list[Site], rng: np.random.Generator) -> list[Occasion]:
    """One occasion per site, in the sites' order."""
    channels = _channels(sites, rng)
    numbers: dict[str, int] = {}
    seen: dict[str, int] = {}
    occasions = []
    for site, channel in zip(sites, channels):
        turn_no = seen.get(site.story.key, 0)
        seen[site.story.key] = turn_no + 1
        change_type = site.story.change_types[turn_no % len(site.story.change_types)]
        numbers[channel] = numbers.get(channel, 0) + 1
        before, after = _dates(channel, site.story.key, rng)
        before_text, after_text, after = _written(channel, before, after)
        if channel == "public":
            before = Day("NaT")
        outline, slip = _digitised(site, rng)
        occasions.append(Occasion(_number(channel, after, numbers[channel]), change_type, channel, before,
                                  after, before_text, after_text, outline, slip))  # fmt: skip
    return occasions


def _channels(sites: list[Site], rng: np.random.Generator) -> list[str]:
    shares = np.array([share for _, share in CHANNELS])
    bounds = np.round(np.cumsum(shares) * len(sites)).astype(int)
    names = np.array([name for name, _ in CHANNELS], dtype=object)
    drawn = np.repeat(names, np.diff(np.concatenate([[0], bounds])))
    drawn = drawn[rng.permutation(len(drawn))]
    paired = [site.story.key in _PAIRED or site.story.key in _EARLY for site in sites]
    return ["superior" if needs else str(name) for needs, name in zip(paired, drawn)]


def _dates(channel: str, story: str, rng: np.random.Generator) -> tuple[Day, Day]:
    if channel == "superior":
        pairs = _QUARTERS[:2] if story in _EARLY else _QUARTERS
        before, after = pairs[int(rng.integers(len(pairs)))]
        return Day(before), Day(after)
    month = int(rng.choice(_MONTHS))
    start = Day(f"2021-{month:02d}-01") + int(rng.integers(0, 20))
    return start, start + int(rng.integers(25, 45))


def _written(channel: str, before: Day, after: Day) -> tuple[str | None, str, Day]:
    """The dates as the channel writes them; a month stands for its last day."""
    year, month, day = str(after).split("-")
    if channel == "superior":
        return str(before).replace("-", ""), str(after).replace("-", ""), after
    if channel == "local_monitoring":
        return str(before), str(after), after
    if channel == "patrol":
        y, m, d = str(before).split("-")
        return f"{y}/{int(m)}/{int(d)}", f"{year}/{int(month)}/{int(day)}", after
    last = (after.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    return None, f"{year}年{int(month)}月", last


def _number(channel: str, after: Day, number: int) -> str:
    sign = {"superior": "B", "local_monitoring": "J", "patrol": "X", "public": "G"}[channel]
    return f"330211{str(after)[:4]}{sign}{number:05d}"


def _digitised(site: Site, rng: np.random.Generator) -> tuple[Polygon, float]:
    """The outline as somebody drew it from the image: displaced, and every vertex a little off."""
    placed = site.placed(site.outline)
    shift = rng.uniform(*(_CAREFUL_M if site.story.key in _CAREFUL else SHIFT_M))
    direction = rng.uniform(0.0, 2 * np.pi)
    if site.story.shape == "collapsed":
        return placed, 0.0
    offset = shift * np.array([np.cos(direction), np.sin(direction)])
    ring = shapely.get_coordinates(placed)[:-1]
    jitter: npt.NDArray[np.float64] = np.clip(rng.normal(0.0, JITTER_M / 2, ring.shape), -JITTER_M, JITTER_M)
    return Polygon(ring + offset + jitter), float(shift)
