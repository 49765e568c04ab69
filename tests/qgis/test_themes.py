"""On light and dark ground everything can be read: texts with colours of their own, codes, icons."""

from __future__ import annotations

from pathlib import Path

import pytest
from contrast import contrast, over
from every_window import pages, windows
from fake_iface import FakeIface
from test_gui_desktop import Office, add_district

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPalette
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLabel, QStyleOptionViewItem, QWidget

from gengdi_plugin.gui.code_chip import COLOURS

ICONS = sorted((Path(__file__).parents[2] / "icons").glob("*.svg"))
#: QGIS's themes: the default, Blend of Gray and Night Mapping.
GROUNDS = {"white": "#ffffff", "dark": "#2b2b2b", "night": "#323232"}


def night() -> QPalette:
    """The colours of QGIS's theme Night Mapping."""
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, "#323232"), (QPalette.ColorRole.WindowText, "#dddddd"),
        (QPalette.ColorRole.Base, "#222222"), (QPalette.ColorRole.AlternateBase, "#2b2b2b"),
        (QPalette.ColorRole.Text, "#dddddd"), (QPalette.ColorRole.Button, "#535353"),
        (QPalette.ColorRole.ButtonText, "#dddddd"), (QPalette.ColorRole.Highlight, "#0f6e00"),
        (QPalette.ColorRole.HighlightedText, "#ffffff"), (QPalette.ColorRole.Link, "#5fa8ff"),
        (QPalette.ColorRole.ToolTipBase, "#535353"), (QPalette.ColorRole.ToolTipText, "#dddddd"),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    return palette


@pytest.fixture()
def dark(qgis_app):
    application = QApplication.instance()
    palette, style = QPalette(application.palette()), application.styleSheet()
    application.setPalette(night())
    # as QGIS's theme does: every ground is see-through but those of windows
    application.setStyleSheet(
        "QWidget { background: transparent; } QDialog, QDockWidget { background: #323232; }"
        "QLabel, QCheckBox, QRadioButton { color: #dddddd; }"
    )
    yield
    application.setStyleSheet(style)
    application.setPalette(palette)


@pytest.fixture()
def office(qgis_app, qgis_new_project):
    office = Office(FakeIface())
    add_district()
    yield office
    office.plugin.unload()
    QgsProject.instance().clear()


def ink_and_ground(label: QLabel) -> tuple[QColor, QColor]:
    """The strongest ink that was painted, and the ground it was painted on (the commonest colour)."""
    picture = label.grab().toImage()
    colours: dict[int, int] = {}
    for x in range(picture.width()):
        for y in range(picture.height()):
            colours[picture.pixel(x, y)] = colours.get(picture.pixel(x, y), 0) + 1
    ground = over(QColor.fromRgba(max(colours, key=lambda one: colours[one])), QColor("#323232"))
    inks = (over(QColor.fromRgba(one), ground) for one in colours)
    return max(inks, key=lambda ink: contrast(ink, ground)), ground


def unreadable(window: QWidget) -> list[str]:
    """Labels with colours of their own, and all others, whose letters do not stand out."""
    found = []
    for label in window.findChildren(QLabel):
        if label.text().strip() and label.isVisibleTo(window) and label.width() > 4 and label.isEnabled():
            ink, ground = ink_and_ground(label)
            if contrast(ink, ground) < 4.5:
                found.append(f"{type(window).__name__}/{label.objectName()}: {label.text()[:50]!r}")
    return found


def test_every_label_is_readable_at_night(dark, office, tmp_path, qtbot):
    office.iface.window.resize(1366, 768)
    office.iface.window.show()
    office.desktop.dock.choose_marking("内部")
    found = []
    for dock in pages(office, tmp_path):
        qtbot.wait(20)
        found += unreadable(dock)
    for window in windows(office):
        window.show()
        found += unreadable(window)
        window.close()
    assert found == []


def test_a_label_that_cannot_be_read_would_be_found(dark, qtbot):
    window = QDialog()
    label = QLabel("black on a dark window", window)
    label.setStyleSheet("color: black")
    window.show()
    assert len(unreadable(window)) == 1
    label.setStyleSheet("color: #cccccc")
    assert unreadable(window) == []
    window.close()


def test_the_marking_has_ground_and_ink_of_its_own(dark, office):
    office.desktop.dock.choose_marking("涉密")
    label = office.desktop.dock.corner.marking
    label.adjustSize()
    ink, ground = ink_and_ground(label)
    assert contrast(ink, ground) > 15


@pytest.mark.parametrize("code", COLOURS)
def test_the_letter_of_a_code_stands_out_from_its_colour(code):
    fill, ink = COLOURS[code]
    assert contrast(QColor(fill), QColor(ink)) >= 3


def drawn(path: Path, size: int = 48) -> list[QColor]:
    """The colours an icon draws, a pixel each, what is nearly transparent left out."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(path)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    colours = (QColor(image.pixelColor(x, y)) for x in range(size) for y in range(size))
    return [colour for colour in colours if colour.alphaF() > 0.3]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_stands_out_from_its_ground(path, ground):
    """On the whole, and enough of it strongly: an outline carries a picture whose fill is as its ground."""
    behind = QColor(GROUNDS[ground])
    ratios = [contrast(over(colour, behind), behind) for colour in drawn(path)]
    assert sum(ratios) / len(ratios) >= 2
    assert sum(ratio >= 2.5 for ratio in ratios) / len(ratios) >= 0.25


@pytest.mark.parametrize("night_time", [False, True])
def test_the_threshold_of_the_ratio_bar_is_seen_on_both_grounds(qgis_app, night_time):
    from gengdi_plugin.gui.ratio_bar import threshold_pen

    palette = night() if night_time else QApplication.style().standardPalette()
    option = QStyleOptionViewItem()
    option.palette = palette
    assert contrast(threshold_pen(option).color(), palette.color(QPalette.ColorRole.Base)) >= 4.5
