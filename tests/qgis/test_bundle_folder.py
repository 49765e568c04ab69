"""QGIS remembers from which folder a plugin was installed; the bundle's libraries are looked for there."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path

import pytest

from qgis.core import QgsApplication, QgsSettings

from gengdi_plugin.core import dependencies
from gengdi_plugin.gui.bundle import LAST_ZIP_FOLDERS, bundle_folders


def key_of_this_qgis() -> str:
    """Read in QGIS's own code: the key under which its plugin manager notes the folder."""
    folder = Path(QgsApplication.pkgDataPath()) / "python" / "pyplugin_installer"
    source = (folder / "installer.py").read_text(encoding="utf-8")
    newer = re.search(
        r"""QgsSettingsTree\.node\("([\w-]+)"\)\.childSetting\(\s*"(last-zip-[\w-]+)"\s*\)""", source
    )
    if newer is not None:
        return "/".join(newer.groups())
    older = re.search(r"""settingsGroup \+ ['"]/(lastZip\w+)['"]""", source)
    data = (folder / "installer_data.py").read_text(encoding="utf-8")
    group = re.search(r"""settingsGroup = ['"]([\w/]+)['"]""", data)
    assert older is not None and group is not None, "this QGIS notes the folder in a way of its own"
    return f"{group.group(1)}/{older.group(1)}"


def test_the_key_is_one_that_the_plugin_manager_writes() -> None:
    """With another key the folder would never be known."""
    assert key_of_this_qgis() in LAST_ZIP_FOLDERS


@pytest.mark.parametrize("key", LAST_ZIP_FOLDERS)
def test_a_bundle_installed_from_is_named_in_the_command(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    wheels = tmp_path / "内网 包" / "wheels"
    wheels.mkdir(parents=True)
    name = f"shapely-2.1.2-{python}-{python}-manylinux_2_17_{platform.machine().lower()}.whl"
    (wheels / name).touch()
    monkeypatch.setattr(dependencies, "_places", [])
    monkeypatch.setattr(dependencies, "installed_version", lambda: None)
    for other in LAST_ZIP_FOLDERS:
        QgsSettings().remove(other)
    assert bundle_folders() == []
    QgsSettings().setValue(key, str(wheels.parent))
    try:
        dependencies.look_in(bundle_folders())
        assert f'--no-index --find-links "{wheels}"' in dependencies.shapely_problem()
    finally:
        QgsSettings().remove(key)
