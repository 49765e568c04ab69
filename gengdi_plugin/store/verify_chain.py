"""The audit chain read again: whether its entries hold together, and what it says of every row."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ..core.i18n import tr
from . import chain_memory, sql
from .audit_chain import HEAD, entry_hash
from .row_digest import entries, uid_key
from .site import bound_site
from .verify_lines import BROKEN, WARNING, Line
from .workspace import Workspace

_ENTRIES = (
    "SELECT id, site, seq, at, actor, operation, table_name, row_uid, row_count, row_hash, previous, hash, "
    "manifest IS NOT NULL AS many FROM audit ORDER BY id"
)

_MANIFEST = "SELECT manifest FROM audit WHERE id = ?"


#: Operations that open a chain and are of no row.
OPENINGS = ("site", "restored")


@dataclass
class ChainEntry:
    """An entry as it is stored, without its manifest."""

    id: int
    values: dict[str, Any]
    hash: str
    many: bool

    @property
    def name(self) -> str:
        """What reports call it."""
        return f"{self.values['site']}/{self.values['seq']}"


@dataclass
class Chain:
    """The entries that count, in the order in which they were chained; ``lines``: what is wrong with them."""

    order: list[ChainEntry] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    head: str = ""

    def of_table(self, table: str) -> list[ChainEntry]:
        """The entries about ``table``."""
        return [entry for entry in self.order if entry.values["table_name"] == table]


def read_chain(ws: Workspace, look: Callable[[], None]) -> Chain:
    """Hash every entry again, follow the links of every site, compare the ends with what is noted of them."""
    chain = Chain()
    by_site: dict[str, list[ChainEntry]] = {}
    for row in sql.dicts(ws.db.execute(_ENTRIES)):
        look()
        number, own, many = row.pop("id"), row.pop("hash"), bool(row.pop("many"))
        entry = ChainEntry(number, row, str(own), many)
        by_site.setdefault(str(row["site"]), []).append(entry)
        if problem := _problem(ws.db.conn, entry):
            chain.lines.append(Line(BROKEN, problem, "audit", entry.name))
    for members in by_site.values():
        members.sort(key=lambda entry: (_number(entry.values["seq"]), entry.id))
        chain.lines += _links(members)
    chain.order = _sites_in_order(by_site, chain.lines)
    chain.head = _ends(ws, by_site, chain.lines)
    return chain


def _problem(db: sqlite3.Connection, entry: ChainEntry) -> str:
    try:
        same = entry_hash(entry.values) == entry.hash
    except (TypeError, ValueError):  # bytes where a text belongs
        same = False
    if not same:
        return tr("Entry {entry} of the audit chain was changed: it no longer hashes.").format(
            entry=entry.name
        )
    if entry.many:
        (manifest,) = db.execute(_MANIFEST, (entry.id,)).fetchone()
        if not isinstance(manifest, bytes) or sha256(manifest).hexdigest() != entry.values["row_hash"]:
            return tr("The rows listed by entry {entry} of the audit chain were changed.").format(
                entry=entry.name
            )
    elif entry.values["operation"] not in OPENINGS and entry.values["row_count"] != 1:
        return tr("The rows listed by entry {entry} of the audit chain are gone.").format(entry=entry.name)
    return ""


def _links(members: list[ChainEntry]) -> Iterator[Line]:
    """Gaps, repetitions and wrong links in the entries of one site."""
    before: ChainEntry | None = None
    for entry in members:
        seq, expected = _number(entry.values["seq"]), _number(before.values["seq"]) + 1 if before else 1
        if seq != expected:
            told = tr("The audit chain has a gap before entry {entry}: {n} entries are not there.")
            if seq < expected:
                told = tr("Entry {entry} of the audit chain is there twice.")
            yield Line(BROKEN, told.format(entry=entry.name, n=seq - expected), "audit", entry.name)
        elif before is not None and entry.values["previous"] != before.hash:
            told = tr("Entry {entry} of the audit chain does not follow from the one before it.")
            yield Line(BROKEN, told.format(entry=entry.name), "audit", entry.name)
        before = entry


def _sites_in_order(by_site: dict[str, list[ChainEntry]], lines: list[Line]) -> list[ChainEntry]:
    """All entries: a site's after those of the site that it goes on from."""
    ends = {entry.hash: (site, entry) for site, members in by_site.items() for entry in members}
    placed: list[ChainEntry] = []
    done: set[str] = set()
    waiting = dict(by_site)
    while waiting:
        ready = []
        for site, members in waiting.items():
            previous = members[0].values["previous"]
            parent = ends.get(previous)
            if not previous or parent is None or parent[0] in done or parent[0] == site:
                ready.append(site)
        # entries that were tampered with may name each other: any order will do, the links are told
        for site in ready or list(waiting):
            members = waiting.pop(site)
            previous = members[0].values["previous"]
            if previous and previous not in ends:
                told = tr(
                    "The audit chain {site} goes on from an entry that is not there: the end of the chain "
                    "before it was cut off or changed."
                )
                lines.append(Line(BROKEN, told.format(site=site), "audit", members[0].name))
            placed += members
            done.add(site)
    return placed


