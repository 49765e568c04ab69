"""The dialogs for a case that is reopened, and for enforcement that is filed or concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ..measure import give_size
from ..plain_label import plain_label
from .case_dialog import CaseDialog
from .case_fields import about, level_box, note_box, note_text, still_needed
from .order_dialog import relapse_text
from .rectification_entries import CaseEntry, CaseFacts

if TYPE_CHECKING:
    from ...store.review import PatchRow


class CaseStepDialog(CaseDialog):
    """Asks for one step with a name and a reason or number: :class:`CaseEntry`.

    ``event``: ``reopened`` (needs a reason), ``filed`` or ``concluded`` (need a number).
    """

    def __init__(
        self, row: PatchRow, event: str, facts: CaseFacts, officer: str, parent: QWidget | None = None
    ) -> None:
        title, button = _named(event)
        super().__init__(f"gengdi_{event}", title, button, row, facts, parent)
        self._event = event
        self._build(officer)
        self._enable()
        give_size(self, 460, 240)

    def _build(self, officer: str) -> None:
        self.number = QLineEdit()
        self.actor = QLineEdit(officer)
        self.level = level_box(self._event, self._row.state, "county" if self._has_number() else "town")
        self.note = note_box()
        form = QFormLayout()
        if self._has_number():
            form.addRow(tr("Document no."), self.number)
        form.addRow(tr("Recorded by"), self.actor)
        form.addRow(tr("Level"), self.level)
        form.addRow(tr("Note") if self._has_number() else tr("Reason"), self.note)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about(self._row)))
        layout.addWidget(plain_label(self._told()))
        layout.addLayout(form)
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        for signal in (self.actor.textChanged, self.note.textChanged, self.number.textChanged):
            signal.connect(self._enable)

    def _has_number(self) -> bool:
        return self._event != "reopened"

    def _told(self) -> str:
        if self._event == "concluded":
            return tr("The filed case: {number}.").format(number=self._facts.filed_under)
        if self._event == "filed":
            return tr("The colour of the patch stays: enforcement goes beside rectification.")
        text = tr("The patch becomes yellow again and must be verified anew.")
        return f"{text} {relapse_text(self._facts)}" if self._facts.relapses.count else text

    def entry(self) -> CaseEntry:
        """What the dialog says now."""
        return CaseEntry(
            self._row.uid,
            self._event,
            self.actor.text().strip(),
            self.level.currentData() or "",
            note_text(self.note),
            self.number.text().strip() if self._has_number() else "",
        )

    def _enable(self, *_value: object) -> None:
        ready = still_needed(
            self.needed,
            [
                (tr("the document no."), self._has_number() and not self.number.text().strip()),
                (tr("who records it"), not self.actor.text().strip()),
                (tr("the reason"), not self._has_number() and not note_text(self.note)),
            ],
        )
        self._set_ready(ready)


def _named(event: str) -> tuple[str, str]:
    """Title and button."""
    return {
        "reopened": (tr("Reopen Patch {patch_no}"), tr("Reopen Patch")),
        "filed": (tr("File a Case on Patch {patch_no}"), tr("File Case")),
        "concluded": (tr("Conclude the Case on Patch {patch_no}"), tr("Conclude Case")),
    }[event]
