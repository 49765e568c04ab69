"""A bureau's own spreadsheet (.xlsx) filled in: its bytes are copied, one marked row per sheet is repeated.

A cell may hold placeholders like ``{patch_no}``. The row with placeholders of rows is repeated for each row,
what lies below moves down; words like ``{title}`` are put in wherever they stand. Everything else (styles,
widths, print set-up, pictures) stays as it is. What would be wrong after rows moved is refused by name.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape  # nosec B406 # writes only

from qgis.PyQt.QtXml import QDomElement

from ..core.i18n import tr
from ..exchange.cells import CellValue
from ..exchange.template_values import RowSet, TemplateValues
from .xlsx_limits import fixed, refuse_what_points_to_rows, refused, wrong
from .xlsx_parts import (
    attribute_rows,
    covers_row,
    elements,
    moved_cells,
    parsed,
    print_areas,
    sheet_paths,
    texts_of,
)

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_HERE = "gengdi-rows"
#: What XML cannot hold, and how much a cell can.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_TEXT = 32767
_MOST_ROWS = 1_048_576
#: Bytes of all parts; a form with a coat of arms has a few thousand.
_LARGEST = 50_000_000


def fill_xlsx(template: Path, target: Path, values: TemplateValues) -> None:
    """Fill ``template`` with ``values`` into the new file ``target``. Raises InputError with what is wrong
    with the template: no placeholder, an unknown one, formulas or tables that would not follow."""
    parts = _parts(template)
    paths = sheet_paths(parts)
    refuse_what_points_to_rows(template, parts, paths)
    shared = texts_of(parts)
    found = 0
    for place, path in enumerate(paths):
        sheet = _Sheet(template, parts[path], shared, values)
        if sheet.changed:
            parts[path] = sheet.text.encode("utf-8")
            found += sheet.filled
            if sheet.moved:
                parts["xl/workbook.xml"] = print_areas(
                    parts["xl/workbook.xml"], place, sheet.marked, sheet.moved
                )
    if not found:
        raise refused(
            template, tr("no row of it has placeholders like {example}").format(example="{patch_no}")
        )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _parts(template: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(template) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise refused(template, tr("it is too large"))
            return {entry.filename: archive.read(entry) for entry in entries}
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:  # RuntimeError: it asks for a password
        raise refused(template, tr("it is no spreadsheet that can be read")) from error


class _Sheet:
    """One sheet being filled: ``text`` its new XML, ``marked`` the marked row's number, ``moved`` by how many
    rows what lies below went down."""

    def __init__(self, template: Path, content: bytes, shared: list[str], values: TemplateValues) -> None:
        self._template, self._shared, self._values = template, shared, values
        self._document = parsed(content, template)
        self.changed, self.filled, self.marked, self.moved = False, 0, 0, 0
        rows = elements(self._document.documentElement(), "row")
        if any(not one.attribute("r") for row in rows for one in (row, *elements(row, "c"))):
            raise refused(
                template, tr("its rows have no numbers: save it again from Excel, WPS or LibreOffice")
            )
        marked = [row for row in rows if self._names(row) - set(values.words)]
        if len(marked) > 1:
            raise refused(template, tr("a sheet has more than one row with placeholders of rows"))
        for row in rows:
            if row not in marked:
                self._say_words(row)
        self.text = self._document.toString(-1)
        if marked:
            self._repeat(marked[0], rows)

    def _names(self, row: QDomElement) -> set[str]:
        return {name for one in elements(row, "c") for name in _PLACEHOLDER.findall(self._text(one) or "")}

    def _text(self, cell: QDomElement) -> str | None:
        """The text of a cell; None when it holds none."""
        kind = cell.attribute("t")
        if kind == "s":
            at = int(cell.firstChildElement("v").text() or -1)
            return self._shared[at] if 0 <= at < len(self._shared) else None
        return cell.firstChildElement("is").text() if kind == "inlineStr" else None

    def _say_words(self, row: QDomElement) -> None:
        for one in elements(row, "c"):
            text = self._text(one)
            if text is None or not _PLACEHOLDER.search(text):
                continue
            self.changed = True
            said = _PLACEHOLDER.sub(lambda found: self._values.words[found[1]], text)
            while one.hasChildNodes():
                one.removeChild(one.firstChild())
            one.setAttribute("t", "inlineStr")
            inline = self._document.createElement("is")
            holder = self._document.createElement("t")
            holder.setAttribute("xml:space", "preserve")
            holder.appendChild(self._document.createTextNode(_plain(said)))
            inline.appendChild(holder)
            one.appendChild(inline)

    def _repeat(self, row: QDomElement, rows: list[QDomElement]) -> None:
        names = self._names(row)
        chosen = next(
            (one for one in self._values.sets if names <= one.names | set(self._values.words)), None
        )
        if chosen is None:
            known = frozenset().union(*(one.names for one in self._values.sets), self._values.words)
            raise refused(
                self._template,
                tr("it has unknown placeholders: {names}; known are: {known}").format(
                    names=tr(", ").join(sorted(names - known) or sorted(names)),
                    known=", ".join(sorted(known)),
                ),
            )
        self.marked = int(row.attribute("r"))
        self._refuse_what_would_not_follow()
        count = max(len(chosen.rows), 1)
        self.moved = count - 1
        if int(rows[-1].attribute("r")) + self.moved > _MOST_ROWS:
            raise refused(self._template, tr("it has no room for %n row(s)", count))
        self.changed, self.filled = True, 1
        written = self._written(row, chosen)
        moved_cells(self._document, self.marked, self.moved)
        mark = self._document.createComment(_HERE)
        row.parentNode().replaceChild(mark, row)
        before, after = self._document.toString(-1).split(f"<!--{_HERE}-->")
        self.text = before + written + after

    def _written(self, row: QDomElement, chosen: RowSet) -> str:
        """The XML of all rows."""
        kept = attribute_rows(row)
        cells = []
        for one in elements(row, "c"):
            letters = re.sub(r"\d", "", one.attribute("r"))
            style = f' s="{escape(one.attribute("s"))}"' if one.hasAttribute("s") else ""
            cells.append((letters, style, self._text(one), one))
        empty: dict[str, CellValue] = {}
        out = []
        for number, values in enumerate(chosen.rows or (empty,), start=self.marked):
            inside = "".join(
                _cell(f"{letters}{number}", style, text, one, {**self._values.words, **values})
                for letters, style, text, one in cells
            )
            out.append(f'<row r="{number}"{kept}>{inside}</row>')
        return "".join(out)

    def _refuse_what_would_not_follow(self) -> None:
        root = self._document.documentElement()
        merged = [one.attribute("ref") for one in elements(root, "mergeCell")]
        told = [(words, any(elements(root, name) for name in names)) for words, names in fixed()]
        told.append(
            (tr("merged cells in the marked row"), any(covers_row(area, self.marked) for area in merged))
        )
        found = [words for words, there in told if there]
        if found:
            raise refused(self._template, wrong(found))


def _cell(place: str, style: str, text: str | None, own: QDomElement, values: dict[str, CellValue]) -> str:
    """One cell of a repeated row; a cell without a placeholder keeps what it holds."""
    if text is None or not _PLACEHOLDER.search(text):
        kind = f' t="{escape(own.attribute("t"))}"' if own.hasAttribute("t") else ""
        held = own.firstChildElement("v").text()
        if text is not None:
            return _inline(place, style, text)
        return f'<c r="{place}"{style}{kind}>' + (f"<v>{escape(held)}</v>" if held else "") + "</c>"
    whole = _PLACEHOLDER.fullmatch(text)
    value = values.get(whole[1]) if whole else None
    if whole and value is None:
        return f'<c r="{place}"{style}/>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"{style}><v>{value!r}</v></c>'

    def said(found: re.Match[str]) -> str:
        one = values.get(found[1])
        return "" if one is None else str(one)

    return _inline(place, style, _PLACEHOLDER.sub(said, text))


def _inline(place: str, style: str, text: str) -> str:
    return (
        f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(_plain(text))}</t></is></c>'
    )


def _plain(text: str) -> str:
    return _NO_XML.sub(" ", text)[:_LONGEST_TEXT]
