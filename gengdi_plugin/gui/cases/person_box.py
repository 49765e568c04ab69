"""A box to choose one responsible person from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QComboBox, QWidget

from ...core.i18n import tr
from ...core.vocabulary import word

if TYPE_CHECKING:
    from ...core.responsibility import Person
    from ...store.load import Load


class PersonBox(QComboBox):
    """People in office with their unit and how many cases each has; ``person()`` is the chosen one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._people: list[Person] = []
        self.setPlaceholderText(tr("choose a person"))

    def offer(self, loads: Sequence[Load], units: Mapping[str, str]) -> None:
        """Offer ``loads``' people, by level and unit."""
        order = {"village": 0, "town": 1, "county": 2}
        ready = sorted(loads, key=lambda one: (order.get(one.person.level, 9), one.person.unit_code))
        self._people = [one.person for one in ready]
        self.clear()
        for one in ready:
            self.addItem(_label(one, units), one.person.uid)
        self.setCurrentIndex(-1)

    def person(self) -> Person | None:
        """The chosen person; None when there is none."""
        place = self.currentIndex()
        return self._people[place] if 0 <= place < len(self._people) else None

    def choose(self, uid: str) -> None:
        """Choose the person ``uid``."""
        self.setCurrentIndex(self.findData(uid))


def _label(one: Load, units: Mapping[str, str]) -> str:
    person = one.person
    unit = units.get(person.unit_code, person.unit_code)
    duty = person.duty or word("level", person.level)
    return tr("{name} · {duty} · {unit} · {n} case(s)").format(
        name=person.name, duty=duty, unit=unit, n=one.patches
    )
