"""Page Screening: what will be tested, where the run is kept, the run itself and what came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...core.i18n import tr
from ...core.vocabulary import word
from ...resources_lookup import icon
from ..desk import Desk
from ..rules.rules_box import RulesBox
from ..session import WorkspaceSession
from ..work.algorithm_run import AlgorithmRun
from ..work.operations import Operation
from ..work.warm_up import WARM_UP_MS, warm_up_screening
from .checkup import Checkup
from .inputs_text import inputs_as_rows, inputs_in_full
from .outcome_view import OutcomeView
from .run_report import RunReport
from .screening_inputs import ScreeningLayers, screening_layers

ALGORITHM = "gengdi:screenpatches"


class ScreeningPage(QWidget):
    """Runs the screening algorithm as a task; has no rule of its own."""

    screened = pyqtSignal()  # a run was saved and the workspace is open
    reason_wanted = pyqtSignal(str, str)  # code, reason: show these patches
    run_begins = pyqtSignal()  # the layers are snapshot now
    session_kept = pyqtSignal(object)  # a saved run's KeptSession, None when it kept none

    def __init__(self, desk: Desk, session: WorkspaceSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._layers = ScreeningLayers()
        self._operation: Operation | None = None
        self.keep_sessions: Callable[[], bool] = lambda: False  # what a run prepared, to follow edits with
        self.checkup = Checkup(desk, self.tested_layers, self._rule_file, self)
        self._build()
        # what has just been shown has its place once Qt has laid it out
        self._to_report = QTimer(self)
        self._to_report.setSingleShot(True)
        self._to_report.timeout.connect(self._scroll_to_report)
        session.opened.connect(self._show_workspace)
        session.rows_changed.connect(self._show_outcome)
        # other patches or other rules: what a check-up said of them says nothing now
        self.patches.activated.connect(self.checkup.watch.note)
        self.rules.fileChanged.connect(self.checkup.watch.note)
        self._show_outcome()
        self._show_workspace()
        self.refresh()

    def _build(self) -> None:
        tested = QGroupBox(tr("What will be tested"))
        self._tested = QFormLayout(tested)
        self.patches = QComboBox()
        self.patches.setObjectName("gengdi_patch_layer")
        self.patches.setToolTip(tr("The layer of change patches that is screened"))
        self._tested.addRow(word("role", "change_patch"), self.patches)
        self.inputs = QLabel()
        self.inputs.setWordWrap(True)
        self.inputs.setTextFormat(Qt.TextFormat.RichText)
        self._tested.addRow(self.inputs)
        self.problems = QLabel()
        self.problems.setWordWrap(True)
        self.problems.setObjectName("gengdi_problems")
        self._tested.addRow(self.problems)

        kept = QGroupBox(tr("Where the run is kept"))
        kept_form = QFormLayout(kept)
        self.workspace = QgsFileWidget()
        self.workspace.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.workspace.setConfirmOverwrite(False)  # an existing workspace is continued, never replaced
        self.workspace.setFilter(tr("Workspace (*.sqlite)"))
        self.workspace.setDialogTitle(tr("Choose or name the workspace"))
        self.workspace.setObjectName("gengdi_workspace")
        kept_form.addRow(tr("Workspace"), self.workspace)
        self.continues = QLabel()
        self.continues.setWordWrap(True)
        kept_form.addRow(self.continues)
        self.workspace.fileChanged.connect(self._say_continues)

        rules = self.rules_box = RulesBox()
        self.rules = rules.file
        self.run_button = QPushButton(icon("screen"), tr("Screen Patches"))
        self.run_button.setObjectName("gengdi_run")
        self.run_button.setDefault(True)
        self.run_button.clicked.connect(self.run)
        self.checkup_button = QPushButton(icon("checkup"), tr("Check-up…"))
        self.checkup_button.setObjectName("gengdi_checkup_button")
        self.checkup_button.setToolTip(tr("Look at the layers before screening: what is wrong, and its mend"))
        self.checkup_button.clicked.connect(lambda _checked: self.checkup.show())
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        self.progress = QProgressBar()
        run_line = QHBoxLayout()
        run_line.addWidget(self.checkup_button)
        run_line.addWidget(self.run_button)
        run_line.addWidget(self.progress, 1)
        run_line.addWidget(self.cancel_button)

        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setObjectName("gengdi_said")
        self.report = RunReport()
        self.outcome = OutcomeView()
        self.outcome.wanted.connect(self.reason_wanted)

        inside = QWidget()
        column = QVBoxLayout(inside)
        for part in (tested, kept, rules):
            column.addWidget(part)
        column.addWidget(self.report)
        column.addWidget(self.outcome, 1)
        column.addStretch()  # while there is no outcome the groups keep to what they say
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        self.said.setContentsMargins(8, 0, 8, 0)
        self.said.hide()
        layout.addWidget(self.said)
        run_line.setContentsMargins(8, 0, 8, 8)
        layout.addLayout(run_line)  # never out of sight, however much is listed above
        self._show_running(False)
        rules.show_rules()

    def _scroll_to_report(self) -> None:
        self._scroll.ensureWidgetVisible(self.report)
        self._scroll.ensureWidgetVisible(self.report.summary, 0, 0)  # its beginning, where it is too high

    def _say(self, text: str) -> None:
        """Tell it above the buttons; "" takes no room."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "screening"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(WARM_UP_MS, warm_up_screening)

    def refresh(self) -> None:
        """Reread which layers play which role."""
        chosen = self.patches.currentData()
        self._layers = screening_layers(self._desk.project)
        self.patches.clear()
        for layer in self._layers.of("change_patch"):
            self.patches.addItem(layer.name(), layer.id())
        self.patches.setCurrentIndex(max(0, self.patches.findData(chosen)) if self.patches.count() else -1)
        self.inputs.setText(inputs_as_rows(self._layers))
        self.inputs.setToolTip(inputs_in_full(self._layers))
        problems = self._layers.problems()
        self.problems.setText("\n".join(f"⚠ {one}" for one in problems))
        self.problems.setVisible(bool(problems))
        if self.workspace.filePath() == self._suggested:  # another project may be open now
            self._show_workspace()
        self._enable()

    def show_run_button(self) -> None:
        """Bring the button that starts the screening under the keyboard."""
        self.run_button.setFocus()

    def run(self) -> None:
        """Start the screening; before a project's first one the layers are checked."""
        if self._patch_layer() is None or self._operation is not None:
            return
        check = self.checkup.comes_first(self._start)
        if check is None:
            self._start()
            return
        self._say(tr("Checking the layers before the first screening of this project …"))
        self._follow(check, self._checked)

    def _start(self, read: Any = None) -> None:
        """``read``: what the check-up that stood before has just read."""
        workspace = self._workspace_file()
        self.refresh()  # layers added or mended a moment ago are tested too
        layer = self._patch_layer()
        if layer is None:
            return
        rules = self._rule_file()
        self._say(tr("Screening “{layer}” …").format(layer=layer.name()))
        self.run_begins.emit()
        operation = self._desk.operations.run_algorithm(
            ALGORITHM,
            self._layers.parameters(layer, workspace, rules),
            tr("Screening “{layer}”").format(layer=layer.name()),
            self._desk.project,
            lambda run: self._saved(run, workspace),
            self.keep_sessions(),
            again=self.run,
            read_before=read,
        )
        if operation.ended_already():
            self._ended(operation)
            return
        self._follow(operation, self._ended)

    def _follow(self, operation: Operation, ended: Callable[[Operation], None]) -> None:
        self._operation = operation
        self._show_running(True)
        operation.progressed.connect(lambda: self._show_progress(operation))
        operation.ended.connect(ended)

    def _show_progress(self, operation: Operation) -> None:
        if operation is self._operation:
            self.progress.setValue(int(operation.progress()))

    def _checked(self, operation: Operation) -> None:
        if self._operation is not operation:
            return  # nothing was red: the screening is under way
        self._operation = None
        self._show_running(False)
        if operation.cancelled():
            self._say(tr("The screening was cancelled; nothing was saved."))
        else:
            self._say(tr("The check-up found something red: the screening waits for your decision."))

    def _patch_layer(self) -> QgsVectorLayer | None:
        layer = self._desk.project.mapLayer(self.patches.currentData() or "")
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _rule_file(self) -> Path | None:
        return self.rules_box.path()

    def tested_layers(self) -> list[tuple[str, QgsVectorLayer]]:
        """Role and layer of all that a screening would read now."""
        return screening_layers(self._desk.project).tested(self._patch_layer())

    def cancel(self) -> None:
        """Stop the run under way; nothing half-written stays."""
        if self._operation is not None:
            self._operation.cancel()

    def _saved(self, run: AlgorithmRun, workspace: Path) -> None:
        self._session.open(workspace)
        self.session_kept.emit(run.take_session())
        self._to_report.start()
        self.screened.emit()

    def _ended(self, operation: Operation) -> None:
        self._operation = None
        self._show_running(False)
        if operation.error:
            self._say(operation.error)
        elif operation.cancelled():
            self._say(tr("The screening was cancelled; nothing was saved."))
        else:
            # of this run: the rows of many patches are still being read, and may hold other runs' too
            count = {key: int(operation.result.results[key]) for key in ("COUNT", "YELLOW")}
            self._say("")  # the report below tells it
            said = tr("{total} patches screened, {yellow} of them yellow.")
            said = said.format(total=count["COUNT"], yellow=count["YELLOW"])
            self._desk.say(said, Qgis.MessageLevel.Success)

    def _workspace_file(self) -> Path:
        chosen = self.workspace.filePath().strip()
        path = self._desk.folder() / chosen if chosen else self._default_workspace()
        return path if path.suffix else path.with_suffix(".sqlite")

    def _default_workspace(self) -> Path:
        name = self._desk.project.baseName() or "gengdi"
        return self._desk.folder() / f"{name}_workspace.sqlite"

    def _show_workspace(self) -> None:
        self._suggested = str(self._session.path() or self._default_workspace())
        self.workspace.setFilePath(self._suggested)
        self._say_continues()

    def _say_continues(self, *_path: object) -> None:
        if self._workspace_file().is_file():
            self.continues.setText(tr("The file exists: the run is added, colours follow the case."))
        else:
            self.continues.setText(tr("The file will be made."))

    def _show_outcome(self) -> None:
        self.outcome.show_rows(self._session.rows())

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.progress.setValue(0)
        self.cancel_button.setVisible(running)
        self._enable(running)

    def _enable(self, running: bool | None = None) -> None:
        busy = self._operation is not None if running is None else running
        self.run_button.setEnabled(not busy and self.patches.count() > 0)
