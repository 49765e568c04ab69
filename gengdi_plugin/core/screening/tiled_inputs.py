"""The layers of a screening in tiles: of any size, and what of them comes near the patches of a tile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, Union

from ..area import FloatArray
from ..aside import rest_all
from ..compact import CompactTable
from ..geometry import IntArray
from ..packed import bounds_of
from ..stopping import checkpoint
from ..table import Array, FeatureTable
from .inputs import ScreeningInputs
from .near import Nearby


class Features(Protocol):
    """What tiles ask of a layer: :class:`core.compact.CompactTable` has it."""

    @property
    def bounds(self) -> FloatArray: ...

    def __len__(self) -> int: ...

    def table(self, rows: Array | None = None) -> FeatureTable: ...


@dataclass(frozen=True)
class Held:
    """A table in memory as a layer of :class:`TiledInputs`."""

    whole: FeatureTable

    @cached_property
    def bounds(self) -> FloatArray:
        """(n, 4) degrees, NaN where there is no geometry."""
        return bounds_of(self.whole)

    def __len__(self) -> int:
        return len(self.whole)

    def table(self, rows: Array | None = None) -> FeatureTable:
        """The features, or those of ``rows``."""
        return self.whole if rows is None else self.whole.take(rows)


#: A layer of any size.
Layer = Union[CompactTable, Held]


@dataclass(frozen=True)
class TiledInputs:
    """The layers of one run; like :class:`ScreeningInputs`, but of layers that give tables of some rows."""

    patches: Layer
    approvals: list[Layer] | None = None
    farmland: Layer | None = None
    basic_farmland: Layer | None = None
    zones: Mapping[str, Layer] = field(default_factory=dict)
    violations: Layer | None = None
    units: Layer | None = None
    sources: list[Layer] | None = None

    def near(self, rows: IntArray, around: FloatArray, reach_m: float) -> ScreeningInputs:
        """The patches ``rows``, and what comes near ``around``, their bounds; sources within ``reach_m``."""

        def one(layer: Layer | None, metres: float = 1.0) -> FeatureTable | None:
            if layer is None:
                return None
            return layer.table(self._nearby[id(layer)].rows(around, metres)).without_notices()

        def several(layers: list[Layer] | None, metres: float = 1.0) -> Any:
            return None if layers is None else [one(layer, metres) for layer in layers]

        zones: Any = {role: one(layer) for role, layer in self.zones.items()}
        return ScreeningInputs(
            self.patches.table(rows).without_notices(),
            several(self.approvals),
            one(self.farmland),
            one(self.basic_farmland),
            zones,
            one(self.violations),
            one(self.units),
            several(self.sources, reach_m),
        )

    @cached_property
    def _nearby(self) -> dict[int, Nearby]:
        """What finds the features of each layer but the patches; by the layer's identity."""
        given = (self.farmland, self.basic_farmland, *self.zones.values(), self.violations, self.units,
                 *(self.approvals or []), *(self.sources or []))  # fmt: skip
        found = {}
        for layer in given:
            checkpoint()
            if layer is not None:
                found[id(layer)] = Nearby(layer.bounds)
                rest_layer(layer)
        return found

    def rest(self) -> None:
        """Let what no tile is looking at leave the memory (:func:`core.aside.rest_all`)."""
        for _, layer in self.layers():
            rest_layer(layer)

    def layers(self) -> list[tuple[str, FeatureTable | CompactTable]]:
        """Every layer with its role, in the order of :meth:`ScreeningInputs.layers`."""
        single = {
            "farmland": self.farmland,
            "basic_farmland": self.basic_farmland,
            **dict(self.zones),
            "violation": self.violations,
            "admin_unit": self.units,
        }
        named = [
            ("change_patch", self.patches),
            *(("approval", layer) for layer in self.approvals or []),
            *((role, layer) for role, layer in single.items() if layer is not None),
            *(("source", layer) for layer in self.sources or []),
        ]
        return [(role, layer.whole if isinstance(layer, Held) else layer) for role, layer in named]


def rest_layer(layer: object) -> None:
    """Let what nobody is looking at of a layer leave the memory, where it stands in a file."""
    if isinstance(layer, CompactTable):
        rest_all(layer)
