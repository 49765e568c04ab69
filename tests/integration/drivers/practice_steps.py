"""The ten steps of the practice sheet as an officer does them, each with its answer and a picture."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import processing
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsFieldComboBox
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QDialog,
    QTableView,
    QTableWidget,
    QTreeWidgetItem,
    QWidget,
)
from qgis.utils import plugins

from drive import settle, wait_until

PATCHES, NUMBER = "2021年度卫片图斑", "监测图斑编"
CONVERSION, RIGHTS, OLD_SITES = "农转用批准红线", "不动产登记宗地", "增减挂钩拆旧区"
OWNERSHIPS = ("集体土地所有权", "1")
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def main(iface: Any) -> dict[str, Any]:
    officer = Officer(iface, Path(os.environ["GENGDI_FOLDER"]), Path(os.environ["GENGDI_SHOTS"]))
    folder = officer.write_and_open()
    steps: dict[str, Callable[[], Any]] = {
        "1": officer.encoding, "2": officer.number_field, "3": officer.month, "4": officer.duplicates,
        "5": officer.broken_ring, "6": officer.zone_number, "7": officer.ownerships,
        "8": officer.old_sites_only, "9": officer.whole_job, "10": officer.papers_that_do_not_count,
    }  # fmt: skip
    answers = {}
    for step, do in steps.items():
        officer.step = int(step)
        answers[step] = do()
    return {"folder": folder, "answers": answers, **officer.seen}


class Officer:
    """Clicks and reads what is on the screen."""

    def __init__(self, iface: Any, folder: Path, shots: Path) -> None:
        self.iface, self.folder, self.shots = iface, folder, shots
        self.window: QWidget = iface.mainWindow()
        self.desktop = plugins["gengdi_plugin"].desktop
        self.dock = self.desktop.dock
        self.page = self.dock.screening
        self.step = 0
        self.seen: dict[str, Any] = {}
        self.practice = Path()
        shots.mkdir(parents=True, exist_ok=True)

    def write_and_open(self) -> str:
        self.window.showMaximized()
        shown: list[str] = []
        self.desktop.ask_folder, self.desktop.open_folder = lambda title: str(self.folder), shown.append
        self.window.findChild(QAction, "GengdiPractice").trigger()
        wait_until(lambda: shown, "the practice folder", 60)
        self.idle()
        self.practice = Path(shown[0])
        self.add(file.stem for file in sorted(self.practice.glob("*.shp")))
        self.desktop.show_layers()
        settle(300)
        model = self.dock.layers.model
        rows = [model.row(place) for place in range(model.rowCount())]
        self.seen["found"] = sorted(row.layer_name for row in rows if row.status.value == "found")
        return shown[0]

    def encoding(self) -> str:
        """The layer's properties, page Source, with the readable table behind them."""
        dialog, view = self.attribute_table(PATCHES)
        self.seen["change_types"] = sorted({row["图斑类型"] for row in shown_rows(view)})
        found: list[str] = []

        def look() -> None:
            properties = modal(QDialog)
            self.shoot()
            combo = properties.findChild(QComboBox, "cboProviderEncoding")
            found.append(combo.currentText())
            properties.reject()

        self.meanwhile(look, lambda: self.iface.showLayerProperties(layer(PATCHES), "mOptsPage_Source"))
        dialog.close()
        return found[0]

    def number_field(self) -> str:
        table, model = self.dock.layers.table, self.dock.layers.model
        places = [place for place in range(model.rowCount()) if model.row(place).layer_name == PATCHES]
        table.selectRow(places[0])
        self.click(self.dock.layers.bind_button)
        dialog = self.mapping()
        self.shoot()
        field: str = dialog.findChild(QgsFieldComboBox, "gengdi_field_patch_no").currentField()
        return field

    def month(self) -> str:
        dialog = self.mapping()
        preview = dialog.findChild(QTableWidget, "gengdi_preview")
        titles = [preview.horizontalHeaderItem(place).text() for place in range(preview.columnCount())]
        column = titles.index("后时相")
        preview.scrollToItem(preview.item(0, column))
        self.shoot()
        text = preview.item(0, column).text()
        dialog.reject()
        return text

    def duplicates(self) -> int:
        dialog, view = self.attribute_table(PATCHES)
        header = view.horizontalHeader()
        columns = titles_of(view)
        place = header.sectionViewportPosition(columns.index(NUMBER)) + 20
        QTest.mouseClick(header.viewport(), LEFT, PLAIN, QPoint(place, header.height() // 2))
        settle(300)
        numbers = [row[NUMBER] for row in shown_rows(view)]
        self.seen["sorted"] = numbers == sorted(numbers)
        view.resizeColumnToContents(columns.index(NUMBER))  # a double-click on the heading's edge
        self.shoot()
        dialog.close()
        return sum(one == other for one, other in zip(numbers, numbers[1:]))

    def broken_ring(self) -> str:
        before = set(QgsProject.instance().mapLayers())
        dialog = processing.createAlgorithmDialog("qgis:checkvalidity", {"INPUT_LAYER": layer(PATCHES).id()})
        dialog.show()
        settle(300)
        self.click(dialog.runButton())

        def new() -> set[str]:
            return set(QgsProject.instance().mapLayers()) - before

        wait_until(lambda: len(new()) == 3, "the tool's three layers", 60)
        self.idle()
        dialog.close()
        made = [QgsProject.instance().mapLayer(key) for key in new()]
        (invalid,) = (one for one in made if NUMBER in one.fields().names() and "_errors" in titles(one))
        table, view = self.attribute_table(invalid.name())
        view.resizeColumnToContents(0)
        self.shoot()
        numbers = [row[NUMBER] for row in shown_rows(view)]
        table.close()
        settle(300)
        self.seen["roles_of_results"] = [
            row.role for row in self.layer_rows() if row.layer_id in new() and row.in_force
        ]
        QgsProject.instance().removeMapLayers(list(new()))
        settle(300)
        return ", ".join(numbers)

    def zone_number(self) -> str:
        """Far away on QGIS's map; the check-up names the layer."""
        self.iface.setActiveLayer(layer(CONVERSION))
        self.iface.zoomToActiveLayer()
        self.seen["far_away"] = self.iface.mapCanvas().extent().center().x()
        self.desktop.show_screening()
        self.click(self.page.checkup_button)
        dialog = self.page.checkup.dialog
        wait_until(lambda: dialog.lines, "the check-up", 60)
        self.idle()
        self.map_at_rest()
        self.shoot()
        self.seen["checkup"] = [(line.level, line.key, line.text) for line in dialog.lines]
        told = [line.text for line in dialog.lines if line.key == "crs" and "40" in line.text]
        dialog.reject()
        return ", ".join(re.findall("“(.+?)”", " ".join(told)))

    def ownerships(self) -> int:
        dialog, view = self.attribute_table(RIGHTS)
        view.resizeColumnToContents(titles_of(view).index("权利类型"))
        self.shoot()
        rights = Counter(row["权利类型"] for row in shown_rows(view))
        dialog.close()
        return sum(rights[own] for own in OWNERSHIPS)

    def old_sites_only(self) -> int:
        """The other approvals out of the project; the check-up warns, and the officer goes on."""
        others = [row.layer_id for row in self.layer_rows() if row.role == "approval"]
        others.remove(layer(OLD_SITES).id())
        self.seen["approvals"] = [QgsProject.instance().mapLayer(one).name() for one in others]
        QgsProject.instance().removeMapLayers(others)
        self.iface.setActiveLayer(layer(PATCHES))
        self.iface.zoomToActiveLayer()
        settle(300)
        self.desktop.show_screening()
        self.click(self.page.run_button)
        dialog = self.page.checkup.dialog
        wait_until(dialog.isVisible, "the check-up", 60)
        self.idle()
        self.seen["red"] = [line.key for line in dialog.lines if line.level == "red"]
        self.shoot("-checkup")
        self.click(dialog.anyway_button)
        self.screened()
        self.to_patches("approval_not_valid")
        self.shoot()
        self.seen["old_sites_say"] = self.evidence()
        return self.count("green")

    def whole_job(self) -> int:
        self.add(self.seen["approvals"])
        self.desktop.show_screening()
        self.click(self.page.run_button)
        self.screened()
        self.shoot()
        self.seen["patches"] = len(self.desktop.session.rows())
        return self.count("green")

    def papers_that_do_not_count(self) -> int:
        counted = self.count("yellow", "approval_not_valid")
        self.to_patches("approval_not_valid")
        self.map_at_rest()
        self.shoot()
        self.seen["in_table"] = self.dock.patches.proxy.rowCount()
        self.seen["papers_say"] = self.evidence()
        return counted

    def add(self, names: Any) -> None:
        for name in names:
            self.iface.addVectorLayer(str(self.practice / f"{name}.shp"), name, "ogr")
        wait_until(lambda: QgsProject.instance().count() >= 9, "the nine layers")
        self.iface.setActiveLayer(layer(PATCHES))
        self.iface.zoomToActiveLayer()
        settle(500)

    def layer_rows(self) -> list[Any]:
        model = self.dock.layers.model
        return [model.row(place) for place in range(model.rowCount())]

    def attribute_table(self, name: str) -> tuple[QDialog, QTableView]:
        dialog = self.iface.showAttributeTable(layer(name))
        wait_until(dialog.isVisible, "the attribute table")
        # Python does not find this class by its own type
        (view,) = (one for one in dialog.findChildren(QTableView) if one.inherits("QgsAttributeTableView"))
        wait_until(lambda: view.model().rowCount() == layer(name).featureCount(), "the table's rows")
        settle(300)
        return dialog, view

    def mapping(self) -> QDialog:
        def shown() -> list[QDialog]:
            every = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog))
            return [one for one in every if one.objectName() == "gengdi_mapping" and one.isVisible()]

        wait_until(shown, "the mapping")
        return shown()[0]

    def screened(self) -> None:
        wait_until(lambda: self.desktop.desk.operations.running(), "the screening to start", 10)
        self.idle()
        wait_until(lambda: self.desktop.session.rows(), "the screened patches", 10)
        self.map_at_rest()

    def item(self, code: str, reason: str = "") -> QTreeWidgetItem | None:
        outcome, user = self.page.outcome, Qt.ItemDataRole.UserRole
        tops = [outcome.topLevelItem(place) for place in range(outcome.topLevelItemCount())]
        every = [*tops, *(top.child(place) for top in tops for place in range(top.childCount()))]
        found = [one for one in every if (one.data(0, user), one.data(0, user + 1)) == (code, reason)]
        return found[0] if found else None

    def count(self, code: str, reason: str = "") -> int:
        """The number the page shows; a code that does not occur has no row."""
        item = self.item(code, reason)
        return int(item.text(1)) if item is not None else 0

    def to_patches(self, reason: str) -> None:
        """Double-click the reason's row, then take the first patch of the list."""
        self.desktop.show_screening()
        outcome, item = self.page.outcome, self.item("yellow", reason)
        outcome.scrollToItem(item)
        self.page._scroll.ensureWidgetVisible(outcome)
        settle(200)
        row = outcome.visualItemRect(item)
        where = QPoint(row.left() + 20, row.center().y())
        QTest.mouseClick(outcome.viewport(), LEFT, PLAIN, where)
        QTest.mouseDClick(outcome.viewport(), LEFT, PLAIN, where)
        page = self.dock.patches
        wait_until(lambda: self.dock.tabs.currentWidget() is page, "the page Patches", 10)
        page.table.selectRow(0)
        wait_until(lambda: page.evidence.model.rowCount() > 0, "the evidence", 10)
        page.zoom()
        self.map_at_rest()

    def evidence(self) -> str:
        panel = self.dock.patches.evidence
        model = panel.model
        cells = [
            str(model.index(row, column).data() or "")
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
        return " ".join([panel.sentence.text(), *cells])

    def click(self, widget: QWidget) -> None:
        wait_until(lambda: widget.isVisible() and widget.isEnabled(), widget.objectName() or "a button", 20)
        QTest.mouseClick(widget, LEFT)
        settle(200)

    def meanwhile(self, act: Callable[[], None], opens: Callable[[], object]) -> None:
        """Do ``act`` in the dialog that ``opens`` blocks on."""
        errors: list[BaseException] = []

        def guarded() -> None:
            try:
                act()
            except BaseException as error:
                errors.append(error)
                blocking = QApplication.activeModalWidget()
                if blocking is not None:
                    blocking.close()

        QTimer.singleShot(800, guarded)
        opens()
        if errors:
            raise errors[0]

    def idle(self) -> None:
        settle(200)
        wait_until(lambda: not self.desktop.desk.operations.running(), "the work to end", 120)
        settle(300)

    def map_at_rest(self) -> None:
        settle(300)
        wait_until(lambda: not self.iface.mapCanvas().isDrawing(), "the map", 60)
        settle(200)

    def shoot(self, more: str = "") -> None:
        """The whole screen, with whatever window is in front."""
        settle(300)
        picture = QApplication.primaryScreen().grabWindow(0)
        if not picture.save(str(self.shots / f"practice-{self.step:02d}{more}.png")):
            raise OSError(f"no picture of step {self.step}")


def layer(name: str) -> QgsVectorLayer:
    found = QgsProject.instance().mapLayersByName(name)
    if len(found) != 1:
        raise LookupError(f"{len(found)} layers are called {name}")
    return found[0]


def titles(one: QgsVectorLayer) -> list[str]:
    return list(one.fields().names())


def titles_of(view: QTableView) -> list[str]:
    model = view.model()
    side = Qt.Orientation.Horizontal
    return [str(model.headerData(place, side)) for place in range(model.columnCount())]


def shown_rows(view: QTableView) -> list[dict[str, str]]:
    """What the table shows, from the top."""
    model, columns = view.model(), titles_of(view)
    return [
        {title: str(model.index(row, place).data()) for place, title in enumerate(columns)}
        for row in range(model.rowCount())
    ]


def modal(kind: type) -> Any:
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind), "the dialog", 20)
    settle(300)
    return QApplication.activeModalWidget()
