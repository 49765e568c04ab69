"""Fingerprints of the layers as they are now, named as a run names its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.core import QgsCoordinateTransformContext, QgsVectorLayer

from ..core.screening.descriptions import fingerprint
from ..core.screening.inputs import ZONE_ROLES, stack
from ..core.table import FeatureTable
from .reading import Feedback, LayerSource

#: Roles that a run calls by another name.
_NAMES = {"enterprise": "source", "permit": "source"}

Marks = dict[tuple[str, str], str]


class _Quiet:
    """Hears of cancel; its progress is told by whoever reads several layers."""

    def __init__(self, feedback: Feedback) -> None:
        self._feedback = feedback

    def isCanceled(self) -> bool:
        return self._feedback.isCanceled()

    def setProgress(self, progress: float) -> None:
        """The progress of one layer is not told."""


def marks_work(
    layers: Sequence[tuple[str, QgsVectorLayer]],
    transforms: QgsCoordinateTransformContext,
    approval_types: Mapping[str, str] | None = None,
) -> Callable[[Feedback], Marks]:
    """Snapshot ``layers`` (role, layer) on the main thread; what is returned reads them on any thread and
    gives (role, layer name) -> fingerprint. Raises InputError for a layer that cannot be read."""
    sources = [(role, LayerSource(layer, role, transforms, approval_types)) for role, layer in layers]

    def work(feedback: Feedback) -> Marks:
        tables: dict[tuple[str, str], FeatureTable] = {}
        quiet = _Quiet(feedback)
        for role, source in sources:
            table = source.read(quiet)
            # a run takes all zones of one role as one layer under the first one's name
            zone = next((key for key in tables if key[0] == role), None) if role in ZONE_ROLES else None
            key = zone or (_NAMES.get(role, role), table.name)
            tables[key] = stack([tables[key], table]) if zone else table
        return {key: fingerprint(table) for key, table in tables.items()}

    return work
