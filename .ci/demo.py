"""``make demo``: the whole main job on the demo district, without a display, through the real doors.

    demo.py [folder] [--patches N]

Makes the synthetic district (beside the folder, in ``<folder>_district``) with its images and the
practice folder, screens it with ``gengdi:screenpatches``, takes inspectors' findings to red and green,
exports the three lists and the patch sheets, draws the map and a screenshot of the dock, and prints how
well the screening met the truth. Ends with 1 when a step failed, a lawful green was false, or too many
lawful patches were held back.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "build" / "plugins"
LISTS = ("verification", "rectification", "release")
OUTPUTS = ("workspace.sqlite", *(f"{key}.xlsx" for key in LISTS), "patch_sheets.pdf", "map.png", "dock.png",
           "summary.json")  # fmt: skip
#: So many sheets are printed: those of the most doubtful patches.
SHEETS = 12
#: Of the lawful patches with honest slips, at most this share may be held back.
FALSE_YELLOW_LIMIT = 0.03


class Steps:
    """Names each step as it begins, and keeps how long it took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, key: str, words: str) -> Iterator[None]:
        print(f"  {words} …", end="", flush=True)
        start = time.perf_counter()
        yield
        self.seconds[key] = round(time.perf_counter() - start, 2)
        print(f" {self.seconds[key]:.1f} s", flush=True)


@contextmanager
def qgis(out: Path) -> Iterator[None]:
    """QGIS without a display, speaking Chinese, with the staged plugin's algorithms."""
    from qgis.core import QgsApplication, QgsProject, QgsSettings

    application = QgsApplication([], True)
    application.initQgis()
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh-Hans")
    sys.path.append(f"{QgsApplication.pkgDataPath()}/python/plugins")
    from processing.core.Processing import Processing

    from gengdi_plugin.plugin import GengdiPlugin

    Processing.initialize()
    plugin = GengdiPlugin(None)
    plugin.initProcessing()
    try:
        yield
    finally:
        QgsProject.instance().clear()
        gc.collect()  # a layer that outlives QGIS crashes it
        plugin.unload()
        application.exitQgis()


def main_job(out: Path, patches: int) -> dict[str, Any]:
    """Everything but the dock's picture; what the summary says."""
    from qgis.core import QgsProject

    from demo_cases import carry, cases_folder, keep_screened
    from gengdi_plugin.demo.catalogue import INSPECTIONS
    from gengdi_plugin.demo.district import make_district
    from gengdi_plugin.demo.files import TRUTH, write_district, write_layer
    from gengdi_plugin.demo.findings import inspection_table, record_demo_findings
    from gengdi_plugin.demo.imagery import write_imagery
    from gengdi_plugin.demo.practice_files import FOLDER as PRACTICE
    from gengdi_plugin.demo.practice_files import write_practice
    from gengdi_plugin.demo.project import load_demo
    from gengdi_plugin.demo.score import report_lines, score
    from gengdi_plugin.demo.truth import read_truth
    from gengdi_plugin.store.review import counts, patch_rows
    from gengdi_plugin.store.workspace import open_workspace

    steps, project = Steps(), QgsProject.instance()
    folder, workspace = district_folder(out), out / "workspace.sqlite"
    with steps.step("district", f"Making the synthetic district with {patches} patches"):
        district = make_district(patches)
        write_district(district, folder)
    with steps.step("imagery", "Drawing its images, before and after the changes"):
        images = write_imagery(district, folder)
    with steps.step("practice", "Writing the practice folder: the district as the ministry sends it"):
        write_practice(district, folder / PRACTICE)
    with steps.step("project", "Loading it as a project: roles, fields and types found by themselves"):
        layers = load_demo(project, folder)
        project.write(str(folder / "demo.qgz"))
    with steps.step("screening", "gengdi:screenpatches"):
        outcome = screen(layers, workspace)
    keep_screened(workspace, cases_folder(out))
    with open_workspace(workspace, create=False) as ws:
        result = score(
            read_truth(folder / TRUTH), [(row.patch_no, row.code, row.reason) for row in patch_rows(ws)]
        )
        screened = counts(ws)
    with steps.step("findings", "Inspectors' findings and audits"):
        inspections = inspection_table(district.truth)
        write_layer(inspections, INSPECTIONS, folder / INSPECTIONS.file)
        with open_workspace(workspace, create=False) as ws:
            visited = record_demo_findings(ws, inspections)
            decided = counts(ws)
    rows = export(out, workspace, steps)
    with steps.step("map", "map.png"):
        draw(project, layers, workspace, out / "map.png")
    with steps.step("cases", "A copy carried from yellow to closed, with its papers"):
        cases = carry(cases_folder(out), inspections, images)
    print("\n" + "\n".join(report_lines(result)) + "\n")
    return {
        "about": "Synthetic demo district, not real data.",
        "patches": result.patches,
        "run": outcome["RUN"],
        "screened": {"by_code": screened.by_code, "by_reason": by_reason(screened.by_reason)},
        "after_findings": {
            "by_code": decided.by_code,
            "by_state": decided.by_state,
            "confirmed_red": visited.red,
        },
        "truth": {
            "unlawful": sum(1 for lawful in district.truth.columns["lawful"] if not lawful),
            "expected_green": result.expected_green,
            "matrix": result.matrix,
            "agreed": result.agreed,
            "false_greens": result.false_greens,
            "unlawful_greens": result.unlawful_greens,
            "false_yellows": result.false_yellows,
            "false_yellow_rate": round(result.false_yellow_rate, 4),
            "missing": result.missing,
        },
        "lists": rows,
        "cases": cases,
        "seconds": steps.seconds,
    }


