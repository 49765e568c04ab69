"""What a dossier was asked for and what came back: plain data between the main thread and the task."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...core.dossier.told import Line
    from ...layers.known import KnownSource


@dataclass(frozen=True)
class Asked:
    """``shapes``: WKB in EPSG:4490, one per place; or ``patches``: uids, when the places are patches of the
    workspace; ``sources``: what is looked into beside it; ``notes``: what could not be looked into, and why.
    """

    title: str
    shapes: tuple[bytes, ...]
    patches: tuple[str, ...]
    workspace: Path | None
    sources: tuple[KnownSource, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """What is known about one place. ``patch``: uid of the patch it is or lies in, '' none; ``crossed``:
    uids of the patches it meets otherwise; ``area_m2``: None for a point or a line; ``unit``: names from
    county to village, '' unknown; ``left_out``: lines beyond what is shown."""

    code: str
    patch: str
    crossed: tuple[str, ...]
    area_m2: float | None
    unit_code: str
    unit: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Answer:
    """The places in the order they were asked for; ``layers``: the ids of the layers that lines name by
    position ('' the workspace); ``notes``: repairs and what was left out, a sentence each."""

    asked: Asked
    places: tuple[Place, ...]
    layers: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
