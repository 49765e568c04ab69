"""Every icon can be drawn, from its file and from the compiled resources."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from qgis.PyQt.QtCore import QFile, QSize
from qgis.PyQt.QtGui import QIcon, QImage

ROOT = Path(__file__).resolve().parents[2]
ICONS = sorted((ROOT / "icons").glob("*.svg"))


def painted_share(icon: QIcon, size: int) -> float:
    """The share of pixels on which something is painted (``QIcon.isNull`` is False for a wrong path)."""
    picture: QImage = icon.pixmap(QSize(size, size)).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    if picture.isNull():
        return 0.0
    painted = sum(
        picture.pixelColor(x, y).alpha() > 0 for x in range(picture.width()) for y in range(picture.height())
    )
    return painted / (picture.width() * picture.height())


@pytest.fixture(scope="module")
def resources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The compiled resources, as the staged plugin carries them."""
    subprocess.run([sys.executable, str(ROOT / ".ci" / "translations.py"), "--compile"], check=True)
    subprocess.run([sys.executable, str(ROOT / ".ci" / "stage.py")], check=True)
    path = ROOT / "build" / "plugins" / "gengdi_plugin" / "resources.py"
    spec = importlib.util.spec_from_file_location("gengdi_resources", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    # Qt reads the module's bytes in place: it must forget them before they are freed.
    module.qCleanupResources()


def test_there_are_icons() -> None:
    assert len(ICONS) >= 10


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [16, 32])
def test_an_icon_is_drawn(qgis_app: object, path: Path, size: int) -> None:
    assert painted_share(QIcon(str(path)), size) > 0.05


def test_a_missing_icon_would_be_noticed(qgis_app: object) -> None:
    assert painted_share(QIcon(str(ROOT / "icons" / "nothing.svg")), 32) == 0.0


def test_compiled_resources_hold_every_icon(qgis_app: object, resources: ModuleType) -> None:
    for path in ICONS:
        name = f":/gengdi/icons/{path.name}"
        assert QFile.exists(name), name
        assert painted_share(QIcon(name), 32) > 0.05, name


def test_compiled_resources_reach_qt_through_qgis(resources: ModuleType) -> None:
    text = Path(str(resources.__file__)).read_text(encoding="utf-8")
    assert "from qgis.PyQt import QtCore" in text
    assert "from PyQt5" not in text
