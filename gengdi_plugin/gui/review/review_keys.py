"""The keys of review: each an action that can be given another shortcut in QGIS, and a button."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qgis.gui import QgsGui, QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QAbstractButton, QAction, QWidget

from ...core.i18n import tr

_K = Qt.Key
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


@dataclass(frozen=True)
class KeyAct:
    """One thing a key does. ``keys``: Qt keys, the first is the one that is shown; ``short`` stands on the
    button and ``long`` explains it."""

    name: str
    keys: tuple[int, ...]
    short: Callable[[], str]
    long: Callable[[], str]


ACTS = (
    KeyAct(
        "dispatch",
        (_K.Key_D,),
        lambda: tr("To Inspector"),
        lambda: tr("Send the patch to whoever is responsible for its place"),
    ),
    KeyAct(
        "lawful",
        (_K.Key_L,),
        lambda: tr("Lawful…"),
        lambda: tr("Lawful by an approval: type its number, then Enter"),
    ),
    KeyAct(
        "second_look",
        (_K.Key_M,),
        lambda: tr("Second Look"),
        lambda: tr("Mark the patch for a second look, or take the mark off; the colour stays"),
    ),
    KeyAct("skip", (_K.Key_K,), lambda: tr("Skip"), lambda: tr("Pass the patch over; nothing is recorded")),
    KeyAct(
        "undo",
        (_K.Key_U,),
        lambda: tr("Undo"),
        lambda: tr("Take the last decision of this sitting back (also Ctrl+Z)"),
    ),
    KeyAct("previous", (_K.Key_P, _K.Key_Up), lambda: "◀", lambda: tr("Previous patch")),
    KeyAct("next", (_K.Key_N, _K.Key_Down), lambda: "▶", lambda: tr("Next patch")),
    KeyAct(
        "images",
        (_K.Key_Space,),
        lambda: tr("Before/After"),
        lambda: tr("Show the image before the change, then the one after it"),
    ),
    KeyAct(
        "swipe",
        (_K.Key_S,),
        lambda: tr("Swipe"),
        lambda: tr("Draw the image before left of a bar: drag it, or move it with ← and →"),
    ),
    KeyAct("map", (_K.Key_B,), lambda: tr("Map"), lambda: tr("Back from the images to the map")),
    KeyAct("note", (_K.Key_T,), lambda: tr("Note"), lambda: tr("Write a note that goes with the decision")),
    KeyAct("end", (_K.Key_Escape,), lambda: tr("End"), lambda: tr("End the review")),
)

#: Keys that move the bar of a swipe, and are those of the patch before and the next while there is none.
ASIDE = {_K.Key_Left: "left", _K.Key_Right: "right"}


class ReviewKeys(QObject):
    """Listens where it is told to while it is switched on. ``pressed`` carries the name of a
    :class:`KeyAct`, or one of :data:`ASIDE`.

    Letters are no shortcuts of QGIS's window: there they would take keys from whoever types elsewhere. An
    act whose action was given a shortcut of its own listens to that instead.
    """

    pressed = pyqtSignal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.actions: dict[str, QAction] = {}
        self._watched: list[QWidget] = []
        self._on = False
        for act in ACTS:
            action = QAction(tr("Review: {what}").format(what=act.long()), page)
            action.setObjectName(f"GengdiReview{act.name.title().replace('_', '')}")
            action.setEnabled(False)
            action.triggered.connect(lambda _checked, name=act.name: self.pressed.emit(name))
            page.addAction(action)
            QgsGui.shortcutsManager().registerAction(action)
            self.actions[act.name] = action

    def watch(self, widgets: Iterable[QWidget]) -> None:
        """Hear the keys of these widgets too."""
        for widget in widgets:
            widget.installEventFilter(self)
            self._watched.append(widget)

    def close(self) -> None:
        """Hear nothing any more."""
        self.switch(False)
        for action in self.actions.values():
            QgsGui.shortcutsManager().unregisterAction(action)
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()

    def switch(self, on: bool) -> None:
        """Listen, or let all keys pass."""
        self._on = on
        for action in self.actions.values():
            action.setEnabled(on)

    def shown_key(self, act: KeyAct) -> str:
        """The key that stands on the button."""
        own = self.actions[act.name].shortcut()
        if own.isEmpty() and act.keys[0] == _K.Key_Space:
            return tr("Space")
        sequence = own if not own.isEmpty() else QKeySequence(act.keys[0])
        return str(sequence.toString(QKeySequence.SequenceFormat.NativeText))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._on or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        name = self._meant(watched, event)
        if not name:
            return False
        event.accept()  # else QGIS takes it for a shortcut of its own
        if event.type() == QEvent.Type.KeyPress:
            self.pressed.emit(name)
        return True

    def _meant(self, watched: QObject, event: QKeyEvent) -> str:
        if isinstance(watched, QgsMapCanvas) and _draws(watched.mapTool()):
            return ""  # Esc gives up what is drawn, not the review
        if event.matches(QKeySequence.StandardKey.Undo):
            return "undo"
        if event.modifiers() not in _PLAIN:
            return ""
        if event.key() == _K.Key_Space and isinstance(watched, QAbstractButton):
            return ""  # it presses the button
        if event.key() in ASIDE:
            return ASIDE[event.key()]
        for act in ACTS:
            if event.key() in act.keys:
                letter = event.key() == act.keys[0]
                return "" if letter and not self.actions[act.name].shortcut().isEmpty() else act.name
        return ""


def _draws(tool: QgsMapTool | None) -> bool:
    """Whether something is drawn with this tool."""
    return tool is not None and bool(tool.flags() & QgsMapTool.Flag.EditTool)
