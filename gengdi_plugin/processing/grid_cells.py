"""``gengdi:gridcells``: the cells of an extent as polygons."""

from __future__ import annotations

from qgis.core import (
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsRectangle,
    QgsWkbTypes,
)

from ..core.errors import Cancelled
from ..core.i18n import tr
from ..layers.compat import TEXT, make_field
from ..layers.degrees import lon_lat
from .algorithm import GengdiAlgorithm, Parameters
from .grid_code import level_parameter
from .sinks import CheckedSink

_CHUNK = 5000


class GridCellsAlgorithm(GengdiAlgorithm):
    """Writes every cell of a level that shares ground with the extent."""

    ID = "gridcells"
    ICON = "grid_cells"
    TAGS = ("beidou", "grid", "cells", "GB/T 39409", "北斗", "网格")

    def displayName(self) -> str:
        return tr("Grid cells")

    def shortHelpString(self) -> str:
        return tr(
            "Draws the cells of the Beidou grid of GB/T 39409-2020 that share ground with an extent, as "
            "polygons in EPSG:4490 (CGCS2000) with their code in grid_code. One run makes at most "
            "1 000 000 cells; cells end at 88° north and south."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(QgsProcessingParameterExtent("EXTENT", tr("Extent")))
        self.addParameter(level_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Grid cells"), QgsProcessing.SourceType.TypeVectorPolygon
            )
        )

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core import gridcode

        crs = lon_lat()
        extent = self.parameterAsExtent(parameters, "EXTENT", context, crs)
        level = self.parameterAsInt(parameters, "LEVEL", context)
        if max(abs(extent.yMinimum()), abs(extent.yMaximum())) > gridcode.POLE:
            feedback.pushWarning(tr("What lies beyond 88° north or south has no cells and is left out."))
        cells = gridcode.cells(
            extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum(), level
        )
        fields = QgsFields()
        fields.append(make_field("grid_code", TEXT))
        sink = CheckedSink(self, parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.Polygon, crs)
        for start in range(0, len(cells), _CHUNK):
            if feedback.isCanceled():
                raise Cancelled(tr("Cancelled."))
            features = []
            for row in range(start, min(start + _CHUNK, len(cells))):
                feature = QgsFeature(fields)
                corners = cells.west[row], cells.south[row], cells.east[row], cells.north[row]
                feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(*(float(edge) for edge in corners))))
                feature.setAttributes([cells.codes[row]])
                features.append(feature)
            sink.add(features)
            feedback.setProgress(100 * sink.count / len(cells))
        return {"OUTPUT": sink.close()}
