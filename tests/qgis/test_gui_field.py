"""The interface for field work: dialogs hand over what was asked, windows show it, the store decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from field_ground import LI, WANG, field_workspace, patch_uid, state_of
from phone import Phone

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox, QWidget

from gengdi_plugin.gui.cases.conflict_window import ConflictWindow
from gengdi_plugin.gui.cases.field_actions import FieldActions
from gengdi_plugin.gui.cases.field_entry import PackageEntry
from gengdi_plugin.gui.cases.field_import_dialog import FieldImportDialog
from gengdi_plugin.gui.cases.field_package_dialog import FieldPackageDialog
from gengdi_plugin.gui.desk import Desk
from gengdi_plugin.gui.session import WorkspaceSession
from gengdi_plugin.gui.work.operations import OperationManager
from gengdi_plugin.store.cases import record_audit, record_finding
from gengdi_plugin.store.field_packages import Holder
from gengdi_plugin.store.findings import Finding
from gengdi_plugin.store.workspace import open_workspace

OK = QDialogButtonBox.StandardButton.Ok


class Ground:
    """A desk with an open workspace and the actions, without a dock."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.said: list[tuple[str, Any]] = []
        self.operations = OperationManager(self.window)
        self.desk = Desk(
            QgsProject(), QgsMapCanvas(self.window), self.window, self.operations,
            lambda text, level: self.said.append((text, level)),
        )  # fmt: skip
        self.session = WorkspaceSession(self.desk)
        self.shown: list[str] = []
        self.path = field_workspace(folder / "工作库.sqlite")
        page = QWidget(self.window)
        self.actions = FieldActions(self.desk, self.session, page, self.shown.append)  # type: ignore[arg-type]
        self._qtbot = qtbot

    def open(self) -> None:
        self.session.open(self.path, remember=False)

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.operations.running(), timeout=30_000)

    def last(self) -> str:
        return self.said[-1][0]


@pytest.fixture()
def ground(qtbot: Any, tmp_path: Path) -> Iterator[Ground]:
    made = Ground(qtbot, tmp_path)
    yield made
    made.actions.close()
    made.session.close()
    made.operations.close()


def keep(made: list[Any], kind: Callable[..., Any]) -> Callable[..., Any]:
    def make(*arguments: Any) -> Any:
        dialog = kind(*arguments)
        dialog.open = lambda: None  # not modal in a test
        made.append(dialog)
        return dialog

    return make


def test_actions_wait_for_a_workspace(ground: Ground) -> None:
    assert [action.objectName() for action in ground.actions.actions] == [
        "gengdi_field_package", "gengdi_field_import", "gengdi_conflict",
    ]  # fmt: skip
    assert not any(action.isEnabled() for action in ground.actions.actions)
    assert all(action.toolTip() and not action.icon().isNull() for action in ground.actions.actions)
    ground.open()
    assert all(action.isEnabled() for action in ground.actions.actions)
    ground.session.close()
    assert not any(action.isEnabled() for action in ground.actions.actions)


def test_the_package_dialog_asks_for_person_folder_and_layers(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "field_李核查").mkdir()
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490", "永久基本农田", "memory")
    people = [Holder(WANG, "王外业", "330211", 3), Holder(LI, "李核查", "330211", 2)]
    dialog = FieldPackageDialog(people, [layer], tmp_path)
    qtbot.addWidget(dialog)
    assert "3" in dialog.person.itemText(0)
    dialog.person.setCurrentIndex(1)
    assert Path(dialog.folder.text()).parent == tmp_path
    assert not Path(dialog.folder.text()).exists()
    dialog.layers.item(0).setCheckState(Qt.CheckState.Checked)
    heard: list[PackageEntry] = []
    dialog.wanted.connect(heard.append)
    dialog.folder.setText(" ")
    assert not dialog.buttons.button(OK).isEnabled()
    dialog.folder.setText(str(tmp_path / "新"))
    dialog.buttons.button(OK).click()
    assert heard == [PackageEntry(LI, "李核查", str(tmp_path / "新"), (layer.id(),))]


