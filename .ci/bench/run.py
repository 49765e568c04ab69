"""``make bench``: peers and us in the same run on the same files; results in ``build/bench/*.json``.

    run.py [--runs N] [--limit SECONDS] SIZE [SIZE …]

The engines take turns (ours, peer, peer, …, ours, peer, …), so that a machine that slows down for a while
slows all of them. An engine that fails, or takes longer than the limit, is told and left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from .engines import BENCH, ENGINES, OURS, Engine, make_venv, run
from .files import MARKER, data_folder
from .summary import compared, medians, paired_ratio
from .tables import cases, printed

#: Runs of an engine whose first run took longer than this, seconds.
_LONG, _LONG_RUNS = 100.0, 3
#: From these sizes on fewer runs are enough for growth and memory.
_FEWER = ((1_000_000, 1), (200_000, 3))
#: The floor and the steps are measured up to this size.
_STEPS_UP_TO = 50_000
#: Benchmarks of their own, run as ``python -m bench.<name>`` when the module is there; each leaves
#: ``build/bench/<name>.json``: case -> figures (:func:`.tables.cases`).
PARTS = ("reading", "live", "stall", "table", "first_screening")


def main() -> int:
    options = _options()
    why = "" if options.offline else make_venv()
    if why:
        print(f"the peers with a Python of their own are left out: {why}")
    for size in options.sizes:
        most = next((runs for large, runs in _FEWER if size >= large), options.runs)
        result = bench(size, min(most, options.runs), options.limit)
        save(f"county-{size}", result)
        print(printed(result), flush=True)
    if options.parts:
        for name in PARTS:
            part(name)
    print("docs/performance.md is written from these files by `make bench-docs`.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=1800.0)
    parser.add_argument("--parts", action="store_true", help="the benchmarks of their own too")
    parser.add_argument("--offline", action="store_true", help="do not install peers that are missing")
    return parser.parse_args()


def bench(size: int, runs: int, limit: float) -> dict[str, Any]:
    """All engines on the county with ``size`` patches."""
    folder = data_folder(size)
    out: dict[str, Any] = {
        "patches": size,
        "county": json.loads((folder / MARKER).read_text(encoding="utf-8")),
        "machine": machine(),
        "left_out": {},
    }
    kept = _turns(size, folder, runs, limit, out["left_out"])
    ours = [answer["seconds"] for answer in kept.get(OURS, [])]
    out["engines"] = {}
    for engine in ENGINES:
        if kept.get(engine.key):
            told = {"label": engine.label, "work": engine.work, "peer": engine.peer,
                    **medians(kept[engine.key])}  # fmt: skip
            theirs = [answer["seconds"] for answer in kept[engine.key]]
            if ours and engine.key != OURS:
                told["ratio"] = paired_ratio(theirs, ours)
            out["engines"][engine.key] = told
    same = [engine.key for engine in ENGINES if engine.work == "same" and engine.key in out["engines"]]
    if same:
        out["compared"] = compared({key: _file(size, key).with_suffix(".npz") for key in same}, same[0])
    if size <= _STEPS_UP_TO:
        out["floor"] = run(_FLOOR, folder, _file(size, "floor"), limit)
        out["stages"] = run(_STAGES, folder, _file(size, "stages"), limit)
    return out


_FLOOR = Engine("floor", "bare GEOS intersections", "bench.floor")
_STAGES = Engine("stages", "where the time goes", "bench.ours_core", arguments=("1", "stages"))


def _turns(
    size: int, folder: Path, runs: int, limit: float, left_out: dict[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """The answers of every engine, run after run."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for turn in range(runs):
        for engine in ENGINES:
            told = kept.setdefault(engine.key, [])
            slow = bool(told) and told[0]["seconds"] > _LONG
            if engine.key in left_out or (slow and turn >= _LONG_RUNS):
                continue
            why = engine.absent()
            if size > engine.most:
                why = f"not asked above {engine.most} patches"
            answer = {"failed": why} if why else run(engine, folder, _file(size, engine.key), limit)
            if "failed" in answer:
                left_out[engine.key] = answer["failed"]
                kept[engine.key] = []
                print(f"{engine.label}: left out: {answer['failed']}", flush=True)
                continue
            told.append(answer)
            print(f"{size} patches, run {turn + 1}: {engine.label} {answer['seconds']:.2f} s", flush=True)
    return kept


def _file(size: int, key: str) -> Path:
    return BENCH / "answers" / str(size) / f"{key}.json"


def part(name: str) -> None:
    """A benchmark of its own, when it is there."""
    if importlib.util.find_spec(f"bench.{name}") is None:
        return
    file = BENCH / f"{name}.json"
    done = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)
    if done.returncode:
        print(f"bench.{name} ended with code {done.returncode}")
    elif file.is_file():
        print(cases(name, json.loads(file.read_text(encoding="utf-8"))), flush=True)


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "processors": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
        "commit": commit.stdout.strip(),
        "at": datetime.now().astimezone().isoformat(timespec="minutes"),
    }


def save(name: str, result: dict[str, Any]) -> None:
    """Keep ``result`` as ``build/bench/<name>.json``."""
    BENCH.mkdir(parents=True, exist_ok=True)
    (BENCH / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
