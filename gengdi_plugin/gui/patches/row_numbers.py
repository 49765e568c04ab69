"""Arrays of row numbers: where positions went, and runs of neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


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
