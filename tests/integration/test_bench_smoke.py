"""The benchmark itself runs: ours and QGIS on a small county, other peers when their Python is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, environment

pytestmark = pytest.mark.full


def test_a_small_county(tmp_path: Path, staged: Path) -> None:
    env = environment()
    env["PYTHONPATH"] = f"{env['PYTHONPATH']}:{ROOT / '.ci'}:{ROOT}"
    env["GENGDI_BENCH"] = str(tmp_path)
    command = [sys.executable, "-m", "bench.run", "--runs", "1", "--offline", "500"]
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((tmp_path / "county-500.json").read_text(encoding="utf-8"))
    assert {"gengdi", "qgis", "screenpatches", "workspace"} <= set(told["engines"]), done.stdout
    venv = (ROOT / "build" / "bench" / "venv" / "peers.sha256").is_file()
    assert bool({"geopandas", "duckdb", "sedonadb"} <= set(told["engines"])) == venv, done.stdout
    assert told["engines"]["qgis"]["ratio"] > 0
    assert all(entry["agrees"] for entry in told["compared"].values()), told["compared"]
    assert all(entry["not_measured"] == 0 for entry in told["compared"].values())
    assert told["floor"]["pairs"]["approvals"] > 500
    assert told["stages"]["stages"]["overlay"] > 0
    assert "| QGIS native |" in done.stdout
