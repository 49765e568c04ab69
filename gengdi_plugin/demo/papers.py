"""The documents on the desk: what was approved for each site, drawn as surveyed.

Each story has one function that says which papers exist for it. A document covers the site's outline
as it was surveyed; the patch is the same outline as somebody digitised it from an image
(:mod:`.occasions`): the difference between the two is the honest slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..core.kernel import Polygon, box
from .occasions import Day, Occasion
from .shapes import twisted
from .sites import SPAN_DEPTH, Site

_NONE = Day("NaT")


@dataclass(frozen=True)
class Paper:
    """A document: the layer that holds it (key of :data:`.catalogue.LAYERS`), its outline in the plane,
    dates (NaT: not entered), status and, where the layer mixes types, its own ``type_text``."""

    layer: str
    outline: Polygon
    approved_on: Day = _NONE
    valid_from: Day = _NONE
    valid_to: Day = _NONE
    status: str | None = None
    type_text: str | None = None
    site: int = -1


Papers = Iterator[Paper]
_STORIES: dict[str, Callable[[Site, Occasion, np.random.Generator], Papers]] = {}


def papers_of(sites: list[Site], occasions: list[Occasion], rng: np.random.Generator) -> list[Paper]:
    """All papers of the sites; ``Paper.site`` is the number of the site. A project has one paper."""
    papers: list[Paper] = []
    projects: set[int] = set()
    for number, (site, occasion) in enumerate(zip(sites, occasions)):
        if site.group >= 0:
            if site.group in projects:
                continue
            projects.add(site.group)
        make = _STORIES.get(site.story.key)
        if make is not None:
            papers += [replace(paper, site=number) for paper in make(site, occasion, rng)]
    return papers


def _story(*keys: str) -> Callable[[Callable[..., Papers]], Callable[..., Papers]]:
    def register(function: Callable[..., Papers]) -> Callable[..., Papers]:
        for key in keys:
            _STORIES[key] = function
        return function

    return register


def _cover(site: Site, rng: np.random.Generator) -> Polygon:
    """Approved ground that holds the whole site: to its very outline, or more generous."""
    chance = rng.random()
    if chance < 0.5:
        return site.placed(site.outline)
    if chance < 0.8 or site.story.shape in ("road", "lane", "corridor"):
        wider = site.outline.buffer(rng.uniform(0.5, 3.0), join_style="mitre")
    else:
        x0, y0, x1, y1 = site.outline.bounds
        more = rng.uniform(2.0, 12.0, 4)
        wider = box(x0 - more[0], y0 - more[1], x1 + more[2], y1 + more[3])
    return site.placed(wider.intersection(site.room))


def _cut(site: Site, low: float, high: float) -> Polygon:
    """The part of the site's outline between two shares of its height."""
    x0, y0, x1, y1 = site.outline.bounds
    part = site.outline.intersection(box(x0, y0 + low * (y1 - y0), x1, y0 + high * (y1 - y0)))
    return site.placed(part)


def _days(rng: np.random.Generator, low: int, high: int) -> np.timedelta64:
    return np.timedelta64(int(rng.integers(low, high)), "D")


def _before(occasion: Occasion, rng: np.random.Generator, low: int = 20, high: int = 500) -> Day:
    """A day well before the change was first seen."""
    start = occasion.after_on - 60 if np.isnat(occasion.before_on) else occasion.before_on
    return start - _days(rng, low, high)


def _years(day: Day, years: int) -> Day:
    return day + np.timedelta64(365 * years, "D")


