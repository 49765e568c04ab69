"""Proofs against change types as a matrix: which approval counts for which change, and what it authorises."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont

from ...core.i18n import tr
from ...core.rules_draft import RuleDraft, value_at
from ...core.rules_schema import schema
from ...core.vocabulary import word

FLAGS = ("proof", "authorises_basic_farmland", "needs_date", "in_term")
COUNTS, VERIFY, NOT = "✓", "?", ""

_KINDS = ("construction", "non_grain", "other")


class MatrixModel(QAbstractTableModel):
    """A row per approval type; columns: :data:`FLAGS`, then the change types of the draft."""

    edited = pyqtSignal()

    def __init__(self, draft: RuleDraft, read_only: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft, self.read_only = draft, read_only
        self._load()

    def _load(self) -> None:
        tables = self.draft.document["change_types"]
        lists = [tables.get(kind) for kind in _KINDS]
        self.changes = [code for one in lists if isinstance(one, list) for code in one]
        self.types = [row["type"] for row in self.draft.document["approval_types"]]

    def refresh(self) -> None:
        """The draft is another one now."""
        self.beginResetModel()
        self._load()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.types)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(FLAGS) + len(self.changes)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return word("approval_type", self.types[section])
        return self._column(section, full=role == Qt.ItemDataRole.ToolTipRole)

    def _column(self, section: int, full: bool) -> str:
        if section < len(FLAGS):
            return (tr("Proof"), tr("Basic farmland"), tr("Needs date"), tr("Within term"))[section]
        code = self.changes[section - len(FLAGS)]
        return f"{code} {word('change_type', code)}" if full else f"{code}\n{word('change_type', code)}"

    def mark(self, row: int, column: int, default: bool = False) -> str:
        """What stands in a cell, or would by the default rule set."""
        document = self.draft.default.document if default else self.draft.document
        one = value_at(document, ("approval_types", self.types[row])) or {}
        if column < len(FLAGS):
            return COUNTS if one.get(FLAGS[column]) else NOT
        code, counts = self.changes[column - len(FLAGS)], one.get("counts_for") or []
        if one.get("proof"):
            if code in (one.get("use_to_verify_for") or []):
                return VERIFY
            named = document["change_types"]["construction"] if counts == "construction" else counts
            if counts == "all" or code in named:
                return COUNTS
        return NOT

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        mark = self.mark(index.row(), index.column())
        changed = mark != self.mark(index.row(), index.column(), default=True)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"✎{mark or '–'}" if changed else mark
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.FontRole and changed:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(index)
        return None

    def sentence(self, index: QModelIndex) -> str:
        """A cell in words."""
        kind = word("approval_type", self.types[index.row()])
        mark = self.mark(index.row(), index.column())
        if index.column() < len(FLAGS):
            answer = tr("yes") if mark else tr("no")
        else:
            answers = {
                COUNTS: tr("counts"),
                VERIFY: tr("use to be verified on site"),
                NOT: tr("does not count"),
            }
            answer = answers[mark]
        return tr("{type} × {column}: {answer}").format(
            type=kind, column=self._column(index.column(), full=True), answer=answer
        )

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def why_fixed(self, index: QModelIndex) -> str:
        """Why a cell cannot be changed; '' when it can."""
        kind = self.types[index.row()]
        if self.read_only:
            return tr("This rule set is shown only: it cannot be edited now.")
        if kind in schema()["x-never-proofs"]:
            return tr("{type} approves no use of land and can never be a proof.").format(
                type=word("approval_type", kind)
            )
        proof = self.draft.value(("approval_types", kind, "proof"))
        if not proof and index.column() > 0:
            return tr("{type} is no proof in this rule set: make it one first.").format(
                type=word("approval_type", kind)
            )
        return ""

    def turn(self, index: QModelIndex) -> str:
        """The next mark in a cell (does not count, counts, to be verified); why it cannot be, else ''."""
        why = self.why_fixed(index)
        if why:
            return why
        kind, column = self.types[index.row()], index.column()
        now = dict(self.draft.value(("approval_types", kind)))
        if column < len(FLAGS):
            now[FLAGS[column]] = not now.get(FLAGS[column], False)
            if not now["proof"]:
                now.update(authorises_basic_farmland=False, counts_for=[], use_to_verify_for=[])
        else:
            self._turn_change(index.row(), column, now)
        self.draft.put(("approval_types", kind), now)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), self.columnCount() - 1))
        self.edited.emit()
        return ""

    def _turn_change(self, row: int, column: int, now: dict[str, Any]) -> None:
        code = self.changes[column - len(FLAGS)]
        following = {NOT: COUNTS, COUNTS: VERIFY, VERIFY: NOT}[self.mark(row, column)]
        marks = {other: self.mark(row, len(FLAGS) + place) for place, other in enumerate(self.changes)}
        marks[code] = following
        counts = [one for one, mark in marks.items() if mark == COUNTS]
        construction = self.draft.document["change_types"]["construction"]
        now["counts_for"] = (
            "all"
            if len(counts) == len(marks)
            else "construction"
            if sorted(counts) == sorted(construction)
            else counts
        )
        now["use_to_verify_for"] = [one for one, mark in marks.items() if mark == VERIFY]
