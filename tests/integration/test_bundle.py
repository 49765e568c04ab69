"""The intranet bundle: whole, checkable, and installable where there is no network at all."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import DRIVERS
from no_network import WITHOUT_NETWORK, offline_environment
from test_screening_process import read
from test_staged_desktop import BLIND

from gengdi_plugin.demo.catalogue import APPROVAL_KEYS, LAYERS, ZONE_KEYS

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))

import bundle as maker  # noqa: E402
import package  # noqa: E402

PYTHON = "/usr/bin/python3"  # the one QGIS runs on
INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
#: The demo district's files, drawn by the plugin that came with the bundle.
MAKE_DISTRICT = """
import sys
sys.path.insert(0, sys.argv[1])
from gengdi_plugin.demo.district import make_district
from gengdi_plugin.demo.files import write_district
write_district(make_district(), sys.argv[2])
"""


@pytest.fixture(scope="module")
def plugin_zip(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's zip of this checkout, beside no other test's."""
    target = tmp_path_factory.mktemp("package") / f"gengdi_plugin-{package.metadata()['version']}.zip"
    package.write_zip(staged, target, package.commit_time())
    return target


@pytest.fixture(scope="module")
def bundle(plugin_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with the wheels of this machine only; needs the network when they are not yet cached."""
    wheels = [wheel for wheel in maker.pinned() if wheel.fits_this_machine()]
    assert {wheel.requirement.split("==")[0] for wheel in wheels} == {"shapely", "numpy"}
    return maker.make_bundle(tmp_path_factory.mktemp("内网 dist"), plugin_zip, wheels)


def test_the_checksums_hold_and_notice_a_change(bundle: Path) -> None:
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    subprocess.run(check, cwd=bundle, check=True)
    listed = {line.split("  ", 1)[1] for line in (bundle / "SHA256SUMS").read_text().splitlines()}
    there = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert there == listed | {"SHA256SUMS"}
    text = bundle / "INSTALL.txt"
    before = text.read_bytes()
    text.write_bytes(before + b" ")
    try:
        assert subprocess.run(check, cwd=bundle, capture_output=True, check=False).returncode != 0
    finally:
        text.write_bytes(before)


def test_the_instructions_name_what_is_in_it(bundle: Path) -> None:
    text = (bundle / "INSTALL.txt").read_text(encoding="utf-8-sig")
    for path in [*(bundle / "wheels").iterdir(), *bundle.glob("gengdi_plugin-*.zip")]:
        assert path.name in text
        if path.suffix == ".whl":
            licences = list((bundle / "LICENSES" / path.stem).iterdir())
            assert licences and all(licence.stat().st_size > 500 for licence in licences)
    assert text.count('--no-index --find-links wheels "shapely>=2.0"') == 4
    assert "{" not in text


def test_wrong_bytes_never_get_into_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "CACHE", tmp_path)
    monkeypatch.setattr(maker.subprocess, "run", lambda *command, **options: None)
    wheel = maker.pinned()[0]
    (tmp_path / wheel.file).write_bytes(b"tampered")
    with pytest.raises(maker.BundleError, match=wheel.file):
        maker.fetch(wheel)
    assert not list(tmp_path.iterdir())


def test_installed_without_a_network_it_does_the_main_job(bundle: Path, tmp_path: Path) -> None:
    """A fresh Python beside QGIS's own, a fresh profile, and nothing else than what is in the bundle."""
    with zipfile.ZipFile(bundle.with_name(f"{bundle.name}.zip")) as archive:
        archive.extractall(tmp_path)
    unpacked = tmp_path / bundle.name
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([PYTHON, "-m", "venv", "--system-site-packages", str(tmp_path / "venv")], check=True)
    env = offline_environment()
    env.pop("PYTHONPATH", None)
    command = [*WITHOUT_NETWORK, str(python), *INSTALL, "--find-links", "wheels", "shapely>=2.0"]
    # an installed shapely of Debian's must not stand in for the bundle's
    subprocess.run([*command, "--ignore-installed", "--no-deps"], cwd=unpacked, env=env, check=True)
    subprocess.run(command, cwd=unpacked, env=env, check=True)
    code = "import shapely; print(shapely.__file__)"
    done = subprocess.run([python, "-c", code], env=env, capture_output=True, text=True, check=True)
    site = Path(done.stdout.strip()).parents[1]
    assert site.is_relative_to(tmp_path / "venv")
    main_job(unpacked, tmp_path, python, {**env, "PYTHONPATH": str(site)})


def test_a_python_without_numpy_takes_both_from_it(bundle: Path, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([PYTHON, "-m", "venv", str(tmp_path / "venv")], check=True)
    env = offline_environment()
    env.pop("PYTHONPATH", None)
    command = [*WITHOUT_NETWORK, str(python), *INSTALL, "--find-links", "wheels", "shapely>=2.0"]
    subprocess.run(command, cwd=bundle, env=env, check=True)
    code = "import numpy, shapely; shapely.box(0, 0, [1, 2], 1)"
    code += "; print(f'numpy=={numpy.__version__} shapely=={shapely.__version__}')"
    done = subprocess.run([python, "-c", code], env=env, capture_output=True, text=True, check=True)
    here = sorted(wheel.requirement for wheel in maker.pinned() if wheel.fits_this_machine())
    assert done.stdout.split() == here


def main_job(unpacked: Path, folder: Path, python: Path, env: dict[str, str]) -> None:
    """The demo district screened and a list, through qgis_process, with the plugin where QGIS's manager
    would put it; every reason is the one the district's truth expects."""
    plugins = folder / "settings" / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    (zipped,) = unpacked.glob("gengdi_plugin-*.zip")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(plugins)
    env = {**env, "QGIS_CUSTOM_CONFIG_PATH": str(folder / "settings"), "QT_QPA_PLATFORM": "offscreen"}
    env.pop("QGIS_PLUGINPATH", None)

    def run(*command: object) -> None:
        words = [*WITHOUT_NETWORK, *map(str, command)]
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    layers = folder / "演示区"
    run(python, "-c", MAKE_DISTRICT, plugins, layers)
    run(program(), "plugins", "enable", "gengdi_plugin")
    workspace, output, signed = (folder / name for name in ("工作库.sqlite", "结果.gpkg", "清单.xlsx"))
    told = [*district_parameters(layers), f"WORKSPACE={workspace}", f"OUTPUT={output}"]
    run(program(), "run", "gengdi:screenpatches", "--", *told)
    with (layers / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
        truth = {row["patch_no"]: row["expected_reason"] for row in csv.DictReader(file)}
    assert len(truth) == 352
    assert {row["JCBH"]: row["reason"] for row in read(output)} == truth
    listing = {"WORKSPACE": workspace, "LIST": "verification", "OUTPUT": signed}
    run(program(), "run", "gengdi:exportlist", "--", *(f"{key}={value}" for key, value in listing.items()))
    assert signed.stat().st_size > 5_000
    with closing(sqlite3.connect(workspace)) as connection:
        (made_with,) = connection.execute("SELECT software FROM screening_run").fetchone()
    (shapely,) = (wheel for wheel in maker.pinned() if wheel.fits_this_machine() and "shapely" in wheel.file)
    assert shapely.requirement.replace("==", " ") in made_with, "another shapely than the bundle's was used"


def district_parameters(layers: Path) -> list[str]:
    """What an officer would choose for the demo district, as qgis_process takes it on every QGIS."""
    one = {"PATCHES": "patches", "FARMLAND": "farmland", "BASIC_FARMLAND": "basic_farmland"}
    one |= {"VIOLATIONS": "violation", "UNITS": "units"}
    many = {"APPROVALS": APPROVAL_KEYS, "ZONES": ZONE_KEYS, "SOURCES": ("permit", "enterprise")}
    pairs = [*one.items(), *((name, key) for name, keys in many.items() for key in keys)]
    return [f"{name}={layers / LAYERS[key].file}" for name, key in pairs]


def program() -> str:
    """Debian 12's wrapper of qgis_process always fails (qgis/QGIS#57683)."""
    direct = Path("/usr/bin/qgis_process.bin")
    return str(direct) if direct.is_file() else "qgis_process"


def test_installed_from_the_bundle_it_names_the_bundles_libraries(
    bundle: Path, desktop: Callable[..., Any], tmp_path: Path
) -> None:
    """QGIS's plugin manager installs the zip from the unpacked folder; a desktop without shapely then
    shows the one command that takes it from there, wherever this QGIS notes the folder."""
    (tmp_path / "blind").mkdir()
    (tmp_path / "blind" / "sitecustomize.py").write_text(BLIND, encoding="utf-8")
    (tmp_path / "none").mkdir()
    (zipped,) = bundle.glob("gengdi_plugin-*.zip")
    told = {"locale": "en_US", "enabled": False, "python_path": [tmp_path / "blind", DRIVERS]}
    answer = desktop("install_zip", plugins=tmp_path / "none", ZIP=zipped, **told)
    assert "profile" in Path(answer["from"]).parts, "not the one the manager has unpacked"
    wheels = bundle / "wheels"
    (message,) = answer["messages"]
    assert f'--no-index --find-links "{wheels}" "shapely>=2.0"' in message


@pytest.mark.full
def test_the_whole_bundle_serves_every_python_it_names(plugin_zip: Path, tmp_path: Path) -> None:
    """pip, told to be each of them, finds shapely and numpy in the bundle alone."""
    whole = maker.make_bundle(tmp_path / "dist", plugin_zip, maker.pinned())
    again = maker.make_bundle(tmp_path / "again", plugin_zip, maker.pinned())
    zipped = whole.with_name(f"{whole.name}.zip")
    assert zipped.read_bytes() == again.with_name(zipped.name).read_bytes()
    targets = {(wheel.python, tuple(wheel.platforms)) for wheel in maker.pinned()}
    assert {python for python, _platforms in targets} == {"3.9", "3.11", "3.12", "3.13"}
    for number, (python, platforms) in enumerate(sorted(targets)):
        options = [part for platform in platforms for part in ("--platform", platform)]
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-index", "--only-binary=:all:"]
        command += ["--implementation", "cp", "--python-version", python, *options]
        command += ["--find-links", str(whole / "wheels"), "-d", str(tmp_path / str(number)), "shapely>=2.0"]
        subprocess.run(command, env=offline_environment(), check=True)
        found = sorted(path.name.split("-")[0] for path in (tmp_path / str(number)).iterdir())
        assert found == ["numpy", "shapely"]
