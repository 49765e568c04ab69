"""The inspector's forms: value lists, dates, photos, defaults, what must be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsRelation,
    QgsVectorLayer,
)

from ..core.field_form import PHOTO_FOLDER, PackageTable
from ..core.vocabulary import keys, word
from .package_proof import add_proof

_UID = "replace(replace(replace(uuid(), '{', ''), '}', ''), '-', '')"
_TODAY = "format_date(now(), 'yyyy-MM-dd')"

#: The patch on which the new geometry lies (or the nearest), when none was chosen.
_PATCH_HERE = 'coalesce("patch_uid", overlay_nearest(\'{layer}\', "uid", limit:=1)[0])'
_PATCH_NO = "attribute(get_feature('{layer}', 'uid', \"patch_uid\"), 'patch_no')"

#: Named by patch and moment; signs that a phone's file system may not take become underscores.
_PHOTO_NAME = (
    "'{folder}/' || regexp_replace(coalesce(attribute(get_feature('{layer}', 'uid', \"inspection_uid\"), "
    "'patch_no'), 'photo'), '[^0-9A-Za-z_-]', '_') || '_' || format_date(now(), 'yyyyMMddhhmmsszzz') || "
    "'.{{extension}}'"
)


def photo_name(inspection: QgsVectorLayer) -> str:
    """The expression by which QField names photos; ``{extension}`` is QField's."""
    return (
        _PHOTO_NAME.format(folder=PHOTO_FOLDER, layer=inspection.id()).replace("{{", "{").replace("}}", "}")
    )


def patch_form(layer: QgsVectorLayer, table: PackageTable, relations: Iterable[QgsRelation]) -> None:
    """Headings; the uid is not shown."""
    _titles(layer, table)
    _layout(layer, table, [("图斑", table.names()[1:])], relations)


def inspection_form(
    layer: QgsVectorLayer,
    table: PackageTable,
    patches: QgsVectorLayer,
    categories: QgsVectorLayer | None,
    inspector: str,
    vocabulary: str,
    relations: Iterable[QgsRelation],
) -> None:
    """The form of a finding. ``inspector``: who the package was written for, to be corrected on site."""
    _titles(layer, table)
    _default(layer, "uid", _UID)
    _default(layer, "patch_uid", _PATCH_HERE.format(layer=patches.id()))
    _default(layer, "patch_no", _PATCH_NO.format(layer=patches.id()), on_update=True)
    _default(layer, "inspector", _text(inspector))
    _default(layer, "inspected_on", _TODAY)
    _default(layer, "vocabulary", _text(vocabulary))
    _widget(layer, "patch_uid", "ValueRelation", _relation(patches, "uid", "patch_no"))
    _widget(layer, "finding", "ValueMap", value_map("finding"))
    _widget(layer, "violation_type", "ValueMap", value_map("violation_type", empty=True))
    for name in ("started_on", "inspected_on"):
        _widget(layer, name, "DateTime", _DAY)
    _widget(layer, "note", "TextEdit", {"IsMultiline": True, "UseHtml": False})
    if categories is not None:
        _category_widgets(layer, categories)
    for name in ("patch_uid", "finding", "inspector", "inspected_on"):
        _needed(layer, name)
    _rule(
        layer,
        "doc_no",
        "\"finding\" <> 'found_lawful' OR trim(coalesce(\"doc_no\", '')) <> ''",
        "合法须填批准文号",
    )
    _rule(layer, "unlawful_m2", '"unlawful_m2" IS NULL OR "unlawful_m2" >= 0', "面积不得为负")
    _rule(
        layer,
        "violation_type",
        "coalesce(\"violation_type\", '') = '' OR \"finding\" = 'found_unlawful'",
        "只有违法才填违法类型",
    )
    _read_only(layer, ("uid", "patch_no", "vocabulary"))
    shown = [name for name in table.names() if name not in ("uid", "vocabulary")]
    first = [name for name in shown if name not in _MORE]
    if categories is None:
        first = [name for name in first if name not in ("category", "subtype")]
    _layout(layer, table, [("核查结论", first), ("补充", _MORE)], relations)
    if categories is not None:
        add_proof(layer, vocabulary)


_MORE = ("violation_type", "started_on", "actual_use", "unlawful_m2")
_DAY = {
    "display_format": "yyyy-MM-dd", "field_format": "yyyy-MM-dd", "calendar_popup": True, "allow_null": True,
    "field_iso_format": False,
}  # fmt: skip


def _category_widgets(layer: QgsVectorLayer, categories: QgsVectorLayer) -> None:
    top = "\"parent\" = '' AND \"findings\" LIKE '%' || coalesce(current_value('finding'), '') || '%'"
    below = "\"top\" = current_value('category') AND \"parent\" <> ''"
    for name, condition in (("category", top), ("subtype", below)):
        setup = _relation(categories, "key", "name", condition)
        _widget(layer, name, "ValueRelation", {**setup, "AllowNull": True, "OrderByValue": False})


