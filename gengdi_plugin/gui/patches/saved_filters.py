"""Filters kept in the project under a name of the officer's, as plain JSON.

Kept is what can be chosen again on another day: not the selection, and of the map's extent only that the
table follows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from qgis.core import QgsProject

from .more_filters import FIELD, AreaFilter, OverdueFilter, ValuesFilter
from .patch_filters import CodeFilter, PatchFilter, ReasonFilter, TextFilter, UnitFilter

_SCOPE, _KEY = "gengdi", "filters"

Plain = dict[str, Any]


class SavedFilters:
    """What the project keeps: name -> filters as plain values by kind."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project

    def all(self) -> dict[str, Plain]:
        """Every saved set; what cannot be read is none."""
        text, found = self._project.readEntry(_SCOPE, _KEY, "")
        try:
            known = json.loads(text) if found and text else {}
        except ValueError:
            return {}
        if not isinstance(known, dict):
            return {}
        return {name: one for name, one in known.items() if isinstance(one, dict)}

    def save(self, name: str, filters: Plain) -> None:
        """Keep ``filters`` as ``name``, in place of what was called so."""
        self._write({**self.all(), name: filters})

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        self._write({key: one for key, one in self.all().items() if key != name})

    def _write(self, known: Mapping[str, Plain]) -> None:
        self._project.writeEntry(_SCOPE, _KEY, json.dumps(known, ensure_ascii=False, sort_keys=True))


def as_plain(filters: Iterable[PatchFilter]) -> Plain:
    """The filters that narrow, by kind."""
    plain: Plain = {}
    for one in filters:
        if not one.words():
            continue
        if isinstance(one, CodeFilter):
            plain[one.kind] = sorted(one.codes)
        elif isinstance(one, ReasonFilter):
            plain[one.kind] = one.reason
        elif isinstance(one, UnitFilter):
            plain[one.kind] = one.unit_code
        elif isinstance(one, TextFilter):
            plain[one.kind] = one.text
        elif isinstance(one, ValuesFilter):
            plain[one.kind] = sorted(one.values)
        elif isinstance(one, AreaFilter):
            plain[one.kind] = [one.least, one.most]
        elif one.kind in ("overdue", "extent"):
            plain[one.kind] = True
    return plain


def more_of(plain: Plain) -> list[PatchFilter]:
    """The filters of the button *More* that ``plain`` holds; the map's extent is not among them. What is
    not understood is left out."""
    found: list[PatchFilter] = [
        ValuesFilter(kind, frozenset(map(str, plain[kind])))
        for kind in FIELD
        if isinstance(plain.get(kind), list)
    ]
    bounds = plain.get("area")
    if isinstance(bounds, list) and len(bounds) == 2:
        least, most = (float(one) if isinstance(one, (int, float)) else None for one in bounds)
        found.append(AreaFilter(least, most))
    if plain.get("overdue") is True:
        found.append(OverdueFilter())
    return [one for one in found if one.words()]
