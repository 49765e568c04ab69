"""A finished run's rows on their way from its spool into the workspace, inside one transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence

from .._vendor.sqlite_utils import Database
from ..core.table import FeatureTable
from . import sql
from .audit_bulk import copied_rows
from .blobs import spatialite_blobs
from .bulk import new_rows, unlogged
from .clock import next_clock
from .run_rows import COLUMNS, PATCH_COLUMNS
from .run_spool import About, RunSpool
from .run_watch import Watch
from .software import software
from .values import plain

#: Namespace of the catalogue's uids: the same layer content is the same entry for every officer.
_CATALOGUE = uuid.UUID("0d2c5b52-9d7e-5f0b-8f3c-0f6f2b7a4d11")

#: What a later list may correct on a patch that is known; code and geometry stay for ever.
_PATCH_UPDATED = tuple(c for c in PATCH_COLUMNS if c not in ("uid", "spatial_code", "geom"))

#: Codes that the run proposed and that cannot stay, by the uids of their patches and of their verdicts.
_SETTLED = "CREATE TEMP TABLE settled (uid TEXT PRIMARY KEY, proposed TEXT, kept TEXT) WITHOUT ROWID"

#: Rows of the spool, each with its entry in ``settled`` when it has one: by its own or its verdict's uid.
_SOURCE = "spool.{table} AS r LEFT JOIN temp.settled AS s ON s.uid = r.{key}"

#: The code of a part is its patch's, or that with a tail (``~1``).
_PART_CODE = """
CASE WHEN s.proposed <> '' AND substr(r.spatial_code, 1, length(s.proposed)) = s.proposed
THEN s.kept || substr(r.spatial_code, length(s.proposed) + 1) ELSE r.spatial_code END
"""


class RunWriter:
    """Writes the run that ``spool`` holds, and has lent to the connection, inside an open transaction.

    ``described``: what the run keeps of its inputs; ``given``: patch uid -> code of the workspace as it is
    now.
    """

    def __init__(
        self,
        db: Database,
        spool: RunSpool,
        described: Sequence[dict[str, object]],
        given: Mapping[str, str],
        watch: Watch,
    ) -> None:
        self._connection = db.conn
        self._spool, self._described, self._watch = spool, described, watch
        self.uid = uuid.uuid4().hex
        self._clock = next_clock(self._connection)
        self._given = given
        #: whether a patch of the run was known, whether a proposed code could not stay
        self._known = self._renamed = False

    def write(self, about: About, actor: str) -> None:
        """The run, its patches, verdicts, evidence, remainders, ground and inputs."""
        self._write_run(about, actor)
        self._settle()
        self._write_patches()
        self._write_verdicts()
        for table in ("evidence", "remainder", "ground"):
            self._write_parts(table)
        self._connection.execute("DROP TABLE temp.settled")
        self._write_catalogue(about.screened_at)

    def _settle(self) -> None:
        """Tell the codes that cannot stay to the statements that copy rows."""
        self._connection.execute(_SETTLED)
        codes = self._settled_codes()
        self._renamed = bool(codes)
        for batch in self._spool.batches("verdict", ("uid", "patch_uid")) if codes else ():
            rows = [(uid, *codes[patch]) for pair in batch if (patch := pair[1]) in codes for uid in pair]
            self._connection.executemany("INSERT INTO temp.settled VALUES (?, ?, ?)", rows)

    def _settled_codes(self) -> dict[str, tuple[str, str]]:
        """Patch uid -> (proposed, settled) where the proposed code cannot stay: a known patch keeps its own;
        a new one never takes another's."""
        given = self._given
        taken = set(given.values())
        settled: dict[str, tuple[str, str]] = {}
        for batch in self._spool.batches("patch", ("uid", "spatial_code")):
            for uid, proposed in batch:
                code = given.get(uid, proposed)
                self._known |= uid in given
                if code and uid not in given:
                    code = _free_code(code, taken)
                    taken.add(code)
                if code != proposed:
                    settled[uid] = (proposed, code)
        return settled

    def _write_run(self, about: About, actor: str) -> None:
        values = {
            "uid": self.uid,
            "rule_set": about.rules.id,
            "rule_hash": about.rules.hash,
            "rules_json": about.rules.text,
            "screened_at": about.screened_at,
            "clock": self._clock,
            "actor": actor,
            "software": software(),
            "inputs_json": json.dumps(self._described, ensure_ascii=False, default=str),
            "log_json": json.dumps(self._spool.log, ensure_ascii=False),
        }
        self._connection.execute(sql.insert("screening_run", tuple(values)), tuple(values.values()))

    def _write_patches(self) -> None:
        changed = sql.upsert_changed("uid", _PATCH_UPDATED, "patch")
        made = {"spatial_code": "coalesce(s.kept, r.spatial_code)"}
        source = _SOURCE.format(table="patch", key="uid")
        self._copy_shapes("patch", sql.copied("patch", PATCH_COLUMNS, source, made, changed))

    def _write_verdicts(self) -> None:
        made = {"run_uid": "?3", "clock": "?4"}
        statement = sql.copied("verdict", (*made, *COLUMNS["verdict"]), "spool.verdict AS r", made)
        late = (self._clock, self.uid)
        count = self._spool.counts["verdict"]
        sealed = copied_rows(self._connection, "verdict", self._sealed("verdict"), late)
        with sealed, unlogged(self._connection, "verdict", count):
            for batch in self._watch.ranges(count):
                self._connection.execute(statement, (*batch, self.uid, self._clock))

    def _write_parts(self, table: str) -> None:
        """Rows that belong to a verdict, with geometry; codes follow the code the patch keeps."""
        made = {"spatial_code": _PART_CODE}
        source = _SOURCE.format(table=table, key="verdict_uid")
        self._copy_shapes(table, sql.copied(table, COLUMNS[table], source, made))

    def _copy_shapes(self, table: str, statement: str) -> None:
        count = self._spool.counts[table]
        sealed = copied_rows(self._connection, table, self._sealed(table))
        with sealed, new_rows(self._connection, table, count) as insert:
            for batch in self._watch.ranges(count):
                insert(statement, batch)

    def _sealed(self, table: str) -> bytes | None:
        """What the spool has for the audit chain, unless rows change on their way."""
        changed = (
            self._renamed
            if table in ("evidence", "remainder")
            else table == "patch" and (self._known or self._renamed)
        )
        return None if changed else b"".join(self._spool.sealed[table])

    def _write_catalogue(self, first_used_at: str) -> None:
        columns = ("uid", "role", "name", "features", "as_of", "fingerprint", "first_used_at")
        rows = []
        for entry in self._described:
            role, layer, mark = (str(entry.get(key) or "") for key in ("role", "layer", "fingerprint"))
            uid = uuid.uuid5(_CATALOGUE, "\x1f".join((role, layer, mark))).hex
            rows.append((uid, role, layer, entry.get("features"), entry.get("as_of"), mark, first_used_at))
        statement = sql.insert("data_catalogue", columns, None, "ON CONFLICT(uid) DO NOTHING")
        self._connection.executemany(statement, rows)

    def write_units(self, units: FeatureTable) -> None:
        """Units by code: a unit that is known takes the newer name and bounds."""
        codes, names_ = plain(units.column("unit_code")), plain(units.column("unit_name"))
        known = dict(self._connection.execute("SELECT unit_code, uid FROM unit WHERE deleted_at IS NULL"))
        rows = []
        for code, name, shape in zip(codes, names_, spatialite_blobs(units.geometry)):
            if code:
                uid = known.setdefault(code, uuid.uuid5(_CATALOGUE, f"unit\x1f{code}").hex)
                rows.append((uid, code, name, shape))
        changed = sql.upsert_changed("uid", ("unit_name", "geom"), "unit")
        statement = sql.insert("unit", ("uid", "unit_code", "unit_name", "geom"), None, changed)
        for batch in self._watch.batches([rows]):
            self._connection.executemany(statement, batch)


def _free_code(code: str, taken: set[str]) -> str:
    """``code``, or with the next free running number when another patch already has it."""
    stem, _, number = code.rpartition("-")
    count = int(number) if number.isdigit() else 0
    while code in taken:
        count += 1
        code = f"{stem}-{count:02d}"
    return code
