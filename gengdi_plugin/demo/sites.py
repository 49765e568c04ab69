"""Where each story happens: slots are given out so that no two sites touch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..core.kernel import Polygon, box, shapely
from .ground import Ground, Slots
from .plane import turn
from .shapes import Bounds, draw, strip_along
from .stories import Story
from .subdivision import Ints

#: Slots in a row a shape needs.
_LENGTH = {"large": 3, "road": 3, "lane": 2, "big": 2, "span": 2, "project": 3}
#: A way across between two slots of a column, metres; a longer gap breaks the row.
_WAY = 6.0
#: How far a widened road reaches beyond its old edge, metres, and which shares of a cell's side it takes.
_WIDENING = (8.0, 11.0)
_STRETCHES = ((0.10, 0.47), (0.53, 0.90))
#: How deep an excess reaches into the permanent basic farmland next door, metres.
SPAN_DEPTH = 2.6


@dataclass(frozen=True)
class Site:
    """A story in its place. ``outline`` and ``room`` (where its approvals may reach) are in the frame of
    ``cell`` turned by ``angle``; ``group``: sites of one project share it (−1: none)."""

    story: Story
    cell: int
    angle: float
    outline: Polygon
    room: Polygon
    slots: tuple[int, ...] = ()
    group: int = -1

    def placed(self, shape: Polygon) -> Polygon:
        """A shape of the site's frame in the district's plane."""
        return shapely.transform(shape, lambda xy: turn(xy, self.angle))


@dataclass
class Allotment:
    """The sites, and for every slot whether it must (1) or must not (0) be permanent basic farmland
    (−1: free to choose); ``taken``: slots that see a change; ``keep_general``: outlines in the plane
    that basic farmland keeps off."""

    sites: list[Site]
    basic: Ints
    taken: npt.NDArray[np.bool_]
    keep_general: list[Polygon] = field(default_factory=list)


class NoRoom(ValueError):
    """The ground has no place left for a story."""


class _Windows:
    """Free rows of ``length`` slots, handed out in random order, each slot once."""

    def __init__(self, slots: Slots, length: int, strict: bool, allowed: npt.NDArray[np.bool_],
                 rng: np.random.Generator) -> None:  # fmt: skip
        starts = np.arange(len(slots) - length + 1)
        good = allowed[starts].copy()
        reach = 0.01 if strict else _WAY
        for k in range(1, length):
            step = starts + k
            good &= allowed[step] & (slots.chain[step] == slots.chain[starts])
            good &= slots.box[step, 1] - slots.box[step - 1, 3] <= reach
        self._starts = rng.permutation(starts[good])
        self._length, self._next = length, 0

    def take(self, used: npt.NDArray[np.bool_]) -> tuple[int, ...] | None:
        while self._next < len(self._starts):
            start = int(self._starts[self._next])
            self._next += 1
            if not used[start : start + self._length].any():
                used[start : start + self._length] = True
                return tuple(range(start, start + self._length))
        return None


def allot(ground: Ground, cast: list[Story], rng: np.random.Generator) -> Allotment:
    """Give every story of ``cast`` a place; the sites come back in random order. Raises NoRoom."""
    slots = ground.slots
    used = np.zeros(len(slots), dtype=bool)
    allotment = Allotment([], np.full(len(slots), -1), used)
    corridor = [story for story in cast if story.shape == "corridor"]
    _widen_roads(ground, corridor, allotment, used, rng)
    rest = [story for story in cast if story.shape != "corridor"]
    rest.sort(key=lambda story: (-_LENGTH.get(story.shape, 1), story.ground == "any"))
    pools: dict[tuple[int, str], _Windows] = {}
    position = 0
    while position < len(rest):
        story = rest[position]
        taken = _find(story, slots, used, pools, rng)
        members = 1
        if story.shape == "project":
            same = [other for other in rest[position : position + len(taken)] if other is story]
            members = len(same)
        _settle(story, taken, members, slots, allotment, position, rng)
        position += members
    order = rng.permutation(len(allotment.sites))
    allotment.sites = [allotment.sites[k] for k in order]
    return allotment


def _find(
    story: Story, slots: Slots, used: npt.NDArray[np.bool_],
    pools: dict[tuple[int, str], _Windows], rng: np.random.Generator,
) -> tuple[int, ...]:  # fmt: skip
    """Free slots for ``story``: first where it belongs, then in any field."""
    length = _LENGTH.get(story.shape, 1)
    wishes = ["field"]
    if story.ground in ("basic", "cultivated", "span"):
        wishes = [story.ground]
    elif story.ground == "industry":
        wishes = ["industry", "field"]
    elif story.shape in ("house", "shed"):
        wishes = ["village", "field"]
    for wish in wishes:
        key = (length, wish)
        if key not in pools:
            allowed = {
                "field": slots.kind == "field",
                "industry": slots.kind == "industry",
                "village": slots.village,
            }.get(wish, slots.cultivated & (slots.kind == "field"))
            pools[key] = _Windows(slots, length, wish == "span", allowed, rng)
        taken = pools[key].take(used)
        if taken is not None:
            return taken
    raise NoRoom(f"The district has no room left for a site of the story {story.key}.")


def _settle(
    story: Story, taken: tuple[int, ...], members: int, slots: Slots, allotment: Allotment, number: int,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Draw the site (or the sites of one project) of ``story`` in the slots ``taken``."""
    first = taken[0]
    cell, angle = int(slots.cell[first]), float(slots.angle[first])
    room = _bounds(slots, taken)
    wanted = {"basic": 1, "any": -1}.get(story.ground, 0)
    allotment.basic[list(taken)] = wanted
    reach = box(room[0] + 1.5, room[1] + 1.5, room[2] - 1.5, room[3] - 1.5)
    if story.shape == "project":
        for k in range(members):
            outline = draw("project", _bounds(slots, taken[k : k + 1]), rng)
            allotment.sites.append(Site(story, cell, angle, outline, reach, taken, number))
        return
    if story.shape == "span":
        allotment.basic[taken[1]] = 1
        x0, y0, x1, _ = draw("big", _bounds(slots, taken[:1]), rng).bounds
        outline = box(x0, y0, x1, float(slots.box[taken[1], 1]) + SPAN_DEPTH)
    else:
        outline = draw(story.shape, room, rng)
    allotment.sites.append(Site(story, cell, angle, outline, reach, taken))


