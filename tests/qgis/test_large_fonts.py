"""Nothing is cut: in the dock's width, on a screen of 1366 × 768, and with letters twice as large."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from elided import cut_texts, cut_when_settled, enlarged
from every_window import pages, windows
from fake_iface import FakeIface
from test_gui_desktop import Office, add_district

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QWidget

from gengdi_plugin.gui.code_chip import chip_size
from gengdi_plugin.gui.measure import breakable
from gengdi_plugin.gui.work import warm_up


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
        # with letters twice as large the tabs are scrolled, by keyboard too
        found += cut_when_settled(qtbot, dock, "scrolled away" if factor > 1 else "nothing of this")
        # two coordinates stand beside each other in the window of boundaries
        assert dock.width() <= max(width, dock.minimumSizeHint().width()) + 2
        assert factor > 1 or dock.width() <= width + 2
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_no_text_of_a_window_is_cut(make_office, factor, tmp_path, qtbot):
    office = make_office(factor)
    list(pages(office, tmp_path))
    found = []
    for window in windows(office):
        window.show()
        # QGIS's own list of coordinate systems names them in full and shows what fits
        cut = cut_when_settled(qtbot, window, "EPSG:4490 - China" if factor > 1 else "nothing of this")
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


#: Run on a screen with twice as many pixels: what is drawn by hand and what an icon gives.
_SHARP = """
import json, os
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize
application = QgsApplication([], True)
from gengdi_plugin.gui.code_chip import chip, chip_pixmap
from gengdi_plugin.gui.screening.compare_model import PAIR_SIZE, two_chips
from gengdi_plugin.resources_lookup import icon
pair = two_chips("green", "yellow")
print(json.dumps({
    "ratio": application.devicePixelRatio(),
    "chip": [chip_pixmap("red", 20).width(), chip_pixmap("red", 20).devicePixelRatio()],
    "pair": [max(size.width() for size in pair.availableSizes()), PAIR_SIZE.width()],
    "icon": max(1, icon("screen").pixmap(QSize(48, 48)).width()),
    "in_icon": max(size.width() for size in chip("red", 20).availableSizes()),
}))
os._exit(0)
"""


def test_chips_have_twice_the_pixels_on_a_screen_with_twice_the_pixels():
    root = Path(__file__).parents[2]
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = f"{root}:{environment.get('PYTHONPATH', '')}"
    done = subprocess.run(
        [sys.executable, "-c", _SHARP],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["ratio"] == 2
    assert told["chip"] == [40, 2]
    assert told["in_icon"] == 40
    assert told["pair"] == [2 * told["pair"][1], told["pair"][1]]
    assert told["icon"] >= 48


def test_chips_grow_with_the_letters(font):
    usual = chip_size()
    assert usual == 18
    font(2.0)
    assert chip_size() >= 1.8 * usual


def test_what_the_next_page_needs_is_there_to_be_loaded(qgis_app):
    """The thread that loads in advance says nothing when it cannot."""
    warm_up._load_layers()
    warm_up._load_screening()


def test_a_path_can_be_broken_for_reading():
    path = "/home/li/工作库/gengdi_demo-2026.sqlite"
    assert breakable(path).replace("\u200b", "") == path
    assert max(len(part) for part in breakable(path).split("\u200b")) <= 11
