"""A tree of plain nodes with columns of figures: filtered and sorted here, quick with a county's classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QFont

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROLE = Qt.ItemDataRole


@dataclass(eq=False)
class Node:
    """A row. ``codes``: of unit and class; ``order``: what its name sorts by; ``values``: a figure per column
    behind the name; ``strong``: a unit. ``shown``: the children the filter leaves, in their order."""

    text: str
    codes: tuple[str, str] = ("", "")
    order: str = ""
    values: Sequence[Any] = ()
    strong: bool = False
    parent: Node | None = None
    path: str = ""
    place: int = 0
    children: list[Node] = field(default_factory=list)
    shown: list[Node] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Put ``child`` below this row."""
        child.parent = self
        child.path = "\n".join(filter(None, (self.path, child.text, *child.codes))).casefold()
        self.children.append(child)
        return child


@dataclass(frozen=True)
class FigureColumn:
    """``show``: the text of a value; ``order``: what it sorts by; ``number``: stands to the right."""

    title: str
    tip: str
    show: Callable[[Any], str]
    order: Callable[[Any], float]
    number: bool = True


class LedgerModel(QAbstractItemModel):
    """Rows below each other; the first column is their name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("")
        self._name, self._tip = "", ""
        self.figures: Sequence[FigureColumn] = ()
        self._text, self._column, self._descending = "", 0, False
        self._bold = QFont()
        self._bold.setBold(True)

    def set_rows(self, name: str, tip: str, figures: Sequence[FigureColumn], root: Node) -> None:
        """Show what is below ``root``, sorted by name, under the filter of before."""
        self.beginResetModel()
        self._name, self._tip, self.figures, self._root = name, tip, figures, root
        self._column, self._descending = 0, False
        self._narrow(root, self._text)
        self._arrange(root)
        self.endResetModel()

    def narrow(self, text: str) -> None:
        """Show only rows with ``text`` in their name or code, or in that of one above, and those above."""
        self.beginResetModel()
        self._text = text.strip().casefold()
        self._narrow(self._root, self._text)
        self._arrange(self._root)
        self.endResetModel()

    def nodes(self) -> Iterator[Node]:
        """All rows that are shown, in their order."""
        waiting = list(reversed(self._root.shown))
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.shown)

    def titles(self) -> list[str]:
        """The headings."""
        return [self._name, *(figure.title for figure in self.figures)]

    def texts(self, node: Node) -> list[str]:
        """The cells of a row as shown."""
        return [node.text, *(figure.show(value) for figure, value in zip(self.figures, node.values))]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows below each row; what is open stays open."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._column, self._descending = max(column, 0), order == Qt.SortOrder.DescendingOrder
        self._arrange(self._root)
        after = [self.createIndex(one.internalPointer().place, one.column(), one.internalPointer())
                 for one in before]  # fmt: skip
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def index(self, row: int, column: int, parent: QModelIndex | None = None) -> QModelIndex:
        shown = self._node(parent).shown
        if not (0 <= row < len(shown) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self.createIndex(row, column, shown[row])

    def parent(self, index: QModelIndex | None = None) -> Any:
        if index is None:
            return super().parent()
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above in (None, self._root) else self.createIndex(above.place, 0, above)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        if parent is not None and parent.column() > 0:
            return 0
        return len(self._node(parent).shown)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 1 + len(self.figures)

    def data(self, index: QModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node, at = self._node(index), index.column() - 1
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return node.text if at < 0 else self.figures[at].show(node.values[at])
        if role == _ROLE.TextAlignmentRole and at >= 0:
            return _RIGHT if self.figures[at].number else _LEFT
        if role == _ROLE.FontRole and node.strong:
            return self._bold
        if role == _ROLE.ToolTipRole and at < 0:
            return " ".join(filter(None, (node.text, node.codes[0])))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        figure = self.figures[section - 1] if section else None
        if role == _ROLE.DisplayRole:
            return self._name if figure is None else figure.title
        if role == _ROLE.ToolTipRole:
            return self._tip if figure is None else figure.tip
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if figure is not None and figure.number else _LEFT
        return None

    def _node(self, index: QModelIndex | None) -> Node:
        return self._root if index is None or not index.isValid() else index.internalPointer()

    def _narrow(self, node: Node, text: str) -> bool:
        """Whether ``node`` or something below it has ``text``; sets what is shown below it."""
        node.shown = [child for child in node.children if self._narrow(child, text)]
        return bool(node.shown) or text in node.path

    def _arrange(self, node: Node) -> None:
        node.shown.sort(key=self._key, reverse=self._descending)
        for place, child in enumerate(node.shown):
            child.place = place
            self._arrange(child)

    def _key(self, node: Node) -> Any:
        if not self._column:
            return node.order
        at = self._column - 1
        return self.figures[at].order(node.values[at])
