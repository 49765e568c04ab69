"""The layers of a check-up: looked at on the main thread, read on any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeedback,
    QgsProject,
    QgsVectorLayer,
)

from ..core.approval_types import approval_type_of
from ..core.checkup import check_up
from ..core.checkup_facts import CheckedLayer, CheckLine
from ..core.checkup_layers import date_reading
from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..core.letting_go import let_go
from ..core.roles import FIRST_DAY, LAST_DAY, ROLES
from ..core.rules import RuleSet
from ..core.screening.watch import Watch
from ..core.stopping import stoppable
from .binding import binding_of, file_name
from .crs import CoordinateDoubt, CoordinateNotice
from .encoding import encoding_facts
from .read_before import ReadBefore
from .reading import Feedback, LayerSource
from .together import done_together

#: Part of the work that is reading; the rest is comparing.
_READING = 60.0


class LayerCheck:
    """One layer in one role. Make it on the main thread; :meth:`read` may run on any."""

    def __init__(self, layer: QgsVectorLayer, role: str, transforms: QgsCoordinateTransformContext) -> None:
        self._source: LayerSource | None = None
        refusal = ""
        try:
            self._source = LayerSource(layer, role, transforms)
        except InputError as error:  # told as a line of the page
            refusal = str(error)
        binding = binding_of(layer, role)
        named = approval_type_of(layer.name(), file_name(layer)) if role == "approval" else None
        self._facts = CheckedLayer(
            layer_id=layer.id(),
            name=layer.name(),
            role=role,
            crs=_system(layer.crs()),
            crs_bounds=_bounds(layer.crs()),
            fields=dict(binding.fields) if binding is not None else {},
            missing=binding.missing if binding is not None else (),
            approval_type=binding.approval_type if binding is not None else None,
            named_type=named,
            encoding=encoding_facts(layer),
            refusal=refusal,
        )

    def read(self, feedback: Feedback, kept: ReadBefore | None = None) -> CheckedLayer:
        """The layer with its table, or with the reason why it cannot be read; ``kept`` gets the table too."""
        source = self._source
        if source is None:
            return self._facts
        try:
            table = source.read(feedback) if kept is None else kept.read(source, feedback).table()
        except Cancelled:
            raise
        except InputError as error:  # its coordinates cannot be in its system: a line of the page
            return replace(self._facts, refusal=str(error), misplaced=True)
        kinds = ROLES[source.role].fields
        days = [name for name in source.binding.fields if kinds[name] in (FIRST_DAY, LAST_DAY)]
        values = source.values(days, feedback) if days else {}
        return replace(
            self._facts,
            table=table,
            notes=tuple(str(note) for note in table.notices if type(note) is CoordinateNotice),
            doubts=tuple(str(note) for note in table.notices if isinstance(note, CoordinateDoubt)),
            dates=tuple(
                date_reading(name, source.binding.fields[name], values[name], kinds[name]) for name in days
            ),
        )


class Share:
    """A part of a feedback's progress, from ``start`` to ``end`` percent."""

    def __init__(self, feedback: QgsFeedback, start: float, end: float) -> None:
        self._feedback, self._start, self._end = feedback, start, end

    def isCanceled(self) -> bool:
        return bool(self._feedback.isCanceled())

    def setProgress(self, progress: float) -> None:
        self._feedback.setProgress(self._start + (self._end - self._start) * progress / 100)

    def step(self, done: float) -> None:
        """Progress from 0 to 1. Raises Cancelled when the officer has cancelled."""
        if self.isCanceled():
            raise Cancelled(tr("The check-up was cancelled."))
        self.setProgress(100 * done)


def checkup_work(
    project: QgsProject,
    layers: Sequence[tuple[str, QgsVectorLayer]],
    rules: RuleSet,
    kept: ReadBefore | None = None,
) -> Callable[[QgsFeedback], list[CheckLine]]:
    """A snapshot of ``layers`` (role, layer) as work for a task, which gives the lines of the page. ``kept``:
    gets what is read, for the screening that the check-up stands before.

    Call it on the main thread; what it returns may run on any.
    """
    transforms = project.transformContext()
    checks = [LayerCheck(layer, role, transforms) for role, layer in layers]

    def work(feedback: QgsFeedback) -> list[CheckLine]:
        reading = Watch(Share(feedback, 0.0, _READING).step, feedback.isCanceled)
        read = done_together([partial(check.read, kept=kept) for check in checks], reading)
        with stoppable(feedback.isCanceled):
            lines = check_up(read, rules, Share(feedback, _READING, 100.0).step)
        let_go(read)
        return lines

    return work


def _system(crs: QgsCoordinateReferenceSystem) -> str:
    return f"{crs.authid()} {crs.description()}".strip() if crs.isValid() else ""


def _bounds(crs: QgsCoordinateReferenceSystem) -> tuple[float, float, float, float] | None:
    box = crs.bounds()
    if not crs.isValid() or box.isEmpty():
        return None
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
