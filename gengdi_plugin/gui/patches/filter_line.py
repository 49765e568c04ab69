"""Every filter in force in words, each with its own way out: the officer sees why rows are missing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...core.i18n import tr
from ..whole_label import WholeLabel
from .patch_filters import PatchFilter

_ALL = "gengdi:all"
_SHORT = 24


class FilterLine(WholeLabel):
    """A line of links (Tab goes from one to the next, Enter takes it away); hidden while nothing narrows."""

    dropped = pyqtSignal(str)  # the kind of the filter to take away
    all_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_filters")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self._follow)
        self.hide()

    def show_filters(self, filters: Sequence[PatchFilter]) -> None:
        """Tell ``filters``: those that narrow."""
        said = [(one.kind, words) for one in filters if (words := one.words())]
        chips = [f'<a href="{escape(kind)}">{_kept_together(words)}&nbsp;×</a>' for kind, words in said]
        everything = f'<a href="{_ALL}"><b>{_kept_together(tr("Show all"))}</b></a>'
        self.setText(" &nbsp; ".join([*chips, everything]) if said else "")
        self.setAccessibleName(tr("Filters: {filters}").format(filters=tr(", ").join(w for _, w in said)))
        self.setToolTip(tr("A click takes a filter away"))
        self.setVisible(bool(said))

    def _follow(self, link: str) -> None:
        if link == _ALL:
            self.all_wanted.emit()
        else:
            self.dropped.emit(link)


def _kept_together(words: str) -> str:
    """Short words stay on one line; long ones break, or they would widen the panel."""
    text = escape(words).replace("–", "&#8288;–&#8288;")
    return text.replace(" ", "&nbsp;") if len(words) <= _SHORT else text
