"""What a spreadsheet template may not hold: things that would point to other rows once rows have moved."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import InputError
from ..core.i18n import tr
from .xlsx_parts import elements, named_ranges, parsed


def fixed() -> list[tuple[str, tuple[str, ...]]]:
    """What of a sheet would point to other rows once rows have moved, and its elements."""
    return [
        (tr("formulas"), ("f",)),
        (tr("tables"), ("tablePart",)),
        (tr("a filter"), ("autoFilter",)),
        (tr("conditional formats"), ("conditionalFormatting", "x14:conditionalFormatting")),
        (tr("value lists"), ("dataValidation", "x14:dataValidation")),
        (tr("links"), ("hyperlink",)),
        (tr("notes on cells"), ("legacyDrawing",)),
        (tr("page breaks"), ("rowBreaks",)),
    ]


def refuse_what_points_to_rows(template: Path, parts: dict[str, bytes], paths: list[str]) -> None:
    """Formulas of other sheets and names of ranges would miss the rows that are added."""
    found = []
    for path in paths:
        formulas = elements(parsed(parts[path], template).documentElement(), "f")
        if any("!" in one.text() for one in formulas):
            found.append(tr("formulas that refer to another sheet"))
            break
    if named_ranges(parts["xl/workbook.xml"]):
        found.append(tr("names of ranges"))
    if found:
        raise refused(template, wrong(found))


def wrong(things: list[str]) -> str:
    """The reason of a refusal that names ``things``."""
    return tr("it has {things}, which would be wrong after rows moved").format(things=tr(", ").join(things))


def refused(template: Path, why: str) -> InputError:
    """The error that says why ``template`` is not filled in."""
    return InputError(
        tr("The spreadsheet template {file} cannot be filled in: {why}. Nothing was written.").format(
            file=template.name, why=why
        )
    )
