"""On light and dark ground everything can be read: texts with colours of their own, codes, icons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from contrast import contrast, over
from every_window import pages, windows
from fake_iface import FakeIface
from test_gui_desktop import Office, add_district

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPalette
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from gengdi_plugin.gui.code_chip import COLOURS, NEUTRAL
from gengdi_plugin.gui.ratio_bar import threshold_pen

ICONS = sorted((Path(__file__).parents[2] / "icons").glob("*.svg"))
_READ = 4.5  # WCAG 2 for texts
#: QGIS's themes: the default, Blend of Gray and Night Mapping.
GROUNDS = {"white": "#ffffff", "dark": "#2b2b2b", "night": "#323232"}


@pytest.fixture()
def dark(qgis_app):
    """QGIS's own dark theme: most of its colours are in its stylesheet, and those of its palette mislead."""
    application = QApplication.instance()
    palette, style = QPalette(application.palette()), application.styleSheet()
    QgsApplication.setUITheme("Night Mapping")
    assert "#323232" in application.styleSheet()
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


def ink_and_ground(widget: QWidget, place: QRect | None = None) -> tuple[QColor, QColor]:
    """The strongest ink painted in ``place`` (else anywhere), and its ground (the commonest colour)."""
    picture = (widget.grab(place) if place is not None else widget.grab()).toImage()
    colours: dict[int, int] = {}
    for x in range(picture.width()):
        for y in range(picture.height()):
            colours[picture.pixel(x, y)] = colours.get(picture.pixel(x, y), 0) + 1
    ground = over(QColor.fromRgba(max(colours, key=lambda one: colours[one])), QColor("#323232"))
    inks = (over(QColor.fromRgba(one), ground) for one in colours)
    return max(inks, key=lambda ink: contrast(ink, ground)), ground


def unreadable(window: QWidget) -> list[str]:
    """Labels and cells of tables whose letters do not stand out."""
    found = []
    for label in window.findChildren(QLabel):
        in_sight = label.text().strip() and label.isVisibleTo(window) and label.width() > 4
        if in_sight and contrast(*ink_and_ground(label)) < _READ:
            found.append(f"{type(window).__name__}/{label.objectName()}: {label.text()[:50]!r}")
    for view in window.findChildren(QAbstractItemView):
        if (
            isinstance(view, (QTableView, QTreeView))
            and view.isVisibleTo(window)
            and view.model() is not None
        ):
            found += [f"{type(window).__name__}/{view.objectName()}: {text!r}" for text in _dull_cells(view)]
    return found


def _dull_cells(view: QAbstractItemView) -> Iterator[str]:
    view.clearSelection()  # ink and ground of what is selected are the theme's own
    model, seen = view.model(), view.viewport().rect()
    for row in range(min(12, model.rowCount())):
        for column in range(min(4, model.columnCount())):
            index = model.index(row, column)
            whole = view.visualRect(index)
            place = whole & seen
            text = index.data()
            # without its icon, and only where enough of a text is in sight
            place.setLeft(place.left() + (26 if index.data(Qt.ItemDataRole.DecorationRole) else 2))
            if isinstance(text, str) and len(text) > 1 and _in_sight(place, whole):
                place.adjust(0, 2, -2, -2)
                if contrast(*ink_and_ground(view.viewport(), place)) < _READ:
                    yield text


def _in_sight(place: QRect, whole: QRect) -> bool:
    """Whether enough of a text is seen: of the last row often only the upper edge of its letters is."""
    return place.width() > 20 and place.height() > 0.8 * whole.height()


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
    assert found == [], "\n".join(found)


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


@pytest.mark.parametrize(("ink", "ground"), [("#111111", "#ffffff"), ("#dddddd", "#222222")])
def test_the_threshold_of_the_ratio_bar_has_the_ink_of_its_row(qgis_app, ink, ground):
    option = QStyleOptionViewItem()
    option.palette.setColor(QPalette.ColorRole.Text, QColor(ink))
    assert contrast(threshold_pen(option).color(), QColor(ground)) >= 4.5
    option.state |= QStyle.StateFlag.State_Selected
    option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(ground))
    assert threshold_pen(option).color() == QColor(ground)


@pytest.mark.parametrize("ground", GROUNDS.values())
def test_what_belongs_to_no_code_is_seen_on_every_ground(ground):
    assert contrast(QColor(NEUTRAL), QColor(ground)) >= 3
