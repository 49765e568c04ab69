"""The main job as an officer does it: demo, roles, screening, evidence, a finding, an audit, rectification,
dispatch, a list."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QDialogButtonBox, QWidget
from qgis.utils import plugins

from drive import load_driver, settle, wait_until

LEFT = Qt.MouseButton.LeftButton
case_steps: Any = load_driver(Path(__file__).with_name("case_steps.py"))


def main(iface: Any) -> dict[str, Any]:
    folder, shots = Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"])
    officer = Officer(iface, folder, shots)
    iface.mainWindow().showMaximized()
    return {
        "roles": officer.load_demo(),
        "screened": officer.screen(),
        "evidence": officer.look_at_evidence(),
        "from_map": officer.select_on_the_map(),
        "finding": officer.record_a_finding(),
        "audit": officer.audit_it(),
        "list": officer.export("rectification.xlsx", 1),
        "rectified": case_steps.rectify(officer),
        "dispatch": case_steps.dispatch(officer),
        "looked": case_steps.look(officer),
        "again": officer.open_the_project_again(),
    }


class Officer:
    """Clicks and types; what is asked in file dialogs is answered beforehand."""

    def __init__(self, iface: Any, folder: Path, shots: Path) -> None:
        self.iface, self.folder, self.shots = iface, folder, shots
        self.window: QWidget = iface.mainWindow()
        self.desktop = plugins["gengdi_plugin"].desktop
        self.dock = self.desktop.dock
        self.logged: list[str] = []
        QgsApplication.messageLog().messageReceived.connect(self._logged)
        shots.mkdir(parents=True, exist_ok=True)

    def load_demo(self) -> dict[str, Any]:
        self.desktop.ask_folder = lambda title: str(self.folder)
        self.window.findChild(QAction, "GengdiDemo").trigger()
        self.idle("the demo district")
        wait_until(lambda: QgsProject.instance().count() > 10, "the demo's layers")
        self.desktop.show_layers()
        settle(400)
        self.shoot("layers")
        model = self.dock.layers.model
        rows = [model.row(place) for place in range(model.rowCount())]
        return {
            "found": sorted({row.role for row in rows if row.status.value == "found"}),
            "approvals": sum(row.role == "approval" for row in rows),
            "doubtful": [row.layer_name for row in rows if row.status.value == "doubtful"],
        }

    def screen(self) -> dict[str, Any]:
        page = self.dock.screening
        self.desktop.show_screening()
        settle()
        page.workspace.setFilePath(str(self.folder / "工作库.sqlite"))
        QTest.mouseClick(page.run_button, LEFT)
        wait_until(lambda: self.desktop.desk.operations.running(), "the screening to start", 10)
        settle(300)
        self.shoot("running")
        self.idle("the screening", 120)
        settle(800)
        self.shoot("screening")
        rows = self.desktop.session.rows()
        return {
            "patches": len(rows),
            "codes": sorted({row.code for row in rows}),
            "said": page.report.summary.text(),
            "tree": page.outcome.topLevelItemCount(),
            "on_map": self.desktop.link.layer() is not None,
        }

    def look_at_evidence(self) -> dict[str, Any]:
        page = self.dock.patches
        self.desktop.show_patches()
        settle()
        QTest.mouseClick(page.filter_bar.codes["yellow"], LEFT)
        reason = page.filter_bar.reason.findData("partly_covered")
        page.filter_bar.reason.setCurrentIndex(reason)
        settle()
        page.table.setFocus()
        page.table.selectRow(0)
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        wait_until(lambda: page.evidence.model.rowCount() > 0, "the evidence", 10)
        wait_until(lambda: self.desktop.link.layer().selectedFeatureCount() == 1, "the map's selection", 10)
        self.map_at_rest()
        self.shoot("patches")
        row = page.selected()[0]
        return {
            "shown": page.proxy.rowCount(),
            "sentence": page.evidence.sentence.text(),
            "rows": page.evidence.model.rowCount(),
            "selected_on_map": [feature["uid"] for feature in self.desktop.link.layer().selectedFeatures()],
            "selected_in_table": [row.uid],
            "map_shows_it": self.iface.mapCanvas().extent().width() < 2_000,
        }

    def select_on_the_map(self) -> bool:
        page, layer = self.dock.patches, self.desktop.link.layer()
        page.filter_bar.clear()
        settle()
        target = next(row for row in self.desktop.session.rows() if row.reason == "no_approval")
        fid = next(feature.id() for feature in layer.getFeatures() if feature["uid"] == target.uid)
        layer.selectByIds([fid])
        wait_until(lambda: [row.uid for row in page.selected()] == [target.uid], "the table's selection", 10)
        return True

    def record_a_finding(self) -> dict[str, Any]:
        page = self.dock.patches
        uid = page.selected()[0].uid
        self.desktop.cases.finding.trigger()
        dialog = self.dialog("gengdi_finding")
        dialog.finding.setCurrentIndex(dialog.finding.findData("found_unlawful"))
        dialog.inspector.clear()
        QTest.keyClicks(dialog.inspector, "Li Ming")
        dialog.note.setPlainText("现场已硬化,无批准文件。")
        settle(200)
        self.shoot("finding", dialog)
        self.press_ok(dialog)
        wait_until(lambda: self.desktop.session.row(uid).state == "found_unlawful", "the finding", 10)
        row = self.desktop.session.row(uid)
        return {"state": row.state, "code": row.code}

    def audit_it(self) -> dict[str, Any]:
        uid = self.dock.patches.selected()[0].uid
        self.desktop.cases.audit.trigger()
        dialog = self.dialog("gengdi_audit")
        dialog.auditor.clear()
        QTest.keyClicks(dialog.auditor, "Wang Fang")
        settle(200)
        self.shoot("audit", dialog)
        self.press_ok(dialog)
        wait_until(lambda: self.desktop.session.row(uid).code == "red", "the audit", 10)
        self.map_at_rest()
        self.shoot("red")
        layer = self.desktop.link.layer()
        on_map = {feature["uid"]: feature["code"] for feature in layer.getFeatures()}
        in_table = [row.uid for row in self.dock.patches.selected()]
        kept = in_table == [uid] and layer.selectedFeatureCount() == 1
        return {"state": self.desktop.session.row(uid).state, "on_map": on_map[uid], "still_selected": kept}

    def export(self, name: str, place: int) -> dict[str, Any]:
        target = self.folder / name
        self.desktop.lists.ask_file = lambda *question: str(target)
        self.desktop.lists.exports[place].trigger()
        self.idle("the list")
        return {"file": str(target), "size": target.stat().st_size if target.is_file() else 0}

    def open_the_project_again(self) -> dict[str, Any]:
        """The project remembers roles, workspace and result layers."""
        project = QgsProject.instance()
        file = project.fileName()
        if not project.write():
            raise RuntimeError(project.error())
        self.iface.newProject(False)
        settle()
        closed = self.desktop.session.path() is None
        self.iface.addProject(file)
        wait_until(lambda: self.desktop.session.rows(), "the remembered workspace", 20)
        settle(300)
        return {
            "closed_between": closed,
            "patches": len(self.desktop.session.rows()),
            "linked": self.desktop.link.layer() is not None,
            "approvals": len(self.dock.screening._layers.of("approval")),
        }

    def dialog(self, name: str) -> QDialog:
        def open_one() -> list[QDialog]:
            return [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, QDialog) and one.objectName() == name and one.isVisible()
            ]

        wait_until(open_one, f"the dialog {name}", 10)
        return open_one()[0]

    def press_ok(self, dialog: Any) -> None:
        QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), LEFT)

    def idle(self, what: str, seconds: float = 60) -> None:
        settle(100)
        self.fail_on_error()
        wait_until(lambda: not self.desktop.desk.operations.running(), what, seconds)
        settle(200)
        self.fail_on_error()

    def fail_on_error(self) -> None:
        """What the message bar complains about ends the test with its words."""
        for item in self.iface.messageBar().items():
            if item.level() in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical):
                raise RuntimeError("\n".join([item.text(), *self.logged]))

    def _logged(self, text: str, tab: str, level: Any) -> None:
        if tab == "Gengdi":
            self.logged.append(text)

    def map_at_rest(self) -> None:
        settle(400)
        wait_until(lambda: not self.iface.mapCanvas().isDrawing(), "the map", 60)
        settle(300)

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        (widget or self.window).grab().save(str(self.shots / f"{name}.png"))
