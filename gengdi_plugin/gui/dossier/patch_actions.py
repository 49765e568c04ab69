"""What the Patches page offers of dossiers: of the selected patches, and the QR code of one."""

from __future__ import annotations

from ...core.i18n import tr
from ..page_action import page_action
from ..patches.patches_page import PatchesPage
from .dossiers import Dossiers


class PatchDossiers:
    """``actions`` for the menu *Cases* and for a right click into the table."""

    def __init__(self, page: PatchesPage, dossiers: Dossiers) -> None:
        self._page, self._dossiers = page, dossiers
        self.dossier = page_action(
            page, "dossier_selection", tr("Dossier of Selected Patches"), self.ask,
            tr("Everything that the bound layers know about the selected patches"),
        )  # fmt: skip
        self.label = page_action(
            page, "code_label", tr("QR Code of This Patch…"), self.show_label,
            tr("The spatial code with its colour, to be copied, saved or printed as a label"),
        )  # fmt: skip
        self.actions = [self.dossier, self.label]
        page.table_actions.extra += self.actions
        page.selection_changed.connect(self._enable)
        self._enable()

    def ask(self) -> None:
        """About the selected patches."""
        self._dossiers.of_patches(self._page.selected())

    def show_label(self) -> None:
        """Of the selected patch."""
        patch = self._page.single()
        if patch is not None:
            self._dossiers.show_patch_label(patch)

    def _enable(self) -> None:
        self.dossier.setEnabled(self._page.selected_count() > 0)
        self.label.setEnabled(self._page.selected_count() == 1)
