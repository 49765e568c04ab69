"""The three boxes that ask for a finding's category: the set, the category, the subtype."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout

from ...core import finding_vocabulary as sets
from ...core.i18n import tr
from ..settings import FINDING_SET


class CategoryBox(QObject):
    """Three boxes for a form; each offers what goes with the finding and the box above it.

    The set is remembered in the profile. What was chosen stays as long as it goes with the finding.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finding = ""
        self.sets, self.categories, self.subtypes = QComboBox(), QComboBox(), QComboBox()
        for key in sets.sets():
            self.sets.addItem(sets.set_name(key), key)
        self.sets.setCurrentIndex(max(self.sets.findData(FINDING_SET.value()), 0))
        for box in (self.categories, self.subtypes):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
        self.sets.currentIndexChanged.connect(self._set_chosen)
        self.categories.currentIndexChanged.connect(self._category_chosen)
        self.subtypes.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self._offer_categories()

    def add_to(self, form: QFormLayout) -> None:
        """Add the boxes as rows."""
        form.addRow(tr("Set of categories"), self.sets)
        form.addRow(tr("Category"), self.categories)
        form.addRow(tr("Subtype"), self.subtypes)

    def show_finding(self, finding: str) -> None:
        """Offer what goes with this finding ("" offers nothing)."""
        if finding != self._finding:
            self._finding = finding
            self._offer_categories()
            self.changed.emit()

    def vocabulary(self) -> str:
        """Key of the set, "" while no category is chosen."""
        return str(self.sets.currentData()) if self.category() else ""

    def category(self) -> str:
        """Key of the category, "" while none is chosen."""
        return str(self.categories.currentData() or "")

    def subtype(self) -> str:
        """Key of the subtype, "" while none is chosen."""
        return str(self.subtypes.currentData() or "")

    def proof_types(self) -> str:
        """The types of evidence that the choice asks for, separated by blanks."""
        return " ".join(sets.proof_types(self.vocabulary(), self.subtype() or self.category()))

    def _set_chosen(self, _index: int) -> None:
        FINDING_SET.store(str(self.sets.currentData()))
        self._offer_categories()
        self.changed.emit()

    def _category_chosen(self, _index: int) -> None:
        self._offer_subtypes()
        self.changed.emit()

    def _offer_categories(self) -> None:
        rows = sets.categories(str(self.sets.currentData()), self._finding) if self._finding else []
        _fill(self.categories, [(row.text(), row.key) for row in rows if not row.parent])
        self._offer_subtypes()

    def _offer_subtypes(self) -> None:
        set_key, above = str(self.sets.currentData()), self.category()
        rows = sets.below(set_key, above, self._finding) if above else []
        # of a tree the words above stand before each: 工矿商服 › 光伏
        first = sets.words(set_key, above) + " › "
        _fill(self.subtypes, [(sets.words(set_key, row.key).replace(first, "", 1), row.key) for row in rows])


def _fill(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    """Offer ``choices`` behind “not chosen”; keep the choice when it is still there. Tells nobody."""
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(tr("not chosen"), "")
    for text, key in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(box.findData(before), 0))
    box.setEnabled(bool(choices))
    box.blockSignals(False)
