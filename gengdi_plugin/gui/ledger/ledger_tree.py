"""The accounts as a tree: units from the county down, below each its classes or its part of an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAbstractItemView, QShortcut, QTreeView, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..figures import M2_PER_MU, area
from .ledger_model import FigureColumn, LedgerModel, Node

if TYPE_CHECKING:
    from ...core.ledger.rows import SpecialRow, StockRow, Unit

_NOTHING, _LEAST = "—", float("-inf")
#: Pixels of the first column: so narrow that three figures stay in sight (its tip says all).
_WIDEST, _NARROWEST = 210, 120
#: So many rows of a filter are opened at once.
_OPENED = 2000

Patches = Mapping[str, tuple[int, float]]


class LedgerTree(QTreeView):
    """Shows rows of the total account or of the special ones; ``table()`` is what it shows, as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_ledger_tree")
        self.rows = LedgerModel(self)
        self.setModel(self.rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIndentation(14)
        self.header().setStretchLastSection(False)
        self.header().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.expanded.connect(self._fit_names)
        self.copy_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        self.copy_key.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_stock(self, rows: Sequence[StockRow], in_mu: bool) -> None:
        """The total account: of every unit the total, below it its classes and its units."""
        from ...core.ledger.rows import EVERY_CLASS, class_number, class_word

        root, units = Node(""), list[Node]()
        open_class: dict[tuple[Unit, str], Node] = {}
        for row in rows:
            values = (row.parcels, row.area_m2, row.stated_m2, row.difference_m2, row.net_m2)
            if row.class_code == EVERY_CLASS:
                units.append(_unit(root, units, row.unit, row.unit.word(), "", values))
                continue
            code = class_number(row.class_code)
            text = " ".join(dict.fromkeys(filter(None, (code, class_word(row.class_code)))))
            above = open_class.get((row.unit, row.class_code[:2]), units[-1])
            node = Node(text, (row.unit.code, code), f"0{row.class_code}", values)
            open_class[row.unit, row.class_code] = above.add(node)
        tip = tr("A parcel in several units is counted where most of it lies")
        self._show(
            (tr("Unit and class"), tr("Units by code, below each its land classes")),
            [
                FigureColumn(tr("Parcels"), tip, lambda n: f"{n:,}", float),
                _size(tr("Measured"), tr("Ellipsoidal area of the ground (CGCS2000)"), in_mu),
                _size("TBMJ", tr("Area the parcels state (TBMJ)"), in_mu),
                _size(
                    tr("Difference"), tr("TBMJ less the measured area of the parcels that state it"), in_mu
                ),
                _size(
                    "TBDLMJ", tr("Net area the parcels state (TBDLMJ), deductions taken off"), in_mu
                ),
            ],
            root,
        )  # fmt: skip

    def show_special(self, rows: Sequence[SpecialRow], in_mu: bool) -> None:
        """The special accounts: of each the total, below it its units."""
        root, units = Node(""), list[Node]()
        role, order = "", ""
        for row in rows:
            if row.role != role:
                units, role, order = [], row.role, f"{keys('role').index(row.role):03d}"
            values = (row.area_m2, row.farmland_m2, row.patches, row.features)
            text = row.unit.word() if units else word("role", role)
            units.append(_unit(root, units, row.unit, text, order, values))
        by_colour = tr("Change patches of the open workspace of which more than 1 m² lies in it, by colour")
        several = tr("A feature in several units is counted where most of it lies")
        self._show(
            (tr("Account and unit"), tr("Accounts, below each its units by code")),
            [
                _size(tr("Area"), tr("Ellipsoidal area of the ground, counted once (CGCS2000)"), in_mu),
                _size(tr("Farmland"), tr("Ground of class 01 in it"), in_mu),
                FigureColumn(tr("Change patches"), by_colour, _patches, _how_many, False),
                FigureColumn(tr("Features"), several, lambda n: f"{n:,}", float),
            ],
            root,
        )

    def narrow(self, text: str) -> None:
        """Show only what has ``text`` in its name or code, or in that of a unit above."""
        self.rows.narrow(text)
        few = text and sum(1 for _ in zip(range(_OPENED + 1), self.rows.nodes())) <= _OPENED
        self.expandAll() if few else self.expandToDepth(0)
        self._fit_names()

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Headings and cells of all that the filter leaves, in the order shown; unit and code first."""
        rows = [[*node.codes, *self.rows.texts(node)] for node in self.rows.nodes()]
        return [tr("Unit code"), tr("Class code"), *self.rows.titles()], rows

    def _show(self, name: tuple[str, str], figures: Sequence[FigureColumn], root: Node) -> None:
        self.rows.set_rows(*name, figures, root)
        self.header().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.expandToDepth(0)
        self._fit()

    def _fit(self) -> None:
        """Every figure whole, also below what is closed; names within reason."""
        bold = self.font()
        bold.setBold(True)
        metrics = type(self.fontMetrics())(bold)
        longest = [""] * self.rows.columnCount()
        for node in self.rows.nodes():
            for at, text in enumerate(self.rows.texts(node)):
                if len(text) > len(longest[at]):
                    longest[at] = text
        for at, text in enumerate(longest):
            own = max(self.header().sectionSizeHint(at), metrics.horizontalAdvance(text) + 14)
            self.setColumnWidth(at, own)
        self._fit_names()

    def _fit_names(self, *_index: object) -> None:
        """The names that are open whole, within reason."""
        self.resizeColumnToContents(0)
        self.setColumnWidth(0, min(max(self.columnWidth(0), _NARROWEST), _WIDEST))


def _unit(
    root: Node, units: Sequence[Node], unit: Unit, text: str, order: str, values: Sequence[Any]
) -> Node:
    """The row of a unit below the one above it."""
    if unit.parent < 0:
        return root.add(Node(text, ("", ""), order, values, strong=True))
    node = Node(text, (unit.code, ""), f"1{unit.code or '~'}", values, strong=True)
    return units[unit.parent].add(node)


def _size(title: str, tip: str, in_mu: bool) -> FigureColumn:
    """A column of areas."""
    each = M2_PER_MU if in_mu else 1.0

    def shown(value: float | None) -> str:
        return _NOTHING if value is None else area(value / each, 2)

    return FigureColumn(title, tip, shown, _or_least)


def _or_least(value: float | None) -> float:
    return _LEAST if value is None else value


def _patches(patches: Patches | None) -> str:
    if patches is None:
        return _NOTHING
    pieces = [f"{word('code_letter', code)} {patches[code][0]:,}" for code in keys("code") if code in patches]
    return "  ".join(pieces) or "0"


def _how_many(patches: Patches | None) -> float:
    return _LEAST if patches is None else float(sum(count for count, _ in patches.values()))
