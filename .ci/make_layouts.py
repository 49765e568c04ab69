"""Draws the layout templates in gengdi_plugin/layers/layouts, through QGIS itself.

Run after a change:  . .ci/env.sh; QT_QPA_PLATFORM=offscreen .venv/bin/python .ci/make_layouts.py
(the files it writes are committed). The first page of patch_sheet.qpt is kept as it is in the file; what
else there is comes from the functions below. A4, millimetres, ids as layers/*.py fill them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutMultiFrame,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsScaleBarSettings,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont
from qgis.PyQt.QtXml import QDomDocument

ROOT = Path(__file__).resolve().parents[1]
LAYOUTS = ROOT / "gengdi_plugin" / "layers" / "layouts"
FONT = "Noto Sans CJK SC"
MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
INK, PALE, LINE = "#1a1a1a", "#555555", "#555555"
_GAP_BETWEEN_PAGES = 10.0
_SIGNED = "编制：　　　　　　　　　　审核：　　　　　　　　　　签发："


class Sheet:
    """A layout to which items are added in millimetres from the top left of a page."""

    def __init__(self, name: str, landscape: bool = False, file: str = "") -> None:
        self.layout = QgsPrintLayout(QgsProject.instance())
        self._landscape = landscape
        if file:
            document = QDomDocument()
            document.setContent((LAYOUTS / file).read_text(encoding="utf-8"))
            self.layout.loadFromTemplate(document, QgsReadWriteContext())
            self._first_page_only()
        else:
            self.layout.initializeDefaults()
            self._shape(self.layout.pageCollection().page(0))
        self.layout.setName(name)

    def _first_page_only(self) -> None:
        for frame in self.layout.multiFrames():
            if frame.frameCount() and frame.frame(0).page() > 0:
                self.layout.removeMultiFrame(frame)
        for item in self.layout.items():
            if isinstance(item, QgsLayoutItem) and item.type() and item.page() > 0:
                self.layout.removeLayoutItem(item)
        while self.layout.pageCollection().pageCount() > 1:
            self.layout.pageCollection().deletePage(1)

    def _shape(self, page: QgsLayoutItemPage) -> None:
        turned = QgsLayoutItemPage.Orientation.Landscape if self._landscape else (
            QgsLayoutItemPage.Orientation.Portrait
        )  # fmt: skip
        page.setPageSize("A4", turned)

    def page(self) -> int:
        """Add a page; its number."""
        page = QgsLayoutItemPage(self.layout)
        self._shape(page)
        self.layout.pageCollection().addPage(page)
        return int(self.layout.pageCollection().pageCount() - 1)

    def _place(
        self, item: QgsLayoutItem, name: str, box: tuple[float, float, float, float], page: int
    ) -> None:
        item.setId(name)
        self.layout.addLayoutItem(item)
        item.attemptResize(QgsLayoutSize(box[2], box[3], MM))
        item.attemptMove(QgsLayoutPoint(box[0], box[1], MM), True, False, page)

    def label(
        self,
        name: str,
        text: str,
        box: tuple[float, float, float, float],
        points: float,
        page: int = 0,
        *,
        bold: bool = False,
        ink: str = INK,
        frame: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        middle: bool = False,
        fill: str = "",
    ) -> None:
        item = QgsLayoutItemLabel(self.layout)
        font = QFont(FONT)
        font.setPointSizeF(points)
        font.setBold(bold)
        if hasattr(item, "setTextFormat"):
            text_format = QgsTextFormat()
            text_format.setFont(font)
            text_format.setSize(points)
            text_format.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
            text_format.setColor(QColor(ink))
            item.setTextFormat(text_format)
        else:
            item.setFont(font)
            item.setFontColor(QColor(ink))
        item.setText(text)
        item.setHAlign(align)
        item.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
        margin = 1.2 if frame or fill else 0.0
        item.setMarginX(margin)
        item.setMarginY(margin * 0.6)
        self._framed(item, frame)
        if fill:
            item.setBackgroundEnabled(True)
            item.setBackgroundColor(QColor(fill))
        self._place(item, name, box, page)

    def map(self, name: str, box: tuple[float, float, float, float], page: int = 0) -> None:
        item = QgsLayoutItemMap(self.layout)
        self._framed(item, True)
        item.setBackgroundColor(QColor("#ffffff"))
        self._place(item, name, box, page)
        item.zoomToExtent(QgsRectangle(0, 0, box[2], box[3]))  # without one it cannot be given another

    def scale_bar(self, name: str, of: str, box: tuple[float, float, float, float], page: int = 0) -> None:
        item = QgsLayoutItemScaleBar(self.layout)
        item.setStyle("Line Ticks Up")
        item.setLinkedMap(self.layout.itemById(of))
        item.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
        item.setUnitLabel("米")
        item.setNumberOfSegments(2)
        item.setNumberOfSegmentsLeft(0)
        item.setHeight(1.5)
        text_format = QgsTextFormat()
        text_format.setFont(QFont(FONT))
        text_format.setSize(6.5)
        text_format.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        item.setTextFormat(text_format)
        item.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFitWidth)
        item.setMinimumBarWidth(14)
        item.setMaximumBarWidth(28)
        item.setBackgroundEnabled(True)
        item.setBackgroundColor(QColor(255, 255, 255, 190))
        self._place(item, name, box, page)

    def picture(self, name: str, box: tuple[float, float, float, float], page: int = 0) -> None:
        item = QgsLayoutItemPicture(self.layout)
        item.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        item.setPictureAnchor(QgsLayoutItem.ReferencePoint.Middle)
        self._framed(item, name != "qr")
        self._place(item, name, box, page)

    def table(self, name: str, box: tuple[float, float, float, float], points: float, page: int = 0) -> None:
        table = QgsLayoutItemManualTable.create(self.layout)
        self.layout.addMultiFrame(table)
        text_format = QgsTextFormat()
        text_format.setFont(QFont(FONT))
        text_format.setSize(points)
        text_format.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        text_format.setColor(QColor(INK))
        table.setContentTextFormat(text_format)
        table.setHeaderTextFormat(text_format)
        table.setCellMargin(0.7)
        table.setGridStrokeWidth(0.15)
        table.setGridColor(QColor("#777777"))
        table.setWrapBehavior(QgsLayoutItemManualTable.WrapBehavior.WrapText)
        table.setResizeMode(QgsLayoutMultiFrame.ResizeMode.UseExistingFrames)
        frame = QgsLayoutFrame(self.layout, table)
        frame.setId(name)
        height = self.layout.pageCollection().page(page).rect().height()
        top = page * (height + _GAP_BETWEEN_PAGES) + box[1]
        frame.attemptSetSceneRect(QRectF(box[0], top, box[2], box[3]))
        table.addFrame(frame)

    def _framed(self, item: QgsLayoutItem, frame: bool) -> None:
        item.setFrameEnabled(frame)
        if frame:
            item.setFrameStrokeColor(QColor(LINE))
            item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2, MM))

    def save(self, file: str) -> None:
        if not self.layout.saveAsTemplate(str(LAYOUTS / file), QgsReadWriteContext()):
            raise SystemExit(f"{file} cannot be written")


def patch_sheet() -> None:
    sheet = Sheet("图斑核查表", file="patch_sheet.qpt")
    page = sheet.page()
    sheet.label("back_title", "图斑核查表（背面）", (12, 9, 90, 8), 13, page, bold=True)
    sheet.label(
        "back_line",
        "监测编号　[% @patch_no %]　　空间码　[% @spatial_code %]　　第 [% @sheet_number %] 张，共 "
        "[% @sheet_count %] 张",
        (12, 18, 186, 5), 8, page, ink=PALE,
    )  # fmt: skip
    for name, left, title in (
        ("before", 12.0, "前时相　[% @before_title %]"),
        ("after", 106.0, "后时相　[% @after_title %]"),
    ):
        sheet.label(f"{name}_title", title, (left, 25, 92, 5), 8.5, page, bold=True)
        sheet.map(name, (left, 30.5, 92, 84), page)
        sheet.scale_bar(f"{name}_scale", name, (left + 1, 104, 40, 10), page)
    sheet.label("case_title", "现场核查与认定记录", (12, 118.5, 100, 5), 9.5, page, bold=True)
    sheet.table("case", (12, 124, 186, 52), 8.0, page)
    sheet.label("photos_title", "[% @photos_title %]", (12, 180, 186, 5), 9.5, page, bold=True)
    for number in range(4):
        left, top = 12.0 + 94.0 * (number % 2), 186.0 + 49.0 * (number // 2)
        sheet.picture(f"photo_{number + 1}", (left, top, 92, 41), page)
        sheet.label(
            f"photo_text_{number + 1}", f"[% @photo_{number + 1} %]", (left, top + 41.6, 92, 6.4), 6.5, page,
            ink=PALE,
        )  # fmt: skip
    sheet.label("sketch", "现场草图或照片粘贴处", (12, 186, 186, 96), 8.5, page, ink=PALE, frame=True)
    sheet.label("back_foot", "[% @back_foot %]", (12, 285, 186, 6), 5.5, page, ink=PALE)
    sheet.save("patch_sheet.qpt")


def notice() -> None:
    sheet = Sheet("责令整改通知书")
    sheet.label("draft", "草稿：须经制发单位审核、编号、盖章后方可送达", (20, 10, 170, 5), 8.5, ink="#b3261e")
    sheet.label("marking", "", (120, 15, 70, 8), 11.5, bold=True, align=Qt.AlignmentFlag.AlignRight)
    sheet.label(
        "title", "责令整改通知书", (20, 22, 170, 12), 22, bold=True, align=Qt.AlignmentFlag.AlignHCenter
    )
    sheet.label("number", "[% @notice_no %]", (20, 36, 170, 6), 10.5, align=Qt.AlignmentFlag.AlignHCenter)
    sheet.label("addressee", "[% @addressee %]：", (20, 46, 170, 7), 11.5, bold=True)
    sheet.label("body", "[% @body %]", (20, 54, 170, 46), 10.5)
    sheet.label("measures_title", "整改措施与期限", (20, 101, 100, 5), 9.5, bold=True)
    sheet.table("measures", (20, 106.5, 170, 38), 8.5)
    sheet.label("map_title", "位置示意", (20, 147, 60, 5), 9.5, bold=True)
    sheet.map("map", (20, 152.5, 112, 70))
    sheet.scale_bar("scale_bar", "map", (21, 212, 44, 10))
    sheet.label("scale_line", "1:[% @sheet_scale %]", (110, 217, 21, 5), 8, align=Qt.AlignmentFlag.AlignRight)
    sheet.picture("qr", (135, 152.5, 26, 26))
    sheet.label("place", "[% @place %]", (135, 180, 55, 42.5), 8)
    sheet.label("closing", "[% @closing %]", (20, 225, 170, 11), 9.5)
    for number, text in enumerate(("签收人（签名）", "送达人（签名）", "制发单位（盖章）")):
        sheet.label(
            ("receiver", "server", "stamp")[number],
            f"{text}\n\n\n　　　　　　年　　月　　日",
            (20 + 56.67 * number, 238, 56.67, 30), 9, frame=True,
        )  # fmt: skip
    sheet.label("footer", "[% @foot %]", (20, 271, 170, 15), 6.5, ink=PALE)
    sheet.save("rectification_notice.qpt")


def timeline() -> None:
    sheet = Sheet("案件时间轴")
    sheet.label("chip", "", (15, 10, 16, 16), 8, fill="#ffffff")
    sheet.label(
        "chip_letter", "[% @code_letter %]", (15, 10, 16, 16), 18, bold=True, middle=True,
        align=Qt.AlignmentFlag.AlignHCenter, frame=True,
    )  # fmt: skip
    sheet.label("marking", "", (140, 10, 32, 8), 11.5, bold=True, align=Qt.AlignmentFlag.AlignRight)
    sheet.label("title", "案件时间轴", (34, 9, 100, 10), 18, bold=True)
    sheet.label(
        "head_line",
        "监测编号　[% @patch_no %]　　空间码　[% @spatial_code %]",
        (34, 20, 140, 5), 8.5,
    )  # fmt: skip
    sheet.label(
        "state_line",
        "[% @code_word %]　[% @state_word %]　　[% @unit_name %]　　打印日期 [% @printed_on %]　　第 "
        "[% @page_number %] 页，共 [% @page_count %] 页",
        (34, 25, 150, 5), 8, ink=PALE,
    )  # fmt: skip
    sheet.picture("qr", (175, 8, 20, 20))
    sheet.label("summary", "[% @summary %]", (15, 31, 180, 15), 9, frame=True)
    sheet.table("events", (15, 49, 180, 226), 8.5)
    sheet.label("footer", "[% @foot %]", (15, 279, 180, 9), 6, ink=PALE)
    sheet.save("case_timeline.qpt")


def bulletin() -> None:
    sheet = Sheet("每周通报", landscape=True)
    more = sheet.page()
    middle, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
    for page, mark, title, table, size in (
        (0, "marking", "[% @title %]", "towns", 9.0),
        (more, "marking_2", "超期未办结图斑", "overdue", 8.5),
    ):
        tail = "" if page == 0 else "_2"
        sheet.label(mark, "", (217, 8, 68, 8), 11.5, page, bold=True, align=right)
        sheet.label(f"title{tail}", title, (12, 13, 273, 10), 18, page, bold=True, align=middle)
        sheet.label(
            f"period{tail}", "统计区间：[% @period %]　　单位：[% @unit %]", (12, 25, 180, 5), 9, page
        )
        sheet.label(
            f"printed{tail}",
            "打印日期 [% @printed_on %]　　第 [% @page_number %] 页，共 [% @page_count %] 页",
            (195, 25, 90, 5), 9, page, align=right,
        )  # fmt: skip
        sheet.table(table, (12, 32, 273, 128 if page == 0 else 160), size, page)
    sheet.label("signatures", _SIGNED, (12, 163, 273, 7), 10)
    sheet.label("notes", "[% @notes %]", (12, 172, 273, 28), 7, ink=PALE)
    sheet.label("notes_2", "[% @notes_2 %]", (12, 195, 273, 8), 7, more, ink=PALE)
    sheet.save("weekly_bulletin.qpt")


def main() -> int:
    application = QgsApplication([], False)
    application.initQgis()
    for make in (patch_sheet, notice, timeline, bulletin):
        make()
    QgsProject.instance().clear()
    sys.stdout.write(f"layouts written to {LAYOUTS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
