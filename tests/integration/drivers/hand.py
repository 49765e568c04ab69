"""The officer's hand: every act on a widget goes through here and is counted, each as one.

A file chooser counts twice: the button that opens it, and answering it (name, Enter).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from drive import settle, wait_until

LEFT = Qt.MouseButton.LeftButton
_PAUSE = 200  # milliseconds until a dialog or menu that was asked for is looked for


class Hand:
    """Clicks, presses and answers; ``acts`` says what was done, in order."""

    def __init__(self) -> None:
        self.acts: list[str] = []
        self._errors: list[BaseException] = []

    def press(self, widget: QWidget, keys: str, what: str, then: Callable[[], Any]) -> None:
        """One key combination; ``then`` is done in the dialog it opens, which blocks until it is closed."""
        self._count(what)
        self._later(then)
        key = QKeySequence(keys)[0]
        QTest.keyClick(widget, key & 0x1FFFFFF, Qt.KeyboardModifiers(key & 0xFE000000))
        self._settle()

    def click(self, widget: QWidget, what: str, place: QPoint | None = None) -> None:
        """One click on a widget that can be seen and used."""
        wait_until(lambda: widget.isVisible() and widget.isEnabled(), what, 20)
        self._count(what)
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, place or widget.rect().center())
        self._settle()

    def choose_files(self, button: QWidget, names: str, what: str) -> None:
        """Click the button that opens a file chooser and answer it; the chooser blocks until then."""
        self._later(lambda: self._answer(names, what))
        self.click(button, f"{what}: open the chooser")

    def choose_in_menu(self, button: QWidget, action: QAction, what: str, names: str = "") -> None:
        """Open a button's menu, click an action in it, and answer the chooser it opens, if ``names``."""
        self._later(lambda: self._click_action(action, what, names))
        self.click(button, f"{what}: open the menu")

    def _click_action(self, action: QAction, what: str, names: str) -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            raise RuntimeError(f"{what}: no menu opened")
        if names:
            self._later(lambda: self._answer(names, what))
        self._count(f"{what}: choose it")
        QTest.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())

    def _answer(self, names: str, what: str) -> None:
        chooser = QApplication.activeModalWidget()
        if not isinstance(chooser, QFileDialog):
            raise RuntimeError(f"{what}: no file chooser opened but {chooser!r}")
        self._count(f"{what}: answer the chooser")
        line = chooser.findChild(QLineEdit, "fileNameEdit")
        line.setText(names)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def _later(self, act: Callable[[], Any]) -> None:
        """Do ``act`` while a chooser or menu blocks; its error ends what blocks and is raised afterwards."""

        def guarded() -> None:
            try:
                act()
            except BaseException as error:
                self._errors.append(error)
                for blocking in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
                    if blocking is not None:
                        blocking.close()

        QTimer.singleShot(_PAUSE * 5, guarded)

    def _count(self, what: str) -> None:
        self.acts.append(what)

    def _settle(self) -> None:
        settle(_PAUSE)
        if self._errors:
            raise self._errors[0]
