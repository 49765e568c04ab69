"""What a field mapping gives: the first rows as they will be read, and how many dates were understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QVariant

from ...core.roles import FIRST_DAY, LAST_DAY, NUMBER, ROLES

#: So many rows are looked at; enough to see the habit of a layer, few enough to be instant.
SAMPLE = 500
SHOWN = 8


@dataclass(frozen=True)
class Preview:
    """``titles``: canonical names mapped. ``rows``: texts, as many columns as titles. ``understood``:
    canonical name -> (values understood, values present) for dates and numbers in the sample."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    understood: dict[str, tuple[int, int]]


def preview(layer: QgsVectorLayer, role: str, mapping: Mapping[str, str]) -> Preview:
    """Read the first rows of ``layer`` through ``mapping`` (canonical name -> own field)."""
    kinds = ROLES[role].fields
    titles = tuple(name for name in kinds if mapping.get(name))
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setLimit(SAMPLE)
    features = list(layer.getFeatures(request))
    columns: list[list[str]] = []
    understood: dict[str, tuple[int, int]] = {}
    for name in titles:
        raw = [plain(feature[mapping[name]]) for feature in features]
        texts, known = _read(raw, kinds[name])
        columns.append(texts[:SHOWN])
        if kinds[name] in (FIRST_DAY, LAST_DAY, NUMBER):
            present = sum(value is not None and str(value).strip() != "" for value in raw)
            understood[name] = (known, present)
    rows = tuple(islice(zip(*columns), SHOWN)) if columns else ()
    return Preview(titles, rows, understood)


def plain(value: Any) -> Any:
    """A field's value as Python sees it: None for NULL, ISO text for Qt dates."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, QDateTime):
        return value.date().toString("yyyy-MM-dd") if value.isValid() else None
    if isinstance(value, QDate):
        return value.toString("yyyy-MM-dd") if value.isValid() else None
    return value


def _read(raw: list[Any], kind: str) -> tuple[list[str], int]:
    """Texts as the plugin will understand them, and how many it understood."""
    from ...core.dates import parse_date  # numpy: not before a dialog is opened

    if kind in (FIRST_DAY, LAST_DAY):
        dates = [parse_date(value, kind) for value in raw]
        texts = [
            day.isoformat() if day is not None else ("" if value is None else f"? {value}")
            for day, value in zip(dates, raw)
        ]
        return texts, sum(day is not None for day in dates)
    if kind == NUMBER:
        numbers = [_number(value) for value in raw]
        texts = [
            f"{number:g}" if number is not None else ("" if value is None else f"? {value}")
            for number, value in zip(numbers, raw)
        ]
        return texts, sum(number is not None for number in numbers)
    texts = ["" if value is None else str(value).strip() for value in raw]
    return texts, sum(bool(one) for one in texts)


def _number(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", "")) if value is not None else None
    except ValueError:
        return None
