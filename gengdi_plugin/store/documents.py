"""The documents a list names for each patch: approval of conversion, land supply, holder and project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._vendor.sqlite_utils import Database
from ..core.violations import NO_SUPPLY, suspected_violation
from . import sql

#: The types that stand in the column 农转用 of a list.
_CONVERSIONS = ("conversion", "historic")

# Largest overlap first, then the earliest: as the best document of a verdict is chosen (contract §3.1).
_READ = """
SELECT verdict_uid, approval_type, counts, why_not, doc_no, approved_on, share, authority, project, holder,
    purpose
FROM evidence WHERE deleted_at IS NULL AND verdict_uid IN ({marks})
ORDER BY overlap_m2 DESC, approved_on, id
"""

Evidence = list[dict[str, Any]]


def read_documents(db: Database, verdict_uids: Iterable[str]) -> dict[str, Evidence]:
    """The evidence of each verdict, largest overlap first."""
    found: dict[str, Evidence] = {}
    for batch in sql.batches([uid for uid in verdict_uids if uid]):
        for values in sql.dicts(db.execute(sql.select_in(_READ, len(batch)), batch)):
            found.setdefault(values["verdict_uid"], []).append(values)
    return found


def document_fields(evidence: Evidence, reason: str | None) -> dict[str, Any]:
    """What a list says of a verdict's documents (keys: ``store.listing.ListData``).

    Only documents that count are named. Holder and purpose come from the land supply before others (it
    names the user of the ground), the project from the document with the largest overlap that has one.
    """
    counting = [row for row in evidence if row["counts"]]
    conversion = _first(row for row in counting if row["approval_type"] in _CONVERSIONS)
    supply = _first(row for row in counting if row["approval_type"] == "supply")
    user_first = sorted(counting, key=lambda row: row["approval_type"] != "supply")
    return {
        "conversion_authority": conversion.get("authority"),
        "conversion_on": conversion.get("approved_on"),
        "conversion_no": conversion.get("doc_no"),
        "conversion_share": conversion.get("share"),
        "supply_no": supply.get("doc_no"),
        "supply_share": supply.get("share"),
        "holder": _given(user_first, "holder"),
        "project": _given(counting, "project"),
        "approved_use": _given(user_first, "purpose"),
        "suspected_violation": _suspected(evidence, reason, bool(conversion) and not supply) or None,
    }


def _suspected(evidence: Evidence, reason: str | None, no_supply: bool) -> str:
    refused = _first(row for row in evidence if not row["counts"])
    condition = NO_SUPPLY if no_supply and reason == "covered" else str(refused.get("why_not") or "")
    return suspected_violation(reason or "", condition)


def _first(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return next(iter(rows), {})


def _given(rows: Evidence, field: str) -> Any:
    return next((row[field] for row in rows if row[field]), None)
