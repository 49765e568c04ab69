"""What one run of one engine answers: seconds, peak memory, and the figures it found.

Standard library and numpy only: every engine's Python imports it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Answer:
    """One run. The clock starts with :meth:`start`, after imports and the interpreter's own start."""

    def __init__(self, file: str | Path, **versions: str) -> None:
        self._file = Path(file)
        self._told: dict[str, Any] = {"versions": versions, "parts": {}}

    def start(self) -> None:
        """From here on the time counts."""
        self._began = time.perf_counter()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """The seconds of a part of the work, by name (several times: their sum)."""
        began = time.perf_counter()
        yield
        parts = self._told["parts"]
        parts[name] = parts.get(name, 0.0) + time.perf_counter() - began

    def tell(self, **more: object) -> None:
        """Keep more figures of the run."""
        self._told.update(more)

    def stop(self) -> None:
        """The work is done: its seconds, and the process's largest resident memory so far."""
        self._told["seconds"] = time.perf_counter() - self._began
        self._told["peak_mib"] = peak_mib()

    def save(self, figures: dict[str, Figure] | None = None) -> None:
        """Write the run, and ``figures`` beside it as ``.npz`` (for the comparison; not timed)."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(self._told, indent=1) + "\n", encoding="utf-8")
        if figures is not None:
            np.savez(
                self._file.with_suffix(".npz"), **{key: by_patch(*value) for key, value in figures.items()}
            )


#: Patch numbers and their value, in any order; patches that are not named have 0.
Figure = tuple[Sequence[Any], Sequence[Any]]


def by_patch(numbers: Iterable[str], values: Iterable[float]) -> npt.NDArray[np.void]:
    """Records (number, value) in the order of the numbers, values of one number added up."""
    names, index = np.unique(np.asarray(list(numbers), dtype="U16"), return_inverse=True)
    out = np.zeros(len(names), dtype=[("number", "U16"), ("value", "f8")])
    out["number"] = names
    out["value"] = np.bincount(index, weights=np.asarray(list(values), dtype=float), minlength=len(names))
    return out


def classes_figures(numbers: Any, classes: Any, areas: Any) -> dict[str, Figure]:
    """The figures by which farmland areas by class are compared: cultivated (class 01) and all parcels."""
    classes, numbers, areas = (np.asarray(values, dtype=object) for values in (classes, numbers, areas))
    cultivated = np.array([str(code).startswith("01") for code in classes], dtype=bool)
    return {"cultivated_m2": (numbers[cultivated], areas[cultivated]), "farmland_m2": (numbers, areas)}


def peak_mib() -> float:
    """The largest resident memory of this process so far, MiB (VmHWM)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell a process's peak memory")
