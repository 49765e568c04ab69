"""An officer's day at the desk: demo, binding, screening, filters, review by keyboard, a permit drawn, saved,
listed, looked up; then the plugin is switched off. A screenshot of every step."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox

from drive import settle, wait_until

sys.path.insert(0, str(Path(__file__).resolve().parent))

import boundary
import people

_KEYS = {"D": Qt.Key.Key_D, "L": Qt.Key.Key_L, "M": Qt.Key.Key_M, "K": Qt.Key.Key_K, "U": Qt.Key.Key_U,
         "S": Qt.Key.Key_S, "B": Qt.Key.Key_B, "Esc": Qt.Key.Key_Escape}  # fmt: skip


def main(iface: Any) -> dict[str, Any]:
    QgsApplication.setFont(QFont("Noto Sans CJK SC", 9))
    iface.mainWindow().showNormal()
    iface.mainWindow().resize(1366, 768)
    officer = Officer(iface, Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"]))
    told: dict[str, Any] = {}
    for step in (
        officer.load_demo, officer.bind, officer.screen, officer.filter, officer.review, officer.permit,
        officer.dossier, officer.export, officer.look_around,
    ):  # fmt: skip
        told[step.__name__] = step()
    told["unload"] = officer.unload()
    return told


class Officer(boundary.Drawer):
    """Uses buttons and keys; what is asked in file dialogs is answered beforehand."""

    def act(self, name: str) -> None:
        """Trigger a main action, as its menu entry, its button or its shortcut does."""
        self.iface.mainWindow().findChild(QAction, name).trigger()
        settle(300)

    def picture(self, name: str, widget: Any = None) -> None:
        settle(400)
        wait_until(lambda: not self.iface.mapCanvas().isDrawing(), "the map", 60)
        settle(300)
        (widget or self.iface.mainWindow()).grab().save(str(self.shots / f"day-{name}.png"))

    def press(self, key: str) -> None:
        QTest.keyClick(self.page.table, _KEYS[key])
        settle(150)

    def load_demo(self) -> dict[str, Any]:
        self.desktop.ask_folder = lambda _title: str(self.folder)
        self.act("GengdiDemo")
        self.idle("the demo district")
        wait_until(lambda: QgsProject.instance().count() > 10, "the demo's layers")
        self.act("GengdiLayers")
        self.desktop.dock.take_usual_width()
        settle(300)
        self.picture("01-layers")
        return {"layers": QgsProject.instance().count(), "width": self.desktop.dock.width()}

    def bind(self) -> dict[str, Any]:
        """One layer loses its role and gets it back, by keyboard."""
        page = self.desktop.dock.layers
        place = next(
            place for place in range(page.model.rowCount()) if page.model.row(place).role == "farmland"
        )
        page.table.selectRow(place)
        name = page.model.row(place).layer_name
        page.unbind_selected()
        settle(300)
        rows = [page.model.row(place) for place in range(page.model.rowCount())]
        lost = all(row.role != "farmland" or not row.in_force for row in rows)
        place = next(at for at, row in enumerate(rows) if row.layer_name == name)
        page.table.selectRow(place)
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        dialog = self.dialog("gengdi_mapping")
        dialog.role.setCurrentIndex(dialog.role.findData("farmland"))
        self.picture("02-bind", dialog)
        QTest.mouseClick(
            dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton
        )
        settle(500)
        rows = [page.model.row(place) for place in range(page.model.rowCount())]
        return {"lost": lost, "found": any(row.role == "farmland" and row.in_force for row in rows)}

    def screen(self) -> dict[str, Any]:
        self.act("GengdiScreen")
        page = self.desktop.dock.screening
        page.workspace.setFilePath(str(self.folder / "工作库.sqlite"))
        page.checkup.comes_first = lambda _go_on: None
        QTest.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
        settle(200)
        self.picture("03-running")
        self.idle("the screening")
        wait_until(self.live.on, "live")
        self.picture("04-screened")
        people.bring(self.desktop, self.folder)
        codes = [row.code for row in self.desktop.session.rows()]
        return {"green": codes.count("green"), "yellow": codes.count("yellow")}

    def filter(self) -> dict[str, Any]:
        self.act("GengdiPatches")
        bar = self.page.filter_bar
        QTest.mouseClick(bar.codes["yellow"], Qt.MouseButton.LeftButton)
        bar.reason.setCurrentIndex(bar.reason.findData("no_approval"))
        settle(400)
        self.page.table.selectRow(0)
        self.page.table.setFocus()
        self.page.zoom()
        self.picture("05-filtered")
        shown = [self.page.proxy.row(place) for place in range(self.page.proxy.rowCount())]
        return {"shown": len(shown), "reasons": sorted({row.reason for row in shown})}

    def review(self) -> dict[str, Any]:
        """Five patches by keyboard; one decision is taken back and made otherwise."""
        self.page.table.selectRow(0)
        self.act("GengdiReview")
        review = self.desktop.review
        first = review.current()
        self.picture("06-review")
        self.press("S")
        self.picture("07-swipe")
        self.press("B")
        walked = []
        for key in ("D", "M", "K"):
            walked.append(review.current())
            self.press(key)
        walked.append(review.current())
        self.press("D")
        self.press("U")
        taken_back = review.current() == walked[-1]
        self.press("D")
        walked.append(review.current())
        self.press("L")
        review.strip.number.number.insert("甬镇土转〔2020〕166号")  # QTest has no keys for Chinese
        self.picture("08-lawful")
        QTest.keyClick(review.strip.number.number, Qt.Key.Key_Return)
        self.idle("the document")
        wait_until(lambda: not review.counts()["pending"], "the document's screening", 60)
        settle(500)
        counts = review.counts()
        self.picture("09-reviewed")
        self.press("Esc")
        settle(600)
        states = [self.desktop.session.row(uid).state for uid in walked]
        return {
            "began": first == walked[0], "taken_back": taken_back, "counts": counts, "states": states,
            "codes": [self.desktop.session.row(uid).code for uid in walked], "over": not review.running(),
        }  # fmt: skip

    def permit(self) -> dict[str, Any]:
        """A permit drawn over a yellow patch: green while it is unsaved, yellow undone, then recorded."""
        row = self.choose()
        self.draw(row)
        self.picture("10-drawing")
        told = {"foretold": self.boundaries.acts.form.preview.text()}
        self.picture("11-form", self.boundaries.acts.form)
        self.enter("甬镇土转〔2019〕88号", "2019-06-01")
        wait_until(lambda: self.state(row)["code"] == "green", "the live verdict")
        self.picture("12-green")
        told["drawn"] = self.state(row)
        self.undo()
        wait_until(lambda: self.state(row)["code"] == "yellow", "the undo")
        self.picture("13-undone")
        told["undone"] = self.state(row)
        self.redo()
        wait_until(lambda: self.state(row)["code"] == "green", "the redo")
        self.desktop.live_saving.confirm = lambda _question, _action: True
        self.act("GengdiPatches")
        QTest.mouseClick(self.page.live_bar.save, Qt.MouseButton.LeftButton)
        wait_until(lambda: not self.live.rows(), "the run to be recorded", 60)
        self.idle("the run")
        settle(500)
        self.picture("14-saved")
        told["saved"] = self.state(row)
        told["committed"] = not self.layer.isEditable() or not self.layer.isModified()
        return told

    def dossier(self) -> dict[str, Any]:
        self.act("GengdiDossierAtClick")
        row = self.page.single() or self.desktop.session.rows()[0]
        west, south, east, north = row.bbox
        self._click(Qt.MouseButton.LeftButton, self._pixel((west + east) / 2, (south + north) / 2))
        self.idle("the dossier")
        window = self.dialog("gengdi_dossier")
        self.picture("15-dossier", window)
        lines = window.model.rowCount()
        window.close()
        return {"lines": lines}

    def export(self) -> dict[str, Any]:
        target = self.folder / "现场核查清单.xlsx"
        self.desktop.lists.ask_file = lambda *_question: str(target)
        self.desktop.lists.exports[0].trigger()
        self.idle("the list")
        return {"file": str(target), "size": target.stat().st_size if target.is_file() else 0}

    def look_around(self) -> dict[str, Any]:
        """The other side of the dock, the Task Map, the work of the session."""
        self.act("GengdiPollution")
        self.idle("the sources")
        self.picture("16-pollution")
        sources = self.desktop.dock.pollution.totals().sources
        self.act("GengdiTaskMap")
        self.idle("the Task Map")
        self.picture("17-task-map", self.desktop.task_map)
        self.desktop.task_map.close()
        self.act("GengdiRunningWork")
        self.picture("18-running-work", self.desktop.running_work.window)
        done = self.desktop.running_work.window.close()
        return {"sources": sources, "closed": done}

    def dialog(self, name: str) -> Any:
        def shown() -> list[Any]:
            return [
                one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible()
            ]

        wait_until(shown, f"the window {name}", 20)
        return shown()[0]
