"""What a screening is handed by whoever runs it, layers that were just read, and what it hands over, its
prepared session, to whoever wants to go on working with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..core.screening.editable import EditableSession
    from ..layers.read_before import ReadBefore
    from .screening_layers import ScreeningSources

#: A session with more patches than this is not kept: what it holds would crowd the project out.
MOST_PATCHES = 100_000


@dataclass(frozen=True)
class KeptLayer:
    """A layer of the project and the table of the session it was read into. ``joined``: other layers were
    read into the same table."""

    layer_id: str
    role: str
    name: str
    joined: bool


@dataclass(frozen=True)
class KeptSession:
    """``session`` as the run used it; ``layers`` it was made of, the patches first; ``workspace``: the file
    the run was saved into, "" when it was not."""

    session: EditableSession
    layers: tuple[KeptLayer, ...]
    workspace: str


def keeper(feedback: Any) -> Callable[[KeptSession], None] | None:
    """What takes the session of a run with ``feedback``; None when nobody wants it."""
    keep: Callable[[KeptSession], None] | None = getattr(feedback, "keep_session", None)
    return keep


def read_before(feedback: Any) -> ReadBefore | None:
    """What whoever runs the algorithm with ``feedback`` has just read; None when nothing."""
    read: ReadBefore | None = getattr(feedback, "read_before", None)
    return read


def kept_layers(sources: ScreeningSources) -> tuple[KeptLayer, ...]:
    """The layers of a run and the tables they were read into."""
    from ..core.screening.inputs import ZONE_ROLES

    found = [KeptLayer(sources.patches.layer_id, "change_patch", sources.patches.name, False)]
    for role, several in sources.by_role.items():
        names = [source.name for source in several]
        joined = role in ZONE_ROLES and len(several) > 1
        for source in several:
            name = names[0] if joined else source.name
            found.append(KeptLayer(source.layer_id, role, name, joined or names.count(source.name) > 1))
    return tuple(found)
