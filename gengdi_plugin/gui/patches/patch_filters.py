"""What narrows the patch table: small objects that accept a row or do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ...core.vocabulary import word

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_rows import PatchRows


class PatchFilter(Protocol):
    """Accepts a row, or hides it."""

    def accepts(self, row: PatchRow) -> bool:
        """Whether ``row`` stays visible."""
        ...

    def mask(self, rows: PatchRows) -> Any:
        """The same for all ``rows`` at once, one flag each; None: all of them stay."""
        ...


@dataclass(frozen=True)
class CodeFilter:
    """Only these colours; no colours = all."""

    codes: frozenset[str]

    def accepts(self, row: PatchRow) -> bool:
        return not self.codes or row.code in self.codes

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return [row.code in self.codes for row in rows] if self.codes else None


@dataclass(frozen=True)
class ReasonFilter:
    """Only this reason of the latest screening, or state where persons decided otherwise; empty = all."""

    reason: str

    def accepts(self, row: PatchRow) -> bool:
        return not self.reason or row.rests_on == self.reason

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return [row.rests_on == self.reason for row in rows] if self.reason else None


@dataclass(frozen=True)
class UnitFilter:
    """Only this unit and the units below it (codes nest by prefix); empty = all."""

    unit_code: str

    def accepts(self, row: PatchRow) -> bool:
        return not self.unit_code or (row.unit_code or "").startswith(self.unit_code)

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return [self.accepts(row) for row in rows] if self.unit_code else None


@dataclass(frozen=True)
class TextFilter:
    """Rows that contain every word of the text in a number, code, name, document or sentence."""

    text: str

    def accepts(self, row: PatchRow) -> bool:
        return self._holds(searched(row)) if self.text else True

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        flags: Any = None
        for part in self.text.casefold().split():
            found = [part in hay for hay in rows.hay]
            flags = found if flags is None else [one and other for one, other in zip(flags, found)]
        return flags

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
    """Only these patches (the map's selection); None = all."""

    uids: frozenset[str] | None

    def accepts(self, row: PatchRow) -> bool:
        return self.uids is None or row.uid in self.uids

    def mask(self, rows: PatchRows) -> Any:
        """For all rows at once; None: all of them."""
        return None if self.uids is None else [row.uid in self.uids for row in rows]
