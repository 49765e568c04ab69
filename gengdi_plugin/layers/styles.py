"""The styles of layers and results: QML in canonical field names, put on layers with their own.

The QML files are drawn by ``.ci/make_styles.py``; opened by hand in QGIS they work on any layer that has
the canonical fields.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from qgis.core import QgsCategorizedSymbolRenderer, QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..core.approval_types import approval_type_of
from ..core.binding import Binding
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.roles import ROLES
from .binding import binding_of, file_name
from .compat import geometry_kind

FOLDER = Path(__file__).parent / "styles"

_CATEGORIES = QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling
_WITH_TIPS = _CATEGORIES | QgsMapLayer.StyleCategory.MapTips
#: Kind of result -> what a feature is called in QGIS's own lists (no part of a style file).
_RESULTS = {
    "patches": 'coalesce("patch_no", "spatial_code")',
    "remainders": 'concat("patch_no", \' \', "spatial_code")',
}


def style_path(role: str, kind: str) -> Path | None:
    """The QML for ``role`` on geometries of ``kind``; None where there is nothing to draw or no style."""
    path = FOLDER / (f"{role}_point.qml" if kind == "point" else f"{role}.qml")
    return path if kind in ("point", "polygon") and path.is_file() else None


def style_layer(layer: QgsVectorLayer, role: str) -> bool:
    """Give ``layer`` the style of ``role`` with its own bound fields; symbols and labels only.

    False when the role has no style for the layer's geometry. Raises InputError when QGIS cannot read it.
    """
    path = style_path(role, geometry_kind(layer))
    binding = binding_of(layer, role)
    if path is None or binding is None:
        return False
    text = path.read_text(encoding="utf-8")
    for name in ROLES[role].fields:
        text = text.replace(escape(f'"{name}"'), escape(_expression(layer, binding, name)))
    _load(layer, text, path)
    if role == "approval" and "approval_type" not in binding.fields:
        _keep_category(layer, _whole_type(layer, binding))
    return True


def style_result(layer: QgsVectorLayer, kind: str) -> None:
    """Style a layer of results: ``patches`` by code with its letter, ``remainders`` hatched; with
    map tips and display expression."""
    if kind not in _RESULTS:
        raise ValueError(f"no style for results of kind {kind}")
    path = FOLDER / f"result_{kind}.qml"
    _load(layer, path.read_text(encoding="utf-8"), path, _WITH_TIPS)
    layer.setDisplayExpression(_RESULTS[kind])


def _expression(layer: QgsVectorLayer, binding: Binding, name: str) -> str:
    """What stands for the canonical field ``name`` in this layer."""
    own = binding.fields.get(name)
    column = "NULL" if own is None else '"' + own.replace('"', '""') + '"'
    if name == "approval_type":
        kind = _whole_type(layer, binding)
        return column if kind is None else f"coalesce({column}, '{kind}')"
    if name == "class_code" and own is not None and layer.fields().field(own).isNumeric():
        return f"lpad(to_string({column}), 4, '0')"  # a number has lost its leading zero
    return column


def _whole_type(layer: QgsVectorLayer, binding: Binding) -> str | None:
    return binding.approval_type or approval_type_of(layer.name(), file_name(layer))


def _load(layer: QgsVectorLayer, text: str, path: Path, categories: Any = _CATEGORIES) -> None:
    document = QDomDocument()
    parsed = document.setContent(text)
    done, message = layer.importNamedStyle(document, categories) if _truth(parsed) else (False, "")
    if not done:
        raise InputError(
            tr("The style {file} cannot be put on layer “{layer}”: {message}").format(
                file=path.name, layer=layer.name(), message=message
            )
        )
    layer.triggerRepaint()


def _truth(parsed: object) -> bool:
    """``QDomDocument.setContent`` answers with a tuple in Qt 5 and with a result object in Qt 6."""
    return bool(parsed[0] if isinstance(parsed, tuple) else parsed)


def _keep_category(layer: QgsVectorLayer, kind: str | None) -> None:
    """A layer of one type shows that type in its legend and not the nineteen others."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return
    wanted = kind or ""
    values = [str(category.value() or "") for category in renderer.categories()]
    if wanted not in values:
        wanted = ""
    for index in reversed(range(len(values))):
        if values[index] != wanted:
            renderer.deleteCategory(index)
    layer.emitStyleChanged()
