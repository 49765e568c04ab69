"""What the patch table shows: code, reason, unit, text, only what is selected on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QToolButton, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..code_chip import chip, chip_size
from .patch_columns import rests_on_word
from .patch_filters import CodeFilter, PatchFilter, ReasonFilter, TextFilter, UnitFilter

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_rows import PatchRows


class FilterBar(QWidget):
    """Emits ``changed`` whenever :meth:`filters` would answer something else."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes: dict[str, QToolButton] = {}
        chips = QHBoxLayout()
        for code in keys("code"):
            button = QToolButton()
            button.setCheckable(True)
            button.setIcon(chip(code))
            button.setIconSize(QSize(chip_size(), chip_size()))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setToolTip(word("code", code))
            button.setAccessibleName(word("code", code))
            button.toggled.connect(self._changed)
            self.codes[code] = button
            chips.addWidget(button)
        self.text = QgsFilterLineEdit()
        self.text.setShowSearchIcon(True)
        self.text.setShowClearButton(True)
        self.text.setPlaceholderText(tr("Number, code, village, document …"))
        self.text.setObjectName("gengdi_filter_text")
        self.text.textChanged.connect(self._changed)
        chips.addWidget(self.text, 1)
        self.reason = self._combo(tr("Show one reason"))
        self.unit = self._combo(tr("Show one unit"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(chips, 0, 0, 1, 2)
        layout.addWidget(self.reason, 1, 0)
        layout.addWidget(self.unit, 1, 1)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        self.offer([])

    def _combo(self, tip: str) -> QComboBox:
        combo = QComboBox()
        combo.setToolTip(tip)
        combo.setAccessibleName(tip)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        combo.currentIndexChanged.connect(self._changed)
        return combo

    def filters(self) -> list[PatchFilter]:
        """The filters as they are set."""
        codes = frozenset(code for code, button in self.codes.items() if button.isChecked())
        return [
            CodeFilter(codes),
            ReasonFilter(self.reason.currentData() or ""),
            UnitFilter(self.unit.currentData() or ""),
            TextFilter(self.text.text().strip()),
        ]

    def offer(self, rows: Sequence[PatchRow]) -> None:
        """Offer the reasons and units that occur in ``rows``, with their numbers; keep what is chosen."""
        by_code: Counter[str] = Counter()
        by_reason: Counter[str] = Counter()
        known = _counted(rows)
        for (its_code, rests_on), (count, _area) in (known.tally if known else {}).items():
            by_code[its_code] += count
            if rests_on:
                by_reason[rests_on] += count
        for code, button in self.codes.items():
            button.setText(f"{by_code[code]:,}")
            button.setVisible(bool(by_code[code]) or code in ("green", "yellow") or button.isChecked())
        order = [key for key in (*keys("reason"), *keys("state")) if by_reason[key]]
        order += sorted(set(by_reason) - set(order))
        _refill(
            self.reason,
            tr("All reasons"),
            [(f"{rests_on_word(key)} ({by_reason[key]:,})", key) for key in order],
        )
        _refill(self.unit, tr("All units"), _units(known) if known else [])

    def choose(self, code: str, reason: str) -> None:
        """Show one code and one reason (empty = all) and nothing else narrowed."""
        self.blockSignals(True)
        for key, button in self.codes.items():
            button.setChecked(key == code)
        self.reason.setCurrentIndex(max(0, self.reason.findData(reason)))
        self.unit.setCurrentIndex(0)
        self.text.clear()
        self.blockSignals(False)
        self.changed.emit()

    def clear(self) -> None:
        """Show everything."""
        self.choose("", "")

    def _changed(self, *_value: object) -> None:
        self.changed.emit()


def _refill(combo: QComboBox, everything: str, entries: list[tuple[str, str]]) -> None:
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, "")
    for text, key in entries:
        combo.addItem(text, key)
        combo.setItemData(combo.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)


def _counted(rows: Sequence[PatchRow]) -> PatchRows | None:
    """The rows with their numbers; None for none, so that QGIS's start loads nothing for it."""
    if not rows:
        return None
    from .patch_rows import PatchRows

    return PatchRows.of(rows)


def _units(rows: PatchRows) -> list[tuple[str, str]]:
    """Towns (nine digits) with their villages below them, each with its number of patches."""
    number, names = rows.units, rows.unit_names
    towns: dict[str, list[str]] = {}
    for code in sorted(number):
        towns.setdefault(code[:9], []).append(code)
    entries: list[tuple[str, str]] = []
    for town, villages in towns.items():
        if len(towns) > 1 and villages != [town]:
            total = sum(number[code] for code in villages)
            entries.append((tr("Town {code} ({n})").format(code=town, n=f"{total:,}"), town))
        entries += [(f"{names[code] or code} ({number[code]:,})", code) for code in villages]
    return entries
