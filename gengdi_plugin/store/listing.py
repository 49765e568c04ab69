"""What the three lists are made of, read from the workspace and never mixed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..core.casework import STATE_CODES
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.rules import rules_from_text
from .documents import document_fields, read_documents
from .figures import read_figures, told_measures
from .workspace import Workspace

#: The three lists (public contract §3.4).
LIST_KEYS = ("verification", "rectification", "release")


@dataclass(frozen=True)
class RunFoot:
    """What the foot of a list must say about a run its rows rest on.

    ``rules``: rows of the rule set (``name, value, unit, source, certainty``), as they were when the
    run was made. ``inputs``: one dict per layer used: ``role, layer, features, as_of, fingerprint``.
    ``screened_at``: ISO 8601 with offset.
    """

    uid: str
    rule_set: str
    rule_hash: str
    rules: tuple[dict[str, Any], ...]
    screened_at: str
    actor: str
    software: str
    inputs: tuple[dict[str, Any], ...]
    version: int = 1


@dataclass(frozen=True)
class ListData:
    """One list, ready for a form: rows sorted by town (the unknown one last), spatial code
    and patch number.

    ``key``: ``verification`` (code yellow), ``rectification`` (audited: red or blue only) or
    ``release`` (green with its proof). ``unit``: the unit code the list was limited to, or None;
    ``unit_name``: its name when the workspace knows it, else "".
    ``runs``: the runs the rows' verdicts come from, newest first (more than one only when patches
    were screened in different runs).

    ``rows``: dicts with the public field names; every row of every list has all of these keys, a
    value that was not tested or does not exist is None:

    * identity: ``uid, patch_no, spatial_code, town_code`` (9 digits, "" unknown), ``town_name``,
      ``unit_code, unit_name, change_type, change_kind, channel, before_on, after_on``
    * verdict: ``area_m2, ministry_area_m2, cultivated_m2, basic_m2, approved_m2, approved_share,
      sliver_m2, uncovered_m2, uncovered_cultivated_m2, uncovered_basic_m2, unauthorised_basic_m2,
      grain_zone_m2, high_standard_m2, redline_m2, agricultural_m2, construction_m2, unused_m2,
      scope, below_minimum, reason, sentence, explanation, best_doc_no, holds_until, source_uscc,
      source_distance_m, basis, rule_set, screened_at, run_uid``
    * best document (the evidence row of ``best_doc_no``): ``best_layer, best_feature_id,
      best_approval_type, best_approved_on, best_valid_to, best_share``
    * documents that count (:mod:`.documents`): ``conversion_authority, conversion_on, conversion_no,
      conversion_share, supply_no, supply_share, holder, project, approved_use``
    * case: ``code`` (colour now), ``state, responsible, due_on, overdue`` (bool)``, finding,
      inspector, inspected_on, finding_note, doc_no`` (document the finding or audit names)``,
      auditor, audited_at, audit_note, unlawful_m2`` (area found unlawful, audited)``, unlawful_from``
      (``auditor`` | ``finding`` | ``verdict``: who measured it)``, violation_type, started_on,
      actual_use``; ``suspected_violation`` is what the verdict makes one suspect, decided by nobody
    * rectification: ``measure, responsible_unit, responsible_person, finished_on, accepted_on, closed_on``
    * ``proof`` (release only): ``approval`` | ``found_lawful`` | ``found_unchanged`` | ``accepted``
    * ``wkb``: the patch, MultiPolygon in EPSG:4490 as WKB bytes, None when beyond repair
    """

    key: str
    unit: str | None
    unit_name: str
    rows: tuple[dict[str, Any], ...]
    runs: tuple[RunFoot, ...]


#: Which cases belong on a list; the states behind the colours, so that a setting cannot mix lists.
_STATES = {
    "verification": frozenset(state for state, code in STATE_CODES.items() if code == "yellow"),
    "rectification": frozenset(state for state, code in STATE_CODES.items() if code in ("red", "blue")),
    "release": frozenset(state for state, code in STATE_CODES.items() if code == "green"),
}

_NOT_LISTED = frozenset(
    ("id", "verdict_uid", "screened", "west", "south", "east", "north", "since", "done_on", "measure_due_on",
     "responsible_code")
)  # fmt: skip

_RUN = """
SELECT uid, rule_set, rule_hash, rules_json, screened_at, actor, software, inputs_json
FROM screening_run WHERE deleted_at IS NULL ORDER BY clock DESC, uid DESC
"""


# Patches know the names of their villages also when no unit layer was kept.
_UNITS = """
SELECT unit_code, unit_name FROM patch WHERE deleted_at IS NULL AND unit_code <> ''
UNION ALL SELECT unit_code, unit_name FROM unit WHERE deleted_at IS NULL AND unit_code <> ''
"""


def list_rows(ws: Workspace, list_key: str, unit: str | None = None) -> ListData:
    """The list ``list_key`` of the workspace, of the whole or of ``unit`` (code or name of a county,
    town or village). Raises InputError for an unknown list or unit."""
    if list_key not in LIST_KEYS:
        raise InputError(
            tr("“{key}” is no list; use one of: {known}.").format(key=list_key, known=", ".join(LIST_KEYS))
        )
    names = {code: name or "" for code, name in ws.db.execute(_UNITS).fetchall()}
    code = _unit_code(unit, names) if unit and unit.strip() else None
    figures = read_figures(ws.db, best=True, unit_prefix=_prefix(code or ""))
    chosen = [row for row in figures if row["state"] in _STATES[list_key]]
    evidence = read_documents(ws.db, (row["verdict_uid"] for row in chosen))
    rows = []
    for row in chosen:
        documents = document_fields(evidence.get(row["verdict_uid"], []), row["reason"])
        rows.append({**_list_row(row, list_key, names), **documents})
    rows.sort(key=_order)
    return ListData(
        list_key,
        code,
        _unit_name(code, names) if code else "",
        tuple(rows),
        _runs(ws, {row["run_uid"] for row in rows}),
    )


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    """By town, those of no known town last; then by spatial code and patch number."""
    town = row["town_code"]
    return not town, town, row["spatial_code"] or "", row["patch_no"] or ""


def _unit_code(unit: str, names: dict[str, str]) -> str:
    text = unit.strip()
    if text.isdigit():
        return text
    codes = sorted(code for code, name in names.items() if name == text)
    if len(codes) != 1:
        raise InputError(
            tr("“{unit}” is not the name of exactly one unit in the workspace; give its code.").format(
                unit=text
            )
        )
    return codes[0]


def _prefix(code: str) -> str:
    """The digits that unit codes of ``code`` begin with: a town or county padded to 12 is shortened."""
    if len(code) == 12 and code.endswith("000000"):
        return code[:6]
    if len(code) == 12 and code.endswith("000"):
        return code[:9]
    return code


def _unit_name(code: str, names: dict[str, str]) -> str:
    """The name of a unit whose code may be kept short or padded with zeros."""
    short = _prefix(code)
    return names.get(code) or names.get(short) or names.get(short.ljust(12, "0"), "")


def _list_row(figures: dict[str, Any], list_key: str, names: dict[str, str]) -> dict[str, Any]:
    row = {key: value for key, value in figures.items() if key not in _NOT_LISTED}
    unit = row["unit_code"] or ""
    town = unit[:9] if len(unit) >= 9 else ""
    for flag in ("below_minimum", "overdue"):
        row[flag] = None if row[flag] is None else bool(row[flag])
    row.update(
        town_code=town,
        town_name=_unit_name(town.ljust(12, "0"), names) if town else "",
        proof=_proof(figures) if list_key == "release" else None,
        **_rectification(figures, names),
    )
    return row


def _rectification(figures: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Who rectifies until when, and what was reached. Acceptance closes the case (验收通过即销号)."""
    state, since = figures["state"], figures["since"]
    accepted = since if state == "accepted" else None
    code = figures["responsible_code"] or ""
    return {
        "measure": told_measures(figures["measure"]),
        "responsible_unit": _unit_name(code, names) or None if code else None,
        "due_on": figures["due_on"] or figures["measure_due_on"],
        "finished_on": figures["done_on"] or (since if state == "rectified" else None),
        "accepted_on": accepted,
        "closed_on": accepted,
    }


def _proof(figures: dict[str, Any]) -> str:
    """Why a patch is green: the approval found, the audited finding, or the accepted rectification."""
    if figures["state"] == "accepted":
        return "accepted"
    return "approval" if figures["state"] == "screened_green" else str(figures["finding"])


def _runs(ws: Workspace, uids: set[str | None]) -> tuple[RunFoot, ...]:
    """The runs ``uids``, newest first; the newest of all for a list without rows, whose foot must name
    rules and data too."""
    found = ws.db.execute(_RUN).fetchall()
    wanted = [row for row in found if row[0] in uids] or found[:1]
    feet = []
    for uid, rule_set, rule_hash, text, at, actor, software, inputs in wanted:
        rules = rules_from_text(text, rule_set)
        used = tuple(json.loads(inputs))
        rows = tuple(rules.rows())
        feet.append(RunFoot(uid, rule_set, rule_hash, rows, at, actor, software, used, rules.version))
    return tuple(feet)
