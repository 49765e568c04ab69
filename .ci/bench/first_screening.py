"""The first screening over a whole county's parcels, as the officer feels it: ``make bench``.

    python -m bench.first_screening [--parcels 400000] [--patches 352] [--approvals 704] [--runs 3]
                        leaves build/bench/first_screening.json and first_screening_run.json

A fresh QGIS under Xvfb with the staged plugin, a project with the layers; Screen Patches is pressed, with a
workspace that is not there yet, and the clock runs until the table has its rows. The check-up that stands
before a project's first screening is in that time. The ground is the county of ``files.py`` with as many
parcels (four per patch of its own); of its patches so many are taken, evenly spread, and as many approvals,
by default two per patch, as the county itself has: those that reach the patches, filled up evenly.
``--patches 100000`` is the county's own proportion.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from osgeo import gdal, ogr

from desktop import PLUGINS, DesktopError, run_in_desktop

from .county import APPROVALS, PARCELS
from .files import NAMES, ROOT, data_folder, layer_files

DRIVER = Path(__file__).with_name("first_screening_driver.py")
#: What an officer waits without turning away, seconds on 2 processors.
TARGET_S = 15.0
#: Numbers in one SQL list.
_LIST = 500


def ground(parcels: int, patches: int, approvals: int, folder: Path) -> None:
    """Write into ``folder`` the county with ``parcels`` and of it so many patches and approvals.

    Raises ValueError when the county has fewer patches.
    """
    own = parcels // PARCELS
    if patches > own:
        raise ValueError(f"A county of {parcels} parcels has {own} patches: {patches} were asked for.")
    files = layer_files(data_folder(own))
    folder.mkdir(parents=True)
    for key in ("farmland", "basic_farmland"):
        shutil.copyfile(files[key], folder / files[key].name)
    chosen = np.linspace(1, own, patches).astype(int)
    _taken(files["patches"], NAMES["patches"], chosen, folder)
    _taken(files["approvals"], NAMES["approvals"], _approvals(files, chosen, approvals), folder)


def _approvals(files: dict[str, Path], patches: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """Ids of ``count`` approvals: first those whose boxes meet a patch, then others, evenly spread."""
    source = ogr.Open(str(files["patches"]))
    outlines = source.GetLayer(0)
    papers_file = ogr.Open(str(files["approvals"]))
    papers = papers_file.GetLayer(0)
    near: dict[int, None] = {}
    for patch in patches.tolist():
        feature = outlines.GetFeature(patch)  # it holds the geometry
        papers.SetSpatialFilter(feature.GetGeometryRef())
        near.update((paper.GetFID(), None) for paper in papers)
    papers.SetSpatialFilter(None)
    others = np.setdiff1d(np.arange(1, papers.GetFeatureCount() + 1), list(near))
    more = min(max(count - len(near), 0), len(others))
    spread = others[np.linspace(0, len(others) - 1, more).astype(int)] if more else others[:0]
    return np.concatenate([np.array(list(near)[:count], dtype=int), spread])


def _taken(source: Path, layer: str, ids: npt.NDArray[Any], folder: Path) -> None:
    """The features ``ids`` of a file, in a file of the same name."""
    gdal.UseExceptions()
    target = str(folder / source.name)
    names = np.sort(ids).tolist()
    for at in range(0, len(names), _LIST):
        listed = ",".join(map(str, names[at : at + _LIST]))
        done = gdal.VectorTranslate(
            target, str(source), format="GPKG", accessMode="append" if at else None, layers=[layer],
            layerName=layer, where=f"fid IN ({listed})",
        )  # fmt: skip
        del done


def measured(
    parcels: int, patches: int, approvals: int, plugins: Path, profile: bool, timeout: float
) -> dict[str, Any]:
    """What the driver told of one fresh QGIS."""
    with tempfile.TemporaryDirectory(prefix="gengdi-first-") as scratch:
        ground(parcels, patches, approvals, Path(scratch) / "data")
        values = {"FOLDER": str(Path(scratch) / "data"), "SCRATCH": scratch, "PROFILE": str(int(profile))}
        load = [round(one, 1) for one in os.getloadavg()]
        told = run_in_desktop(
            DRIVER, folder=ROOT / "build" / "bench" / "first_screening", values=values, plugins=plugins,
            python_path=[ROOT / ".ci"], timeout=timeout, locale="en_US",
        )  # fmt: skip
    return {"load": load, **told}


def summed_up(parcels: int, patches: int, approvals: int, runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of the report: medians of the runs, and how the whole stands to the target."""
    seconds = [run["seconds"] for run in runs]
    stages = {
        name: round(statistics.median(run["stages"].get(name, 0.0) for run in runs), 2)
        for name in runs[0]["stages"]
    }
    return {
        "parcels": parcels,
        "patches": patches,
        "approvals": approvals,
        "runs": len(runs),
        "load": runs[0]["load"][0],
        "median_s": round(statistics.median(seconds), 1),
        "processor_s": round(statistics.median(run["processor_s"] for run in runs), 1),
        "fastest_s": min(seconds),
        "slowest_s": max(seconds),
        "target_s": TARGET_S,
        "of_target": round(statistics.median(seconds) / TARGET_S, 2),
        "stages_s": stages,
        "peak_mib": max(run["peak_mib"] for run in runs),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--parcels", type=int, default=400_000)
    parser.add_argument("--patches", type=int, default=352)
    parser.add_argument("--approvals", type=int, default=None, help="two per patch unless given")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--plugins", type=Path, default=PLUGINS)
    parser.add_argument("--profile", action="store_true", help="where the tasks' time goes, into QGIS's log")
    parser.add_argument("--timeout", type=float, default=1800.0)
    given = parser.parse_args()
    approvals = given.approvals or APPROVALS * given.patches
    # as from the second start on: Python compiles a module once
    subprocess.run(["/usr/bin/python3", "-m", "compileall", "-q", str(given.plugins)], check=True)
    runs = []
    for _ in range(given.runs):
        try:
            run = measured(
                given.parcels, given.patches, approvals, given.plugins, given.profile, given.timeout
            )
        except DesktopError as error:
            print(error, file=sys.stderr)
            return 1
        print(
            f"{run['seconds']} s, processor {run['processor_s']} s "
            f"(main thread {run['main_thread_s']} s), load {run['load'][0]}: {run['stages']}, "
            f"processor {run['stages_processor']}",
            flush=True,
        )
        runs.append(run)
    answer = summed_up(given.parcels, given.patches, approvals, runs)
    target = ROOT / "build" / "bench" / "first_screening.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    details = target.with_name("first_screening_run.json")
    details.write_text(json.dumps(runs, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    target.write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(answer, indent=1))
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
