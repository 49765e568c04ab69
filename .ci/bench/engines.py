"""The engines of the benchmark: ours and the peers, each run as a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import postgis_server
from .files import ROOT

#: Where results go; a test sends them elsewhere.
BENCH = Path(os.environ.get("GENGDI_BENCH", ROOT / "build" / "bench"))
VENV = ROOT / "build" / "bench" / "venv"
_REQUIREMENTS = Path(__file__).with_name("peers.txt")
_MARKER = VENV / "peers.sha256"


@dataclass(frozen=True)
class Engine:
    """``module`` is run by ``python`` with the data folder, the answer's file and ``arguments``. ``work``:
    ``same`` for all who do the same work, else what it does. ``most``: the largest county it is given."""

    key: str
    label: str
    module: str
    work: str = "same"
    peer: bool = False
    own_python: bool = False
    arguments: tuple[str, ...] = ()
    most: int = 50_000
    absent: Callable[[], str] = lambda: ""

    @property
    def python(self) -> Path:
        return VENV / "bin" / "python" if self.own_python else Path(sys.executable)


def _no_venv() -> str:
    return "" if _MARKER.is_file() else "its packages are not installed (build/bench/venv)"


OURS, TILES = "gengdi", "tiles"
ENGINES = (
    Engine(OURS, "Gengdi, same work", "bench.ours_core", most=200_000),
    Engine("qgis", "QGIS native", "bench.peers.qgis_native", peer=True),
    Engine("geopandas", "GeoPandas", "bench.peers.geopandas_overlay", peer=True, own_python=True,
           absent=_no_venv),
    Engine("duckdb", "DuckDB spatial", "bench.peers.duckdb_spatial", peer=True, own_python=True,
           absent=_no_venv),
    Engine("sedonadb", "SedonaDB", "bench.peers.sedona_db", peer=True, own_python=True, absent=_no_venv),
    Engine("postgis", "PostGIS", "bench.peers.postgis", peer=True, absent=postgis_server.absent),
    Engine(TILES, "Gengdi, same work, tile by tile", "bench.ours_tiles", work="same, tile by tile",
           most=1_000_000),
    Engine("screenpatches", "gengdi:screenpatches", "bench.ours_algorithm",
           work="whole algorithm, outputs written", most=1_000_000),
    Engine("workspace", "gengdi:screenpatches, WORKSPACE", "bench.ours_algorithm", arguments=("workspace",),
           work="whole algorithm, outputs and workspace written", most=200_000),
)  # fmt: skip


def make_venv() -> str:
    """The peers' Python with what ``peers.txt`` names; the reason when it cannot be made (no network)."""
    wanted = hashlib.sha256(_REQUIREMENTS.read_bytes()).hexdigest()
    if _MARKER.is_file() and _MARKER.read_text(encoding="ascii") == wanted:
        return ""
    _MARKER.unlink(missing_ok=True)
    print("installing the peers into build/bench/venv …", flush=True)
    for command in (
        [Path("/usr/bin/python3"), "-m", "venv", VENV],
        [VENV / "bin" / "python", "-m", "pip", "install", "-q", "-r", _REQUIREMENTS],
    ):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False,
                              env=_environment(own_python=True))  # fmt: skip
        if done.returncode:
            return (done.stderr or done.stdout).strip().splitlines()[-1]
    _MARKER.write_text(wanted, encoding="ascii")
    return ""


def run(engine: Engine, folder: Path, file: Path, limit: float) -> dict[str, Any]:
    """One run: what the engine answered, or ``{"failed": why}``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    command = [str(engine.python), "-m", engine.module, str(folder), str(file), *engine.arguments]
    try:
        done = subprocess.run(command, cwd=ROOT, env=_environment(engine.own_python), capture_output=True,
                              text=True, timeout=limit, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"failed": f"not done after {limit:.0f} s"}
    if done.returncode or not file.is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        return {"failed": said[-1] if said else f"ended with code {done.returncode}"}
    answer: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return answer


def _environment(own_python: bool) -> dict[str, str]:
    """The surroundings of a process; a Python of its own must not find our packages."""
    ours = [] if own_python else [os.environ.get("PYTHONPATH", "")]
    path = os.pathsep.join(filter(None, [*ours, str(ROOT / ".ci"), str(ROOT)]))
    return {**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
