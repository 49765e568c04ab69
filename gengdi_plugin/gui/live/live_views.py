"""What live verdicts are shown on: the patch table, its evidence, the line above it, the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..desk import Desk
from ..settings import LIVE
from .live import Live
from .live_overlay import LiveOverlay
from .live_saving import LiveSaving

if TYPE_CHECKING:
    from ..patches.patches_page import PatchesPage
    from ..screening.screening_page import ScreeningPage


class LiveViews:
    """Carries what :class:`Live` says to what is there to show it."""

    def __init__(self, desk: Desk, live: Live, saving: LiveSaving) -> None:
        self._desk, self._live, self._saving = desk, live, saving
        self._page: PatchesPage | None = None
        self.overlay: LiveOverlay | None = None
        live.updated.connect(self._show)
        live.state_changed.connect(self._show_state)

    def serve_screening(self, page: ScreeningPage) -> None:
        """Take the session of every run of this page over."""
        page.run_begins.connect(self._live.run_begins)
        page.session_kept.connect(self._live.follow)
        page.keep_sessions = LIVE.value

    def serve_patches(self, page: PatchesPage) -> None:
        """Show live verdicts on this page."""
        self._page = page
        page.live_evidence = self._evidence
        page.live_bar.switched.connect(self._live.switch)
        page.live_bar.save_wanted.connect(self._saving.save_run)
        page.live_bar.discard_wanted.connect(self._saving.discard)
        self._show()
        self._show_state()

    def close(self) -> None:
        """Take everything provisional off the table and the map."""
        if self._page is not None:
            self._page.show_live({})
            self._page = None
        if self.overlay is not None:
            self.overlay.close()
            self.overlay = None

    def _evidence(self, uid: str) -> list[dict[str, Any]] | None:
        verdict = self._live.verdict(uid)
        return None if verdict is None else verdict.evidence()

    def _show(self) -> None:
        rows = self._live.rows()
        if self._page is not None:
            self._page.show_live(rows)
        if self.overlay is None and rows:
            self.overlay = LiveOverlay(self._desk.canvas, self._desk.project)
        if self.overlay is not None:
            verdicts = {uid: (row.code, self._live.verdict(uid)) for uid, row in rows.items()}
            self.overlay.show_patches(
                {uid: (code, live.shape) for uid, (code, live) in verdicts.items() if live is not None}
            )

    def _show_state(self) -> None:
        if self._page is not None:
            live = self._live
            free = live.on() and not live.catching_up()
            self._page.live_bar.show_state(
                LIVE.value(), live.sentence(), free and bool(live.rows()), free and bool(live.unsaved())
            )
