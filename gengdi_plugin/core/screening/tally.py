"""What is counted over all parts of a run and told once, at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..geometry import IntArray
from ..i18n import tr
from ..rules_units import told_of
from .recheck import Rechecked


@dataclass
class Tally:
    """What the re-checks of one run came to, and how many patches its rules could not be applied to,
    whatever parts it was screened in."""

    count: int = 0
    wrong: int = 0
    largest: float = 0.0
    unapplied: Counter[str] = field(default_factory=Counter)

    def add(self, found: Rechecked) -> None:
        """Take in one more re-check."""
        self.count += len(found.rows)
        self.wrong += len(found.wrong)
        self.largest = max(self.largest, found.largest)

    def leave_out(self, unapplied: Mapping[str, int]) -> None:
        """Take in what was not applied in one more part (:class:`core.rules_units.PatchRules`)."""
        self.unapplied.update(unapplied)

    def told(self) -> tuple[str, ...]:
        """A sentence for each kind of thing that was not applied, and one on the sample; none when nothing
        was re-checked."""
        left_out = tuple(told_of(self.unapplied))
        if not self.count:
            return left_out
        text = tr(
            "Sample of {count} patches re-checked level by level, without overlay: {wrong} disagree; largest "
            "difference of the others {largest} m²."
        )
        return (*left_out, text.format(count=self.count, wrong=self.wrong, largest=f"{self.largest:.4f}"))


@dataclass(frozen=True)
class Share:
    """What one part of a run re-checks: ``places`` in its patches; ``tally`` is that of the whole run."""

    places: IntArray
    tally: Tally