def test_out_and_back_through_the_interface(ground: Ground, tmp_path: Path) -> None:
    ground.open()
    dialogs: list[Any] = []
    ground.actions.make_package_dialog = keep(dialogs, FieldPackageDialog)
    ground.actions.make_import_dialog = keep(dialogs, FieldImportDialog)
    ground.actions.package.trigger()
    dialogs[0].person.setCurrentIndex(1)
    assert dialogs[0].entry().responsible == "王外业"
    dialogs[0].folder.setText(str(tmp_path / "包"))
    dialogs[0].accept()
    ground.settle()
    assert str(tmp_path / "包") in ground.last()
    with Phone(tmp_path / "包", tmp_path / "phone") as phone:
        phone.photograph(phone.find("P002", "found_unlawful"), 7)
    ground.actions.take.trigger()
    dialogs[1].path.setText(str(tmp_path / "phone"))
    dialogs[1].accept()
    ground.settle()
    assert ground.said[-1][1] == Qgis.MessageLevel.Success
    window = ground.actions.report_window
    assert window is not None
    assert window.isVisible()
    assert window.model.rowCount() == len(window.table_rows) == 2
    window.table.activated.emit(window.proxy.index(0, 0))
    with open_workspace(ground.path) as ws:
        assert ground.shown == [patch_uid(ws, "P002")]
        assert state_of(ws, "P002") == "found_unlawful"


def test_nobody_on_site_and_a_wrong_folder_are_told(ground: Ground, tmp_path: Path) -> None:
    ground.open()
    with open_workspace(ground.path) as ws:
        ws.db.execute("UPDATE patch_state SET responsible_uid = NULL")
    ground.actions.package.trigger()
    assert ground.said[-1][1] == Qgis.MessageLevel.Warning
    ended: list[Any] = []
    ground.operations.ended.connect(ended.append)
    ground.actions._import(str(tmp_path))
    ground.settle()
    assert "manifest.json" in ended[0].error


@pytest.fixture()
def disputed(ground: Ground, tmp_path: Path) -> Ground:
    """Two conflicts: P002 was found otherwise, P003 was audited meanwhile."""
    from gengdi_plugin.exchange.field_import import import_folder
    from gengdi_plugin.layers.packages import write_package

    with open_workspace(ground.path) as ws:
        package = write_package(ws, WANG, tmp_path / "包", "内业员")
        with Phone(package.folder, tmp_path / "phone") as phone:
            phone.photograph(
                phone.find("P002", "found_unlawful", note="已建厂房", violation_type="excess"), 3
            )
            phone.find("P003", "found_unlawful", note="已建住宅")
        for number in ("P002", "P003"):
            record_finding(
                ws, Finding("found_unchanged", "赵办公", "2026-11-28", patch_uid=patch_uid(ws, number))
            )
        record_audit(ws, patch_uid(ws, "P003"), "confirm", "县审核", "county")
        import_folder(ws, tmp_path / "phone", "内业员")
    ground.open()
    return ground


def cells(window: ConflictWindow) -> dict[str, tuple[str, str]]:
    model = window.differences
    texts = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    return {field: (ours, theirs) for field, ours, theirs in texts}


def test_conflicts_are_shown_side_by_side_and_decided(disputed: Ground) -> None:
    disputed.actions.decide.trigger()
    window = disputed.actions.conflict_window
    assert window is not None
    assert window.model.rowCount() == 2
    assert window.current().patch_no == "P002"
    found = cells(window)
    assert found["Finding"] == ("unchanged on site", "found unlawful")
    assert found["Photos"] == ("–", "1")
    assert "Patch no." not in found, "what is the same is not shown"
    window.reason.setText("现场照片清楚")
    window.theirs.click()
    with open_workspace(disputed.path) as ws:
        assert state_of(ws, "P002") == "found_unlawful"
        row = next(iter(ws.db["sync_conflict"].rows_where("decided IS NOT NULL")))
        assert (row["decided"], row["remark"]) == ("theirs", "现场照片清楚")
    assert window.model.rowCount() == 1
    assert window.current().patch_no == "P003"
    assert window.reason.text() == ""


def test_what_cannot_be_taken_says_why_and_stays(disputed: Ground) -> None:
    disputed.actions.decide.trigger()
    window = disputed.actions.conflict_window
    assert window is not None
    window.table.selectRow(1)
    window.theirs.click()
    assert window.model.rowCount() == 2
    assert "not possible" in window.said.text()
    window.both.click()
    assert [one.patch_no for one in window.model.rows] == ["P002"]
    window.ours.click()
    assert window.model.rowCount() == 0
    assert not window.ours.isEnabled()
    assert window.said.text()