def screen(layers: dict[str, Any], workspace: Path) -> dict[str, Any]:
    import processing

    from gengdi_plugin.demo.catalogue import APPROVAL_KEYS, ZONE_KEYS

    return processing.run("gengdi:screenpatches", {
        "PATCHES": layers["patches"],
        "APPROVALS": [layers[key] for key in APPROVAL_KEYS],
        "FARMLAND": layers["farmland"],
        "BASIC_FARMLAND": layers["basic_farmland"],
        "ZONES": [layers[key] for key in ZONE_KEYS],
        "VIOLATIONS": layers["violation"],
        "UNITS": layers["units"],
        "SOURCES": [layers["permit"], layers["enterprise"]],
        "WORKSPACE": str(workspace),
        "OUTPUT": "memory:",
        "EVIDENCE": "memory:",
        "REMAINDERS": "memory:",
    })  # fmt: skip


def export(out: Path, workspace: Path, steps: Steps) -> dict[str, int]:
    """The three lists and the sheets; how many rows each list has."""
    import processing

    rows = {}
    for key in LISTS:
        with steps.step(key, f"{key}.xlsx"):
            told = {"WORKSPACE": str(workspace), "LIST": key, "OUTPUT": str(out / f"{key}.xlsx")}
            rows[key] = processing.run("gengdi:exportlist", told)["COUNT"]
    with steps.step("patch_sheets", "patch_sheets.pdf"):
        told = {"WORKSPACE": str(workspace), "MOST_DOUBTFUL": SHEETS, "OUTPUT": str(out / "patch_sheets.pdf")}
        processing.run("gengdi:patchsheets", told)
    return rows


def draw(project: Any, layers: dict[str, Any], workspace: Path, file: Path) -> None:
    """The coloured patches over approvals, protected farmland and parcels."""
    from demo_map import draw_map
    from gengdi_plugin.layers.styles import style_result
    from gengdi_plugin.layers.workspace_layers import open_table

    patches = open_table(workspace, "patch_status")
    style_result(patches, "patches")
    papers = ("conversion", "supply", "facility", "temporary", "homestead", "consolidation", "rural_road")
    details = [layers[key] for key in (*papers, "basic_farmland")]
    draw_map(project, patches, details, [layers["units"], layers["farmland"]], file)


