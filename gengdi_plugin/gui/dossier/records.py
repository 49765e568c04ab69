"""A record found by its layer and id: shown on the map, opened as a form."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer
from qgis.gui import QgsAttributeDialog, QgsAttributeEditorContext
from qgis.PyQt.QtCore import Qt

from ...core.errors import InputError
from ...core.i18n import tr
from ..desk import Desk


def feature_in(desk: Desk, layer_id: str, feature_id: str) -> tuple[QgsVectorLayer, QgsFeature]:
    """The layer and the feature. Raises InputError when one of them is gone."""
    layer = desk.project.mapLayer(layer_id)
    if not isinstance(layer, QgsVectorLayer):
        raise InputError(tr("The layer is no longer in the project: ask for the dossier again."))
    feature = next(layer.getFeatures(QgsFeatureRequest(int(feature_id))), None)
    if feature is None:
        raise InputError(
            tr("Layer “{layer}”: feature {feature} is gone: ask for the dossier again.").format(
                layer=layer.name(), feature=feature_id
            )
        )
    return layer, feature


def show_on_map(desk: Desk, layer_id: str, feature_id: str) -> None:
    """Select the feature, bring it into the map and let it flash."""
    layer, feature = feature_in(desk, layer_id, feature_id)
    layer.selectByIds([feature.id()])
    canvas = desk.canvas
    box = canvas.mapSettings().layerExtentToOutputExtent(layer, feature.geometry().boundingBox())
    if not canvas.extent().contains(box) and not box.contains(canvas.extent()):
        canvas.panToFeatureIds(layer, [feature.id()], alwaysRecenter=False)
    canvas.flashFeatureIds(layer, [feature.id()])


def open_form(desk: Desk, layer_id: str, feature_id: str) -> QgsAttributeDialog:
    """The feature's own form, not modal; what is edited there goes into the layer's edit buffer only."""
    layer, feature = feature_in(desk, layer_id, feature_id)
    context = QgsAttributeEditorContext()
    context.setMapCanvas(desk.canvas)
    dialog = QgsAttributeDialog(layer, feature, False, desk.window, True, context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("{layer}: {feature}").format(layer=layer.name(), feature=feature_id))
    dialog.show()
    return dialog
