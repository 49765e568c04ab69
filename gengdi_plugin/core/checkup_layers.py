"""Check-up, what holds for every layer: system, encoding, dates, fields, geometries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import numpy as np

from .checkup_facts import (
    AMBER,
    ENCODING,
    GREEN,
    MAPPING,
    RED,
    SET_CRS,
    CheckedLayer,
    CheckLine,
    DateReading,
    EncodingFacts,
    tables,
)
from .dates import is_blank, parse_dates
from .field_words import field_word
from .geometry import has_place
from .i18n import tr
from .kernel import shapely
from .packed import PackedTable, bounds_of
from .plane import BLOCK, extent_of
from .screening.pool import in_order, thread_count
from .screening.watch import Watch
from .stopping import checkpoint
from .table import FeatureTable
from .values import text_of

#: Ground a Chinese bureau's data can lie on: west, south, east, north in degrees.
_CHINA = (73.0, 3.0, 136.0, 54.0)
_EXAMPLES = 3
_APART = 2  # so many layers with a guessed encoding have a line each; more share one
_MARGIN = 3.0  # degrees by which data may leave the strip their system is made for

#: Fields without which a test of the rule is skipped, though it runs.
_WANTED = {
    "change_patch": ("change_type", "before_on", "after_on"),
    "approval": ("approved_on", "doc_no"),
}


def crs_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """The system of each layer: there, and plausible for the coordinates."""
    subject, lines, fine = tr("Coordinate systems"), [], []
    advice = tr("Set the system the data are in; whoever sent them knows it.")
    for layer in layers:
        if not layer.crs:
            text = tr("Layer “{layer}” has no coordinate reference system; screening refuses it.")
            level, said = RED, text.format(layer=layer.name)
        elif layer.misplaced:
            level, said = RED, layer.refusal
        elif doubts := [*layer.doubts, *_place_doubts(layer)]:
            level, said = AMBER, " ".join(doubts)
        else:
            fine.append(layer)
            continue
        lines.append(CheckLine("crs", level, subject, said, advice, SET_CRS, layer.layer_id))
    if fine:
        systems = tr(", ").join(sorted({layer.crs.split(" ")[0] for layer in fine}))
        text = tr("%n layer(s) lie where their system says ({systems}).", len(fine))
        notes = " ".join(note for layer in fine for note in layer.notes)
        lines.append(CheckLine("crs", GREEN, subject, _joined(text.format(systems=systems), notes)))
    return lines


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _place_doubts(layer: CheckedLayer) -> list[str]:
    if layer.table is None:
        return []
    west, south, east, north = extent_of(bounds_of(layer.table))
    if not np.isfinite(west):
        return []
    lon, lat = (west + east) / 2, (south + north) / 2
    words = {"layer": layer.name, "crs": layer.crs, "lon": f"{lon:.2f}", "lat": f"{lat:.2f}"}
    if not _within(lon, lat, _CHINA):
        text = tr("Layer “{layer}” lies at {lon}, {lat}, outside China, if {crs} is right.")
        return [text.format(**words)]
    if layer.crs_bounds is not None and not _within(lon, lat, layer.crs_bounds, _MARGIN) and not layer.doubts:
        text = tr("Layer “{layer}” lies at {lon}, {lat}, outside the ground that {crs} is made for.")
        return [text.format(**words)]
    return []


def _within(lon: float, lat: float, box: tuple[float, float, float, float], margin: float = 0.0) -> bool:
    west, south, east, north = box
    return west - margin <= lon <= east + margin and south - margin <= lat <= north + margin


def encoding_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """How the text of each shapefile is read, who says so, and whether it was mended."""
    subject, lines = tr("Encoding of text"), []
    fine: dict[str, list[str]] = {}
    silent = [layer for layer in layers if _says_nothing(layer.encoding)]
    if len(silent) > _APART:
        lines.append(_guessed_together(subject, silent))
    for layer in layers:
        facts = layer.encoding if len(silent) <= _APART or not any(layer is one for one in silent) else None
        if facts is None:
            continue
        if facts.garbled * 2 > facts.texts:
            text = tr("Layer “{layer}” is read as {used}, but {garbled} of {texts} texts are no such text.")
            said = text.format(layer=layer.name, used=facts.used, garbled=facts.garbled, texts=facts.texts)
            advice = tr("Choose the encoding the texts are in.")
            lines.append(CheckLine("encoding", RED, subject, said, advice, ENCODING, layer.layer_id))
        elif facts.origin == "content":
            advice = tr("If the example does not read right, choose the encoding.")
            said = _guessed(layer.name, facts)
            lines.append(CheckLine("encoding", AMBER, subject, said, advice, ENCODING, layer.layer_id))
        else:
            way = tr("{used} ({origin})").format(used=facts.used, origin=_origin(facts))
            fine.setdefault(way, []).append(layer.name)
    if fine:
        text = tr("{encoding}: {layers}.")
        said = "\n".join(
            text.format(encoding=way, layers=tr(", ").join(names)) for way, names in fine.items()
        )
        lines.append(CheckLine("encoding", GREEN, subject, said))
    return lines


def _says_nothing(facts: EncodingFacts | None) -> bool:
    """Whether the encoding had to be guessed and everything reads well in it."""
    return facts is not None and facts.origin == "content" and not facts.declared and not facts.garbled


def _guessed_together(subject: str, layers: Sequence[CheckedLayer]) -> CheckLine:
    pieces = [
        tr("{used}, “{layer}”, for example “{sample}”").format(
            layer=layer.name, used=layer.encoding.used, sample=layer.encoding.sample
        )
        for layer in layers
        if layer.encoding is not None
    ]
    text = tr("%n layer(s) do not say their encoding and are read as their bytes say:", len(layers))
    advice = tr("If an example does not read right, choose the encoding of that layer.")
    ids = tuple(layer.layer_id for layer in layers)
    said = "\n".join([text, *sorted(pieces)])  # those of one encoding together
    return CheckLine("encoding", AMBER, subject, said, advice, ENCODING, layer_ids=ids)


def _guessed(layer: str, facts: EncodingFacts) -> str:
    if facts.declared:
        text = tr(
            "Layer “{layer}”: its .cpg says {declared}, but the bytes are {used}; it is read as that: "
            "“{sample}”."
        )
    else:
        text = tr(
            "Layer “{layer}” does not say its encoding; by its bytes it is {used} and is read so: “{sample}”."
        )
    return text.format(layer=layer, declared=facts.declared, used=facts.used, sample=facts.sample)


def _origin(facts: EncodingFacts) -> str:
    words = {
        "officer": tr("chosen by hand"),
        "cpg": tr("by its .cpg"),
        "language_byte": tr("by its language byte"),
        "qgis": tr("plain ASCII so far"),
    }
    return words[facts.origin]


def date_reading(name: str, own: str, values: Sequence[object], kind: str) -> DateReading:
    """How the ``values`` of the own field ``own`` are understood as dates of ``kind``."""
    present = [value for value in values if not is_blank(value)]
    lost = np.isnat(parse_dates(present, kind)) if present else np.zeros(0, dtype=bool)
    strange = dict.fromkeys(str(text_of(present[row])) for row in np.flatnonzero(lost))
    examples = tuple(list(strange)[:_EXAMPLES])
    return DateReading(name, own, len(present), len(present) - int(lost.sum()), examples)


def date_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Dates understood, n of m, by layer and field."""
    subject, lines, fine = tr("Dates"), [], []
    for layer in layers:
        whole = [seen for seen in layer.dates if seen.parsed == seen.present > 0]
        if whole:
            fields = tr(", ").join(f"{seen.own} {seen.parsed:,}/{seen.present:,}" for seen in whole)
            fine.append(tr("{layer}: {fields}").format(layer=layer.name, fields=fields))
        lines += [_date_line(layer, seen) for seen in layer.dates if seen.parsed < seen.present]
    if fine:
        text = tr("Understood: {layers}.").format(layers=tr("; ").join(fine))
        lines.append(CheckLine("dates", GREEN, subject, text))
    return lines


