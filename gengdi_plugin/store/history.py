"""What a patch's state was at a past time, answered from its events."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..core.casework import CaseEvent, PatchState, fold
from ..core.stopping import checkpoint
from . import sql
from .events import read_events
from .settings import blue_shown
from .workspace import Workspace

_PATCHES = """
SELECT uid, patch_no, spatial_code, unit_code FROM patch
WHERE uid IN (SELECT patch_uid FROM case_event) ORDER BY id
"""


#: Fields of ``gengdi:statesondate``.
STATE_FIELDS = ("patch_no", "spatial_code", "code", "state", "unit_code")


@dataclass(frozen=True)
class PastState:
    """A patch as it stood then; ``state.code`` '' for one whose case went on in others."""

    patch_uid: str
    patch_no: str
    spatial_code: str
    unit_code: str
    state: PatchState


def state_on(ws: Workspace, patch_uid: str, when: dt.date | dt.datetime) -> PatchState:
    """The state of a patch at ``when``: a day means its end; a time without zone is this machine's.

    Without an event until then the state is ''. Blue shows as the workspace is set now.
    """
    events = read_events(ws.db, [patch_uid]).get(patch_uid, [])
    return fold(_until(events, when), blue_shown(ws.db))


def states_on(
    ws: Workspace, when: dt.date | dt.datetime, progress: Callable[[float], None] | None = None
) -> list[PastState]:
    """All patches that had a state at ``when``, in the order in which they came into the workspace."""
    blue, found = blue_shown(ws.db), []
    patches = sql.dicts(ws.db.execute(_PATCHES))
    batches = list(sql.batches([row["uid"] for row in patches]))
    for number, batch in enumerate(batches):
        checkpoint()
        events = read_events(ws.db, batch)
        for row in patches[number * sql.ASKED : number * sql.ASKED + len(batch)]:
            state = fold(_until(events.get(row["uid"], []), when), blue)
            if state.state:
                found.append(_past(row, state))
        if progress is not None:
            progress((number + 1) / len(batches))
    return found


def state_row(past: PastState) -> tuple[str, ...]:
    """A state in the order of :data:`STATE_FIELDS`."""
    return past.patch_no, past.spatial_code, past.state.code, past.state.state, past.unit_code


def code_counts(states: Iterable[PastState]) -> dict[str, int]:
    """How many patches had each colour; none for patches whose case went on in others."""
    return dict(Counter(one.state.code for one in states if one.state.code))


def _past(row: dict[str, Any], state: PatchState) -> PastState:
    uid, number, code, unit = (
        str(row[name] or "") for name in ("uid", "patch_no", "spatial_code", "unit_code")
    )
    return PastState(uid, number, code, unit, state)


def _until(events: Iterable[CaseEvent], when: dt.date | dt.datetime) -> list[CaseEvent]:
    return [event for event in events if _happened(event, when)]


def _happened(event: CaseEvent, when: dt.date | dt.datetime) -> bool:
    at = happened_at(event)
    if not isinstance(when, dt.datetime):
        return at.date() <= when  # the day where it happened
    return at.astimezone() <= when.astimezone()


def happened_at(event: CaseEvent) -> dt.datetime:
    """When an event happened: its time, else what its clock says."""
    text = event.at.strip()
    try:
        # Python before 3.11 knows no Z
        return dt.datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
    except ValueError:
        return dt.datetime.fromtimestamp((event.clock >> 16) / 1000).astimezone()
