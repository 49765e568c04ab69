"""What the last run did and what comes next, below the button that started it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QGroupBox, QLabel, QPushButton, QVBoxLayout, QWidget

from ...core.i18n import tr
from ..measure import breakable

if TYPE_CHECKING:
    from ...store.review import PatchRow, RunRow


class RunReport(QGroupBox):
    """The latest run that is not undone; hidden when there is none."""

    patch_wanted = pyqtSignal(str)  # uid: select and zoom
    folder_wanted = pyqtSignal()
    undo_wanted = pyqtSignal()
    verify_wanted = pyqtSignal()
    compare_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Last run"), parent)
        self.setObjectName("gengdi_run_report")
        self.summary = _label("gengdi_run_summary")
        self.doubtful = _label("gengdi_most_doubtful")
        self.doubtful.setTextFormat(Qt.TextFormat.RichText)
        self.doubtful.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.doubtful.linkActivated.connect(self.patch_wanted)
        self.next = _label("gengdi_run_next")
        self.rules = _label("gengdi_run_rules")
        self.saved = _label("gengdi_run_saved")
        self.folder_button = QPushButton(tr("Open Folder"))
        self.folder_button.setObjectName("gengdi_open_folder")
        self.folder_button.clicked.connect(lambda: self.folder_wanted.emit())
        self.undo_button = QPushButton(tr("Undo This Run…"))
        self.undo_button.setObjectName("gengdi_undo_run")
        self.undo_button.setToolTip(
            tr("Puts every patch back to where it was before; recorded with who and when, nothing is deleted")
        )
        self.undo_button.clicked.connect(lambda: self.undo_wanted.emit())
        self.verify_button = QPushButton(tr("Verify Verdicts"))
        self.verify_button.setObjectName("gengdi_verify_verdicts")
        self.verify_button.setToolTip(
            tr("Recomputes every verdict from what the workspace keeps and shows what differs, and why")
        )
        self.verify_button.clicked.connect(lambda: self.verify_wanted.emit())
        self.compare_button = QPushButton(tr("Compare Runs…"))
        self.compare_button.setObjectName("gengdi_compare_runs")
        self.compare_button.setToolTip(
            tr("Which patches changed colour between two runs, and because of which approval")
        )
        self.compare_button.clicked.connect(lambda: self.compare_wanted.emit())
        buttons = QGridLayout()  # two rows: the panel may be narrow
        for place, button in enumerate(
            (self.folder_button, self.undo_button, self.verify_button, self.compare_button)
        ):
            buttons.addWidget(button, place // 2, place % 2)
        buttons.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        for label in (self.summary, self.doubtful, self.next, self.rules, self.saved):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self.hide()

    def show_run(
        self,
        run: RunRow | None,
        screened: int,
        released: int,
        doubtful: Sequence[PatchRow],
        path: Path | None,
    ) -> None:
        """Tell about ``run``: how many patches it ``screened`` and ``released`` as things stand,
        ``doubtful`` those to look at first."""
        self.setVisible(run is not None and path is not None)
        if run is None or path is None:
            return
        self.summary.setText(
            tr("{total} screened, {green} released, {yellow} to verify. {when}, {who}.").format(
                total=f"{run.patches:,}",
                green=f"{released:,}",
                yellow=f"{screened - released:,}",
                when=run.screened_at[:16].replace("T", " "),
                who=run.actor,
            )
        )
        links = " · ".join(
            f'<a href="{escape(row.uid)}">{escape(row.patch_no or row.spatial_code)}</a>' for row in doubtful
        )
        self.doubtful.setText(tr("Most doubtful: {patches}").format(patches=links))
        self.doubtful.setVisible(bool(doubtful))
        self.next.setText(
            tr("Next: review the yellow patches, send the verification list, print patch sheets.")
            if doubtful
            else tr("Next: export the release list.")
        )
        self.rules.setText(
            tr("Rule set {id}, version {version}, sha256 {hash} (example, not an official rule)").format(
                id=run.rule_set, version=run.rule_version, hash=run.rule_hash[:12]
            )
        )
        self.rules.setToolTip(run.rule_hash)
        self.saved.setText(tr("Saved in {file}").format(file=breakable(path)))
        self.saved.setToolTip(str(path))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
