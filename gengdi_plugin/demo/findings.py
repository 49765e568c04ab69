"""What inspectors bring back from the demo district, made from its truth: from yellow to red or green.

The run is screened first; then the yellow patches are visited and most visits are audited by another
person, so that the demo reaches the pilot's figure of confirmed patches.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..core.casework import STATE_CODES
from ..core.table import FeatureTable, object_array
from ..store.cases import Finding, record_audit, record_findings
from ..store.workspace import Workspace

#: Of the lawful patches to be visited: shares not visited yet, and visited but not audited.
_WAITING, _UNAUDITED = 0.30, 0.15
_AUDITOR, _LEVEL = "演示审核员", "county"
_NOTES = {
    "found_unlawful": "演示:现场核实为违法占用",
    "found_unchanged": "演示:现场与前时相一致",
    "found_lawful": "演示:现场核对手续原件",
}


@dataclass(frozen=True)
class Visited:
    """What the demo's inspections came to: findings written, findings there already, and audits that
    ended red and green."""

    findings: int
    already_there: int
    red: int
    green: int


def inspection_table(truth: FeatureTable) -> FeatureTable:
    """The inspectors' layer: one row per visited patch with the field names a bureau gives them
    (JCBH, HCJL, HCR, HCRQ, PZWH, HCBZ; where it is unlawful also WFLX, DGRQ, SJYT), at the patch.

    Every patch that is unlawful in truth has been visited; of the lawful ones some still wait.
    """
    rows = [row for row in range(len(truth)) if truth.columns["finding"][row]]
    lawful = [row for row in rows if truth.columns["lawful"][row]]
    waiting = set(lawful[: round(len(lawful) * _WAITING)])
    rows = [row for row in rows if row not in waiting]
    found = [str(truth.columns["finding"][row]) for row in rows]
    columns = {
        "JCBH": object_array(truth.columns["patch_no"][row] for row in rows),
        "HCJL": object_array(found),
        "HCR": object_array(f"演示巡查员{row % 12 + 1}" for row in rows),
        "HCRQ": object_array(str(np.datetime64("2021-11-01") + row % 28) for row in rows),
        "PZWH": object_array(
            f"演示补正〔2021〕{row + 1:03d}号" if finding == "found_lawful" else None
            for row, finding in zip(rows, found)
        ),
        "HCBZ": object_array(_NOTES[finding] for finding in found),
    }
    wrong = [_found_violations().get(str(truth.columns["story"][row])) for row in rows]
    wrong = [told if finding == "found_unlawful" else None for told, finding in zip(wrong, found)]
    columns["WFLX"] = object_array(told["violation_type"] if told else None for told in wrong)
    columns["DGRQ"] = object_array(
        str(np.datetime64("2020-09-01") + row * 3 % 240) if told else None for row, told in zip(rows, wrong)
    )
    columns["SJYT"] = object_array(told["actual_use"] if told else None for told in wrong)
    return FeatureTable(truth.geometry[rows], columns, columns["JCBH"], "HCCG")


def record_demo_findings(workspace: Workspace, inspections: FeatureTable) -> Visited:
    """Take the inspectors' findings into ``workspace`` and audit them; a second call adds nothing.

    Every finding of an unlawful change is confirmed; of the others the last few wait for the auditor.
    """
    findings = [
        Finding(
            finding=str(inspections.columns["HCJL"][row]),
            inspector=str(inspections.columns["HCR"][row]),
            inspected_on=str(inspections.columns["HCRQ"][row]),
            patch_no=str(inspections.columns["JCBH"][row]),
            note=str(inspections.columns["HCBZ"][row]),
            doc_no=str(inspections.columns["PZWH"][row] or ""),
            violation_type=str(inspections.column("WFLX")[row] or ""),
            started_on=inspections.column("DGRQ")[row],
            actual_use=str(inspections.column("SJYT")[row] or ""),
        )
        for row in range(len(inspections))
    ]
    report = record_findings(workspace, findings)
    if report.unknown_patches or report.refused:
        refused = [f"{entry.label}: {entry.sentence}" for entry in report.refused]
        raise ValueError(f"findings not taken: {[*report.unknown_patches, *refused]}")
    ended = _audit(workspace, findings)
    return Visited(report.added, report.already_there, ended.count("red"), ended.count("green"))


@lru_cache(maxsize=1)
def _found_violations() -> dict[str, dict[str, str]]:
    """What inspectors say of the unlawful stories: type of violation and use of the ground."""
    file = Path(__file__).parent / "data" / "found_violations.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return {row["story"]: row for row in csv.DictReader(stream)}


def _audit(workspace: Workspace, findings: list[Finding]) -> list[str]:
    """Confirm the findings that are to be audited; the colours the patches now have."""
    uids = dict(workspace.db.execute("SELECT patch_no, uid FROM patch WHERE deleted_at IS NULL").fetchall())
    states = dict(workspace.db.execute("SELECT patch_uid, state FROM patch_state").fetchall())
    lawful = [finding.patch_no for finding in findings if finding.finding != "found_unlawful"]
    held_back = set(lawful[len(lawful) - round(len(lawful) * _UNAUDITED) :])
    ended = []
    for finding in findings:
        uid = uids[finding.patch_no]
        state = states[uid]
        if finding.patch_no in held_back:
            continue
        if state == finding.finding:
            whole = finding.finding == "found_lawful"
            state = record_audit(workspace, uid, "confirm", _AUDITOR, _LEVEL, covers_whole=whole).state
        ended.append(STATE_CODES[state])
    return ended
