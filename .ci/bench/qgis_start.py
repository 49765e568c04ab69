"""QGIS without a window, with Processing, for one benchmark process."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def started() -> Iterator[Any]:
    """QGIS running; the module ``processing``. Every layer must be let go before the end."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    sys.path.append(os.path.join(QgsApplication.pkgDataPath(), "python", "plugins"))  # noqa: PTH118
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    try:
        yield processing
    finally:
        gc.collect()
        application.exitQgis()
