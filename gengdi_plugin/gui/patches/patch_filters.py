"""What narrows the patch table: small objects that accept a row or do not, and say so in words.

Each names itself (``kind``), and answers for one row and for all rows at once; which of them are in force,
and what narrows nothing, is told by :meth:`words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from .patch_columns import rests_on_word

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_rows import PatchRows

#: A chip names so many values before it counts the others.
_NAMED = 2


class PatchFilter(Protocol):
    """Accepts a row, or hides it."""

    @property
    def kind(self) -> str:
        """What it looks at; one filter of a kind is in force at a time."""
        ...

    def accepts(self, row: PatchRow) -> bool:
        """Whether ``row`` stays visible."""
        ...

    def mask(self, rows: PatchRows) -> Any:
        """The same for all ``rows`` at once, one flag each; None: all of them stay."""
        ...

    def words(self) -> str:
        """What it leaves, short; empty when that is everything."""
        ...


@dataclass(frozen=True)
class CodeFilter:
    """Only these colours; no colours = all."""

    codes: frozenset[str]
    kind: ClassVar[str] = "code"

    def accepts(self, row: PatchRow) -> bool:
        return not self.codes or row.code in self.codes

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return rows.coded("code").among(self.codes) if self.codes else None

    def words(self) -> str:
        return some([word("code", code).partition(":")[0] for code in keys("code") if code in self.codes])


@dataclass(frozen=True)
class ReasonFilter:
    """Only this reason of the latest screening, or state where persons decided otherwise; empty = all."""

    reason: str
    kind: ClassVar[str] = "reason"

    def accepts(self, row: PatchRow) -> bool:
        return not self.reason or row.rests_on == self.reason

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return rows.coded("rests_on").among((self.reason,)) if self.reason else None

    def words(self) -> str:
        return rests_on_word(self.reason)


@dataclass(frozen=True)
class UnitFilter:
    """Only this unit (``name`` for its words) and the units below it (codes nest by prefix); empty = all."""

    unit_code: str
    name: str = ""
    kind: ClassVar[str] = "unit"

    def accepts(self, row: PatchRow) -> bool:
        return not self.unit_code or (row.unit_code or "").startswith(self.unit_code)

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        if not self.unit_code:
            return None
        units = rows.coded("unit_code")
        return units.among(code for code in units.values if code.startswith(self.unit_code))

    def words(self) -> str:
        return self.name or self.unit_code


@dataclass(frozen=True)
class TextFilter:
    """Rows that contain every word of the text in a number, code, name, document or sentence."""

    text: str
    kind: ClassVar[str] = "text"

    def accepts(self, row: PatchRow) -> bool:
        return self._holds(searched(row)) if self.text else True

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        flags: Any = None
        for part in self.text.casefold().split():
            found = rows.text.holding(part)
            flags = found if flags is None else flags & found
        return flags

    def words(self) -> str:
        return tr("“{text}”").format(text=self.text) if self.text.split() else ""

    def _holds(self, hay: str) -> bool:
        return all(part in hay for part in self.text.casefold().split())


def searched(row: PatchRow) -> str:
    """Where a row's text is looked for."""
    return " ".join(
        filter(
            None,
            (
                row.patch_no, row.spatial_code, row.unit_name, row.unit_code, row.best_doc_no,
                row.change_type, word("change_type", row.change_type or ""), row.responsible,
                row.sentence, row.source_uscc,
            ),
        )
    ).casefold()  # fmt: skip


@dataclass(frozen=True)
class UidFilter:
    """Only these patches (those that were selected); None = all."""

    uids: frozenset[str] | None
    kind: ClassVar[str] = "selected"

    def accepts(self, row: PatchRow) -> bool:
        return self.uids is None or row.uid in self.uids

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return None if self.uids is None else rows.at(self.uids)

    def words(self) -> str:
        return "" if self.uids is None else tr("selected ({n})").format(n=f"{len(self.uids):,}")


def some(names: list[str]) -> str:
    """The first of ``names``, and how many more."""
    said = tr(", ").join(names[:_NAMED])
    return f"{said} +{len(names) - _NAMED}" if len(names) > _NAMED else said
