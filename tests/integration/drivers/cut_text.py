"""Finds text that is cut or elided on what is visible of a widget, as an officer sees it."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

#: Pixels around a text that a style needs at the very least, and a rounding error.
_PADDING, _ROUNDING = 6, 1


def cut_texts(root: QWidget) -> list[str]:
    """A line for each text below ``root`` that is in sight and cannot be read whole."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"{_name(widget)}: {why}" for why in _cut(widget)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _headings(widget)
    elif isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QComboBox):
        yield from _current(widget)
    elif isinstance(widget, QLineEdit):
        yield from _hint(widget)
    elif isinstance(widget, (QPushButton, QToolButton, QCheckBox, QRadioButton)):
        yield from _button(widget)


def _tabs(bar: QTabBar) -> Iterator[str]:
    if any(one.isVisible() for one in bar.findChildren(QToolButton)):
        yield "its tabs do not fit: they are scrolled"
    for place in range(bar.count()):
        picture = bar.iconSize().width() + 4 if not bar.tabIcon(place).isNull() else 0
        room, needed = bar.tabRect(place).width(), _width(bar, bar.tabText(place)) + picture + _PADDING
        if room < needed:
            yield f"tab “{bar.tabText(place)}” has {room} of {needed} pixels"


def _headings(header: QHeaderView) -> Iterator[str]:
    """Headings of columns that are in sight as a whole."""
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return
    margin = 2 * header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, None, header)
    for place in range(header.count()):
        left, room = header.sectionViewportPosition(place), header.sectionSize(place)
        if header.isSectionHidden(place) or left < 0 or left + room > header.viewport().width():
            continue
        text = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        needed = _width(header, text) + margin
        if header.isSortIndicatorShown() and header.sortIndicatorSection() == place:
            needed += header.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize, None, header)
        if room < needed - _ROUNDING:
            yield f"heading “{text}” has {room} of {needed} pixels"


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text:
        return
    if label.wordWrap():
        if label.height() < label.heightForWidth(label.width()) - _ROUNDING:
            yield f"“{text}” needs more lines"
    elif label.width() < label.sizeHint().width() - _ROUNDING:
        yield f"“{text}” has {label.width()} of {label.sizeHint().width()} pixels"
    yield from _clipped(label, text)


def _button(button: QWidget) -> Iterator[str]:
    text = button.text().replace("&", "")  # type: ignore[attr-defined]
    pictured = isinstance(button, QToolButton) and (
        button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()
    )
    if not text or pictured:
        return
    wordy = isinstance(button, QToolButton) and (
        button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextOnly
    )
    needed = max(_width(button, line) for line in text.splitlines()) + _PADDING
    if not button.icon().isNull() and not wordy:  # type: ignore[attr-defined]
        needed += button.iconSize().width() + 4  # type: ignore[attr-defined]
    if isinstance(button, (QCheckBox, QRadioButton)):
        needed = button.sizeHint().width()
    if button.width() < needed - _ROUNDING:
        yield f"“{text}” has {button.width()} of {needed} pixels"
    yield from _clipped(button, text)


def _current(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    option.initFrom(combo)
    option.editable = combo.isEditable()
    part = QStyle.SubControl.SC_ComboBoxEditField
    rect: QRect = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)
    needed = _width(combo, combo.currentText())
    if not combo.itemIcon(combo.currentIndex()).isNull():
        needed += combo.iconSize().width() + 4
    if rect.width() < needed - _ROUNDING:
        yield f"“{combo.currentText()}” has {rect.width()} of {needed} pixels"


def _hint(edit: QLineEdit) -> Iterator[str]:
    """The hint in an empty field; pictures stand beside it."""
    pictures = sum(one.width() for one in edit.findChildren(QToolButton) if one.isVisible())
    room, needed = edit.width() - pictures - _PADDING, _width(edit, edit.placeholderText())
    if not edit.text() and room < needed:
        yield f"hint “{edit.placeholderText()}” has {room} of {needed} pixels"


def _clipped(widget: QWidget, text: str) -> Iterator[str]:
    """What lies beyond the edge of what surrounds it, to the right or the left."""
    seen = widget.visibleRegion().boundingRect().width()
    if seen < widget.width() - _ROUNDING:
        yield f"“{text}” is cut off at the edge: {seen} of {widget.width()} pixels"


def _width(widget: QWidget, text: str) -> int:
    return int(widget.fontMetrics().horizontalAdvance(text))


def _name(widget: QWidget) -> str:
    """Its own name, or that of what surrounds it."""
    named = widget
    while named.parentWidget() is not None and not named.objectName():
        named = named.parentWidget()
    return f"{type(widget).__name__} in {named.objectName() or 'window'}"
