"""What the boxes of the filter bar offer: what occurs, with numbers of patches, and what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox

from ...core.i18n import tr

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .patch_rows import PatchRows

#: Under which an entry gives its name, without its number of patches.
NAME_ROLE = Qt.ItemDataRole.UserRole + 1


def offered(combo: QComboBox, key: str, name: str) -> int:
    """Where ``key`` is offered; it is offered though no patch has it now, else the choice would be lost."""
    place = combo.findData(key)
    if place < 0:
        combo.blockSignals(True)
        combo.addItem(f"{name or key} (0)", key)
        combo.setItemData(combo.count() - 1, name or key, NAME_ROLE)
        combo.blockSignals(False)
        place = combo.count() - 1
    return place


def refill(combo: QComboBox, everything: str, entries: list[tuple[str, int, str]]) -> None:
    """Entries are name, number of patches, key."""
    chosen, name = combo.currentData() or "", combo.currentData(NAME_ROLE) or ""
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, "")
    for its_name, number, key in entries:
        combo.addItem(f"{its_name} ({number:,})", key)
        combo.setItemData(combo.count() - 1, combo.itemText(combo.count() - 1), Qt.ItemDataRole.ToolTipRole)
        combo.setItemData(combo.count() - 1, its_name, NAME_ROLE)
    combo.setCurrentIndex(offered(combo, chosen, name))
    combo.blockSignals(False)


def counted(rows: Sequence[PatchRow]) -> PatchRows | None:
    """The rows with their numbers; None for none, so that QGIS's start loads nothing for it."""
    if not rows:
        return None
    from .patch_rows import PatchRows

    return PatchRows.of(rows)


def units(rows: PatchRows) -> list[tuple[str, int, str]]:
    """Towns (nine digits) with their villages below them, each with its number of patches."""
    number, names = rows.units, rows.unit_names
    towns: dict[str, list[str]] = {}
    for code in sorted(number):
        towns.setdefault(code[:9], []).append(code)
    entries: list[tuple[str, int, str]] = []
    for town, villages in towns.items():
        if len(towns) > 1 and villages != [town]:
            total = sum(number[code] for code in villages)
            entries.append((tr("Town {code}").format(code=town), total, town))
        entries += [(names[code] or code, number[code], code) for code in villages]
    return entries
