"""What is seen of a review: the strip above the table, the patch and its images on the map, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtCore import Qt

from ...core.errors import GengdiError
from ..desk import Desk
from ..patches.patches_page import PatchesPage
from ..session import WorkspaceSession
from . import told
from .document_queue import read_numbers
from .patch_sight import MARGIN, PatchSight, sight_of
from .review_images import ReviewImages
from .review_keys import ReviewKeys
from .review_queue import ReviewQueue
from .review_rows import Nobody
from .review_strip import ReviewStrip
from .second_look_filter import SecondLookFilter

if TYPE_CHECKING:
    from ...store.review import PatchRow


class ReviewView:
    """Shows what :class:`Review` is about and decides nothing. ``tell``: a sentence for the officer."""

    def __init__(
        self, desk: Desk, session: WorkspaceSession, page: PatchesPage, tell: Callable[[str], None]
    ) -> None:
        self._desk, self._session, self._page = desk, session, page
        self._splitter = page.splitter.saveState()  # as the officer had it
        #: the patch that was selected in the table by us, not by the officer
        self.selected = ""
        self.keys = ReviewKeys(page)
        self.strip = ReviewStrip(self.keys)
        self.strip.hide()
        page.above.insertWidget(0, self.strip)
        self.sight = PatchSight(desk.canvas, desk.project)
        self.images = ReviewImages(desk, tell, self.sight.over_image)
        self.second_looks = SecondLookFilter(desk, session, page)
        self.keys.watch([page.table, desk.canvas, *self.strip.key_widgets()])

    def close(self) -> None:
        """Take everything back."""
        self.keys.close()
        self.sight.close()

    def begin(self) -> None:
        """Make room, hear the keys, and read the numbers that can be typed."""
        self.keys.switch(True)
        self._page.table.type_ahead = False  # letters are decisions
        self.strip.say("")
        self._splitter = self._page.splitter.saveState()
        self._page.make_room(True)
        self.strip.show()
        path = self._session.path()
        if path is not None:
            read_numbers(self._desk, path, self.strip.number.offer)

    def end(self) -> None:
        """Page, map and keys are as before."""
        self.keys.switch(False)
        self._page.table.type_ahead = True
        self.images.off()
        self.sight.clear()
        self.strip.close_number()
        self.strip.hide()
        self._page.make_room(False)
        self._page.splitter.restoreState(self._splitter)
        self._page.link.select(self._page)

    def show(self, queue: ReviewQueue, row: PatchRow | None, note: str) -> None:
        """Strip, table and map follow the patch under review; ``row``: None behind the last one."""
        self.tell_position(queue, row)
        self.strip.note.setText(note)
        self.strip.note.setEnabled(row is not None)
        if row is None:
            self.sight.clear()
        else:
            self.selected = row.uid
            self._page.select([row.uid])
            self._page.link.select(Nobody())
            self.draw(row)

    def tell_position(self, queue: ReviewQueue, row: PatchRow | None) -> None:
        """Where the review is, and who wants a second look at the patch."""
        position = told.position(queue)
        if row is None:
            self.strip.show_end(position, told.ended(queue.counts()))
        else:
            mark = self.second_looks.marks.get(row.uid)
            self.strip.show_patch(row, position, told.mark(mark) if mark is not None else "")

    def draw(self, row: PatchRow, zoom: bool = True) -> None:
        """The patch on the map, as the workspace has it now."""
        try:
            found = self._session.ask(lambda ws: sight_of(ws, row.uid))
        except GengdiError as error:
            self.strip.say(str(error))
            return
        self.sight.show(*found)
        extent = self.sight.extent()
        if zoom and not extent.isNull():
            self._page.link.show_extent(extent, MARGIN)

    def listen(self) -> None:
        """Keys are heard again: the focus goes to the table."""
        self._page.table.setFocus(Qt.FocusReason.OtherFocusReason)
