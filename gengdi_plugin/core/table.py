"""``FeatureTable``: the one shape in which features travel through Gengdi."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

ObjectArray = npt.NDArray[np.object_]
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class FeatureTable:
    """Features of one layer as arrays of one length.

    ``geometry``: shapely geometries or None, EPSG:4490 longitude/latitude in degrees, 2D.
    ``columns``: canonical field name -> array of the same length; a missing value is None
    (object columns), NaN (numbers) or NaT (dates, ``datetime64[D]``).
    ``ids``: the feature ids of the source as text. ``name``: the layer's name as the officer sees it.
    ``notices``: what reading found and mended, one sentence each.
    """

    geometry: ObjectArray
    columns: dict[str, npt.NDArray[Any]]
    ids: ObjectArray
    name: str = ""
    notices: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        length = len(self)
        # Columns that are made when they are first looked at (LateColumns) are not looked at here.
        columns = self.columns.made() if hasattr(self.columns, "made") else self.columns
        wrong = [key for key, values in columns.items() if len(values) != length]
        if len(self.ids) != length:
            wrong.append("ids")
        if wrong:
            raise ValueError(f"columns of another length than the geometry: {', '.join(wrong)}")

    def __len__(self) -> int:
        return len(self.geometry)

    def column(self, name: str, default: object = None) -> npt.NDArray[Any]:
        """The column ``name``, or an object array filled with ``default`` when it is absent."""
        if name in self.columns:
            return self.columns[name]
        return np.full(len(self), default, dtype=object)

    def take(self, rows: npt.NDArray[Any]) -> FeatureTable:
        """The rows selected by an index or boolean array, in that order."""
        return FeatureTable(
            self.geometry[rows],
            {key: values[rows] for key, values in self.columns.items()},
            self.ids[rows],
            self.name,
            self.notices,
        )

    def without_notices(self) -> FeatureTable:
        """The same features, of which nothing is told."""
        return FeatureTable(self.geometry, self.columns, self.ids, self.name)

    def with_columns(self, columns: Mapping[str, npt.NDArray[Any]]) -> FeatureTable:
        """The same features with ``columns`` added or replaced."""
        return FeatureTable(self.geometry, {**self.columns, **columns}, self.ids, self.name, self.notices)


def object_array(values: Iterable[object]) -> ObjectArray:
    """A one-dimensional object array (numpy would turn a list of geometries or lists into more)."""
    items = list(values)
    out: ObjectArray = np.empty(len(items), dtype=object)
    for row, value in enumerate(items):
        out[row] = value
    return out


def feature_table(
    geometry: Iterable[object],
    columns: Mapping[str, Iterable[object]] | None = None,
    ids: Iterable[object] | None = None,
    name: str = "",
) -> FeatureTable:
    """A table from plain sequences: object columns, ids ``0, 1, 2 …`` unless given."""
    geometries = object_array(geometry)
    return FeatureTable(
        geometries,
        {
            key: values if isinstance(values, np.ndarray) else object_array(values)
            for key, values in (columns or {}).items()
        },
        object_array(range(len(geometries)) if ids is None else ids).astype(str).astype(object),
        name,
    )
