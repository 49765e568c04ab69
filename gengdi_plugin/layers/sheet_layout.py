"""The pages of a patch sheet: a layout template whose named items are filled for each patch.

A bureau's own template works when it has the items it wants under these names: maps ``map``, ``overview``,
``before`` and ``after``, picture ``qr``, legend ``legend``, manual tables ``attributes``, ``evidence`` and
``case``, pictures ``photo_1`` … ``photo_4``. Labels may use the variables of :meth:`SheetLayout.fill`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsLayoutItemPicture, QgsProject
from qgis.PyQt.QtCore import QRectF

from ..exchange.code_colours import colour_of
from ..exchange.sheet_case import PHOTOS
from ..exchange.sheet_data import EVIDENCE_HEADINGS, Sheet
from .paper_table import PaperTable
from .pdf import ready
from .sheet_fonts import set_label_colour
from .sheet_map import SheetMap
from .sheet_text import wrapped
from .template import MARGINS_MM, Template, cell
from .thumbnails import thumbnail

TEMPLATE = Path(__file__).parent / "layouts" / "patch_sheet.qpt"

#: Without these it is no patch sheet.
ESSENTIAL = ("map", "qr", "attributes", "evidence")
#: What else our own template shows.
WANTED = (
    "overview", "legend", "sentence", "footer", "before", "after", "case",
    *(f"photo_{number + 1}" for number in range(PHOTOS)),
)  # fmt: skip

_ATTRIBUTE_WIDTHS, _ATTRIBUTE_POINTS = (24.0, 69.0, 24.0, 69.0), 8.0
EVIDENCE_TABLE = PaperTable(EVIDENCE_HEADINGS, (6.0, 25.0, 24.0, 36.0, 17.0, 17.0, 18.0, 14.0, 29.0), 7.0)
_CASE_WIDTHS, _CASE_POINTS = (22.0, 71.0, 22.0, 71.0), 8.0
#: Between the evidence table and the box for remarks; a smaller box is left out.
_GAP_MM, _SMALLEST_BOX_MM = 2.0, 8.0
#: Labels whose text is broken by us: label, variable, what stands before it, what ends a text that is cut.
_BROKEN = (
    ("sentence", "sentence", "判定原因：", "…"),
    ("footer", "foot", "", "…（全部见工作库）"),
    ("back_foot", "back_foot", "", "…"),
    ("before_title", "before_title", "前时相　", "…"),
    ("after_title", "after_title", "后时相　", "…"),
)
_BACK_FOOT = (
    "边长、尺寸以米计（CGCS2000，图斑所在处局部平面）；面积为CGCS2000参考椭球面积。照片的位置、时间、方位取自其EXIF信息，"
    "未记录的注明“未记录”；本页人员姓名已作脱敏处理。"
)
_NOBODY = ("核查结论", "尚未核查")


class SheetLayout:
    """The pages of one sheet in ``project``; fill them for a patch, then render them."""

    def __init__(
        self, project: QgsProject, maps: SheetMap, template: Path = TEMPLATE, marking: str = ""
    ) -> None:
        self._template = Template(project, template, marking, ESSENTIAL, WANTED)
        self.layout = self._template.layout
        ready(self.layout)
        self._maps = maps
        self._prepare()

    @property
    def pages(self) -> int:
        """Pages of one sheet."""
        return self._template.pages

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids that the bureau's template lacks."""
        return self._template.missing

    def frame_of(self, name: str) -> tuple[float, float]:
        """Width and height in mm of an item."""
        return self._template.size_of(name)

    def fill(self, sheet: Sheet, pictures: Path, variables: dict[str, Any]) -> None:
        """Show ``sheet``: ``pictures`` is a folder with the QR code ``<uid>.svg``, in which thumbnails are
        made; ``variables`` join the sheet's texts (``sheet_number``, ``sheet_count``, ``sheet_scale``,
        ``printed_on``, ``foot``, ``before_title``, ``after_title``)."""
        colours = colour_of(sheet.code)
        known = {**sheet.texts, "code_fill": colours.fill, "back_foot": _BACK_FOOT, **variables}
        known.update(self._show_photos(sheet, pictures))
        self._template.say(known, _BROKEN)
        for name in ("map", "before", "after"):
            item = self._template.item(name)
            if item is not None:
                item.zoomToExtent(self._maps.frame(sheet, *self.frame_of(name))[0])
        self._picture("qr", pictures / f"{sheet.uid}.svg")
        letter = self._template.item("chip_letter")
        if letter is not None:
            set_label_colour(letter, colours.ink)
        self._fill_pairs("attributes", sheet.attributes, _ATTRIBUTE_WIDTHS, _ATTRIBUTE_POINTS)
        self._fill_evidence(sheet)
        self._fill_pairs("case", sheet.case or (_NOBODY,), _CASE_WIDTHS, _CASE_POINTS, lines=3)
        self.layout.refresh()

    def _prepare(self) -> None:
        maps = self._maps
        for name, layers in (
            ("map", maps.layers),
            ("overview", maps.overview_layers),
            ("before", maps.before_layers),
            ("after", maps.after_layers),
        ):
            item = self._template.item(name)
            if item is not None:
                item.setCrs(maps.crs)
                item.setKeepLayerSet(True)
                item.setLayers(layers)
        overview = self._template.item("overview")
        if overview is not None:
            overview.setExtent(maps.district(*self.frame_of("overview")))
        legend = self._template.item("legend")
        if legend is not None:
            legend.setAutoUpdateModel(False)
            root = legend.model().rootGroup()
            root.removeAllChildren()
            for layer in maps.legend_layers:
                root.addLayer(layer)

    def _show_photos(self, sheet: Sheet, pictures: Path) -> dict[str, str]:
        """Put the first photos into their frames; the texts that belong to them."""
        for old in pictures.glob("photo_*.jpg"):
            old.unlink()
        texts = {}
        for place in range(PHOTOS):
            name, photo = f"photo_{place + 1}", None
            caption = ""
            if place < len(sheet.photos):
                shown = sheet.photos[place]
                photo = thumbnail(shown.file, pictures / f"{name}-{sheet.uid}.jpg")
                missing = (
                    "" if photo else ("（图像不在本机）" if not shown.file.exists() else "（格式无法印出）")
                )
                caption = f"照片{place + 1}{missing}　{shown.caption}"
            texts[name] = caption
            self._picture(name, photo)
            self._template.show(name, bool(caption))
        self._template.show("sketch", not sheet.photos)
        texts["photos_title"] = _photos_title(len(sheet.photos))
        return texts

    def _picture(self, name: str, file: Path | None) -> None:
        item = self._template.item(name)
        if isinstance(item, QgsLayoutItemPicture):
            item.setPicturePath("" if file is None else str(file))

    def _fill_pairs(
        self,
        name: str,
        pairs: Sequence[tuple[str, str]],
        widths: Sequence[float],
        points: float,
        lines: int = 1,
    ) -> None:
        """Label and value, two pairs to a row, at most ``lines`` lines: more would push rows out of sight."""
        padded = [*pairs, ("", "")]
        rows = []
        for start in range(0, len(padded) - 1, 2):
            row = []
            for label, value in padded[start : start + 2]:
                fitting = wrapped(value, widths[1] - MARGINS_MM, points)
                text = "\n".join(fitting[:lines]) + ("…" if fitting[lines:] else "")
                row += [cell(label, heading=True), cell(text)]
            rows.append(row)
        self._template.fill_table(name, widths, rows)

    def _fill_evidence(self, sheet: Sheet) -> None:
        height = self.frame_of("evidence")[1]
        shown, left = EVIDENCE_TABLE.fitting([line.texts for line in sheet.evidence], height)
        texts = list(shown)
        if not sheet.evidence:
            texts.append(("", "无重叠的手续", *[""] * 7))
        if left:
            texts.append(("…", f"其余{left}项见工作库", *[""] * 7))
        self._template.fill_table("evidence", EVIDENCE_TABLE.widths, EVIDENCE_TABLE.cells(texts))
        self._place_remark(sum(EVIDENCE_TABLE.height(row) for row in (EVIDENCE_HEADINGS, *texts)))

    def _place_remark(self, table_mm: float) -> None:
        """The box for remarks takes the room that the evidence leaves."""
        frame, box = self._template.item("evidence"), self._template.item("remark")
        if frame is None or box is None:
            return
        bottom = frame.pos().y() + frame.rect().height()
        top = frame.pos().y() + table_mm + _GAP_MM
        box.setVisibility(bottom - top >= _SMALLEST_BOX_MM)
        box.attemptSetSceneRect(QRectF(box.pos().x(), top, box.rect().width(), max(bottom - top, 1.0)))


def _photos_title(count: int) -> str:
    if not count:
        return "现场照片（无）"
    more = f"，印出前{PHOTOS}张，其余见工作库" if count > PHOTOS else ""
    return f"现场照片（共{count}张{more}）"
