"""From measured chunks to the result: one column per field of the public contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from .. import i18n
from ..rules_units import PatchRules
from ..sentences import SPOKEN, sentence
from ..table import Array, FeatureTable, ObjectArray, object_array
from . import evidence as ev
from .descriptions import Descriptions
from .explain import explanations
from .late_columns import LateColumns, Once
from .measure import Measured, Prepared, flags
from .overlay import nearly_largest
from .places import nearest_sources, unit_rows
from .result import OUTPUT_FIELDS, LateResult, ScreeningResult
from .verdict import Findings, below_minimum, codes, reasons, scopes

#: Output field -> figure of a chunk.
_FIGURES = {
    "approved_m2": "approved_m2",
    "sliver_m2": "sliver_m2",
    "uncovered_m2": "uncovered_m2",
    "cultivated_m2": "cultivated",
    "uncovered_cultivated_m2": "uncovered_cultivated_m2",
    "basic_m2": "basic_farmland",
    "uncovered_basic_m2": "uncovered_basic_m2",
    "unauthorised_basic_m2": "unauthorised_basic_m2",
    "grain_zone_m2": "grain_zone",
    "high_standard_m2": "high_standard",
    "redline_m2": "ecological_redline",
    "agricultural_m2": "agricultural",
    "construction_m2": "construction",
    "unused_m2": "unused",
}

Columns = dict[str, Array]


@dataclass(frozen=True)
class Job:
    """What :func:`assemble` needs beside the measured chunks: ``prepared`` patches and layers, ``given``
    names of the inputs in the order of ``basis``, the ``rules`` of each patch, the patches' ``uids``,
    ``codes``: unit codes -> spatial codes of the patches."""

    prepared: Prepared
    given: tuple[str, ...]
    rules: PatchRules
    uids: ObjectArray
    codes: Callable[[ObjectArray], ObjectArray]
    screened_at: str
    inputs: Descriptions
    log: tuple[str, ...]


def assemble(job: Job, chunks: list[Measured]) -> ScreeningResult:
    """Join the chunks, judge every patch, give codes, and write the tables of the result."""
    prepared, rules, patches_in = job.prepared, job.rules, job.prepared.patches
    count = len(patches_in.table)
    figures, found = _judged(prepared, chunks, job.given, rules, count)
    columns: Columns = {
        field: _tested(figures[name], found.failed) for field, name in _FIGURES.items() if name in figures
    }
    reason = reasons(found, rules)
    columns.update(reason=reason, code=codes(reason), area_m2=_tested(found.area_m2, found.failed))
    if "approved_m2" in columns:
        share = np.minimum(found.approved_m2 / np.where(found.area_m2 > 0, found.area_m2, 1.0), 1.0)
        columns["approved_share"] = _tested(share, found.failed)
    _kinds(columns, figures, found, patches_in.table, rules)
    _places(columns, prepared, chunks, rules)
    columns["spatial_code"] = job.codes(columns["unit_code"])
    _documents(columns, prepared, chunks, found.failed)
    columns["basis"] = _full(count, ",".join(job.given))
    columns["rule_set"] = _full(count, rules.base.id)
    columns["screened_at"] = _full(count, job.screened_at)
    for field in OUTPUT_FIELDS:
        columns.setdefault(field, _full(count, None))
    told = Once(explanations(prepared, chunks, job.given, rules, columns["reason"]))
    del columns["sentence"]
    columns.update(uid=job.uids, repaired=patches_in.repaired)
    figures_said = {name: columns[name] for name in SPOKEN if name != "explanation"}
    spoken = partial(_sentences, figures_said, told, i18n.language())
    late: dict[str, Callable[[], Array]] = {"explanation": told, "sentence": spoken}
    columns = LateColumns({**_own_columns(patches_in.table), **columns}, late)
    patches = FeatureTable(patches_in.lonlat, columns, patches_in.table.ids, patches_in.table.name)
    tables = {
        "evidence": ev.evidence_table(patches, prepared, chunks),
        "remainders": ev.remainder_table(patches, prepared, chunks),
        "ground": ev.ground_table(prepared, chunks),
    }
    return LateResult(patches, rules.base, job.screened_at, job.inputs, job.log, tables)


def _full(count: int, value: object) -> ObjectArray:
    return np.full(count, value, dtype=object)


def _tested(values: Array, failed: Array) -> ObjectArray:
    """Numbers as Python floats, None where the patch could not be measured."""
    out = values.astype(object)
    out[failed] = None
    return out


def _own_columns(patches: FeatureTable) -> Columns:
    """The patch's canonical columns; dates as ISO text, missing values None."""
    own: Columns = {}
    for name, values in patches.columns.items():
        if values.dtype.kind == "M":
            own[name] = np.datetime_as_string(values).astype(object)
            own[name][np.isnat(values)] = None
        elif values.dtype.kind == "f":
            own[name] = object_array([None if np.isnan(value) else value for value in values.tolist()])
        else:
            own[name] = values
    return own


