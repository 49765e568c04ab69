"""The image pair of the project in a review: toggled or swiped, and gone again without a trace."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsMapLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt

from ...core.i18n import tr
from ...layers.imagery import image_pair
from ..desk import Desk
from .image_overlay import AFTER, BEFORE, OFF, SWIPE, ImageOverlay

_STEP = 0.05


class ReviewImages:
    """Draws the images over the map by an item of its own, so that no layer's visibility changes. ``tell``
    hears in words why nothing is shown, ``shown`` whether an image is."""

    def __init__(
        self, desk: Desk, tell: Callable[[str], object], shown: Callable[[bool], object] = lambda _on: None
    ) -> None:
        self._desk, self._tell, self._shown = desk, tell, shown
        self._ids: dict[str, str] = {}
        self.overlay: ImageOverlay | None = None
        self._tool: SwipeTool | None = None
        self._tool_before: QgsMapTool | None = None

    def mode(self) -> str:
        """What is on the map now."""
        return OFF if self.overlay is None else self.overlay.mode

    def toggle(self) -> None:
        """The image before; then the one after, then the one before again."""
        self._show(AFTER if self.mode() == BEFORE else BEFORE)

    def swipe(self) -> None:
        """The image before left of a bar, the one after right of it; again: back to the map."""
        if self.mode() == SWIPE:
            self.off()
        else:
            self._show(SWIPE)

    def move(self, steps: int) -> bool:
        """Move the bar by so many steps to the right; False while there is no bar."""
        if self.overlay is None or self.overlay.mode != SWIPE:
            return False
        self.overlay.move_bar(self.overlay.bar + _STEP * steps)
        return True

    def off(self) -> None:
        """Back to the map, with the tool the officer had."""
        if self.overlay is not None:
            self.overlay.close()
            self.overlay = None
            self._desk.project.layersWillBeRemoved.disconnect(self._going)
            self._shown(False)
        self._drop_tool()

    def _show(self, mode: str) -> None:
        pair = image_pair(self._desk.project)
        missing = [time for time in (BEFORE, AFTER) if getattr(pair, time) is None]
        if missing:
            self._tell(_missing(missing))
            return
        self._ids = {time: getattr(pair, time).id() for time in (BEFORE, AFTER)}
        if self.overlay is None:
            self.overlay = ImageOverlay(self._desk.canvas, self._layer)
            self.overlay.names = {BEFORE: tr("Before"), AFTER: tr("After")}
            self._desk.project.layersWillBeRemoved.connect(self._going)
        self.overlay.show_mode(mode)
        self._shown(True)
        if mode == SWIPE:
            self._take_tool()
        else:
            self._drop_tool()

    def _layer(self, time: str) -> QgsMapLayer | None:
        return self._desk.project.mapLayer(self._ids.get(time, ""))

    def _going(self, ids: list[str]) -> None:
        if set(ids) & set(self._ids.values()):
            self.off()

    def _take_tool(self) -> None:
        if self._tool is None and self.overlay is not None:
            canvas = self._desk.canvas
            self._tool_before = canvas.mapTool()
            self._tool = SwipeTool(canvas, self.overlay)
            canvas.setMapTool(self._tool)

    def _drop_tool(self) -> None:
        tool, self._tool = self._tool, None
        before, self._tool_before = self._tool_before, None
        if tool is None:
            return
        canvas = self._desk.canvas
        if canvas.mapTool() is tool:
            if before is not None and not sip.isdeleted(before):
                canvas.setMapTool(before)
            else:
                canvas.unsetMapTool(tool)
        tool.deleteLater()


class SwipeTool(QgsMapTool):
    """Drags the bar; the wheel still zooms."""

    def __init__(self, canvas: QgsMapCanvas, overlay: ImageOverlay) -> None:
        super().__init__(canvas)
        self._overlay = overlay
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        self._follow(event)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def _follow(self, event: QgsMapMouseEvent) -> None:
        self._overlay.move_bar(event.pos().x() / max(self.canvas().width(), 1))


def _missing(times: list[str]) -> str:
    if len(times) == 2:
        return tr(
            "The project has no images of before and after: add two raster layers whose names say so "
            "(前时相, 后时相, before, after)."
        )
    if times == [BEFORE]:
        return tr("The image of before is missing: add a raster layer whose name says so (前时相, before).")
    return tr("The image of after is missing: add a raster layer whose name says so (后时相, after).")
