"""Pollution sources from the layers that tell of them: enterprises, discharge permits and outlets, joined.

A source is what one unified social credit code stands for; the places of one enterprise are permits of one
source. Permits come to it by that code; one without a code by the 18 signs its number begins with (HJ
608-2017: the credit code, then three digits and a mark) when a known source has them. Outlets come by the
number of their permit. What cannot be joined stays a source of its own, or, an outlet, is counted as stray.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .compact import CompactTable
from .uscc import normal_uscc

#: The roles that are joined, in the order in which they are.
ROLES = ("enterprise", "permit", "outlet")

_CODE = 18

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Permit:
    """A discharge permit by its number; ``valid_to`` its last day, None when none is told."""

    number: str
    valid_to: dt.date | None


@dataclass(frozen=True)
class PollutionSource:
    """One source. ``key`` tells it apart (its credit code when it has one); ``features``: (layer id, feature
    id) of everything that was joined; ``bbox``: west, south, east, north in EPSG:4490 degrees, None without
    a place. Texts are "" when nothing tells them."""

    key: str
    uscc: str
    name: str
    industry_code: str
    category: str
    street: str
    permits: tuple[Permit, ...]
    outlets: int
    features: tuple[tuple[str, int], ...]
    bbox: Box | None

    @property
    def valid_to(self) -> dt.date | None:
        """The last day of the permit that runs out first; None without one."""
        return min((one.valid_to for one in self.permits if one.valid_to is not None), default=None)

    def expired(self, today: dt.date) -> bool:
        """Whether a permit of it has run out before ``today``."""
        return self.valid_to is not None and self.valid_to < today


@dataclass(frozen=True)
class Sources:
    """All sources, by name and code, and how many outlets belong to none of them."""

    rows: tuple[PollutionSource, ...] = ()
    stray_outlets: int = 0


@dataclass
class _Draft:
    key: str
    texts: dict[str, str] = field(default_factory=dict)
    permits: dict[str, dt.date | None] = field(default_factory=dict)
    outlets: int = 0
    features: list[tuple[str, int]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def know(self, row: _Row, names: Iterable[str]) -> None:
        for name in names:
            if row.text(name) and not self.texts.get(name):
                self.texts[name] = row.text(name)
        self.features.append((row.layer_id, row.fid))
        if row.box is not None:
            self.boxes.append(row.box)

    def done(self) -> PollutionSource:
        sides = list(zip(*self.boxes))
        box = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else None
        texts = {name: self.texts.get(name, "") for name in ("name", "industry_code", "category", "street")}
        permits = tuple(Permit(number, day) for number, day in sorted(self.permits.items()))
        return PollutionSource(
            self.key,
            self.texts.get("uscc", ""),
            permits=permits,
            outlets=self.outlets,
            features=tuple(self.features),
            bbox=box,
            **texts,
        )


@dataclass(frozen=True)
class _Row:
    layer_id: str
    fid: int
    values: dict[str, Any]
    box: Box | None

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "").strip()

    def code(self, name: str) -> str:
        return normal_uscc(self.text(name))


def join_sources(tables: Sequence[tuple[str, str, CompactTable]]) -> Sources:
    """Join what ``tables`` (role of :data:`ROLES`, layer id, features) tell, whatever their order."""
    drafts: dict[str, _Draft] = {}
    holder: dict[str, str] = {}  # permit number -> key of its source
    stray = 0
    for role in ROLES:
        for _role, layer_id, table in (one for one in tables if one[0] == role):
            for row in _rows(layer_id, table):
                if role == "enterprise":
                    _take_enterprise(row, drafts)
                elif role == "permit":
                    _take_permit(row, drafts, holder)
                else:
                    stray += not _take_outlet(row, drafts, holder)
    rows = sorted((draft.done() for draft in drafts.values()), key=lambda one: (one.name, one.uscc, one.key))
    return Sources(tuple(rows), stray)


def _take_enterprise(row: _Row, drafts: dict[str, _Draft]) -> None:
    key = row.code("uscc") or f"{row.layer_id}:{row.fid}"
    draft = drafts.setdefault(key, _Draft(key))
    draft.texts.setdefault("uscc", row.code("uscc"))
    draft.know(row, ("name", "industry_code", "category", "street"))


def _take_permit(row: _Row, drafts: dict[str, _Draft], holder: dict[str, str]) -> None:
    number, uscc = row.code("permit_no"), row.code("uscc")
    known = holder.get(number, number[:_CODE] if number[:_CODE] in drafts else "")
    key = uscc or known or f"permit:{number or f'{row.layer_id}:{row.fid}'}"
    draft = drafts.setdefault(key, _Draft(key))
    draft.texts.setdefault("uscc", uscc)
    draft.know(row, ("category",))
    if number:
        holder.setdefault(number, key)
        before, told = draft.permits.get(number), row.values.get("valid_to")
        draft.permits[number] = max((day for day in (before, told) if day is not None), default=None)


def _take_outlet(row: _Row, drafts: dict[str, _Draft], holder: dict[str, str]) -> bool:
    key = holder.get(row.code("permit_no"))
    if key is None:
        return False
    drafts[key].outlets += 1
    drafts[key].know(row, ())
    return True


def _rows(layer_id: str, table: CompactTable) -> Iterable[_Row]:
    columns = {name: _plain(table.column(name)) for name in table.columns}
    boxes = table.bounds.tolist()
    for place, fid in enumerate(table.ids.tolist()):
        box = boxes[place]
        known = all(number == number for number in box)  # NaN is not itself
        yield _Row(
            layer_id,
            fid,
            {name: values[place] for name, values in columns.items()},
            (box[0], box[1], box[2], box[3]) if known else None,
        )


def _plain(values: Any) -> list[Any]:
    """Texts and numbers as they are, dates as ``datetime.date`` or None."""
    if values.dtype.kind == "M":
        return [None if np.isnat(day) else day.astype(object) for day in values]
    listed: list[Any] = values.tolist()
    return listed
