"""What *Offline* means: which layers come over a network, and that nothing of Gengdi needs one."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ...core.i18n import tr
from ..dialog_buttons import help_button
from ..measure import give_size

_BUTTON = QDialogButtonBox.StandardButton


class NetworkWindow(QDialog):
    """``online``: name and host of the layers that come over a network."""

    def __init__(self, online: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_network")
        self.setWindowTitle(tr("What Needs a Network"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.said = QLabel("\n\n".join(_sentences(online)))
        self.said.setObjectName("gengdi_network_said")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(_BUTTON.Close)
        buttons.button(_BUTTON.Close).setText(tr("Close"))
        help_button(buttons, "offline")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addStretch()
        layout.addWidget(buttons)
        give_size(self, 480, 0)


def _sentences(online: Sequence[tuple[str, str]]) -> list[str]:
    said = [
        tr(
            "Nothing of Gengdi needs a network: screening, review, cases, lists, sheets, packages and this "
            "help work on this computer alone, with or without a basemap."
        )
    ]
    if online:
        said.append(tr("These layers of the project come over a network; without it they stay empty:"))
        said.append("\n".join(tr("• {name} ({host})").format(name=name, host=host) for name, host in online))
    else:
        said.append(tr("No layer of this project comes over a network."))
    said.append(
        tr(
            "Only your own doing opens a connection: adding an online map (such as Tianditu) or another "
            "layer of a server, and QGIS's own news and plugin list, which are set in its options."
        )
    )
    return said
