"""Patch sheets (图斑核查表): one A4 page per patch in one PDF, from the workspace file alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsFeedback, QgsLayoutExporter, QgsProject, QgsRenderContext
from qgis.PyQt.QtCore import QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageSize, QPainter, QPdfWriter

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..exchange.files import replacing
from ..exchange.marking import printed_marking
from ..exchange.qr import write_qr
from ..exchange.sheet_data import Sheet, neighbours, places, read_sheet, units
from ..store.review import most_doubtful, patch_rows
from ..store.workspace import Workspace
from .sheet_layout import TEMPLATE, SheetLayout
from .sheet_map import SheetMap

_DPI = 300
_AREA_METHOD = (
    "面积为CGCS2000参考椭球面积（TD/T 1055），1亩 = 2000/3平方米；“—”表示未提供数据、未作比对。"
    "本表为初稿，图斑在认定前均为疑似；空间码按GB/T 39409网格位置码编制，非官方编码。"
)


def export_sheets(
    ws: Workspace,
    path: str | Path,
    patch_uids: Sequence[str] | None = None,
    limit: int | None = None,
    feedback: QgsFeedback | None = None,
    marking: str = "",
) -> int:
    """Print one sheet per patch into the PDF ``path``; the number of sheets.

    ``patch_uids``: these patches in this order, all of the workspace by default; ``limit``: without
    ``patch_uids`` the ``limit`` most doubtful ones, else the first ``limit`` of them. ``marking``: 内部,
    涉密 … on every sheet, "" for none. Call it in the main thread (layouts are not thread-safe). Raises
    Cancelled and leaves no file; InputError when there is nothing to print or the file cannot be replaced.
    """
    uids = _chosen(ws, patch_uids, limit)
    if not uids:
        raise InputError(tr("No patch is selected: there is nothing to print."))
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        raise InputError(tr("{file}: patch sheets are written as .pdf.").format(file=target.name))
    with replacing(target) as folder, TemporaryDirectory(prefix="gengdi-") as pictures:
        printer = SheetPrinter(ws, folder / target.name, len(uids), Path(pictures), marking=marking)
        try:
            for number, uid in enumerate(uids, start=1):
                if feedback is not None and feedback.isCanceled():
                    raise Cancelled(tr("Cancelled."))
                printer.print_sheet(uid, number)
                if feedback is not None:
                    feedback.setProgress(100 * number / len(uids))
        finally:
            printer.close()
    return len(uids)


class SheetPrinter:
    """Prints sheets one by one, so that a caller can stop, or let go of the interface, in between.

    Layouts are driven page by page rather than by an atlas: an atlas into one PDF cannot be given
    other layers, pictures and tables for each page.
    """

    def __init__(
        self,
        ws: Workspace,
        target: Path,
        count: int,
        pictures: Path,
        template: Path = TEMPLATE,
        marking: str = "",
    ) -> None:
        marking = printed_marking(marking)
        self._ws, self._count, self._pictures = ws, count, pictures
        self._target = target
        self._project = QgsProject()
        known = places(ws)
        self._maps = SheetMap(self._project, known[0][1] if known else 120.0)
        self._maps.show_district(known, units(ws))
        self._page = SheetLayout(self._project, self._maps, template, marking)
        context = self._page.layout.renderContext()
        context.setDpi(_DPI)
        # text stays text: it can be searched and copied out of the PDF
        context.setTextRenderFormat(QgsRenderContext.TextFormatAlwaysText)
        self._painter: QPainter | None = None
        self._writer: QPdfWriter | None = None

    def print_sheet(self, patch_uid: str, number: int) -> None:
        """Print the sheet of one patch as page ``number``."""
        sheet = read_sheet(self._ws, patch_uid)
        if sheet is None:
            raise InputError(tr("The workspace has no patch {uid}.").format(uid=patch_uid))
        extent, scale = self._maps.frame(sheet, *self._page.frame_of("map"))
        others = neighbours(self._ws, patch_uid, self._maps.lonlat(extent)) if sheet.patch else []
        self._maps.show(sheet, others)
        qr = self._pictures / f"{number}.svg"
        write_qr(sheet.texts["spatial_code"] or patch_uid, sheet.code, qr)
        self._page.fill(sheet, qr, extent, self._variables(sheet, number, scale))
        painter = self._next_page()
        QgsLayoutExporter(self._page.layout).renderPage(painter, 0)

    def close(self) -> None:
        """Finish the PDF and let go of the layers."""
        if self._painter is not None:
            self._painter.end()
        self._painter = self._writer = None
        del self._page, self._maps
        self._project.clear()

    def _variables(self, sheet: Sheet, number: int, scale: int) -> dict[str, str]:
        data = f"所用数据：{sheet.texts['data']}。" if sheet.texts["data"] else ""
        return {
            "sheet_number": str(number),
            "sheet_count": str(self._count),
            "sheet_scale": f"{scale:,}" if scale else "—",
            "printed_on": date.today().isoformat(),
            "foot": f"{_AREA_METHOD}{sheet.texts['rules']}。{data}",
        }

    def _next_page(self) -> QPainter:
        if self._painter is not None and self._writer is not None:
            self._writer.newPage()
            return self._painter
        self._writer = QPdfWriter(str(self._target))
        self._writer.setTitle("图斑核查表（初稿）")
        self._writer.setCreator("Gengdi 耕地智保")
        self._writer.setResolution(_DPI)
        self._writer.setPageSize(QPageSize(QSizeF(210.0, 297.0), QPageSize.Unit.Millimeter))
        self._writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
        self._painter = QPainter()
        if not self._painter.begin(self._writer):
            raise InputError(tr("{file} cannot be written: check the folder's rights.").format(
                file=self._target.name
            ))  # fmt: skip
        return self._painter


def _chosen(ws: Workspace, patch_uids: Sequence[str] | None, limit: int | None) -> list[str]:
    if patch_uids is not None:
        return list(patch_uids)[:limit]
    if limit is not None:
        return [row.uid for row in most_doubtful(ws, limit)]
    return [row.uid for row in patch_rows(ws)]
