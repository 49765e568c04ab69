"""Expression functions of the group Gengdi: ``gengdi_grid_code`` and ``gengdi_grid_cell``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsGeometry,
    QgsRectangle,
)

from ..core.errors import GengdiError
from ..core.i18n import tr
from .gridpoints import LONLAT, grid_codes, lonlat_transform

GROUP = "Gengdi"
_DEFAULT_LEVEL = 7
_Parameter = QgsExpressionFunction.Parameter


class _GridCode(QgsExpressionFunction):
    """``gengdi_grid_code(geometry, level)``: the code of an interior point."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_grid_code(geometry, level)</h3><p>The Beidou grid position code "
            "(GB/T 39409-2020) of an interior point of the geometry. <i>level</i> is 1 to 10, "
            "7 when left out (about 7 m). The geometry is taken in the layer's CRS "
            "(<code>@layer_crs</code>), else in EPSG:4490.</p>"
            "<p><code>gengdi_grid_code($geometry, 7)</code></p>"
        )
        parameters = [_Parameter("geometry"), _Parameter("level", True, _DEFAULT_LEVEL)]
        super().__init__("gengdi_grid_code", parameters, GROUP, text)

    def func(
        self, values: list[Any], context: QgsExpressionContext | None, parent: QgsExpression, node: Any
    ) -> Any:
        geometry, level = values[0], values[1] if len(values) > 1 else _DEFAULT_LEVEL
        try:
            if not isinstance(geometry, QgsGeometry):
                raise GengdiError(tr("gengdi_grid_code: the first argument must be a geometry."))
            if isinstance(level, bool) or not isinstance(level, (int, float)) or level != int(level):
                raise GengdiError(tr("gengdi_grid_code: the level must be a whole number from 1 to 10."))
            transform = lonlat_transform(_crs_of(geometry, context), _transform_context(context))
            return grid_codes([geometry], transform, int(level))[0]
        except GengdiError as error:
            parent.setEvalErrorString(str(error))
        except ImportError as error:
            parent.setEvalErrorString(tr("A Python library is missing: {name}").format(name=error.name))
        return None


class _GridCell(QgsExpressionFunction):
    """``gengdi_grid_cell(code)``: the cell as a rectangle in EPSG:4490."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_grid_cell(code)</h3><p>The cell of a Beidou grid position code "
            "(GB/T 39409-2020) as a polygon in EPSG:4490.</p>"
            "<p><code>gengdi_grid_cell('N51H334659C000')</code></p>"
        )
        super().__init__("gengdi_grid_cell", [_Parameter("code")], GROUP, text)

    def func(
        self, values: list[Any], context: QgsExpressionContext | None, parent: QgsExpression, node: Any
    ) -> Any:
        try:
            from ..core import gridcode

            return QgsGeometry.fromRect(QgsRectangle(*gridcode.decode(str(values[0]).strip())))
        except GengdiError as error:
            parent.setEvalErrorString(str(error))
        except ImportError as error:
            parent.setEvalErrorString(tr("A Python library is missing: {name}").format(name=error.name))
        return None


def register() -> Callable[[], None]:
    """Offer the functions in every expression; returns the function that takes them back.

    QGIS does not own them: the returned function keeps them alive, so hold on to it.
    """
    functions = [_GridCode(), _GridCell()]
    for function in functions:
        QgsExpression.registerFunction(function)

    def unregister() -> None:
        for function in functions:
            QgsExpression.unregisterFunction(function.name())

    return unregister


def _crs_of(geometry: QgsGeometry, context: QgsExpressionContext | None) -> QgsCoordinateReferenceSystem:
    own = geometry.crs() if hasattr(geometry, "crs") else None  # QgsReferencedGeometry knows its CRS
    if own is not None and own.isValid():
        return own
    name = context.variable("layer_crs") if context is not None else None
    if isinstance(name, str) and name:
        crs = QgsCoordinateReferenceSystem(name)
        if crs.isValid():
            return crs
    return QgsCoordinateReferenceSystem(LONLAT)


def _transform_context(context: QgsExpressionContext | None) -> QgsCoordinateTransformContext:
    # the variable that QGIS's own transform() reads: safe in a rendering thread, the project is not
    found = context.variable("_project_transform_context") if context is not None else None
    return found if isinstance(found, QgsCoordinateTransformContext) else QgsCoordinateTransformContext()
