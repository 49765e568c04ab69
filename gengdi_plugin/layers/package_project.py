"""The QGIS project of a field package, as QField opens it: relative paths, forms, relations, themes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsMapThemeCollection,
    QgsProject,
    QgsReferencedRectangle,
    QgsRelation,
    QgsRelationContext,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.field_form import BOUNDARY, CATEGORY, DATA_FILE, INSPECTION, PATCH, PHOTO, TABLES, WORK_TABLES
from ..core.i18n import tr
from .degrees import lon_lat
from .package_forms import boundary_form, inspection_form, patch_form, photo_form, photo_name
from .package_looks import draw_reference, draw_work

#: What QField and QFieldSync read (scope of project entries; layer properties begin with it too).
_SCOPE, _PREFIX = "qfieldsync", "QFieldSync/"
_LOCKS = (
    "is_geometry_locked", "is_geometry_editing_locked", "is_feature_addition_locked",
    "is_feature_deletion_locked", "is_attribute_editing_locked",
)  # fmt: skip

#: Longer side of a photo in pixels: legible, and a day's work fits a bureau's network.
_PHOTO_PIXELS = 3000

_FORM_RELATION = re.compile(r"<attributeEditorRelation\b[^>]*>")
_NAME, _RELATION = re.compile(r' name="([^"]*)"'), re.compile(r' relation="[^"]*"')


@dataclass(frozen=True)
class Looks:
    """What the project needs to know: titles and names for the forms."""

    title: str
    inspector: str
    vocabulary: str


@dataclass(frozen=True)
class ReferenceLayer:
    """A reference layer in the GeoPackage: its table, its name, and its look as QML ("" for our own)."""

    table: str
    name: str
    style: str = ""


def write_project(folder: Path, file_name: str, looks: Looks, references: Sequence[ReferenceLayer]) -> None:
    """Write ``file_name`` beside the GeoPackage in ``folder``. Any thread; InputError when it fails."""
    project = QgsProject()
    try:
        _settings(project, looks)
        below = [_reference(project, folder, one) for one in references]
        layers = {name: _open(folder, name, TABLES[name].title) for name in TABLES}
        project.addMapLayers(list(layers.values()), False)
        _relations(project, layers)
        _forms(project, layers, looks)
        draw_work(layers)
        for name, layer in layers.items():
            _sync_properties(layer, locked=name not in WORK_TABLES)
        _attachments(layers[PHOTO], layers[INSPECTION])
        _tree(project, layers, below)
        _view(project, layers[PATCH])
        if not project.write(str(folder / file_name)):
            raise InputError(
                tr("{file} cannot be written ({why}): check free disk space and the folder's rights.").format(
                    file=file_name, why=project.error()
                )
            )
        name_relations(folder / file_name)
    finally:
        project.clear()


def _settings(project: QgsProject, looks: Looks) -> None:
    project.setTitle(looks.title)
    if hasattr(project, "setFilePathStorage"):
        project.setFilePathStorage(Qgis.FilePathType.Relative)
    else:
        project.writeEntryBool("Paths", "/Absolute", False)
    project.setCrs(lon_lat())
    project.setEllipsoid(
        "EPSG:7030" if not project.crs().ellipsoidAcronym() else project.crs().ellipsoidAcronym()
    )
    project.writeEntry(_SCOPE, "/maximumImageWidthHeight", _PHOTO_PIXELS)
    project.writeEntry(_SCOPE, "/initialMapMode", "browse")
    project.writeEntryBool(_SCOPE, "/createBaseMap", False)


def _open(folder: Path, table: str, name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{folder / DATA_FILE}|layername={table}", name, "ogr")
    if not layer.isValid():
        raise InputError(tr("QGIS cannot open the table {table} of the field package.").format(table=table))
    return layer


def _relations(project: QgsProject, layers: dict[str, QgsVectorLayer]) -> None:
    for key, child, field, parent, strong in (
        ("inspection_photo", PHOTO, "inspection_uid", INSPECTION, True),
        ("patch_inspection", INSPECTION, "patch_uid", PATCH, False),
        ("patch_boundary", BOUNDARY, "patch_uid", PATCH, False),
    ):
        relation = QgsRelation(QgsRelationContext(project))
        relation.setId(key)
        relation.setName(TABLES[child].title)
        relation.setReferencingLayer(layers[child].id())
        relation.setReferencedLayer(layers[parent].id())
        relation.addFieldPair(field, "uid")
        if strong:
            relation.setStrength(_composition())
        project.relationManager().addRelation(relation)


def name_relations(path: Path) -> None:
    """Put the relations back into the forms of the project at ``path``.

    QGIS looks up the relations of a form in its current project when a layer takes the form, and forgets
    those it does not find there (3.22, measured); ours are in a project of their own.
    """
    text = path.read_bytes().decode("utf-8")
    path.write_bytes(_FORM_RELATION.sub(_with_relation, text).encode("utf-8"))


def _with_relation(tag: re.Match[str]) -> str:
    name = _NAME.search(tag[0])
    return _RELATION.sub(f' relation="{name[1]}"', tag[0]) if name is not None else tag[0]


def _composition() -> object:
    kinds = getattr(Qgis, "RelationshipStrength", None)  # from QGIS 3.28 on
    return kinds.Composition if kinds is not None else QgsRelation.Composition


def _forms(project: QgsProject, layers: dict[str, QgsVectorLayer], looks: Looks) -> None:
    relation = project.relationManager().relation
    patch, inspection = layers[PATCH], layers[INSPECTION]
    categories = layers[CATEGORY] if layers[CATEGORY].featureCount() else None
    patch_form(patch, TABLES[PATCH], [relation("patch_inspection"), relation("patch_boundary")])
    patch.setDisplayExpression('"patch_no"')
    inspection_form(
        inspection, TABLES[INSPECTION], patch, categories, looks.inspector, looks.vocabulary,
        [relation("inspection_photo")],
    )  # fmt: skip
    inspection.setDisplayExpression("coalesce(\"patch_no\", '') || ' ' || coalesce(\"inspected_on\", '')")
    photo_form(layers[PHOTO], TABLES[PHOTO], "inspection_uid")
    layers[PHOTO].setDisplayExpression('"path"')
    boundary_form(layers[BOUNDARY], TABLES[BOUNDARY], patch, inspection, looks.inspector)
    patch.setReadOnly(True)
    layers[CATEGORY].setReadOnly(True)


def _sync_properties(layer: QgsVectorLayer, locked: bool) -> None:
    """The package is already what QFieldSync would make: layers are copied as they are."""
    layer.setCustomProperty(f"{_PREFIX}action", "copy")
    layer.setCustomProperty(f"{_PREFIX}cloud_action", "offline" if not locked else "no_action")
    if locked:  # QField keeps no types: a lock that is off must not be there at all
        for name in _LOCKS:
            layer.setCustomProperty(f"{_PREFIX}{name}", True)


def _attachments(photo: QgsVectorLayer, inspection: QgsVectorLayer) -> None:
    named = json.dumps({"path": photo_name(inspection)}, ensure_ascii=False)
    photo.setCustomProperty(f"{_PREFIX}attachment_naming", named)
    photo.setCustomProperty(f"{_PREFIX}photo_naming", named)  # QField before 2.7
    inspection.setCustomProperty(
        f"{_PREFIX}relationship_maximum_visible", json.dumps({"inspection_photo": 12})
    )


def _reference(project: QgsProject, folder: Path, reference: ReferenceLayer) -> QgsVectorLayer:
    layer = _open(folder, reference.table, reference.name)
    project.addMapLayer(layer, False)
    draw_reference(layer, reference.table, reference.style)
    layer.setReadOnly(True)
    _sync_properties(layer, locked=True)
    return layer


def _tree(project: QgsProject, layers: dict[str, QgsVectorLayer], below: Sequence[QgsVectorLayer]) -> None:
    root = project.layerTreeRoot()
    for name in (INSPECTION, BOUNDARY, PATCH, PHOTO):
        root.addLayer(layers[name])
    group = root.addGroup("参考图层")
    for layer in below:
        group.addLayer(layer)
    project.addMapLayer(layers[CATEGORY], False)  # for the lists of the form only
    work = [layers[INSPECTION], layers[BOUNDARY], layers[PATCH]]
    for title, shown in (("核查", work), ("核查与参考", [*work, *below])):
        record = QgsMapThemeCollection.MapThemeRecord()
        for layer in shown:
            entry = QgsMapThemeCollection.MapThemeLayerRecord(layer)
            entry.isVisible = True
            record.addLayerRecord(entry)
        project.mapThemeCollection().insert(title, record)


def _view(project: QgsProject, patch: QgsVectorLayer) -> None:
    project.writeEntry(_SCOPE, "/initialActiveLayer", patch.id())
    extent = patch.extent()
    if not extent.isEmpty():
        extent.grow(max(extent.width(), extent.height()) * 0.1)
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, patch.crs()))
