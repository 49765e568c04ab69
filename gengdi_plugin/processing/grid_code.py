"""``gengdi:gridcode``: the grid code of every feature."""

from __future__ import annotations

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..layers.compat import TEXT, make_field
from ..layers.degrees import into_degrees
from ..layers.gridpoints import grid_codes
from .algorithm import GengdiAlgorithm, Parameters
from .sinks import CheckedSink

_CHUNK = 2000


class GridCodeAlgorithm(GengdiAlgorithm):
    """Adds ``grid_code`` of an interior point to the features of a layer in any CRS."""

    ID = "gridcode"
    ICON = "grid_code"
    TAGS = ("beidou", "grid", "code", "GB/T 39409", "北斗", "网格码", "空间码")

    def displayName(self) -> str:
        return tr("Grid code")

    def shortHelpString(self) -> str:
        return tr(
            "Adds the field grid_code: the Beidou grid position code of GB/T 39409-2020 of an interior "
            "point of each feature. Level 5 is about 110 m, level 7 about 7 m wide. Layers of any CRS are "
            "taken to EPSG:4490 (CGCS2000) first; a feature without geometry has no code."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                "INPUT", tr("Input layer"), [QgsProcessing.SourceType.TypeVectorAnyGeometry]
            )
        )
        self.addParameter(level_parameter())
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", tr("Layer with grid codes")))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..layers.crs import require_crs

        source = self.parameterAsSource(parameters, "INPUT", context)
        if source is None:
            raise InputError(tr("INPUT is no vector layer that can be read: choose another layer."))
        require_crs(source.sourceCrs(), source.sourceName())
        self._source = source
        self._level = self.parameterAsInt(parameters, "LEVEL", context)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from .output_fields import join_fields

        source = self._source
        self._joined = join_fields(source.fields(), [make_field("grid_code", TEXT)])
        sink = CheckedSink(
            self, parameters, "OUTPUT", context, self._joined.fields, source.wkbType(), source.sourceCrs()
        )
        transform = into_degrees(source.sourceCrs(), context.transformContext())
        total = source.featureCount()
        # a broken ring still has an interior point: the validity check of Processing would stop the run
        unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        chunk: list[QgsFeature] = []
        for feature in source.getFeatures(QgsFeatureRequest(), unchecked):
            if feedback.isCanceled():
                raise Cancelled(tr("Cancelled."))
            chunk.append(feature)
            if len(chunk) == _CHUNK:
                self._write(chunk, sink, transform)
                chunk = []
                if total > 0:
                    feedback.setProgress(100 * sink.count / total)
        self._write(chunk, sink, transform)
        return {"OUTPUT": sink.close()}

    def _write(self, chunk: list[QgsFeature], sink: CheckedSink, transform: object) -> None:
        try:
            codes = grid_codes([feature.geometry() for feature in chunk], transform, self._level)
        except InputError as error:
            raise InputError(
                tr("Layer “{layer}”: {problem}").format(layer=self._source.sourceName(), problem=error)
            ) from error
        coded = []
        for feature, code in zip(chunk, codes):
            new = QgsFeature(sink.fields)
            new.setGeometry(feature.geometry())
            attributes = feature.attributes()
            new.setAttributes([*(attributes[position] for position in self._joined.own), code])
            coded.append(new)
        sink.add(coded)


def level_parameter() -> QgsProcessingParameterNumber:
    """``LEVEL``: 1 to 10, 7 by default."""
    return QgsProcessingParameterNumber(
        "LEVEL",
        tr("Level (1–10)"),
        QgsProcessingParameterNumber.Type.Integer,
        defaultValue=7,
        minValue=1,
        maxValue=10,
    )
