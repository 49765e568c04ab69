"""The two small dialogs of the rules editor: a rule of a single unit, and who saves a rule set and why."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.rules_draft import RuleDraft
from ...core.rules_rows import NUMBER, WHOLE, Row, typed
from ...core.rules_schema import part_of
from ...core.vocabulary import keys, word
from ..help import open_guide
from ..measure import give_size

_BUTTON = QDialogButtonBox.StandardButton


class _Entry(QDialog):
    """A form, a sentence on what is wrong, and its buttons."""

    def __init__(self, title: str, name: str, accept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.buttons = QDialogButtonBox(_BUTTON.Ok | _BUTTON.Cancel | _BUTTON.Help)
        self.buttons.button(_BUTTON.Ok).setText(accept)
        self.buttons.button(_BUTTON.Cancel).setText(tr("Cancel"))
        self.buttons.button(_BUTTON.Help).setText(tr("Help"))
        self.buttons.button(_BUTTON.Help).setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.buttons.helpRequested.connect(lambda: open_guide("rules"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        give_size(self, 480, 0)

    def line(self, label: str, text: str = "", hint: str = "") -> QLineEdit:
        """A line of the form."""
        edit = QLineEdit(text)
        edit.setPlaceholderText(hint)
        edit.textChanged.connect(lambda _text: self.check())
        self.form.addRow(label, edit)
        return edit

    def check(self) -> None:
        """Say what is wrong; only what is right can be accepted."""
        wrong = self.wrong()
        self.said.setText(f"⚠ {wrong}" if wrong else "")
        self.buttons.button(_BUTTON.Ok).setEnabled(not wrong)

    def wrong(self) -> str:
        """What is wrong; '' for nothing."""
        raise NotImplementedError


class OverrideEntry(_Entry):
    """Asks for a value that holds for one unit; :meth:`put` writes it into the draft."""

    def __init__(self, draft: RuleDraft, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rule of a Single Unit"), "gengdi_rules_override", tr("Add"), parent)
        self._draft = draft
        self.unit = self.line(tr("Code of the unit"), hint=tr("county or town: 2 to 12 digits"))
        self.what = QComboBox()
        for name in part_of("overrides")["items"]["properties"]["parameters"]["properties"]:
            self.what.addItem(word("rule", name), f"parameters/{name}")
        for row in draft.document["approval_types"]:
            if row.get("proof"):
                text = tr("term of {type}").format(type=word("approval_type", row["type"]))
                self.what.addItem(text, f"terms/{row['type']}")
        self.what.currentIndexChanged.connect(lambda _place: self.check())
        self.form.addRow(tr("Rule"), self.what)
        self.value = self.line(tr("Value"))
        self.source = self.line(tr("Source"), hint=tr("document that says so"))
        self.certainty = QComboBox()
        for key in reversed(keys("certainty")):
            self.certainty.addItem(word("certainty", key), key)
        self.form.addRow(tr("Certainty"), self.certainty)
        self.first = self.line(tr("After images from"), hint=tr("2026-01-01, empty: always"))
        self.last = self.line(tr("After images until"), hint=tr("2026-12-31, empty: always"))
        self.check()

    def wrong(self) -> str:
        if not all(one.text().strip() for one in (self.unit, self.value, self.source)):
            return tr("Code, value and source are needed.")
        trial = RuleDraft(self._draft.base)
        trial.document = {**self._draft.document, "overrides": [*self._draft.document["overrides"]]}
        before = {str(fault) for fault in trial.faults()}
        self.put(trial)
        return "\n".join(str(fault) for fault in trial.faults() if str(fault) not in before)

    def put(self, draft: RuleDraft) -> None:
        """Add the value to the draft: to the unit's override of the same days when there is one."""
        group, name = self.what.currentData().split("/")
        kind = NUMBER if group == "parameters" else WHOLE
        value = typed(Row("overrides", "", (), "", kind), self.value.text())
        days: dict[str, Any] = {"valid_from": self.first.text().strip() or None}
        days["valid_to"] = self.last.text().strip() or None
        own = {"unit": self.unit.text().strip(), **days}
        about = {"source": self.source.text().strip(), "certainty": self.certainty.currentData()}
        rows = draft.document["overrides"]
        for number, row in enumerate(rows):
            if all(row.get(key) == own[key] for key in own):
                changed = {**row, group: {**row.get(group, {}), name: value}, **_both(row, about)}
                draft.put(("overrides", number), changed)
                return
        draft.put(("overrides",), [*rows, {**own, group: {name: value}, **about}])


def _both(row: dict[str, Any], about: dict[str, str]) -> dict[str, str]:
    """Source and certainty of a row that rests on two documents: both, and the lower one."""
    old, new = str(row.get("source") or ""), about["source"]
    known = keys("certainty")
    lower = max(
        (row.get("certainty"), about["certainty"]), key=lambda one: known.index(one) if one in known else 0
    )
    return {"source": old if new in old else f"{old}; {new}", "certainty": str(lower)}


class SaveEntry(_Entry):
    """Asks what the rule set is called from now on, who changed it and why."""

    def __init__(self, draft: RuleDraft, officer: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Save the Rule Set"), "gengdi_rules_save", tr("Save As…"), parent)
        self._draft = draft
        base = draft.base.id
        taken = base == draft.default.id
        self.name = self.line(tr("Name (id)"), tr("MY-RULES-1") if taken else base)
        self.who = self.line(tr("Who"), officer)
        self.why = self.line(tr("Why"), hint=tr("what was changed, and by which document"))
        self.check()

    def wrong(self) -> str:
        if self.name.text().strip() == self._draft.default.id:
            return tr("{id} is Gengdi's own rule set and always stays: choose another name.").format(
                id=self._draft.default.id
            )
        if not all(one.text().strip() for one in (self.name, self.who, self.why)):
            return tr("Name, who and why are needed.")
        return ""

    def document(self) -> dict[str, Any]:
        """The document to be written."""
        texts = [one.text().strip() for one in (self.name, self.who, self.why)]
        return self._draft.saved_as(*texts)
