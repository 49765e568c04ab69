"""A dossier as lines that an officer reads, grouped by what matters to the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..approval_types import shown_type
from ..field_words import field_word
from ..i18n import tr
from ..vocabulary import word
from .dossier import Dossier
from .known import BETWEEN, ROLE_ORDER, label_fields

#: Groups of lines in their order: approvals that count for a patch of the place stand before the others.
COUNTING = "counting_approval"
GROUPS = tuple(part for role in ROLE_ORDER for part in ((COUNTING, role) if role == "approval" else (role,)))

#: By role the fields that are told beside the label.
_TOLD = {
    "change_patch": ("change_type", "before_on", "after_on"),
    "violation": ("decided_on",),
    "approval": ("approved_on", "valid_from", "valid_to", "status"),
    "inspection": ("inspected_on",),
    "farmland": ("quality_grade", "as_of"),
    "enterprise": ("category", "industry_code", "street"),
    "permit": ("valid_from", "valid_to", "category", "drawn_by"),
    "outlet": ("mn", "permit_no"),
}
_OF_ZONE = ("purpose", "as_of")

#: Values that are keys of a vocabulary group: field -> group.
_WORDS = {"change_type": "change_type", "channel": "channel", "finding": "finding"}


@dataclass(frozen=True)
class Judged:
    """What the latest verdict of patch ``patch_no`` says of an approval: it counts, or ``why_not``."""

    patch_no: str
    counts: bool
    why_not: str


#: (layer name, feature id) -> what verdicts say of it.
Judgements = Mapping[tuple[str, str], Sequence[Judged]]


@dataclass(frozen=True)
class Line:
    """One feature that meets a place. ``layer``: its position among the dossier's layers; figures in m² and
    0–1, None = not tested; ``told``: what its layer says of it, in words; ``facts``: all of it, field by
    field."""

    group: str
    role: str
    layer: int
    layer_name: str
    feature_id: str
    label: str
    relation: str
    overlap_m2: float | None
    share_of_unit: float | None
    share_of_feature: float | None
    told: str
    facts: tuple[tuple[str, str], ...]


def lines_of(found: Dossier, unit: int, judged: Judgements, most: int) -> tuple[list[Line], int]:
    """What is known about one unit, at most ``most`` lines of a group (the largest), and how many lines
    were left out."""
    rows = np.flatnonzero(found.entries.unit == unit)
    kept: dict[str, list[Line]] = {}
    left_out = 0
    for row in rows.tolist():
        layer = found.layers[found.entries.layer[row]]
        key = (layer.table.name, str(layer.table.ids[found.entries.feature[row]]))
        said = judged.get(key, ()) if layer.role == "approval" else ()
        group = COUNTING if any(one.counts for one in said) else layer.role
        lines = kept.setdefault(group, [])
        if len(lines) < most:
            lines.append(_line(found, row, group, said))
        else:
            left_out += 1
    order = sorted(kept, key=lambda group: GROUPS.index(group) if group in GROUPS else len(GROUPS))
    return [line for group in order for line in kept[group]], left_out


def _line(found: Dossier, row: int, group: str, said: Sequence[Judged]) -> Line:
    entries = found.entries
    at, feature = int(entries.layer[row]), int(entries.feature[row])
    layer = found.layers[at]
    values = {name: _text(name, column[feature]) for name, column in layer.table.columns.items()}
    shown = {name: value for name, value in values.items() if value}
    if "approval_type" in shown:
        shown["approval_type"] = shown_type(
            str(layer.table.columns["approval_type"][feature]), layer.table.name
        )
    named = label_fields(layer)
    label = BETWEEN.join(shown[name] for name in named if name in shown)
    overlap, of_unit, of_feature = (
        None if np.isnan(values[row]) else float(values[row])
        for values in (entries.overlap_m2, entries.share_of_unit, entries.share_of_feature)
    )
    return Line(
        group=group,
        role=layer.role,
        layer=at,
        layer_name=layer.table.name,
        feature_id=str(layer.table.ids[feature]),
        label=label,
        relation=str(entries.relation[row]),
        overlap_m2=overlap,
        share_of_unit=of_unit,
        share_of_feature=of_feature,
        told=_told(layer.role, shown, set(named), said),
        facts=tuple((field_word(name), value) for name, value in shown.items()),
    )


def _told(role: str, shown: Mapping[str, str], in_label: set[str], said: Sequence[Judged]) -> str:
    parts = [shown["approval_type"]] if "approval_type" in shown else []
    counting = [one.patch_no for one in said if one.counts]
    if counting:
        parts.append(tr("counts for {patches}").format(patches=", ".join(counting)))
    parts += [
        tr("not for {patch}: {why}").format(patch=one.patch_no, why=word("why_not", one.why_not))
        for one in said
        if not one.counts
    ]
    parts += [
        tr("{field} {value}").format(field=field_word(name), value=shown[name])
        for name in _TOLD.get(role, _OF_ZONE)
        if name in shown and name not in in_label
    ]
    return BETWEEN.join(parts)


def _text(name: str, value: Any) -> str:
    """A value of a canonical column as text; '' when it is missing."""
    if value is None or (isinstance(value, (float, np.floating)) and np.isnan(value)):
        return ""
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else str(value)
    if isinstance(value, (float, np.floating)):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    text = str(value)
    return word(_WORDS[name], text) if name in _WORDS else text
