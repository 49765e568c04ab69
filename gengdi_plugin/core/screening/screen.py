"""One screening run: tables in, verdicts with evidence and remainders out."""

from __future__ import annotations

from collections.abc import Mapping

from ..rules import RuleSet
from .inputs import ScreeningInputs
from .result import ScreeningResult
from .session import ScreeningSession
from .watch import Watch

__all__ = ["ScreeningInputs", "Watch", "screen"]

#: The share of a run that getting its inputs ready takes, for its progress.
PREPARING = 0.2


def screen(
    inputs: ScreeningInputs,
    rules: RuleSet,
    *,
    given_codes: Mapping[str, str] | None = None,
    watch: Watch | None = None,
    screened_at: str | None = None,
    threads: int | None = None,
) -> ScreeningResult:
    """Screen every patch against the lawful approvals (public contract §3.1).

    ``given_codes``: patch uid -> spatial code given earlier (a code once given never changes).
    ``screened_at``: ISO 8601 time with offset, now by default. ``threads``: how many work at once, by
    default one per processor. Returns one verdict per patch whatever its geometry; raises only
    :class:`Cancelled`.
    """
    watch = watch or Watch()
    session = ScreeningSession(
        inputs,
        rules,
        given_codes=given_codes,
        threads=threads,
        watch=watch.part(0.0, PREPARING),
        only_near=True,
    )
    return session.screen(watch=watch.part(PREPARING, 1.0), screened_at=screened_at)
