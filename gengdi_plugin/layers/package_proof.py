"""The evidence tab of the inspector's form: what the chosen category asks for, and only that."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsOptionalExpression,
    QgsVectorLayer,
)

from ..core.field_proof import PREFIX, ProofGroup, proof_groups
from ..core.finding_vocabulary import DATE, FLAG

_FLAG = {"map": [{"是": "yes"}, {"否": "no"}]}
_DAY = {
    "display_format": "yyyy-MM-dd", "field_format": "yyyy-MM-dd", "calendar_popup": True, "allow_null": True,
    "field_iso_format": False,
}  # fmt: skip


def add_proof(layer: QgsVectorLayer, vocabulary: str) -> None:
    """A tab for each type of evidence of the set, seen while the category or subtype asks for it."""
    form = layer.editFormConfig()
    root = form.invisibleRootContainer()
    for group in proof_groups(vocabulary):
        tab = QgsAttributeEditorContainer("举证", root)
        for field in group.fields:
            index = layer.fields().indexOf(PREFIX + field.key)
            title = field.chinese + ("*" if field.required else "")
            layer.setFieldAlias(index, title)
            kind, settings = _widget(field.type)
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup(kind, settings))
            tab.addChildElement(QgsAttributeEditorField(PREFIX + field.key, index, tab))
        tab.setVisibilityExpression(QgsOptionalExpression(QgsExpression(_shown(group)), True))
        form.addTab(tab)
    layer.setEditFormConfig(form)


def _shown(group: ProofGroup) -> str:
    keys = ", ".join("'" + key.replace("'", "''") + "'" for key in group.categories)
    return f'coalesce(nullif("subtype", \'\'), "category") IN ({keys})'


def _widget(kind: str) -> tuple[str, dict[str, Any]]:
    if kind == FLAG:
        return "ValueMap", _FLAG
    return ("DateTime", _DAY) if kind == DATE else ("TextEdit", {"IsMultiline": False, "UseHtml": False})
