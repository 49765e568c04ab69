"""What a review says, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...core.i18n import tr
from ...core.vocabulary import word
from ..patches.patch_columns import rests_on_word
from .review_queue import DISPATCHED, LAWFUL, LOOKED_AGAIN, SECOND_LOOK, SKIPPED, ReviewQueue

if TYPE_CHECKING:
    from ...store.desk_documents import DeskDocuments
    from ...store.review import PatchRow
    from ...store.second_look import SecondLook


def position(queue: ReviewQueue) -> str:
    """Where the officer is: "12 of 160 · decided 11"."""
    place = min(queue.position(), len(queue))
    return tr("{place} of {all} · decided {decided}").format(
        place=f"{place:,}", all=f"{len(queue):,}", decided=f"{queue.counts()['decided']:,}"
    )


def mark(found: SecondLook) -> str:
    """Who asks for a second look."""
    said = tr("Second look wanted by {who}, {day}").format(who=found.actor or "?", day=found.at[:10])
    return tr("{said}: {note}").format(said=said, note=found.note) if found.note else said


def sent(row: PatchRow, name: str, due_on: str) -> str:
    """Who has the patch now, and until when."""
    return tr("{patch} sent to {name}, due {day}.").format(patch=_called(row), name=name, day=due_on)


def marked(row: PatchRow, kind: str) -> str:
    """That the mark for a second look is set, or gone."""
    if kind == SECOND_LOOK:
        return tr("{patch} is marked for a second look.").format(patch=_called(row))
    return tr("{patch} was looked at again: the mark is gone.").format(patch=_called(row))


def handed_over(row: PatchRow) -> str:
    """That a document is on its way to be screened."""
    return tr("{patch}: the document is being screened; go on meanwhile.").format(patch=_called(row))


def skipped(row: PatchRow) -> str:
    """That nothing was recorded."""
    return tr("{patch} skipped.").format(patch=_called(row))


def screened(before: PatchRow, after: PatchRow | None, number: str, taken: DeskDocuments) -> str:
    """What a document made of the patch; ``after``: the row as it is now, when it was read again."""
    own = next((one for one in taken.patches if one.patch_no == before.patch_no), None)
    if own is not None and own.code == "green":
        return tr("{patch} released with {number}.").format(patch=_called(before), number=number)
    why = rests_on_word(after.rests_on) if after is not None else ""
    return tr("{patch} stays {code} although {number} was entered: {why}.").format(
        patch=_called(before), code=word("code", "yellow"), number=number, why=why or "–"
    )


def not_entered(row: PatchRow | None, number: str, why: str) -> str:
    """Why a document was refused; ``row``: None when its patch is gone."""
    return tr("{patch}: document {number} was not entered. {why}").format(
        patch="?" if row is None else _called(row), number=number, why=why
    )


def taken_back(row: PatchRow | None, kind: str) -> str:
    """Which decision was taken back."""
    return tr("Taken back: {patch}, {decision}.").format(
        patch="?" if row is None else _called(row), decision=_KINDS[kind]()
    )


_KINDS = {
    DISPATCHED: lambda: tr("sent"),
    LAWFUL: lambda: tr("with a document"),
    SECOND_LOOK: lambda: tr("second look"),
    LOOKED_AGAIN: lambda: tr("looked at again"),
    SKIPPED: lambda: tr("skipped"),
}


def ended(counts: Mapping[str, int]) -> str:
    """How many of which decision, and what comes next."""
    parts = [
        tr("{n} × {decision}").format(n=f"{counts[kind]:,}", decision=words())
        for kind, words in _KINDS.items()
        if counts[kind]
    ]
    said = tr("Reviewed: {parts}.").format(parts=tr(", ").join(parts or [tr("nothing decided")]))
    if counts["open"]:
        said += " " + tr("%n patch(es) left open.", counts["open"])
    if counts["pending"]:
        said += " " + tr("%n document(s) are still being screened.", counts["pending"])
    return said + " " + _next(counts)


def _next(counts: Mapping[str, int]) -> str:
    if counts[DISPATCHED]:
        return tr("Next: the inspectors record what they find.")
    if counts[SECOND_LOOK]:
        return tr("Next: show the patches with Second Look and look at them again.")
    if counts["open"]:
        return tr("Next: go through the rest.")
    return tr("Next: export the lists.")


def _called(row: PatchRow) -> str:
    return row.patch_no or row.spatial_code
