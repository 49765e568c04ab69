"""What every test inside QGIS shares."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSettings


@pytest.fixture(autouse=True, scope="session")
def own_settings(qgis_app: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings of this run alone: pytest-qgis keeps them in the checkout, for all runs at once."""
    home = tmp_path_factory.mktemp("settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
    assert QgsSettings().fileName().startswith(str(home))


@pytest.fixture(autouse=True, scope="module")
def clean_house(qgis_app: object) -> Iterator[None]:
    """Each file of tests starts without the layers, windows and connections of the one before.

    Objects that wait for the garbage collector still listen to the project's signals, and a layer that
    outlives the application crashes QGIS at its end.
    """
    yield
    QgsProject.instance().clear()
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()


@pytest.fixture
def office(qgis_app: object, qgis_new_project: object) -> Iterator[Any]:
    """The plugin on a desktop of the tests, unloaded afterwards."""
    from fake_iface import FakeIface
    from test_gui_desktop import Office

    office = Office(FakeIface())
    yield office
    office.plugin.unload()
    QgsProject.instance().clear()
