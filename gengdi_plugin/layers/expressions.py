"""Expression functions of the group Gengdi: grid codes here, areas and words in ``expression_figures``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsExpression, QgsExpressionContext, QgsGeometry, QgsRectangle

from ..core.errors import InputError
from ..core.i18n import tr
from .expression_figures import Area, CodeWord, Mu, ReasonWord
from .expression_function import GengdiFunction, Parameter, to_lonlat
from .expression_tips import PatchTip
from .gridpoints import grid_codes

_DEFAULT_LEVEL = 7


class _GridCode(GengdiFunction):
    """``gengdi_grid_code(geometry, level)``: the code of an interior point."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_grid_code(geometry, level)</h3><p>The Beidou grid position code "
            "(GB/T 39409-2020) of an interior point of the geometry. <i>level</i> is 1 to 10, "
            "7 when left out (about 7 m). The geometry is taken in the layer's CRS "
            "(<code>@layer_crs</code>), else in EPSG:4490.</p>"
            "<p><code>gengdi_grid_code($geometry, 7)</code></p>"
        )
        parameters = [Parameter("geometry"), Parameter("level", True, _DEFAULT_LEVEL)]
        super().__init__("gengdi_grid_code", parameters, text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        geometry, level = values[0], values[1] if len(values) > 1 else _DEFAULT_LEVEL
        if not isinstance(geometry, QgsGeometry):
            raise InputError(tr("gengdi_grid_code: the first argument must be a geometry."))
        if isinstance(level, bool) or not isinstance(level, (int, float)) or level != int(level):
            raise InputError(tr("gengdi_grid_code: the level must be a whole number from 1 to 10."))
        return grid_codes([geometry], to_lonlat(geometry, context), int(level))[0]


class _GridCell(GengdiFunction):
    """``gengdi_grid_cell(code)``: the cell as a rectangle in EPSG:4490."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_grid_cell(code)</h3><p>The cell of a Beidou grid position code "
            "(GB/T 39409-2020) as a polygon in EPSG:4490.</p>"
            "<p><code>gengdi_grid_cell('N51H334659C000')</code></p>"
        )
        super().__init__("gengdi_grid_cell", [Parameter("code")], text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        from ..core import gridcode

        return QgsGeometry.fromRect(QgsRectangle(*gridcode.decode(str(values[0]).strip())))


def register() -> Callable[[], None]:
    """Offer the functions in every expression; returns the function that takes them back.

    QGIS does not own them: the returned function keeps them alive, so hold on to it.
    """
    functions = [_GridCode(), _GridCell(), Area(), Mu(), CodeWord(), ReasonWord(), PatchTip()]
    for function in functions:
        QgsExpression.registerFunction(function)

    def unregister() -> None:
        for function in functions:
            QgsExpression.unregisterFunction(function.name())

    return unregister
