"""What a screening needs is loaded while the officer still looks at the page, not after the click: numpy,
shapely and SQLite's libraries take a third of a second, in which the window would stand still."""

from __future__ import annotations

import logging
import threading

from ..core import dependencies

log = logging.getLogger("gengdi")
_begun = threading.Event()


def warm_up() -> None:
    """Load it in a thread, once; not where shapely is missing, which the screening itself says."""
    if not _begun.is_set() and not dependencies.shapely_problem():
        _begun.set()
        threading.Thread(target=_load, name="gengdi-warm-up", daemon=True).start()


def _load() -> None:
    try:
        from ..core import rules, sentences  # noqa: F401
        from ..core.screening import editable, recheck, screen  # noqa: F401
        from ..layers import checkup, edits, styles, workspace_layers  # noqa: F401
        from ..processing import handover, screening_layers, screening_outputs  # noqa: F401
        from ..store import review, runs, workspace  # noqa: F401
        from . import live_follow, patch_rows  # noqa: F401
    except Exception:  # told again, in words, by whoever needs it
        log.exception("loading in advance")
