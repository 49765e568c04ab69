"""The rows of a screening result as the workspace's tables take them: values and geometry as bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..core.screening.result import (
    DOCUMENT_FIELDS,
    EVIDENCE_FIELDS,
    OUTPUT_FIELDS,
    REMAINDER_FIELDS,
    ScreeningResult,
)
from ..core.table import FeatureTable
from .blobs import spatialite_blobs
from .uids import AscendingUids
from .values import plain

Row = tuple[Any, ...]
#: A column of rows.
Values = list[Any]

PATCH_COLUMNS = (
    "uid", "patch_no", "spatial_code", "change_type", "before_on", "after_on", "channel",
    "ministry_area_m2", "unit_code", "unit_name", "area_m2", "geom",
)  # fmt: skip

_OF_PATCH = ("spatial_code", "unit_code", "unit_name")
_VERDICT_FIGURES = tuple(field for field in OUTPUT_FIELDS if field not in _OF_PATCH)

#: The patch's own attributes that a verdict rests on: a later list may correct the patch.
JUDGED = ("change_type", "before_on", "after_on")

_VERDICT_COLUMNS = ("uid", "patch_uid", "repaired", "explanation", *JUDGED, *_VERDICT_FIGURES)

#: Tables of a run's parts -> their columns beyond the verdict they belong to.
_PARTS: dict[str, tuple[str, ...]] = {
    "evidence": (*EVIDENCE_FIELDS, *DOCUMENT_FIELDS),
    "remainder": REMAINDER_FIELDS,
    "ground": ("kind", "area_m2"),
}

_OF_TEXT = json.JSONEncoder(ensure_ascii=False)

#: Table -> the columns that :func:`rows_of` gives, the geometry last.
COLUMNS: dict[str, tuple[str, ...]] = {
    "patch": PATCH_COLUMNS,
    "verdict": _VERDICT_COLUMNS,
    **{table: ("uid", "verdict_uid", *fields, "geom") for table, fields in _PARTS.items()},
}


def rows_of(
    result: ScreeningResult, chosen: Sequence[int], uids: AscendingUids
) -> Iterator[tuple[str, list[Values]]]:
    """Table by table the columns of the rows of the patches ``chosen`` (rows of ``result.patches``), in that
    order; all but the patches get uids of ``uids``."""
    verdicts = dict(zip(chosen, uids.take(len(chosen))))
    yield "patch", _patches(result, chosen)
    yield "verdict", _verdicts(result, verdicts)
    for table, parts in zip(_PARTS, (result.evidence, result.remainders, result.ground)):
        yield table, _parts(parts, _PARTS[table], verdicts, uids)


def _columns(result: ScreeningResult, names: Sequence[str], chosen: Sequence[int]) -> list[Values]:
    return [plain(result.patches.column(name)[list(chosen)]) for name in names]


def _patches(result: ScreeningResult, chosen: Sequence[int]) -> list[Values]:
    blobs = spatialite_blobs(result.patches.geometry[list(chosen)])
    return [*_columns(result, PATCH_COLUMNS[:-1], chosen), blobs]


def _verdicts(result: ScreeningResult, verdicts: Mapping[int, str]) -> list[Values]:
    chosen = list(verdicts)
    repaired = plain(result.patches.column("repaired", False)[chosen])
    told = list(map(_json, result.patches.column("explanation")[chosen]))
    patches, *figures = _columns(result, ("uid", *JUDGED, *_VERDICT_FIGURES), chosen)
    return [list(verdicts.values()), patches, repaired, told, *figures]


def _parts(
    parts: FeatureTable, fields: Sequence[str], verdicts: Mapping[int, str], uids: AscendingUids
) -> list[Values]:
    owner = parts.column("row").astype(np.int64)
    chosen = np.flatnonzero(np.isin(owner, list(verdicts)))
    columns = [plain(parts.column(name)[chosen]) for name in fields]
    owners = [verdicts[row] for row in owner[chosen].tolist()]
    return [uids.take(len(chosen)), owners, *columns, spatialite_blobs(parts.geometry[chosen])]


def _json(explanation: Mapping[str, Any] | None) -> str | None:
    return None if explanation is None else _OF_TEXT.encode(explanation)
