"""The time line of a case (案件时间轴) on paper: every event in its order, by as many pages as it needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsLayoutItemPicture, QgsProject
from qgis.PyQt.QtGui import QColor

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.vocabulary import word
from ..exchange.code_colours import colour_of
from ..exchange.figure_texts import area_text
from ..exchange.files import replacing
from ..exchange.marking import printed_marking
from ..exchange.privacy import mask_numbers, mask_person
from ..exchange.qr import write_qr
from ..exchange.sheet_data import read_sheet
from ..store.review import PatchRow, patch_rows
from ..store.timeline import TimelineRow, timeline
from ..store.workspace import Workspace
from .paper_table import PaperTable
from .pdf import PdfPages, ready
from .sheet_fonts import set_label_colour
from .template import Template
from .templates import template_file

TEMPLATE = Path(__file__).parent / "layouts" / "case_timeline.qpt"
ESSENTIAL = ("events",)
WANTED = ("title", "head_line", "state_line", "qr", "summary", "footer")
_TABLE = PaperTable(
    ("序", "时间", "步骤", "办理人（层级）", "说明", "依据"), (8.0, 29.0, 33.0, 30.0, 42.0, 38.0), 8.0
)
_BROKEN = (("summary", "summary", "", "…"), ("footer", "foot", "", "…"))
_FOOT = (
    "各步骤取自工作库案件事件（只增不改），按发生顺序排列；姓名、电话已作脱敏处理。注明“未生效”的步骤在其位置不合流转规则，"
    "保留备查，不影响案件状态。面积为CGCS2000参考椭球面积（TD/T 1055），1亩 = 2000/3平方米。"
)


def find_patch(ws: Workspace, text: str) -> PatchRow:
    """The patch with this number, spatial code or uid; InputError when there is none, or several."""
    wanted = text.strip()
    found = [row for row in patch_rows(ws) if wanted and wanted in (row.uid, row.spatial_code, row.patch_no)]
    if len(found) != 1:
        raise InputError(
            tr(
                "{n} patches have the number or spatial code “{patch}”: give one patch number, spatial code "
                "or uid."
            ).format(n=len(found), patch=wanted)
        )
    return found[0]


def export_timeline(
    ws: Workspace, patch_uid: str, path: str | Path, marking: str = "", templates: Path | None = None
) -> tuple[int, tuple[str, ...]]:
    """Print the time line of a case into the PDF ``path``; the number of events, and the ids that the
    bureau's template lacks. Main thread only; raises InputError."""
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        raise InputError(tr("{file}: time lines are written as .pdf.").format(file=target.name))
    row = find_patch(ws, patch_uid)
    rows = timeline(ws, row.uid, mask=mask_person, language="zh")
    project = QgsProject()
    file, marked = template_file(TEMPLATE, templates), printed_marking(marking)
    template = Template(project, file, marked, ESSENTIAL, WANTED)
    try:
        with replacing(target) as folder, TemporaryDirectory(prefix="gengdi-") as pictures:
            _print(ws, row, rows, template, folder / target.name, Path(pictures))
        return len(rows), template.missing
    finally:
        del template
        project.clear()


def _print(
    ws: Workspace, row: PatchRow, rows: list[TimelineRow], template: Template, file: Path, pictures: Path
) -> None:
    ready(template.layout)
    _head(row, template, pictures)
    table = [_cells(number, one) for number, one in enumerate(rows, start=1)]
    pages = _TABLE.pages(table, template.size_of("events")[1])
    pdf = PdfPages(file, f"案件时间轴 {row.patch_no}")
    try:
        for number, part in enumerate(pages, start=1):
            template.say(_variables(ws, row, rows, number, len(pages)), _BROKEN)
            template.fill_table("events", _TABLE.widths, _TABLE.cells(part))
            template.layout.refresh()
            pdf.add(template.layout)
    finally:
        pdf.close()


def _head(row: PatchRow, template: Template, pictures: Path) -> None:
    qr = pictures / "qr.svg"
    write_qr(row.spatial_code or row.uid, row.code, qr)
    picture = template.item("qr")
    if isinstance(picture, QgsLayoutItemPicture):
        picture.setPicturePath(str(qr))
    letter = template.item("chip_letter")
    if letter is not None:
        colours = colour_of(row.code)
        set_label_colour(letter, colours.ink)
        letter.setBackgroundEnabled(True)
        letter.setBackgroundColor(QColor(colours.fill))


def _variables(
    ws: Workspace, row: PatchRow, rows: list[TimelineRow], number: int, count: int
) -> dict[str, str]:
    sheet = read_sheet(ws, row.uid)
    case = dict(sheet.case) if sheet is not None else {}
    span = ""
    if rows:
        first, last = rows[0].at[:10], rows[-1].at[:10]
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days
        span = f"{first}首次记录，{last}最近一步，历时{days}天，共{len(rows)}步。"
    found = f"核查结论：{case['核查结论']}。" if "核查结论" in case else "尚未核查。"
    unlawful = f"认定面积：{case['认定面积']}。" if case.get("认定面积", "—") != "—" else ""
    due = f"当前时限：{row.due_on}{'（已超期）' if row.overdue else ''}。" if row.due_on else ""
    return {
        "patch_no": row.patch_no,
        "spatial_code": row.spatial_code,
        "unit_name": row.unit_name,
        "code_word": word("code", row.code, "zh") if row.code else "未判定",
        "code_letter": word("code_letter", row.code, "zh") if row.code else "",
        "state_word": word("state", row.state or "", "zh"),
        "printed_on": date.today().isoformat(),
        "page_number": str(number),
        "page_count": str(count),
        "summary": f"图斑面积：{area_text(row.area_m2)}。{found}{unlawful}{due}{span}",
        "foot": _FOOT,
    }


def _cells(number: int, one: TimelineRow) -> tuple[str, ...]:
    who = f"{one.who}（{one.role}）" if one.who and one.role else one.who or one.role
    told = one.told if one.counts else f"{one.told}（未生效）"
    note = (
        mask_numbers(one.note) if one.counts else "；".join(filter(None, (mask_numbers(one.note), one.why)))
    )
    return str(number), one.at[:16].replace("T", " "), told, who, note, one.evidence.replace(" · ", "\n")
