"""How what the locator found is told: group, picture, and a line that says which one it is."""

from __future__ import annotations

from ..core.i18n import tr
from ..core.vocabulary import word
from .locator_search import CASE, CELL, DOCUMENT, PATCH, PERSON, SOURCE, UNIT, Hit

_PICTURES = {
    PATCH: "patches", CASE: "locator_case", DOCUMENT: "document", PERSON: "people", UNIT: "locator_unit",
    CELL: "grid_cells", SOURCE: "locator_source",
}  # fmt: skip


def group(kind: str) -> str:
    """The heading under which hits of ``kind`` stand."""
    return {
        PATCH: tr("Patches"),
        CASE: tr("Cases"),
        DOCUMENT: tr("Documents"),
        PERSON: tr("Responsible people"),
        UNIT: tr("Administrative units"),
        CELL: tr("Grid cells"),
        SOURCE: tr("Pollution sources"),
    }[kind]


def picture(kind: str) -> str:
    """The name of the icon of ``kind``."""
    return _PICTURES[kind]


def description(hit: Hit) -> str:
    """What tells hits of one name apart."""
    if hit.row is not None:
        row = hit.row
        code = word("code", row.code) if row.code else ""
        state = word("state", row.state) if hit.kind == CASE and row.state else ""
        due = tr("due {day}").format(day=row.due_on) if row.due_on and hit.kind == CASE else ""
        person = row.responsible if hit.kind == CASE else ""
        return " · ".join(part for part in (code, state, row.unit_name, person, due) if part)
    if hit.kind == CELL:
        from ..core.gridcode import level_of

        return tr("Grid code of level {level}: zoom to the cell").format(level=level_of(hit.key))
    if hit.kind == SOURCE:
        return ""
    return tr("%n patch(es)", hit.count)
