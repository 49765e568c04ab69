"""What narrows the patch table: small objects that accept a row or do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ..core.vocabulary import word

if TYPE_CHECKING:
    from ..store.review import PatchRow


class PatchFilter(Protocol):
    """Accepts a row, or hides it."""

    def accepts(self, row: PatchRow) -> bool:
        """Whether ``row`` stays visible."""
        ...


@dataclass(frozen=True)
class CodeFilter:
    """Only these colours; no colours = all."""

    codes: frozenset[str]

    def accepts(self, row: PatchRow) -> bool:
        return not self.codes or row.code in self.codes


@dataclass(frozen=True)
class ReasonFilter:
    """Only this reason of the latest screening, or state where persons decided otherwise; empty = all."""

    reason: str

    def accepts(self, row: PatchRow) -> bool:
        return not self.reason or row.rests_on == self.reason


@dataclass(frozen=True)
class UnitFilter:
    """Only this unit and the units below it (codes nest by prefix); empty = all."""

    unit_code: str

    def accepts(self, row: PatchRow) -> bool:
        return not self.unit_code or (row.unit_code or "").startswith(self.unit_code)


@dataclass(frozen=True)
class TextFilter:
    """Rows that contain every word of the text in a number, code, name, document or sentence."""

    text: str

    def accepts(self, row: PatchRow) -> bool:
        wanted = self.text.casefold().split()
        if not wanted:
            return True
        hay = " ".join(
            filter(
                None,
                (
                    row.patch_no, row.spatial_code, row.unit_name, row.unit_code, row.best_doc_no,
                    row.change_type, word("change_type", row.change_type or ""), row.responsible,
                    row.sentence,
                ),
            )
        ).casefold()  # fmt: skip
        return all(part in hay for part in wanted)


@dataclass(frozen=True)
class UidFilter:
    """Only these patches (the map's selection); None = all."""

    uids: frozenset[str] | None

    def accepts(self, row: PatchRow) -> bool:
        return self.uids is None or row.uid in self.uids
