"""Findings and audits: what persons decide about a patch, as events that are never rewritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..core.casework import FINDINGS, CaseEvent, PatchState, fold, step
from ..core.errors import GengdiError, InputError
from ..core.i18n import tr
from . import sql
from .boundaries import covered_of_patch, write_boundary
from .clock import now_iso
from .connection import transaction
from .events import (
    patch_label,
    read_events,
    record_event,
    refresh_states,
    stamped,
    verify_states,
    write_events,
)
from .finding_sets import know_sets
from .findings import CheckedFinding, Finding, checked, violation_key
from .photos import store_photos, write_photos
from .settings import blue_shown
from .workspace import Workspace

__all__ = [
    "DECISIONS",
    "Finding",
    "Refused",
    "SyncReport",
    "record_audit",
    "record_event",
    "record_finding",
    "record_findings",
    "refresh_states",
    "verify_states",
]

#: Decision of an auditor -> event.
DECISIONS = {
    "confirm": "audit_confirmed",
    "return": "audit_returned",
    "change_lawful": "audit_changed_lawful",
    "change_unchanged": "audit_changed_unchanged",
    "change_unlawful": "audit_changed_unlawful",
}

#: Steps that must lie before a finding, by the state the patch is in when the finding arrives.
_IMPLIED = {
    "screened_yellow": ("dispatched", "verifying"),
    "reopened": ("dispatched", "verifying"),
    "screened_green": ("spot_check", "verifying"),
    "dispatched": ("verifying",),
}

_BY_NUMBER = """
SELECT p.patch_no, p.uid FROM patch p LEFT JOIN patch_state s ON s.patch_uid = p.uid
WHERE p.deleted_at IS NULL AND p.patch_no = ? AND coalesce(s.state, '') NOT IN ('split', 'merged')
"""

#: The unlawful area as far as the screening knows it: ground without an approval and permanent basic
#: farmland under one that may not occupy it; the whole patch where it knows of neither.
_UNLAWFUL = """
SELECT coalesce(nullif(v.uncovered_m2 + coalesce(v.unauthorised_basic_m2, 0), 0), v.area_m2) FROM verdict v
WHERE v.patch_uid = ? AND v.deleted_at IS NULL ORDER BY v.clock DESC, v.uid DESC LIMIT 1
"""

_INSPECTION_COLUMNS = (
    "uid", "patch_uid", "patch_no", "finding", "inspector", "inspected_on", "note", "doc_no",
    "unlawful_m2", "violation_type", "started_on", "actual_use", "vocabulary", "category", "subtype",
    "proof_json", "package_uid", "recorded_at",
)  # fmt: skip


class UnknownPatch(InputError):
    """The workspace has no patch with this number or uid."""


@dataclass(frozen=True)
class Refused:
    """A finding that was not taken: ``label`` names it (patch number), ``sentence`` says why."""

    label: str
    sentence: str


@dataclass(frozen=True)
class SyncReport:
    """What *Sync to workspace* did: new findings, findings that were there, photos added, and every
    finding that was not taken: patch numbers the workspace does not know, and refusals with a reason."""

    added: int
    already_there: int
    photos: int
    unknown_patches: tuple[str, ...]
    refused: tuple[Refused, ...]


def record_finding(ws: Workspace, finding: Finding) -> bool:
    """Append one finding; False when it is there already. Raises with a sentence when it cannot be taken."""
    know_sets(ws)
    ready = checked(finding)
    with transaction(ws.db):
        return _take(ws, ready)[0]


def keep_finding(ws: Workspace, finding: Finding) -> bool:
    """Keep a finding with its boundary and photos as a record that changes nothing of the case: it has no
    event. False when it is there already. Raises as :func:`record_finding`."""
    know_sets(ws)
    ready = checked(finding)
    with transaction(ws.db):
        return _take(ws, ready, counts=False)[0]


def record_findings(ws: Workspace, findings: Iterable[Finding]) -> SyncReport:
    """Append the findings of a layer in one transaction; each is taken, known, or reported with a reason."""
    ready: list[CheckedFinding] = []
    refused: list[Refused] = []
    know_sets(ws)
    for finding in findings:
        try:
            ready.append(checked(finding))
        except GengdiError as error:
            refused.append(Refused(finding.label, str(error)))
    # Several visits to one patch are taken in the order in which they were made.
    ready.sort(key=lambda entry: entry.inspected_on)
    added = photos = taken = 0
    unknown: dict[str, None] = {}
    with transaction(ws.db):
        for entry in ready:
            try:
                new, pictures = _take(ws, entry)
            except UnknownPatch:
                unknown[entry.label] = None
            except GengdiError as error:
                refused.append(Refused(entry.label, str(error)))
            else:
                added, photos, taken = added + new, photos + pictures, taken + 1
    return SyncReport(added, taken - added, photos, tuple(unknown), tuple(refused))


def _take(ws: Workspace, entry: CheckedFinding, counts: bool = True) -> tuple[bool, int]:
    """Write one finding with its photos: (new?, photos added). All checks come before the first write.
    ``counts``: it is a step of the case."""
    connection = ws.db.conn
    patch_uid = _patch_of(connection, entry)
    uid = entry.uid_for(patch_uid)
    known = connection.execute("SELECT 1 FROM inspection WHERE uid = ?", (uid,)).fetchone()
    if entry.boundary is not None:
        covered = covered_of_patch(connection, patch_uid, entry.boundary, entry.label)
        if entry.finding == "found_unlawful" and entry.unlawful_m2 is None:
            entry = replace(entry, unlawful_m2=round(covered, 2))
    events = [] if known or not counts else _events_for(ws, connection, patch_uid, uid, entry)
    photos = store_photos(ws, entry.photos)
    if not known:
        number = connection.execute("SELECT patch_no FROM patch WHERE uid = ?", (patch_uid,)).fetchone()[0]
        row = (
            uid, patch_uid, number, entry.finding, entry.inspector, entry.inspected_on, entry.note or None,
            entry.doc_no or None, entry.unlawful_m2, entry.violation_type or None, entry.started_on or None,
            entry.actual_use or None, entry.vocabulary or None, entry.category or None,
            entry.subtype or None, entry.proof_json() or None, entry.package_uid or None, now_iso(),
        )  # fmt: skip
        connection.execute(sql.insert("inspection", _INSPECTION_COLUMNS), row)
        if entry.boundary is not None:
            write_boundary(connection, uid, patch_uid, entry.boundary, entry.inspector, entry.inspected_on)
        write_events(connection, [(patch_uid, event) for event in events])
        refresh_states(ws.db, [patch_uid])
    return not known, write_photos(connection, patch_uid, uid, photos)


def _patch_of(connection: sqlite3.Connection, entry: CheckedFinding) -> str:
    if entry.patch_uid:
        found = connection.execute(
            "SELECT uid FROM patch WHERE uid = ? AND deleted_at IS NULL", (entry.patch_uid,)
        ).fetchall()
        uids = [uid for (uid,) in found]
    else:
        uids = [uid for _, uid in connection.execute(_BY_NUMBER, (entry.patch_no,)).fetchall()]
    if not uids:
        raise UnknownPatch(
            tr("The workspace has no patch “{patch}”: screen it first, or correct the number.").format(
                patch=entry.label
            )
        )
    if len(uids) > 1:
        raise InputError(
            tr(
                "The number {patch} belongs to {count} patches, so the finding was not taken: select the "
                "patch on the map and record the finding there."
            ).format(patch=entry.patch_no, count=len(uids))
        )
    return str(uids[0])


def _events_for(
    ws: Workspace, connection: sqlite3.Connection, patch_uid: str, inspection_uid: str, entry: CheckedFinding
) -> list[CaseEvent]:
    """The finding's event, after the dispatch and visit it implies; IllegalTransition when it cannot be."""
    blue = blue_shown(ws.db)
    state = fold(read_events(ws.db, [patch_uid]).get(patch_uid, []), blue)
    note = tr("Implied by the finding of {inspector}; not recorded on its own.").format(
        inspector=entry.inspector
    )
    wanted = [
        # Who dispatched is not known: the place of the name stays empty.
        CaseEvent(name, "", "officer", note=note, evidence_uid=inspection_uid)
        for name in _IMPLIED.get(state.state, ())
    ]
    wanted.append(
        CaseEvent(
            entry.finding,
            entry.inspector,
            "inspector",
            note=entry.note,
            evidence_uid=inspection_uid,
            doc_no=entry.doc_no,
            unlawful_m2=entry.unlawful_m2,
            unlawful_from="" if entry.unlawful_m2 is None else "finding",
            violation_type=entry.violation_type,
        )
    )
    events = stamped(connection, wanted)
    for event in events:
        state = step(state, event, blue)
    return events


