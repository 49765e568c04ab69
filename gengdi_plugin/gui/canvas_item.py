"""Something drawn over the whole map, whatever part of the ground it shows."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF


class WholeMapItem(QgsMapCanvasItem):
    """Painted anew over the whole map when the map moves. Subclasses paint."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def boundingRect(self) -> QRectF:
        size = self._canvas.size()
        return QRectF(-self.pos(), QPointF(size.width(), size.height()) - self.pos())

    def updatePosition(self) -> None:
        self.prepareGeometryChange()
        self.update()
