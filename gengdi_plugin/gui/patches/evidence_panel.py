"""Why the selected patch has its colour: the plain sentence, the figures, the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.sentences import sentence
from ...core.vocabulary import keys, word
from .. import figures
from ..code_chip import chip_pixmap
from ..help import open_guide, reason_anchor
from ..measure import scaled
from ..row_table import as_rows
from .evidence_model import Evidence, EvidenceModel

if TYPE_CHECKING:
    from ...store.review import PatchRow


class EvidencePanel(QWidget):
    """Shows one patch; without one it says what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = QLabel()
        self.title = _label()
        self.title.setObjectName("gengdi_patch_title")
        self.sentence = _label()
        self.sentence.setObjectName("gengdi_sentence")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._reason = ""
        self.why = QLabel(f'<a href="why">{escape(tr("why?"))}</a>')
        self.why.setObjectName("gengdi_why")
        self.why.setToolTip(tr("What this reason means and what to do next (F1)"))
        self.why.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.why.linkActivated.connect(lambda _link: open_guide(reason_anchor("reason", self._reason)))
        self.numbers = _label()
        self.model = EvidenceModel(self)
        self.table = QTableView()
        self.table.setObjectName("gengdi_evidence")
        self.table.setModel(self.model)
        as_rows(self.table)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.activated.connect(lambda _index: open_guide(self.help_anchor()))
        self.table.setMinimumHeight(5 * self.table.verticalHeader().defaultSectionSize())
        self.empty = _label()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)  # takes the table's room when there is none
        head = QHBoxLayout()
        head.addWidget(self.badge)
        head.addWidget(self.title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(head)
        told = QHBoxLayout()
        told.addWidget(self.sentence, 1)
        told.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(told)
        layout.addWidget(self.numbers)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        self.show_none(tr("Select a patch to see why it has its colour."))

    def help_anchor(self) -> str:
        """Where the guide explains the selected evidence's "why not", else the patch's reason."""
        chosen = self.table.selectionModel().selectedRows()
        why_not = self.model.row(chosen[0].row())["why_not"] or "" if chosen else ""
        if self.table.hasFocus() and why_not in keys("why_not"):
            return reason_anchor("why_not", why_not)
        return reason_anchor("reason", self._reason)

    def show_none(self, text: str) -> None:
        """No patch: ``text`` says what to do."""
        for part in (self.badge, self.title, self.sentence, self.why, self.numbers, self.table):
            part.hide()
        self._reason = ""
        self.empty.setText(text)
        self.empty.show()

    def show_patch(self, row: PatchRow, evidence: Sequence[Evidence]) -> None:
        """The patch with the evidence of its latest verdict."""
        self.badge.setPixmap(chip_pixmap(row.code, scaled(22)))
        self.badge.setToolTip(word("code", row.code))
        self.title.setText(_title(row))
        self.sentence.setText(_sentence(row))
        self._reason = row.reason if row.reason in keys("reason") else ""
        self.why.setVisible(bool(self._reason))
        self.numbers.setText(_numbers(row))
        self.model.set_rows(evidence)
        self.table.resizeColumnsToContents()
        self.empty.setText(tr("No approval and no violation touches this patch."))
        for part in (self.badge, self.title, self.sentence, self.numbers):
            part.show()
        self.table.setVisible(bool(evidence))
        self.empty.setVisible(not evidence)


def _label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _sentence(row: PatchRow) -> str:
    """Why the screening gave its code, in the interface's language whatever it was when the run was made;
    once a person has decided otherwise, who did, and what screening said as what it was then."""
    text = sentence(vars(row)) if row.reason else ""
    if not text or row.code == row.screened:
        return text
    said = tr("At screening: {sentence}").format(sentence=text)
    if not row.auditor:
        return tr("{state}. {said}").format(state=word("state", row.state), said=said)
    return tr("{state} ({who}, {when}). {said}").format(
        state=word("state", row.state), who=row.auditor, when=(row.audited_at or "")[:10], said=said
    )


def _title(row: PatchRow) -> str:
    parts = [
        tr("Patch {patch_no}").format(patch_no=row.patch_no or row.spatial_code),
        word("state", row.state) if row.state else "",
        word("finding", row.finding) if row.finding and row.finding != row.state else "",
        word("scope", row.scope) if row.scope else "",
        word("change_kind", row.change_kind) if row.change_kind and row.change_kind != "other" else "",
    ]
    return " · ".join(filter(None, parts))


def _numbers(row: PatchRow) -> str:
    """The areas that decide, each with its name; what was not tested is left out."""
    areas = (
        (tr("area"), row.area_m2),
        (tr("approved"), row.approved_m2),
        (tr("slivers forgiven"), row.sliver_m2 or None),
        (tr("uncovered"), row.uncovered_m2),
        (tr("cultivated uncovered"), row.uncovered_cultivated_m2),
        (tr("permanent basic farmland uncovered"), row.uncovered_basic_m2),
        (tr("permanent basic farmland without authorisation"), row.unauthorised_basic_m2 or None),
    )
    return tr("; ").join(
        tr("{name} {m2} m²").format(name=name, m2=figures.area(value))
        for name, value in areas
        if value is not None
    )
