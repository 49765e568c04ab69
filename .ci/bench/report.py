"""Writes docs/performance.md's tables from ``build/bench/*.json``: ``make bench-docs``.

Only what lies between the marks is replaced; the words around it are written by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .engines import BENCH, OURS, TILES
from .files import ROOT
from .run import PARTS
from .summary import growth
from .tables import cases, printed, table

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def main() -> int:
    results = read_results(BENCH)
    if not results:
        print("build/bench has no results: run `make bench` first.", file=sys.stderr)
        return 1
    files = [BENCH / f"{name}.json" for name in PARTS]
    parts = [
        cases(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in files if file.is_file()
    ]
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(replaced(text, written(results, parts)), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} has the figures of {', '.join(str(size) for size in results)} patches.")
    return 0


def read_results(folder: Path) -> dict[int, dict[str, Any]]:
    """Size -> result, smallest first."""
    found = [json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("county-*.json")]
    return {result["patches"]: result for result in sorted(found, key=lambda one: one["patches"])}


def replaced(page: str, text: str) -> str:
    """``page`` with ``text`` between the marks. Raises ValueError when the page has lost them."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} must contain {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def written(results: Mapping[int, Mapping[str, Any]], parts: list[str]) -> str:
    """All tables, with the machine and the versions they were measured with."""
    pieces = [measured_with(result) for result in list(results.values())[-1:]]
    if len(results) > 1:
        pieces.append(grown(results))
    pieces += [printed(result) for result in results.values()]
    return "\n\n".join(pieces + parts)


def measured_with(result: Mapping[str, Any]) -> str:
    """One paragraph: machine, commit, versions."""
    machine = result["machine"]
    versions: dict[str, str] = {}
    geos: dict[str, str] = {}
    for told in result["engines"].values():
        versions.update({name: version for name, version in told["versions"].items() if name != "geos"})
        if "geos" in told["versions"]:
            geos[told["label"]] = told["versions"]["geos"]
    listed = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    kernels = ", ".join(f"{version} in {label}" for label, version in geos.items())
    return (
        f"Measured on {machine['processors']} processors ({machine['system']}), Python {machine['python']}, "
        f"commit {machine['commit']}, {machine['at'][:10]}; load before the run {machine['load_before']}. "
        f"Versions: {listed}. GEOS: {kernels}."
    )


def grown(results: Mapping[int, Mapping[str, Any]]) -> str:
    """How our time and memory grow with the county: each of our ways to do the same work by itself."""
    rows = []
    for key in (OURS, TILES):
        before = None
        for size, result in results.items():
            told = result["engines"].get(key)
            if told is None:
                continue
            step = "" if before is None else (
                f"{growth(before[1], told['seconds'], size / before[0])['time']:.2f} "
                f"for {size / before[0]:.0f}×"
            )  # fmt: skip
            named = f"{size:,}".replace(",", " ")
            rows.append([told["label"], named, f"{told['seconds']:.1f}", step, f"{told['peak_mib']:.0f}"])
            before = (size, told["seconds"])
    columns = ["way", "patches", "s", "time grew by", "peak MiB"]
    return "### Growth (ours, same work)\n\n" + table(columns, rows)


if __name__ == "__main__":
    sys.exit(main())
