"""The open conflicts as a table, and one conflict as the fields in which desk and field differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...core.field_words import field_word
from ...core.i18n import tr
from ...core.vocabulary import word

if TYPE_CHECKING:
    from ...store.conflicts import Conflict

#: Fields whose values are keys of the vocabulary.
_GROUPS = {
    "vocabulary": "finding_set",
    "finding": "finding",
    "violation_type": "violation_type",
    "state": "state",
    "code": "code",
}
_SET_FIELDS = ("category", "subtype")


class _Texts(QAbstractTableModel):
    """A read-only table of texts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[str, ...]] = []

    def heads(self) -> tuple[str, ...]:
        """Headings of the columns; to be overridden."""
        return ()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.heads())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads()[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells[index.row()][index.column()]
        return None


class ConflictModel(_Texts):
    """Rows are conflicts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Conflict] = []

    def heads(self) -> tuple[str, ...]:
        return (tr("Patch no."), tr("From the field"), tr("Why"), tr("Since"))

    def set_rows(self, rows: Sequence[Conflict]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self.rows = list(rows)
        self._cells = [
            (
                one.patch_no or str(one.theirs.get("patch_no") or one.patch_uid),
                value_text("finding", one.theirs.get("finding"), one.theirs),
                one.why,
                one.found_at[:16].replace("T", " "),
            )
            for one in self.rows
        ]
        self.endResetModel()


class DifferenceModel(_Texts):
    """Rows are fields: what the workspace says and what the field says."""

    def heads(self) -> tuple[str, ...]:
        return (tr("Field"), tr("Ours (workspace)"), tr("Theirs (field)"))

    def show(self, conflict: Conflict | None) -> None:
        """Show the fields in which the two differ; none without a conflict."""
        self.beginResetModel()
        self._cells = [
            (
                field_text(name),
                value_text(name, ours, conflict.ours),
                value_text(name, theirs, conflict.theirs),
            )
            for name, ours, theirs in (conflict.differences() if conflict is not None else ())
        ]
        self.endResetModel()


def field_text(name: str) -> str:
    """A field of a finding in words."""
    own = {
        "state": tr("State"),
        "code": tr("Colour"),
        "unlawful_m2": tr("Area found unlawful"),
        "photos": tr("Photos"),
        "vocabulary": tr("Set of categories"),
        "subtype": tr("Subtype"),
    }
    if name.startswith("proof_"):
        return _proof_text(name[len("proof_") :])
    return own.get(name) or field_word(name)


def _proof_text(key: str) -> str:
    """An evidence field in words: the first of that key."""
    from ...core.finding_vocabulary import proof_fields, proof_type_keys

    fields = (field for type_key in proof_type_keys() for field in proof_fields(type_key))
    return next((field.text() for field in fields if field.key == key), key)


def value_text(name: str, value: Any, whole: dict[str, Any]) -> str:
    """A value in words; – for none."""
    if value in (None, ""):
        return "–"
    if name in _GROUPS:
        return word(_GROUPS[name], str(value))
    if name in _SET_FIELDS:
        from ...core.finding_vocabulary import words

        return words(str(whole.get("vocabulary") or ""), str(value))
    if name == "unlawful_m2":
        return tr("{area} m²").format(area=f"{float(value):,.1f}")
    return str(value)
