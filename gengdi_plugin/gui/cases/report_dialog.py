"""The dialog in which it is reported what a measure reached (整改上报)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.rectification import DONE, Part, progress
from ...core.vocabulary import word
from ..figures import area
from ..measure import give_size
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
from .rectification_entries import CaseFacts, ReportEntry

if TYPE_CHECKING:
    from ...store.rectification_rows import RectificationRow
    from ...store.review import PatchRow


class ReportDialog(CaseDialog):
    """Asks for one report: :class:`ReportEntry`."""

    def __init__(self, row: PatchRow, facts: CaseFacts, officer: str, parent: QWidget | None = None) -> None:
        """``facts.rows`` holds at least one measure."""
        title = tr("Report a Measure on Patch {patch_no}")
        super().__init__("gengdi_report_measure", title, tr("Report Measure"), row, facts, parent)
        self._build(officer)
        self._choose()
        give_size(self, 520, 320)

    def _build(self, officer: str) -> None:
        self.measure = QComboBox()
        for one in self._facts.rows:
            self.measure.addItem(_named(one), one.uid)
        still = (place for place, one in enumerate(self._facts.rows) if one.done_m2 < one.area_m2)
        self.measure.setCurrentIndex(next(still, 0))
        self.done = QDoubleSpinBox()
        self.done.setDecimals(2)
        self.done.setSuffix(tr(" m²"))
        self.day = day_box(dt.date.today(), dt.date.today())
        self.actor = QLineEdit(officer)
        self.level = level_box("rectified", "rectifying", "officer")
        self.note = note_box()
        self.photos = photo_box()
        self.ends = QCheckBox(tr("No more will be put right"))
        self.because = QLineEdit()
        self.because.setPlaceholderText(tr("why less than the unlawful area"))
        self.outcome = plain_label("")
        form = QFormLayout()
        form.addRow(tr("Measure"), self.measure)
        form.addRow(tr("Done by now"), self.done)
        form.addRow(tr("Done on"), self.day)
        form.addRow(tr("Reported by"), self.actor)
        form.addRow(tr("Level"), self.level)
        form.addRow(tr("Note"), self.note)
        form.addRow(tr("Photos"), self.photos)
        form.addRow("", self.ends)
        form.addRow(tr("Reason"), self.because)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(about(self._row, self._facts.unlawful_m2)))
        layout.addLayout(form)
        layout.addWidget(self.outcome)
        layout.addWidget(self.needed)
        layout.addWidget(self.buttons)
        self.measure.currentIndexChanged.connect(self._choose)
        self.done.valueChanged.connect(self._enable)
        for signal in (self.actor.textChanged, self.because.textChanged, self.ends.toggled):
            signal.connect(self._enable)

    def _chosen(self) -> RectificationRow:
        return self._facts.rows[self.measure.currentIndex()]

    def _choose(self, *_value: object) -> None:
        one = self._chosen()
        self.done.setRange(one.done_m2, one.area_m2)
        self.done.setValue(one.area_m2)
        self._enable()

    def _done(self) -> float:
        """The area itself where the box, which shows hundredths, stands at its end."""
        one, value = self._chosen(), float(self.done.value())
        return one.area_m2 if value >= self.done.maximum() else value

    def entry(self) -> ReportEntry:
        """What the dialog says now."""
        return ReportEntry(
            self._chosen().uid,
            self._done(),
            day_text(self.day),
            self.actor.text().strip(),
            self.level.currentData() or "",
            note_text(self.note),
            self.because.text().strip() if self.because.isEnabled() else "",
            photo_paths(self.photos),
        )

    def _enable(self, *_value: object) -> None:
        one = self._chosen()
        others = [other.part() for other in self._facts.rows if other.uid != one.uid]
        parts = [*others, Part(one.measure, one.area_m2, self._done())]
        reached = progress(parts, self._facts.unlawful_m2)
        whole = reached.state == DONE
        self.ends.setEnabled(not whole)
        ends = self.ends.isChecked() and not whole
        self.because.setEnabled(ends)
        if whole or ends:
            text = tr("The case is then rectified and waits for another person to accept it.")
        else:
            text = tr("Still to be put right: {area} m².").format(area=area(reached.remaining_m2, 2))
        self.outcome.setText(text)
        ready = still_needed(
            self.needed,
            [
                (tr("who reports it"), not self.actor.text().strip()),
                (tr("more than was reported before"), not ends and self._done() <= one.done_m2),
                (tr("the reason"), ends and not self.because.text().strip()),
            ],
        )
        self._set_ready(ready)


def _named(one: RectificationRow) -> str:
    return tr("{measure}: {done} of {area} m² done").format(
        measure=word("measure", one.measure), done=area(one.done_m2, 2), area=area(one.area_m2, 2)
    )
