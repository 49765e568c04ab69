"""The numbers of documents that a workspace knows: entered at the desk, or named by evidence."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.approval_types import UNKNOWN
from .workspace import Workspace

#: Documents entered at the desk, then those that evidence names, each number once.
_STORED = (
    "SELECT doc_no, approval_type, approved_on, valid_from, valid_to, authority, project, holder, NULL "
    "FROM approval WHERE deleted_at IS NULL ORDER BY id",
    "SELECT doc_no, approval_type, approved_on, NULL, valid_to, NULL, NULL, NULL, layer FROM evidence "
    "WHERE deleted_at IS NULL AND doc_no <> '' AND approval_type <> 'violation' "
    "GROUP BY doc_no ORDER BY doc_no",
)


@dataclass(frozen=True)
class KnownDocument:
    """A document by its number. ``approval_type``: a key, ``unknown`` when nothing says it; dates as they
    are written there; ``source``: the layer that names it, "" when it was entered at the desk."""

    doc_no: str
    approval_type: str = UNKNOWN
    approved_on: str = ""
    valid_from: str = ""
    valid_to: str = ""
    authority: str = ""
    project: str = ""
    holder: str = ""
    source: str = ""


def known_numbers(ws: Workspace) -> dict[str, KnownDocument]:
    """What the workspace knows, by number; what was entered comes before what evidence says."""
    known: dict[str, KnownDocument] = {}
    for statement in _STORED:
        for row in ws.db.execute(statement).fetchall():
            document = KnownDocument(*("" if value is None else str(value) for value in row))
            if document.doc_no:
                known.setdefault(document.doc_no, document)
    return known
