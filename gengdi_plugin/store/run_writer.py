"""A finished run's rows on their way from its spool into the workspace, inside one transaction."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .._vendor.sqlite_utils import Database
from ..core.errors import Cancelled
from ..core.i18n import tr
from ..core.screening.result import ScreeningResult
from ..core.table import FeatureTable
from . import sql
from .blobs import spatialite_blobs
from .clock import next_clock
from .run_rows import COLUMNS, PATCH_COLUMNS, Row
from .run_spool import RunSpool
from .software import software
from .values import plain

Progress = Callable[[float], None]

#: Namespace of the catalogue's uids: the same layer content is the same entry for every officer.
_CATALOGUE = uuid.UUID("0d2c5b52-9d7e-5f0b-8f3c-0f6f2b7a4d11")

#: What a later list may correct on a patch that is known; code and geometry stay for ever.
_PATCH_UPDATED = tuple(c for c in PATCH_COLUMNS if c not in ("uid", "spatial_code", "geom"))

_CODE = PATCH_COLUMNS.index("spatial_code")


class Watch:
    """Progress over all rows of the run, and cancel."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None, total: int) -> None:
        self._progress, self._cancelled, self._total, self._done = progress, cancelled, max(total, 1), 0

    def batches(self, batches: Iterable[list[Any]]) -> Iterator[list[Any]]:
        """Each of ``batches``; raises Cancelled between them."""
        for batch in batches:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled(tr("Cancelled: the run was not saved."))
            yield batch
            self._done += len(batch)
            if self._progress is not None:
                self._progress(min(self._done / self._total, 1.0))


class RunWriter:
    """Writes the run that ``spool`` holds inside an open transaction.

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
        self._codes = self._settled_codes(given)
        #: verdict uid -> (code the run proposed, code the patch keeps), where they differ
        self._moved: dict[str, tuple[str, str]] = {}

    def write(self, result: ScreeningResult, actor: str) -> None:
        """The run, its patches, verdicts, evidence, remainders, ground and inputs; ``result``: any part."""
        self._write_run(result, actor)
        self._write_patches()
        self._write_verdicts()
        for table in ("evidence", "remainder", "ground"):
            self._write_parts(table)
        self._write_catalogue(result.screened_at)

    def _settled_codes(self, given: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Patch uid -> (proposed, settled) where the proposed code cannot stay: a known patch keeps its own;
        a new one never takes another's."""
        taken = set(given.values())
        settled: dict[str, tuple[str, str]] = {}
        for batch in self._spool.batches("patch", ("uid", "spatial_code")):
            for uid, proposed in batch:
                code = given.get(uid, proposed)
                if code and uid not in given:
                    code = _free_code(code, taken)
                    taken.add(code)
                if code != proposed:
                    settled[uid] = (proposed, code)
        return settled

    def _write_run(self, result: ScreeningResult, actor: str) -> None:
        values = {
            "uid": self.uid,
            "rule_set": result.rules.id,
            "rule_hash": result.rules.hash,
            "rules_json": result.rules.text,
            "screened_at": result.screened_at,
            "clock": self._clock,
            "actor": actor,
            "software": software(),
            "inputs_json": json.dumps(self._described, ensure_ascii=False, default=str),
            "log_json": json.dumps(self._spool.log, ensure_ascii=False),
        }
        self._connection.execute(sql.insert("screening_run", tuple(values)), tuple(values.values()))

    def _rows(self, table: str) -> Iterator[list[Row]]:
        return self._watch.batches(self._spool.batches(table, COLUMNS[table]))

    def _write_patches(self) -> None:
        keep = sql.upsert_changed("uid", _PATCH_UPDATED, "patch")
        statement = sql.insert("patch", PATCH_COLUMNS, None, keep)
        for batch in self._rows("patch"):
            rows = [
                (*row[:_CODE], self._codes[row[0]][1], *row[_CODE + 1 :]) if row[0] in self._codes else row
                for row in batch
            ]
            self._connection.executemany(statement, rows)

    def _write_verdicts(self) -> None:
        statement = sql.insert("verdict", ("run_uid", "clock", *COLUMNS["verdict"]))
        for batch in self._rows("verdict"):
            for uid, patch, *_ in batch if self._codes else ():
                if patch in self._codes:
                    self._moved[uid] = self._codes[patch]
            own = (self.uid, self._clock)
            self._connection.executemany(statement, [own + row for row in batch])

    def _write_parts(self, table: str) -> None:
        """Rows that belong to a verdict, with geometry; codes follow the code the patch keeps."""
        columns = COLUMNS[table]
        at = columns.index("spatial_code") if "spatial_code" in columns else 0
        statement = sql.insert(table, columns)
        for batch in self._rows(table):
            if at and self._moved:
                batch = [
                    (*row[:at], _moved_code(row[at], *self._moved[row[0]]), *row[at + 1 :])
                    if row[0] in self._moved
                    else row
                    for row in batch
                ]
            self._connection.executemany(statement, batch)

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


def _moved_code(code: str | None, own: str | None, kept: str | None) -> str | None:
    """The code of a part (``own`` or ``own~1``) when the patch keeps another code than the run proposed."""
    if code and own and kept and own != kept and code.startswith(own):
        return kept + code[len(own) :]
    return code
