"""Which layers make up which table of a session, and what has to be read again when layers change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransformContext, QgsFeedback, QgsVectorLayer

from ...core.screening.tiles import Held
from ...core.screening.watch import Watch
from ...layers.reading import LayerSource
from ...processing.screening_layers import joined

if TYPE_CHECKING:
    from ...core.screening.editable import EditableSession
    from ...core.table import FeatureTable

PATCHES = "change_patch"
_SOURCES = ("enterprise", "permit")
#: Roles of which every layer is a table of its own.
_SEVERAL = ("approval", "source")


@dataclass(frozen=True)
class TableKey:
    """A table of a session: its role there, and its name where a role has several."""

    role: str
    name: str = ""


@dataclass
class Table:
    """``layers``: ids of the layers that make it up, in order; ``name``: how the session calls it."""

    name: str
    layers: list[str] = field(default_factory=list)
    #: the role by which its layers are read
    roles: list[str] = field(default_factory=list)

    @property
    def followed(self) -> bool:
        """Whether single features can be followed: one layer alone, whose ids are its own."""
        return len(self.layers) == 1


Tables = dict[TableKey, Table]


def tables_of(tested: Iterable[tuple[str, str, str]]) -> Tables:
    """The tables that a session of layers (role, layer id, layer name) has."""
    found: Tables = {}
    for role, layer_id, name in tested:
        own = "source" if role in _SOURCES else role
        key = TableKey(own, name if own in _SEVERAL else "")
        table = found.setdefault(key, Table(name))
        table.layers.append(layer_id)
        table.roles.append(role)
    return found


@dataclass(frozen=True)
class Reading:
    """One table to be put in place of what the session has: ``sources`` empty = it goes."""

    key: TableKey
    name: str
    sources: tuple[LayerSource, ...]
    before: str  # how the session called it until now, "" when it had none
    alone: bool  # neither before nor now do several layers share its name
    features: int


def readings(
    now: Tables,
    before: Tables,
    stale: set[str],
    layers: dict[str, QgsVectorLayer],
    transforms: QgsCoordinateTransformContext,
) -> list[Reading]:
    """What must be read so that the session has the tables ``now`` instead of ``before``; layers in
    ``stale`` are read anew. Snapshots the layers (main thread); raises InputError as they do."""
    found = []
    for key, table in now.items():
        if key.role == PATCHES:
            continue
        old = before.get(key)
        if old is None or old.layers != table.layers or stale & set(table.layers):
            sources = tuple(
                LayerSource(layers[layer_id], role, transforms)
                for layer_id, role in zip(table.layers, table.roles)
            )
            alone = table.followed and (old is None or old.followed)
            count = sum(max(0, layers[layer_id].featureCount()) for layer_id in table.layers)
            before_name = old.name if old is not None else ""
            found.append(Reading(key, table.name, sources, before_name, alone, count))
    gone = [Reading(key, old.name, (), old.name, True, 0) for key, old in before.items() if key not in now]
    return found + gone  # what comes first keeps a kind of input given while another layer of it goes


def put_in_place(
    session: EditableSession, several: list[Reading], feedback: QgsFeedback, watch: Watch
) -> set[int]:
    """Read and replace (any thread, nobody else using the session); the rows of the patches reached."""
    rows: set[int] = set()
    for done, reading in enumerate(several):
        watch.step(done / len(several))
        tables = [source.read(feedback) for source in reading.sources]
        rows |= _replaced(session, reading, joined([Held(one) for one in tables]).table() if tables else None)
    return rows


def _replaced(session: EditableSession, reading: Reading, table: FeatureTable | None) -> set[int]:
    role, name = reading.key.role, reading.before or reading.name
    if role not in _SEVERAL:
        return set(session.replace_layer(role, table).tolist())
    rows: set[int] = set()
    if not reading.alone and reading.before and table is not None:
        rows |= set(session.replace_layer(role, None, name).tolist())
    return rows | set(session.replace_layer(role, table, name).tolist())
