"""The demo district carried to the end: people, dispatch, findings and audits, rectification, closed cases.

Everything goes through the doors that officers use; people and documents are invented.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from ..core.table import FeatureTable
from ..store.dispatch import Assignment, propose, record_dispatch
from ..store.rectifications import (
    Planned,
    accept,
    conclude_case,
    file_case,
    order_rectification,
    rectification_rows,
    reopen,
    report_measure,
    return_,
)
from ..store.responsible import fields_of, import_people
from ..store.workspace import Workspace
from .findings import record_demo_findings
from .people import HEADINGS, people_table

_OFFICER, _TOWN, _COUNTY, _REPORTER = "演示内业员", "演示镇田长", "演示审核员", "演示整改人"

#: Shares of the red cases, in their order, that are filed, ordered, carried out, accepted; one in so many is
#: carried out in part.
_FILED, _ORDERED, _DONE, _ACCEPTED = 0.72, 0.8, 0.52, 0.43
_IN_PART = 8

# Whoever must rectify: the field chief of the village.
_RED = """
SELECT s.patch_uid, s.unlawful_m2, (
    SELECT r.uid FROM responsible r WHERE r.unit_code = p.unit_code AND r.duty LIKE '%田长'
    ORDER BY r.id LIMIT 1)
FROM patch_state s JOIN patch p ON p.uid = s.patch_uid
WHERE s.state = 'audited_red' ORDER BY p.patch_no
"""


@dataclass(frozen=True)
class Carried:
    """How many: people, patches dispatched, findings, confirmed red; of these filed, ordered, accepted,
    returned, opened again. ``states``: how many patches are in each state at the end."""

    people: int
    dispatched: int
    findings: int
    red: int
    filed: int
    ordered: int
    accepted: int
    returned: int
    reopened: int
    states: dict[str, int]


def carry_to_end(ws: Workspace, inspections: FeatureTable) -> Carried:
    """Carry a freshly screened demo workspace to the end; ``inspections`` as ``inspection_table`` makes."""
    people = _people(ws)
    dispatched = _dispatch(ws)
    visited = record_demo_findings(ws, inspections)
    found = ws.db.execute(_RED).fetchall()
    red = [(uid, area) for uid, area, _ in found]
    filed, ordered, done, accepted = (
        round(share * len(red)) for share in (_FILED, _ORDERED, _DONE, _ACCEPTED)
    )
    part = len(red) // _IN_PART
    for number, (uid, _) in enumerate(red[:filed], start=1):
        file_case(ws, uid, f"演示立〔2021〕{number:03d}号", _COUNTY)
    for number, (uid, area, chief) in enumerate(found[:ordered], start=1):
        _order(ws, uid, float(area), number, chief or "")
    for place, (uid, _) in enumerate(red[: done + part]):
        _report(ws, uid, whole=place < done)
    for uid, _ in red[:accepted]:
        accept(ws, uid, _TOWN, "town", note="演示:现场验收,已恢复耕种条件")
    for number, (uid, _) in enumerate(red[: accepted - 2], start=1):
        conclude_case(ws, uid, f"演示结〔2021〕{number:03d}号", _COUNTY)
    again = dt.date.today() + dt.timedelta(days=15)
    returned = red[accepted : accepted + 1]
    for uid, _ in returned:
        return_(ws, uid, _TOWN, due_on=again.isoformat(), note="演示:基础未拆除,退回整改", again=False)
    reopened = red[:1]
    for uid, _ in reopened:
        reopen(ws, uid, _TOWN, reason="演示:巡查发现复发")
    return Carried(
        people, dispatched, visited.findings, visited.red, filed, ordered, accepted, len(returned),
        len(reopened), _states(ws),
    )  # fmt: skip


def _people(ws: Workspace) -> int:
    """The demo's people, read as a bureau's table is."""
    columns = fields_of(HEADINGS)
    rows = [dict(zip(HEADINGS, row)) for row in people_table()]
    return import_people(ws, [{field: row[own] for field, own in columns.items()} for row in rows]).added


def _dispatch(ws: Workspace) -> int:
    proposed = propose(ws, scope=None)
    wanted = [
        Assignment(row.patch_uid, row.person.uid, row.due_on)
        for row in proposed.rows
        if row.person is not None
    ]
    return record_dispatch(ws, wanted, _OFFICER)


def _order(ws: Workspace, uid: str, area: float, number: int, chief: str) -> None:
    """Every third case by two measures, the others by one."""
    first = round(area / 2, 2) if number % 3 == 0 else area
    measures = [Planned("replanting", first)]
    if number % 3 == 0:
        measures.append(Planned("demolition", area - first))
    due = dt.date.today() + dt.timedelta(days=30)
    notice = f"演示改〔2021〕{number:03d}号"
    order_rectification(
        ws, uid, measures, due_on=due.isoformat(), actor=_TOWN, role="town", responsible_uid=chief,
        notice_no=notice,
    )  # fmt: skip


def _report(ws: Workspace, uid: str, whole: bool) -> None:
    rows = rectification_rows(ws, uid)
    day = dt.date.today().isoformat()
    for row in rows if whole else rows[:1]:
        report_measure(ws, row.uid, row.area_m2 if whole else row.area_m2 / 2, day, _REPORTER)


def _states(ws: Workspace) -> dict[str, int]:
    rows = ws.db.execute("SELECT state FROM patch_status").fetchall()
    return dict(sorted(Counter(state or "" for (state,) in rows).items()))
