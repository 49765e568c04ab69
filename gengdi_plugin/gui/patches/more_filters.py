"""Filters behind the button *More*: one class for values of a field, and area, deadline, map extent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from .patch_filters import some

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_rows import PatchRows

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class ValueField:
    """A field of a row whose values are ticked; ``group`` of the vocabulary has their words ("": they speak
    for themselves)."""

    key: str
    title: Callable[[], str]
    group: str

    def text(self, value: str) -> str:
        """A value in words; '' is what is not known."""
        if not value:
            return tr("none")
        return word(self.group, value) if self.group else value

    def ordered(self, values: Iterable[str]) -> list[str]:
        """``values`` as the vocabulary has them, else by themselves; what is not known comes last."""
        known = {key: place for place, key in enumerate(keys(self.group))} if self.group else {}
        return sorted(values, key=lambda value: (not value, known.get(value, len(known)), value))


#: In the order of the menu.
FIELDS = (
    ValueField("channel", lambda: tr("Channel"), "channel"),
    ValueField("change_kind", lambda: tr("Change kind"), "change_kind"),
    ValueField("scope", lambda: tr("Farmland"), "scope"),
    ValueField("state", lambda: tr("State"), "state"),
    ValueField("responsible", lambda: tr("Responsible"), ""),
)
FIELD = {field.key: field for field in FIELDS}


@dataclass(frozen=True)
class ValuesFilter:
    """Rows whose field ``kind`` (one of :data:`FIELDS`) has one of ``values``; '' = not known; none = all."""

    kind: str
    values: frozenset[str]

    def accepts(self, row: PatchRow) -> bool:
        return not self.values or (getattr(row, self.kind) or "") in self.values

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return rows.coded(self.kind).among(self.values) if self.values else None

    def words(self) -> str:
        field = FIELD[self.kind]
        named = some([field.text(value) for value in field.ordered(self.values)])
        return tr("{name}: {values}").format(name=field.title(), values=named) if named else ""


@dataclass(frozen=True)
class AreaFilter:
    """Rows with an area in m² from ``least`` to ``most``; None = without this bound."""

    least: float | None
    most: float | None
    kind: ClassVar[str] = "area"

    def accepts(self, row: PatchRow) -> bool:
        if self.least is None and self.most is None:
            return True
        area = row.area_m2
        return area is not None and (self.least or 0.0) <= area and (self.most is None or area <= self.most)

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        if self.least is None and self.most is None:
            return None
        areas = rows.figures["area_m2"]  # what is not known is not a number and compares as False
        within = areas >= (self.least or 0.0)
        return within if self.most is None else within & (areas <= self.most)

    def words(self) -> str:
        if self.least is not None and self.most is not None:
            return tr("{least}–{most} m²").format(least=f"{self.least:,.0f}", most=f"{self.most:,.0f}")
        if self.least is not None:
            return tr("from {least} m²").format(least=f"{self.least:,.0f}")
        return "" if self.most is None else tr("up to {most} m²").format(most=f"{self.most:,.0f}")


@dataclass(frozen=True)
class OverdueFilter:
    """Rows whose case has passed its day."""

    kind: ClassVar[str] = "overdue"

    def accepts(self, row: PatchRow) -> bool:
        return row.overdue

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return rows.overdue

    def words(self) -> str:
        return tr("overdue")


@dataclass(frozen=True)
class ExtentFilter:
    """Rows that lie in or touch ``box`` (west, south, east, north in EPSG:4490 degrees) at least with their
    own box."""

    box: Box
    kind: ClassVar[str] = "extent"

    def accepts(self, row: PatchRow) -> bool:
        if row.bbox is None:
            return False
        west, south, east, north = self.box
        return (
            row.bbox[0] <= east and row.bbox[2] >= west and row.bbox[1] <= north and row.bbox[3] >= south
        )  # fmt: skip

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        west, south, east, north = self.box
        boxes = rows.boxes  # not a number without geometry: False
        return (
            (boxes[0] <= east) & (boxes[2] >= west) & (boxes[1] <= north) & (boxes[3] >= south)
        )  # fmt: skip

    def words(self) -> str:
        return tr("in map extent")
