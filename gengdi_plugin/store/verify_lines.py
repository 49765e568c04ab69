"""What verifying a workspace finds: lines, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.i18n import tr
from ..core.vocabulary import word

#: Kinds of lines; those before the bar mean that the workspace cannot be relied on.
TAMPERED, BROKEN = "tampered", "broken"
UNSIGNED, MISSING, WARNING = "unsigned", "missing", "warning"
KINDS = (TAMPERED, BROKEN, MISSING, UNSIGNED, WARNING)

#: Fields of the report of ``gengdi:verifyworkspace``.
WORKSPACE_FIELDS = ("kind", "table_name", "row_uid", "patch_no", "explanation")


@dataclass(frozen=True)
class Line:
    """One thing found: ``kind`` of :data:`KINDS`; ``told`` a sentence of its own, ``short`` what it says
    beside table and patch; ``table``, ``row_uid``, ``patch_uid`` as far as known."""

    kind: str
    told: str
    table: str = ""
    row_uid: str = ""
    patch_uid: str = ""
    patch_no: str = ""
    short: str = ""


@dataclass(frozen=True)
class WorkspaceReport:
    """``rows``: rows that were hashed again; ``entries``: of the audit chain; ``head``: the last entry as
    "<site> <seq> <hash>", '' without a chain."""

    lines: tuple[Line, ...]
    rows: int
    entries: int
    head: str

    @property
    def sound(self) -> bool:
        """Whether nothing is tampered or broken; unsigned changes do not count."""
        return not any(line.kind in (TAMPERED, BROKEN) for line in self.lines)

    def count(self, *kinds: str) -> int:
        """How many lines are of ``kinds``."""
        return sum(line.kind in kinds for line in self.lines)


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The weightiest kind first."""
    return tuple(sorted(lines, key=lambda line: KINDS.index(line.kind)))


def workspace_row(line: Line) -> tuple[str, ...]:
    """A line in the order of :data:`WORKSPACE_FIELDS`."""
    return line.kind, line.table, line.row_uid, line.patch_no, line.told


def workspace_summary(found: WorkspaceReport) -> str:
    """The outcome in a sentence or two."""
    bad = found.count(TAMPERED, BROKEN)
    if bad:
        first = next(line for line in found.lines if line.kind in (TAMPERED, BROKEN))
        said = tr("The workspace cannot be relied on: %n finding(s), the first: {first}", bad)
        said = said.format(first=first.told)
    else:
        said = tr("The workspace is whole: {rows} rows are what the audit chain of {entries} entries says.")
        said = said.format(rows=f"{found.rows:,}", entries=f"{found.entries:,}")
    more = [
        tr("{kind}: {n}").format(kind=word("verify_kind", kind), n=f"{found.count(kind):,}")
        for kind in (MISSING, UNSIGNED, WARNING)
        if found.count(kind)
    ]
    besides = tr("Besides: {parts}.").format(parts=tr("; ").join(more))
    return f"{said} {besides}" if more else said
