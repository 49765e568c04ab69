"""Check-up, what the layers say: inputs, approvals, the farmland's date, codes, patch numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from .approval_types import UNKNOWN, shown_type, weakest
from .checkup_facts import (
    ADD_LAYERS,
    AMBER,
    GREEN,
    MAPPING,
    RED,
    CheckedLayer,
    CheckLine,
    of_role,
    tables,
)
from .dates import parse_dates
from .i18n import tr
from .roles import LAST_DAY
from .rules import RuleSet
from .table import Array
from .vocabulary import word

_SHOWN = 5


def input_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Roles without which nothing can be screened or nothing can turn green."""
    subject, lines = tr("Inputs"), []
    add = tr("Add the layer to the project; it is bound by itself or on the Layers page.")
    if not of_role(layers, "change_patch"):
        text = tr("There is no layer of change patches: there is nothing to screen.")
        lines.append(CheckLine("inputs", RED, subject, text, add, ADD_LAYERS))
    if not of_role(layers, "approval"):
        text = tr(
            "No approval layer is loaded. Every patch would be yellow, not because it is unlawful, but "
            "because there is nothing it could be compared with; such a run says nothing about the ground."
        )
        advice = tr(
            "Add what the bureau has approved: conversion, land supply, registration, facility "
            "agriculture, temporary use, homesteads."
        )
        lines.append(CheckLine("inputs", RED, subject, text, advice, ADD_LAYERS))
    for role in ("farmland", "basic_farmland"):
        if not of_role(layers, role):
            text = tr("No layer plays “{role}”, which the rule requires: no patch can turn green.")
            lines.append(
                CheckLine("inputs", RED, subject, text.format(role=word("role", role)), add, ADD_LAYERS)
            )
    empty = [layer for layer, table in tables(layers, *(one.role for one in layers)) if not len(table)]
    for layer in empty:
        text = tr("Layer “{layer}” has no features.").format(layer=layer.name)
        level = RED if layer.role == "change_patch" else AMBER
        advice = tr("Look whether a filter hides them, or take the layer off its role.")
        lines.append(CheckLine("inputs", level, subject, text, advice, "", layer.layer_id))
    if not lines:
        text = tr("Patches, approvals, land-class parcels and permanent basic farmland are there.")
        lines.append(CheckLine("inputs", GREEN, subject, text))
    return lines


def kind_lines(layers: Sequence[CheckedLayer], rules: RuleSet) -> list[CheckLine]:
    """Which lawful kinds of approval are there, and which are absent."""
    approvals = tables(layers, "approval")
    if not approvals:
        return []
    subject = tr("Lawful kinds")
    lawful = [kind for kind, rule in rules.approvals.items() if rule.proof]
    found = {kind for _, table in approvals for kind in table.column("approval_type")}
    present, absent = [k for k in lawful if k in found], [k for k in lawful if k not in found]
    if not absent:
        return [CheckLine("kinds", GREEN, subject, tr("Approvals of every lawful kind are there."))]
    if not present:
        text = tr("None of the approvals is of a kind that proves anything: no patch can turn green.")
        advice = tr("Say in the mapping which type each layer is, or add the layers that are missing.")
        return [CheckLine("kinds", RED, subject, text, advice, ADD_LAYERS)]
    text = tr("Absent: {absent}. A patch that is lawful by one of these stays yellow. Present: {present}.")
    advice = tr("Add them if the bureau has them; a kind that does not occur here needs nothing.")
    said = text.format(absent=_types(absent), present=_types(present))
    return [CheckLine("kinds", AMBER, subject, said, advice, ADD_LAYERS)]


def type_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Approvals whose type is missing, and layers bound as something that their name denies."""
    subject, lines, known = tr("Approval types"), [], 0
    for layer, table in tables(layers, "approval"):
        unknown = int((table.column("approval_type") == UNKNOWN).sum())
        words = {"layer": layer.name, "n": f"{unknown:,}", "m": f"{len(table):,}"}
        known += len(table) - unknown
        if unknown:
            text = tr("Layer “{layer}”: {n} of {m} approvals have no known type and prove nothing.")
            advice = tr("Choose the approval type of the layer, or map the field that says it.")
            level = RED if unknown == len(table) else AMBER
        elif _denied(layer):
            words.update(
                bound=shown_type(str(layer.approval_type), layer.name),
                named=shown_type(str(layer.named_type), layer.name),
            )
            text = tr("Layer “{layer}” is bound as {bound}, but its name says {named}.")
            advice = tr(
                "Choose the approval type again; a wrong one turns patches green that are not lawful."
            )
            level = AMBER
        else:
            continue
        lines.append(
            CheckLine("types", level, subject, text.format(**words), advice, MAPPING, layer.layer_id)
        )
    if known and not lines:
        lines.append(CheckLine("types", GREEN, subject, tr("%n approval(s), each of a known type.", known)))
    return lines


def _denied(layer: CheckedLayer) -> bool:
    """Whether the binding says more than the name does."""
    bound, named = layer.approval_type, layer.named_type
    if bound is None or named in (None, UNKNOWN, bound):
        return False
    return weakest({bound, str(named)}) == named


def _types(kinds: Iterable[str | None]) -> str:
    return tr(", ").join(word("approval_type", str(kind)) for kind in kinds)


def farmland_age_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Whether the farmland is newer than the patches' earlier image: the loss is then hidden in it."""
    subject, lines = tr("Date of the farmland"), []
    patches = tables(layers, "change_patch")
    for layer, table in tables(layers, "farmland"):
        stated = sorted({str(value) for value in table.column("as_of") if value is not None})
        days = parse_dates(stated, LAST_DAY)
        if not len(days) or np.isnat(days).all():
            text = tr(
                "Layer “{layer}” does not say of which date it is; if it is newer than the earlier images, "
                "the farmland lost is no longer in it."
            )
            advice = tr("Enter its date under “State of” in the mapping.")
            lines.append(
                CheckLine(
                    "age", AMBER, subject, text.format(layer=layer.name), advice, MAPPING, layer.layer_id
                )
            )
        elif patches:
            newest = days[~np.isnat(days)].max()
            own, patch_table = patches[0]
            lines.append(_compared(subject, layer, newest, own, patch_table.column("before_on")))
    return lines


