"""Page Ledger in the real dock: computed in a task, shown as a tree, filtered, copied, exported."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from fake_iface import FakeIface
from gui_workspace import make_workspace

from qgis.core import QgsFeature, QgsFeedback, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QGuiApplication

from gengdi_plugin import classFactory
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.gui.ledger.ledger_page import ACCOUNTS, LedgerPage
from gengdi_plugin.layers import ledger
from gengdi_plugin.layers.binding import bind, binding_of


def box(west: float, east: float) -> str:
    west, east = 121.6 + west / 100, 121.6 + east / 100
    return f"POLYGON(({west} 29.9, {east} 29.9, {east} 29.91, {west} 29.91, {west} 29.9))"


def add(name: str, role: str, fields: str, rows: list[tuple[list, str]]) -> str:
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", name, "memory")
    for values, wkt in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeature(feature)
    bind(layer, binding_of(layer, role))
    QgsProject.instance().addMapLayer(layer)
    return str(layer.id())


def add_parcels() -> str:
    return add(
        "DLTB", "farmland", "field=DLBM:string&field=TBMJ:double&field=ZLDWDM:string",
        [
            (["0101", 1000.0, "3302110010010000000"], box(0, 1)),
            (["0103", None, "3302110010020000000"], box(1, 2)),
            (["1104", 500.0, "3302110010020000000"], box(2, 3)),
        ],
    )  # fmt: skip


def add_units() -> str:
    return add(
        "XZQ", "admin_unit", "field=unit_code:string&field=unit_name:string",
        [(["330211001001", "甲村"], box(0, 1.6)), (["330211001002", "乙村"], box(1.6, 2))],
    )  # fmt: skip


@pytest.fixture
def page(qgis_new_project: object) -> Iterator[LedgerPage]:
    plugin = classFactory(FakeIface())
    plugin.initGui()
    yield plugin.desktop.dock.ledger
    QgsProject.instance().clear()
    plugin.unload()


def computed(page: LedgerPage, qtbot: object) -> None:
    page.refresh()
    page.run_button.click()
    qtbot.waitUntil(lambda: page.run_button.isEnabled(), timeout=20_000)


def texts(page: LedgerPage) -> dict[tuple[str, str], list[str]]:
    """Cells of each row by its first column and unit code."""
    return {(row[2], row[0]): row[3:] for row in page.tree.table()[1]}


def test_without_parcels_it_says_what_is_missing(page: LedgerPage) -> None:
    assert "Land-class parcels" in page.said.text()
    assert not page.run_button.isEnabled()
    assert page.tree.isHidden()


def test_units_by_overlay_classes_and_what_lies_outside(page: LedgerPage, qtbot: object) -> None:
    add_parcels()
    add_units()
    computed(page, qtbot)
    page.measure.setCurrentIndex(1)
    page.measure.activated.emit(1)
    found = texts(page)
    assert found["甲村", "330211001001"][0] == "2"
    assert found["Outside all units", ""][0] == "1"
    assert found["0103 dry land", "330211001002"][0] == "0"
    assert found["All", ""][2] == "1,500.00"
    assert "Outside all units" in page.said.text()
    assert not page.tree.isHidden()


def test_the_officers_choice_of_units_outlives_a_reread(page: LedgerPage) -> None:
    add_parcels()
    add_units()
    page.refresh()
    assert page.units.currentText() == "XZQ"
    page.units.setCurrentIndex(1)
    page.units.activated.emit(1)
    page.refresh()
    assert page.units.currentData() == ""


def test_without_units_the_parcels_own_codes_are_taken_and_said(page: LedgerPage, qtbot: object) -> None:
    add_parcels()
    computed(page, qtbot)
    assert texts(page)["330211001002", "330211001002"][0] == "2"
    assert "ZLDWDM" in page.said.text()


def test_special_accounts_count_the_workspaces_patches(
    page: LedgerPage, qtbot: object, tmp_path: Path
) -> None:
    add_parcels()
    add_units()
    add("YJJBNTTB", "basic_farmland", "field=zone_no:string", [(["1"], box(0, 1))])
    page._session.open(make_workspace(tmp_path / "w.sqlite", patches=3))
    computed(page, qtbot)
    page.account.setCurrentIndex(1)
    page.account.activated.emit(1)
    whole = texts(page)["Permanent basic farmland", ""]
    assert whole[0] == whole[1] != "0.00"
    assert "3" in whole[2] or "2" in whole[2]
    assert "w.sqlite" in page.said.text()
    page._session.close()


def test_the_filter_leaves_a_unit_with_its_classes(page: LedgerPage, qtbot: object) -> None:
    add_parcels()
    add_units()
    computed(page, qtbot)
    page.filter.setText("甲村")
    rows = page.tree.table()[1]
    assert {row[0] for row in rows} == {"", "330211", "330211001", "330211001001"}
    assert any(row[1] == "0101" and row[0] == "330211001001" for row in rows)
    page.copy_button.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == len(rows) + 1
    assert copied[0].split("\t")[0] == "Unit code"


def test_a_filter_that_leaves_nothing_says_so_until_it_is_cleared(page: LedgerPage, qtbot: object) -> None:
    add_parcels()
    computed(page, qtbot)
    said = page.said.text()
    page.filter.setText("没有这个村")
    assert "没有这个村" in page.said.text() and "clear the filter" in page.said.text()
    page.filter.clear()
    assert page.said.text() == said


def test_sorting_by_a_figure_sorts_numbers(page: LedgerPage, qtbot: object) -> None:
    add_parcels()
    computed(page, qtbot)
    page.tree.rows.sort(2)
    areas = [
        float(row[4].replace(",", "")) for row in page.tree.table()[1] if row[0] == "" and len(row[1]) == 2
    ]
    assert areas == sorted(areas)


def test_export_writes_what_is_shown(page: LedgerPage, qtbot: object, tmp_path: Path) -> None:
    add_parcels()
    add_units()
    computed(page, qtbot)
    target = tmp_path / "ledger.xlsx"
    page.files.ask_file = lambda *_asked: str(target)
    page.export_button.click()
    qtbot.waitUntil(target.is_file, timeout=20_000)
    qtbot.waitUntil(lambda: not page._desk.operations.running(), timeout=20_000)
    assert openpyxl.load_workbook(target).sheetnames == ["总账"]


def test_a_cancelled_computation_leaves_the_accounts_as_they_were(
    page: LedgerPage, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_parcels()
    computed(page, qtbot)
    before = page.ledger()

    def until_cancelled(feedback: QgsFeedback) -> None:
        while not feedback.isCanceled():
            time.sleep(0.01)
        raise Cancelled("cancelled")

    monkeypatch.setattr(ledger, "ledger_work", lambda *_given: until_cancelled)
    page.compute()
    assert not page.run_button.isEnabled()
    page.cancel_button.click()
    qtbot.waitUntil(lambda: page.run_button.isEnabled(), timeout=20_000)
    assert page.ledger() is before is not None
    assert "Cancelled" in page.said.text()


def test_accounts_go_with_their_layer(page: LedgerPage, qtbot: object) -> None:
    number = add_parcels()
    computed(page, qtbot)
    QgsProject.instance().removeMapLayer(number)
    page.refresh()
    assert page.ledger() is None
    assert page.tree.isHidden()


def test_the_page_knows_the_accounts_of_the_core() -> None:
    from gengdi_plugin.core.ledger.special import SPECIAL_ROLES

    assert ACCOUNTS == SPECIAL_ROLES


def test_at_490_pixels_nothing_needs_more_room(page: LedgerPage) -> None:
    assert page.minimumSizeHint().width() <= 490
