"""What the patch table shows: code, reason, unit, text, more behind a button, and all of it in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QToolButton, QWidget

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from ..code_chip import chip, chip_size
from .filter_choices import NAME_ROLE, counted, offered, refill, units
from .filter_line import FilterLine
from .more_button import MoreFilters
from .patch_columns import rests_on_word
from .patch_filters import CodeFilter, PatchFilter, ReasonFilter, TextFilter, UnitFilter
from .saved_filters import Plain, as_plain, more_of

if TYPE_CHECKING:
    from ...store.review import PatchRow


#: From so many patches on the table waits until the officer pauses typing.
_MANY = 5_000
_PAUSE_MS = 150


class FilterText(QgsFilterLineEdit):
    """Esc clears it, Down and Enter go on to what was found."""

    left = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Emits ``changed`` whenever :meth:`filters` would answer something else, of typed text after a pause.
    ``more``: the filters behind the button; ``line``: all of them in words."""

    changed = pyqtSignal()
    left = pyqtSignal()  # the officer goes on to the rows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._many = False
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
        self.text = FilterText()
        self.text.setShowSearchIcon(True)
        self.text.setShowClearButton(True)
        self.text.setPlaceholderText(tr("Number, code, village, document …"))
        self.text.setObjectName("gengdi_filter_text")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._changed)
        self.text.textChanged.connect(lambda _text: self._pause.start() if self._many else self._changed())
        self.text.left.connect(self._leave)
        chips.addWidget(self.text, 1)
        self.reason = self._combo(tr("Show one reason"))
        self.unit = self._combo(tr("Show one unit"))
        self.more = MoreFilters()
        self.more.changed.connect(self._changed)
        self.line = FilterLine()
        self.line.dropped.connect(self.drop)
        self.line.all_wanted.connect(self.clear)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(4)
        layout.addLayout(chips, 0, 0, 1, 3)
        layout.addWidget(self.reason, 1, 0)
        layout.addWidget(self.unit, 1, 1)
        layout.addWidget(self.more, 1, 2)
        layout.addWidget(self.line, 2, 0, 1, 3)
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

    def help_anchor(self) -> str:
        """Where the guide speaks of the filters."""
        return "patch-filters"

    def filters(self) -> list[PatchFilter]:
        """The filters as they are set."""
        codes = frozenset(code for code, button in self.codes.items() if button.isChecked())
        return [
            CodeFilter(codes),
            ReasonFilter(self.reason.currentData() or ""),
            UnitFilter(self.unit.currentData() or "", self.unit.currentData(NAME_ROLE) or ""),
            TextFilter(self.text.text().strip()),
            *self.more.chosen.values(),
        ]

    def plain(self) -> Plain:
        """The filters as they are set, to be kept."""
        return as_plain(self.filters())

    def take(self, plain: Plain) -> None:
        """Set what was kept, in place of everything that is set."""
        codes = plain.get("code")
        self._set(
            {str(code) for code in codes} if isinstance(codes, list) else set(),
            *(str(plain.get(kind) or "") for kind in ("reason", "unit", "text")),
            more_of(plain),
        )
        if plain.get("extent") is True:
            self.more.extent_wanted.emit(True)

    def drop(self, kind: str) -> None:
        """Take the filter of this kind away."""
        if kind == "code":
            self._set(set(), self._reason(), self._unit(), self.text.text(), list(self.more.chosen.values()))
        elif kind in ("reason", "unit"):
            (self.reason if kind == "reason" else self.unit).setCurrentIndex(0)
        elif kind == "text":
            self.text.clear()
        else:
            self.more.drop(kind)

    def only(self, kind: str, value: str, name: str = "") -> None:
        """Narrow further to this reason or unit (called ``name``)."""
        combo = self.reason if kind == "reason" else self.unit
        combo.setCurrentIndex(offered(combo, value, name))

    def _reason(self) -> str:
        return self.reason.currentData() or ""

    def _unit(self) -> str:
        return self.unit.currentData() or ""

    def offer(self, rows: Sequence[PatchRow]) -> None:
        """Offer the reasons and units that occur in ``rows``, with their numbers; keep what is chosen."""
        by_code: Counter[str] = Counter()
        by_reason: Counter[str] = Counter()
        known = counted(rows)
        self._many = len(rows) > _MANY
        self.more.offer(known)
        for (its_code, rests_on), (count, _area) in (known.tally if known else {}).items():
            by_code[its_code] += count
            if rests_on:
                by_reason[rests_on] += count
        for code, button in self.codes.items():
            button.setText(f"{by_code[code]:,}")
            button.setVisible(bool(by_code[code]) or code in ("green", "yellow") or button.isChecked())
        order = [key for key in (*keys("reason"), *keys("state")) if by_reason[key]]
        order += sorted(set(by_reason) - set(order))
        refill(
            self.reason,
            tr("All reasons"),
            [(rests_on_word(key), by_reason[key], key) for key in order],
        )
        refill(self.unit, tr("All units"), units(known) if known else [])

    def choose(self, code: str, reason: str) -> None:
        """Show one code and one reason (empty = all) and nothing else narrowed."""
        self._set({code}, reason, "", "", [])

    def clear(self) -> None:
        """Show everything."""
        self.choose("", "")

    def _set(self, codes: set[str], reason: str, unit: str, text: str, more: list[PatchFilter]) -> None:
        self.blockSignals(True)
        for key, button in self.codes.items():
            button.setChecked(key in codes)
        self.reason.setCurrentIndex(offered(self.reason, reason, rests_on_word(reason)))
        self.unit.setCurrentIndex(offered(self.unit, unit, unit))
        self.text.setText(text)
        for kind in [kind for kind in self.more.chosen if kind not in {one.kind for one in more}]:
            self.more.drop(kind)
        for one in more:
            self.more.put(one)
        self.blockSignals(False)
        self._changed()

    def _leave(self) -> None:
        if self._pause.isActive():
            self._changed()
        self.left.emit()

    def _changed(self, *_value: object) -> None:
        self._pause.stop()
        self.line.show_filters(self.filters())
        self.changed.emit()
