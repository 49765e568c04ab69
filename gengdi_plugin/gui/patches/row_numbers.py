"""Arrays of row numbers: where positions went, runs of neighbours, and what Qt keeps of a model's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel

#: Whole rows change places: a view then remembers its selection by rows and not by cells, which with some
#: thousand rows selected here and there is the difference between now and a minute.
BY_ROWS = QAbstractTableModel.LayoutChangeHint.VerticalSortHint


def inverse(index: Any, count: int) -> Any:
    """Where each of ``count`` positions stands in ``index``."""
    import numpy as np

    places = np.empty(count, dtype=index.dtype)
    known = np.flatnonzero(index >= 0)
    places[index[known]] = known
    return places


def with_stranger(index: Any) -> Any:
    """``index`` with a row at its end that is at no position."""
    import numpy as np

    return np.append(index, -1)


def without(index: Any, place: int) -> Any:
    """``index`` without its row ``place``."""
    import numpy as np

    return np.delete(index, place)


def runs_of(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbouring ``places`` (sorted)."""
    first = places[0] if places else 0
    for place, following in zip(places, [*places[1:], -1]):
        if following != place + 1:
            yield first, place
            first = following


def move_persistent(model: QAbstractTableModel, new_rows: Callable[[Any], Any]) -> None:
    """What Qt keeps of ``model`` (selections, the cursor) goes with its rows: ``new_rows`` tells of an array
    of row numbers where they are now."""
    before = model.persistentIndexList()
    if not before:
        return
    import numpy as np

    rows = new_rows(np.array([index.row() for index in before], dtype=np.int64)).tolist()
    after = [model.index(row, index.column()) for row, index in zip(rows, before)]
    model.changePersistentIndexList(before, after)
