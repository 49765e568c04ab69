"""From a bureau's own folder of GBK shapefiles to the list with its reasons, every act counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QToolButton, QWidget
from qgis.utils import plugins

from drive import load_driver, settle, wait_until

Hand: Any = load_driver(Path(__file__).with_name("hand.py")).Hand  # type: ignore[attr-defined]


def main(iface: Any) -> dict[str, Any]:
    folder, shots = Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"])
    target = Path(os.environ["GENGDI_LIST"])
    shots.mkdir(parents=True, exist_ok=True)
    window, desktop, hand = iface.mainWindow(), plugins["gengdi_plugin"].desktop, Hand()
    window.showMaximized()
    settle(500)

    files = sorted(folder.glob("*.shp"))
    add_files(window, hand, files)
    wait_until(lambda: QgsProject.instance().count() == len(files), "the layers")
    settle(500)
    window.grab().save(str(shots / "clicks_layers.png"))

    hand.click(desktop.dock.guide.buttons["screen"], "step Screen")
    hand.click(desktop.dock.screening.run_button, "Screen Patches")
    wait_until(lambda: desktop.session.rows(), "the screening", 120)
    wait_until(lambda: not desktop.desk.operations.running(), "the end of the screening", 60)
    settle(1000)
    hand.click(desktop.dock.guide.buttons["review"], "step Review")
    lists = desktop.lists
    hand.choose_in_menu(lists.button, lists.exports[0], "verification list", str(target))
    wait_until(lambda: not desktop.desk.operations.running(), "the list", 60)
    settle(1000)
    window.grab().save(str(shots / "clicks_listed.png"))
    rows = desktop.session.rows()
    return {
        "acts": hand.acts,
        "layers": len(files),
        "patches": len(rows),
        "yellow": sorted(row.patch_no for row in rows if row.code == "yellow"),
        "workspace": str(desktop.session.path()),
    }


def add_files(window: QWidget, hand: Any, files: list[Path]) -> None:
    """Through QGIS's own way in: the Data Source Manager."""
    hand.press(window, "Ctrl+Shift+V", "add vector layers", lambda: in_manager(hand, files))


def in_manager(hand: Any, files: list[Path]) -> None:
    def pages() -> list[QWidget]:
        everything = QApplication.allWidgets()
        return [one for one in everything if one.inherits("QgsOgrSourceSelect") and one.isVisible()]

    wait_until(pages, "the Data Source Manager", 20)
    source = pages()[0]
    chooser = next(one for one in source.findChildren(QgsFileWidget) if one.isVisible())
    opener = next(one for one in chooser.findChildren(QToolButton) if one.isVisible())
    hand.choose_files(opener, " ".join(f'"{file}"' for file in files), "own folder, all files")
    buttons = source.findChild(QDialogButtonBox)
    add = next(one for one in buttons.buttons() if buttons.buttonRole(one) in ADDING)
    hand.click(add, "Add")
    close: QAbstractButton = buttons.button(QDialogButtonBox.StandardButton.Close)
    hand.click(close, "Close")


ADDING = (
    QDialogButtonBox.ButtonRole.ActionRole,
    QDialogButtonBox.ButtonRole.ApplyRole,
    QDialogButtonBox.ButtonRole.AcceptRole,
)