@_story("conversion", "new_road", "corridor", "conversion_on_basic", "twisted_patch")
def _conversion(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    outline = _cover(site, rng)
    if site.story.key == "twisted_patch":
        outline = site.placed(site.outline.envelope)
    yield Paper("conversion", outline, _before(occasion, rng))


@_story("twisted_approval")
def _twisted(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    outline = twisted(site.outline.buffer(3.0, join_style="mitre"))
    yield Paper("conversion", site.placed(outline), _before(occasion, rng))


@_story("between_images")
def _between(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("conversion", _cover(site, rng), occasion.before_on + _days(rng, 5, 60))


@_story("supplied_plot")
def _supplied(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("supply", _cover(site, rng), _before(occasion, rng))


@_story("converted_and_supplied")
def _converted_and_supplied(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    approved = _before(occasion, rng, 200, 500)
    yield Paper("conversion", _cover(site, rng), approved)
    yield Paper("supply", site.placed(site.outline), approved + _days(rng, 60, 180))


@_story("two_conversions")
def _two(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    middle = rng.uniform(0.4, 0.6)
    yield Paper("conversion", _cut(site, 0.0, middle + 0.04), _before(occasion, rng))
    yield Paper("conversion", _cut(site, middle - 0.04, 1.0), _before(occasion, rng))


@_story("facility_yard", "facility_building", "facility_on_basic", "greenhouse_house")
def _facility(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    approved = _before(occasion, rng)
    yield Paper("facility", _cover(site, rng), approved, approved, _years(approved, 5), "已备案")


@_story("revoked")
def _revoked(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    approved = _before(occasion, rng)
    yield Paper("facility", _cover(site, rng), approved, approved, _years(approved, 5), "已注销")


@_story("rural_road")
def _rural_road(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("rural_road", _cover(site, rng), _before(occasion, rng))


@_story("temporary_in_term")
def _temporary(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    approved = _before(occasion, rng, 10, 200)
    yield Paper("temporary", _cover(site, rng), approved, approved, _years(approved, 2), "有效")


@_story("temporary_no_end")
def _temporary_no_end(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("temporary", _cover(site, rng), _before(occasion, rng, 10, 200))


@_story("undated_temporary")
def _undated(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("temporary", _cover(site, rng))


@_story("term_prolonged", "expired_temporary")
def _expired(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    ended = occasion.after_on - _days(rng, 30, 200)
    approved = ended - np.timedelta64(730, "D")
    yield Paper("temporary", _cover(site, rng), approved, approved, ended)


@_story("homestead")
def _homestead(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("homestead", _cover(site, rng), _before(occasion, rng))


@_story("consolidation", "other_use")
def _consolidation(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    approved = Day("2020-09-01") - _days(rng, 0, 120)
    yield Paper("consolidation", site.placed(site.room), approved, approved, Day("2022-06-30"))


@_story("linked_new")
def _linked_new(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("link_new", _cover(site, rng), _before(occasion, rng))


@_story("old_site_rebuilt")
def _linked_old(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("link_old", _cover(site, rng), _before(occasion, rng))


@_story("balance_pond", "balance_orchard")
def _balance(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("balance_plan", _cover(site, rng), _before(occasion, rng, 20, 120))


@_story("historic")
def _historic(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    approved = Day("1998-03-01") + _days(rng, 0, 2500)
    yield Paper("archive", _cover(site, rng), approved, type_text="历史批文")


@_story("registered")
def _registered(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("archive", _cover(site, rng), _before(occasion, rng, 100, 3000), type_text="不动产登记")


@_story("granted_since")
def _pending(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("pending", _cover(site, rng), _before(occasion, rng), status="报批中")


@_story("examined_only")
def _examined(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("pre_examination", _cover(site, rng), _before(occasion, rng))


@_story("reserve_only")
def _reserve(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("reserve", _cover(site, rng), _before(occasion, rng))


@_story("before_approval")
def _after_image(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("conversion", _cover(site, rng), occasion.after_on + _days(rng, 15, 150))


@_story("excess", "second_document")
def _excess(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    yield Paper("conversion", _cut(site, 0.0, rng.uniform(0.45, 0.80)), _before(occasion, rng))


@_story("excess_strip")
def _excess_strip(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    """All but a strip of 4.2 %: more than half a mu of cultivated land, less than the 5 % that make
    the patch partly covered."""
    x0, y0, x1, y1 = site.outline.bounds
    covered = box(x0 - 2.0, y0 - 2.0, x1 + 2.0, y1 - 0.042 * (y1 - y0))
    yield Paper("conversion", site.placed(covered), _before(occasion, rng))


@_story("excess_on_basic")
def _excess_on_basic(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    x0, y0, x1, y1 = site.outline.bounds
    covered = box(x0 - 2.0, y0 - 2.0, x1 + 2.0, y1 - SPAN_DEPTH)
    yield Paper("conversion", site.placed(covered), _before(occasion, rng))


@_story("known_violation")
def _violation(site: Site, occasion: Occasion, rng: np.random.Generator) -> Papers:
    found = occasion.after_on + _days(rng, 10, 60)
    yield Paper("violation", site.placed(site.outline), found, status="立案查处")
