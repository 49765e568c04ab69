"""Writing a screening result into the three outputs of ``gengdi:screenpatches``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
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
from ..layers.geometry import wkb_of
from ..layers.reading import LayerSource
from .output_fields import SHORT_NAMES, is_shapefile, join_fields
from .screening_fields import evidence_fields, feature_of, output_fields, remainder_fields, rows
from .screening_layers import ProgressShare
from .sinks import CheckedSink

_BATCH = 1000


@dataclass(frozen=True)
class OutputWriter:
    """Writes the outputs of one run of ``algorithm``; polygons in ``crs``, the patches' own."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback
    crs: QgsCoordinateReferenceSystem
    _made: list[CheckedSink] = field(default_factory=list)

    @contextmanager
    def whole_or_not_at_all(self) -> Iterator[None]:
        """When what is inside fails or is cancelled, no output stays."""
        try:
            yield
        except BaseException:
            for sink in self._made:
                sink.discard()
            raise

    def patches(
        self,
        result: ScreeningResult,
        source: LayerSource,
        mended: npt.NDArray[np.bool_],
        share: ProgressShare,
    ) -> str:
        """``OUTPUT``: one feature per patch with its own fields, fetched again from ``source``, and the
        contract's. ``mended``: the patches whose coordinates reading had to mend."""
        joined = join_fields(source.source_fields, output_fields(), self._short("OUTPUT"))
        back = _geometries(result.patches, self.crs, self.context)
        changed = result.patches.columns["repaired"].astype(bool) | mended
        missing = shapely.is_missing(result.patches.geometry)

        def features() -> Iterator[QgsFeature]:
            originals = source.originals(list(map(int, result.patches.ids)))
            for row, (original, figures) in enumerate(zip(originals, rows(result.patches, OUTPUT_FIELDS))):
                own = None if changed[row] or missing[row] else _as_given(original)
                attributes = original.attributes()
                values = [attributes[k] for k in joined.own] + figures
                yield feature_of(joined.fields, values, back(row) if own is None else own)

        kind, count = QgsWkbTypes.Type.MultiPolygon, len(result.patches)
        return self._fill("OUTPUT", joined.fields, features(), kind, count, share)

    def evidence(self, result: ScreeningResult, share: ProgressShare) -> str:
        """``EVIDENCE``: a table without geometry."""
        fields = join_fields(QgsFields(), evidence_fields(), self._short("EVIDENCE")).fields
        found = (feature_of(fields, values) for values in rows(result.evidence, EVIDENCE_FIELDS))
        kind, count = QgsWkbTypes.Type.NoGeometry, len(result.evidence)
        return self._fill("EVIDENCE", fields, found, kind, count, share)

    def remainders(self, result: ScreeningResult, share: ProgressShare) -> str:
        """``REMAINDERS``: the uncovered parts as MultiPolygons."""
        fields = join_fields(QgsFields(), remainder_fields(), self._short("REMAINDERS")).fields
        back = _geometries(result.remainders, self.crs, self.context)
        values = enumerate(rows(result.remainders, REMAINDER_FIELDS))
        found = (feature_of(fields, row, back(k)) for k, row in values)
        kind, count = QgsWkbTypes.Type.MultiPolygon, len(result.remainders)
        return self._fill("REMAINDERS", fields, found, kind, count, share)

    def _short(self, name: str) -> dict[str, str]:
        return SHORT_NAMES if is_shapefile(self.parameters, name) else {}

    def _fill(
        self,
        name: str,
        fields: QgsFields,
        features: Iterator[QgsFeature],
        kind: Any,
        count: int,
        share: ProgressShare,
    ) -> str:
        crs = QgsCoordinateReferenceSystem() if kind == QgsWkbTypes.Type.NoGeometry else self.crs
        sink = CheckedSink(self.algorithm, self.parameters, name, self.context, fields, kind, crs)
        self._made.append(sink)
        while batch := list(islice(features, _BATCH)):
            if self.feedback.isCanceled():
                raise Cancelled(tr("Cancelled."))
            sink.add(batch)
            share.setProgress(100.0 * sink.count / count)
        return sink.close()


def _geometries(
    table: FeatureTable, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext
) -> Callable[[int], QgsGeometry]:
    """Row -> its EPSG:4490 geometry as MultiPolygon in ``crs`` (null where there is none)."""
    shapes = blockwise(multipolygons, table.geometry)
    lonlat = QgsCoordinateReferenceSystem("EPSG:4490")
    transform = QgsCoordinateTransform(lonlat, crs, context.transformContext())

    def geometry(row: int) -> QgsGeometry:
        out = _qgis_geometry(shapes[row])
        if out.isNull() or crs == lonlat:
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
    out = QgsGeometry()
    if shape is not None:
        out.fromWkb(shapely.to_wkb(shape))
    return out


def _as_given(original: QgsFeature) -> QgsGeometry | None:
    """The patch's own vertices, straight and two-dimensional, as MultiPolygon; None when it is no polygon."""
    geometry = original.geometry()
    if geometry.wkbType() not in PLAIN_WKB:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb_of(original) or b"")
    geometry.convertToMultiType()
    plain = geometry.wkbType() == QgsWkbTypes.Type.MultiPolygon and not geometry.isEmpty()
    return geometry if plain else None
