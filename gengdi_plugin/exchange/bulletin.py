"""The weekly bulletin (每周通报): what became of the patches of each town, as of a day.

Everything is counted from the case events up to that day, so that the bulletin of an earlier week can be
made again. Only what arrives later with an earlier date (a finding brought in from the field) changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..core.case_course import Passed, course
from ..core.casework import FINDINGS, STATE_CODES
from ..core.stopping import checkpoint
from ..store import sql
from ..store.events import read_events
from ..store.workspace import Workspace
from .privacy import without_numbers

Row = dict[str, Any]

#: The case goes on in other patches, which are counted themselves.
_ELSEWHERE = ("split", "merged")
_RECTIFYING = ("rectifying", "rectified", "returned")
_RED = ("audited_red", *_RECTIFYING, "accepted")
_FIRST = ("screened_green", "screened_yellow", "part_open")
_SENT = ("dispatched", "spot_check")
#: Counted per town: of the state reached, then of the steps of the week.
_COUNTS = (
    "screened", "yellow", "dispatched", "found", "red", "rectifying", "accepted", "overdue", "new_screened",
    "new_dispatched", "new_found", "new_red", "new_accepted",
)  # fmt: skip

# A patch that was taken back later was there on the day.
_PATCHES = """
SELECT uid, patch_no, spatial_code, unit_code, unit_name, area_m2 FROM patch
WHERE deleted_at IS NULL OR substr(deleted_at, 1, 10) > ?
"""
_NAMES = """
SELECT unit_code, unit_name FROM unit WHERE deleted_at IS NULL AND unit_code <> '' AND unit_name <> ''
"""
_PEOPLE = "SELECT uid, name FROM responsible"


@dataclass(frozen=True)
class Bulletin:
    """The week from ``first`` to ``last``. ``towns``: a row per town, the best first; ``overdue``: a row per
    patch whose deadline was over on ``last``; keys are the fields of the forms ``weekly_bulletin`` and
    ``weekly_overdue``. Names are as stored: the forms mask them. ``unit``: the county, "" when unknown."""

    first: date
    last: date
    unit: str
    towns: tuple[Row, ...]
    overdue: tuple[Row, ...]

    @property
    def period(self) -> str:
        """``2026-11-24 至 2026-11-30``."""
        return f"{self.first.isoformat()} 至 {self.last.isoformat()}"


def read_bulletin(ws: Workspace, last: date | None = None) -> Bulletin:
    """The bulletin of the seven days that end with ``last`` (today by default)."""
    last = last or date.today()
    first = last - timedelta(days=6)
    week = (first.isoformat(), last.isoformat())
    patches = {row["uid"]: row for row in sql.dicts(ws.db.execute(_PATCHES, (week[1],)))}
    names = _town_names(ws)
    people = dict(ws.db.execute(_PEOPLE).fetchall())
    towns: dict[str, Row] = {}
    overdue: list[Row] = []
    for batch in sql.batches(tuple(patches)):
        checkpoint()
        events = read_events(ws.db, batch)
        for row in (patches[uid] for uid in batch):
            passed = course(events.get(row["uid"], ()), week[1])
            if not passed or passed[-1].after.state in _ELSEWHERE:
                continue
            code = (row["unit_code"] or "")[:9]
            town = towns.setdefault(code, _new_town(code, names))
            _count(town, passed, week)
            if _is_overdue(passed, week[1]):
                overdue.append(_overdue(row, passed, town, people, last))
    overdue.sort(key=lambda row: (row["town_code"], row["due_on"], row["patch_no"] or ""))
    return Bulletin(first, last, _county(ws, towns), _ranked(towns.values()), tuple(overdue))


def _new_town(code: str, names: dict[str, str]) -> Row:
    return {
        "town_code": code, "town_name": names.get(code) or code or "未知镇街", "unlawful_m2": 0.0,
        **dict.fromkeys(_COUNTS, 0),
    }  # fmt: skip


def _count(town: Row, passed: list[Passed], week: tuple[str, str]) -> None:
    state = passed[-1].after
    for name, holds in (
        ("screened", True),
        ("yellow", STATE_CODES.get(state.state) == "yellow"),
        ("dispatched", state.state in ("dispatched", "verifying")),
        ("found", state.state in FINDINGS),
        ("red", state.state in _RED),
        ("rectifying", state.state in _RECTIFYING),
        ("accepted", state.state == "accepted"),
        ("overdue", _is_overdue(passed, week[1])),
    ):
        town[name] += bool(holds)
    if state.state in _RED:
        town["unlawful_m2"] += state.unlawful_m2 or 0.0
    steps = [one for one in passed if week[0] <= one.event.at[:10] <= week[1]]
    for name, holds in (
        ("new_screened", any(one.event.event in _FIRST for one in steps)),
        ("new_dispatched", any(one.event.event in _SENT for one in steps)),
        ("new_found", any(one.event.event in FINDINGS for one in steps)),
        ("new_red", any(one.after.state == "audited_red" != one.before.state for one in steps)),
        ("new_accepted", any(one.event.event == "accepted" for one in steps)),
    ):
        town[name] += bool(holds)


def _is_overdue(passed: list[Passed], day: str) -> bool:
    state = passed[-1].after
    return bool(state.due_on) and state.due_on < day and STATE_CODES.get(state.state) not in ("green", "")


def _overdue(row: Row, passed: list[Passed], town: Row, people: dict[str, str], last: date) -> Row:
    state = passed[-1].after
    return {
        **row,
        "town_code": town["town_code"],
        "town_name": town["town_name"],
        "state": state.state,
        "responsible": without_numbers(people.get(state.responsible_uid) or "") or None,
        "due_on": state.due_on,
        "days": (last - date.fromisoformat(state.due_on[:10])).days,
    }


def _ranked(towns: Iterable[Row]) -> tuple[Row, ...]:
    """By the share of confirmed cases that are closed; of equal ones fewer overdue first. Towns without a
    confirmed case have no rank and come last."""
    rows = [{**row, "rate": row["accepted"] / row["red"] if row["red"] else None} for row in towns]
    ranked = sorted(
        (row for row in rows if row["red"]), key=lambda row: (-row["rate"], row["overdue"], row["town_code"])
    )
    places: dict[tuple[float, int], int] = {}
    for place, row in enumerate(ranked, start=1):
        row["rank"] = places.setdefault((row["rate"], row["overdue"]), place)
    rest = sorted((row for row in rows if not row["red"]), key=lambda row: row["town_code"])
    return (*ranked, *({**row, "rank": None} for row in rest))


def _town_names(ws: Workspace) -> dict[str, str]:
    """Names of towns by 9 digits, of counties by 6; a code may be padded with zeros."""
    names: dict[str, str] = {}
    for code, name in ws.db.execute(_NAMES).fetchall():
        short = code[:6] if code[6:].strip("0") == "" else code[:9] if code[9:].strip("0") == "" else code
        names.setdefault(short, name)
    return names


def _county(ws: Workspace, towns: Iterable[str]) -> str:
    counties = {code[:6] for code in towns if code}
    return _town_names(ws).get(counties.pop(), "") if len(counties) == 1 else ""


def notes(bulletin: Bulletin) -> tuple[str, ...]:
    """How everything is counted, in sentences for the foot."""
    return (
        f"统计截至{bulletin.last.isoformat()}，“本周”各列为{bulletin.period}内发生该步骤的图斑数；均由工作库案件事件推算，"
        "事后补录的较早事件会改变重新生成的通报。",
        "“认定违法”含整改中和已销号；“整改中”含已整改待验收和退回整改；整改率 = 已销号÷认定违法；"
        "排名按整改率由高到低，相同者超期少者在前，无认定违法图斑的不排名。",
        "超期：时限早于统计截至日且未办结。面积为CGCS2000参考椭球面积（TD/T 1055），单位平方米，"
        "1亩 = 2000/3平方米；排名与口径为示例，非官方规定。",
    )
