"""QGIS remembers from which folder a plugin was installed; the bundle's libraries are looked for there."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path

import pytest

from qgis.core import QgsApplication, QgsSettings

from gengdi_plugin.core import dependencies
from gengdi_plugin.gui.bundle import LAST_ZIP_FOLDER, bundle_folders


def test_the_key_is_the_one_that_the_plugin_manager_writes() -> None:
    """Read in QGIS's own code: with another key the folder would never be known."""
    folder = Path(QgsApplication.pkgDataPath()) / "python" / "pyplugin_installer"
    source = (folder / "installer.py").read_text(encoding="utf-8")
    group, key = LAST_ZIP_FOLDER.rsplit("/", 1)
    assert re.search(rf"""settingsGroup \+ ['"]/{key}['"]""", source)
    data = (folder / "installer_data.py").read_text(encoding="utf-8")
    assert re.search(rf"""settingsGroup = ['"]{group}['"]""", data)


def test_a_bundle_installed_from_is_named_in_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    wheels = tmp_path / "内网 包" / "wheels"
    wheels.mkdir(parents=True)
    name = f"shapely-2.1.2-{python}-{python}-manylinux_2_17_{platform.machine().lower()}.whl"
    (wheels / name).touch()
    monkeypatch.setattr(dependencies, "_places", [])
    monkeypatch.setattr(dependencies, "installed_version", lambda: None)
    QgsSettings().remove(LAST_ZIP_FOLDER)
    assert bundle_folders() == []
    QgsSettings().setValue(LAST_ZIP_FOLDER, str(wheels.parent))
    try:
        dependencies.look_in(bundle_folders())
        assert f'--no-index --find-links "{wheels}"' in dependencies.shapely_problem()
    finally:
        QgsSettings().remove(LAST_ZIP_FOLDER)
