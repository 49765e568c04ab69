"""What a verdict's sentence says beyond the public figures: parts, ground by class, documents, causes.

Everything here comes from the clips that the verdict itself was measured with; nothing is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ..area import FloatArray
from ..geometry import has_place
from ..kernel import shapely
from ..rules_units import PatchRules
from ..table import Array, ObjectArray, object_array
from .measure import Measured, Prepared
from .overlay import Clips, nearly_largest, unions
from .prepare import SMALLEST_PATCH_M2, PreparedPatches
from .uncovered import CLASS_FIGURES, FIGURES

#: Digits kept of areas (m²) and of shares.
_DIGITS_M2, _DIGITS_SHARE = 4, 9

_NOTES = ("term_assumed", "date_unknown", "between_images")

Facts = dict[str, ObjectArray]


@dataclass(frozen=True)
class _Named:
    """What a chunk's clips are called, as it is now: layers may change before anybody asks. One entry per
    clip of ``approvals`` and of ``violations``."""

    numbers: Array
    approved: Array
    types: Array
    cases: Array


def explanations(
    prepared: Prepared,
    chunks: list[Measured],
    given: tuple[str, ...],
    rules: PatchRules,
    reason: ObjectArray,
) -> Callable[[], ObjectArray]:
    """What makes, whenever it is called, one dict per patch with what is known of: the figures of
    ``uncovered.FIGURES``; ``best_type``, ``best_approved_on``, ``best_share``, ``more`` (the document that
    covers most, and how many others count); ``barred_doc_no``, ``barred_type``, ``barred_why``,
    ``barred_share``, ``barred_more`` (the weightiest that does not count; the others by why);
    ``violation_no``, ``violations``, ``violation_m2``; ``notes`` of what counts; ``missing`` inputs and
    ``reach_share`` of farmland; ``rules_period``, outside which the after image lies; ``own_rules`` of its
    unit (``PatchRules.told``); ``geometry_cause``. Areas m², shares 0–1, dates ISO text."""
    named = [_named(chunk, prepared) for chunk in chunks]
    return partial(_told, prepared.patches, chunks, named, given, rules, reason)


def _named(chunk: Measured, prepared: Prepared) -> _Named:
    nothing = np.empty(0, dtype=object)
    numbers, approved, types, cases = nothing, nothing, nothing, nothing
    if chunk.approvals is not None and prepared.facts is not None:
        feature = chunk.approvals.feature
        numbers = prepared.layers["approvals"].table.column("doc_no")[feature]
        approved, types = prepared.facts.approved[feature], prepared.facts.types[feature]
    if chunk.violations is not None:
        cases = prepared.layers["violations"].table.column("case_no")[chunk.violations.feature]
    return _Named(numbers, approved, types, cases)


def _told(
    patches: PreparedPatches,
    chunks: list[Measured],
    named: list[_Named],
    given: tuple[str, ...],
    rules: PatchRules,
    reason: ObjectArray,
) -> ObjectArray:
    facts: Facts = {}
    for chunk, own in zip(chunks, named):
        _figures(facts, chunk, len(reason))
        _approvals(facts, chunk, patches, own, len(reason))
        _violations(facts, chunk, own, len(reason))
    if len(rules.kinds) > 1:
        facts["own_rules"] = rules.told()
    failed = np.flatnonzero(reason == "geometry_error")
    for values in facts.values():
        values[failed] = None
    _missing(facts, patches, chunks, given, rules, reason)
    causes = _column(facts, "geometry_cause", len(reason))
    for row in failed.tolist():
        causes[row] = _geometry_cause(patches, row)
    names = list(facts)
    told = zip(*(facts[name].tolist() for name in names)) if names else [()] * len(reason)
    return object_array(
        {name: value for name, value in zip(names, values) if value is not None} for values in told
    )


def _column(facts: Facts, name: str, count: int) -> ObjectArray:
    return facts.setdefault(name, np.full(count, None, dtype=object))


def _put(facts: Facts, name: str, count: int, rows: Array, values: Array) -> None:
    _column(facts, name, count)[rows] = values


def _m2(values: FloatArray) -> ObjectArray:
    return np.asarray(np.round(values, _DIGITS_M2).astype(object))


def _share(values: FloatArray) -> ObjectArray:
    return np.asarray(np.round(np.minimum(values, 1.0), _DIGITS_SHARE).astype(object))


def _figures(facts: Facts, chunk: Measured, count: int) -> None:
    for name in FIGURES:
        if name in chunk.figures:
            # of a class that is not there nothing is said
            told = chunk.figures[name] > 0 if name in CLASS_FIGURES else np.ones(len(chunk.rows), dtype=bool)
            _put(facts, name, count, chunk.rows[told], _m2(chunk.figures[name][told]))
    if "parts" in chunk.figures:
        _put(facts, "parts", count, chunk.rows, chunk.figures["parts"].astype(int).astype(object))


def _names(values: Array) -> Array:
    """Texts as a sortable array, '' for nothing."""
    return np.array([str(value) if value else "" for value in values.tolist()], dtype=str)


def _documents(clips: Clips, numbers: Array) -> Array:
    """A key per clip: clips with one key are parts of one document; without a number each is its own."""
    names = _names(numbers)
    own = np.char.add("\x1f", clips.feature.astype(str))
    return np.where(names == "", own, names)


def _approvals(facts: Facts, chunk: Measured, patches: PreparedPatches, named: _Named, count: int) -> None:
    clips, judged = chunk.approvals, chunk.judged
    if clips is None or judged is None or not len(clips.row):
        return
    documents = _documents(clips, named.numbers)
    approved, types = named.approved, named.types
    rows, counts = chunk.rows, judged.counts
    days = np.where(np.isnat(approved), np.datetime64("9999-12-31"), approved)
    best = _weightiest(clips, np.flatnonzero(counts), days, chunk.exact_m2)
    at = rows[clips.row[best]]
    known = ~np.isnat(approved[best])
    _put(facts, "best_type", count, at, types[best])
    _put(facts, "best_approved_on", count, at[known], approved[best[known]].astype(str).astype(object))
    share = _document_share(clips, best, counts, documents, patches, rows)
    _put(facts, "best_share", count, at, _share(share))
    others = _distinct(clips.row[counts], documents[counts], len(rows))[clips.row[best]] - 1
    _put(facts, "more", count, at[others > 0], others[others > 0].astype(object))
    _notes(facts, clips, judged.note, counts, rows, count)
    barred = _weightiest(clips, np.flatnonzero(~counts), days, chunk.exact_m2)
    at = rows[clips.row[barred]]
    number = object_array(str(n) if n else None for n in named.numbers[barred])
    _put(facts, "barred_doc_no", count, at, number)
    _put(facts, "barred_type", count, at, types[barred])
    _put(facts, "barred_why", count, at, judged.why_not[barred])
    share = _document_share(clips, barred, ~counts, documents, patches, rows)
    _put(facts, "barred_share", count, at, _share(share))
    _barred_more(facts, clips, judged.why_not, documents, barred, rows, count)


def _weightiest(clips: Clips, chosen: Array, days: Array, exact_m2: FloatArray) -> Array:
    """Of the clips ``chosen`` the one per row with the largest overlap, then the earliest day (as
    ``best_doc_no`` is chosen: overlaps that differ by less than ``exact_m2`` are equal)."""
    row, area = clips.row[chosen], clips.area[chosen]
    near = nearly_largest(area, row, exact_m2)
    order = np.lexsort((-area[near], days[chosen[near]], row[near]))
    ranked = chosen[near][order]
    _, first = np.unique(clips.row[ranked], return_index=True)
    return np.asarray(ranked[first])


def _document_share(
    clips: Clips, chosen: Array, alike: Array, documents: Array, all_: PreparedPatches, rows: Array
) -> FloatArray:
    """The share of its patch that the document of each chosen clip covers: of the union where several
    features bear one number. ``alike``: which clips are looked at."""
    share = clips.area[chosen] / all_.area_m2[rows[clips.row[chosen]]]
    wanted: ObjectArray = np.full(len(rows), "", dtype=object)
    wanted[clips.row[chosen]] = documents[chosen]
    same = np.flatnonzero(alike & (documents == wanted[clips.row].astype(str)))
    several = np.bincount(clips.row[same], minlength=len(rows)) > 1
    if several[clips.row[chosen]].any():
        mine = clips.where(same[several[clips.row[same]]])
        patches = all_.under_overlay(rows, set())
        whole = patches.areas(unions(mine, patches)) / patches.area_m2
        at = several[clips.row[chosen]]
        share[at] = whole[clips.row[chosen[at]]]
    return np.asarray(share)


def _distinct(row: Array, documents: Array, count: int) -> Array:
    """How many documents there are in each row."""
    if not len(row):
        return np.zeros(count, dtype=int)
    _, code = np.unique(documents, return_inverse=True)
    pairs = np.unique(np.stack((row, code.ravel())), axis=1)
    return np.bincount(pairs[0], minlength=count)


def _notes(facts: Facts, clips: Clips, note: ObjectArray, counts: Array, rows: Array, count: int) -> None:
    found: dict[int, set[str]] = {}
    for k in np.flatnonzero(counts & (note != "")).tolist():
        found.setdefault(int(rows[clips.row[k]]), set()).update(str(note[k]).split(","))
    for at, names in found.items():
        _column(facts, "notes", count)[at] = [name for name in _NOTES if name in names]


def _barred_more(
    facts: Facts, clips: Clips, why: ObjectArray, documents: Array, first: Array, rows: Array, count: int
) -> None:
    named: ObjectArray = np.full(len(rows), "", dtype=object)
    named[clips.row[first]] = documents[first]
    other = (why != "") & (documents != named[clips.row].astype(str))
    seen: set[tuple[int, str]] = set()
    for k in np.flatnonzero(other).tolist():
        row, document = int(clips.row[k]), str(documents[k])
        if (row, document) in seen:
            continue
        seen.add((row, document))
        column = _column(facts, "barred_more", count)
        tally = column[rows[row]] = column[rows[row]] or {}
        tally[str(why[k])] = tally.get(str(why[k]), 0) + 1


def _violations(facts: Facts, chunk: Measured, named: _Named, count: int) -> None:
    clips = chunk.violations
    if clips is None or not len(clips.row):
        return
    order = np.lexsort((-clips.area, clips.row))
    _, first = np.unique(clips.row[order], return_index=True)
    largest = order[first]
    at = chunk.rows[clips.row[largest]]
    number = object_array(str(n) if n else None for n in named.cases[largest])
    _put(facts, "violation_no", count, at, number)
    found = _distinct(clips.row, _documents(clips, named.cases), len(chunk.rows))[clips.row[largest]]
    _put(facts, "violations", count, at, found.astype(object))
    _put(facts, "violation_m2", count, at, _m2(chunk.figures["violation_m2"][clips.row[largest]]))


def _missing(
    facts: Facts,
    patches: PreparedPatches,
    chunks: list[Measured],
    given: tuple[str, ...],
    rules: PatchRules,
    reason: ObjectArray,
) -> None:
    """Which inputs a patch lacks: those not given, and how much of it farmland reaches."""
    rows = np.flatnonzero(reason == "inputs_missing")
    if not len(rows):
        return
    missing = sorted(rules.base.required_inputs - set(given))
    if missing:
        _put(facts, "missing", len(reason), rows, object_array([missing] * len(rows)))
    late = rows[rules.outside[rows]]
    if len(late):
        period = [rules.base.period.first, rules.base.period.last]
        _put(facts, "rules_period", len(reason), late, object_array([period] * len(late)))
    if "farmland" not in rules.base.required_inputs:
        return
    for chunk in chunks:
        if "farmland_m2" not in chunk.figures:
            continue
        share = chunk.figures["farmland_m2"] / patches.area_m2[chunk.rows]
        least = rules.number_at("farmland_reach_share", chunk.rows)
        short = (reason[chunk.rows] == "inputs_missing") & (share < least)
        _put(facts, "reach_share", len(reason), chunk.rows[short], _share(share[short]))


def _geometry_cause(patches: PreparedPatches, row: int) -> str:
    """Why a patch could not be compared: a key of vocabulary group ``geometry_cause``."""
    shape: Any = patches.table.geometry[row]
    if shape is None:
        return "missing"
    if shape.is_empty:
        return "empty"
    if not has_place(object_array([shape]))[0]:
        return "not_numbers"
    if patches.lonlat[row] is None:
        return "beyond_repair" if shapely.get_dimensions(shape) == 2 else "not_polygon"
    if not patches.area_m2[row] >= SMALLEST_PATCH_M2:
        return "too_small"
    return "not_overlaid"
