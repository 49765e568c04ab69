"""What the context menu of the layer tree offers, each action only where it makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from qgis.core import Qgis, QgsMapLayer, QgsMapLayerType, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..core.i18n import tr
from ..resources_lookup import icon
from .cleanup import CleanupStack
from .result_layers import is_result_layer

if TYPE_CHECKING:
    from qgis.gui import QgsLayerTreeView

ROLE = "gengdi/role"  # the custom property, spelt here: what binds loads the presets


class LayerMenu(Protocol):
    """What of QGIS's interface is needed."""

    def addCustomActionForLayerType(
        self, action: QAction, menu: str, kind: QgsMapLayerType, all_layers: bool, /
    ) -> object: ...

    def removeCustomActionForLayerType(self, action: QAction, /) -> object: ...


class LayerTreeActions:
    """Three actions on vector layers; which of them are seen follows the current layer and its role."""

    def __init__(self, desktop: Any, menu: LayerMenu, view: QgsLayerTreeView, window: QWidget) -> None:
        self._desktop, self._view = desktop, view
        self._watched: QgsMapLayer | None = None
        self._cleanup = CleanupStack()
        self.bind = self._action(
            menu, window, "GengdiBindLayer", "bind", tr("Bind Role…"), self.bind_layer,
            tr("Choose the role of this layer and map its fields"),
        )  # fmt: skip
        self.against = self._action(
            menu, window, "GengdiScreenAgainst", "approval_layer", tr("Screen Against This Layer"),
            self.screen_against, tr("Use this layer as approvals and open the Screening page with it"),
        )  # fmt: skip
        self.patches = self._action(
            menu, window, "GengdiScreenThese", "screen", tr("Screen These Patches"), self.screen_these,
            tr("Use this layer as the change patches and open the Screening page with it"),
        )  # fmt: skip
        self._cleanup.connect(view.currentLayerChanged, self._follow, view)
        self._cleanup.push(self._watch, None)
        self._follow(view.currentLayer())

    def close(self) -> None:
        """Take every action back."""
        self._cleanup.pop_all()

    def _action(
        self, menu: LayerMenu, window: QWidget, name: str, picture: str, text: str, slot: Any, tip: str
    ) -> QAction:
        action = QAction(icon(picture), text, window)
        action.setObjectName(name)
        action.setStatusTip(tip)
        action.setToolTip(tip)
        action.triggered.connect(lambda _checked: slot())
        self._cleanup.delete_later(action)
        menu.addCustomActionForLayerType(action, "", QgsMapLayerType.VectorLayer, True)
        self._cleanup.push(menu.removeCustomActionForLayerType, action)
        return action

    def _follow(self, layer: QgsMapLayer | None) -> None:
        self._watch(layer)
        self._show()

    def _watch(self, layer: QgsMapLayer | None) -> None:
        if self._watched is not None and not sip.isdeleted(self._watched):
            self._watched.customPropertyChanged.disconnect(self._show)
            self._watched.willBeDeleted.disconnect(self._gone)
        self._watched = layer
        if layer is not None:
            layer.customPropertyChanged.connect(self._show)
            layer.willBeDeleted.connect(self._gone)

    def _gone(self) -> None:
        self._watched = None
        self._show()

    def _show(self, *_key: object) -> None:
        layer = self._watched
        usable = isinstance(layer, QgsVectorLayer) and not is_result_layer(layer)
        polygons = usable and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
        role = layer.customProperty(ROLE) if usable else None
        self.bind.setVisible(usable)
        self.against.setVisible(polygons and role in (None, "", "approval"))
        self.patches.setVisible(polygons and role in (None, "", "change_patch"))

    def _current(self) -> QgsVectorLayer | None:
        layer = self._view.currentLayer()
        if isinstance(layer, QgsVectorLayer) and not is_result_layer(layer):
            return layer
        self._desktop.say(tr("Select a vector layer in the layer tree first."), Qgis.MessageLevel.Warning)
        return None

    def bind_layer(self) -> None:
        """Ask for the role and the fields of the current layer."""
        layer = self._current()
        if layer is not None:
            self._desktop.dock.layers.bind_layer(layer)

    def screen_against(self) -> None:
        """Bind the current layer as approvals, unless it is, and open the Screening page."""
        self._screen_with("approval")

    def screen_these(self) -> None:
        """Bind the current layer as change patches, unless it is, and choose it on the Screening page."""
        layer = self._screen_with("change_patch")
        if layer is not None:
            box = self._desktop.dock.screening.patches
            box.setCurrentIndex(max(0, box.findData(layer.id())))

    def _screen_with(self, role: str) -> QgsVectorLayer | None:
        from ..layers.binding import bind, binding_of, stored_binding

        layer = self._current()
        if layer is None:
            return None
        stored = stored_binding(layer)
        if stored is None or stored.role != role:
            binding = binding_of(layer, role)
            if binding is None:
                return None
            bind(layer, binding)
        self._desktop.dock.layers.refresh()
        self._desktop.show_screening()
        self._desktop.dock.screening.show_run_button()
        return layer
