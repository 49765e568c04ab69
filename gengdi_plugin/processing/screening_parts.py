"""The parts a screening comes in, from the tiles of its layers or from a session that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from ..core.rules import RuleSet
from ..core.screening.editable import EditableSession
from ..core.screening.inputs import ScreeningInputs
from ..core.screening.screen import PREPARING
from ..core.screening.tally import Share, Tally
from ..core.screening.tiles import TILE_PATCHES, Layer, Part, TiledInputs, screen_tiles
from ..core.screening.watch import Watch
from ..core.table import FeatureTable
from .screening_layers import ProgressShare

#: Of the time that a tile takes, the share after which its verdicts are there; the rest is writing them.
_SCREENED = 0.6


class TileProgress:
    """Progress of tiles that are screened and written in turn: ``share`` of a job of ``count`` patches."""

    def __init__(self, share: ProgressShare, count: int) -> None:
        self._share, self._count = share, max(count, 1)
        self._written = self._told = 0.0

    def watch(self) -> Watch:
        """For the screening of all, which counts from 0 to 1."""
        return Watch(self._screened, self._share.isCanceled)

    def writing(self, patches: int) -> Callable[[float], None]:
        """For writing the next ``patches``, which counts from 0 to 1 and ends the tile."""
        start, width = self._written, patches / self._count
        self._written += width
        return lambda done: self._tell(start + width * (_SCREENED + (1 - _SCREENED) * done))

    def _screened(self, done: float) -> None:
        self._tell(self._written + _SCREENED * max(done - self._written, 0.0))

    def _tell(self, done: float) -> None:
        self._told = max(self._told, done)
        self._share.setProgress(100 * self._told)


def tiled_parts(
    inputs: TiledInputs, rules: RuleSet, given_codes: Mapping[str, str], watch: Watch
) -> Iterator[Part]:
    """Tile by tile: what is in memory does not grow with the job."""
    return screen_tiles(inputs, rules, given_codes=given_codes, tile_patches=TILE_PATCHES, watch=watch)


def made_whole(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts of a run that is saved: what is made when it is first looked at, and is stored in the end,
    is made before a part is handed over; what the run keeps of its inputs is made after the last one."""
    inputs: Sequence[object] = ()
    for part in parts:
        result, inputs = part.result, part.result.inputs
        for column in ("explanation", "sentence"):
            result.patches.column(column)
        for table in ("evidence", "remainders", "ground"):
            getattr(result, table)
        made = [part]
        del part, result
        yield made.pop()
    len(inputs)


def kept_parts(
    inputs: TiledInputs,
    rules: RuleSet,
    given_codes: Mapping[str, str],
    watch: Watch,
    keep: Callable[[EditableSession], None],
) -> Iterator[Part]:
    """From one session of all layers, which goes to ``keep`` when all parts have been taken."""
    session = EditableSession(
        all_of(inputs), rules, given_codes=given_codes, watch=watch.part(0.0, PREPARING)
    )
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    count = len(session)
    told: set[str] = set()
    screening = watch.part(PREPARING, 1.0)
    sampled, tally = session.sampled(), Tally()
    for start in range(0, max(count, 1), TILE_PATCHES):
        rows = np.arange(start, min(start + TILE_PATCHES, count))
        part = screening.part(start / max(count, 1), min((start + TILE_PATCHES) / max(count, 1), 1.0))
        chosen = None if len(rows) == count else rows
        share = Share(np.flatnonzero(np.isin(rows, sampled)), tally)
        result = session.screen(chosen, part, when, share)
        log = tuple(line for line in result.log if line not in told)
        told.update(log)
        if start + TILE_PATCHES >= count:
            log += tally.told()
        object.__setattr__(result, "log", log)
        made = [Part(rows, result)]
        del result
        yield made.pop()  # who takes it is the only one to hold it
    session.get_ready()
    keep(session)


def all_of(inputs: TiledInputs) -> ScreeningInputs:
    """Every layer whole, as a session takes them."""

    def one(layer: Layer | None) -> FeatureTable | None:
        return None if layer is None else layer.table()

    def several(layers: list[Layer] | None) -> list[FeatureTable] | None:
        return None if layers is None else [layer.table() for layer in layers]

    return ScreeningInputs(
        inputs.patches.table(),
        several(inputs.approvals),
        one(inputs.farmland),
        one(inputs.basic_farmland),
        {role: layer.table() for role, layer in inputs.zones.items()},
        one(inputs.violations),
        one(inputs.units),
        several(inputs.sources),
    )
