"""Nothing is cut: in the dock's width, on a screen of 1366 × 768, and with letters twice as large."""

from __future__ import annotations

import pytest
from elided import cut_texts, enlarged
from every_window import pages, windows
from fake_iface import FakeIface
from test_gui_desktop import Office, add_district

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QWidget


@pytest.fixture()
def font(qgis_app):
    application = QApplication.instance()
    before = QFont(application.font())
    # as wide as an officer's: what is Chinese has the widest letters
    application.setFont(QFont("Noto Sans CJK SC", 9))
    yield enlarged
    application.setFont(before)


@pytest.fixture()
def make_office(font, qgis_new_project):
    made = []

    def make(factor: float) -> Office:
        font(factor)
        made.append(Office(FakeIface()))
        add_district()
        return made[0]

    yield make
    made[0].plugin.unload()
    QgsProject.instance().clear()


@pytest.mark.parametrize(("factor", "width", "height"), [(1.0, 490, 768), (2.0, 540, 1400)])
def test_no_text_of_the_three_pages_is_cut_in_the_docks_width(
    make_office, factor, width, height, tmp_path, qtbot
):
    office = make_office(factor)
    window = office.iface.window
    window.resize(1366, height)
    window.show()
    found = []
    for dock in pages(office, tmp_path):
        window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        qtbot.wait(50)
        assert dock.width() <= width + 2
        # with letters twice as large the tabs are scrolled, by keyboard too
        found += [said for said in cut_texts(dock) if factor == 1.0 or "scrolled away" not in said]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_no_text_of_a_window_is_cut(make_office, factor, tmp_path, qtbot):
    office = make_office(factor)
    list(pages(office, tmp_path))
    found = []
    for window in windows(office):
        window.show()
        qtbot.wait(5)
        # QGIS's own list of coordinate systems names them in full and shows what fits
        cut = (said for said in cut_texts(window) if factor == 1.0 or "EPSG:4490 - China Geodetic" not in said)
        found += [f"{type(window).__name__}: {said}" for said in cut]
        window.close()
    assert found == [], "\n".join(found)


def test_what_is_cut_is_found(qtbot):
    window = QWidget()
    row = QHBoxLayout(window)
    label, button, box, tabs = (
        QLabel("A label of some length"),
        QPushButton("A button"),
        QComboBox(),
        QTabWidget(),
    )
    box.addItem("What is chosen now")
    tabs.addTab(QWidget(), "The name of a tab")
    for widget in (label, button, box, tabs):
        row.addWidget(widget)
    window.resize(900, 80)
    window.show()
    assert cut_texts(window) == []
    for widget in (label, button, box):
        widget.setFixedWidth(30)
    tabs.tabBar().setFixedWidth(30)
    qtbot.wait(20)
    assert {said.split()[0] for said in cut_texts(window)} == {
        "QLabel",
        "QPushButton",
        "QComboBox",
        "QTabBar",
    }
    wrapped = QLabel("Words that are wrapped over several lines of this label", window)
    wrapped.setWordWrap(True)
    wrapped.setFixedSize(80, 12)
    wrapped.show()
    assert any("high" in said for said in cut_texts(window))
    window.close()
