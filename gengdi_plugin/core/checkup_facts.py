"""What the check-up knows of a layer, and what a line of its page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # tables need numpy, which must not load with the window that shows lines
    from .table import FeatureTable

RED, AMBER, GREEN = "red", "amber", "green"
LEVELS = (RED, AMBER, GREEN)

#: What a mend button does: QGIS's CRS chooser, the mapping dialog, QGIS's data sources, the encoding.
SET_CRS, MAPPING, ADD_LAYERS, ENCODING = "set_crs", "mapping", "add_layers", "encoding"


@dataclass(frozen=True)
class CheckLine:
    """One line of the page.

    ``level``: ``red`` the run is refused or its result is of no use, ``amber`` something is to be looked
    at, ``green`` in order. ``subject``: what was looked at; ``text``: what was found; ``advice``: what to
    do, '' when nothing; ``action``: what the line's button does, '' without one; ``layer_id``: where;
    ``layer_ids``: where, of a line about several layers, one of which the officer chooses for the mend.
    """

    key: str
    level: str
    subject: str
    text: str
    advice: str = ""
    action: str = ""
    layer_id: str = ""
    layer_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateReading:
    """How the values of one date field were understood; ``present`` leaves blanks out."""

    field: str
    own: str
    present: int
    parsed: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class EncodingFacts:
    """How the text of a shapefile is read.

    ``origin``: who says so: ``officer``, ``cpg`` (the file beside it), ``language_byte``, ``content`` (its
    bytes), ``qgis`` (nobody: QGIS's own choice). ``declared``: what the .cpg says. ``texts``: pieces of
    text looked at that are not ASCII; ``garbled``: those that ``used`` cannot read; ``sample``: one piece
    as it is read.
    """

    used: str
    origin: str
    declared: str | None = None
    texts: int = 0
    garbled: int = 0
    sample: str = ""


@dataclass(frozen=True)
class CheckedLayer:
    """One layer as the check-up sees it.

    ``crs``: its system in words, '' without one; ``crs_bounds``: west, south, east, north of the ground
    the system is made for. ``fields``: canonical -> own; ``missing``: required ones that are not mapped.
    ``approval_type``: what its binding says, ``named_type``: what its name says. ``refusal``: why it
    cannot be read, ``misplaced`` when its coordinates are the reason; ``table`` is None then.
    ``notes``: what reading found about its coordinates; ``doubts``: those of them that need a look.
    """

    layer_id: str
    name: str
    role: str
    crs: str
    crs_bounds: tuple[float, float, float, float] | None = None
    fields: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    approval_type: str | None = None
    named_type: str | None = None
    encoding: EncodingFacts | None = None
    refusal: str = ""
    misplaced: bool = False
    table: FeatureTable | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    dates: tuple[DateReading, ...] = ()


def worst(lines: Sequence[CheckLine]) -> list[CheckLine]:
    """``lines`` with the worst first, otherwise in their order."""
    return sorted(lines, key=lambda line: LEVELS.index(line.level))


def of_role(layers: Sequence[CheckedLayer], *roles: str) -> list[CheckedLayer]:
    """The layers that play one of ``roles``."""
    return [layer for layer in layers if layer.role in roles]


def tables(layers: Sequence[CheckedLayer], *roles: str) -> list[tuple[CheckedLayer, FeatureTable]]:
    """The layers of ``roles`` that could be read, with their tables."""
    return [(layer, layer.table) for layer in of_role(layers, *roles) if layer.table is not None]
