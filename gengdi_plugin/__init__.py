"""Gengdi (耕地智保): farmland protection in QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .plugin import GengdiPlugin


def classFactory(iface: Any) -> GengdiPlugin:
    """Called by QGIS; the plugin's modules are imported only now."""
    from .plugin import GengdiPlugin

    return GengdiPlugin(iface)
