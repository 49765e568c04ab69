"""Window Figures and Ranking: what became of the cases, per village, town or county."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QWidget

from ...core.i18n import tr
from ...core.vocabulary import word
from ..figures import area, share
from ..measure import give_size
from ..report_window import ReportWindow
from ..rows_model import SORT_ROLE, RowColumn, RowsModel
from .case_fields import day_box, day_text

if TYPE_CHECKING:
    from ...core.case_figures import Days, UnitFigures

_LEVELS = ("town", "village", "county")

#: Pixels of the window in which every column is whole.
_WIDTH = 1240


class _Unit:
    """The figures of a unit with its name."""

    def __init__(self, figures: UnitFigures, name: str) -> None:
        self.figures = figures
        self.name = name or figures.unit_code or tr("in no known unit")


def _of(name: str) -> Any:
    """A figure of a row, for sorting."""
    return lambda row: getattr(row.figures, name)


def _count(name: str) -> Any:
    return lambda row: f"{getattr(row.figures, name):,}"


def _rate(name: str) -> Any:
    return lambda row: share(getattr(row.figures, name))


def _days(name: str) -> Any:
    def show(row: _Unit) -> str:
        days: Days = getattr(row.figures, name)
        return f"{days.median:g} / {days.high}" if days.median is not None else ""

    return show


def _median(name: str) -> Any:
    return lambda row: getattr(row.figures, name).median


_COLUMNS = (
    RowColumn(
        lambda: tr("Rank"),
        lambda row: "" if row.figures.rank is None else str(row.figures.rank),
        _of("rank"),
        True,
        lambda: tr("By rectification rate; equal rates share a rank"),
    ),
    RowColumn(lambda: tr("Unit"), lambda row: row.name),
    RowColumn(
        lambda: tr("Cases"),
        _count("cases"),
        _of("cases"),
        True,
        lambda: tr("Confirmed unlawful within the period"),
    ),
    RowColumn(lambda: tr("Area m²"), lambda row: area(row.figures.cases_m2, 0), _of("cases_m2"), True),
    RowColumn(
        lambda: tr("Filing rate"),
        _rate("filing_rate"),
        _of("filing_rate"),
        True,
        lambda: tr("Cases of enforcement filed / cases"),
    ),
    RowColumn(
        lambda: tr("Conclusion rate"),
        _rate("conclusion_rate"),
        _of("conclusion_rate"),
        True,
        lambda: tr("Cases concluded / cases filed"),
    ),
    RowColumn(
        lambda: tr("Closed cases"), _count("closed"), _of("closed"), True, lambda: tr("Cases accepted")
    ),
    RowColumn(
        lambda: tr("Rectification rate"),
        _rate("rectification_rate"),
        _of("rectification_rate"),
        True,
        lambda: tr("Cases accepted / cases"),
    ),
    RowColumn(
        lambda: tr("Rectification rate by area"),
        _rate("rectification_area_rate"),
        _of("rectification_area_rate"),
        True,
        lambda: tr("Unlawful area of the accepted cases / of all cases"),
    ),
    RowColumn(
        lambda: tr("Overdue rate"),
        _rate("overdue_rate"),
        _of("overdue_rate"),
        True,
        lambda: tr("Past the deadline and not accepted / cases with a deadline"),
    ),
    RowColumn(lambda: tr("Relapses"), _count("relapses"), _of("relapses"), True),
    RowColumn(
        lambda: tr("Days to find"),
        _days("found"),
        _median("found"),
        True,
        lambda: tr("Days from the later image to the first screening: median / 80 % within"),
    ),
    RowColumn(
        lambda: tr("Days to confirm"),
        _days("confirmed"),
        _median("confirmed"),
        True,
        lambda: tr("Days from the first screening to the audit: median / 80 % within"),
    ),
    RowColumn(
        lambda: tr("Days to rectify"),
        _days("rectified"),
        _median("rectified"),
        True,
        lambda: tr("Days from the audit to the acceptance: median / 80 % within"),
    ),
)


class FiguresWindow(ReportWindow):
    """Asks for figures by ``figures_wanted`` and shows them; computes nothing."""

    figures_wanted = pyqtSignal(str, str, str)  # level, first and last day of the period ("" open)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = RowsModel(_COLUMNS)
        super().__init__(tr("Figures and Ranking"), "gengdi_figures", "case-figures", self.model, parent)
        self.model.setParent(self)
        self.proxy.setSortRole(SORT_ROLE)
        self.level = QComboBox()
        for key in _LEVELS:
            self.level.addItem(word("level", key), key)
        self.period = QComboBox()
        for text, key in (
            (tr("all time"), "all"),
            (tr("this year"), "year"),
            (tr("this month"), "month"),
            (tr("from … to …"), "own"),
        ):
            self.period.addItem(text, key)
        today = dt.date.today()
        self.begin, self.end = day_box(today.replace(month=1, day=1)), day_box(today)
        for text, box in ((tr("Level"), self.level), (tr("Period"), self.period)):
            label = QLabel(text)
            label.setBuddy(box)
            self.head.addWidget(label)
            self.head.addWidget(box)
        for text, box in ((tr("From"), self.begin), (tr("To"), self.end)):
            box.setAccessibleName(text)
            self.head.addWidget(box)
        self.head.addStretch()
        self.level.activated.connect(lambda _place: self.ask())
        self.period.activated.connect(lambda _place: self._period_chosen())
        for box in (self.begin, self.end):
            box.dateChanged.connect(lambda _day: self.ask())
        self._enable()

    def help_anchor(self) -> str:
        """Where the guide speaks of this window."""
        return "case-figures"

    def ask(self) -> None:
        """Ask for the figures that are chosen now."""
        begin, end = self.days()
        if begin and end and begin > end:
            self.show_figures(tr("The period ends before it begins: choose other days."), (), [], [])
            return
        self.said.setText(tr("Counting …"))
        self.figures_wanted.emit(self.level.currentData(), begin, end)

    def days(self) -> tuple[str, str]:
        """First and last day of the period, "" where it is open."""
        today, kind = dt.date.today(), self.period.currentData()
        if kind == "year":
            return today.replace(month=1, day=1).isoformat(), ""
        if kind == "month":
            return today.replace(day=1).isoformat(), ""
        return (day_text(self.begin), day_text(self.end)) if kind == "own" else ("", "")

    def asks_for(self, level: str, begin: str, end: str) -> bool:
        """Whether these figures are the ones chosen now."""
        return (self.level.currentData(), *self.days()) == (level, begin, end)

    def show_figures(
        self,
        text: str,
        fields: Sequence[str],
        rows: Sequence[Sequence[Any]],
        units: Sequence[tuple[UnitFigures, str]],
    ) -> None:
        """Show the figures of ``units`` (with names); ``rows`` are what copy and export write."""
        self.model.set_rows([_Unit(figures, name) for figures, name in units])
        self.show_report(text, fields, rows)
        if rows:
            give_size(self, max(self.width(), _WIDTH), self.height())

    def _period_chosen(self) -> None:
        self._enable()
        self.ask()

    def _enable(self) -> None:
        for box in (self.begin, self.end):
            box.setEnabled(self.period.currentData() == "own")
