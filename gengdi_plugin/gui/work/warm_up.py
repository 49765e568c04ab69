"""What the next step needs is loaded while the officer still looks at a page, not after the click: in a
thread, because on the main one the window would stand still for a third of a second.

The page Layers readies the first layer and the page Screening, without numpy, for it comes with the dock; the
page Screening what a screening and the page Patches need.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from ...core import dependencies

log = logging.getLogger("gengdi")
_begun: set[str] = set()

#: Milliseconds after a page is shown: not while it is being drawn.
WARM_UP_MS = 800


def warm_up_layers() -> None:
    """Load what the first layer needs, once."""
    _start("layers", _load_layers)


def warm_up_screening() -> None:
    """Load what a screening needs, once; not where shapely is missing, which the screening itself says."""
    if not dependencies.shapely_problem():
        _start("screening", _load_screening)


def _start(name: str, load: Callable[[], None]) -> None:
    if name not in _begun:
        _begun.add(name)
        threading.Thread(target=_quietly, args=(load,), name=f"gengdi-warm-up-{name}", daemon=True).start()


def _quietly(load: Callable[[], None]) -> None:
    try:
        load()
    except Exception:  # told again, in words, by whoever needs it
        log.exception("loading in advance")


def _load_layers() -> None:
    from ...core.binding import LayerFacts, candidates
    from ...layers import auto_binder, binding, encoding, styles  # noqa: F401
    from ..live import live, live_saving, live_views  # noqa: F401
    from ..rules import rules_actions  # noqa: F401
    from ..screening import run_actions, run_checks, screening_page  # noqa: F401

    candidates(LayerFacts("a", "a", "any", ("a",)))  # the words by which layers and fields are known


def _load_screening() -> None:
    from ...core import letting_go, rules, sentences  # noqa: F401
    from ...core.screening import editable, recheck, screen  # noqa: F401
    from ...layers import checkup, edits, workspace_layers  # noqa: F401
    from ...processing import handover, screening_layers, screening_outputs  # noqa: F401
    from ...store import given_up, review, runs, workspace  # noqa: F401
    from ..cases import case_actions, case_services, list_actions  # noqa: F401
    from ..dossier import dossiers, patch_actions  # noqa: F401
    from ..live import live_follow  # noqa: F401
    from ..patches import patch_rows, patches_page  # noqa: F401
    from ..review.review import Review  # noqa: F401
