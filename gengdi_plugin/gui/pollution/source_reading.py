"""Pollution sources read from the layers bound to their roles: at once when few, in a task when many."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsVectorLayer

from ...core.errors import GengdiError, InputError
from ...core.i18n import tr
from ..desk import Desk
from ..work.last_reading import LatestReading

if TYPE_CHECKING:
    from ...core.pollution_sources import Sources
    from ...layers.reading import LayerSource

#: Above this many features the layers are read in a task, so that the window does not stand still.
_READ_AT_ONCE = 2_000


class SourceReading:
    """Reads when the layers are others than last time. ``taken(sources, layer ids, refusals)`` gets what was
    read, the layers it is of, and a sentence for each that could not be read."""

    def __init__(self, desk: Desk, taken: Callable[[Sources, list[str], list[str]], object]) -> None:
        self._desk = desk
        self._taken = taken
        self._known: list[tuple[str, ...]] | None = None
        self._reading = LatestReading(desk.operations)

    def read(self, anew: bool = False) -> None:
        """Read the layers; ``anew``: also when they seem to be the same."""
        from ...core.pollution_sources import ROLES, Sources
        from ...layers.binding import layers_of

        played = [(role, layer) for role in ROLES for layer in layers_of(self._desk.project, role)]
        now = [_told_apart(role, layer) for role, layer in played]
        if now == self._known and not anew:
            return
        self._known = now
        self._reading.give_up()
        found, refusals = self._snapshots(played)
        ids = [layer.id() for _, layer in played]
        counts = [layer.featureCount() for _, layer in played]  # -1: the source does not say
        if min(counts, default=0) >= 0 and sum(counts) <= _READ_AT_ONCE:
            try:
                self._taken(_join(found, None), ids, refusals)
            except GengdiError as error:
                self._taken(Sources(), ids, [*refusals, str(error)])
            return
        self._reading.read(
            lambda feedback: _join(found, feedback),
            tr("Reading the pollution sources"),
            lambda sources: self._taken(sources, ids, refusals),
        )

    def _snapshots(self, played: list[tuple[str, QgsVectorLayer]]) -> tuple[list[LayerSource], list[str]]:
        from ...layers.reading import LayerSource

        found, refusals = [], []
        for role, layer in played:
            try:
                found.append(LayerSource(layer, role, self._desk.project.transformContext()))
            except InputError as error:
                refusals.append(str(error))
        return found, refusals


def _told_apart(role: str, layer: QgsVectorLayer) -> tuple[str, ...]:
    from ...layers.binding import stored_binding

    binding = stored_binding(layer)
    fields = json.dumps(binding.fields, sort_keys=True) if binding is not None else ""
    return role, layer.id(), layer.source(), layer.subsetString(), layer.crs().authid(), fields


def _join(found: list[LayerSource], feedback: QgsFeedback | None) -> Sources:
    from ...core.pollution_sources import join_sources

    return join_sources([(one.role, one.layer_id, one.read_compact(feedback)) for one in found])
