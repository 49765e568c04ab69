"""The page of a patch sheet: a layout template whose named items are filled for each patch.

A bureau's own template works when it has the items it wants under these names: maps ``map`` and
``overview``, picture ``qr``, legend ``legend``, manual tables ``attributes`` and ``evidence``. Labels
may use the variables of :meth:`SheetLayout.fill`; items that are missing are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItemLabel,
    QgsLayoutItemManualTable,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsTableCell,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import InputError
from ..core.i18n import tr
from ..exchange.code_colours import colour_of
from ..exchange.sheet_data import EVIDENCE_HEADINGS, Sheet
from .sheet_fonts import label_points, set_label_colour, use_chinese_font
from .sheet_map import SheetMap
from .sheet_marking import add_marking
from .sheet_text import fitting, wrapped

TEMPLATE = Path(__file__).parent / "layouts" / "patch_sheet.qpt"

#: Outer column widths in mm; QGIS adds margins and grid line to what it is given.
_ATTRIBUTE_WIDTHS = (24.0, 69.0, 24.0, 69.0)
_EVIDENCE_WIDTHS = (6.0, 25.0, 24.0, 36.0, 17.0, 17.0, 18.0, 14.0, 29.0)
_MARGINS_MM = 1.55
#: Font sizes of the template's tables in points, height of a line and of a row's padding in mm.
_ATTRIBUTE_POINTS, _EVIDENCE_POINTS = 8.0, 7.0
_LINE_MM, _ROW_PADDING_MM = 3.6, 1.7
#: Between the evidence table and the box for remarks; a smaller box is left out.
_GAP_MM, _SMALLEST_BOX_MM = 2.0, 8.0
_HEADING = QColor("#e7efe2")
#: Labels whose text is broken by us: label, variable, what stands before it, what ends a text that is cut.
_BROKEN = (("sentence", "sentence", "判定原因：", "…"), ("footer", "foot", "", "…（全部见工作库）"))


class SheetLayout:
    """One page in ``project``; fill it for a patch, then render it."""

    def __init__(
        self, project: QgsProject, maps: SheetMap, template: Path = TEMPLATE, marking: str = ""
    ) -> None:
        self.layout = QgsPrintLayout(project)
        document = QDomDocument()
        text = template.read_text(encoding="utf-8")
        parsed = document.setContent(text)
        if not (parsed[0] if isinstance(parsed, tuple) else parsed):  # Qt 6.5 has its own result type
            raise InputError(
                tr("The template {file} is no QGIS layout: export one from QGIS's layout window.").format(
                    file=template.name
                )
            )
        self.layout.loadFromTemplate(document, QgsReadWriteContext())
        self._maps = maps
        self._tables = {
            frame.frame(0).id(): frame
            for frame in self.layout.multiFrames()
            if isinstance(frame, QgsLayoutItemManualTable) and frame.frameCount()
        }
        add_marking(self.layout, marking)
        use_chinese_font(self.layout)
        self._prepare()

    def frame_of(self, name: str) -> tuple[float, float]:
        """Width and height in mm of an item; of a small square when the template lacks it."""
        item = self.layout.itemById(name)
        return (10.0, 10.0) if item is None else (item.rect().width(), item.rect().height())

    def fill(self, sheet: Sheet, qr: Path, extent: QgsRectangle, variables: dict[str, Any]) -> None:
        """Show ``sheet``: ``qr`` is its picture, ``extent`` that of the main map; ``variables`` join
        the sheet's texts (``sheet_number``, ``sheet_count``, ``sheet_scale``, ``printed_on``, ``foot``)."""
        colours = colour_of(sheet.code)
        known = {**sheet.texts, "code_fill": colours.fill, **variables}
        for name, variable, prefix, tail in _BROKEN:
            known[variable] = self._broken(name, prefix, known[variable], tail)
        QgsExpressionContextUtils.setLayoutVariables(self.layout, known)
        main = self.layout.itemById("map")
        if main is not None:
            main.setExtent(extent)
        picture = self.layout.itemById("qr")
        if picture is not None:
            picture.setPicturePath(str(qr))
        letter = self.layout.itemById("chip_letter")
        if letter is not None:
            set_label_colour(letter, colours.ink)
        if "attributes" in self._tables:
            self._fill_attributes(self._tables["attributes"], sheet)
        if "evidence" in self._tables:
            self._fill_evidence(self._tables["evidence"], sheet)
        self.layout.refresh()

    def _prepare(self) -> None:
        for name, layers in (("map", self._maps.layers), ("overview", self._maps.overview_layers)):
            item = self.layout.itemById(name)
            if item is not None:
                item.setCrs(self._maps.crs)
                item.setKeepLayerSet(True)
                item.setLayers(layers)
        overview = self.layout.itemById("overview")
        if overview is not None:
            overview.setExtent(self._maps.district(*self.frame_of("overview")))
        legend = self.layout.itemById("legend")
        if legend is not None:
            legend.setAutoUpdateModel(False)
            root = legend.model().rootGroup()
            root.removeAllChildren()
            for layer in self._maps.legend_layers:
                root.addLayer(layer)

    def _broken(self, name: str, prefix: str, text: str, tail: str) -> str:
        """``text`` broken into the lines that the label ``name`` has room for, where ``prefix`` stands before
        it and ``tail`` after a text that is cut."""
        label = self.layout.itemById(name)
        if not isinstance(label, QgsLayoutItemLabel):
            return text
        # QGIS measures text a little wider than its font says
        width = (label.rect().width() - 2 * label.marginX()) * 0.96
        height = label.rect().height() - 2 * label.marginY()
        lines = fitting(prefix + text, width, height, label_points(label), tail)
        return "\n".join(lines)[len(prefix) :]

    def _fill_attributes(self, table: QgsLayoutItemManualTable, sheet: Sheet) -> None:
        pairs = [*sheet.attributes, ("", "")]
        rows = []
        for start in range(0, len(pairs) - 1, 2):
            row = []
            for label, value in pairs[start : start + 2]:
                fitting = wrapped(value, _ATTRIBUTE_WIDTHS[1] - _MARGINS_MM, _ATTRIBUTE_POINTS)
                # one line: a second one would push the last row out of the frame
                row += [_cell(label, heading=True), _cell(fitting[0] + ("…" if fitting[1:] else ""))]
            rows.append(row)
        table.setColumnWidths([width - _MARGINS_MM for width in _ATTRIBUTE_WIDTHS])
        table.setTableContents(rows)

    def _fill_evidence(self, table: QgsLayoutItemManualTable, sheet: Sheet) -> None:
        shown, left = fitting_rows([line.texts for line in sheet.evidence], self.frame_of("evidence")[1])
        texts = list(shown)
        if not sheet.evidence:
            texts.append(("", "无重叠的手续", *[""] * 7))
        if left:
            texts.append(("…", f"其余{left}项见工作库", *[""] * 7))
        rows = [[_cell(text, heading=True) for text in EVIDENCE_HEADINGS]]
        rows += [[_cell("\n".join(lines)) for lines in _wrapped_row(row)] for row in texts]
        table.setColumnWidths([width - _MARGINS_MM for width in _EVIDENCE_WIDTHS])
        table.setTableContents(rows)
        self._place_remark(sum(_row_height(row) for row in (EVIDENCE_HEADINGS, *texts)))

    def _place_remark(self, table_mm: float) -> None:
        """The box for remarks takes the room that the evidence leaves."""
        frame, box = self.layout.itemById("evidence"), self.layout.itemById("remark")
        if frame is None or box is None:
            return
        bottom = frame.pos().y() + frame.rect().height()
        top = frame.pos().y() + table_mm + _GAP_MM
        box.setVisibility(bottom - top >= _SMALLEST_BOX_MM)
        box.attemptSetSceneRect(QRectF(box.pos().x(), top, box.rect().width(), max(bottom - top, 1.0)))


def fitting_rows(rows: Sequence[tuple[str, ...]], height_mm: float) -> tuple[Sequence[tuple[str, ...]], int]:
    """The first rows of the evidence table that fit below its heading, and how many do not."""
    room = height_mm - _row_height(EVIDENCE_HEADINGS)
    used = 0.0
    for at, row in enumerate(rows):
        used += _row_height(row)
        rest = _row_height(("",)) if at < len(rows) - 1 else 0.0
        if used + rest > room:
            return rows[:at], len(rows) - at
    return rows, 0


def _wrapped_row(row: tuple[str, ...]) -> list[list[str]]:
    return [
        wrapped(text, width - _MARGINS_MM, _EVIDENCE_POINTS) for text, width in zip(row, _EVIDENCE_WIDTHS)
    ]


def _row_height(row: tuple[str, ...]) -> float:
    return max(len(lines) for lines in _wrapped_row(row)) * _LINE_MM + _ROW_PADDING_MM


def _cell(text: str, heading: bool = False) -> QgsTableCell:
    cell = QgsTableCell(text)
    if heading:
        cell.setBackgroundColor(_HEADING)
    return cell
