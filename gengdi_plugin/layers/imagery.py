"""The image pair of a project: raster layers that show the ground before the changes and after them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from qgis.core import QgsProject, QgsProviderRegistry, QgsRasterLayer

from ..core.image_names import TIMES, image_time

#: Custom property of a raster layer: ``before`` or ``after``, whatever it is called.
IMAGE_KEY = "gengdi/image"


class ImagePair(NamedTuple):
    """Raster layers, None where none is given."""

    before: QgsRasterLayer | None = None
    after: QgsRasterLayer | None = None


#: No image is given.
NO_IMAGES = ImagePair()


def image_pair(project: QgsProject | None) -> ImagePair:
    """The images of ``project``: bound by the custom property, else by a name that says the time; of several
    the first by name."""
    found: dict[str, list[QgsRasterLayer]] = {time: [] for time in TIMES}
    layers = [] if project is None else project.mapLayers().values()
    for layer in layers:
        if isinstance(layer, QgsRasterLayer) and layer.isValid():
            time = _time_of(layer)
            if time:
                found[time].append(layer)

    def first(time: str) -> QgsRasterLayer | None:
        bound = [one for one in found[time] if one.customProperty(IMAGE_KEY, "")]
        return min(bound or found[time], key=lambda one: str(one.name()), default=None)

    return ImagePair(*(first(time) for time in TIMES))


def _time_of(layer: QgsRasterLayer) -> str:
    bound = str(layer.customProperty(IMAGE_KEY, "") or "")
    if bound in TIMES:
        return bound
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return image_time(layer.name()) or image_time(Path(str(parts.get("path") or "")).stem)
