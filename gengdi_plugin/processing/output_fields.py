"""How an algorithm's output fields join the input's own (public contract §3, general rules)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsField, QgsFields, QgsProcessingOutputLayerDefinition

#: A layer that carries both is an earlier output of screening.
EARLIER_OUTPUT = ("rule_set", "screened_at")


@dataclass(frozen=True)
class JoinedFields:
    """``fields``: all fields of the output, own ones first; ``own``: which of the input's attributes
    (by position) are kept, in that order."""

    fields: QgsFields
    own: tuple[int, ...]


def join_fields(
    own: QgsFields, output: Sequence[QgsField], short: dict[str, str] | None = None
) -> JoinedFields:
    """Put ``output`` after ``own``. An own field with the name of an output field (compared without
    case; ``fid`` included) is kept with the prefix ``src_``; in an earlier output the output fields are
    replaced. ``short``: full name -> name of at most 10 characters, for shapefiles.
    """
    short = short or {}
    final = [short.get(field.name(), field.name()) for field in output]
    full = [field.name() for field in output]
    reserved = {name.casefold() for name in (*final, *full, "fid")}
    present = {field.name().casefold() for field in own}
    earlier = all(name in present or SHORT_NAMES[name] in present for name in EARLIER_OUTPUT)
    if earlier:  # it may have been kept in a shapefile
        reserved |= {SHORT_NAMES.get(name, name) for name in full}
    fields, kept = QgsFields(), []
    used = reserved | present
    for position, field in enumerate(list(own)):
        name = field.name()
        if name.casefold() in reserved:
            if earlier:
                continue
            name = _free(f"src_{name}", used)
        used.add(name.casefold())
        renamed = QgsField(field)
        renamed.setName(name)
        fields.append(renamed)
        kept.append(position)
    for field, name in zip(output, final):
        renamed = QgsField(field)
        renamed.setName(name)
        renamed.setAlias(field.alias() or (field.name() if name != field.name() else ""))
        fields.append(renamed)
    return JoinedFields(fields, tuple(kept))


def _free(name: str, used: Iterable[str]) -> str:
    """``name``, or with a number behind it when it is taken."""
    taken = set(used)
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


#: Names in a shapefile, whose field names hold 10 characters.
SHORT_NAMES = {
    "spatial_code": "sp_code",
    "approved_m2": "appr_m2",
    "approved_share": "appr_share",
    "sliver_m2": "sliver_m2",
    "uncovered_m2": "uncov_m2",
    "cultivated_m2": "cult_m2",
    "uncovered_cultivated_m2": "uncult_m2",
    "basic_m2": "basic_m2",
    "uncovered_basic_m2": "unbasic_m2",
    "unauthorised_basic_m2": "unauth_m2",
    "grain_zone_m2": "grain_m2",
    "high_standard_m2": "highst_m2",
    "redline_m2": "redline_m2",
    "agricultural_m2": "agric_m2",
    "construction_m2": "constr_m2",
    "unused_m2": "unused_m2",
    "change_kind": "chg_kind",
    "below_minimum": "below_min",
    "best_doc_no": "best_doc",
    "holds_until": "until",
    "unit_code": "unit_code",
    "unit_name": "unit_name",
    "source_uscc": "near_uscc",
    "source_distance_m": "near_dist",
    "rule_set": "rule_set",
    "screened_at": "screened",
    "feature_id": "feature_id",
    "approval_type": "appr_type",
    "approved_on": "appr_on",
    "overlap_m2": "overlap_m2",
}


def is_shapefile(parameters: dict[str, Any], name: str) -> bool:
    """Whether output ``name`` goes into a shapefile."""
    value = parameters.get(name)
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    return str(value or "").split("|", 1)[0].lower().endswith(".shp")
