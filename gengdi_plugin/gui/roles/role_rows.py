"""Which layer plays which role: found, doubtful or missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer, QgsWkbTypes

from ...core.i18n import tr
from ...core.roles import ROLES
from ..result_layers import is_result_layer
from ..sides import ON_FARMLAND, ON_POLLUTION

if TYPE_CHECKING:
    from ...core.binding import Binding

#: Roles whose absence is worth a row on each side, in the order of the work.
EXPECTED = {
    ON_FARMLAND: (
        "change_patch", "approval", "farmland", "basic_farmland", "admin_unit", "violation",
        "grain_zone", "high_standard", "ecological_redline", "permit", "inspection",
    ),
    ON_POLLUTION: ("enterprise", "permit", "outlet"),
}  # fmt: skip


class Status(Enum):
    """How sure we are of a row."""

    FOUND = "found"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


@dataclass(frozen=True)
class RoleRow:
    """One line of the Layers page. ``layer_id`` is empty for a missing role, ``role`` for a layer that
    nothing could be made of; ``features`` is -1 when the source does not say."""

    status: Status
    role: str
    layer_id: str = ""
    layer_name: str = ""
    binding: Binding | None = None
    features: int = -1
    crs: str = ""
    note: str = ""
    in_force: bool = False  # stored on the layer, hence used; a proposal is not


def meaning_of_missing(role: str, side: str = ON_FARMLAND) -> str:
    """What it means for the work of ``side`` that no layer plays ``role``."""
    if side == ON_POLLUTION:
        return _without_sources(role)
    if role == "change_patch":
        return tr("There is nothing to screen.")
    if role == "approval":
        return tr("No approval can be found: every patch will be yellow.")
    if role in ("farmland", "basic_farmland"):
        return tr("A required input: no patch can turn green without it.")
    if role == "violation":
        return tr("Violations found before are not noticed.")
    if role == "admin_unit":
        return tr("Spatial codes carry no village, lists no towns.")
    if role == "permit":
        return tr("The nearest pollution source is not told.")
    if role == "inspection":
        return tr("Findings are typed in one by one.")
    return tr("Its area in each patch is not told; codes do not depend on it.")


def _without_sources(role: str) -> str:
    if role == "enterprise":
        return tr("Sources have no names: the list shows permits only.")
    if role == "permit":
        return tr("Permit numbers and their terms are not told.")
    return tr("Outlets of the sources are not counted.")


def role_rows(project: QgsProject, side: str = ON_FARMLAND) -> list[RoleRow]:
    """A row per bound or guessed layer, a row per role expected on ``side`` that nobody plays, in the order
    of the work: the roles of the side first."""
    rows = [row for layer in project.mapLayers().values() if (row := _layer_row(layer)) is not None]
    played = {row.role for row in rows if row.status is not Status.MISSING}
    # for the nearest source either kind of pollution source will do
    if side == ON_FARMLAND and "enterprise" in played:
        played.add("permit")
    rows += [
        RoleRow(Status.MISSING, role, note=meaning_of_missing(role, side))
        for role in EXPECTED[side]
        if role not in played
    ]
    order = list(dict.fromkeys((*EXPECTED[side], *EXPECTED[ON_FARMLAND], *ROLES)))
    return sorted(
        rows, key=lambda row: (order.index(row.role) if row.role in order else len(order), row.layer_name)
    )


def layers_in_force(project: QgsProject, role: str) -> list[QgsVectorLayer]:
    """The layers bound to ``role`` (proposals left out), as the Layers page lists them."""
    return [project.mapLayer(row.layer_id) for row in role_rows(project) if row.in_force and row.role == role]


def _layer_row(layer: QgsMapLayer) -> RoleRow | None:
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or is_result_layer(layer):
        return None
    from ...core.binding import explain  # with the first layer: QGIS starts without one

    binding, stored = shown_binding(layer)
    common = {
        "layer_id": layer.id(),
        "layer_name": layer.name(),
        "features": layer.featureCount(),
        "crs": layer.crs().authid() or tr("no CRS"),
        "in_force": stored,
    }
    if binding is None:
        if layer.geometryType() == QgsWkbTypes.GeometryType.NullGeometry:
            return None
        return RoleRow(
            Status.DOUBTFUL, "", note=tr("No role recognised: bind it by hand, or leave it."), **common
        )
    if not layer.crs().isValid():
        note = tr("The layer has no CRS: set it before screening.")
    elif not stored:
        note = tr("Recognised with doubt, not used yet: check the mapping.")
    elif binding.missing:
        note = tr("A required field is not mapped: open the mapping.")
    else:
        return RoleRow(Status.FOUND, binding.role, binding=binding, note=" ".join(explain(binding)), **common)
    return RoleRow(Status.DOUBTFUL, binding.role, binding=binding, note=note, **common)


def shown_binding(layer: QgsVectorLayer) -> tuple[Binding | None, bool]:
    """The layer's binding and whether it is in force (stored on the layer) or only proposed.

    A stored binding that is what the guess says too keeps the guess's score and clues to show.
    """
    from ...core.binding import best
    from ...layers.binding import facts_of, stored_binding

    stored, guess = stored_binding(layer), best(facts_of(layer))
    if stored is None:
        return guess, False
    if guess is not None and (guess.role, guess.fields) == (stored.role, stored.fields):
        return replace(stored, score=guess.score, origin=guess.origin, clues=guess.clues), True
    return stored, True
