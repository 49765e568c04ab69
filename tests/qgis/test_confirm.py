"""Questions before something is done: the buttons speak the language of the interface."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from gengdi_plugin.gui import confirm


def test_both_buttons_are_in_our_words_and_esc_and_enter_cancel(qgis_app, monkeypatch):
    monkeypatch.setattr(confirm, "tr", {"Cancel": "取消"}.__getitem__)
    box, yes = confirm.question_box(None, "边界", "合并这些边界吗？", "合并")
    assert {button.text() for button in box.buttons()} == {"合并", "取消"} and yes.text() == "合并"
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        box.show()
        QTest.keyClick(box, key)
        assert not box.isVisible() and box.clickedButton() is not yes
    box.deleteLater()
