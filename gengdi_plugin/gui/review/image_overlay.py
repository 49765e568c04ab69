"""One of two images drawn over the map, whole or left of a bar; the officer's layers stay as they are."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsMapLayer, QgsMapRendererParallelJob, QgsMapSettings, QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen
from qgis.PyQt.QtWidgets import QApplication

from ..canvas_item import WholeMapItem

#: What is on the map: nothing of ours, one image, or the earlier one left of the bar and the later one right.
OFF, BEFORE, AFTER, SWIPE = "", "before", "after", "swipe"

_ABOVE_LAYERS = 7
_HANDLE = 11


class ImageOverlay(WholeMapItem):
    """Renders the images in threads of QGIS for what the canvas shows, and again when that changes.

    ``layer_of(time)``: the raster layer of that time, None when it is gone.
    """

    def __init__(self, canvas: QgsMapCanvas, layer_of: Callable[[str], QgsMapLayer | None]) -> None:
        super().__init__(canvas)
        self._layer_of = layer_of
        self.mode = OFF
        #: place of the bar, 0 left … 1 right
        self.bar = 0.5
        #: words that name each image on the map
        self.names = {BEFORE: "", AFTER: ""}
        self._images: dict[str, tuple[QgsRectangle, QImage]] = {}
        self._jobs: dict[str, QgsMapRendererParallelJob] = {}
        self.setZValue(_ABOVE_LAYERS)
        self.setVisible(False)
        canvas.extentsChanged.connect(self.render)
        canvas.destinationCrsChanged.connect(self.render)

    def close(self) -> None:
        """Stop rendering and take it off the map."""
        self.show_mode(OFF)
        self._canvas.extentsChanged.disconnect(self.render)
        self._canvas.destinationCrsChanged.disconnect(self.render)
        self._canvas.scene().removeItem(self)

    def show_mode(self, mode: str) -> None:
        """Show one image, both beside the bar, or nothing."""
        self.mode = mode
        self.setVisible(mode != OFF)
        if mode == OFF:
            self._stop()
            self._images.clear()
        else:
            self.render()
        self.update()

    def move_bar(self, place: float) -> None:
        """Put the bar there: 0 left … 1 right."""
        self.bar = min(max(place, 0.02), 0.98)
        self.update()

    def rendering(self) -> bool:
        """Whether an image is still on its way."""
        return bool(self._jobs)

    def image(self, time: str) -> QImage | None:
        """The image of ``time`` as it was rendered last; None before."""
        found = self._images.get(time)
        return None if found is None else found[1]

    def render(self) -> None:
        """Render what the mode needs for what the canvas shows now."""
        if self.mode == OFF:
            return
        self._stop()
        wanted = self._canvas.mapSettings()
        for time in (BEFORE, AFTER) if self.mode == SWIPE else (self.mode,):
            layer = self._layer_of(time)
            if layer is None:
                self._images.pop(time, None)
                continue
            settings = QgsMapSettings(wanted)
            settings.setLayers([layer])
            settings.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
            job = QgsMapRendererParallelJob(settings)
            self._jobs[time] = job
            job.finished.connect(lambda time=time, job=job: self._rendered(time, job))
            job.start()

    def _rendered(self, time: str, job: QgsMapRendererParallelJob) -> None:
        if self._jobs.get(time) is job:  # else it was overtaken
            del self._jobs[time]
            self._images[time] = (job.mapSettings().visibleExtent(), job.renderedImage())
            self.update()

    def _stop(self) -> None:
        jobs, self._jobs = self._jobs, {}
        for job in jobs.values():
            job.cancel()

    def paint(self, painter: QPainter, *_how: object) -> None:
        whole = self.boundingRect()
        if self.mode != SWIPE:
            self._paint_image(painter, self.mode, whole)
            self._name(painter, self.mode, whole)
            return
        cut = whole.left() + whole.width() * self.bar
        left, right = QRectF(whole), QRectF(whole)
        left.setRight(cut)
        right.setLeft(cut)
        for time, box in ((BEFORE, left), (AFTER, right)):
            self._paint_image(painter, time, box)
            self._name(painter, time, box)
        self._paint_bar(painter, cut, whole)

    def _paint_image(self, painter: QPainter, time: str, box: QRectF) -> None:
        found = self._images.get(time)
        if found is None:
            return
        extent, image = found
        corners = [
            self.toCanvasCoordinates(point) - self.pos()
            for point in (_corner(extent, True), _corner(extent, False))
        ]
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, self._canvas.canvasColor())
        painter.drawImage(QRectF(*corners), image, QRectF(image.rect()))
        painter.restore()

    def _name(self, painter: QPainter, time: str, box: QRectF) -> None:
        """Which image it is, in words, in its upper corner."""
        text = self.names.get(time, "")
        painter.setFont(QApplication.font())
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 6
        left = box.right() - width - 8 if time == AFTER else box.left() + 8
        place = QRectF(left, box.top() + 8, width, height)
        if text and box.width() > width + 16:
            painter.fillRect(place, QColor(255, 255, 255, 215))
            painter.setPen(QColor(Qt.GlobalColor.black))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_bar(self, painter: QPainter, cut: float, whole: QRectF) -> None:
        middle = whole.center().y()
        for colour, width in ((Qt.GlobalColor.black, 4.0), (Qt.GlobalColor.white, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(QPointF(cut, whole.top()), QPointF(cut, whole.bottom()))
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.setPen(QPen(QColor(Qt.GlobalColor.black), 1.5))
        painter.drawEllipse(QPointF(cut, middle), _HANDLE, _HANDLE)
        painter.drawText(
            QRectF(cut - _HANDLE, middle - _HANDLE, 2 * _HANDLE, 2 * _HANDLE),
            Qt.AlignmentFlag.AlignCenter,
            "⇔",
        )


def _corner(extent: QgsRectangle, upper_left: bool) -> QgsPointXY:
    if upper_left:
        return QgsPointXY(extent.xMinimum(), extent.yMaximum())
    return QgsPointXY(extent.xMaximum(), extent.yMinimum())
