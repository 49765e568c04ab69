"""The accounts as a tree: units from the county down, below each its classes or its part of an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QShortcut, QTreeView, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..figures import M2_PER_MU, area

if TYPE_CHECKING:
    from ...core.ledger.rows import SpecialRow, StockRow, Unit

_SORT, _FILTER, _CELLS = (Qt.ItemDataRole.UserRole + place for place in (1, 2, 3))
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
#: What stands where nothing is stated, and for a figure to be sorted by.
_NOTHING, _LEAST = "—", float("-inf")
#: Pixels of the first column before it is cut (its tip says all): with it three figures are in sight.
_WIDEST, _NARROWEST = 210, 120

Figure = tuple[str, Any]  # text, what it sorts by


class LedgerTree(QTreeView):
    """Shows rows of the total account or of the special ones; ``table()`` is what it shows, as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_ledger_tree")
        self.rows = QStandardItemModel(self)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.rows)
        self.proxy.setSortRole(_SORT)
        self.proxy.setFilterRole(_FILTER)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setRecursiveFilteringEnabled(True)
        self.setModel(self.proxy)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIndentation(14)
        self.setSortingEnabled(True)
        self.header().setStretchLastSection(False)
        self.expanded.connect(self._fit_names)
        self.copy_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        self.copy_key.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_stock(self, rows: Sequence[StockRow], in_mu: bool) -> None:
        """The total account: of every unit the total, below it its classes and its units."""
        from ...core.ledger.rows import EVERY_CLASS, class_word

        size = _size(in_mu)
        self._begin(
            [tr("Unit and class"), tr("Parcels"), tr("Measured"), "TBMJ", tr("Difference"), "TBDLMJ"],
            [
                tr("Units by code, below each its land classes"),
                tr("A parcel in several units is counted where most of it lies"),
                tr("Ellipsoidal area of the ground (CGCS2000)"),
                tr("Area the parcels state (TBMJ)"),
                tr("TBMJ less the measured area of the parcels that state it"),
                tr("Net area the parcels state (TBDLMJ), deductions taken off"),
            ],
        )
        units: list[QStandardItem] = []
        open_class: dict[tuple[Unit, str], QStandardItem] = {}
        for row in rows:
            figures = [
                (f"{row.parcels:,}", row.parcels),
                *map(size, (row.area_m2, row.stated_m2, row.difference_m2, row.net_m2)),
            ]
            if row.class_code == EVERY_CLASS:
                units.append(self._unit(units, row.unit, "", figures))
                continue
            code = row.class_code if row.class_code.isdigit() else ""
            text = " ".join(dict.fromkeys(filter(None, (code, class_word(row.class_code)))))
            above = open_class.get((row.unit, row.class_code[:2]), units[-1])
            item = self._add(above, text, f"0{row.class_code}", figures, [row.unit.code, code])
            open_class[row.unit, row.class_code] = item
        self._end()

    def show_special(self, rows: Sequence[SpecialRow], in_mu: bool) -> None:
        """The special accounts: of each the total, below it its units."""
        size = _size(in_mu)
        self._begin(
            [tr("Account and unit"), tr("Area"), tr("Farmland"), tr("Change patches"), tr("Features")],
            [
                tr("Accounts, below each its units by code"),
                tr("Ellipsoidal area of the ground, counted once (CGCS2000)"),
                tr("Ground of class 01 in it"),
                tr("Change patches of the open workspace of which more than 1 m² lies in it, by colour"),
                tr("A feature in several units is counted where most of it lies"),
            ],
        )
        units: list[QStandardItem] = []
        role = ""
        for row in rows:
            if row.role != role:
                units, role = [], row.role
            figures = [
                size(row.area_m2),
                size(row.farmland_m2),
                _patches(row),
                (f"{row.features:,}", row.features),
            ]
            units.append(self._unit(units, row.unit, role, figures))
        self._end()

    def narrow(self, text: str) -> None:
        """Show only what has ``text`` in its name or code, or in that of a unit above."""
        self.proxy.setFilterFixedString(text)
        if text:
            self.expandAll()

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Headings and cells of all that the filter leaves, in the order shown; unit and code first."""
        model = self.rows
        titles = [model.horizontalHeaderItem(at).text() for at in range(model.columnCount())]
        return [tr("Unit code"), tr("Class code"), *titles], list(self._cells(QModelIndex()))

    def _cells(self, above: QModelIndex) -> Iterator[list[str]]:
        for place in range(self.proxy.rowCount(above)):
            first = self.proxy.index(place, 0, above)
            texts = [
                self.proxy.index(place, at, above).data() or "" for at in range(self.proxy.columnCount())
            ]
            yield [*first.data(_CELLS), *texts]
            yield from self._cells(first)

    def _begin(self, titles: Sequence[str], tips: Sequence[str]) -> None:
        self.setSortingEnabled(False)
        self.rows.clear()
        self.rows.setHorizontalHeaderLabels(list(titles))
        for at, tip in enumerate(tips):
            self.rows.horizontalHeaderItem(at).setToolTip(tip)
            self.rows.horizontalHeaderItem(at).setTextAlignment(Qt.AlignmentFlag(_RIGHT if at else _LEFT))

    def _end(self) -> None:
        self.proxy.sort(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.expandToDepth(0)
        self.fit()

    def fit(self) -> None:
        """Every figure whole, names within reason."""
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for at in range(1, self.rows.columnCount()):
            self.resizeColumnToContents(at)
            widest = max((self._width_of(at, index) for index in self._all(QModelIndex())), default=0)
            self.setColumnWidth(at, max(self.columnWidth(at), widest))
        self._fit_names()

    def _fit_names(self, *_index: object) -> None:
        """The names that are open whole, within reason."""
        self.resizeColumnToContents(0)
        self.setColumnWidth(0, min(max(self.columnWidth(0), _NARROWEST), _WIDEST))

    def _width_of(self, column: int, first: QModelIndex) -> int:
        text = first.sibling(first.row(), column).data() or ""
        return self.fontMetrics().horizontalAdvance(text) + 16

    def _all(self, above: QModelIndex) -> Iterator[QModelIndex]:
        for place in range(self.proxy.rowCount(above)):
            first = self.proxy.index(place, 0, above)
            yield first
            yield from self._all(first)

    def _unit(
        self, units: list[QStandardItem], unit: Unit, role: str, figures: Sequence[Figure]
    ) -> QStandardItem:
        """The row of a unit; of the total of the account ``role`` ('': the total account) its name."""
        if unit.parent >= 0:
            order = f"1{unit.code or '~'}"
            return self._add(units[unit.parent], unit.word(), order, figures, [unit.code, ""], strong=True)
        root, order = self.rows.invisibleRootItem(), ""
        if not role:
            return self._add(root, unit.word(), order, figures, ["", ""], strong=True)
        return self._add(
            root, word("role", role), f"{keys('role').index(role):03d}", figures, ["", ""], strong=True
        )

    def _add(
        self,
        above: QStandardItem,
        text: str,
        order: str,
        figures: Sequence[Figure],
        codes: Sequence[str],
        strong: bool = False,
    ) -> QStandardItem:
        first = QStandardItem(text)
        first.setToolTip(" ".join(filter(None, (text, codes[0]))))
        first.setData(order, _SORT)
        first.setData(list(codes), _CELLS)
        path = above.data(_FILTER) if above is not self.rows.invisibleRootItem() else ""
        first.setData("\n".join(filter(None, (path, text, *codes))), _FILTER)
        cells = [first]
        for shown, value in figures:
            cell = QStandardItem(shown)
            cell.setData(value, _SORT)
            cell.setTextAlignment(Qt.AlignmentFlag(_RIGHT if _is_figure(shown) else _LEFT))
            cells.append(cell)
        if strong:
            for cell in cells:
                font = cell.font()
                font.setBold(True)
                cell.setFont(font)
        above.appendRow(cells)
        return first


def _is_figure(shown: str) -> bool:
    """Whether it is one number; counts by colour are several."""
    return " " not in shown


def _size(in_mu: bool) -> Callable[[float | None], Figure]:
    """How an area is shown."""

    def shown(value: float | None) -> Figure:
        if value is None:
            return _NOTHING, _LEAST
        return area(value / M2_PER_MU if in_mu else value, 2), value

    return shown


def _patches(row: SpecialRow) -> Figure:
    if row.patches is None:
        return _NOTHING, _LEAST
    pieces = [
        f"{word('code_letter', code)} {row.patches[code][0]:,}"
        for code in keys("code")
        if code in row.patches
    ]
    return "  ".join(pieces) or "0", sum(count for count, _ in row.patches.values())
