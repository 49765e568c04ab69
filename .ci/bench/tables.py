"""The benchmarks' results as tables, for the terminal and for docs/performance.md (Markdown)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .engines import OURS

Result = Mapping[str, Any]
Rows = Sequence[Sequence[str]]


def table(columns: Sequence[str], rows: Rows) -> str:
    """A Markdown table; every column but the first to the right."""
    marks = ["---", *("---:" for _ in columns[1:])]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (columns, marks, *rows))


def printed(result: Result) -> str:
    """All tables of a county's run."""
    size = result["patches"]
    pieces = [f"### {size:,} patches".replace(",", " "), engines(result)]
    if result["left_out"]:
        pieces.append("\n".join(f"- left out: {key}: {why}" for key, why in result["left_out"].items()))
    if len(result.get("compared", ())) > 1:
        pieces.append(agreement(result))
    if "floor" in result:
        pieces.append(where_the_time_goes(result))
    return "\n\n".join(pieces)


def cases(name: str, found: Mapping[str, Any]) -> str:
    """The table of a benchmark of its own: ``found`` has a row per case, a mapping of figures (which may lie
    in mappings within), or is one such mapping itself."""
    if not all(isinstance(value, Mapping) for value in found.values()):
        found = {name: found}
    rows = {case: dict(_flat(figures)) for case, figures in found.items()}
    columns = list(dict.fromkeys(key for row in rows.values() for key in row))
    lines = [[case, *(row.get(key, "–") for key in columns)] for case, row in rows.items()]
    return f"### {name.capitalize()}\n\n" + table([name, *columns], lines)


def _flat(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in figures.items():
        said = f"{above}{key.replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{said}: ")
        else:
            yield said, f"{value:.4g}" if isinstance(value, float) else value


def engines(result: Result) -> str:
    """Seconds, and how many times ours (the same work) each takes."""
    rows = []
    for key, told in result["engines"].items():
        ratio = f"{told['ratio']:.2f}" if "ratio" in told else "1" if key == OURS else "–"
        peak = "–" if math.isnan(told["peak_mib"]) else f"{told['peak_mib']:.0f}"
        spread = f"{told['fastest']:.2f}–{told['slowest']:.2f}"
        rows.append([told["label"], ratio, f"{told['seconds']:.2f}", spread, told["runs"], peak])
    columns = ["engine", "time ÷ ours", "median s", "min–max s", "runs", "peak MiB"]
    return table(columns, rows)


def agreement(result: Result) -> str:
    """Whether the engines say the same."""
    rows = []
    for key, told in result["compared"].items():
        rows.append(
            [result["engines"][key]["label"], told["covered_patches"], told["not_measured"],
             f"{told['largest_difference_approved_share']:.1e}",
             f"{told['largest_difference_cultivated_share']:.1e}",
             f"{told['largest_difference_farmland_share']:.1e}", "yes" if told["agrees"] else "**no**"]
        )  # fmt: skip
    columns = ["engine", "patches covered ≥ 0.95", "not measured", "largest Δ approved share",
               "Δ cultivated", "Δ all parcels", "agrees"]  # fmt: skip
    return table(columns, rows)


def where_the_time_goes(result: Result) -> str:
    """Ours by step on one thread, in seconds and as a multiple of the floor."""
    floor, stages = result["floor"], result["stages"]
    if "failed" in floor or "failed" in stages:
        return f"Where the time goes is not known: {floor.get('failed') or stages.get('failed')}."
    bare = floor["parts"]["1 thread"]
    steps = dict(stages["stages"])
    known = sum(steps.values()) + stages["parts"]["read"]
    rows = [["floor: bare GEOS intersections, 1 thread", f"{bare:.2f}", "1"],
            ["the same on 2 threads", f"{floor['parts']['2 threads']:.2f}",
             f"{floor['parts']['2 threads'] / bare:.2f}"]]  # fmt: skip
    named = {"read (all of reading)": stages["parts"]["read"], **steps}
    named["rest (Python, numpy)"] = max(0.0, stages["seconds"] - known)
    named["all, 1 thread, while measured"] = stages["seconds"]
    for key, part in (("screenpatches", "write outputs"), ("workspace", "save the run")):
        if part in result["engines"].get(key, {}).get("parts", {}):
            named[f"besides: {part}"] = result["engines"][key]["parts"][part]
    rows += [[name, f"{seconds:.2f}", f"{seconds / bare:.2f}"] for name, seconds in named.items()]
    return table(["step", "s", "÷ floor"], rows)
