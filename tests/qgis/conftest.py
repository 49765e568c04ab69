"""What every test inside QGIS shares."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent


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
