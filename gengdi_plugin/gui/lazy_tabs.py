"""Tabs whose pages are built when they are first looked at or asked for: QGIS's start pays for none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon, QShowEvent
from qgis.PyQt.QtWidgets import QTabWidget, QWidget


class LazyTabs(QTabWidget):
    """Every tab stands from the beginning; an empty widget keeps the place of a page not yet built.

    :meth:`show_only` takes some of them away for a while: their pages stay, built or not.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._heads: dict[str, tuple[QIcon, str]] = {}
        self._widgets: dict[str, QWidget] = {}  # the page, or the empty widget in its place
        self._after: dict[str, list[Callable[[Any], None]]] = {}
        # connected before anybody else: who hears of the change finds the page there
        self.currentChanged.connect(self._build_current)

    def offer(self, key: str, build: Callable[[], QWidget], picture: QIcon, text: str) -> None:
        """Add the tab ``key``; ``build`` makes its page, once."""
        self._builders[key] = build
        self._widgets[key] = QWidget(self)
        self._heads[key] = (picture, text)
        self.addTab(self._widgets[key], picture, text)

    def offered(self, key: str) -> bool:
        """Whether there is a page ``key``, shown or not."""
        return key in self._widgets

    def offers(self) -> tuple[str, ...]:
        """The keys of all pages, shown or not."""
        return tuple(self._widgets)

    def key_of(self, page: QWidget) -> str:
        """The key of ``page``; "" for a widget that is none."""
        return next((key for key, widget in self._widgets.items() if widget is page), "")

    def show_only(self, keys: Sequence[str], front: str = "") -> None:
        """Show the tabs ``keys`` in that order and no other; ``front`` comes to the front, else what was
        there when it is still shown. Keys that were never offered are passed over."""
        shown = [key for key in keys if key in self._widgets]
        before = self.currentWidget()
        blocked = self.blockSignals(True)  # told once, when it is done
        for key, widget in self._widgets.items():
            if key not in shown and self.indexOf(widget) >= 0:
                self.removeTab(self.indexOf(widget))
        for place, key in enumerate(shown):
            now = self.indexOf(self._widgets[key])
            if now != place:
                if now >= 0:
                    self.removeTab(now)
                self.insertTab(place, self._widgets[key], *self._heads[key])
        wanted = self._widgets[front] if front in shown else before
        if self.indexOf(wanted) >= 0:
            self.setCurrentWidget(wanted)
        self.blockSignals(blocked)
        if self.currentWidget() is not before:
            self.currentChanged.emit(self.currentIndex())

    def when_built(self, key: str, then: Callable[[Any], None]) -> None:
        """Call ``then(page)`` when the page ``key`` is built, at once when it is."""
        if self.built(key):
            then(self._widgets[key])
        else:
            self._after.setdefault(key, []).append(then)

    def built(self, key: str) -> bool:
        """Whether the page ``key`` is there."""
        return key not in self._builders

    def page(self, key: str) -> Any:
        """The page ``key``, built now if it is not."""
        if key in self._builders:
            self._build(key)
        return self._widgets[key]

    def current_key(self) -> str:
        """The key of the tab in front; "" before the first is offered."""
        return self.key_of(self.currentWidget())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build_current()

    def _build_current(self, *_place: object) -> None:
        key = self.current_key()
        if key and self.isVisible():
            self.page(key)
            self.follow_with_tab()

    def follow_with_tab(self) -> None:
        """Tab goes on from the tabs into the page in front. Qt puts what is made later behind everything
        else in the window, where nobody looks for it."""
        page, before = self.currentWidget(), self.tabBar()
        for widget in _stops(page):
            QWidget.setTabOrder(before, widget)
            before = widget

    def _build(self, key: str) -> None:
        page = self._builders[key]()
        del self._builders[key]
        empty, self._widgets[key] = self._widgets[key], page
        place, in_front = self.indexOf(empty), self.currentWidget() is empty
        if place < 0:  # its tab is not shown: the page waits behind the others
            page.setParent(self)
            page.hide()
        else:
            blocked = self.blockSignals(True)  # to everybody else the tab stays what it was
            self.insertTab(place, page, *self._heads[key])
            if in_front:
                self.setCurrentIndex(place)
            self.removeTab(place + 1)
            self.blockSignals(blocked)
        empty.deleteLater()
        for then in self._after.pop(key, ()):
            then(page)


def _stops(page: QWidget) -> list[QWidget]:
    """Where Tab stops inside ``page``, in its order."""
    found, widget = [], page.nextInFocusChain()
    while widget is not page:
        if (
            page.isAncestorOf(widget)
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