def _date_line(layer: CheckedLayer, seen: DateReading) -> CheckLine:
    text = tr(
        "Layer “{layer}”, field “{field}” ({meaning}): {n} of {m} dates were understood; not "
        "understood: {examples}."
    ).format(
        layer=layer.name,
        field=seen.own,
        meaning=field_word(seen.field),
        n=f"{seen.parsed:,}",
        m=f"{seen.present:,}",
        examples=tr(", ").join(f"“{example}”" for example in seen.examples),
    )
    if seen.parsed:
        level, advice = AMBER, tr("Correct these values, or leave them: they count as no date.")
    else:
        level, advice = RED, tr("Map another field, or none.")
    return CheckLine("dates", level, tr("Dates"), text, advice, MAPPING, layer.layer_id)


def field_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Fields that the rule needs and no own field is mapped to; layers refused for another reason."""
    subject, lines, fine = tr("Fields"), [], 0
    advice = tr("Map the field, or bind another layer to this role.")
    for layer in layers:
        wanted = [name for name in _WANTED.get(layer.role, ()) if name not in layer.fields]
        names = tr(", ").join(map(field_word, layer.missing or wanted))
        if layer.missing:
            text = tr("Layer “{layer}”: nothing is mapped to {fields}, which its role requires.")
            said, level = text.format(layer=layer.name, fields=names), RED
        elif layer.refusal and not layer.misplaced and layer.crs:
            advised = tr("Say in the mapping what the layer is, and bind another one to this role.")
            lines.append(CheckLine("fields", RED, subject, layer.refusal, advised, MAPPING, layer.layer_id))
            continue
        elif wanted:
            text = tr("Layer “{layer}”: nothing is mapped to {fields}; the tests that need it are skipped.")
            said, level = text.format(layer=layer.name, fields=names), AMBER
        else:
            fine += 1
            continue
        lines.append(CheckLine("fields", level, subject, said, advice, MAPPING, layer.layer_id))
    if fine:
        text = tr("%n layer(s) have all the fields their role needs.", fine)
        lines.append(CheckLine("fields", GREEN, subject, text))
    return lines


def geometry_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Features without a usable place, and broken geometries, counted by layer."""
    subject, lines, fine, faults = tr("Geometries"), [], 0, []
    for layer, table in tables(layers, *(layer.role for layer in layers)):
        broken, empty = _unsound(table)
        if not broken and not empty:
            fine += 1
            continue
        text = tr("“{layer}” {broken} broken and {empty} empty of {n}")
        faults.append(text.format(layer=layer.name, broken=broken, empty=empty, n=f"{len(table):,}"))
    if faults:
        advice = tr(
            "Broken ones are repaired for the comparison and listed in the log; to mend the data "
            "themselves use the Processing tool “Fix geometries”. Empty ones cannot be compared."
        )
        text = tr("Not sound: {layers}.").format(layers=tr("; ").join(faults))
        lines.append(CheckLine("geometries", AMBER, subject, text, advice))
    if fine:
        text = tr("The geometries of %n layer(s) are sound.", fine)
        lines.append(CheckLine("geometries", GREEN, subject, text))
    return lines


def _unsound(table: FeatureTable) -> tuple[int, int]:
    """How many geometries are broken and how many have no usable place; looked at on several threads, a
    block at a time, and not kept: of a county's parcels all at once would be many."""
    packed = table.packed if isinstance(table, PackedTable) else None

    def counted(block: slice) -> tuple[int, int]:
        shapes = table.geometry[block] if packed is None else packed.take(block).built()
        there = has_place(shapes)
        return int((there & ~shapely.is_valid(shapes)).sum()), len(shapes) - int(there.sum())

    blocks = [slice(at, at + BLOCK) for at in range(0, len(table), BLOCK)]
    broken = empty = 0
    with closing(in_order(counted, blocks, thread_count(None), Watch())) as counts:
        for more_broken, more_empty in counts:
            checkpoint()
            broken, empty = broken + more_broken, empty + more_empty
    return broken, empty
