"""The page of a patch sheet: a layout template whose named items are filled for each patch.

A bureau's own template works when it has the items it wants under these names: maps ``map`` and
``overview``, picture ``qr``, legend ``legend``, manual tables ``attributes`` and ``evidence``. Labels
may use the variables of :meth:`SheetLayout.fill`; items that are missing are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsExpressionContextUtils,
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
from ..exchange.sheet_data import EVIDENCE_HEADINGS, EvidenceLine, Sheet
from ..exchange.text_size import lines_of
from .sheet_fonts import set_label_colour, use_chinese_font
from .sheet_map import SheetMap

TEMPLATE = Path(__file__).parent / "layouts" / "patch_sheet.qpt"

#: Outer column widths in mm; QGIS adds margins and grid line to what it is given. Half-width
#: characters of 7 points are about 1.25 mm wide.
_ATTRIBUTE_WIDTHS = (24.0, 69.0, 24.0, 69.0)
_EVIDENCE_WIDTHS = (6.0, 27.0, 25.0, 37.0, 17.0, 17.0, 18.0, 13.0, 26.0)
_MARGINS_MM = 1.55
_CHARACTER_MM, _LINE_MM, _ROW_PADDING_MM = 1.28, 3.5, 1.6
#: Between the evidence table and the box for remarks; a smaller box is left out.
_GAP_MM, _SMALLEST_BOX_MM = 2.0, 8.0
_HEADING = QColor("#e7efe2")


class SheetLayout:
    """One page in ``project``; fill it for a patch, then render it."""

    def __init__(self, project: QgsProject, maps: SheetMap, template: Path = TEMPLATE) -> None:
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

    def _fill_attributes(self, table: QgsLayoutItemManualTable, sheet: Sheet) -> None:
        pairs = [*sheet.attributes, ("", "")]
        rows = []
        for start in range(0, len(pairs) - 1, 2):
            row = []
            for label, value in pairs[start : start + 2]:
                row += [_cell(label, heading=True), _cell(value)]
            rows.append(row)
        table.setColumnWidths([width - _MARGINS_MM for width in _ATTRIBUTE_WIDTHS])
        table.setTableContents(rows)

    def _fill_evidence(self, table: QgsLayoutItemManualTable, sheet: Sheet) -> None:
        rows = [[_cell(text, heading=True) for text in EVIDENCE_HEADINGS]]
        shown, left = _fitting(sheet.evidence, self.frame_of("evidence")[1])
        rows += [[_cell(text) for text in line.texts] for line in shown]
        if not sheet.evidence:
            rows.append([_cell(text) for text in ("", "无重叠的手续", *[""] * 7)])
        if left:
            rows.append([_cell(text) for text in ("…", f"其余{left}项见工作库", *[""] * 7)])
        table.setColumnWidths([width - _MARGINS_MM for width in _EVIDENCE_WIDTHS])
        table.setTableContents(rows)
        self._place_remark(sum(_row_height(tuple(cell.content() for cell in row)) for row in rows))

    def _place_remark(self, table_mm: float) -> None:
        """The box for remarks takes the room that the evidence leaves."""
        frame, box = self.layout.itemById("evidence"), self.layout.itemById("remark")
        if frame is None or box is None:
            return
        bottom = frame.pos().y() + frame.rect().height()
        top = frame.pos().y() + table_mm + _GAP_MM
        box.setVisibility(bottom - top >= _SMALLEST_BOX_MM)
        box.attemptSetSceneRect(QRectF(box.pos().x(), top, box.rect().width(), max(bottom - top, 1.0)))


def _fitting(lines: tuple[EvidenceLine, ...], height_mm: float) -> tuple[tuple[EvidenceLine, ...], int]:
    """The first lines that fit below the heading, and how many do not."""
    room = height_mm - _row_height(EVIDENCE_HEADINGS)
    used = 0.0
    for at, line in enumerate(lines):
        used += _row_height(line.texts)
        rest = _row_height(("",)) if at < len(lines) - 1 else 0.0
        if used + rest > room:
            return lines[:at], len(lines) - at
    return lines, 0


def _row_height(texts: tuple[str, ...]) -> float:
    count = max(
        lines_of(text, (width - _MARGINS_MM) / _CHARACTER_MM) for text, width in zip(texts, _EVIDENCE_WIDTHS)
    )
    return count * _LINE_MM + _ROW_PADDING_MM


def _cell(text: str, heading: bool = False) -> QgsTableCell:
    cell = QgsTableCell(text)
    if heading:
        cell.setBackgroundColor(_HEADING)
    return cell
