"""The two sides of the dock, farmland and pollution: which pages each shows, and which a project is on."""

from __future__ import annotations

from qgis.core import QgsProject

#: The pages of the dock.
LAYERS, SCREENING, PATCHES, POLLUTION, LEDGER = "layers", "screening", "patches", "pollution", "ledger"

#: The sides; a project begins on the first.
ON_FARMLAND, ON_POLLUTION = SIDES = ("farmland", "pollution")

#: The pages of each side, in the order of the work. What both share comes first.
PAGES = {
    ON_FARMLAND: (LAYERS, SCREENING, PATCHES, LEDGER),
    ON_POLLUTION: (LAYERS, POLLUTION),
}

_SCOPE, _KEY = "gengdi", "side"


def side_of(project: QgsProject) -> str:
    """The side the project was left on; farmland for any other."""
    stored, _found = project.readEntry(_SCOPE, _KEY, ON_FARMLAND)
    return stored if stored in SIDES else ON_FARMLAND


def remember_side(project: QgsProject, side: str) -> None:
    """Keep ``side`` with the project, from its next saving on: to look at the other side is no change that
    would be asked about when the project is closed."""
    with QgsProject.blockDirtying(project):
        project.writeEntry(_SCOPE, _KEY, side)


def home_of(page: str, side: str) -> str:
    """The side that shows ``page``: ``side`` when it does, else the first that does."""
    return next(one for one in (side, *SIDES) if page in PAGES[one])
