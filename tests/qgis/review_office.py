"""An officer who reviews the patches of a small workspace by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fake_iface import FakeIface
from gui_workspace import make_workspace
from test_gui_desktop import Office

from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWidget

from gengdi_plugin.gui.settings import OFFICER
from gengdi_plugin.store.events import history, verify_states
from gengdi_plugin.store.responsible import import_people
from gengdi_plugin.store.review import doubtful
from gengdi_plugin.store.second_look import second_looks
from gengdi_plugin.store.verify_workspace import verify_workspace

VILLAGE = "330211001001"


class ReviewOffice(Office):
    """An officer at the table of a small workspace."""

    def __init__(self, path: Path, people: bool = True) -> None:
        super().__init__(FakeIface())
        self.desktop.session.open(path)
        if people:
            person = {"name": "周七", "unit_code": VILLAGE, "level": "village"}
            self.desktop.session.write(lambda ws: import_people(ws, [person]))
        self.iface.window.resize(1200, 700)
        self.iface.window.show()
        self.desktop.show_patches()
        self.patches = self.desktop.dock.patches
        self.review = self.desktop.review
        self.strip = self.review.strip

    def press(self, *keys: Any, at: QWidget | None = None) -> None:
        for key in keys:
            QTest.keyClick(at or self.patches.table, key)

    def number(self) -> str:
        row = self.desktop.session.row(self.review.current())
        return row.patch_no if row is not None else ""

    def doubtful(self) -> list[str]:
        rows = list(self.desktop.session.rows())
        return [row.patch_no for row in doubtful(rows, len(rows))]

    def colours(self) -> dict[str, str]:
        return {row.patch_no: row.code for row in self.desktop.session.rows()}

    def states(self) -> dict[str, str]:
        return {row.patch_no: row.state for row in self.desktop.session.rows()}

    def events(self, number: str) -> list[Any]:
        uid = next(row.uid for row in self.desktop.session.rows() if row.patch_no == number)
        return self.desktop.session.ask(lambda ws: history(ws, uid)[0])

    def stored(self) -> Any:
        def asked(ws: Any) -> Any:
            states = ws.db.execute("SELECT * FROM patch_state ORDER BY patch_uid").fetchall()
            return states, list(self.desktop.session.rows()), second_looks(ws)

        return self.desktop.session.ask(asked)

    def sound(self) -> bool:
        def asked(ws: Any) -> bool:
            return verify_states(ws) == [] and verify_workspace(ws).lines == ()

        return self.desktop.session.ask(asked)


def offices(folder: Path) -> Iterator[Callable[..., ReviewOffice]]:
    """Makes offices, and takes them down again: what a fixture yields from."""
    made: list[ReviewOffice] = []
    OFFICER.store("张三")

    def make(patches: int = 6, people: bool = True) -> ReviewOffice:
        made.append(ReviewOffice(make_workspace(folder / "工作库.sqlite", patches), people))
        return made[-1]

    yield make
    for office in made:
        office.plugin.unload()
        office.iface.window.close()
    OFFICER.store("")
    QgsProject.instance().clear()
