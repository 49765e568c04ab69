"""``gengdi_patch_tip(source, uid)``: what the map tip of a patch says, as HTML."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from qgis.core import QgsDataSourceUri, QgsExpressionContext

from ..core.i18n import tr
from ..core.vocabulary import word
from .expression_function import GengdiFunction, Parameter

#: Pixels: a sentence is broken into lines instead of running across the screen. QGIS gives a tip half of the
#: map's width and cuts what is wider: between layers and panel a small screen leaves a map of 570 pixels.
_WIDTH = 250


class PatchTip(GengdiFunction):
    """Looks the patch up in its workspace: the layer has no column for the sentence."""

    def __init__(self) -> None:
        text = tr(
            "<h3>gengdi_patch_tip(source, uid)</h3><p>Number, code, reason, areas and day of a patch of a "
            "workspace, as HTML for map tips. <i>source</i> is that of a layer of the workspace.</p>"
            "<p><code>gengdi_patch_tip(layer_property(@layer_id, 'source'), \"uid\")</code></p>"
        )
        super().__init__("gengdi_patch_tip", [Parameter("source"), Parameter("uid")], text)

    def answer(self, values: list[Any], context: QgsExpressionContext | None) -> Any:
        from ..store.quick_look import look_at
        from ..store.workspace import is_workspace

        file = Path(QgsDataSourceUri(str(values[0])).database())
        found = look_at(file, str(values[1])) if is_workspace(file) else None
        return "" if found is None else patch_html(*found)


def patch_html(patch: dict[str, Any], verdict: dict[str, Any]) -> str:
    """The tip of a patch: every text in it is escaped, data come from anywhere."""
    lines = [
        f"<b>{escape(patch['patch_no'] or patch['spatial_code'] or '')}</b> {_code(patch)}",
        _sentence(verdict),
        _areas(patch, verdict),
        _due(patch),
    ]
    return f"<div style='width: {_WIDTH}px'>{'<br/>'.join(line for line in lines if line)}</div>"


def _code(patch: dict[str, Any]) -> str:
    code, state = patch["code"] or "", patch["state"] or ""
    words = [f"{word('code_letter', code)} · {word('code', code)}"] if code else []
    if state and not state.startswith("screened_"):  # else the code has said it
        words.append(word("state", state))
    return escape(" · ".join(words))


def _sentence(verdict: dict[str, Any]) -> str:
    from ..core.sentences import sentence

    return escape(sentence(verdict)) if verdict.get("reason") else ""


def _areas(patch: dict[str, Any], verdict: dict[str, Any]) -> str:
    from ..core.area import mu

    said = []
    if patch["area_m2"] is not None:
        area = patch["area_m2"]
        said.append(tr("Area {m2} m² ({mu} mu)").format(m2=f"{area:,.1f}", mu=f"{mu(area):,.2f}"))
    if verdict.get("uncovered_m2") is not None:
        said.append(tr("not covered {m2} m²").format(m2=f"{verdict['uncovered_m2']:,.1f}"))
    return escape(" · ".join(said))


def _due(patch: dict[str, Any]) -> str:
    said = [patch["responsible"]] if patch["responsible"] else []
    if patch["due_on"]:
        text = tr("overdue since {day}") if patch["overdue"] else tr("due {day}")
        said.append(text.format(day=patch["due_on"]))
    return escape(" · ".join(said))
