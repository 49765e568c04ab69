"""Layers that a dossier looks into: roles in the order of what matters, and what a feature is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..geometry import IntArray
from ..table import FeatureTable, ObjectArray

#: Roles as a dossier tells them: first what the verdict rests on; a layer without a role comes last.
ROLE_ORDER = (
    "change_patch", "violation", "approval", "inspection", "basic_farmland", "farmland", "grain_zone",
    "high_standard", "reclaimed", "consolidating", "ecological_redline", "development_boundary", "plan",
    "enterprise", "permit", "outlet", "sensitive", "admin_unit", "",
)  # fmt: skip

#: By role the fields that name a feature to a person; those that are filled stand side by side.
_LABEL_FIELDS = {
    "change_patch": ("patch_no", "change_type"),
    "violation": ("case_no", "status"),
    "approval": ("doc_no", "project"),
    "inspection": ("patch_no", "finding"),
    "farmland": ("class_code", "parcel_no"),
    "admin_unit": ("unit_name", "unit_code"),
    "enterprise": ("name", "uscc"),
    "permit": ("permit_no", "uscc"),
    "outlet": ("outlet_code", "kind"),
}
_PLACE = ("name", "zone_no", "purpose", "kind")

#: Between the parts of a label.
BETWEEN = " · "


@dataclass(frozen=True)
class KnownLayer:
    """A layer that is looked into. ``role``: a key of ``core.roles.ROLES``, or '' for none; of such a layer,
    and of one whose own fields are not known, the column ``name`` is what its features are called.

    ``drawn``: where units and layer have the same plane system, gives geometries (EPSG:4490) the vertices
    that keep long edges straight in it: they bend by a centimetre in a kilometre otherwise. None: edges are
    straight in longitude and latitude.
    """

    role: str
    table: FeatureTable
    drawn: Callable[[ObjectArray], ObjectArray] | None = None


def rank(role: str) -> int:
    """Where ``role`` stands in a dossier."""
    return ROLE_ORDER.index(role) if role in ROLE_ORDER else len(ROLE_ORDER) - 1


def label_fields(layer: KnownLayer) -> tuple[str, ...]:
    """The columns that a feature's label is made of."""
    names = tuple(name for name in _LABEL_FIELDS.get(layer.role, _PLACE) if name in layer.table.columns)
    return names or (("name",) if "name" in layer.table.columns else ())


def labels(layer: KnownLayer, rows: IntArray) -> ObjectArray:
    """What each of ``rows`` is called by the fields of its role; None where they are empty."""
    out: ObjectArray = np.full(len(rows), None, dtype=object)
    columns = [layer.table.columns[name][rows] for name in label_fields(layer)]
    for at, values in enumerate(zip(*columns)):
        out[at] = BETWEEN.join(str(value) for value in values if value) or None
    return out
