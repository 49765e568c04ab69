"""Columns of a table that are made when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import Any

from ..table import Array


class Once:
    """What ``make`` gives, made at the first call and kept; ``make`` is let go then."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make: Callable[[], Any] | None = make
        self._made: Any = None

    def __call__(self) -> Any:
        if self._make is not None:
            self._made = self._make()
            self._make = None
        return self._made


class LateColumns(dict[str, Array]):
    """A dict of columns in which some are made when they are first asked for, by name or with all others.

    ``late``: name -> what makes the column, as long as the ``made`` ones; it must not depend on anything that
    changes later. Names are known from the start: made ones first.
    """

    def __init__(self, made: Mapping[str, Array], late: Mapping[str, Callable[[], Array]]) -> None:
        super().__init__(made)
        self._late, self._lock = dict(late), RLock()

    def made(self) -> dict[str, Array]:
        """The columns that are there by now."""
        with self._lock:
            return {name: dict.__getitem__(self, name) for name in dict.keys(self)}

    def __missing__(self, name: str) -> Array:
        with self._lock:
            if not dict.__contains__(self, name):
                self[name] = self._late[name]()
                del self._late[name]  # and all that it holds on to
            return dict.__getitem__(self, name)

    def __contains__(self, name: object) -> bool:
        with self._lock:
            return dict.__contains__(self, name) or name in self._late

    # With its own __iter__, ``dict(columns)`` and ``{**columns}`` ask for every column too.
    def __iter__(self) -> Iterator[str]:
        with self._lock:
            return iter([*dict.keys(self), *self._late])

    def __len__(self) -> int:
        with self._lock:
            return dict.__len__(self) + len(self._late)

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401 (this is what get means)

    def keys(self) -> Any:
        return dict.fromkeys(self).keys()

    def values(self) -> Any:
        return {name: self[name] for name in self}.values()

    def items(self) -> Any:
        return {name: self[name] for name in self}.items()
