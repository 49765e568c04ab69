"""The main job of ``main_job.py``, with every request noted that QGIS's network manager is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsNetworkAccessManager, QgsNetworkRequestParameters

from drive import load_driver, settle


def main(iface: Any) -> dict[str, Any]:
    requests: list[str] = []
    manager = QgsNetworkAccessManager.instance()  # the main one: it tells of those of every thread
    manager.requestAboutToBeCreated[QgsNetworkRequestParameters].connect(
        lambda parameters: requests.append(parameters.request().url().toString())
    )
    job = load_driver(Path(__file__).with_name("main_job.py")).main(iface)  # type: ignore[attr-defined]
    settle(500)
    return {"requests": requests, "job": job}
