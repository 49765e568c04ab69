"""The head of a dossier: the one code of the place, its colour, where it lies and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ...core.i18n import tr
from ...core.place_status import status_words
from ...core.vocabulary import word
from .. import figures
from ..code_chip import chip
from ..plain_label import plain_label

if TYPE_CHECKING:
    from ...store.review import PatchRow
    from .asked import Place

_CHIP = 40


class PlaceHead(QWidget):
    """Chip, code and two lines of words; all of it can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = QLabel()
        self.badge.setObjectName("gengdi_dossier_badge")
        self.code = plain_label(name="gengdi_dossier_code", selectable=True)
        large = QFont(self.font())
        large.setPointSizeF(large.pointSizeF() * 1.35)
        large.setBold(True)
        self.code.setFont(large)
        self.code.setToolTip(tr("The spatial code: administrative unit, grid cell, number"))
        self.status = plain_label(name="gengdi_dossier_status", selectable=True)
        self.where = plain_label(name="gengdi_dossier_where", selectable=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.code, self.status, self.where):
            words.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_place(self, place: Place, patch: PatchRow | None) -> None:
        """``patch``: the one the place is or lies in, as it is now."""
        code = patch.code if patch is not None else ""
        self.badge.setVisible(bool(code))
        if code:
            self.badge.setPixmap(chip(code, _CHIP).pixmap(_CHIP, _CHIP))
            self.badge.setToolTip(word("code", code))
        self.code.setText(place.code)
        self.status.setText(" · ".join(filter(None, _status(place, patch))))
        self.where.setText(" · ".join(filter(None, _where(place, patch))))

    def text(self) -> list[str]:
        """What it says, line by line."""
        return [label.text() for label in (self.code, self.status, self.where) if label.text()]


def _status(place: Place, patch: PatchRow | None) -> list[str]:
    if patch is None:
        return [
            tr("In no patch of the workspace")
            if not place.crossed
            else tr("Meets %n patch(es) of the workspace, lies in none", len(place.crossed))
        ]
    return [
        tr("Patch {patch_no}").format(patch_no=patch.patch_no or patch.spatial_code),
        *verdict_words(patch),
    ]


def verdict_words(patch: PatchRow) -> list[str]:
    """Colour, status and reason of a patch as it is now; '' for what there is not."""
    return [
        word("code", patch.code) if patch.code else "",
        status_words(patch.code, patch.state),
        word("reason", patch.reason) if patch.reason and patch.code == patch.screened else "",
    ]


def _where(place: Place, patch: PatchRow | None) -> list[str]:
    unit = place.unit or (patch.unit_name if patch is not None else "")
    code = place.unit_code or (patch.unit_code if patch is not None else "")
    return [
        tr("{unit} ({code})").format(unit=unit, code=code) if unit and code else unit or code,
        tr("area {area}").format(area=figures.area_and_mu(place.area_m2))
        if place.area_m2 is not None
        else tr("point or line, no area"),
    ]
