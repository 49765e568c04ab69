"""The layers of ``gengdi:screenpatches``: parameters to snapshots (main thread), snapshots to tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt

from qgis.core import QgsCoordinateTransformContext, QgsProcessingFeedback, QgsVectorLayer

from ..core.aside import set_aside
from ..core.binding import candidates
from ..core.compact import CompactTable
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.screening.inputs import ZONE_ROLES, stack
from ..core.screening.tiles import Held, Layer, TiledInputs
from ..core.screening.watch import Watch
from ..core.table import FeatureTable
from ..core.vocabulary import word
from ..layers.binding import facts_of, file_name, stored_binding
from ..layers.read_before import ReadBefore
from ..layers.reading import Feedback, LayerSource
from ..layers.together import done_together

#: Parameter -> role of the layers that are given singly.
SINGLE = {
    "FARMLAND": "farmland",
    "BASIC_FARMLAND": "basic_farmland",
    "VIOLATIONS": "violation",
    "UNITS": "admin_unit",
}

#: Words that tell zones apart among themselves, though not from other layers.
_HINTS = {
    "grain_zone": ("grain", "粮"),
    "high_standard": ("high", "高标"),
    "ecological_redline": ("redline", "red_line", "red line", "红线", "生态"),
}


@dataclass(frozen=True)
class ProgressShare:
    """The part from ``start`` to ``end`` percent of a feedback's progress, for a step of the work."""

    feedback: QgsProcessingFeedback
    start: float
    end: float

    def isCanceled(self) -> bool:
        return bool(self.feedback.isCanceled())

    def setProgress(self, progress: float) -> None:
        self.feedback.setProgress(self.start + (self.end - self.start) * min(max(progress, 0.0), 100.0) / 100)

    def watch(self) -> Watch:
        """The same for work that counts from 0 to 1."""
        return Watch(lambda done: self.setProgress(100 * done), self.isCanceled)


def shares(feedback: QgsProcessingFeedback, weights: dict[str, float]) -> dict[str, ProgressShare]:
    """The whole of a feedback's progress parted among steps of the work, in their order, by ``weights``."""
    whole, done, parts = sum(weights.values()) or 1.0, 0.0, {}
    for name, weight in weights.items():
        parts[name] = ProgressShare(feedback, 100 * done / whole, 100 * (done + weight) / whole)
        done += weight
    return parts


@dataclass
class ScreeningSources:
    """Snapshots of every input layer by role, taken on the main thread."""

    patches: LayerSource
    by_role: dict[str, list[LayerSource]] = field(default_factory=dict)

    def read(
        self, share: ProgressShare, before: ReadBefore | None = None
    ) -> tuple[TiledInputs, npt.NDArray[np.bool_]]:
        """All layers in little memory, and which patches' coordinates reading had to mend (any thread).
        ``before``: what need not be read again; nothing stays there."""
        sources = [self.patches, *(source for some in self.by_role.values() for source in some)]
        before = before or ReadBefore()
        known = [before.take(source) for source in sources]
        before.forget()
        new = [source for source, table in zip(sources, known) if table is None]
        fresh = iter(done_together([partial(_read, source) for source in new], share.watch()))
        patches, *found = [next(fresh) if table is None else table for table in known]
        del known
        read = iter(found)
        by_role: dict[str, list[Layer]] = {
            role: [next(read) for _ in some] for role, some in self.by_role.items()
        }

        def layers(*roles: str) -> list[Layer]:
            return [layer for role in roles for layer in by_role.get(role, [])]

        def one(role: str) -> Layer | None:
            return next(iter(layers(role)), None)

        inputs = TiledInputs(
            patches=patches,
            approvals=layers("approval") or None,
            farmland=one("farmland"),
            basic_farmland=one("basic_farmland"),
            zones={role: joined(layers(role)) for role in ZONE_ROLES if role in self.by_role},
            violations=one("violation"),
            units=one("admin_unit"),
            sources=layers("enterprise", "permit") or None,
        )
        return inputs, patches.mended


def _read(source: LayerSource, feedback: Feedback) -> CompactTable:
    return set_aside(source.read_compact(feedback))


def joined(layers: list[Layer]) -> Layer:
    """Several layers of one role as one under the first one's name."""
    if len(layers) == 1:
        return layers[0]
    tables = [layer.table() for layer in layers]
    merged = stack(tables)
    notices = tuple(notice for table in tables for notice in table.notices)
    return Held(FeatureTable(merged.geometry, merged.columns, merged.ids, tables[0].name, notices))


def role_of(layer: QgsVectorLayer, allowed: tuple[str, ...], parameter: str) -> str:
    """The role out of ``allowed`` that a layer plays by its binding, else most likely by its names, fields
    and geometry, else by a word in its name that means only one of them here.

    Raises :class:`InputError` naming the layer, the parameter and the mend when it plays none.
    """
    bound = stored_binding(layer)
    guesses = [bound] if bound is not None else candidates(facts_of(layer))
    for guess in guesses:
        if guess.role in allowed:
            return guess.role
    name = f"{layer.name()} {file_name(layer)}".casefold()
    hinted = [role for role in allowed if any(hint in name for hint in _HINTS.get(role, ()))]
    if bound is None and len(hinted) == 1:
        return hinted[0]
    words = ", ".join(word("role", role) for role in allowed)
    raise InputError(
        tr("Layer “{layer}” in {parameter} is not recognised as one of {roles}: bind its role first.").format(
            layer=layer.name(), parameter=parameter, roles=words
        )
    )


def snapshot(
    patches: QgsVectorLayer,
    approvals: list[QgsVectorLayer],
    single: dict[str, QgsVectorLayer],
    zones: list[QgsVectorLayer],
    sources: list[QgsVectorLayer],
    types: dict[str, str],
    transforms: QgsCoordinateTransformContext,
) -> ScreeningSources:
    """Snapshot all layers. ``single``: role -> layer; ``types``: approval layer -> type."""

    def source(layer: QgsVectorLayer, role: str) -> LayerSource:
        return LayerSource(layer, role, transforms, approval_types=types)

    def add(role: str, layer: QgsVectorLayer) -> None:
        found.by_role.setdefault(role, []).append(source(layer, role))

    found = ScreeningSources(source(patches, "change_patch"))
    for layer in approvals:
        add("approval", layer)
    for role, layer in single.items():
        add(role, layer)
    for layer in zones:
        add(role_of(layer, ZONE_ROLES, "ZONES"), layer)
    for layer in sources:
        add(role_of(layer, ("enterprise", "permit"), "SOURCES"), layer)
    return found
