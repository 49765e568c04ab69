"""The dialog in which another person accepts a rectification (验收销号) or returns it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.rectification import progress, proposed_due, tolerance
from ...core.vocabulary import word
from ..figures import area
from ..measure import fit, give_size
from ..plain_label import plain_label
from .case_dialog import CaseDialog
from .case_fields import (
    about,
    day_box,
    day_text,
    level_box,
    note_box,
    note_text,
    photo_box,
    photo_paths,
    still_needed,
)
from .rectification_entries import AcceptanceEntry, CaseFacts

if TYPE_CHECKING:
    from ...store.review import PatchRow


class AcceptanceDialog(CaseDialog):
    """Asks for a decision: :class:`AcceptanceEntry`."""

    def __init__(self, row: PatchRow, facts: CaseFacts, officer: str, parent: QWidget | None = None) -> None:
        title = tr("Accept or Return Patch {patch_no}")
        super().__init__("gengdi_acceptance", title, tr("Record Decision"), row, facts, parent)
        self._reached = progress([one.part() for one in facts.rows], facts.unlawful_m2)
        self._build(officer)
        self._enable()
        give_size(self, 520, 320)

    def _build(self, officer: str) -> None:
        self.decision = QComboBox()
        self.decision.addItem(tr("Accept: the case is closed"), True)
        self.decision.addItem(tr("Return: it must be put right again"), False)
        self.actor = QLineEdit(officer)
        self.level = level_box("accepted", "rectified", "town")
        self.due = day_box(proposed_due(dt.date.today()))
        self.again = QCheckBox(tr("Order the rectification again at once"))
        self.again.setChecked(True)
        self.note = note_box()
        self.photos = photo_box()
        self.returned = self._measures()
        self._form = QFormLayout()
        self._form.addRow(tr("Acceptance decision"), self.decision)
        self._form.addRow(tr("Decided by"), self.actor)
        self._form.addRow(tr("Level"), self.level)
        self._form.addRow(tr("New deadline"), self.due)
        self._form.addRow("", self.again)
        self._form.addRow(tr("Note"), self.note)
        self._form.addRow(tr("Photos"), self.photos)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about(self._row, self._facts.unlawful_m2)))
        layout.addWidget(plain_label(self._told()))
        layout.addLayout(self._form)
        layout.addWidget(self.returned)
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        for signal in (self.actor.textChanged, self.note.textChanged, self.decision.currentIndexChanged):
            signal.connect(self._enable)

    def _measures(self) -> QGroupBox:
        """What of each measure is not accepted; all of it unless the auditor says less."""
        box = QGroupBox(tr("To be done again"))
        form = QFormLayout(box)
        self.wrong: dict[str, QDoubleSpinBox] = {}
        for one in self._facts.rows:
            amount = QDoubleSpinBox()
            amount.setDecimals(2)
            amount.setRange(0.0, one.done_m2)
            amount.setValue(one.done_m2)
            amount.setSuffix(tr(" m²"))
            self.wrong[one.uid] = amount
            form.addRow(word("measure", one.measure), amount)
        return box

    def _told(self) -> str:
        """What was reported, measure by measure, and what remains."""
        lines = []
        for one in self._facts.rows:
            parts = [
                tr("{measure}: {done} of {area} m² done").format(
                    measure=word("measure", one.measure), done=area(one.done_m2, 2), area=area(one.area_m2, 2)
                ),
                one.done_on,
                one.reported_by,
                tr("%n photo(s)", one.photos),
                one.note,
            ]
            lines.append(" · ".join(filter(None, parts)))
        if self._reached.remaining_m2 > tolerance():
            lines.append(tr("Not put right: {area} m².").format(area=area(self._reached.remaining_m2, 2)))
        lines.append(tr("Another person than the one who reported it must decide."))
        return "\n".join(lines)

    def entry(self) -> AcceptanceEntry:
        """What the dialog says now."""
        accepted = bool(self.decision.currentData())
        wrong = {}
        for one in self._facts.rows:
            box = self.wrong[one.uid]
            wrong[one.uid] = one.done_m2 if box.value() >= box.maximum() else box.value()
        return AcceptanceEntry(
            self._row.uid,
            accepted,
            self.actor.text().strip(),
            self.level.currentData() or "",
            note_text(self.note),
            photo_paths(self.photos),
            "" if accepted else day_text(self.due),
            {} if accepted else wrong,
            not accepted and self.again.isChecked(),
        )

    def _enable(self, *_value: object) -> None:
        accepted = bool(self.decision.currentData())
        for editor in (self.due, self.again):
            editor.setVisible(not accepted)
            label = self._form.labelForField(editor)
            if label is not None:
                label.setVisible(not accepted)
        self.returned.setVisible(not accepted and bool(self._facts.rows))
        less = bool(self._facts.rows) and self._reached.remaining_m2 > tolerance()
        why = tr("why less is accepted (note)") if accepted else tr("why it is returned (note)")
        ready = still_needed(
            self.needed,
            [
                (tr("who decides"), not self.actor.text().strip()),
                (why, (less or not accepted) and not note_text(self.note)),
            ],
        )
        self._set_ready(ready)
        fit(self)
