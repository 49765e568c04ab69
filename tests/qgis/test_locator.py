"""``gd …`` through QGIS's own locator: threads, clones and cancelling as in the program."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from gui_workspace import make_workspace
from test_gui_desktop import add_layer, result_layers, square

from qgis.core import QgsLocator, QgsLocatorContext, QgsLocatorResult, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QThread

from gengdi_plugin.core import gridcode
from gengdi_plugin.gui.locator import GengdiLocator
from gengdi_plugin.gui.locator_search import MOST, Snapshot
from gengdi_plugin.gui.locator_targets import SEPARATOR
from gengdi_plugin.gui.patches.patch_rows import PatchRows
from gengdi_plugin.store.entered_documents import EnteredDocument, enter_documents
from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.workspace import open_workspace


def found(locator: QgsLocator, text: str, qtbot) -> dict[str, list[QgsLocatorResult]]:
    """Results by group, in the order in which they came."""
    results: list[QgsLocatorResult] = []

    def keep(result: QgsLocatorResult) -> None:
        results.append(QgsLocatorResult(result))  # what a signal carries lives as long as the signal

    locator.foundResult.connect(keep)
    try:
        locator.fetchResults(text, QgsLocatorContext())
        gc.collect()  # a clone that only Python held would be gone now
        qtbot.waitUntil(lambda: not locator.isRunning(), timeout=30_000)
    finally:
        locator.foundResult.disconnect(keep)
    groups: dict[str, list[QgsLocatorResult]] = {}
    for result in results:
        groups.setdefault(result.group, []).append(result)
    return groups


def texts(results: list[QgsLocatorResult]) -> list[str]:
    return [result.displayString for result in results]


def test_the_filter_has_its_two_letters_and_leaves_with_the_plugin(office):
    assert office.iface.locator.filters()[0].activePrefix() == "gd"
    assert len(office.iface.locator.filters("gd")) == 1
    office.plugin.unload()
    assert office.iface.locator.filters() == []


def test_patches_documents_units_and_cells_are_found(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "耕地 测试.sqlite"))
    locator = office.iface.locator
    groups = found(locator, "gd p00", qtbot)
    assert texts(groups["Patches"]) == ["P001", "P002", "P003", "P004", "P005", "P006"]
    assert groups["Patches"][0].description.startswith("Green: lawful")
    row = office.desktop.session.rows()[0]
    assert texts(found(locator, f"gd {row.spatial_code}", qtbot)["Patches"]) == [row.patch_no]
    assert texts(found(locator, "gd a00", qtbot)["Documents"]) == ["A000", "A001", "A002", "A003"]
    assert texts(found(locator, "gd 演示", qtbot)["Administrative units"]) == ["演示村"]
    code = gridcode.encode(121.6, 29.9, 6)
    assert texts(found(locator, f"gd {code.lower()}", qtbot)["Grid cells"]) == [code]
    assert "Cases" in found(locator, "gd verified", qtbot), "the state of a case, in words"
    assert found(locator, "gd nothing like this", qtbot) == {}
    assert found(locator, "gd", qtbot) == {}


def test_choosing_a_patch_shows_it_on_the_page_and_on_the_map(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    office.desktop.dock.patches.filter_bar.text.setText("P001")  # what is hidden is shown
    result = found(office.iface.locator, "gd p004", qtbot)["Patches"][0]
    result.filter.triggerResult(result)
    page = office.desktop.dock.patches
    assert [row.patch_no for row in page.selected()] == ["P004"]
    assert office.desktop.dock.tabs.currentWidget() is page
    layer = result_layers()["patches"]
    qtbot.waitUntil(lambda: layer.selectedFeatureCount() == 1)
    west, south, east, north = page.selected()[0].bbox
    assert office.iface.canvas.extent().contains(QgsRectangle(west, south, east, north))


def test_choosing_a_document_selects_its_patches(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    result = found(office.iface.locator, "gd a001", qtbot)["Documents"][0]
    assert result.description == "1 patch(es)"
    result.filter.triggerResult(result)
    assert [row.patch_no for row in office.desktop.dock.patches.selected()] == ["P002"]


def test_an_entered_document_that_reaches_no_patch_shows_its_ground(office, tmp_path, qtbot):
    file = make_workspace(tmp_path / "w.sqlite")
    ground = shapely.box(121.7, 29.85, 121.701, 29.851)
    with open_workspace(file) as workspace:
        document = EnteredDocument(shapely.to_wkb(ground), "conversion", "甬土〔2023〕9号")
        enter_documents(workspace, [document], "Li")
    office.desktop.session.open(file)
    office.iface.canvas.resize(400, 300)
    result = found(office.iface.locator, "gd 土〔2023〕", qtbot)["Documents"][0]
    assert result.displayString == "甬土〔2023〕9号" and result.description == "0 patch(es)"
    result.filter.triggerResult(result)
    assert office.iface.canvas.extent().contains(QgsRectangle(121.7, 29.85, 121.701, 29.851))


def test_choosing_a_unit_selects_all_its_patches(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    result = found(office.iface.locator, "gd 演示村", qtbot)["Administrative units"][0]
    result.filter.triggerResult(result)
    assert len(office.desktop.dock.patches.selected()) == 6


def test_choosing_a_cell_zooms_to_it_without_a_workspace(office, qtbot):
    office.iface.canvas.resize(400, 300)
    office.iface.canvas.setExtent(QgsRectangle(0, 0, 1, 1))
    code = gridcode.encode(121.6, 29.9, 6)
    result = found(office.iface.locator, f"gd {code}", qtbot)["Grid cells"][0]
    result.filter.triggerResult(result)
    west, south, east, north = gridcode.decode(code)
    assert office.iface.canvas.extent().contains(QgsRectangle(west, south, east, north))


def test_enterprises_of_bound_layers_are_found_in_the_layers_own_fields(office, qtbot):
    add_layer(
        "factories", "enterprise", "field=name:string&field=uscc:string",
        [(["演示 化工厂 O'Hara", "91330200MA2AAAAA1X"], square(0)), (["别的", None], square(3))],
    )  # fmt: skip
    locator = office.iface.locator
    (result,) = found(locator, "gd 化工厂", qtbot)["Pollution sources"]
    assert result.displayString == "演示 化工厂 O'Hara · 91330200MA2AAAAA1X (factories)"
    assert len(found(locator, "gd o'hara", qtbot)["Pollution sources"]) == 1
    office.iface.canvas.resize(400, 300)
    result.filter.triggerResult(result)
    assert office.iface.canvas.extent().contains(QgsRectangle(121.6, 29.9, 121.601, 29.901))
    QgsProject.instance().removeAllMapLayers()
    result.filter.triggerResult(result)
    assert "removed" in office.said()[-1]


def test_what_is_gone_when_it_is_chosen_is_told(office, tmp_path, qtbot):
    office.desktop.session.open(make_workspace(tmp_path / "w.sqlite"))
    result = found(office.iface.locator, "gd p004", qtbot)["Patches"][0]
    office.desktop.session.close()
    result.filter.triggerResult(result)
    assert "No patch" in office.said()[-1]


class Rows:
    """Targets that hand out prepared rows."""

    def __init__(self, rows: PatchRows) -> None:
        self.rows = rows
        self.chosen: list[str] = []

    def project(self) -> QgsProject:
        return QgsProject.instance()

    def snapshot(self) -> Snapshot:
        return Snapshot(self.rows, None)

    def show(self, chosen: str) -> None:
        self.chosen.append(chosen)


@pytest.fixture(scope="module")
def many(qgis_app, tmp_path_factory) -> PatchRows:
    """100 000 rows, each a copy of a real one."""
    with open_workspace(make_workspace(tmp_path_factory.mktemp("many") / "w.sqlite")) as workspace:
        one = patch_rows(workspace)[1]
    return PatchRows(
        replace(
            one, id=n, uid=f"u{n}", patch_no=f"HC{n:06d}", spatial_code=f"330211001001-N51H{n:08d}-01",
            state="dispatched" if n % 1000 == 7 else one.state, responsible="李四" if n % 2 else "张三",
        )
        for n in range(100_000)
    )  # fmt: skip


def test_of_a_hundred_thousand_the_right_ones_are_found(many, qgis_new_project, qtbot):
    targets = Rows(many)
    locator = QgsLocator()
    locator.registerFilter(GengdiLocator(targets))
    groups = found(locator, "gd hc077777", qtbot)
    assert texts(groups["Patches"]) == ["HC077777"]
    result = groups["Patches"][0]
    assert result.score == 1.0
    result.filter.triggerResult(result)
    assert targets.chosen == [f"patch{SEPARATOR}u77777"]
    groups = found(locator, "gd hc0", qtbot)
    assert texts(groups["Patches"]) == [f"HC{n:06d}" for n in range(MOST)], "limited, the first ones"
    groups = found(locator, "gd 派发 李四", qtbot)
    assert texts(groups["Cases"]) == [f"HC{1000 * n + 7:06d}" for n in range(MOST)]
    assert [
        (one.displayString, one.description) for one in found(locator, "gd 李四", qtbot)["Responsible people"]
    ] == [("李四", "50000 patch(es)")]
    del result, groups
    locator.deregisterFilter(locator.filters()[0])


def test_a_search_that_nobody_waits_for_stops(many, qgis_new_project):
    from gengdi_plugin.gui.locator_search import search

    asked = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 3

    assert list(search(Snapshot(many, None), "hc0", cancelled)) == []
    assert len(asked) < 10, "it did not look at the rest"


def test_typing_on_cancels_and_the_last_answer_is_complete(many, qgis_new_project, qtbot):
    targets = Rows(many)
    locator = QgsLocator()
    locator.registerFilter(GengdiLocator(targets))
    for text in ("gd h", "gd hc", "gd hc0", "gd hc09"):
        locator.fetchResults(text, QgsLocatorContext())
    assert texts(found(locator, "gd hc099999", qtbot)["Patches"]) == ["HC099999"]
    locator.deregisterFilter(locator.filters()[0])


def test_rows_are_searched_in_another_thread(many, qgis_new_project, qtbot, monkeypatch):
    seen = []
    from gengdi_plugin.gui import locator_search

    def looked(snapshot, text, cancelled):
        seen.append(QThread.currentThread())
        return iter(())

    monkeypatch.setattr(locator_search, "search", looked)
    locator = QgsLocator()
    locator.registerFilter(GengdiLocator(Rows(many)))
    found(locator, "gd x", qtbot)
    assert len(seen) == 1 and seen[0] is not QThread.currentThread()
    locator.deregisterFilter(locator.filters()[0])


def test_without_the_prefix_only_longer_texts_are_searched(many, qgis_new_project, qtbot):
    locator = QgsLocator()
    locator.registerFilter(GengdiLocator(Rows(many)))
    assert found(locator, "hc", qtbot) == {}
    assert texts(found(locator, "hc012345", qtbot)["Patches"]) == ["HC012345"]
    locator.deregisterFilter(locator.filters()[0])


def test_a_damaged_workspace_offers_nothing_and_breaks_nothing(tmp_path: Path, qgis_app):
    from gengdi_plugin.gui.locator_search import search

    broken = tmp_path / "w.sqlite"
    broken.write_bytes(b"no database" * 100)
    assert list(search(Snapshot(None, broken), "a001", lambda: False)) == []
