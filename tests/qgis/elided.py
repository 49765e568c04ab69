"""Finds texts that a window does not show whole: for tests of every page, dialog and window.

``cut_texts(root)`` lays ``root`` out as it is and tells, one line each, what is cut or elided: labels,
buttons, check boxes, tabs, the current text of combo boxes, titles of group boxes, and scroll areas whose
content is wider than they are. What is hidden is left out. Show the window first (offscreen is enough).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

#: What is never broken: Chinese may be broken after any character.
_WHOLE = re.compile(r"[^\s\u200b\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]+")

_STYLE = Qt.ToolButtonStyle
#: Pixels that rounding of scaled fonts may cost without a letter being cut.
_TOLERANCE = 1


def cut_texts(root: QWidget) -> list[str]:
    """What is cut in ``root``: class, object name, text, and how much room it needs and has."""
    return [
        f"{type(widget).__name__} {widget.objectName()}: {said}"
        for widget in (root, *root.findChildren(QWidget))
        if widget is root or widget.isVisibleTo(root)
        for said in _cut(widget)
    ]


def cut_when_settled(qtbot: Any, root: QWidget, but: str = "nothing of this") -> list[str]:
    """:func:`cut_texts` once layouts have come to rest; lines that contain ``but`` are left out."""

    def cut() -> list[str]:
        return [said for said in cut_texts(root) if but not in said]

    for _ in range(15):
        qtbot.wait(50 if cut() else 5)
        if not cut():
            break
    return cut()


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, (QPushButton, QToolButton, QCheckBox, QRadioButton)):
        yield from _button(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QGroupBox):
        yield from _room(widget.title(), _text(widget, widget.title()).width(), widget.width())
    elif (
        isinstance(widget, QScrollArea)
        and widget.widget() is not None
        and widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ):
        yield from _room("content", widget.widget().width(), widget.viewport().width())


def _label(label: QLabel) -> Iterator[str]:
    if not label.text() or (label.pixmap() is not None and not label.pixmap().isNull()):
        return
    room = label.contentsRect()
    if label.wordWrap():
        yield from _room(label.text(), label.heightForWidth(label.width()), label.height(), "high")
        words = (_text(label, word).width() for word in _WHOLE.findall(label.text()))
        if Qt.mightBeRichText(label.text()):
            words = iter(())
        yield from _room(label.text(), max(words, default=0), room.width() - 2 * label.margin())
        return
    rich = label.textFormat() == Qt.TextFormat.RichText or Qt.mightBeRichText(label.text())
    need = label.sizeHint() if rich else _text(label, label.text())
    yield from _room(label.text(), need.width(), label.width() if rich else room.width() - 2 * label.margin())


def _button(button: QAbstractButton) -> Iterator[str]:
    has_icon, style = not button.icon().isNull(), button.style()
    drawn_as = (
        button.toolButtonStyle() if isinstance(button, QToolButton) else _STYLE.ToolButtonTextBesideIcon
    )
    if not button.text() or (has_icon and drawn_as == _STYLE.ToolButtonIconOnly):
        return
    need = _text(button, button.text())
    width = need.width()
    if has_icon and drawn_as not in (_STYLE.ToolButtonTextOnly, _STYLE.ToolButtonTextUnderIcon):
        width += button.iconSize().width()
    if isinstance(button, (QCheckBox, QRadioButton)):
        width += style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, button)
    arrow = QToolButton.ToolButtonPopupMode.MenuButtonPopup
    if isinstance(button, QToolButton) and button.menu() is not None and button.popupMode() == arrow:
        width += style.pixelMetric(QStyle.PixelMetric.PM_MenuButtonIndicator, None, button)
    yield from _room(button.text(), width, button.width())
    yield from _room(button.text(), need.height(), button.height(), "high")


def _tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        if not bar.isTabVisible(place):
            continue
        need = _text(bar, bar.tabText(place)).width()
        if not bar.tabIcon(place).isNull():
            need += bar.iconSize().width()
        yield from _room(bar.tabText(place), need, bar.tabRect(place).width())
        yield from _room(f"{bar.tabText(place)} (scrolled away)", bar.tabRect(place).right(), bar.width())


def _combo(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    option.initFrom(box)
    option.editable = box.isEditable()
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    icon = 0 if box.itemIcon(box.currentIndex()).isNull() else box.iconSize().width() + 4
    yield from _room(box.currentText(), _text(box, box.currentText()).width(), field.width() - icon)


def _text(widget: QWidget, text: str) -> QSize:
    return widget.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), text)


def _room(text: str, need: int, there: int, how: str = "wide") -> Iterator[str]:
    if text and need > there + _TOLERANCE:
        yield f"“{text[:60]}” is {need} px {how} in {there}"


def enlarged(factor: float) -> None:
    """Make the application's font ``factor`` times as large, for widgets made from now on."""
    font = QApplication.font()
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    QApplication.setFont(font)
