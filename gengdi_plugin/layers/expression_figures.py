"""Expression functions for field calculators and labels: official area, 亩, words of codes and reasons."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsExpressionContext, QgsGeometry

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.vocabulary import keys, word
from .expression_function import GengdiFunction, Parameter, to_lonlat


class Area(GengdiFunction):
    """``gengdi_area(geometry)``: m² on the ellipsoid of CGCS2000."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_area(geometry)</h3><p>The official ellipsoidal area in m² (CGCS2000, the formula of "
            "the national land survey) of a polygon, whatever the project measures in. The geometry is taken "
            "in the layer's CRS (<code>@layer_crs</code>), else in EPSG:4490.</p>"
            "<p><code>round(gengdi_area($geometry), 2)</code></p>"
        )
        super().__init__("gengdi_area", [Parameter("geometry")], text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        geometry = values[0]
        if not isinstance(geometry, QgsGeometry):
            raise InputError(tr("gengdi_area: the argument must be a geometry."))
        if geometry.isNull() or geometry.isEmpty():
            return None
        from ..core.area import ellipsoid_areas
        from .gridpoints import lonlat_shapes

        return float(ellipsoid_areas(lonlat_shapes([geometry], to_lonlat(geometry, context)))[0])


class Mu(GengdiFunction):
    """``gengdi_mu(m2)``: 亩."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_mu(m2)</h3><p>Square metres as mu (亩): 1 mu = 2000/3 m².</p>"
            "<p><code>round(gengdi_mu(gengdi_area($geometry)), 2)</code></p>"
        )
        super().__init__("gengdi_mu", [Parameter("m2")], text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        if isinstance(values[0], bool) or not isinstance(values[0], (int, float)):
            raise InputError(tr("gengdi_mu: the argument must be a number of square metres."))
        from ..core.area import mu

        return mu(float(values[0]))


class CodeWord(GengdiFunction):
    """``gengdi_code_word(code)``: letter and word."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_code_word(code)</h3><p>Letter and word of a colour code (<i>green</i>, "
            "<i>yellow</i>, <i>red</i>, <i>blue</i>) in the language of the interface; any other text as it "
            "is.</p>"
            '<p><code>gengdi_code_word("code")</code></p>'
        )
        super().__init__("gengdi_code_word", [Parameter("code")], text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        code = str(values[0]).strip()
        known = code in keys("code")
        return f"{word('code_letter', code)} · {word('code', code)}" if known else code


class ReasonWord(GengdiFunction):
    """``gengdi_reason_word(reason)``: the reason, state or why-not in words."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_reason_word(reason)</h3><p>What a reason of the screening (<i>no_approval</i> …), a "
            "state of a case (<i>dispatched</i> …) or the reason why an approval does not count "
            "(<i>after_image</i> …) means, in the language of the interface; any other text as it is.</p>"
            '<p><code>gengdi_reason_word("reason")</code></p>'
        )
        super().__init__("gengdi_reason_word", [Parameter("reason")], text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        key = str(values[0]).strip()
        group = next((one for one in ("reason", "state", "why_not") if key in keys(one)), "reason")
        return word(group, key)
