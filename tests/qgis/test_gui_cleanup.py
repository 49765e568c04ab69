"""What is taken back, in which order, and what happens when taking back fails."""

from __future__ import annotations

import logging

from qgis.PyQt.QtCore import QObject, pyqtSignal

from gengdi_plugin.gui.cleanup import CleanupStack


class Bell(QObject):
    rung = pyqtSignal()


def test_steps_are_taken_back_last_first_and_once():
    order, stack = [], CleanupStack()
    for number in range(3):
        stack.push(order.append, number)
    stack.pop_all()
    stack.pop_all()
    assert order == [2, 1, 0]


def test_a_step_that_fails_is_logged_and_does_not_stop_the_others(caplog):
    order, stack = [], CleanupStack()
    stack.push(order.append, "first")
    stack.push(int, "no number")
    with caplog.at_level(logging.ERROR, "gengdi"):
        stack.pop_all()
    assert order == ["first"]
    assert "no number" in caplog.text


def test_a_connection_is_taken_back_and_other_listeners_stay(qgis_app):
    bell, heard, others, stack = Bell(), [], [], CleanupStack()
    listen = lambda: heard.append(1)  # noqa: E731 - a slot that can be named
    bell.rung.connect(lambda: others.append(1))
    stack.connect(bell.rung, listen)
    bell.rung.emit()
    stack.pop_all()
    bell.rung.emit()
    assert (len(heard), len(others)) == (1, 2)
