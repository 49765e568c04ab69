"""The locator filter ``gd``: patches, cases, documents, people, units, grid cells and pollution sources.

QGIS asks a *clone* in a thread of its own: ``prepare`` runs on the main thread and takes the snapshot,
``fetchResults`` runs in the thread and touches nothing else. A clone belongs to QGIS from the moment it is
returned and has no parent. What a result stands for travels as a text: an object of Python in it would be
copied between threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult

from ..core.i18n import tr
from ..resources_lookup import icon
from .locator_targets import SEPARATOR, LocatorTargets

if TYPE_CHECKING:
    from .locator_search import Hit, Snapshot
    from .locator_sources import SourceLayers

_PREFIX = "gd"
#: Without the prefix everything is searched at once: only what is likely meant is offered then.
_SHORTEST_WITHOUT_PREFIX = 3
_DELAY_MS = 120


class GengdiLocator(QgsLocatorFilter):
    """The filter itself, and its clones."""

    def __init__(self, targets: LocatorTargets) -> None:
        super().__init__()
        self._targets = targets
        self._snapshot: Snapshot | None = None
        self._sources: SourceLayers | None = None
        self._asked_for_prefix = False
        self.setFetchResultsDelay(_DELAY_MS)

    def name(self) -> str:
        return "gengdi"

    def displayName(self) -> str:
        return tr("Gengdi: patches, cases, documents, codes")

    def description(self) -> str:
        return tr("Finds patches, cases, spatial and grid codes, document numbers, people, units, sources")

    def prefix(self) -> str:
        """``gd`` when QGIS registers the filter.

        QGIS lets a plugin have a prefix of two characters only when it differs from the filter's own, as
        one that the officer chose does; so the own one is longer from the second time on.
        """
        if self._asked_for_prefix:
            return "gengdi"
        self._asked_for_prefix = True
        return _PREFIX

    def priority(self) -> QgsLocatorFilter.Priority:
        return QgsLocatorFilter.Priority.Medium

    def clone(self) -> GengdiLocator:
        return GengdiLocator(self._targets)

    def prepare(self, string: str, context: QgsLocatorContext) -> list[str]:
        """Main thread: what will be searched. Nothing when the text is too short to mean something."""
        from .locator_sources import SourceLayers

        text = string.strip()
        if len(text) >= (1 if context.usingPrefix else _SHORTEST_WITHOUT_PREFIX):
            self._snapshot = self._targets.snapshot()
            self._sources = SourceLayers(self._targets.project())
        return []

    def fetchResults(self, string: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        """The locator's thread."""
        if self._snapshot is None:
            return
        from .locator_search import search

        for hit in search(self._snapshot, string, feedback.isCanceled):
            if feedback.isCanceled():
                return
            self.resultFetched.emit(self._result(hit))
        if self._sources is not None:
            for hit in self._sources.search(string, feedback):
                self.resultFetched.emit(self._result(hit))

    def triggerResult(self, result: QgsLocatorResult) -> None:
        """Main thread: show what was chosen."""
        self._targets.show(str(result.userData))

    def _result(self, hit: Hit) -> QgsLocatorResult:
        from .locator_words import description, group, picture

        result = QgsLocatorResult()
        result.filter = self
        result.displayString = hit.text
        result.description = description(hit)
        result.group = group(hit.kind)
        result.score = hit.score
        result.icon = icon(picture(hit.kind))
        result.userData = f"{hit.kind}{SEPARATOR}{hit.key}"
        return result


def register(
    desktop: Any, add: Callable[[Any], object], remove: Callable[[Any], object]
) -> Callable[[], None]:
    """Offer the filter; returns what takes it back (QGIS deletes it then)."""
    filter_ = GengdiLocator(LocatorTargets(desktop))
    add(filter_)

    def unregister() -> None:
        remove(filter_)

    return unregister
