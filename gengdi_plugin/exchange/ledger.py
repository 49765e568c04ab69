"""A ledger as a file: total account and special accounts as a spreadsheet to be printed and signed, or as
CSV for programs with what it rests on in a text beside it. Chinese, as signed papers are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.ledger.account import Ledger
from ..core.ledger.rows import SpecialRow, StockRow, class_number, class_word, first_level
from ..core.vocabulary import word
from .csv_file import write_csv
from .document import Document, Group
from .figure_texts import area_text
from .files import replacing
from .foot import FootSection
from .foot_text import write_foot_text
from .forms import load_form
from .xlsx_book import new_book
from .xlsx_page import Heading, Page
from .xlsx_rows import write_rows

#: The forms of the two accounts.
STOCK, SPECIAL = "ledger_stock", "ledger_special"
_FROZEN = 2

Row = dict[str, Any]


def export_ledger(
    ledger: Ledger,
    path: Path,
    four_digits: bool = False,
    marking: str = "",
    day: date | None = None,
) -> None:
    """Write ``ledger`` to ``path``: ``.xlsx`` (both accounts), or ``.csv`` (the total account; the special
    ones, when there are any, beside it). ``marking``: printed as given. Raises InputError on another ending
    or a file that cannot be replaced."""
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise InputError(
            tr("{file} has no ending that tells a format: use .xlsx or .csv.").format(file=path.name)
        )
    documents = [_document(ledger, STOCK, stock_values(ledger, four_digits), marking, day)]
    if ledger.zones:
        documents.append(_document(ledger, SPECIAL, special_values(ledger), marking, day))
    with replacing(path) as folder:
        if ending == ".xlsx":
            _write_xlsx(documents, folder / path.name, ledger)
            return
        for document in documents:
            stem = path.stem if document is documents[0] else f"{path.stem}_{document.form.sheet}"
            write_csv(document, folder / f"{stem}.csv")
            write_foot_text(document, folder / f"{stem}_说明.txt", patches=ledger.stock.parcels)


def stock_values(ledger: Ledger, four_digits: bool = False) -> list[Row]:
    """The rows of the total account by the names of its form."""
    rows = ledger.rows if four_digits else first_level(ledger.rows)
    return [_stock_value(row) for row in rows]


def special_values(ledger: Ledger) -> list[Row]:
    """The rows of the special accounts by the names of their form."""
    return [_special_value(row) for row in ledger.special_rows]


def _unit_value(row: StockRow | SpecialRow) -> Row:
    unit = row.unit
    return {"unit_code": unit.code, "unit_name": unit.word("zh"), "level": unit.kind}


def _stock_value(row: StockRow) -> Row:
    code = row.class_code
    return {
        **_unit_value(row),
        "class_code": class_number(code),
        "class_name": class_word(code, "zh"),
        "parcels": row.parcels,
        "area_m2": row.area_m2,
        "stated_m2": row.stated_m2,
        "difference_m2": row.difference_m2,
        "net_m2": row.net_m2,
    }


def _special_value(row: SpecialRow) -> Row:
    codes = ("yellow", "red", "blue", "green")
    patches = dict.fromkeys(codes) if row.patches is None else {
        code: row.patches.get(code, (0, 0.0))[0] for code in codes
    }  # fmt: skip
    return {
        "role": row.role,
        **_unit_value(row),
        "features": row.features,
        "area_m2": row.area_m2,
        "farmland_m2": row.farmland_m2,
        **patches,
    }


def _document(ledger: Ledger, key: str, rows: list[Row], marking: str, day: date | None) -> Document:
    form = load_form(key)
    foot = (
        FootSection("说明", (form.statement, *_method(ledger, key))),
        FootSection("所用数据", _data(ledger, key)),
    )
    group = Group("", tuple(rows), 1, ())
    return Document(form, _unit(ledger), day or date.today(), (group,), (), foot, marking)


def _unit(ledger: Ledger) -> str:
    """The county, when all ground is of one."""
    counties = {cell.unit_code[:6] for cell in ledger.stock.cells if cell.unit_code}
    return ledger.names.get(counties.pop(), "") if len(counties) == 1 else ""


def _method(ledger: Ledger, key: str) -> Sequence[str]:
    stock = ledger.stock
    lines = [
        "面积为CGCS2000参考椭球面积（EPSG:4490，按TD/T 1055椭球面积计算公式），单位平方米；"
        "1亩 = 2000/3平方米；各行由未取整数值汇总后四舍五入。",
        "行政区按地面位置划分：跨界图斑按面积分摊，图斑数计入面积最大的行政区。"
        if stock.by_overlay
        else "未提供带代码的行政区图层，行政区按图斑所填坐落单位代码（ZLDWDM）划分。",
    ]
    if key == STOCK:
        lines += [
            "TBMJ、TBDLMJ为图斑属性所载数值，按地面分摊到行政区；“之差”为TBMJ减去填有TBMJ的图斑的椭球面积；"
            "“—”表示图斑未填，并非零。",
            f"图斑相互重叠{area_text(stock.overlap_m2)}，在合计中重复计入。",
        ]
        if stock.doubled_m2:
            lines.append(f"行政区相互重叠处{area_text(stock.doubled_m2)}，计入代码较小的行政区。")
        if stock.unmeasured:
            lines.append(f"另有{stock.unmeasured}个图斑没有可用的图形，未计入。")
    else:
        overlaps = [
            f"{word('role', role, 'zh')}{area_text(area)}"
            for role, area in ledger.special.overlap_m2.items() if area
        ]  # fmt: skip
        if overlaps:
            lines.append(f"同一专账要素相互重叠：{'；'.join(overlaps)}，只计一次。")
        lines.append(
            f"涉及变化图斑取自工作库{ledger.workspace}，与专账范围重叠1平方米以上，颜色为其当前颜色。"
            if ledger.special.with_patches
            else "未打开工作库，未统计变化图斑。"
        )
    return lines


def _data(ledger: Ledger, key: str) -> tuple[str, ...]:
    lines = [f"地类图斑：{ledger.farmland}，时点{ledger.as_of or '未注明'}"]
    if ledger.units:
        lines.append(f"行政区：{ledger.units}")
    if key == SPECIAL:
        lines += [f"{word('role', role, 'zh')}：{'、'.join(names)}" for role, names in ledger.zones.items()]
    return (*lines, f"汇总时间：{ledger.computed_at[:16].replace('T', ' ')}")


def _write_xlsx(documents: Sequence[Document], path: Path, ledger: Ledger) -> None:
    with new_book(path, documents[0].form.title) as book:
        for document in documents:
            form = document.form
            headings = [Heading(column.heading, column.width, column.group) for column in form.paper_columns]
            page = Page(book, document, form.sheet, headings)
            place = f"数据时点：{ledger.as_of or '未注明'}"
            page.top(place, ledger.stock.parcels, _FROZEN)
            write_rows(page, form, document.groups[0].rows)
            page.bottom()
