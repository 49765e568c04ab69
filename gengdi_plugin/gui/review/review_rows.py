"""Which patches a review walks through, and what the map shows as selected meanwhile."""

from __future__ import annotations

from ..patches.patches_page import PatchesPage


class Nobody:
    """No patch: the review draws the one it is about itself, and QGIS's selection would lie over it."""

    def uids(self) -> list[str]:
        """None."""
        return []

    def ids(self) -> list[int]:
        """None."""
        return []


def rows_to_review(page: PatchesPage) -> list[str]:
    """The rows of the table as they are shown; the yellow ones, most doubtful first, when nothing narrows
    it."""
    from ...store.review import doubtful

    shown = page.proxy.shown()
    if page.proxy.rowCount() == len(page.model.rows()):
        shown = doubtful(shown, len(shown))
    return [row.uid for row in shown]
