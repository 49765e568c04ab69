"""The rules of a draft as a table: value, unit, default, source and certainty of each, edited in place."""

from __future__ import annotations

import re
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont

from ...core.i18n import language, tr
from ...core.rules_draft import RuleDraft, place_text
from ...core.rules_rows import MEMBER, Row, rows_of, shown, typed
from ...core.rules_schema import Fault
from ...core.vocabulary import key_of, word
from ...exchange.foot import source_in_chinese

RULE, VALUE, UNIT, DEFAULT, SOURCE, CERTAINTY = range(6)
CHAPTER_ROLE = Qt.ItemDataRole.UserRole + 1

#: Marks before a rule: something is wrong with it, it is other than the default.
WRONG, CHANGED = "⚠", "✎"

_OF_TYPE = re.compile(r"^approval_types\[(\d+)\]")
_KEYS = {SOURCE: "source", CERTAINTY: "certainty"}


class RulesModel(QAbstractTableModel):
    """Rows of :func:`core.rules_rows.rows_of`; ``edited`` after every step."""

    edited = pyqtSignal()

    def __init__(self, draft: RuleDraft, read_only: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft, self.read_only = draft, read_only
        self.rows: list[Row] = rows_of(draft)
        self.faults: list[Fault] = draft.faults()

    def refresh(self) -> None:
        """The draft is another one now: the same rows keep their place, the table is told what changed."""
        rows = rows_of(self.draft)
        self.faults = self.draft.faults()
        if [row.place for row in rows] != [row.place for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, CERTAINTY))
        self.edited.emit()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else CERTAINTY + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Rule"), tr("Value"), tr("Unit"), tr("Default"), tr("Source"), tr("Certainty"))[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == CHAPTER_ROLE:
            return row.chapter
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return shown(row, self.draft.value(row.place)) if column == VALUE else self._about(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == VALUE and row.kind == MEMBER:
            there = row.member in (self.draft.value(row.place) or [])
            return Qt.CheckState.Checked if there else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.FontRole and self.changed(row):
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            fault = self.fault(row)
            return f"{WRONG} {fault}" if fault else self._text(row, column)
        return None

    def changed(self, row: Row) -> bool:
        """Whether the rule is other than in the default rule set."""
        if row.kind == MEMBER:
            now, was = self.draft.value(row.place) or [], self.draft.default_value(row.place) or []
            return (row.member in now) != (row.member in was)
        about = [(*row.about, key) for key in _KEYS.values()] if row.about else []
        return any(self.draft.differs(place) for place in (row.place, *about))

    def fault(self, row: Row) -> str:
        """What is wrong with the rule; '' for nothing."""
        places = [row.place, *([(*row.about, key) for key in _KEYS.values()] if row.about else [])]
        return "\n".join(filter(None, (self.draft.fault_at(place, self.faults) for place in places)))

    def told(self, fault: Fault) -> str:
        """A fault with the words of its rule instead of its place in the file, where it is in a row."""
        for row in self.rows:
            for place in (row.place, *((*row.about, key) for key in _KEYS.values() if row.about)):
                if fault.place == place_text(self.draft.numbered(place)):
                    return tr("{rule}: {fault}").format(rule=row.label, fault=fault.told)
        of_type = _OF_TYPE.match(fault.place)
        rows = self.draft.document["approval_types"]
        if of_type and int(of_type[1]) < len(rows):
            label = word("approval_type", str(rows[int(of_type[1])].get("type")))
            return tr("{rule}: {fault}").format(rule=label, fault=fault.told)
        return str(fault)

    def _text(self, row: Row, column: int) -> str:
        if column == RULE:
            mark = WRONG if self.fault(row) else CHANGED if self.changed(row) else ""
            return f"{mark} {row.label}".strip()
        if column == VALUE:
            return shown(row, self.draft.value(row.place))
        if column == UNIT:
            return word("rule_unit", row.unit) if row.unit else ""
        if column == DEFAULT:
            return shown(row, self.draft.default_value(row.place))
        text = self._about(row, column)
        if column == CERTAINTY:
            return word("certainty", text)
        return source_in_chinese(text) if language() == "zh" else text

    def _about(self, row: Row, column: int) -> str:
        if not row.about or column not in _KEYS:
            return ""
        return str(self.draft.value((*row.about, _KEYS[column])) or "")

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        row, column = self.rows[index.row()], index.column()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.read_only:
            return flags
        if column == VALUE and row.kind == MEMBER:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if column == VALUE or (column in _KEYS and row.about):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = self.rows[index.row()], index.column()
        if self.read_only:
            return False
        if role == Qt.ItemDataRole.CheckStateRole and row.kind == MEMBER:
            self._member(row, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role != Qt.ItemDataRole.EditRole:
            return False
        elif column == VALUE:
            self.draft.put(row.place, typed(row, str(value)))
        elif column in _KEYS:
            text = str(value).strip()
            if column == CERTAINTY:
                text = key_of("certainty", text) or text
            self.draft.put((*row.about, _KEYS[column]), text)
        self.refresh()
        return True

    def _member(self, row: Row, there: bool) -> None:
        now = list(self.draft.value(row.place) or [])
        if there and row.member not in now:
            now.append(row.member)
        self.draft.put(row.place, [one for one in now if there or one != row.member])

    def reset(self, index: QModelIndex) -> None:
        """Give the rule its default value, source and certainty."""
        row = self.rows[index.row()]
        if self.read_only or row.chapter == "overrides":
            return
        if row.kind == MEMBER:
            self._member(row, row.member in (self.draft.default_value(row.place) or []))
        else:
            self.draft.reset(row.place)
            for key in _KEYS.values() if row.about else ():
                self.draft.reset((*row.about, key))
        self.refresh()


class ChapterProxy(QSortFilterProxyModel):
    """The rows of one chapter; while something is searched for, of all chapters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chapter, self._wanted = "", ""

    def show_chapter(self, chapter: str) -> None:
        """Show the rows of ``chapter``."""
        self._chapter = chapter
        self.invalidateFilter()

    def search(self, text: str) -> None:
        """Show what has ``text`` in its words, value or source; '' ends the search."""
        self._wanted = text.strip().casefold()
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        model = self.sourceModel()
        if not self._wanted:
            return bool(model.index(row, RULE).data(CHAPTER_ROLE) == self._chapter)
        texts = (model.index(row, column).data() for column in (RULE, VALUE, SOURCE))
        return any(self._wanted in str(text).casefold() for text in texts)
