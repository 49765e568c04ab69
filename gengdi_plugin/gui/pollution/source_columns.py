"""Pollution sources as rows of a table, with the problems that are open for each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.i18n import tr
from ...core.uscc import normal_uscc
from ...core.vocabulary import word
from ..rows_model import RowColumn

if TYPE_CHECKING:
    from ...core.pollution_sources import PollutionSource
    from ...store.problem_rows import ProblemRow


@dataclass(frozen=True)
class SourceRow:
    """A source with its open and overdue problems; ``expired``: a permit of it has run out by today."""

    source: PollutionSource
    problems: int
    late: int
    expired: bool
    hay: str

    @property
    def bbox(self) -> tuple[float, float, float, float] | None:
        """Where it is: west, south, east, north in EPSG:4490 degrees."""
        return self.source.bbox


@dataclass(frozen=True)
class Totals:
    """How many sources, sources with an expired permit, open and overdue problems (all of the workspace),
    open problems of no listed source, outlets of no listed permit."""

    sources: int = 0
    expired: int = 0
    problems: int = 0
    late: int = 0
    elsewhere: int = 0
    stray_outlets: int = 0


def source_rows(
    sources: Iterable[PollutionSource], problems: Sequence[ProblemRow], today: dt.date
) -> list[SourceRow]:
    """A row per source; problems belong to it by their credit code."""
    still = [one for one in problems if not one.closed]
    number = Counter(normal_uscc(one.uscc) for one in still)
    late = Counter(normal_uscc(one.uscc) for one in still if one.overdue)
    return [
        SourceRow(
            one,
            number[one.uscc] if one.uscc else 0,
            late[one.uscc] if one.uscc else 0,
            one.expired(today),
            " ".join(
                (
                    one.name, one.uscc, category_word(one), one.street, one.industry_code,
                    permit_numbers(one),
                )
            ).casefold(),
        )
        for one in sources
    ]  # fmt: skip


def totals(rows: Sequence[SourceRow], problems: Sequence[ProblemRow], stray_outlets: int) -> Totals:
    """What the line below the table says of all sources."""
    still = [one for one in problems if not one.closed]
    return Totals(
        len(rows),
        sum(row.expired for row in rows),
        len(still),
        sum(one.overdue for one in still),
        len(still) - sum(row.problems for row in rows),
        stray_outlets,
    )


def permit_numbers(source: PollutionSource) -> str:
    """The numbers of its permits."""
    return tr(", ").join(one.number for one in source.permits)


def category_word(source: PollutionSource) -> str:
    """The category of its management in words; as the layer has it when it is none of the usual three."""
    return word("permit_category", source.category)


def source_name(source: PollutionSource) -> str:
    """What a source is called: its name, else its code, else its permit."""
    return source.name or source.uscc or permit_numbers(source) or tr("source without a name")


def _valid_to(row: SourceRow) -> str:
    day = row.source.valid_to
    if day is None:
        return ""
    return tr("{day} · expired").format(day=day.isoformat()) if row.expired else day.isoformat()


def _number(value: int) -> str:
    return f"{value:,}" if value else ""


COLUMNS = (
    RowColumn(lambda: tr("Name"), lambda row: source_name(row.source)),
    RowColumn(
        lambda: tr("Problems"), lambda row: _number(row.problems), lambda row: row.problems, number=True,
        tip=lambda: tr("Problems of the supervision list that are not closed"),
    ),
    RowColumn(
        lambda: tr("Late"), lambda row: _number(row.late), lambda row: row.late, number=True,
        tip=lambda: tr("Of these, the overdue ones"),
    ),
    RowColumn(
        lambda: tr("Valid to"), _valid_to,
        lambda row: row.source.valid_to.isoformat() if row.source.valid_to else "9",
        tip=lambda: tr("The last day of the permit that runs out first, held against today"),
    ),
    RowColumn(lambda: tr("Category"), lambda row: category_word(row.source)),
    RowColumn(lambda: tr("Street"), lambda row: row.source.street),
    RowColumn(lambda: tr("Permit no."), lambda row: permit_numbers(row.source)),
    RowColumn(
        lambda: tr("Credit code"), lambda row: row.source.uscc,
        tip=lambda: tr("Unified social credit code: what joins enterprises, permits and problems"),
    ),
    RowColumn(
        lambda: tr("Outlets"), lambda row: _number(row.source.outlets), lambda row: row.source.outlets,
        number=True,
    ),
)  # fmt: skip