def _judged(
    prepared: Prepared, chunks: list[Measured], given: tuple[str, ...], rules: PatchRules, count: int
) -> tuple[dict[str, Array], Findings]:
    failed = np.ones(count, dtype=bool)
    counting, overlapping, verify = np.zeros((3, count), dtype=bool)
    figures: dict[str, Array] = {}
    for chunk in chunks:
        bad = np.zeros(len(chunk.rows), dtype=bool)
        bad[list(chunk.failed)] = True
        failed[chunk.rows] = bad
        for whole, part in zip((counting, overlapping, verify), flags(chunk)):
            whole[chunk.rows] = part
        for name, values in chunk.figures.items():
            figures.setdefault(name, np.zeros(count))[chunk.rows] = values
    zero = np.zeros(count)
    reached = ~rules.outside & (rules.base.required_inputs <= set(given))
    if "farmland" in rules.base.required_inputs and "farmland_m2" in figures:
        reached &= figures["farmland_m2"] >= rules.number("farmland_reach_share") * prepared.patches.area_m2
    found = Findings(
        failed=failed,
        reached=reached,
        counting=counting,
        overlapping=overlapping,
        to_verify=verify,
        area_m2=prepared.patches.area_m2,
        **{
            name: figures.get(name, zero)
            for name in (
                "approved_m2", "sliver_m2", "violation_m2", "unauthorised_basic_m2", "uncovered_basic_m2",
                "uncovered_cultivated_m2",
            )
        },
    )  # fmt: skip
    return figures, found


def _kinds(
    columns: Columns, figures: dict[str, Array], found: Findings, patches: FeatureTable, rules: PatchRules
) -> None:
    types = patches.column("change_type").tolist()
    kind = {code: rules.base.change_kind(code) for code in set(types)}
    kinds = object_array(kind[code] for code in types)
    columns["change_kind"] = kinds
    small = below_minimum(kinds, found.area_m2, rules).astype(object)
    small[found.failed] = None
    columns["below_minimum"] = small
    if "cultivated" in figures:
        basic = figures.get("basic_farmland", np.zeros(len(kinds)))
        scope = scopes(basic, figures["cultivated"], figures["construction"], found.area_m2, rules)
        scope[found.failed] = None
        columns["scope"] = scope


def _places(columns: Columns, prepared: Prepared, chunks: list[Measured], rules: PatchRules) -> None:
    count = len(prepared.patches.table)
    code, name = _full(count, None), _full(count, None)
    if "units" in prepared.layers:
        names = prepared.layers["units"].table.column("unit_name")
        code[:], name[:] = "", ""
        for chunk in chunks:
            if chunk.units is None:
                continue
            best = unit_rows(chunk.units, prepared.units, chunk.exact_m2)
            inside = best >= 0
            rows = chunk.rows[inside]
            code[rows] = prepared.units[best[inside]]
            name[rows] = object_array(str(names[unit] or "") for unit in best[inside])
    columns.update(unit_code=code, unit_name=name)
    if "sources" in prepared.layers:
        columns["source_uscc"], columns["source_distance_m"] = nearest_sources(
            prepared.patches.shapes, prepared.layers["sources"], rules.number("source_distance_m")
        )


def _documents(columns: Columns, prepared: Prepared, chunks: list[Measured], failed: Array) -> None:
    """``best_doc_no`` and ``holds_until`` out of the counting approvals ('' where none counts)."""
    if "approvals" not in prepared.layers or prepared.facts is None:
        return
    best, until = _full(len(failed), ""), _full(len(failed), "")
    numbers = prepared.layers["approvals"].table.column("doc_no")
    for chunk in chunks:
        clips, judged = chunk.approvals, chunk.judged
        if clips is None or judged is None:
            continue
        counted = np.flatnonzero(judged.counts)
        approved = prepared.facts.approved[clips.feature[counted]]
        late = np.where(np.isnat(approved), np.datetime64("9999-12-31"), approved)
        area, row = clips.area[counted], clips.row[counted]
        texts = object_array(str(number or "") for number in numbers[clips.feature[counted]])
        order = np.lexsort((texts.astype(str), -np.round(area, 6), late))
        order = order[nearly_largest(area, row, chunk.exact_m2)[order]][::-1]
        best[chunk.rows[row[order]]] = texts[order]
        ending = counted[~np.isnat(judged.end[counted])]
        ending = ending[np.argsort(judged.end[ending])[::-1]]
        days = np.datetime_as_string(judged.end[ending], unit="D")
        until[chunk.rows[clips.row[ending]]] = days.astype(object)
    best[failed], until[failed] = None, None
    columns.update(best_doc_no=best, holds_until=until)


def _sentences(figures: Columns, told: Once, language: str) -> ObjectArray:
    columns = {**figures, "explanation": told()}
    rows = zip(*(columns[name].tolist() for name in SPOKEN))
    return object_array(sentence(dict(zip(SPOKEN, row)), language) for row in rows)
