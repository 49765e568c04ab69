"""A layout template (.qpt) whose items are filled by name: ours, or the bureau's own.

An item is known by its id. What a document is none without is *essential*: a template that lacks it is
refused with the names. What is merely wanted is left out, and :attr:`Template.missing` says its names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemManualTable,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsTableCell,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import InputError
from ..core.i18n import tr
from .sheet_fonts import label_points, use_chinese_font
from .sheet_marking import add_marking
from .sheet_text import fitting

_HEADING = QColor("#e7efe2")
#: QGIS adds margins and grid line to the width of a column that it is given.
MARGINS_MM = 1.55


class Template:
    """One layout in ``project`` made from ``file``. Raises InputError when it cannot serve."""

    def __init__(
        self,
        project: QgsProject,
        file: Path,
        marking: str = "",
        essential: Sequence[str] = (),
        wanted: Sequence[str] = (),
    ) -> None:
        self.layout = QgsPrintLayout(project)
        self.layout.loadFromTemplate(_document(file), QgsReadWriteContext())
        self._tables = {
            frame.frame(0).id(): frame
            for frame in self.layout.multiFrames()
            if isinstance(frame, QgsLayoutItemManualTable) and frame.frameCount()
        }
        lacking = [name for name in essential if not self._has(name)]
        if lacking:
            raise InputError(
                tr(
                    "The template {file} lacks the items {items}: nothing was printed. Give items of the "
                    "layout these ids, or start from a copy of Gengdi's own template."
                ).format(file=file.name, items=tr(", ").join(lacking))
            )
        #: Ids that the template lacks; what they would show is left out.
        self.missing = tuple(name for name in wanted if not self._has(name))
        add_marking(self.layout, marking)
        use_chinese_font(self.layout)

    @property
    def pages(self) -> int:
        """How many pages the template has."""
        return int(self.layout.pageCollection().pageCount())

    def item(self, name: str) -> QgsLayoutItem | None:
        """The item with this id."""
        return self.layout.itemById(name)

    def size_of(self, name: str) -> tuple[float, float]:
        """Width and height in mm of an item; of a small square when the template lacks it."""
        item = self.layout.itemById(name)
        return (10.0, 10.0) if item is None else (item.rect().width(), item.rect().height())

    def say(self, variables: Mapping[str, str], broken: Sequence[tuple[str, str, str, str]] = ()) -> None:
        """Set the layout's variables. ``broken``: label, variable, what stands before it in the label, and
        what ends a text that is cut; QGIS breaks lines at spaces only, and Chinese has none."""
        known = dict(variables)
        for name, variable, prefix, tail in broken:
            known[variable] = self._broken(name, prefix, known[variable], tail)
        QgsExpressionContextUtils.setLayoutVariables(self.layout, known)

    def fill_table(self, name: str, widths: Sequence[float], rows: Sequence[Sequence[QgsTableCell]]) -> None:
        """Give the table ``name`` these outer column widths (mm) and cells."""
        table = self._tables.get(name)
        if table is not None:
            table.setColumnWidths([width - MARGINS_MM for width in widths])
            table.setTableContents([list(row) for row in rows])

    def show(self, name: str, shown: bool) -> None:
        """Show or hide an item."""
        item = self.layout.itemById(name)
        if item is not None:
            item.setVisibility(shown)

    def _has(self, name: str) -> bool:
        return name in self._tables or self.layout.itemById(name) is not None

    def _broken(self, name: str, prefix: str, text: str, tail: str) -> str:
        label = self.layout.itemById(name)
        if not isinstance(label, QgsLayoutItemLabel):
            return text
        # QGIS measures text a little wider than its font says
        width = (label.rect().width() - 2 * label.marginX()) * 0.96
        height = label.rect().height() - 2 * label.marginY()
        lines = fitting(prefix + text, width, height, label_points(label), tail)
        return "\n".join(lines)[len(prefix) :]


def _document(file: Path) -> QDomDocument:
    document = QDomDocument()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            tr("The template {file} cannot be read ({error}): export it anew from QGIS's layout window.")
            .format(file=file.name, error=error)
        ) from error  # fmt: skip
    parsed = document.setContent(text)
    whole = parsed[0] if isinstance(parsed, tuple) else parsed  # Qt 6.5 has its own result type
    if not whole or document.documentElement().tagName() != "Layout":
        raise InputError(
            tr("The template {file} is no QGIS layout: export one from QGIS's layout window.").format(
                file=file.name
            )
        )
    return document


def cell(text: str, heading: bool = False) -> QgsTableCell:
    """A cell of a table; a heading is shaded."""
    made = QgsTableCell(text)
    if heading:
        made.setBackgroundColor(_HEADING)
    return made
