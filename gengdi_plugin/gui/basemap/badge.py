"""The badge *Offline* in the dock's corner: truthful about the project's layers, explained on a click."""

from __future__ import annotations

from ...layers.network_layers import online_layers
from ..cleanup import CleanupStack
from ..desk import Desk
from ..dock_corner import DockCorner


def follow_online(desk: Desk, corner: DockCorner, cleanup: CleanupStack) -> None:
    """Let ``corner`` say which layers of the project come over a network, until ``cleanup`` is popped."""

    def online() -> list[tuple[str, str]]:
        return online_layers(desk.project.mapLayers().values())

    def explain() -> None:
        from .network_window import NetworkWindow

        NetworkWindow(online(), desk.window).open()

    corner.online_now = online
    corner.network_wanted.connect(explain)
    cleanup.connect(desk.project.layersAdded, lambda _layers: corner.refresh_online())
    cleanup.connect(desk.project.layersRemoved, lambda _ids: corner.refresh_online())
    corner.refresh_online()
