"""Tianditu's basemaps as layers of QGIS: addresses without a key, put below everything else."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject, QgsRasterLayer

from ..core.errors import InputError
from ..core.i18n import language, tr
from ..core.tianditu import GEOGRAPHIC, MERCATOR, Preset, Service, Theme

#: Custom property of our layers: the service and the grid, as ``vec_w``.
PROPERTY = "gengdi/tianditu"


def basemap_uri(preset: Preset, service: Service, grid: str) -> str:
    """The data source of a layer of tiles; the project keeps it as it is."""
    if grid == MERCATOR:
        first, last = service.levels
        # a scheme written %3A%2F%2F is none to QGIS 3.40
        address = quote(preset.tile_address(service, grid), safe=":/?")
        return f"type=xyz&url={address}&zmin={first}&zmax={last}"
    address = quote(preset.capabilities_address(service, grid), safe="")
    return (
        f"contextualWMSLegend=0&crs={preset.grids[GEOGRAPHIC]}&dpiMode=7&featureCount=10&format=tiles"
        f"&layers={service.layer}&styles=default&tileMatrixSet={grid}&url={address}"
    )


def basemap_layer(preset: Preset, service: Service, grid: str) -> QgsRasterLayer:
    """The layer. ``InputError`` when QGIS does not take it."""
    layer = QgsRasterLayer(basemap_uri(preset, service, grid), service.name(language()), "wms")
    if not layer.isValid():
        raise InputError(
            tr("QGIS could not make the layer “{name}”: see the log (tab WMS).").format(
                name=service.name(language())
            )
        )
    layer.setCustomProperty(PROPERTY, f"{service.layer}_{grid}")
    return layer


def add_basemap(
    project: QgsProject, preset: Preset, theme: Theme, grid: str, with_names: bool
) -> QgsLayerTreeGroup:
    """Add the layers of ``theme`` as a group below all others; both or none."""
    services = [theme.names, theme.base] if with_names else [theme.base]
    layers = [basemap_layer(preset, service, grid) for service in services]
    group = project.layerTreeRoot().addGroup(theme.base.name(language()))
    for layer in layers:
        project.addMapLayer(layer, False)
        group.addLayer(layer)
    return group


def basemap_layers(project: QgsProject) -> list[QgsMapLayer]:
    """The layers of the project that are ours."""
    return [layer for layer in project.mapLayers().values() if layer.customProperty(PROPERTY)]


def usual_grid(project: QgsProject) -> str:
    """The grid that is drawn without being bent: the square one for projects in its CRS, else degrees."""
    return MERCATOR if project.crs().authid() == "EPSG:3857" else GEOGRAPHIC
