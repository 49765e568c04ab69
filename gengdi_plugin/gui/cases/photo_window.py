"""Window Stored Photos: files of photos that are missing or no longer what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import QWidget

from ...core.i18n import tr
from ..report_window import ReportWindow

if TYPE_CHECKING:
    from ...store.photo_review import ReviewedPhoto


class PhotoWindow(ReportWindow):
    """Shows what a look at all stored photos found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = QStandardItemModel()
        super().__init__(tr("Stored Photos"), "gengdi_photos", "finding-content", self.model, parent)
        self.model.setParent(self)

    def show_photos(self, total: int, faults: Sequence[ReviewedPhoto]) -> None:
        """Show ``faults`` of ``total`` photos."""
        from ...core.photo_sentences import check_sentence

        rows = [(one.patch_no, one.file_name, check_sentence(one.checks[0]), str(one.path)) for one in faults]
        self.model.clear()
        self.model.setHorizontalHeaderLabels([tr("Patch no."), tr("Photo"), tr("What is wrong"), tr("File")])
        for row in rows:
            self.model.appendRow([QStandardItem(text) for text in row])
        said = tr("%n photo(s) of the workspace were looked at.", total)
        if faults:
            said = tr("{looked} {found}").format(
                looked=said, found=tr("%n are missing or were altered after they were recorded:", len(faults))
            )
        else:
            said = tr("{looked} {found}").format(
                looked=said, found=tr("All files are as they were recorded.")
            )
        self.show_report(said, ("patch_no", "file_name", "what", "file"), rows)
