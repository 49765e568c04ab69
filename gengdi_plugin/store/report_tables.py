"""Comparison and verification as plain tables and as one sentence: the same for algorithms and dock."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ..core.formula_text import no_formula
from ..core.i18n import tr
from .compare import Change, Comparison
from .verify import Difference, Verification

#: Fields of ``gengdi:compareruns``: one row per changed patch.
COMPARE_FIELDS = (
    "patch_no", "spatial_code", "change", "code_before", "code_after", "reason_before", "reason_after",
    "approved_share_before", "approved_share_after", "uncovered_m2_before", "uncovered_m2_after", "cause",
    "doc_no", "explanation",
)  # fmt: skip

#: Fields of ``gengdi:verifyverdicts``: one row per difference; without a patch it speaks of the run.
VERIFY_FIELDS = (
    "patch_no", "spatial_code", "field", "stored", "recomputed", "cause", "explanation", "run",
)  # fmt: skip


def compare_row(change: Change) -> tuple[Any, ...]:
    """A change in the order of :data:`COMPARE_FIELDS`."""
    figures = ("code", "reason", "approved_share", "uncovered_m2")
    values = [value for name in figures for value in change.figure(name)]
    first = change.causes[0]
    return (
        change.patch_no, change.spatial_code, change.kind, *values, first.key, first.doc_no,
        told_causes(change),
    )  # fmt: skip


def told_causes(change: Change) -> str:
    """Why a patch changed, the weightiest cause first; how many more there are."""
    texts = [cause.told for cause in change.causes]
    if len(texts) <= 2:
        return " ".join(texts)
    return tr("{first} And {n} more.").format(first=" ".join(texts[:2]), n=len(texts) - 2)


def verify_row(line: Difference) -> tuple[Any, ...]:
    """A difference in the order of :data:`VERIFY_FIELDS`."""
    return (
        line.patch_no, line.spatial_code, line.field, line.stored, line.recomputed, line.cause, line.told,
        line.run_uid,
    )  # fmt: skip


def as_csv(fields: Sequence[str], rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """A table as text with a heading; nothing for what is not known; a text is never a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return "" if value is None else no_formula(value)


def compare_summary(found: Comparison) -> str:
    """What changed, in one sentence."""
    count = found.counts()
    if not found.changes:
        return tr("Nothing changed: {n} patches have the same verdict in both runs.").format(
            n=f"{found.same:,}"
        )
    parts = [
        (count["code"], tr("{n} changed colour")),
        (count["reason"], tr("{n} changed their reason")),
        (count["figures"], tr("{n} changed in figures only")),
        (count["added"], tr("{n} are new")),
        (count["gone"], tr("{n} are no longer among the patches")),
        (found.same, tr("{n} are as before")),
    ]
    return tr("{parts}.").format(parts=tr("; ").join(text.format(n=f"{n:,}") for n, text in parts if n))


def verify_summary(found: Verification) -> str:
    """The outcome, in a sentence or two that an officer understands."""
    said = []
    if found.different:
        said.append(
            tr(
                "{different} of {checked} verdicts do not follow from what the workspace keeps: see below."
            ).format(different=f"{found.different:,}", checked=f"{found.checked:,}")
        )
    elif found.checked:
        said.append(
            tr("All {checked} verdicts follow from what the workspace keeps.").format(
                checked=f"{found.checked:,}"
            )
        )
    elif not found.unchecked:
        said.append(tr("There is no verdict to verify: screen first."))
    if found.unchecked:
        text = tr("{n} verdicts could not be recomputed: the rule text of their run cannot be read.")
        said.append(text.format(n=f"{found.unchecked:,}"))
    if any(line.cause == "older_format" for line in found.differences):
        said.append(tr("Some were kept by an older version, which did not keep all they rest on."))
    if any(line.cause == "data" for line in found.differences):
        said.append(tr("Layers have changed since the run: screen again to see what that means."))
    return " ".join(said)
