"""The dialog in which the rectification of a patch is ordered (下达整改)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.rectification import measures, proposed_due
from ...core.vocabulary import word
from ..measure import give_size
from ..plain_label import plain_label
from .case_dialog import CaseDialog
from .case_fields import (
    about,
    day_box,
    day_text,
    department_box,
    level_box,
    note_box,
    note_text,
    still_needed,
)
from .measures_box import MeasuresBox
from .rectification_entries import CaseFacts, MeasureEntry, OrderEntry

if TYPE_CHECKING:
    from ...store.review import PatchRow


class OrderDialog(CaseDialog):
    """Asks for an order: :class:`OrderEntry`."""

    def __init__(self, row: PatchRow, facts: CaseFacts, officer: str, parent: QWidget | None = None) -> None:
        title = tr("Order Rectification of Patch {patch_no}")
        super().__init__("gengdi_order", title, tr("Order Rectification"), row, facts, parent)
        self._build(officer)
        self._enable()
        give_size(self, 640, 540)

    def _build(self, officer: str) -> None:
        dealt = self._facts.dealt
        self.goes_on = QCheckBox(tr("Go on with the measures that were returned"))
        self.goes_on.setVisible(self._row.state == "returned" and bool(self._facts.rows))
        self.goes_on.setChecked(self.goes_on.isVisibleTo(self))
        self.measures = MeasuresBox(self._facts.unlawful_m2)
        self.measures.set_entries(self._proposed())
        self.department = department_box(dealt.lead)
        self.responsible = QComboBox()
        self.responsible.addItem(tr("not named"), "")
        for one in self._facts.people:
            self.responsible.addItem(" · ".join(filter(None, (one.name, word("level", one.level)))), one.uid)
        self.responsible.setCurrentIndex(max(0, self.responsible.findData(self._facts.responsible_uid)))
        self.due = day_box(proposed_due(dt.date.today()))
        self.notice = QLineEdit()
        self.notice.setPlaceholderText(tr("number of the rectification notice"))
        self.actor = QLineEdit(officer)
        self.level = level_box("rectifying", self._row.state, "town")
        self.note = note_box()
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about(self._row, self._facts.unlawful_m2)))
        layout.addWidget(plain_label(_dealt(self._facts)))
        layout.addWidget(self.goes_on)
        layout.addWidget(self.measures, 1)
        layout.addLayout(self._form())
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        self.measures.changed.connect(self._enable)
        self.goes_on.toggled.connect(self._enable)
        self.actor.textChanged.connect(self._enable)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(tr("Department"), self.department)
        form.addRow(tr("Responsible person"), self.responsible)
        form.addRow(tr("Deadline"), self.due)
        form.addRow(tr("Notice no."), self.notice)
        form.addRow(tr("Ordered by"), self.actor)
        form.addRow(tr("Level"), self.level)
        form.addRow(tr("Note"), self.note)
        return form

    def _proposed(self) -> list[MeasureEntry]:
        """The measures that are there, else one for the whole unlawful area."""
        if self._facts.rows:
            return [MeasureEntry(one.measure, one.area_m2, one.department) for one in self._facts.rows]
        proposed = self._facts.dealt.measure
        return [
            MeasureEntry(proposed if proposed in measures() else "on_site", self._facts.unlawful_m2 or 0.0)
        ]

    def entry(self) -> OrderEntry:
        """What the dialog says now."""
        return OrderEntry(
            self._row.uid,
            () if self.goes_on.isChecked() else self.measures.entries(),
            self.department.currentData(),
            self.responsible.currentData(),
            day_text(self.due),
            self.notice.text().strip(),
            note_text(self.note),
            self.actor.text().strip(),
            self.level.currentData() or "",
        )

    def _enable(self, *_value: object) -> None:
        goes_on = self.goes_on.isChecked()
        self.measures.setEnabled(not goes_on)
        named = still_needed(self.needed, [(tr("who orders it"), not self.actor.text().strip())])
        ready = named and (goes_on or not self.measures.fault())
        self._set_ready(ready)


def _dealt(facts: CaseFacts) -> str:
    """Who deals with it by the coordination table, and whether the ground fell back."""
    dealt = facts.dealt
    text = tr("{type}: {lead} leads, with {co}. (Example table, not official.)").format(
        type=word("event_type", dealt.event_type),
        lead=word("department", dealt.lead),
        co=tr(", ").join(word("department", one) for one in dealt.co) or tr("nobody else"),
    )
    if facts.relapses.count:
        text += " " + relapse_text(facts)
    return text


def relapse_text(facts: CaseFacts) -> str:
    """How often the ground fell back, and in which cases."""
    text = tr("This ground fell back %n time(s).", facts.relapses.count)
    numbers = [one.patch_no for one in facts.relapses.earlier if one.patch_no]
    if numbers:
        text += " " + tr("Closed cases on it: {numbers}.").format(numbers=tr(", ").join(numbers))
    return text
