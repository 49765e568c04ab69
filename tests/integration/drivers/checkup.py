"""The check-up in real QGIS: the demo with its faults, seen, mended by its own buttons, then screened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QWidget
from qgis.utils import plugins

from drive import settle, wait_until
from gengdi_plugin.layers.binding import layers_of

LEFT = Qt.MouseButton.LeftButton


def main(iface: Any) -> dict[str, Any]:
    shots = Path(os.environ["GENGDI_SHOTS"])
    shots.mkdir(parents=True, exist_ok=True)
    QgsApplication.setFont(QFont("Noto Sans CJK SC", 9))
    desktop = plugins["gengdi_plugin"].desktop
    page = desktop.dock.screening
    iface.mainWindow().showMaximized()
    desktop.ask_folder = lambda title: os.environ["GENGDI_FOLDER"]
    iface.mainWindow().findChild(QAction, "GengdiDemo").trigger()
    idle(desktop)
    project = QgsProject.instance()
    wait_until(lambda: project.count() > 10, "the demo's layers")
    farmland = layers_of(project, "farmland")[0]
    right = farmland.crs()
    farmland.setCrs(QgsCoordinateReferenceSystem())
    desktop.dock.layers.refresh()
    settle()
    QTest.mouseClick(page.run_button, LEFT)
    wait_until(lambda: page.checkup.dialog.isVisible(), "the check-up's page", 60)
    dialog = page.checkup.dialog
    idle(desktop)
    settle(500)
    dialog.grab().save(str(shots / "checkup_red.png"))
    answer: dict[str, Any] = {
        "hint": dialog.hint.text(),
        "red": [line.key for line in dialog.lines if line.level == "red"],
        "first_buttons": [button.text() for button in dialog.mend_buttons()][:2],
        "rows": len(desktop.session.rows()),
    }
    answer["tabbed"] = tab_to_mend(dialog)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    chooser = wait_for_dialog(QgsProjectionSelectionDialog)
    settle(300)
    chooser.setCrs(right)
    box = chooser.findChild(QDialogButtonBox)
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Ok), LEFT)
    wait_until(lambda: farmland.crs() == right, "the system to be set")
    idle(desktop)
    settle(500)
    dialog.grab().save(str(shots / "checkup_mended.png"))
    answer["red_after"] = [line.key for line in dialog.lines if line.level == "red"]
    QTest.mouseClick(dialog.copy_button, LEFT)
    answer["text"] = QApplication.clipboard().text()
    QTest.mouseClick(dialog.anyway_button, LEFT)
    idle(desktop)
    settle(800)
    iface.mainWindow().grab().save(str(shots / "screened.png"))
    answer["screened"] = len(desktop.session.rows())
    return answer


def idle(desktop: Any) -> None:
    settle(200)
    wait_until(lambda: not desktop.desk.operations.running(), "the work to end", 120)


def tab_to_mend(dialog: QWidget) -> int:
    """Tab until the first mend button has the keyboard; how many times."""
    dialog.activateWindow()
    wait_until(dialog.isActiveWindow, "the page to be in front")
    wanted = dialog.mend_buttons()[0]
    for pressed in range(60):
        if QApplication.focusWidget() is wanted:
            return pressed
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
    raise AssertionError("the mend button cannot be reached by Tab")


def wait_for_dialog(kind: type) -> Any:
    def shown() -> list[Any]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    wait_until(shown, "the CRS chooser", 30)
    return shown()[0]