def photo_form(layer: QgsVectorLayer, table: PackageTable, relation_field: str) -> None:
    """The form of a photo; the camera gives place and direction in the picture itself (EXIF)."""
    _titles(layer, table)
    _default(layer, "uid", _UID)
    _default(layer, "lon", "x(@position_coordinate)")
    _default(layer, "lat", "y(@position_coordinate)")
    _default(layer, "taken_at", "format_date(now(), 'yyyy-MM-ddTHH:mm:ss')")
    _widget(
        layer,
        "path",
        "ExternalResource",
        {
            "DocumentViewer": 1,  # a picture
            "DocumentViewerHeight": 0,
            "DocumentViewerWidth": 0,
            "FileWidget": True,
            "FileWidgetButton": True,
            "FileWidgetFilter": "",
            "RelativeStorage": 1,  # to the project
            "StorageMode": 0,  # a file
            "UseLink": False,
            "FullUrl": False,
        },
    )
    _widget(layer, "azimuth", "TextEdit", {"IsMultiline": False, "UseHtml": False})
    _needed(layer, "path")
    _rule(layer, "azimuth", '"azimuth" IS NULL OR ("azimuth" >= 0 AND "azimuth" <= 360)', "方位角为0至360度")
    _read_only(layer, ("uid", relation_field))
    names = [name for name in table.names() if name not in ("uid", relation_field)]
    _layout(layer, table, [("照片", names)], ())


def boundary_form(
    layer: QgsVectorLayer,
    table: PackageTable,
    patches: QgsVectorLayer,
    inspections: QgsVectorLayer,
    inspector: str,
) -> None:
    """The form of a measured boundary: which patch it belongs to is told by where it lies."""
    _titles(layer, table)
    _default(layer, "uid", _UID)
    _default(layer, "patch_uid", _PATCH_HERE.format(layer=patches.id()))
    _default(layer, "measured_by", _text(inspector))
    _default(layer, "measured_on", _TODAY)
    _widget(layer, "patch_uid", "ValueRelation", _relation(patches, "uid", "patch_no"))
    _widget(
        layer,
        "inspection_uid",
        "ValueRelation",
        {
            **_relation(inspections, "uid", "patch_no", "\"patch_uid\" = current_value('patch_uid')"),
            "AllowNull": True,
        },
    )
    _widget(layer, "measured_on", "DateTime", _DAY)
    _needed(layer, "patch_uid")
    _read_only(layer, ("uid",))
    _layout(layer, table, [("实测边界", [name for name in table.names() if name != "uid"])], ())


def value_map(group: str, empty: bool = False) -> dict[str, Any]:
    """A ValueMap of a vocabulary group with Chinese labels, in the vocabulary's order."""
    entries = [{"(未定)": ""}] if empty else []
    return {"map": [*entries, *({word(group, key, "zh"): key} for key in keys(group))]}


def _relation(layer: QgsVectorLayer, key: str, value: str, condition: str = "") -> dict[str, Any]:
    # LayerSource is left out: QGIS keeps it as an absolute path; the id is enough inside one project
    return {
        "Layer": layer.id(), "LayerName": layer.name(), "LayerProviderName": "ogr", "Key": key,
        "Value": value, "FilterExpression": condition, "AllowMulti": False, "AllowNull": False,
        "NofColumns": 1, "OrderByValue": True, "UseCompleter": False,
    }  # fmt: skip


def _titles(layer: QgsVectorLayer, table: PackageTable) -> None:
    for column in table.columns:
        layer.setFieldAlias(layer.fields().indexOf(column.name), column.title)
    _widget(layer, "fid", "Hidden", {})
    _widget(layer, "uid", "Hidden", {})


def _widget(layer: QgsVectorLayer, name: str, kind: str, settings: dict[str, Any]) -> None:
    index = layer.fields().indexOf(name)
    if index >= 0:
        layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup(kind, settings))


def _default(layer: QgsVectorLayer, name: str, expression: str, on_update: bool = False) -> None:
    layer.setDefaultValueDefinition(layer.fields().indexOf(name), QgsDefaultValue(expression, on_update))


def _needed(layer: QgsVectorLayer, name: str) -> None:
    layer.setFieldConstraint(
        layer.fields().indexOf(name),
        QgsFieldConstraints.Constraint.ConstraintNotNull,
        QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard,
    )


def _rule(layer: QgsVectorLayer, name: str, expression: str, told: str) -> None:
    index = layer.fields().indexOf(name)
    layer.setConstraintExpression(index, expression, told)
    layer.setFieldConstraint(
        index,
        QgsFieldConstraints.Constraint.ConstraintExpression,
        QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard,
    )


def _read_only(layer: QgsVectorLayer, names: Iterable[str]) -> None:
    form = layer.editFormConfig()
    for name in names:
        form.setReadOnly(layer.fields().indexOf(name), True)
    layer.setEditFormConfig(form)


def _layout(
    layer: QgsVectorLayer,
    table: PackageTable,
    tabs: Iterable[tuple[str, Iterable[str]]],
    relations: Iterable[QgsRelation],
) -> None:
    form = layer.editFormConfig()
    form.setLayout(QgsEditFormConfig.TabLayout)
    root = form.invisibleRootContainer()
    root.clear()
    for title, names in tabs:
        tab = QgsAttributeEditorContainer(title, root)
        for name in names:
            tab.addChildElement(QgsAttributeEditorField(name, layer.fields().indexOf(name), tab))
        form.addTab(tab)
    for relation in relations:
        tab = QgsAttributeEditorContainer(relation.name(), root)
        # named by the relation's id: see package_project.name_relations
        children = QgsAttributeEditorRelation(relation.id(), relation, tab)
        children.setRelationWidgetTypeId("relation_editor")
        tab.addChildElement(children)
        form.addTab(tab)
    layer.setEditFormConfig(form)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
