"""A missing or old shapely is told in one sentence with one command; the kernel calls its own GEOS."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gengdi_plugin.core import dependencies

ROOT = Path(__file__).resolve().parents[2]

#: What went wrong when QGIS's GEOS answered for the wheel's, each harmless where it does not.
PROBE = """
from gengdi_plugin.core.kernel import require_sound_kernel, shapely
require_sound_kernel()
square = shapely.box(0, 0, 1, 1)
assert shapely.from_wkb(shapely.to_wkb(square)).equals(square)
assert list(square.exterior.coords)[0] == (1.0, 0.0)
assert shapely.contains_xy(square, 0.5, 0.5)
assert shapely.union_all([square, shapely.box(0.5, 0, 2, 1)], grid_size=0.001).area == 2
"""


@pytest.fixture()
def machine(monkeypatch):
    """Make the machine look as wanted: the version of shapely, the platform."""

    monkeypatch.setattr(dependencies, "_places", [])

    def pretend(version="2.0.7", platform="linux", machine="x86_64"):
        monkeypatch.setattr(dependencies, "installed_version", lambda: version)
        monkeypatch.setattr(dependencies.sys, "platform", platform)
        monkeypatch.setattr(dependencies.platform, "machine", lambda: machine)

    return pretend


def unpack_bundle(folder, *systems, python=None):
    """An unpacked bundle with a shapely for each of the systems; returns its folder of wheels."""
    python = python or f"cp{sys.version_info[0]}{sys.version_info[1]}"
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    for system in systems:
        (wheels / f"shapely-2.1.2-{python}-{python}-{system}.whl").touch()
    return wheels


@pytest.mark.parametrize(
    ("folder", "version"),
    [
        ("shapely-2.1.2.dist-info", "2.1.2"),
        ("Shapely-1.8.5.post1.dist-info", "1.8.5.post1"),
        ("Shapely-1.8.5-py3.9.egg-info", "1.8.5"),
        ("shapely-1.7.1.egg-info", "1.7.1"),
        ("shapelyish-9.0.dist-info", ""),
        (None, ""),
    ],
)
def test_the_version_is_that_of_the_library_an_import_would_find(tmp_path, monkeypatch, folder, version):
    monkeypatch.delitem(sys.modules, "shapely", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))  # before the one of this Python
    (tmp_path / "shapely").mkdir()
    (tmp_path / "shapely" / "__init__.py").touch()
    if folder:
        (tmp_path / folder).mkdir()
    assert dependencies.installed_version() == version


def test_a_python_without_shapely_has_no_version(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "shapely", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert dependencies.installed_version() is None


def test_missing_and_old_shapely_are_told_with_one_command(machine):
    machine(version=None)
    assert "missing" in dependencies.shapely_problem()
    machine(version="1.8.5")
    problem = dependencies.shapely_problem()
    assert "1.8.5" in problem and problem.count("pip install") == 1


@pytest.mark.parametrize("version", ["2.0.7", "2.2.0", "3.0", ""])
def test_shapely_from_two_on_is_fine(machine, version):
    machine(version=version)
    assert dependencies.shapely_problem() == ""


def test_the_command_fits_the_platform(machine):
    commands = set()
    for platform in ("win32", "darwin", "linux"):
        machine(platform=platform)
        commands.add(dependencies.install_command())
        assert '"shapely>=2.0"' in dependencies.install_command()
    assert len(commands) == 3


@pytest.mark.parametrize(
    ("platform", "machine_name"),
    [("win32", "AMD64"), ("linux", "x86_64")],
)
def test_with_the_bundle_the_command_installs_from_it(machine, tmp_path, platform, machine_name):
    wheels = unpack_bundle(tmp_path / "内网 包", "win_amd64", "manylinux2014_x86_64.manylinux_2_17_x86_64")
    machine(version=None, platform=platform, machine=machine_name)
    assert "--no-index" not in dependencies.shapely_problem()
    dependencies.look_in([tmp_path / "somewhere else", wheels.parent])
    problem = dependencies.shapely_problem()
    assert f'--no-index --find-links "{wheels}" "shapely>=2.0"' in problem
    assert problem.count("pip install") == 1


def test_a_bundle_without_a_file_for_this_python_is_not_named(machine, tmp_path):
    unpack_bundle(tmp_path / "old", "win_amd64", "manylinux2014_x86_64", python="cp27")
    unpack_bundle(tmp_path / "windows", "win_amd64")
    unpack_bundle(tmp_path / "arm", "manylinux2014_aarch64")
    machine(version=None)
    dependencies.look_in([tmp_path / "old", tmp_path / "windows", tmp_path / "arm"])
    assert dependencies.wheels_folder() is None
    fitting = unpack_bundle(tmp_path / "right", "manylinux2014_x86_64")
    dependencies.look_in([tmp_path / "right"])
    assert dependencies.wheels_folder() == fitting


def test_the_folder_the_plugin_lies_in_is_looked_at():
    assert dependencies._places[-1] == ROOT


def probe(code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a Python whose program-wide symbols are the system's GEOS, as inside QGIS."""
    library = ctypes.util.find_library("geos_c")
    if library is None or not hasattr(os, "RTLD_DEEPBIND"):
        pytest.fail("the set-up brings QGIS and with it a system GEOS")
    environment = {**os.environ, "LD_PRELOAD": library, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_beside_the_geos_of_qgis_the_kernel_calls_its_own():
    done = probe(PROBE)
    assert done.returncode == 0, done.stderr


def test_a_shapely_that_somebody_else_loaded_badly_is_refused_in_a_sentence():
    """Only where the two versions differ is there anything to refuse; then it must not crash."""
    done = probe("import shapely\n" + PROBE.split("square")[0])
    if done.returncode:
        assert "shapely was loaded before Gengdi" in done.stderr
    else:
        assert probe("import shapely\n" + PROBE).returncode == 0
