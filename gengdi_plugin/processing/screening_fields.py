"""Fields of the three outputs of ``gengdi:screenpatches`` and how results fill them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry

from ..core.screening.result import EVIDENCE_FIELDS, OUTPUT_FIELDS, REMAINDER_FIELDS
from ..core.table import FeatureTable
from ..layers.compat import FLAG, REAL, TEXT, make_field

_FLAGS = {"below_minimum", "counts"}
_SHARES = {"approved_share", "share"}


def contract_fields(names: Sequence[str]) -> list[QgsField]:
    """Fields of the public contract by name: areas and shares are numbers, flags booleans, the rest text."""

    def kind(name: str) -> str:
        if name in _FLAGS:
            return FLAG
        return REAL if name.endswith("_m2") or name in _SHARES or name == "source_distance_m" else TEXT

    return [make_field(name, kind(name)) for name in names]


def output_fields() -> list[QgsField]:
    """``OUTPUT`` without the patch's own fields."""
    return contract_fields(OUTPUT_FIELDS)


def evidence_fields() -> list[QgsField]:
    """``EVIDENCE``."""
    return contract_fields(EVIDENCE_FIELDS)


def remainder_fields() -> list[QgsField]:
    """``REMAINDERS``."""
    return contract_fields(REMAINDER_FIELDS)


def rows(table: FeatureTable, names: Sequence[str]) -> Iterator[list[object]]:
    """The values of ``names`` row by row as plain Python objects (None stays None)."""
    columns = [_plain(table.columns[name]) for name in names]
    for values in zip(*columns):
        yield list(values)


def _plain(values: np.ndarray) -> list[object]:
    if values.dtype != object:
        return list(values.tolist())
    return [value.item() if isinstance(value, np.generic) else value for value in values.tolist()]


def feature_of(
    fields: QgsFields, values: Sequence[object], geometry: QgsGeometry | None = None
) -> QgsFeature:
    """A feature with ``values`` in the order of ``fields``."""
    feature = QgsFeature(fields)
    feature.setAttributes(list(values))
    if geometry is not None and not geometry.isNull():
        feature.setGeometry(geometry)
    return feature
