"""Rectification notices (责令整改通知书) and printed time lines of cases, from the workspace alone."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsLayoutItemPicture, QgsProject

from ..core.errors import InputError
from ..core.i18n import tr
from ..exchange.files import replacing
from ..exchange.marking import printed_marking
from ..exchange.notice import HEADINGS, STATES, Notice, read_notice
from ..exchange.qr import write_qr
from ..exchange.sheet_data import Sheet, neighbours, places, read_sheet, units
from ..store.review import patch_rows
from ..store.workspace import Workspace
from .paper_table import PaperTable
from .pdf import PdfPages, ready
from .sheet_map import SheetMap
from .template import Template
from .templates import template_file

TEMPLATE = Path(__file__).parent / "layouts" / "rectification_notice.qpt"
ESSENTIAL = ("addressee", "body", "measures")
WANTED = ("draft", "number", "map", "place", "qr", "closing", "footer", "stamp", "receiver", "server")
_TABLE = PaperTable(HEADINGS, (9.0, 45.0, 27.0, 20.0, 45.0, 24.0), 8.5)
_BROKEN = (
    ("body", "body", "", "…（全文见工作库）"),
    ("place", "place", "", "…"),
    ("closing", "closing", "", "…"),
    ("footer", "foot", "", "…"),
    ("addressee", "addressee", "", "…"),
)
#: Attributes of the sheet that are told beside the map.
_PLACE = {
    "坐落单位": "坐落",
    "监测编号": "监测编号",
    "空间码": "空间码",
    "中心经纬度": "中心",
    "实测面积": "图斑面积",
}
_FOOT = (
    "本通知书为草稿，由软件据工作库记录生成，不具法律效力；文号、依据、收件人、措施和期限须经制发单位审核确定。"
    "面积为CGCS2000参考椭球面积（TD/T 1055），1亩 = 2000/3平方米；地图内边长以米计。"
)


def notice_uids(ws: Workspace, chosen: Sequence[str] | None = None) -> list[str]:
    """Those of ``chosen`` (all by default) whose case is one in which somebody is to rectify."""
    wanted = None if chosen is None else set(chosen)
    return [
        row.uid for row in patch_rows(ws) if row.state in STATES and (wanted is None or row.uid in wanted)
    ]


def print_notices(
    ws: Workspace,
    target: Path,
    uids: Sequence[str],
    marking: str = "",
    templates: Path | None = None,
    tell_missing: list[str] | None = None,
) -> Generator[float, None, None]:
    """Print one notice per patch into the PDF ``target``, a page per step; yields percent done, 0 before the
    first. Main thread only. The file appears at the end; closed before that, nothing is left."""
    if not uids:
        raise InputError(
            tr("No chosen patch is confirmed unlawful, being rectified or returned: nobody is notified.")
        )
    if target.suffix.lower() != ".pdf":
        raise InputError(tr("{file}: notices are written as .pdf.").format(file=target.name))
    with ExitStack() as stack:
        folder = stack.enter_context(replacing(target))
        pictures = Path(stack.enter_context(TemporaryDirectory(prefix="gengdi-")))
        printer = _NoticePrinter(ws, pictures, template_file(TEMPLATE, templates), printed_marking(marking))
        stack.callback(printer.close)
        if tell_missing is not None:
            tell_missing += printer.template.missing
        pdf = PdfPages(folder / target.name, "责令整改通知书（草稿）")
        stack.callback(pdf.close)
        yield 0.0
        for number, uid in enumerate(uids, start=1):
            printer.print_notice(uid, pdf)
            if number < len(uids):
                yield 100 * number / len(uids)
        pdf.close()
    yield 100.0


class _NoticePrinter:
    """The layout of a notice with its map."""

    def __init__(self, ws: Workspace, pictures: Path, file: Path, marking: str) -> None:
        self._ws, self._pictures = ws, pictures
        self._project = QgsProject()
        known = places(ws)
        self._maps = SheetMap(self._project, known[0][1] if known else 120.0)
        self._maps.show_district(known, units(ws))
        self.template = Template(self._project, file, marking, ESSENTIAL, WANTED)
        ready(self.template.layout)
        item = self.template.item("map")
        if item is not None:
            item.setCrs(self._maps.crs)
            item.setKeepLayerSet(True)
            item.setLayers(self._maps.layers)

    def print_notice(self, uid: str, pdf: PdfPages) -> None:
        """The notice for one patch as the next page."""
        sheet, notice = read_sheet(self._ws, uid), read_notice(self._ws, uid)
        if sheet is None or notice is None:
            raise InputError(
                tr("The case of patch {uid} changed meanwhile: choose the patches again.").format(uid=uid)
            )
        scale = self._show_map(sheet)
        qr = self._pictures / f"{uid}.svg"
        write_qr(sheet.texts["spatial_code"] or uid, sheet.code, qr)
        picture = self.template.item("qr")
        if isinstance(picture, QgsLayoutItemPicture):
            picture.setPicturePath(str(qr))
        self._fill(sheet, notice, scale)
        pdf.add(self.template.layout)

    def _show_map(self, sheet: Sheet) -> int:
        extent, scale = self._maps.frame(sheet, *self.template.size_of("map"))
        others = neighbours(self._ws, sheet.uid, self._maps.lonlat(extent)) if sheet.patch else []
        self._maps.show(sheet, others, extent)
        item = self.template.item("map")
        if item is not None:
            item.zoomToExtent(extent)
        return scale

    def _fill(self, sheet: Sheet, notice: Notice, scale: int) -> None:
        place = dict(sheet.attributes)
        lines = [f"{told}：{place[name]}" for name, told in _PLACE.items()]
        variables = {
            **sheet.texts, **notice.texts, "place": "\n".join(lines), "foot": _FOOT,
            "sheet_scale": f"{scale:,}" if scale else "—", "printed_on": date.today().isoformat(),
        }  # fmt: skip
        self.template.say(variables, _BROKEN)
        rows, left = _TABLE.fitting(notice.measures, self.template.size_of("measures")[1])
        shown = list(rows)
        if not notice.measures:
            shown += [("1", "（由制发单位填写）", "", "", "", ""), ("2", "", "", "", "", "")]
        if left:
            shown.append(("…", f"其余{left}项见工作库", "", "", "", ""))
        self.template.fill_table("measures", _TABLE.widths, _TABLE.cells(shown))
        self.template.layout.refresh()

    def close(self) -> None:
        """Let go of the layers."""
        del self.template, self._maps
        self._project.clear()
