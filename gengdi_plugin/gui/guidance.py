"""Keeps the guide strip in step with the project and the workspace, and goes where its steps lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.core import QgsVectorLayer

from . import guide
from .desk import Desk
from .dock import GengdiDock
from .result_layers import is_result_layer
from .session import WorkspaceSession
from .sides import LAYERS, POLLUTION, SCREENING

if TYPE_CHECKING:
    from .screening.screening_page import ScreeningPage


class Guidance:
    """Reads facts, shows them, follows the steps. Decides nothing about the work itself."""

    def __init__(self, desk: Desk, session: WorkspaceSession, dock: GengdiDock) -> None:
        self._desk = desk
        self._session = session
        self._dock = dock
        dock.tabs.when_built(SCREENING, self._follow_checkup)
        dock.guide.step_wanted.connect(self.go)
        dock.roles_changed.connect(self.refresh)
        dock.tabs.currentChanged.connect(self.refresh)
        dock.side_changed.connect(self.refresh)
        dock.tabs.when_built(POLLUTION, lambda page: page.changed.connect(self.refresh))
        session.rows_changed.connect(self.refresh)
        session.opened.connect(self.refresh)
        self.refresh()

    def facts(self) -> guide.Facts:
        """How things stand."""
        played = self._dock.layers.roles_in_force()
        known = self._session.known()
        sources = self._dock.pollution.totals() if self._dock.tabs.built(POLLUTION) else None
        return guide.Facts(
            layers=len(self._own_layers()),
            missing=tuple(role for role in guide.NEEDED if role not in played),
            patches=len(known) if known is not None else 0,
            to_verify=known.number("yellow") if known is not None else 0,
            checked=self._dock.tabs.built(SCREENING) and self._dock.screening.checkup.is_current(),
            sourced=any(role in played for role in guide.ANY_SOURCE),
            expired=sources.expired if sources is not None else 0,
            problems=sources.problems if sources is not None else 0,
            late=sources.late if sources is not None else 0,
        )

    def refresh(self, *_anything: object) -> None:
        """Show how things stand on the page in front; nothing before the dock was ever shown."""
        if self._dock.tabs.built(LAYERS):
            self._dock.guide.show_facts(self.facts(), self._dock.tabs.current_key())

    def go(self, step: str) -> None:
        """Bring up where ``step`` is done."""
        ways: dict[str, Callable[[], None]] = {
            guide.LAYERS: self._to_layers,
            guide.BIND: self._to_binding,
            guide.CHECKUP: self._to_checkup,
            guide.SCREEN: self._to_screening,
            guide.REVIEW: self._to_review,
            guide.SOURCES: self._to_sources,
            guide.PROBLEMS: self._to_problems,
        }
        ways[step]()

    def _to_layers(self) -> None:
        page = self._dock.layers
        self._dock.show_page(page)
        (page.demo_button if page.demo_button.isVisible() else page.table).setFocus()

    def _to_binding(self) -> None:
        from .roles.role_model import RoleModel
        from .roles.role_rows import Status

        page = self._dock.layers
        self._dock.show_page(page)
        page.table.setFocus()
        for place in range(page.model.rowCount()):
            row = page.model.row(place)
            if row.status is Status.DOUBTFUL:
                page.table.selectRow(place)
                page.table.scrollTo(page.model.index(place, RoleModel.ROLE))
                return

    def _to_checkup(self) -> None:
        self._dock.show_page(self._dock.screening)
        self._dock.screening.checkup_button.click()

    def _to_screening(self) -> None:
        self._dock.show_page(self._dock.screening)
        self._dock.screening.show_run_button()

    def _to_review(self) -> None:
        self._dock.show_page(self._dock.patches)
        self._dock.patches.table.setFocus()

    def _to_sources(self) -> None:
        self._dock.show_page(self._dock.pollution)
        self._dock.pollution.table.setFocus()

    def _to_problems(self) -> None:
        self._dock.show_page(self._dock.pollution)
        self._dock.pollution.problems.setFocus()

    def _follow_checkup(self, page: ScreeningPage) -> None:
        page.checkup.standing_changed.connect(self.refresh)

    def _own_layers(self) -> tuple[str, ...]:
        return tuple(
            sorted(
                layer.id()
                for layer in self._desk.project.mapLayers().values()
                if isinstance(layer, QgsVectorLayer) and not is_result_layer(layer)
            )
        )
