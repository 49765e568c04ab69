"""The weekly bulletin on paper: A4 landscape, the towns and the overdue list, from the same rows and forms
as the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import QgsProject

from ..core.errors import InputError
from ..core.i18n import tr
from ..exchange.bulletin import Bulletin, notes, read_bulletin
from ..exchange.bulletin_xlsx import FORMS, overall, write_bulletin_xlsx
from ..exchange.cells import CellValue, cell, total
from ..exchange.files import replacing
from ..exchange.forms import Form, own_form
from ..exchange.marking import printed_marking
from ..exchange.template_values import bulletin_values
from ..store.workspace import Workspace
from .paper_table import PaperTable
from .pdf import PdfPages, ready
from .template import Template
from .templates import template_file
from .xlsx_template import fill_xlsx

#: The bureau's own spreadsheet in the folder of templates.
OWN_XLSX = "weekly_bulletin.xlsx"
TEMPLATE = Path(__file__).parent / "layouts" / "weekly_bulletin.qpt"
ESSENTIAL = ("towns", "overdue")
WANTED = ("title", "period", "printed", "notes", "signatures")
#: Width of both tables in mm, sizes of their type.
_WIDTH_MM, _POINTS = 273.0, (8.5, 8.0)
_RIGHT = ("count", "area", "mu", "share")
_FIGURES = {"area": "{:,.2f}", "mu": "{:,.2f}", "share": "{:.2%}"}
_BROKEN = (("notes", "notes", "", "…"), ("notes_2", "notes_2", "", "…"))


def export_bulletin(
    ws: Workspace,
    path: str | Path,
    week_ending: date | None = None,
    marking: str = "",
    templates: Path | None = None,
) -> tuple[Bulletin, tuple[str, ...]]:
    """Read the bulletin of the week and write it to ``path`` as :func:`write_bulletin` does; what it says,
    and the ids that the bureau's layout lacks."""
    check_ending(path)
    bulletin = read_bulletin(ws, week_ending)
    return bulletin, write_bulletin(bulletin, path, marking, templates)


def check_ending(path: str | Path) -> None:
    """Raise InputError unless ``path`` ends in .xlsx or .pdf."""
    if Path(path).suffix.lower() not in (".xlsx", ".pdf"):
        raise InputError(
            tr("{file} has no ending that tells a format: use .xlsx or .pdf.").format(file=Path(path).name)
        )


def write_bulletin(
    bulletin: Bulletin, path: str | Path, marking: str = "", templates: Path | None = None
) -> tuple[str, ...]:
    """Write ``bulletin`` to ``path``, .xlsx or .pdf by its ending; the ids that the bureau's layout lacks.
    For a .pdf call it in the main thread. InputError on another ending."""
    check_ending(path)
    target, marking = Path(path), printed_marking(marking)
    with replacing(target) as folder:
        if target.suffix.lower() == ".pdf":
            return write_bulletin_pdf(bulletin, folder / target.name, marking, templates)
        _write_xlsx(bulletin, folder / target.name, marking, templates)
    return ()


def _write_xlsx(bulletin: Bulletin, path: Path, marking: str, templates: Path | None) -> None:
    """Our spreadsheet, or the bureau's own ``weekly_bulletin.xlsx`` filled in."""
    own = None if templates is None else templates / OWN_XLSX
    if own is None or not own.is_file():
        write_bulletin_xlsx(bulletin, path, marking, forms=templates)
        return
    forms = [own_form(key, templates) for key in FORMS]
    printed = date.today().isoformat()
    fill_xlsx(own, path, bulletin_values(bulletin, forms, notes(bulletin), marking, printed))


def write_bulletin_pdf(
    bulletin: Bulletin, path: Path, marking: str = "", templates: Path | None = None
) -> tuple[str, ...]:
    """Print ``bulletin`` into the PDF ``path``; the ids that the bureau's layout lacks."""
    project = QgsProject()
    template = Template(project, template_file(TEMPLATE, templates), marking, ESSENTIAL, WANTED)
    ready(template.layout)
    forms = [own_form(key, templates) for key in FORMS]
    tables = [_table(form, points) for form, points in zip(forms, _POINTS)]
    rows = [_town_rows(forms[0], bulletin.towns), _rows(forms[1], bulletin.overdue)]
    if not bulletin.towns:
        rows[0] = [("", forms[0].empty, *[""] * (len(tables[0].widths) - 2))]
    names = ESSENTIAL
    pages = [
        (name, place, part)
        for place, name in enumerate(names)
        for part in tables[place].pages(rows[place], template.size_of(name)[1])
    ]
    pdf = PdfPages(path, forms[0].title, landscape=True)
    try:
        for number, (name, place, part) in enumerate(pages, start=1):
            said = _variables(bulletin, forms, number, len(pages))
            template.say(said, _BROKEN)
            shown = part or [("", forms[place].empty, *[""] * (len(tables[place].widths) - 2))]
            template.fill_table(
                name, tables[place].widths, tables[place].cells(shown, total=part[-1:] == rows[0][-1:] != [])
            )
            template.layout.refresh()
            pdf.add(template.layout, min(place, template.pages - 1))
    finally:
        pdf.close()
        missing = template.missing
        del template
        project.clear()
    return missing


def _variables(bulletin: Bulletin, forms: Sequence[Form], number: int, count: int) -> dict[str, str]:
    return {
        "title": forms[0].title,
        "period": bulletin.period,
        "unit": bulletin.unit or "全部",
        "printed_on": date.today().isoformat(),
        "page_number": str(number),
        "page_count": str(count),
        "notes": "\n".join((forms[0].statement, *notes(bulletin))),
        "notes_2": forms[1].statement,
    }


def _table(form: Form, points: float) -> PaperTable:
    """The form's columns over the whole width."""
    columns = form.paper_columns
    scale = _WIDTH_MM / sum(column.width for column in columns)
    headings = tuple("\n".join(filter(None, (column.group, column.heading))) for column in columns)
    figures = frozenset(at for at, column in enumerate(columns) if column.kind in _RIGHT)
    return PaperTable(headings, tuple(column.width * scale for column in columns), points, figures)


def _rows(form: Form, rows: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    columns = form.paper_columns
    return [
        tuple(_text(cell(column, row, number), column.kind, form.missing) for column in columns)
        for number, row in enumerate(rows, start=1)
    ]


def _town_rows(form: Form, rows: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    """The towns and, below them, their sum."""
    sums: list[str] = []
    for column in form.paper_columns:
        value = total(column, list(rows)) if column.sum else overall(column.fields[0], rows)
        sums.append(_text(value, column.kind, ""))
    text = next((at for at, column in enumerate(form.paper_columns) if column.kind == "text"), 0)
    sums[text] = "合计"
    return [*_rows(form, rows), tuple(sums)]


def _text(value: CellValue, kind: str, missing: str) -> str:
    if value is None:
        return missing
    return _FIGURES.get(kind, "{}").format(value)
