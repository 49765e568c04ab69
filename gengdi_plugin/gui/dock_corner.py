"""The corner at the top of the dock: the marking, "Offline", and help."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ..core.i18n import tr
from ..core.vocabulary import keys, word
from ..resources_lookup import icon
from .settings import MARKING, SHOW_GUIDE


class DockCorner(QWidget):
    """What must be in sight on every page."""

    help_wanted = pyqtSignal()
    guide_wanted = pyqtSignal(bool)
    marking_wanted = pyqtSignal(str)  # "" for none
    network_wanted = pyqtSignal()  # what does need a network, and why nothing here does

    def __init__(self, marking_now: Callable[[], str], parent: QWidget | None = None) -> None:
        """``marking_now`` says the marking of the open project."""
        super().__init__(parent)
        self._marking_now = marking_now
        #: the project's layers (and their hosts) that come over a network; basemap.badge asks the project
        self.online_now: Callable[[], list[tuple[str, str]]] = list
        self.marking = QLabel()
        self.marking.setObjectName("gengdi_marking")
        # black on white with a frame: no colour that could be read as a code
        self.marking.setStyleSheet(
            "QLabel { border: 1px solid black; background: white; color: black; font-weight: bold;"
            " padding: 0 3px; }"
        )
        self.offline = QToolButton()
        self.offline.setObjectName("gengdi_offline")
        self.offline.setAutoRaise(True)
        self.offline.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offline.clicked.connect(lambda: self.network_wanted.emit())
        self.help = QToolButton()
        self.help.setObjectName("gengdi_help")
        self.help.setIcon(icon("help"))
        self.help.setAutoRaise(True)
        self.help.setToolTip(tr("Help for this page (F1)"))
        self.help.setAccessibleName(tr("Help for this page (F1)"))
        self.help.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.help.clicked.connect(lambda: self.help_wanted.emit())
        self.guide_action = QAction(tr("Show the Steps of the Work"), self)
        self.guide_action.setCheckable(True)
        self.guide_action.setChecked(SHOW_GUIDE.value())
        self.guide_action.triggered.connect(self.guide_wanted)
        self._menu = QMenu(self)
        self._menu.addAction(self.guide_action)
        self.marking_menu = self._menu.addMenu(tr("Marking"))
        self.marking_menu.aboutToShow.connect(self.fill_marking_menu)
        self.help.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2, 0)
        row.setSpacing(4)
        for part in (self.marking, self.offline, self.help):
            row.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """Show the marking that holds now, and whether a layer comes over a network."""
        self.refresh_online()
        text = self._marking_now()
        self.marking.setText(text)
        tip = tr("Stands on every list and sheet of this project too: {text}")
        self.marking.setToolTip(tip.format(text=text))
        self.marking.setVisible(bool(text))

    def refresh_online(self) -> None:
        """Show whether a layer of the project comes over a network."""
        online = tr(", ").join(name for name, _host in self.online_now())
        self.offline.setText(tr("Online map") if online else tr("Offline"))
        tip = (
            tr("Basemap online: {names}. Gengdi itself works on this computer only.").format(names=online)
            if online
            else tr("Gengdi works on this computer only: it never opens a connection without your doing.")
        )
        self.offline.setToolTip(tip)
        self.offline.setAccessibleName(tip)

    def fill_marking_menu(self) -> None:
        """Offer none, the usual markings, and the text of the options; the one that holds is checked."""
        now = self._marking_now()
        own = [text for text in (MARKING.value().strip(), now) if text]
        self.marking_menu.clear()
        for text in dict.fromkeys(["", *(word("marking", key, "zh") for key in keys("marking")), *own]):
            action = self.marking_menu.addAction(text or tr("None"))
            action.setCheckable(True)
            action.setChecked(text == now)
            action.triggered.connect(lambda _checked, chosen=text: self.marking_wanted.emit(chosen))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # back from the options dialog
        if event.type() == QEvent.Type.ActivationChange:
            self.refresh()
