"""Writing a screening result into the three outputs of ``gengdi:screenpatches``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ..core.errors import Cancelled, InputError
from ..core.geometry import multipolygons
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.plane import blockwise
from ..core.screening.result import EVIDENCE_FIELDS, OUTPUT_FIELDS, REMAINDER_FIELDS, ScreeningResult
from ..core.table import FeatureTable
from ..layers.compat import PLAIN_WKB, enum_number
from ..layers.degrees import lon_lat, out_of_degrees, shape_of
from ..layers.geometry import wkb_of
from ..layers.reading import LayerSource
from .output_fields import SHORT_NAMES, is_shapefile, join_fields
from .screening_fields import evidence_fields, feature_of, output_fields, remainder_fields, rows
from .sinks import CheckedSink

_BATCH = 1000


class OutputWriter:
    """Writes the outputs of one run of ``algorithm``, part after part; polygons in ``crs``, the patches' own.

    ``source``: the patches' layer, from which each part's own fields are fetched again. ``with`` it: when
    what is inside fails or is cancelled, no output stays.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        source: LayerSource,
    ) -> None:
        self._context, self._feedback, self._source, self.crs = context, feedback, source, source.crs
        self._joined = join_fields(source.source_fields, output_fields(), _short(parameters, "OUTPUT"))
        self._sinks: dict[str, CheckedSink] = {}
        none, polygon = QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.MultiPolygon
        for name, fields, kind in (
            ("OUTPUT", self._joined.fields, polygon),
            ("EVIDENCE", _alone(parameters, "EVIDENCE", evidence_fields()), none),
            ("REMAINDERS", _alone(parameters, "REMAINDERS", remainder_fields()), polygon),
        ):
            if parameters.get(name) is not None:
                crs = QgsCoordinateReferenceSystem() if kind == none else self.crs
                with self:  # the others do not stay when one cannot be made
                    self._sinks[name] = CheckedSink(algorithm, parameters, name, context, fields, kind, crs)

    def __enter__(self) -> OutputWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for sink in self._sinks.values():
                sink.discard()

    def add(
        self, result: ScreeningResult, mended: npt.NDArray[np.bool_], progress: Callable[[float], None]
    ) -> None:
        """One part. ``mended``: its patches whose coordinates were mended; ``progress`` hears 0 … 1."""
        makers = {"OUTPUT": self._patches, "EVIDENCE": self._evidence, "REMAINDERS": self._remainders}
        for number, (name, sink) in enumerate(self._sinks.items()):
            features = makers[name](result, sink.fields, mended)
            while batch := list(islice(features, _BATCH)):
                if self._feedback.isCanceled():
                    raise Cancelled(tr("Cancelled."))
                sink.add(batch)
            progress((number + 1) / len(self._sinks))

    def close(self) -> dict[str, str]:
        """Finish the outputs; name -> destination."""
        return {name: sink.close() for name, sink in self._sinks.items()}

    def _patches(
        self, result: ScreeningResult, _: QgsFields, mended: npt.NDArray[np.bool_]
    ) -> Iterator[QgsFeature]:
        """``OUTPUT``: one feature per patch with its own fields and the contract's."""
        joined = self._joined
        back = _geometries(result.patches, self.crs, self._context)
        changed = result.patches.columns["repaired"].astype(bool) | mended
        missing = shapely.is_missing(result.patches.geometry)
        originals = self._source.originals(list(map(int, result.patches.ids)))
        for row, (original, figures) in enumerate(zip(originals, rows(result.patches, OUTPUT_FIELDS))):
            own = None if changed[row] or missing[row] else _as_given(original)
            attributes = original.attributes()
            values = [attributes[k] for k in joined.own] + figures
            yield feature_of(joined.fields, values, back(row) if own is None else own)

    def _evidence(self, result: ScreeningResult, fields: QgsFields, _: object) -> Iterator[QgsFeature]:
        """``EVIDENCE``: a table without geometry."""
        return (feature_of(fields, values) for values in rows(result.evidence, EVIDENCE_FIELDS))

    def _remainders(self, result: ScreeningResult, fields: QgsFields, _: object) -> Iterator[QgsFeature]:
        """``REMAINDERS``: the uncovered parts as MultiPolygons."""
        back = _geometries(result.remainders, self.crs, self._context)
        values = enumerate(rows(result.remainders, REMAINDER_FIELDS))
        return (feature_of(fields, row, back(k)) for k, row in values)


def _short(parameters: dict[str, Any], name: str) -> dict[str, str]:
    return SHORT_NAMES if is_shapefile(parameters, name) else {}


def _alone(parameters: dict[str, Any], name: str, fields: list[QgsField]) -> QgsFields:
    """The fields of an output that has no fields of a layer before them."""
    return join_fields(QgsFields(), fields, _short(parameters, name)).fields


def _geometries(
    table: FeatureTable, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext
) -> Callable[[int], QgsGeometry]:
    """Row -> its EPSG:4490 geometry as MultiPolygon in ``crs`` (null where there is none)."""
    shapes = blockwise(multipolygons, table.geometry)
    transform, same = out_of_degrees(crs, context.transformContext()), crs == lon_lat()

    def geometry(row: int) -> QgsGeometry:
        out = _qgis_geometry(shapes[row])
        if out.isNull() or same:
            return out
        if enum_number(out.transform(transform)) != 0:
            raise InputError(
                tr("Feature {feature} cannot be put into {crs}: check the layer's reference system.").format(
                    feature=table.ids[row], crs=crs.authid()
                )
            )
        return out

    return geometry


def _qgis_geometry(shape: object) -> QgsGeometry:
    return shape_of(None if shape is None else shapely.to_wkb(shape))


def _as_given(original: QgsFeature) -> QgsGeometry | None:
    """The patch's own vertices, straight and two-dimensional, as MultiPolygon; None when it is no polygon."""
    geometry = original.geometry()
    if geometry.wkbType() not in PLAIN_WKB:
        geometry = shape_of(wkb_of(original) or b"")
    geometry.convertToMultiType()
    plain = geometry.wkbType() == QgsWkbTypes.Type.MultiPolygon and not geometry.isEmpty()
    return geometry if plain else None
