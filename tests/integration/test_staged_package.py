"""The zip that is given to users: the same bytes from the same files, and it installs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPANY = ["metadata.txt", "LICENSE", "resources.qrc"]


def checkout(folder: Path, moment: int) -> Path:
    """A copy of what the package is made from, with every file's time set to ``moment``."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("gengdi_plugin", "icons", "docs", ".ci"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in COMPANY:
        shutil.copy(ROOT / name, folder / name)
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))
    return folder


def package(folder: Path) -> Path:
    for script in ("stage.py", "package.py"):
        subprocess.run([sys.executable, str(folder / ".ci" / script)], check=True, capture_output=True)
    (zipped,) = (folder / "dist").glob("gengdi_plugin-*.zip")
    return zipped


@pytest.fixture(scope="module")
def zipped(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(checkout(tmp_path_factory.mktemp("package") / "first", 1_000_000_000))


def test_the_same_files_give_the_same_bytes(zipped: Path, tmp_path: Path) -> None:
    again = package(checkout(tmp_path / "耕地 again", 1_500_000_000))
    assert again.read_bytes() == zipped.read_bytes()


def test_it_is_what_the_plugin_site_takes(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"gengdi_plugin"}
    for needed in ("__init__.py", "metadata.txt", "LICENSE", "resources.py", "i18n/gengdi_zh_CN.qm"):
        assert f"gengdi_plugin/{needed}" in names
    assert "gengdi_plugin/_vendor/sqlite_utils/LICENSE" in names
    assert not [
        name for name in names if name.endswith((".pyc", ".ts", ".so")) or "/." in name or "test" in name
    ]


def test_a_broken_rule_stops_the_package(zipped: Path, tmp_path: Path) -> None:
    folder = checkout(tmp_path / "broken", 1_000_000_000)
    (folder / "gengdi_plugin" / "library.so").touch()
    with pytest.raises(subprocess.CalledProcessError) as caught:
        package(folder)
    assert "library.so" in caught.value.stderr.decode()
    assert not list((folder / "dist").glob("*.zip"))


def test_it_installs_in_a_folder_with_a_chinese_name(
    zipped: Path, tmp_path: Path, qgis_process: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    plugins = tmp_path / "插件 folder"
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(plugins)
    said = qgis_process("list", QGIS_PLUGINPATH=plugins, GENGDI_CONFIG_PATH=tmp_path / "settings").stdout
    assert "gengdi" in said.lower()
    assert "screenpatches" in said
