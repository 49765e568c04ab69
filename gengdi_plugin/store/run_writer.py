"""The rows of one screening run, written inside the transaction that holds them together."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from .._vendor.sqlite_utils import Database
from ..core.errors import Cancelled
from ..core.i18n import tr
from ..core.screening.result import (
    DOCUMENT_FIELDS,
    EVIDENCE_FIELDS,
    OUTPUT_FIELDS,
    REMAINDER_FIELDS,
    ScreeningResult,
)
from ..core.table import FeatureTable
from . import sql
from .clock import next_clock
from .software import software
from .values import multipolygon_wkb, plain

Progress = Callable[[float], None]

#: Rows written between two looks at progress and cancel.
_ROWS = 2_000

#: Namespace of the catalogue's uids: the same layer content is the same entry for every officer.
_CATALOGUE = uuid.UUID("0d2c5b52-9d7e-5f0b-8f3c-0f6f2b7a4d11")

_PATCH_COLUMNS = (
    "uid", "patch_no", "spatial_code", "change_type", "before_on", "after_on", "channel",
    "ministry_area_m2", "unit_code", "unit_name", "area_m2",
)  # fmt: skip

#: What a later list may correct on a patch that is known; code and geometry stay for ever.
_PATCH_UPDATED = tuple(c for c in _PATCH_COLUMNS if c not in ("uid", "spatial_code"))

_OF_PATCH = ("spatial_code", "unit_code", "unit_name")

_VERDICT_COLUMNS = tuple(field for field in OUTPUT_FIELDS if field not in _OF_PATCH)

#: The patch's own attributes that a verdict rests on: a later list may correct the patch.
JUDGED = ("change_type", "before_on", "after_on")


class Watch:
    """Progress over all rows of the run, and cancel."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None, total: int) -> None:
        self._progress, self._cancelled, self._total, self._done = progress, cancelled, max(total, 1), 0

    def batches(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
        """``rows`` in batches; raises Cancelled between them."""
        iterator = iter(rows)
        while batch := list(islice(iterator, _ROWS)):
            if self._cancelled is not None and self._cancelled():
                raise Cancelled(tr("Cancelled: the run was not saved."))
            yield batch
            self._done += len(batch)
            if self._progress is not None:
                self._progress(min(self._done / self._total, 1.0))


class RunWriter:
    """Writes one run inside an open transaction.

    ``rows``: the rows of ``result.patches`` that are written, in order; ``patch_uids``: uid by row.
    """

    def __init__(self, db: Database, result: ScreeningResult, given: Mapping[str, str], watch: Watch) -> None:
        self._connection = db.conn
        self.result, self._watch = result, watch
        self.uid = uuid.uuid4().hex
        self._clock = next_clock(self._connection)
        # A list may hold the same patch twice: it is one patch with one verdict.
        uids = result.patches.column("uid").tolist()
        first: dict[str, int] = {}
        for row, uid in enumerate(uids):
            first.setdefault(uid, row)
        self.rows = list(first.values())
        self.patch_uids = uids
        self._verdict_uids = {row: uuid.uuid4().hex for row in self.rows}
        self._codes = self._settled_codes(given)

    def write(self, actor: str) -> None:
        """The run, its patches, verdicts, evidence, remainders, ground and inputs."""
        self._write_run(actor)
        self._write_patches()
        self._write_verdicts()
        self._write_parts("evidence", self.result.evidence, (*EVIDENCE_FIELDS, *DOCUMENT_FIELDS))
        self._write_parts("remainder", self.result.remainders, REMAINDER_FIELDS)
        self._write_parts("ground", self.result.ground, ("kind", "area_m2"))
        self._write_catalogue()

    def _settled_codes(self, given: Mapping[str, str]) -> dict[int, str | None]:
        """Row -> spatial code: a known patch keeps its own; a new one never takes another's."""
        taken = set(given.values())
        codes = plain(self.result.patches.column("spatial_code"))
        settled: dict[int, str | None] = {}
        for row in self.rows:
            code = given.get(self.patch_uids[row], codes[row])
            if code and self.patch_uids[row] not in given:
                code = _free_code(code, taken)
                taken.add(code)
            settled[row] = code
        return settled

    def _insert(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[tuple[Any, ...]],
        geometry: bool,
        conflict: str = "",
    ) -> None:
        statement = sql.insert(table, columns, "geom" if geometry else None, conflict)
        for batch in self._watch.batches(rows):
            self._connection.executemany(statement, batch)

    def _write_run(self, actor: str) -> None:
        result = self.result
        values = {
            "uid": self.uid,
            "rule_set": result.rules.id,
            "rule_hash": result.rules.hash,
            "rules_json": result.rules.text,
            "screened_at": result.screened_at,
            "clock": self._clock,
            "actor": actor,
            "software": software(),
            "inputs_json": json.dumps(list(result.inputs), ensure_ascii=False, default=str),
            "log_json": json.dumps(list(result.log), ensure_ascii=False),
        }
        self._connection.execute(sql.insert("screening_run", tuple(values)), tuple(values.values()))

    def _rows_of(self, fields: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The columns ``fields`` of the first row of every patch."""
        columns = [plain(self.result.patches.column(name)[self.rows]) for name in fields]
        return zip(*columns)

    def _write_patches(self) -> None:
        wkb = multipolygon_wkb(self.result.patches.geometry[self.rows])
        place = _PATCH_COLUMNS.index("spatial_code")
        rows = (
            (*row[:place], code, *row[place + 1 :], shape)
            for row, code, shape in zip(self._rows_of(_PATCH_COLUMNS), self._codes.values(), wkb)
        )
        keep = sql.upsert_changed("uid", _PATCH_UPDATED, "patch")
        self._insert("patch", _PATCH_COLUMNS, rows, True, keep)

    def _write_verdicts(self) -> None:
        own = ("uid", "run_uid", "patch_uid", "clock", "repaired", "explanation")
        repaired = plain(self.result.patches.column("repaired", False)[self.rows])
        more = self.result.patches.column("explanation")[self.rows]
        figures_of = self._rows_of((*JUDGED, *_VERDICT_COLUMNS))
        rows = (
            (
                self._verdict_uids[row],
                self.uid,
                self.patch_uids[row],
                self._clock,
                flag,
                _json(told),
                *figures,
            )
            for row, flag, told, figures in zip(self.rows, repaired, more, figures_of)
        )
        self._insert("verdict", (*own, *JUDGED, *_VERDICT_COLUMNS), rows, False)

    def _write_parts(self, table: str, parts: FeatureTable, fields: Sequence[str]) -> None:
        """Rows that belong to a verdict, with geometry; codes follow the code the patch keeps."""
        owner = parts.column("row").astype(np.int64)
        chosen = np.flatnonzero(np.isin(owner, self.rows))
        own_codes = plain(self.result.patches.column("spatial_code"))
        columns = [plain(parts.column(name)[chosen]) for name in fields]
        if "spatial_code" in fields:
            at = list(fields).index("spatial_code")
            columns[at] = [
                _moved_code(code, own_codes[row], self._codes[row])
                for code, row in zip(columns[at], owner[chosen].tolist())
            ]
        verdicts = [self._verdict_uids[row] for row in owner[chosen].tolist()]
        wkb = multipolygon_wkb(parts.geometry[chosen])
        self._insert(table, ("verdict_uid", *fields), zip(verdicts, *columns, wkb), True)

    def _write_catalogue(self) -> None:
        columns = ("uid", "role", "name", "features", "as_of", "fingerprint", "first_used_at")
        rows = []
        for entry in self.result.inputs:
            role, layer, mark = (str(entry.get(key) or "") for key in ("role", "layer", "fingerprint"))
            uid = uuid.uuid5(_CATALOGUE, "\x1f".join((role, layer, mark))).hex
            rows.append(
                (uid, role, layer, entry.get("features"), entry.get("as_of"), mark, self.result.screened_at)
            )
        statement = sql.insert("data_catalogue", columns, None, "ON CONFLICT(uid) DO NOTHING")
        self._connection.executemany(statement, rows)

    def write_units(self, units: FeatureTable) -> None:
        """Units by code: a unit that is known takes the newer name and bounds."""
        codes, names_ = plain(units.column("unit_code")), plain(units.column("unit_name"))
        wkb = multipolygon_wkb(units.geometry)
        known = dict(self._connection.execute("SELECT unit_code, uid FROM unit WHERE deleted_at IS NULL"))
        rows = []
        for code, name, shape in zip(codes, names_, wkb):
            if code:
                uid = known.setdefault(code, uuid.uuid5(_CATALOGUE, f"unit\x1f{code}").hex)
                rows.append((uid, code, name, shape))
        changed = sql.upsert_changed("uid", ("unit_name", "geom"), "unit")
        self._insert("unit", ("uid", "unit_code", "unit_name"), rows, True, changed)


def _json(explanation: Mapping[str, Any] | None) -> str | None:
    return None if explanation is None else json.dumps(explanation, ensure_ascii=False)


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
