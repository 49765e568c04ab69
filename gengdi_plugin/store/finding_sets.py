"""A bureau's own sets of finding categories, kept by the workspace so that all who work in it have them."""

from __future__ import annotations

import logging
from pathlib import Path

from ..core import finding_vocabulary
from ..core.errors import InputError
from ..core.finding_sets import FindingSet, parse_set, read_set
from ..core.i18n import tr
from .connection import transaction
from .workspace import Workspace

log = logging.getLogger("gengdi")

_KEY = "finding_set:"


def import_set(ws: Workspace, path: Path) -> FindingSet:
    """Check the CSV file ``path`` and keep its set in the workspace, in place of one of the same name.

    Raises InputError naming file, row and column when it is not in order, and when categories that findings
    already use are no longer in it; nothing is written then.
    """
    new = read_set(Path(path))
    with transaction(ws.db) as connection:
        used = connection.execute(
            "SELECT category FROM inspection WHERE vocabulary = ? AND category IS NOT NULL "
            "UNION SELECT subtype FROM inspection WHERE vocabulary = ? AND subtype IS NOT NULL",
            (new.key, new.key),
        ).fetchall()
        lost = sorted({key for (key,) in used} - {row.key for row in new.rows})
        if lost:
            raise InputError(
                tr(
                    "{file}: findings of this workspace use the categories {keys} of the set “{set}”: keep "
                    "these rows, or give the new set another name."
                ).format(file=Path(path).name, keys=", ".join(lost), set=new.key)
            )
        connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (_KEY + new.key, new.text),
        )
    know_sets(ws)
    return new


def know_sets(ws: Workspace) -> list[str]:
    """Make the workspace's own sets known to ``core.finding_vocabulary``, and only these; all sets there are
    now."""
    rows = ws.db.execute(
        "SELECT key, value FROM setting WHERE key LIKE ? ORDER BY key", (f"{_KEY}%",)
    ).fetchall()
    kept = {}
    for key, text in rows:
        try:
            one = parse_set(text, key[len(_KEY) :])
        except InputError as error:  # of a newer Gengdi: no reason to refuse findings of other sets
            log.warning("%s", error)
        else:
            kept[one.key] = one.rows
    finding_vocabulary.know(kept)
    return finding_vocabulary.sets()
