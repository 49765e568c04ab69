"""The demo district as a QGIS project: every layer bound to its role, styled and in its group."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.i18n import language, tr
from ..layers.binding import bind, binding_of
from ..layers.encoding import mend_encoding
from ..layers.styles import style_layer
from .catalogue import LAYERS, SPATIALITE, ZONE_KEYS, LayerPlan
from .files import read_marker
from .imagery import AFTER, BEFORE

#: What Zhejiang's cities draw in (although Zhenhai lies a little east of its zone).
PROJECT_CRS = "EPSG:4549"


def load_demo(project: QgsProject, folder: str | Path) -> dict[str, QgsVectorLayer]:
    """Make ``project`` the demo district that lies in ``folder``; its layers by key of the catalogue.
    Images that lie there too (:mod:`.imagery`) become a group of their own, switched off.

    What was open in ``project`` is closed first: asking about unsaved changes is the caller's part.
    """
    place = Path(folder)
    if read_marker(place) is None:
        raise InputError(
            tr("The folder {folder} holds no complete demo district: make it again.").format(folder=place)
        )
    layers = {key: _open(place, plan) for key, plan in LAYERS.items()}
    images = _images(place)
    project.clear()
    crs = QgsCoordinateReferenceSystem(PROJECT_CRS)
    project.setCrs(crs)
    project.setTitle(tr("Gengdi demo district (synthetic, not real data)"))
    _fill_tree(project, layers)
    _add_images(project, images)
    district = _extent(layers["units"], project)
    district.scale(1.05)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(district, crs))
    return layers


def save_demo(folder: str | Path, file: str | Path) -> None:
    """Write the demo district in ``folder`` as a project file (.qgz)."""
    project = QgsProject()
    load_demo(project, folder)
    if not project.write(str(file)):
        raise InputError(
            tr("The project {file} cannot be written: {why}").format(file=file, why=project.error())
        )
    project.clear()


def _groups() -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    """Title, whether it starts visible, and the layers of each group, from the top."""
    of_role: dict[str, list[str]] = {}
    for key, plan in LAYERS.items():
        of_role.setdefault(plan.role, []).append(key)
    return (
        (tr("Change patches"), True, ("patches", "violation")),
        (tr("Approvals"), True, tuple(of_role["approval"])),
        (tr("Pollution sources"), False, ("outlet", "enterprise", "permit")),
        (tr("Administrative units"), True, ("units",)),
        (tr("Protected farmland and zones"), True, ("basic_farmland", *ZONE_KEYS)),
        (tr("Land-class parcels"), True, ("farmland",)),
    )


def _fill_tree(project: QgsProject, layers: dict[str, QgsVectorLayer]) -> None:
    root = project.layerTreeRoot()
    for title, visible, keys in _groups():
        group = root.addGroup(title)
        for key in keys:
            project.addMapLayer(layers[key], False)
            node = group.addLayer(layers[key])
            node.setExpanded(False)
            node.setItemVisibilityChecked(key not in ZONE_KEYS)
        group.setItemVisibilityChecked(visible)
        group.setExpanded(title in (tr("Change patches"), tr("Approvals")))


def _images(folder: Path) -> list[QgsRasterLayer]:
    """The images of ``folder``, the later one first; none where none were drawn."""
    found = []
    for name, title in ((AFTER, tr("After the changes")), (BEFORE, tr("Before the changes"))):
        file = folder / name
        if file.is_file():
            image = QgsRasterLayer(str(file), title, "gdal")
            if not image.isValid():
                raise InputError(
                    tr("The image {file} of the demo district cannot be read.").format(file=file)
                )
            found.append(image)
    return found


def _add_images(project: QgsProject, images: list[QgsRasterLayer]) -> None:
    """A group above the parcels, which would hide them; every image waits to be switched on."""
    if not images:
        return
    root = project.layerTreeRoot()
    group = root.insertGroup(len(root.children()) - 1, tr("Imagery (drawn)"))
    for image in images:
        project.addMapLayer(image, False)
        node = group.addLayer(image)
        node.setItemVisibilityChecked(False)
        node.setExpanded(False)
    group.setExpanded(False)


def _open(folder: Path, plan: LayerPlan) -> QgsVectorLayer:
    """One layer, read in its real encoding, bound and styled. The binding is the one the presets find;
    it is fixed to the known role only where they find another or none."""
    path = folder / plan.file
    source = f"{path}|layername={plan.table}" if plan.driver == SPATIALITE else str(path)
    layer = QgsVectorLayer(source, plan.zh if language() == "zh" else plan.en, "ogr")
    if not layer.isValid():
        raise InputError(tr("The layer {file} of the demo district cannot be read.").format(file=path))
    mend_encoding(layer)
    found = binding_of(layer)
    if found is None or found.role != plan.role:
        found = binding_of(layer, plan.role)
    if found is not None:
        bind(layer, found)
    style_layer(layer, plan.role)
    return layer


def _extent(layer: QgsVectorLayer, project: QgsProject) -> QgsRectangle:
    return QgsCoordinateTransform(layer.crs(), project.crs(), project).transformBoundingBox(layer.extent())
