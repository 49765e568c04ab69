"""The parts of a spreadsheet file as far as filling in a template needs them (ECMA-376)."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from xml.sax.saxutils import quoteattr  # nosec B406 # writes only

from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ..core.errors import InputError
from ..core.i18n import tr

_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHARED = "xl/sharedStrings.xml"
_CELL = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")


def parsed(content: bytes, file: Path) -> QDomDocument:
    """A part as a document, prefixes of names as they stand. InputError when it is not XML, or brings
    definitions of its own (no spreadsheet program writes any)."""
    document = QDomDocument()
    done = False if b"<!DOCTYPE" in content else document.setContent(content, False)
    if not (done[0] if isinstance(done, tuple) else done):
        raise InputError(
            tr("The spreadsheet template {file} is damaged: save it again from your spreadsheet program.")
            .format(file=file.name)
        )  # fmt: skip
    return document


def elements(inside: QDomElement, name: str) -> list[QDomElement]:
    """All elements called ``name`` (with its prefix) below ``inside``."""
    found = inside.elementsByTagName(name)
    return [found.at(place).toElement() for place in range(found.count())]


def sheet_paths(parts: dict[str, bytes]) -> list[str]:
    """The worksheets in the workbook's order; InputError for another kind of file."""
    file = Path("template.xlsx")
    if _WORKBOOK not in parts or _LINKS not in parts:
        raise InputError(
            tr("The template is no .xlsx workbook: save it again from your spreadsheet program.")
        )
    links = {
        one.attribute("Id"): one.attribute("Target")
        for one in elements(parsed(parts[_LINKS], file).documentElement(), "Relationship")
    }
    paths = []
    for sheet in elements(parsed(parts[_WORKBOOK], file).documentElement(), "sheet"):
        target = links.get(sheet.attribute("r:id"), "")
        paths.append(target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}"))
    missing = [path for path in paths if path not in parts]
    if missing or not paths:
        raise InputError(
            tr("The template is no .xlsx workbook: save it again from your spreadsheet program.")
        )
    return paths


def texts_of(parts: dict[str, bytes]) -> list[str]:
    """The shared texts by their numbers; the parts of a rich text are put together."""
    if _SHARED not in parts:
        return []
    root = parsed(parts[_SHARED], Path("template.xlsx")).documentElement()
    return [
        "".join(one.text() for one in elements(entry, "t") if one.parentNode().nodeName() != "rPh")
        for entry in elements(root, "si")
    ]


def attribute_rows(row: QDomElement) -> str:
    """The attributes of a row but for its number, as XML."""
    attributes = row.attributes()
    pairs = [attributes.item(place).toAttr() for place in range(attributes.count())]
    return "".join(f" {one.name()}={quoteattr(one.value())}" for one in pairs if one.name() != "r")


def moved_cells(document: QDomDocument, marked: int, by: int) -> None:
    """Move the rows below ``marked`` down, with their cells, merged cells and the sheet's dimension."""
    root = document.documentElement()
    for row in elements(root, "row"):
        if int(row.attribute("r")) > marked:
            row.setAttribute("r", str(int(row.attribute("r")) + by))
            for cell in elements(row, "c"):
                cell.setAttribute("r", moved_range(cell.attribute("r"), marked, by))
    for name in ("mergeCell", "dimension"):
        for one in elements(root, name):
            one.setAttribute("ref", moved_range(one.attribute("ref"), marked, by))


def moved_range(text: str, marked: int, by: int) -> str:
    """A reference with the rows below ``marked`` moved; one that ends in the marked row grows."""
    parts = text.split(":")

    def shift(part: str, last: bool) -> str:
        found = _CELL.fullmatch(part)
        if found is None:
            return part
        row = int(found[2])
        follows = row > marked or (last and len(parts) > 1 and row == marked)
        return f"{found[1]}{row + by if follows else row}"

    return ":".join(shift(part, place == len(parts) - 1) for place, part in enumerate(parts))


def covers_row(area: str, row: int) -> bool:
    """Whether a reference like ``A3:D5`` covers ``row``."""
    rows = [int(found[2]) for found in map(_CELL.fullmatch, area.split(":")) if found]
    return bool(rows) and min(rows) <= row <= max(rows)


def named_ranges(workbook: bytes) -> list[str]:
    """Names of ranges that the workbook defines, but for what it prints."""
    root = parsed(workbook, Path("template.xlsx")).documentElement()
    return [
        one.attribute("name")
        for one in elements(root, "definedName")
        if not one.attribute("name").startswith("_xlnm.") and "!" in one.text()
    ]


def print_areas(workbook: bytes, sheet: int, marked: int, by: int) -> bytes:
    """The workbook with the print area of its ``sheet``-th sheet grown by what moved."""
    document = parsed(workbook, Path("template.xlsx"))
    for one in elements(document.documentElement(), "definedName"):
        if one.attribute("name") == "_xlnm.Print_Area" and one.attribute("localSheetId") == str(sheet):
            before, mark, area = one.text().rpartition("!")
            moved = f"{before}{mark}{moved_range(area, marked, by)}"
            while one.hasChildNodes():
                one.removeChild(one.firstChild())
            one.appendChild(document.createTextNode(moved))
    return bytes(document.toString(-1).encode("utf-8"))
