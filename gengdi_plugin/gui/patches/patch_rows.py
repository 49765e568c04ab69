"""The rows of a workspace with what the interface asks of all of them at once, made where they are read.

Built in a task: counting, sorting and searching 100 000 rows one by one in Python would let the window
stand still.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from ...store.review import doubtful
from .patch_columns import COLUMNS, Column
from .patch_filters import searched
from .text_index import Coded, SearchText, begins_with_digits

if TYPE_CHECKING:
    from ...store.review import PatchRow, RunRow

#: How many of a run's patches are named as the most doubtful.
DOUBTFUL = 5
#: Figures in m² that are added up.
FIGURES = ("area_m2", "cultivated_m2", "basic_m2")
_CODED = ("code", "rests_on", "unit_code", "channel", "change_kind", "scope", "state", "responsible")
_TYPED_AHEAD = ("patch_no", "spatial_code")
_NOWHERE = (np.nan,) * 4


class PatchRows(list["PatchRow"]):
    """All patches of a workspace.

    ``place``: uid -> position; ``by_uid``: uid -> row; ``fids``, ``uids``: what QGIS calls them, and back;
    ``ids``: the same in the rows' order; ``array``: the rows, to be put in order by numpy;
    ``tally``: (code, what it rests on) -> number and area in m²; ``units``: unit code -> number;
    ``unit_names``; ``latest``: the newest run, with ``screened`` (its patches here), ``released`` and
    ``doubtful`` of them; ``text``: what is searched in; ``figures``: columns of :data:`FIGURES`, NaN = not
    tested; ``overdue``: a flag per row; ``boxes``: west, south, east, north of all rows (4 × n, degrees);
    ``near``: credit code of the nearest pollution source -> number.
    """

    def __init__(self, rows: Iterable[PatchRow] = (), latest: RunRow | None = None) -> None:
        super().__init__(rows)
        self.place = {row.uid: number for number, row in enumerate(self)}
        self.by_uid = {row.uid: row for row in self}
        self.fids = {row.uid: row.id for row in self}
        self.uids = {row.id: row.uid for row in self}
        number: Counter[tuple[str, str]] = Counter()
        area: defaultdict[tuple[str, str], float] = defaultdict(float)
        for row in self:
            key = (row.code, row.rests_on)
            number[key] += 1
            area[key] += row.area_m2 or 0.0
        self.tally = {key: (count, area[key]) for key, count in number.items()}
        self.units = Counter(row.unit_code for row in self if row.unit_code)
        self.unit_names = {row.unit_code: row.unit_name for row in self if row.unit_code}
        self.latest = latest
        uid = latest.uid if latest is not None else None
        own = [row for row in self if uid is not None and row.run_uid == uid]
        self.screened, self.released = len(own), sum(row.screened == "green" for row in own)
        self.doubtful = doubtful(own, DOUBTFUL)
        self.array = np.empty(len(self), dtype=object)
        for place, row in enumerate(self):  # numpy would look whether each row is an array
            self.array[place] = row
        self.ids = np.array([row.id for row in self], dtype=np.int64)
        self.near = Counter(row.source_uscc for row in self if row.source_uscc)
        self.overdue = np.fromiter(map(attrgetter("overdue"), self), dtype=bool, count=len(self))
        sides = (side for row in self for side in row.bbox or _NOWHERE)
        self.boxes = np.fromiter(sides, dtype=float, count=4 * len(self)).reshape(-1, 4).T.copy()
        self.text = SearchText([searched(row) for row in self])
        fields = {column.field for column in COLUMNS if column.field and not column.number}
        self._coded = {name: Coded(map(attrgetter(name), self)) for name in {*_CODED, *fields}}
        self._beginnings = {name: self._coded[name].folded() for name in _TYPED_AHEAD}
        self._shown: dict[str, list[tuple[float, str]]] = {}
        self._keys = {column.key: self._ranked(column) for column in COLUMNS}
        self.figures = {name: self._keys[name][0] for name in FIGURES}

    @classmethod
    def of(cls, rows: Iterable[PatchRow]) -> PatchRows:
        """``rows`` themselves when they are such."""
        return rows if isinstance(rows, PatchRows) else cls(rows)

    def _ranked(self, column: Column) -> tuple[Any, list[Any] | None]:
        """Numbers as they are; of texts the rank among the different ones, and these in order."""
        if column.field and column.number:
            return _numbers(map(attrgetter(column.field), self)), None
        if column.field:
            return self._coded[column.field].ranks(), self._coded[column.field].values
        known = self._coded[column.by]  # one row of each value tells of all that have it
        _, first = np.unique(known.numbers, return_index=True)
        return _numbers([column.order(self[place]) for place in first.tolist()])[known.numbers], None

    def number(self, code: str) -> int:
        """How many patches have the colour ``code``."""
        return sum(count for (its, _), (count, _) in self.tally.items() if its == code)

    def keys(self, column: Column) -> Any:
        """By what ``column`` sorts, one number per row; NaN = not tested."""
        return self._keys[column.key][0]

    def key(self, column: Column, row: PatchRow) -> float:
        """Where another row stands among :meth:`keys`."""
        value, ladder = column.order(row), self._keys[column.key][1]
        if value is None:
            return float("nan")
        if ladder is None:
            return float(value)
        at = bisect_left(ladder, value)
        return float(at) if at < len(ladder) and ladder[at] == value else at - 0.5

    def coded(self, field: str) -> Coded:
        """A text field of all rows by its values."""
        return self._coded[field]

    def at(self, uids: Iterable[str]) -> Any:
        """One flag per row: whether it is one of these patches."""
        flags = np.zeros(len(self), dtype=bool)
        flags[[place for place in map(self.place.get, uids) if place is not None]] = True
        return flags

    def beginning(self, column: Column, text: str) -> Any:
        """One flag per row: whether its number, its spatial code or what ``column`` shows begins with
        ``text``, written in lower case."""
        found: Any = np.logical_or.reduce([one.beginning(text) for one in self._beginnings.values()])
        if column.key in self._beginnings:
            return found
        keys = self.keys(column)
        if column.number:
            return found | begins_with_digits(keys * column.scale, text)
        return found | np.isin(keys, self._shown_beginning(column, text))

    def _shown_beginning(self, column: Column, text: str) -> list[float]:
        """Of the different values of a column those that show a text which begins so."""
        if column.key not in self._shown:
            keys, first = np.unique(self.keys(column), return_index=True)
            known = ~np.isnan(keys)
            texts = [column.show(row).casefold() for row in self.array[first[known]]]
            self._shown[column.key] = list(zip(keys[known].tolist(), texts))
        return [key for key, shown in self._shown[column.key] if shown.startswith(text)]


def _numbers(values: Iterable[float | None]) -> Any:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