def _bounds(slots: Slots, taken: tuple[int, ...]) -> Bounds:
    west, south, east, _ = (float(value) for value in slots.box[taken[0]])
    return west, south, east, float(slots.box[taken[-1], 3])


def _widen_roads(
    ground: Ground, stories: list[Story], allotment: Allotment, used: npt.NDArray[np.bool_],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Widen the upright main roads, cell after cell, until every story has its stretch."""
    layout = ground.layout
    open_country = np.isin(ground.places.country, ("field", "village", "pond"))
    cells = np.flatnonzero((layout.side_kinds[:, 3] == "road") & open_country)
    order = np.lexsort((cells // layout.columns, cells % layout.columns))
    waiting = list(stories)
    boxes = shapely.box(*ground.slots.box.T)
    for cell in cells[order]:
        if not waiting:
            return
        line = layout.side_lines[cell, 3]
        inner = layout.side_widths[cell, 3] / 2
        for start, end in _STRETCHES[: len(waiting)]:
            outline = strip_along(line, start, end, inner, inner + rng.uniform(*_WIDENING))
            allotment.sites.append(Site(waiting.pop(), int(cell), 0.0, outline, outline.buffer(3.0)))
            allotment.keep_general.append(outline)
            for slot in np.flatnonzero(ground.slots.cell == cell):
                placed = turn(shapely.get_coordinates(boxes[slot]), float(ground.slots.angle[slot]))
                if shapely.distance(Polygon(placed), outline) < 4.0:
                    used[slot] = True
                    allotment.basic[slot] = 0
    if waiting:
        raise NoRoom("The district has too few main roads for the widened stretches.")
