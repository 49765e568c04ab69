"""What the expression functions of the group Gengdi have in common: errors told, CRS and transform found."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsGeometry,
)

from ..core.errors import GengdiError
from ..core.i18n import tr
from .degrees import into_degrees, lon_lat

GROUP = "Gengdi"
Parameter = QgsExpressionFunction.Parameter


class GengdiFunction(QgsExpressionFunction):
    """``answer(values, context)`` gives the value; what it raises becomes the expression's error."""

    def __init__(self, name: str, parameters: list[Parameter], text: str) -> None:
        super().__init__(name, parameters, GROUP, text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        """To be overridden. NULL is answered by QGIS itself when an argument is NULL."""
        raise NotImplementedError

    def func(
        self, values: list[Any], context: QgsExpressionContext | None, parent: QgsExpression, node: Any
    ) -> Any:
        try:
            return self.answer(values, context)
        except GengdiError as error:
            parent.setEvalErrorString(str(error))
        except ImportError as error:
            parent.setEvalErrorString(tr("A Python library is missing: {name}").format(name=error.name))
        return None


def to_lonlat(geometry: QgsGeometry, context: QgsExpressionContext | None) -> QgsCoordinateTransform:
    """From the CRS of ``geometry`` (its own, else ``@layer_crs``, else EPSG:4490) to EPSG:4490."""
    return into_degrees(_crs_of(geometry, context), _transform_context(context))


def _crs_of(geometry: QgsGeometry, context: QgsExpressionContext | None) -> QgsCoordinateReferenceSystem:
    own = geometry.crs() if hasattr(geometry, "crs") else None  # QgsReferencedGeometry knows its CRS
    if own is not None and own.isValid():
        return own
    name = context.variable("layer_crs") if context is not None else None
    if isinstance(name, str) and name:
        crs = QgsCoordinateReferenceSystem(name)
        if crs.isValid():
            return crs
    return lon_lat()


def _transform_context(context: QgsExpressionContext | None) -> QgsCoordinateTransformContext:
    # the variable that QGIS's own transform() reads: safe in a rendering thread, the project is not
    found = context.variable("_project_transform_context") if context is not None else None
    return found if isinstance(found, QgsCoordinateTransformContext) else QgsCoordinateTransformContext()
