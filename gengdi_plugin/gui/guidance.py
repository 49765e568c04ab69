"""Keeps the guide strip in step with the project and the workspace, and goes where its steps lead."""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QAbstractButton

from . import guide
from .desk import Desk
from .dock import GengdiDock
from .result_layers import is_result_layer
from .role_model import RoleModel
from .role_rows import Status
from .session import WorkspaceSession

#: The check-up's button on the Screening page.
CHECKUP = "gengdi_checkup_button"


class Guidance:
    """Reads facts, shows them, follows the steps. Decides nothing about the work itself."""

    def __init__(self, desk: Desk, session: WorkspaceSession, dock: GengdiDock) -> None:
        self._desk = desk
        self._session = session
        self._dock = dock
        self._checked: tuple[str, ...] | None = None  # the layers as they were at the last check-up
        checkup = self._checkup()
        if checkup is not None:
            checkup.clicked.connect(self._remember_checkup)
        dock.guide.step_wanted.connect(self.go)
        dock.layers.roles_changed.connect(self.refresh)
        dock.tabs.currentChanged.connect(self.refresh)
        session.rows_changed.connect(self.refresh)
        session.opened.connect(self.refresh)
        self.refresh()

    def facts(self) -> guide.Facts:
        """How things stand."""
        layers = self._dock.screening.layers_in_use()
        known = self._session.known()
        return guide.Facts(
            layers=len(self._own_layers()),
            missing=tuple(role for role in guide.NEEDED if not layers.of(role)),
            patches=len(known) if known is not None else 0,
            to_verify=known.number("yellow") if known is not None else 0,
            checkup=self._checkup() is not None,
            checked=self._checked is not None and self._checked == self._own_layers(),
        )

    def refresh(self, *_anything: object) -> None:
        """Show how things stand on the page in front."""
        page = self._dock.tabs.currentWidget()
        names = {self._dock.layers: "layers", self._dock.screening: "screening"}
        self._dock.guide.show_facts(self.facts(), names.get(page, "patches"))

    def go(self, step: str) -> None:
        """Bring up where ``step`` is done."""
        ways: dict[str, Callable[[], None]] = {
            guide.LAYERS: self._to_layers,
            guide.BIND: self._to_binding,
            guide.CHECKUP: self._to_checkup,
            guide.SCREEN: self._to_screening,
            guide.REVIEW: self._to_review,
        }
        ways[step]()

    def _to_layers(self) -> None:
        page = self._dock.layers
        self._dock.show_page(page)
        (page.demo_button if page.demo_button.isVisible() else page.table).setFocus()

    def _to_binding(self) -> None:
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
        checkup = self._checkup()
        if checkup is not None:
            checkup.click()

    def _to_screening(self) -> None:
        self._dock.show_page(self._dock.screening)
        self._dock.screening.show_run_button()

    def _to_review(self) -> None:
        self._dock.show_page(self._dock.patches)
        self._dock.patches.table.setFocus()

    def _checkup(self) -> QAbstractButton | None:
        found: QAbstractButton | None = self._dock.screening.findChild(QAbstractButton, CHECKUP)
        return found

    def _remember_checkup(self) -> None:
        self._checked = self._own_layers()
        self.refresh()

    def _own_layers(self) -> tuple[str, ...]:
        return tuple(
            sorted(
                layer.id()
                for layer in self._desk.project.mapLayers().values()
                if isinstance(layer, QgsVectorLayer) and not is_result_layer(layer)
            )
        )