def _ends(ws: Workspace, by_site: dict[str, list[ChainEntry]], lines: list[Line]) -> str:
    """Compare the ends of the chains with what the file and this account noted; the head."""
    row = ws.db.execute("SELECT value FROM setting WHERE key = ?", (HEAD,)).fetchone()
    noted = str(row[0]) if row else ""
    ends = {site: members[-1] for site, members in by_site.items()}
    site = noted.split(" ")[0]
    if noted and (site not in ends or noted != _head(site, ends[site])):
        told = tr("The audit chain does not end where the workspace notes it ends ({head}): {what}")
        what = tr("entries were cut off or added without Gengdi.")
        lines.append(Line(BROKEN, told.format(head=noted[:40], what=what), "audit", site))
    if not noted and ends:
        told = tr("The workspace does not note where its audit chain ends: the note was removed.")
        lines.append(Line(BROKEN, told, "audit"))
    # a copy elsewhere may be older than the file it was made of; this file in this place may not
    bound = bound_site(ws.db.conn, ws.path)
    lines += _remembered(bound, by_site.get(bound, []))
    for members in by_site.values():
        if members[0].values["operation"] == "restored":
            told = tr("On {at} the workspace was older than it had been: a copy was put back in its place.")
            at = str(members[0].values["at"])[:16].replace("T", " ")
            lines.append(Line(WARNING, told.format(at=at), "audit", members[0].name))
    return noted


def _remembered(site: str, members: list[ChainEntry]) -> Iterator[Line]:
    known = chain_memory.remembered(site) if site else None
    if known is None or any((entry.values["seq"], entry.hash) == known for entry in members):
        return
    told = tr(
        "This computer has seen entry {seq} of audit chain {site}, which the workspace no longer has: "
        "entries were cut off, or an older copy was put in its place."
    )
    yield Line(BROKEN, told.format(seq=known[0], site=site), "audit", site)


def _head(site: str, entry: ChainEntry) -> str:
    return f"{site} {entry.values['seq']} {entry.hash}"


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


@dataclass
class Expected:
    """What the chain says of the rows of one table: key -> digest; ``names``: key -> uid where it says it."""

    content: dict[bytes, bytes] = field(default_factory=dict)
    marks: dict[bytes, bytes] = field(default_factory=dict)
    names: dict[bytes, str] = field(default_factory=dict)


def expected_rows(ws: Workspace, chain: Chain, table: str, look: Callable[[], None]) -> Expected:
    """The latest digest of every row of ``table``."""
    found = Expected()
    for entry in chain.of_table(table):
        look()
        into = found.marks if entry.values["operation"] == "mark" else found.content
        if entry.many:
            (manifest,) = ws.db.execute(_MANIFEST, (entry.id,)).fetchone()
            if isinstance(manifest, bytes):
                into.update(entries(manifest))
        elif entry.values["row_uid"] is not None:
            key = uid_key(entry.values["row_uid"])
            found.names[key] = str(entry.values["row_uid"])
            try:
                into[key] = bytes.fromhex(str(entry.values["row_hash"]))
            except ValueError:  # told already: the entry no longer hashes
                continue
    return found
