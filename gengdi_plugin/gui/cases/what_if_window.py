"""Window What If: pending patches by their effect, and every town's ratio with the chosen ones rectified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QTableView,
    QWidget,
)

from ...core.i18n import tr
from ..figures import area
from ..measure import give_size, scaled
from ..plain_label import plain_label
from ..ratio_bar import RatioBar
from ..report_window import ReportWindow
from ..rows_model import ROW_ROLE, SORT_ROLE, RowColumn, RowsModel

if TYPE_CHECKING:
    from ...core.what_if import Effect, Ratio, TownChange
    from ...store.what_if import WhatIf

#: Pixels of the window with its two tables.
_HEIGHT = 640

_CHECK = Qt.ItemDataRole.CheckStateRole


def percent(ratio: float | None) -> str:
    """A ratio 0–1 as percent; "" for none."""
    return "" if ratio is None else f"{100 * ratio:.2f} %"


def _now_and_then(change: TownChange) -> str:
    before, after = percent(change.before.ratio), percent(change.after.ratio)
    if not before:
        return ""
    first = f"{before} {_mark(change.before)}"
    return first if before == after else f"{first} → {after or percent(0.0)} {_mark(change.after)}"


def _mark(ratio: Ratio) -> str:
    return tr("over") if ratio.over else tr("below")


class PendingModel(RowsModel):
    """Effects with a check box each; ``chosen`` are the uids checked."""

    chosen_changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(_PENDING)
        self.chosen: set[str] = set()

    def choose(self, uids: set[str]) -> None:
        """Check these and no others."""
        self.chosen = set(uids)
        if self.rowCount():
            last = self.index(self.rowCount() - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [_CHECK])
        self.chosen_changed.emit()

    def flags(self, index: QModelIndex) -> Any:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _CHECK and index.isValid() and index.column() == 0:
            checked = self._uid(index) in self.chosen
            return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        uid = self._uid(index)
        (self.chosen.add if Qt.CheckState(value) == Qt.CheckState.Checked else self.chosen.discard)(uid)
        self.dataChanged.emit(index, index, [_CHECK])
        self.chosen_changed.emit()
        return True

    def _uid(self, index: QModelIndex) -> str:
        return str(self.rows()[index.row()].effect.occupation.patch_uid)


class _Pending:
    """An effect with the name of its town."""

    def __init__(self, effect: Effect, town: str) -> None:
        self.effect = effect
        self.town = town


_PENDING = (
    RowColumn(lambda: tr("Patch no."), lambda row: row.effect.occupation.patch_no),
    RowColumn(lambda: tr("Town"), lambda row: row.town),
    RowColumn(
        lambda: tr("Unlawful m²"),
        lambda row: area(row.effect.occupation.unlawful_m2),
        lambda row: row.effect.occupation.unlawful_m2,
        True,
    ),
    RowColumn(
        lambda: tr("Effect on the ratio"),
        lambda row: f"−{percent(row.effect.drop)}",
        lambda row: row.effect.drop,
        True,
        lambda: tr("By how much the town's ratio falls when this patch alone is rectified"),
    ),
    RowColumn(
        lambda: tr("Town's ratio then"),
        lambda row: percent(row.effect.after.ratio),
        lambda row: row.effect.after.ratio,
        True,
    ),
)


class WhatIfWindow(ReportWindow):
    """Shows a :class:`store.what_if.WhatIf`; simulates as boxes are checked, changes nothing."""

    year_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = PendingModel()
        super().__init__(tr("What If"), "gengdi_what_if", "what-if", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._found: WhatIf | None = None
        self._names: dict[str, str] = {}
        self.year = QComboBox()
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        label = QLabel(tr("Year"))
        label.setBuddy(self.year)
        self.head.addWidget(label)
        self.head.addWidget(self.year)
        self.head.addStretch()
        self._town_table()
        self.told = plain_label("")
        layout = self.layout()
        layout.insertWidget(2, self.told)
        layout.insertWidget(3, self.towns, 1)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.enough_button = self.buttons.addButton(tr("Choose What Is Enough"), action)
        self.none_button = self.buttons.addButton(tr("Choose None"), action)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)
        self.year.activated.connect(lambda _place: self.year_wanted.emit(self.year.currentData() or ""))
        self.enough_button.clicked.connect(lambda _checked: self._choose_enough())
        self.none_button.clicked.connect(lambda _checked: self.model.choose(set()))
        self.model.chosen_changed.connect(self._simulate)

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "what-if"

    def _town_table(self) -> None:
        columns = (
            RowColumn(lambda: tr("Town"), lambda change: self._name(change.before.town)),
            RowColumn(lambda: tr("Ratio"), _now_and_then, lambda change: change.before.ratio),
            RowColumn(lambda: tr("Now and then"), _now_and_then, lambda change: change.after.ratio),
            RowColumn(
                lambda: tr("Unlawful m²"),
                lambda change: area(change.after.unlawful_m2, 0),
                lambda change: change.after.unlawful_m2,
                True,
            ),
            RowColumn(
                lambda: tr("Occupied m²"),
                lambda change: area(change.after.occupied_m2, 0),
                lambda change: change.after.occupied_m2,
                True,
            ),
        )
        self.town_model = RowsModel(columns, self)
        self.towns = QTableView()
        self.towns.setObjectName("gengdi_what_if_towns")
        self.towns.setModel(self.town_model)
        self.bar = RatioBar(self.towns)
        self.towns.setItemDelegateForColumn(2, self.bar)
        self.towns.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.towns.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.towns.setTabKeyNavigation(False)
        self.towns.verticalHeader().hide()
        self.towns.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.towns.horizontalHeader().setStretchLastSection(True)

    def show_what_if(self, found: WhatIf) -> None:
        """Show ``found``; what was chosen stays chosen as far as it is still pending."""
        self._found = found
        self._names = found.names
        self.year.clear()
        for year in found.years:
            self.year.addItem(year, year)
        self.year.setCurrentIndex(self.year.findData(found.year))
        effects = found.effects()
        self.model.set_rows([_Pending(one, self._name(one.occupation.town)) for one in effects])
        known = {one.occupation.patch_uid for one in effects}
        self.bar.threshold = found.rules.threshold
        self.model.choose(self.model.chosen & known)
        shown = bool(self.town_model.rowCount())
        self.show_report(self.said.text(), (), [()] if shown else [])
        if shown:
            give_size(self, self.width(), max(self.height(), _HEIGHT))
        self.towns.resizeColumnsToContents()
        self.towns.setColumnWidth(1, self.towns.columnWidth(1) + scaled(140, self))
        self.towns.setColumnWidth(2, scaled(240, self))
        self.table.setColumnWidth(0, self.table.columnWidth(0) + scaled(24, self))

    def copy(self) -> None:
        self._fill()
        super().copy()

    def export(self) -> None:
        self._fill()
        super().export()

    def _fill(self) -> None:
        """What is copied and exported, as chosen now: made when it is wanted, not at every click."""
        from ...store.what_if import WHAT_IF_FIELDS, what_if_rows

        if self._found is not None:
            self.fields = WHAT_IF_FIELDS
            self.table_rows = list(what_if_rows(self._found, self.model.chosen))

    def patch_at(self, index: QModelIndex) -> str:
        row = index.data(ROW_ROLE)
        return str(row.effect.occupation.patch_uid) if row is not None else ""

    def _name(self, town: str) -> str:
        return self._names.get(town) or town or tr("in no known town")

    def _choose_enough(self) -> None:
        if self._found is not None:
            self.model.choose(set(self._found.enough()))

    def _simulate(self) -> None:
        found = self._found
        if found is None:
            return
        changes = found.simulate(self.model.chosen)
        self.bar.largest = max((one.before.ratio or 0.0 for one in changes), default=0.0)
        changes.sort(key=lambda one: -(one.before.ratio or 0.0))
        self.town_model.set_rows(changes)
        self.said.setText(self._sentence(changes))
        self.towns.setVisible(bool(changes))
        self.told.setVisible(bool(changes))
        self.told.setText(
            tr(
                "Threshold {threshold} (example value, not an official rule). Numerator: cultivated land "
                "confirmed unlawful and not accepted yet; denominator: cultivated land that new "
                "construction of the year occupied. Check patches to see the ratio with them rectified: the "
                "pale bar is now, the strong one then, the dashed line the threshold. Nothing is changed."
            ).format(threshold=percent(found.rules.threshold))
        )
        self.enough_button.setEnabled(any(one.before.over for one in changes))
        self.none_button.setEnabled(bool(self.model.chosen))

    def _sentence(self, changes: list[TownChange]) -> str:
        if not changes:
            return tr("No new construction is known in this workspace yet: screen patches first.")
        before, after = (
            sum(side.over for side in sides) for sides in zip(*((c.before, c.after) for c in changes))
        )
        text = tr("%n patch(es) taken as rectified.", len(self.model.chosen))
        return (
            text
            + " "
            + tr("Towns over the threshold: {before} now, {after} then.").format(before=before, after=after)
        )
