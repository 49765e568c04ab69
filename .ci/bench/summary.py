"""The benchmarks' own arithmetic: medians, ratios, growth, and who differs from whom."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: The share from which the rule calls a patch covered; engines must count the same patches.
COVERED = 0.95
#: An engine whose share of some patch is off by more than this answers another question, or wrongly.
WRONG = 1e-3


def medians(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of the runs of one engine: median seconds and their spread, of every part, and the largest peak."""
    seconds = [run["seconds"] for run in runs]
    parts = {name: statistics.median(run["parts"][name] for run in runs) for name in runs[0]["parts"]}
    return {
        "runs": len(runs),
        "seconds": statistics.median(seconds),
        "fastest": min(seconds),
        "slowest": max(seconds),
        "parts": parts,
        "peak_mib": max(run["peak_mib"] for run in runs),
        "versions": dict(runs[0]["versions"]),
    }


def paired_ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    """Median of their seconds ÷ ours, run by run: what slows the machine for a while slows both."""
    return statistics.median(a / b for a, b in zip(theirs, ours))


def growth(small: float, large: float, factor: float) -> dict[str, float]:
    """How the seconds grew when the work grew by ``factor``; the exponent is 1 when linear."""
    return {"work": factor, "time": large / small, "exponent": float(np.log(large / small) / np.log(factor))}


def shares(figures: Mapping[str, npt.NDArray[np.void]], numbers: npt.NDArray[np.str_]) -> dict[str, Floats]:
    """Shares of each patch (in the order of ``numbers``): approved, cultivated, any parcel. A patch that a
    figure does not name has 0; NaN where the engine could not measure it."""
    area = _in_order(figures["area_m2"], numbers)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            name.replace("_m2", "_share"): _in_order(values, numbers) / area
            for name, values in figures.items()
            if name != "area_m2"
        }


def _in_order(values: npt.NDArray[np.void], numbers: npt.NDArray[np.str_]) -> Floats:
    out: Floats = np.zeros(len(numbers))
    known, at, of = np.intersect1d(numbers, values["number"], return_indices=True)
    if len(known) != len(values):
        raise ValueError(f"{len(values) - len(known)} figures are of no known patch")
    out[at] = values["value"][of]
    return out


def compared(answers: Mapping[str, Path], numbers_of: str) -> dict[str, dict[str, Any]]:
    """How far each engine's shares are from the engines' median, patch by patch, and how many patches it
    finds covered. ``answers``: engine -> its ``.npz``; ``numbers_of``: the engine that names all patches."""
    loaded = {engine: dict(np.load(file)) for engine, file in answers.items()}
    numbers = loaded[numbers_of]["area_m2"]["number"]
    found = {engine: shares(figures, numbers) for engine, figures in loaded.items()}
    told: dict[str, dict[str, Any]] = {}
    for engine, mine in found.items():
        told[engine] = {"covered_patches": int((mine["approved_share"] >= COVERED).sum()),
                        "not_measured": int(np.isnan(mine["approved_share"]).sum())}  # fmt: skip
        for name, values in mine.items():
            others = np.array([other[name] for other in found.values()])
            off = np.abs(values - np.nanmedian(others, axis=0))
            told[engine][f"largest_difference_{name}"] = float(np.nanmax(off, initial=0.0))
    most = statistics.mode(entry["covered_patches"] for entry in told.values())
    for entry in told.values():
        worst = max(value for key, value in entry.items() if key.startswith("largest_difference_"))
        entry["agrees"] = bool(
            worst <= WRONG and abs(entry["covered_patches"] - most) <= WRONG * len(numbers)
        )
    return told
