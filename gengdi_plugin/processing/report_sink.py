"""A report as an output table without geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    "filing_rate": "filing_r", "filing_area_rate": "filing_a_r", "concluded_m2": "conclud_m2",
    "conclusion_rate": "conclus_r", "conclusion_area_rate": "conclu_a_r", "rectification_rate": "rectif_r",
    "rectification_area_rate": "rectif_a_r", "with_deadline": "with_due", "overdue_rate": "overdue_r",
    "found_count": "found_n", "found_median": "found_med", "confirmed_count": "confirm_n",
    "confirmed_median": "confirm_md", "confirmed_p80": "confirm_80", "rectified_count": "rectif_n",
    "rectified_median": "rectif_med", "rectified_p80": "rectif_80", "unlawful_m2": "unlawf_m2",
    "occupied_m2": "occup_m2", "ratio_before": "ratio_bef", "ratio_after": "ratio_aft",
    "over_before": "over_bef", "over_after": "over_aft",
    "share_of_unit": "share_unit", "share_of_feature": "share_feat",
    "lead_department": "lead_dep", "co_departments": "co_deps", "description": "descript",
}  # fmt: skip


def write_report(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    output: str = "OUTPUT",
    kinds: Mapping[str, str] | None = None,
) -> str:
    """Write ``rows`` into ``output``; where it lies. ``kinds``: what a field is (``layers.compat``), when
    that is not told by the name's ending."""
    short = _SHORT if is_shapefile(parameters, output) else {}
    fields = QgsFields()
    for name in names:
        figure = name.endswith(("_share_before", "_share_after", "_m2_before", "_m2_after"))
        kind = (kinds or {}).get(name, REAL if figure else TEXT)
        known = short.get(name, name)
        fields.append(make_field(known, kind, alias=name if known != name else ""))
    flat, nowhere = QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem()
    sink = CheckedSink(algorithm, parameters, output, context, fields, flat, nowhere)
    features = (feature_of(fields, row) for row in rows)
    while batch := list(islice(features, _BATCH)):
        if feedback.isCanceled():
            raise Cancelled(tr("Cancelled."))
        sink.add(batch)
    return sink.close()