def by_reason(counted: dict[tuple[str, str], int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (_, reason), count in counted.items():
        found[reason] += count
    return dict(found.most_common())


def versions() -> dict[str, str]:
    import numpy
    import shapely
    from osgeo import gdal

    from qgis.core import Qgis

    return {
        "qgis": Qgis.version(),
        "python": sys.version.split()[0],
        "shapely": shapely.__version__,
        "geos": shapely.geos_version_string,
        "numpy": numpy.__version__,
        "gdal": gdal.__version__,
    }


def district_folder(out: Path) -> Path:
    return out.with_name(f"{out.name}_district")


def shoot_dock(out: Path, environment: dict[str, str]) -> None:
    """A screenshot of the real dock in the real QGIS, in a process and on a display of its own."""
    command = [sys.executable, str(ROOT / ".ci" / "dock_shot.py")]
    command += ["--project", str(district_folder(out) / "demo.qgz")]
    command += ["--workspace", str(out / "workspace.sqlite"), "--out", str(out / "dock.png")]
    subprocess.run(command, env=environment, check=True, timeout=300)


def tidy(out: Path) -> None:
    """Close the workspace for good: its write-ahead log becomes part of the file."""
    import sqlite3

    with closing(sqlite3.connect(out / "workspace.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def verdict(out: Path, summary: dict[str, Any]) -> list[str]:
    """What speaks against calling this demo a success."""
    truth = summary["truth"]
    problems = [f"{name} is missing" for name in OUTPUTS if not (out / name).is_file()]
    strangers = sorted(path.name for path in out.iterdir() if path.name not in OUTPUTS)
    problems += [f"{name} was left behind" for name in strangers]
    if truth["false_greens"]:
        problems.append(f"false greens: {', '.join(truth['false_greens'])}")
    if truth["missing"]:
        problems.append(f"patches without a verdict: {', '.join(truth['missing'])}")
    if truth["false_yellow_rate"] > FALSE_YELLOW_LIMIT:
        problems.append(f"{100 * truth['false_yellow_rate']:.1f} % of the lawful patches were held back")
    if summary["after_findings"]["confirmed_red"] != truth["unlawful"]:
        problems.append("not every unlawful patch was confirmed")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "demo")
    parser.add_argument("--patches", type=int, default=352)
    options = parser.parse_args()
    out = options.folder.resolve()
    out.mkdir(parents=True, exist_ok=True)
    for name in [*OUTPUTS, "workspace.sqlite-wal", "workspace.sqlite-shm"]:
        (out / name).unlink(missing_ok=True)
    outside = dict(os.environ)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(ROOT / "build" / "qgis-demo")
    sys.path.insert(0, str(PLUGINS if PLUGINS.is_dir() else ROOT))
    print("Gengdi demo: synthetic district, not real data")
    with qgis(out):
        summary = {**main_job(out, options.patches), "versions": versions()}
    clock = time.perf_counter()
    shoot_dock(out, outside)
    summary["seconds"]["dock"] = round(time.perf_counter() - clock, 2)
    tidy(out)
    (out / "summary.json").write_text(
        json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print_end(out, summary)
    problems = verdict(out, summary)
    for problem in problems:
        print(f"demo failed: {problem}", file=sys.stderr)
    return 1 if problems else 0


def print_end(out: Path, summary: dict[str, Any]) -> None:
    after = summary["after_findings"]["by_code"]
    print("screened:       " + ", ".join(f"{code} {n}" for code, n in summary["screened"]["by_code"].items()))
    print("after findings: " + ", ".join(f"{code} {n}" for code, n in after.items()))
    print("lists:          " + ", ".join(f"{key} {n}" for key, n in summary["lists"].items()))
    cases = summary["cases"]
    counted = ("dispatched", "red", "ordered", "accepted", "returned", "reopened")
    print("cases:          " + ", ".join(f"{key} {cases[key]}" for key in counted))
    print(f"the cases with their papers are in {out}_cases")
    print(f"everything else is in {out}; the project is {district_folder(out) / 'demo.qgz'}")


if __name__ == "__main__":
    sys.exit(main())
