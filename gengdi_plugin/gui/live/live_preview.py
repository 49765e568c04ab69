"""What a boundary that is not yet in its layer would make of patches: asked of the session and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .live_rows import LiveVerdict, provisional

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from ..session import WorkspaceSession
    from .live import Live

#: How the session calls the boundary meanwhile: no layer has a feature of that name.
_NAME = "gengdi-preview"

#: Boundaries that reach more patches are seen when they are drawn.
_MOST = 60


def preview(
    live: Live, session: WorkspaceSession, layer_id: str, wkb: bytes, attributes: Mapping[str, object]
) -> dict[str, int] | None:
    """How many patches would turn to which code, were the polygon ``wkb`` (EPSG:4490) with canonical
    ``attributes`` in the layer; None when live cannot tell now. Main thread."""
    followed = live.followed()
    found = followed.table_of(layer_id) if followed is not None and not live.catching_up() else None
    if followed is None or found is None or not found[1].followed:
        return None
    from ...core.kernel import shapely

    (key, table), kept = found, followed.session
    rows = kept.change(table.name, _NAME, shapely.from_wkb(wkb), attributes, role=key.role)
    try:
        if len(rows) > _MOST:
            return None
        result = kept.screen(rows) if len(rows) else None
    finally:
        kept.change(table.name, _NAME, None, role=key.role)
    turned: Counter[str] = Counter()
    for at, row in enumerate(rows.tolist() if result is not None else []):
        uid = followed.uids[row]
        now: PatchRow | None = live.rows().get(uid) or session.row(uid)
        would = provisional(now, uid, LiveVerdict(row, at, result))
        if now is None or now.code != would.code:
            turned[would.code] += 1
    return dict(turned)
