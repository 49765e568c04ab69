"""How long the window stands still while the dock screens, in the real desktop: ``make bench``.

    python -m bench.stall [--patches 100000] [--moments 3,20,50,82,92]     leaves build/bench/stall.json
                                                                       and stall_run.json

Xvfb, a window manager, the staged plugin, a timer of 5 ms in the event loop (:mod:`.gaps`). First a QGIS
without the plugin that opens the same layers and a table of as many rows: what is QGIS's own. Then the timer
in a QGIS that does nothing, which is what this machine makes of it at that moment, and the dock.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from desktop import PLUGINS, DesktopError, run_in_desktop

from .files import ROOT, data_folder

DRIVER = Path(__file__).with_name("stall_driver.py")


def measure(
    patches: int, moments: str, plugins: Path, whole: bool, stacks: bool, timeout: float
) -> dict[str, object]:
    """What the driver told."""
    folder = data_folder(patches)
    # as from the second start on: Python compiles a module once
    subprocess.run(["/usr/bin/python3", "-m", "compileall", "-q", str(plugins)], check=True)
    with tempfile.TemporaryDirectory(prefix="gengdi-stall-") as scratch:
        copy = Path(scratch) / "data"
        shutil.copytree(folder, copy)  # QGIS writes beside GeoPackages that it opens
        values = {"FOLDER": str(copy), "SCRATCH": scratch, "MOMENTS": moments, "WHOLE": str(int(whole)),
                  "STACKS": str(int(stacks))}  # fmt: skip
        load = [round(one, 1) for one in os.getloadavg()]

        def in_desktop(with_plugin: bool) -> dict[str, Any]:
            return dict(run_in_desktop(
                DRIVER, folder=ROOT / "build" / "bench" / "stall", values=values, plugins=plugins,
                enabled=with_plugin, python_path=[ROOT / ".ci"], timeout=timeout, locale="en_US",
            ))  # fmt: skip

        alone, told = in_desktop(False), in_desktop(True)
        pieces = {**alone["pieces"], **told["pieces"]}
        return {"patches": patches, "load": load, **told, "pieces": pieces, "worst_alone": alone["worst"]}


def printed(answer: dict[str, object]) -> str:
    lines = [f"{'while':42} {'seconds':>8} {'worst ms':>9} {'over 50':>8} {'own':>5}"]
    for name, told in answer["pieces"].items():  # type: ignore[attr-defined]
        lines.append(
            f"{name:42} {told['seconds']:8.1f} {told['worst_ms']:9.1f} {told['over_limit']:8} "
            f"{told['over_limit_own']:5}"
        )
    for cancel in answer["cancels"]:  # type: ignore[attr-defined]
        lines.append(f"cancel at {cancel['at_percent']} % ({cancel['while']}): {cancel['seconds']} s, "
                     f"workspace as before: {cancel['workspace_as_before']}")  # fmt: skip
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--patches", type=int, default=100_000)
    parser.add_argument("--moments", default="3,10,30,60,82,92")
    parser.add_argument("--plugins", type=Path, default=PLUGINS)
    parser.add_argument("--no-run", action="store_true", help="only the cancels")
    parser.add_argument("--stacks", action="store_true", help="of long gaps; crashes QGIS now and then")
    parser.add_argument("--timeout", type=float, default=3600.0)
    given = parser.parse_args()
    try:
        answer = measure(
            given.patches, given.moments, given.plugins, not given.no_run, given.stacks, given.timeout
        )
    except DesktopError as error:
        print(error, file=sys.stderr)
        return 1
    target = ROOT / "build" / "bench" / "stall.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    # a row per piece of work for the report; stacks, progress and cancels lie beside it
    details = target.with_name("stall_run.json")
    details.write_text(json.dumps(answer, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    target.write_text(json.dumps(answer["pieces"], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(printed(answer))
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