def record_audit(
    ws: Workspace,
    patch_uid: str,
    decision: str,
    auditor: str,
    level: str,
    note: str = "",
    *,
    doc_no: str = "",
    covers_whole: bool = False,
    unlawful_m2: float | None = None,
    violation_type: str = "",
) -> PatchState:
    """Record what an auditor decides about a finding; the new state.

    ``decision``: a key of ``DECISIONS``; ``level``: ``town`` or ``county``. ``covers_whole``: the auditor
    states that the document (``doc_no``, or the one the finding names) covers the whole patch; without
    that a lawful finding does not turn green. ``unlawful_m2``: when not given, the area the finding
    measured, else what the latest screening found uncovered. ``violation_type``: a key of vocabulary group
    ``violation_type`` or its word; not given, the finding's stands. Illegal: IllegalTransition, nothing
    written.
    """
    if decision not in DECISIONS:
        raise InputError(
            tr("“{decision}” is no decision of an audit; use one of: {known}.").format(
                decision=decision, known=", ".join(DECISIONS)
            )
        )
    event = CaseEvent(
        DECISIONS[decision],
        auditor.strip(),
        level,
        note=note.strip(),
        doc_no=doc_no.strip(),
        covers="whole" if covers_whole else "",
        violation_type=violation_key(violation_type, patch_label(ws.db, patch_uid)),
    )
    with transaction(ws.db) as connection:
        events = read_events(ws.db, [patch_uid]).get(patch_uid, [])
        event = replace(event, evidence_uid=_audited_inspection(events))
        event = _with_area(connection, patch_uid, event, fold(events), unlawful_m2)
        return record_event(ws, patch_uid, event)


def _audited_inspection(events: Sequence[CaseEvent]) -> str:
    findings = [event for event in events if event.event in FINDINGS]
    return (
        max(findings, key=lambda event: (event.clock, event.site, event.uid)).evidence_uid if findings else ""
    )


def _with_area(
    connection: sqlite3.Connection,
    patch_uid: str,
    event: CaseEvent,
    state: PatchState,
    unlawful_m2: float | None,
) -> CaseEvent:
    """``event`` with the unlawful area and who measured it, when it may turn the patch red."""
    if event.event not in ("audit_confirmed", "audit_changed_unlawful"):
        return event
    if unlawful_m2 is not None:
        return replace(event, unlawful_m2=unlawful_m2, unlawful_from="auditor")
    if event.event == "audit_confirmed" and state.finding != "found_unlawful":
        return event
    if state.unlawful_m2 is not None:
        return replace(event, unlawful_m2=state.unlawful_m2, unlawful_from=state.unlawful_from)
    row = connection.execute(_UNLAWFUL, (patch_uid,)).fetchone()
    return event if row is None else replace(event, unlawful_m2=row[0], unlawful_from="verdict")