def _compared(
    subject: str, layer: CheckedLayer, newest: np.datetime64, patches: CheckedLayer, values: Array
) -> CheckLine:
    before = values if values.dtype.kind == "M" else parse_dates(values, "first_day")
    dated = before[~np.isnat(before)]
    late = int((dated < newest).sum())
    words = {"layer": layer.name, "day": str(newest), "n": f"{late:,}", "m": f"{len(dated):,}"}
    if not len(dated):
        text = tr("Layer “{layer}” is of {day}; the patches do not say when their earlier images were taken.")
        advice = tr("Map the date of the earlier image.")
        return CheckLine("age", AMBER, subject, text.format(**words), advice, MAPPING, patches.layer_id)
    if not late:
        text = tr("Layer “{layer}” is of {day}, not newer than any patch's earlier image.")
        return CheckLine("age", GREEN, subject, text.format(**words))
    text = tr(
        "Layer “{layer}” is of {day}, newer than the earlier image of {n} of {m} patches: what was lost by "
        "then is already hidden in it, and too little farmland is found in these patches."
    )
    advice = tr("Use the farmland of the year before the earlier images, or correct its date in the mapping.")
    level = RED if late == len(dated) else AMBER
    return CheckLine("age", level, subject, text.format(**words), advice, MAPPING, layer.layer_id)


def code_lines(layers: Sequence[CheckedLayer], rules: RuleSet) -> list[CheckLine]:
    """Change types and land classes that the rule set does not know, counted."""
    lines: list[CheckLine] = []
    known = rules.known_change_types()
    for layer, table in tables(layers, "change_patch"):
        if "change_type" in layer.fields:
            strange = Counter(str(v or "") for v in table.column("change_type") if v not in known)
            meaning = tr("a patch of an unknown type may be covered by any proof")
            lines.append(_codes(tr("Change types"), "change_types", layer, strange, len(table), meaning))
    for layer, table in tables(layers, "farmland"):
        counts = Counter(str(v or "") for v in table.column("class_code"))
        strange = Counter({c: n for c, n in counts.items() if rules.land_category(c or None) is None})
        meaning = tr("such ground counts as neither farmland nor anything else")
        lines.append(_codes(tr("Land classes"), "class_codes", layer, strange, len(table), meaning))
    return lines


def _codes(
    subject: str, key: str, layer: CheckedLayer, strange: Counter[str], total: int, meaning: str
) -> CheckLine:
    count = sum(strange.values())
    if not count:
        text = tr("Layer “{layer}”: all {m} codes are known.").format(layer=layer.name, m=f"{total:,}")
        return CheckLine(key, GREEN, subject, text)
    examples = tr(", ").join(f"{code or tr('(empty)')} × {n}" for code, n in strange.most_common(_SHOWN))
    text = tr("Layer “{layer}”: {n} of {m} codes are unknown ({examples}); {meaning}.").format(
        layer=layer.name, n=f"{count:,}", m=f"{total:,}", examples=examples, meaning=meaning
    )
    advice = tr("Map the field that holds the codes, or correct the values.")
    level = RED if count == total else AMBER
    return CheckLine(key, level, subject, text, advice, MAPPING, layer.layer_id)


def number_lines(layers: Sequence[CheckedLayer]) -> list[CheckLine]:
    """Patch numbers that stand twice or not at all."""
    subject, lines = tr("Patch numbers"), []
    for layer, table in tables(layers, "change_patch"):
        if "patch_no" not in layer.fields or not len(table):
            continue
        counts = Counter(value for value in table.column("patch_no") if value is not None)
        twice = {number: n for number, n in counts.items() if n > 1}
        blank = len(table) - sum(counts.values())
        if not twice and not blank:
            text = tr("Each of the {n} patches has a number of its own.").format(n=f"{len(table):,}")
            lines.append(CheckLine("numbers", GREEN, subject, text))
            continue
        text = tr("Layer “{layer}”: %n number(s) stand more than once", len(twice)).format(layer=layer.name)
        if twice:
            text += tr(" ({examples})").format(examples=tr(", ").join(list(twice)[:_SHOWN]))
        text += tr("; {n} patches have none.").format(n=f"{blank:,}")
        advice = tr(
            "Each patch still gets a spatial code of its own; correct the numbers before findings are taken "
            "in, as they are matched by number."
        )
        lines.append(CheckLine("numbers", AMBER, subject, text, advice, MAPPING, layer.layer_id))
    return lines
