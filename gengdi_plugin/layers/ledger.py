"""The layers of a ledger: looked at on the main thread, read and summed up on any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeedback, QgsProject, QgsVectorLayer

from ..core.screening.inputs import stack
from ..core.screening.watch import Watch
from ..core.stopping import stoppable
from .reading import LayerSource
from .together import read_together

if TYPE_CHECKING:
    from ..core.ledger.account import Ledger
    from ..core.table import FeatureTable

#: How far each step reaches: reading, preparing, the stock; the special accounts are the rest.
_READ, _PREPARED, _STOCK = 0.25, 0.4, 0.8


def ledger_work(
    project: QgsProject,
    farmland: QgsVectorLayer,
    units: QgsVectorLayer | None,
    zones: Mapping[str, Sequence[QgsVectorLayer]],
    workspace: Path | None = None,
) -> Callable[[QgsFeedback], Ledger]:
    """A snapshot of the layers as work for a task, which gives the ledger. ``zones``: role -> layers;
    ``workspace``: whose change patches are counted in the special accounts.

    Call it on the main thread; what it returns may run on any. Raises InputError naming layer and mend.
    """
    transforms = project.transformContext()
    sources = [LayerSource(farmland, "farmland", transforms)]
    if units is not None:
        sources.append(LayerSource(units, "admin_unit", transforms))
    of_zones = [
        (role, LayerSource(layer, role, transforms)) for role, some in zones.items() for layer in some
    ]
    sources += [source for _, source in of_zones]
    as_of = sources[0].binding.as_of or ""

    def work(feedback: QgsFeedback) -> Ledger:
        watch = Watch(lambda done: feedback.setProgress(100 * done), feedback.isCanceled)
        with stoppable(feedback.isCanceled):
            parcels, *rest = (table.table() for table in read_together(sources, watch.part(0.0, _READ)))
            ground = rest.pop(0) if units is not None else None
            by_role: dict[str, list[FeatureTable]] = {}
            for (role, _), table in zip(of_zones, rest):
                by_role.setdefault(role, []).append(table)
            patches = _patches(workspace)
            return _computed(parcels, ground, by_role, patches, as_of, workspace, watch)

    return work


def _patches(workspace: Path | None) -> FeatureTable | None:
    if workspace is None:
        return None
    # a connection of its own: sqlite connections do not cross threads
    from ..store.ledger_patches import ledger_patches
    from ..store.workspace import open_workspace

    with open_workspace(workspace, create=False) as opened:
        return ledger_patches(opened)


def _computed(
    farmland: FeatureTable,
    units: FeatureTable | None,
    zones: Mapping[str, list[FeatureTable]],
    patches: FeatureTable | None,
    as_of: str,
    workspace: Path | None,
    watch: Watch,
) -> Ledger:
    from ..core.ledger.account import Ledger
    from ..core.ledger.ground import LedgerGround
    from ..core.ledger.rows import special_rows, stock_rows, unit_names
    from ..core.ledger.special import special
    from ..core.ledger.stock import stock
    from ..core.screening.descriptions import stated_date

    ground = LedgerGround(farmland, units, watch.part(_READ, _PREPARED))
    found = stock(ground, watch.part(_PREPARED, _STOCK))
    named = {role: tuple(table.name for table in tables) for role, tables in zones.items()}
    joined = {role: stack(tables) for role, tables in zones.items()}
    accounts = special(ground, joined, patches, watch.part(_STOCK, 1.0))
    names = unit_names(units)
    return Ledger(
        stock=found,
        special=accounts,
        rows=stock_rows(found, names),
        special_rows=special_rows(accounts, names),
        names=names,
        farmland=farmland.name,
        as_of=stated_date(farmland) or as_of,
        units=units.name if units is not None and found.by_overlay else "",
        zones=named,
        workspace=workspace.name if workspace is not None else "",
        computed_at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )
