"""What happened to a patch while an inspector was on site with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from ..core.casework import FINDINGS, CaseEvent, fold
from ..core.i18n import tr
from ..core.vocabulary import word
from . import sql
from .events import read_events
from .findings import Finding
from .settings import blue_shown
from .workspace import Workspace

#: Steps that take nothing away from an inspector who is on site meanwhile.
_HARMLESS = frozenset({"verifying", "extended", "audit_returned", "second_look", "looked_again"})

#: Steps that a finding brings along (``store.cases``).
_OWN_STEPS = frozenset({*FINDINGS, "dispatched", "verifying", "spot_check"})

#: Columns of an inspection that say how it is kept, not what was found.
_HIDDEN = ("id", "uid", "deleted_at", "recorded_at", "remark", "patch_uid", "proof_json", "package_uid")


def meanwhile(
    ws: Workspace, finding: Finding, packed: int | None, own: Collection[str]
) -> tuple[str, dict[str, Any]]:
    """Why the finding cannot simply be taken ("" when it can), and what the workspace says instead.

    ``packed``: clock of the patch's last event when it was packed, None when it was not in the package;
    ``own``: inspections that came from the same folder.
    """
    uid = finding.patch_uid
    events = read_events(ws.db, [uid]).get(uid, [])
    state = fold(events, blue_shown(ws.db))
    connection: sqlite3.Connection = ws.db.conn
    ours = {"state": state.state, "code": state.code, **_inspection(connection, state.inspection_uid)}
    if _gone(connection, uid):
        return tr("The patch was taken back from the workspace meanwhile."), ours
    if packed is None:
        return tr("The patch was not in this package."), ours
    since = sorted(
        (one for one in events if one.clock > packed and not _is_harmless(one, own)),
        key=lambda one: (one.clock, one.site, one.uid),
    )
    return (_told(since[-1]), ours) if since else ("", ours)


def _is_harmless(event: CaseEvent, own: Collection[str]) -> bool:
    return event.event in _HARMLESS or (event.event in _OWN_STEPS and event.evidence_uid in own)


def _gone(connection: sqlite3.Connection, patch_uid: str) -> bool:
    row = connection.execute(
        "SELECT deleted_at IS NOT NULL FROM patch WHERE uid = ?", (patch_uid,)
    ).fetchone()
    return bool(row and row[0])


def _told(event: CaseEvent) -> str:
    who = event.actor or (word("level", event.role) if event.role else "")
    return tr("Meanwhile at the desk: “{event}” by {who}, {at}.").format(
        event=word("event", event.event), who=who or "?", at=event.at[:16].replace("T", " ")
    )


def _inspection(connection: sqlite3.Connection, uid: str) -> dict[str, Any]:
    if not uid:
        return {}
    rows = sql.dicts(connection.execute("SELECT * FROM inspection WHERE uid = ?", (uid,)))
    if not rows:
        return {}
    values = {key: value for key, value in rows[0].items() if key not in _HIDDEN}
    return {**values, "proof": json.loads(rows[0]["proof_json"] or "{}")}
