"""Which layers a screening will test, taken from their roles, and what will be missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer

from ...core.i18n import tr
from ...core.vocabulary import word
from ..roles.role_rows import Status, role_rows

_ZONES = ("grain_zone", "high_standard", "ecological_redline")
_SINGLE = {
    "farmland": "FARMLAND",
    "basic_farmland": "BASIC_FARMLAND",
    "violation": "VIOLATIONS",
    "admin_unit": "UNITS",
}
_SOURCES = ("permit", "enterprise")
#: Roles a screening uses, in the order in which they are told.
USED = ("approval", "farmland", "basic_farmland", *_ZONES, "violation", "admin_unit", *_SOURCES)


@dataclass(frozen=True)
class ScreeningLayers:
    """Layers by role. ``doubtful``: names of layers whose role is not certain."""

    by_role: dict[str, tuple[QgsVectorLayer, ...]] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()

    def of(self, role: str) -> tuple[QgsVectorLayer, ...]:
        """The layers that play ``role``."""
        return self.by_role.get(role, ())

    def _ids(self, *roles: str) -> list[str]:
        return [layer.id() for role in roles for layer in self.of(role)]

    def tested(self, patches: QgsVectorLayer | None) -> list[tuple[str, QgsVectorLayer]]:
        """Role and layer of all that a screening of ``patches`` reads, the patches first."""
        found = [("change_patch", patches)] if patches is not None else []
        for role in USED:
            found += [(role, layer) for layer in self.of(role)[: 1 if role in _SINGLE else None]]
        return found

    def problems(self) -> list[str]:
        """What the officer must know before it runs, one sentence each; the worst first."""
        said = []
        if not self.of("change_patch"):
            said.append(tr("There is no layer of change patches: bind one on the Layers page."))
        if not self.of("approval"):
            said.append(
                tr("No approval layer is bound: every patch will be yellow, because nothing can be proved.")
            )
        for role in ("farmland", "basic_farmland"):
            if not self.of(role):
                said.append(
                    tr("No layer plays “{role}”, which the rule requires: no patch can turn green.").format(
                        role=word("role", role)
                    )
                )
        for role in _SINGLE:
            if len(self.of(role)) > 1:
                said.append(
                    tr("“{role}” is played by several layers; only “{layer}” will be used.").format(
                        role=word("role", role), layer=self.of(role)[0].name()
                    )
                )
        if self.doubtful:
            said.append(
                tr("Bound with doubt, please check: {layers}.").format(layers=tr(", ").join(self.doubtful))
            )
        return said

    def parameters(self, patches: QgsVectorLayer, workspace: Path, rules: Path | None) -> dict[str, Any]:
        """The parameters of ``gengdi:screenpatches``.

        Layers are named by their ids: the parameters travel to the worker thread, and a layer the officer
        removes meanwhile is gone there.
        """
        values: dict[str, Any] = {
            "PATCHES": patches.id(),
            "APPROVALS": self._ids("approval"),
            "ZONES": self._ids(*_ZONES),
            "WORKSPACE": str(workspace),
        }
        values.update({name: self._ids(role)[0] for role, name in _SINGLE.items() if self.of(role)})
        values["SOURCES"] = self._ids(*_SOURCES)
        if rules is not None:
            values["RULES"] = str(rules)
        return values  # the run is kept in the workspace: no outputs


def screening_layers(project: QgsProject) -> ScreeningLayers:
    """The project's layers by role; the layer bound most surely comes first."""
    rows = [row for row in role_rows(project) if row.in_force]
    rows.sort(key=lambda row: -row.binding.score)
    by_role: dict[str, tuple[QgsVectorLayer, ...]] = {}
    for row in rows:
        by_role[row.role] = (*by_role.get(row.role, ()), project.mapLayer(row.layer_id))
    doubtful = tuple(
        row.layer_name
        for row in rows
        if row.status is Status.DOUBTFUL and row.role in ("change_patch", *USED)
    )
    return ScreeningLayers(by_role, doubtful)
