"""Where the time of a run goes: every call of GEOS counted under the step it is part of.

Wraps shapely's functions, which the product calls by name; made after the files were read, it tells of
preparing and screening alone, and reading is a step of its own. The guards' calls count as what they are: the
clearance of a remainder and an overlay that is redone as overlay, a test of validity as repair. With several
threads the seconds are those of all threads together, waiting for the interpreter included; what is not a
call of GEOS or of the functions named here is the rest.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from gengdi_plugin.core.kernel import shapely

#: Function of shapely -> step. A function called inside another one counts for the outer one.
STEPS = {
    "repair": ("is_valid", "is_valid_reason", "make_valid", "set_precision", "remove_repeated_points"),
    "index": ("STRtree",),
    "predicate": ("intersects", "covers", "covered_by", "contains", "contains_properly", "within",
                  "relate", "relate_pattern", "touches", "disjoint", "distance", "prepare"),
    "overlay": ("intersection", "difference", "symmetric_difference", "minimum_clearance",
                "point_on_surface"),
    "union": ("union", "union_all", "unary_union", "coverage_union_all", "coverage_union"),
    "area": ("area", "length", "bounds"),
    "project": ("transform", "set_coordinates", "get_coordinates", "segmentize"),
    "collect parts": ("get_parts", "multipolygons", "get_type_id", "from_wkb", "to_wkb"),
}  # fmt: skip


class Stages:
    """Seconds by step, from the moment it is made."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)
        self._inside = threading.local()
        self._lock = threading.Lock()
        for step, names in STEPS.items():
            for name in names:
                if name == "STRtree":
                    self._watch_tree()
                elif hasattr(shapely, name):
                    setattr(shapely, name, self._timed(step, getattr(shapely, name)))

    def seconds(self) -> dict[str, float]:
        """Seconds of all threads by step, largest first."""
        return dict(sorted(self._seconds.items(), key=lambda item: -item[1]))

    def _timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            if getattr(self._inside, "step", None):
                return function(*arguments, **named)
            self._inside.step = step
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                spent = time.perf_counter() - began
                self._inside.step = None
                with self._lock:
                    self._seconds[step] += spent

        return timed

    def _watch_tree(self) -> None:
        """Building a tree is ``index``; asking it is ``predicate``."""
        plain = shapely.STRtree
        build, query = self._timed("index", plain.__init__), self._timed("predicate", plain.query)

        class STRtree(plain):  # type: ignore[misc, valid-type]
            def __init__(self, *arguments: Any, **named: Any) -> None:
                build(self, *arguments, **named)

            def query(self, *arguments: Any, **named: Any) -> Any:
                return query(self, *arguments, **named)

        shapely.STRtree = STRtree
