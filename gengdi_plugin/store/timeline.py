"""The time line of a case: every event of a patch or of a supervision item in its order, in words, with
what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Callable

from ..core.case_engine import CaseEvent, Skipped
from ..core.problem_work import PROBLEMS
from ..core.vocabulary import word
from . import sql
from .events import history
from .problems import problem_history
from .workspace import Workspace

#: What an event's ``evidence_uid`` may name: kind (vocabulary group ``evidence_kind``) -> its row's values.
_EVIDENCE = (
    ("run", "SELECT uid, screened_at AS day, rule_set AS what FROM screening_run WHERE uid IN ({marks})", ""),
    (
        "inspection",
        "SELECT uid, inspected_on AS day, '' AS what FROM inspection WHERE uid IN ({marks})",
        "",
    ),
    (
        "rectification",
        "SELECT uid, '' AS day, measure AS what FROM rectification WHERE uid IN ({marks})",
        "measure",
    ),
)

_PHOTOS = """
SELECT coalesce(rectification_uid, inspection_uid) AS uid, count(*) AS photos FROM photo
WHERE patch_uid = ? AND deleted_at IS NULL GROUP BY 1
"""

_ITEMS = "SELECT uid, title FROM supervision_item WHERE uid IN ({marks})"
_PEOPLE = "SELECT uid, name FROM responsible WHERE uid IN ({marks})"

#: Events that come before the photos of what they name were taken.
_BEFORE_PHOTOS = frozenset({"dispatched", "verifying", "rectifying"})


@dataclass(frozen=True)
class TimelineRow:
    """One event of a case, ready to be printed.

    ``at``: ISO 8601; ``event``: its key, ``told`` its word; ``who``: the person, masked when a mask was
    given, "" when nobody is named; ``role``: the word of the level. ``note`` as written, with the names of
    those who act in the case masked. ``evidence``: what it rests on in words (run, inspection, measure,
    photos, area, document, deadline). ``counts``: False for an event that is illegal in its place, which
    the case skips; ``why`` says why.
    """

    at: str
    event: str
    told: str
    who: str
    role: str
    note: str
    evidence: str
    counts: bool = True
    why: str = ""


def timeline(
    ws: Workspace, patch_uid: str, *, mask: Callable[[str], str] | None = None, language: str | None = None
) -> list[TimelineRow]:
    """The events of ``patch_uid``, oldest first; [] when it has none.

    ``mask``: what makes a name unreadable (``exchange.privacy.mask_person``), None shows names.
    ``language``: ``zh`` or ``en`` for the words, the interface's by default.
    """
    events, state = history(ws, patch_uid)
    known = _evidence(ws, {event.evidence_uid for event in events} - {""}, language)
    photos = dict(ws.db.execute(_PHOTOS, (patch_uid,)).fetchall())

    def rests(event: CaseEvent) -> list[tuple[str, Any]]:
        shown = 0 if event.event in _BEFORE_PHOTOS else photos.get(event.evidence_uid, 0)
        kind = "done_m2" if event.unlawful_from == "reported" else "unlawful_m2"
        area = "" if event.unlawful_m2 is None else f"{event.unlawful_m2:.2f} m²"
        return [
            ("", known.get(event.evidence_uid, "")), ("photos", shown), (kind, area),
            ("document", event.doc_no), ("due", event.due_on),
        ]  # fmt: skip

    return _told(events, state.skipped, rests, _Words("event", "level", mask, language))


def item_timeline(
    ws: Workspace, item_uid: str, *, mask: Callable[[str], str] | None = None, language: str | None = None
) -> list[TimelineRow]:
    """The events of the supervision item ``item_uid``, oldest first, as :func:`timeline` tells a patch's."""
    events, state = problem_history(ws, item_uid)
    items = _named(ws, _ITEMS, {event.evidence_uid for event in events} - {""})
    people = _named(ws, _PEOPLE, {event.responsible_uid for event in events} - {""})

    def rests(event: CaseEvent) -> list[tuple[str, Any]]:
        person = people.get(event.responsible_uid, "")
        who = (mask(person) if mask else person) or word("department", event.responsible_uid, language)
        return [
            ("into", items.get(event.evidence_uid, "")), ("responsible", who), ("document", event.doc_no),
            ("due", event.due_on),
        ]  # fmt: skip

    return _told(events, state.skipped, rests, _Words(PROBLEMS.events, PROBLEMS.levels, mask, language))


@dataclass(frozen=True)
class _Words:
    events: str
    levels: str
    mask: Callable[[str], str] | None
    language: str | None


def _told(
    events: Iterable[CaseEvent],
    skipped: Iterable[Skipped],
    rests: Callable[[CaseEvent], list[tuple[str, Any]]],
    words: _Words,
) -> list[TimelineRow]:
    """Rows of ``events``; ``rests``: on what one rests, as (kind of evidence or "", text)."""
    why = {entry.uid: entry.why for entry in skipped}
    events = list(events)
    masked = {event.actor: words.mask(event.actor) if words.mask else event.actor for event in events}
    rows = []
    for event in events:
        shown = [
            f"{word('evidence_kind', kind, words.language)} {text}" if kind else text
            for kind, text in rests(event)
            if text
        ]
        rows.append(
            TimelineRow(
                event.at,
                event.event,
                word(words.events, event.event, words.language),
                masked[event.actor],
                word(words.levels, event.role, words.language),
                _masked(event.note, masked),
                " · ".join(shown),
                event.uid not in why,
                why.get(event.uid, ""),
            )
        )
    return rows


def _named(ws: Workspace, statement: str, uids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in sql.batches(sorted(uids)):
        found.update(ws.db.execute(sql.select_in(statement, len(batch)), batch).fetchall())
    return found


def _masked(note: str, names: dict[str, str]) -> str:
    for name in sorted(filter(None, names), key=len, reverse=True):  # the longer name first
        if len(name) > 1 and names[name] != name:
            note = note.replace(name, names[name])
    return note


def _evidence(ws: Workspace, uids: Iterable[str], language: str | None) -> dict[str, str]:
    """uid -> what it is, in words."""
    told: dict[str, str] = {}
    for batch in sql.batches(sorted(uids)):
        for kind, statement, group in _EVIDENCE:
            for row in sql.dicts(ws.db.execute(sql.select_in(statement, len(batch)), batch)):
                told[row["uid"]] = _words(kind, row, group, language)
    return told


def _words(kind: str, row: dict[str, Any], group: str, language: str | None) -> str:
    what = word(group, row["what"] or "", language) if group else row["what"] or ""
    parts = (word("evidence_kind", kind, language), (row["day"] or "")[:10], what)
    return " ".join(filter(None, parts))
