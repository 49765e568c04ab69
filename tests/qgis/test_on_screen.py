"""Windows are whole on the screen they are on, also when they grow in sight."""

from __future__ import annotations

import pytest

from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QDialog, QListWidget, QVBoxLayout

from gengdi_plugin.gui.measure import give_size, keep_on_screen


@pytest.fixture()
def dialog(qgis_app, qtbot):
    made = QDialog()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QListWidget())
    return made


def room():
    return QGuiApplication.primaryScreen().availableGeometry()


def test_no_window_is_made_higher_or_wider_than_the_screen(dialog):
    give_size(dialog, 10_000, 10_000)
    assert dialog.width() <= room().width()
    assert dialog.height() < room().height()  # there is its frame, too


def test_a_window_that_grows_in_sight_stays_on_the_screen(dialog, qtbot):
    dialog.resize(100, 100)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(room().right() - 120, room().bottom() - 120)
    give_size(dialog, 400, 300)
    assert room().contains(dialog.frameGeometry())


def test_a_window_that_is_whole_on_the_screen_does_not_move(dialog, qtbot):
    dialog.resize(100, 100)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(30, 40)
    keep_on_screen(dialog)
    assert (dialog.frameGeometry().left(), dialog.frameGeometry().top()) == (30, 40)
