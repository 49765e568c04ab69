"""A report as an output table without geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from ..core.errors import Cancelled
from ..core.i18n import tr
from ..layers.compat import REAL, TEXT, make_field
from .output_fields import is_shapefile
from .screening_fields import feature_of
from .sinks import CheckedSink

_BATCH = 1000

#: Names of at most 10 characters for dBase tables.
_SHORT = {
    "spatial_code": "spat_code", "code_before": "code_bef", "code_after": "code_aft",
    "reason_before": "reason_bef", "reason_after": "reason_aft", "approved_share_before": "appr_s_bef",
    "approved_share_after": "appr_s_aft", "uncovered_m2_before": "uncov_bef",
    "uncovered_m2_after": "uncov_aft", "explanation": "explained",
    "responsible": "person",
}  # fmt: skip


def write_report(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    output: str = "OUTPUT",
) -> str:
    """Write ``rows`` into ``output``; where it lies."""
    short = _SHORT if is_shapefile(parameters, output) else {}
    fields = QgsFields()
    for name in names:
        figure = name.endswith(("_share_before", "_share_after", "_m2_before", "_m2_after"))
        known = short.get(name, name)
        fields.append(make_field(known, REAL if figure else TEXT, alias=name if known != name else ""))
    kind, nowhere = QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
    sink = CheckedSink(algorithm, parameters, output, context, fields, kind, nowhere)
    features = (feature_of(fields, row) for row in rows)
    while batch := list(islice(features, _BATCH)):
        if feedback.isCanceled():
            raise Cancelled(tr("Cancelled."))
        sink.add(batch)
    return sink.close()
