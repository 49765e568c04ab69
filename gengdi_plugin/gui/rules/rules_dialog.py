"""The rules dialog: every rule of a rule set by chapter, edited, checked, previewed, saved as a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.rules import RuleSet, default_rules
from ...core.rules_draft import RuleDraft
from ...core.rules_rows import CHAPTERS, chapter_name
from ..confirm import confirm
from ..help import open_guide
from ..measure import give_size, scaled
from .rules_entries import OverrideEntry
from .rules_files import RuleFiles
from .rules_matrix import MatrixModel
from .rules_model import CHANGED, WRONG, ChapterProxy, RulesModel
from .rules_preview import RulesPreview
from .rules_views import MatrixTable, RulesTable

_BUTTON = QDialogButtonBox.StandardButton
_ROLE = QDialogButtonBox.ButtonRole
_SHOWN_FAULTS = 4


class RulesDialog(QDialog):
    """Edits a draft of ``rules``; ``file``: where they come from, None for the default rule set."""

    preview_wanted = pyqtSignal(object)  # RuleSet
    patch_wanted = pyqtSignal(str)
    use_wanted = pyqtSignal(str)  # path of the rule file the project uses from now on, "" the default

    def __init__(
        self,
        rules: RuleSet,
        file: Path | None,
        folder: Path,
        officer: str,
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gengdi_rules")
        self.setWindowTitle(tr("Rules"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_only = read_only
        self.draft = RuleDraft(rules)
        self.files = RuleFiles(self, file, folder, officer)
        #: replaced in tests, which open no modal dialog
        self.run_entry: Callable[[QDialog], bool] = lambda entry: bool(entry.exec())
        self.confirm: Callable[[str], bool] = self._confirm
        self._build()
        self._edited()
        give_size(self, 1120, 780)

    def _build(self) -> None:
        self.about = QLabel()
        self.about.setObjectName("gengdi_rules_about")
        self.about.setWordWrap(True)
        self.search = QLineEdit()
        self.search.setObjectName("gengdi_rules_search")
        self.search.setPlaceholderText(tr("Search all rules"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(scaled(220))
        self.chapters = QListWidget()
        self.chapters.setObjectName("gengdi_rules_chapters")
        for chapter in CHAPTERS:
            item = QListWidgetItem(chapter_name(chapter))
            item.setData(Qt.ItemDataRole.UserRole, chapter)
            self.chapters.addItem(item)
        self._tables()
        self.faults = QLabel()
        self.faults.setObjectName("gengdi_rules_faults")
        self.faults.setWordWrap(True)
        self.preview = RulesPreview()
        self.preview.wanted.connect(self._want_preview)
        self.preview.patch_wanted.connect(self.patch_wanted)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.chapters)
        split.addWidget(self.stack)
        split.setSizes([190, 900])
        split.setCollapsible(0, False)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(split, 3)
        layout.addLayout(self._steps())
        layout.addWidget(self.faults)
        layout.addWidget(self.preview, 2)
        layout.addWidget(self._buttons())
        self.search.textChanged.connect(self._search)
        self.chapters.currentRowChanged.connect(lambda _row: self._show_chapter())
        self.chapters.setCurrentRow(0)

    def _tables(self) -> None:
        self.model = RulesModel(self.draft, self._read_only, self)
        self.proxy = ChapterProxy(self)
        self.proxy.setSourceModel(self.model)
        self.table = RulesTable(self.proxy)
        self.matrix = MatrixModel(self.draft, self._read_only, self)
        self.matrix_table = MatrixTable(self.matrix)
        self.cell = QLabel()
        self.cell.setObjectName("gengdi_rules_cell")
        self.cell.setWordWrap(True)
        proofs = QWidget()
        column = QVBoxLayout(proofs)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.matrix_table, 1)
        column.addWidget(self.cell)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(proofs)
        self.model.edited.connect(self._edited)
        self.matrix.edited.connect(self.model.refresh)
        self.matrix_table.turned.connect(self._turn)
        self.matrix_table.selectionModel().currentChanged.connect(
            lambda now, _before: self.cell.setText(self.matrix.sentence(now) if now.isValid() else "")
        )

    def _steps(self) -> QHBoxLayout:
        line = QHBoxLayout()
        steps: tuple[tuple[str, str, Any, Callable[[], None]], ...] = (
            ("undo", tr("Undo"), QKeySequence.StandardKey.Undo, self.draft_undo),
            ("redo", tr("Redo"), QKeySequence.StandardKey.Redo, self.draft_redo),
            ("reset", tr("&Default for This Rule"), None, self.reset_rule),
            ("reset_all", tr("Default for All"), None, self.reset_all),
            ("add", tr("&Add Rule of a Unit…"), None, self.add_override),
            ("remove", tr("Remove Rule of a Unit"), None, self.remove_override),
        )
        self.steps: dict[str, QPushButton] = {}
        for name, text, keys, do in steps:
            button = self.steps[name] = QPushButton(text)
            button.setObjectName(f"gengdi_rules_{name}")
            button.setAutoDefault(False)
            if keys is not None:
                button.setShortcut(QKeySequence(keys))
            button.clicked.connect(lambda _checked, do=do: do())
            line.addWidget(button)
        line.addStretch()
        return line

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(_BUTTON.Close | _BUTTON.Help)
        box.button(_BUTTON.Close).setText(tr("Close"))
        box.button(_BUTTON.Help).setText(tr("Help"))
        box.button(_BUTTON.Help).setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.use_button = box.addButton(tr("&Use in This Project"), _ROLE.ActionRole)
        self.save_button = box.addButton(tr("&Save As…"), _ROLE.ActionRole)
        self.import_button = box.addButton(tr("&Import…"), _ROLE.ActionRole)
        self.export_button = box.addButton(tr("&Export…"), _ROLE.ActionRole)
        self.default_button = box.addButton(tr("Open De&fault"), _ROLE.ActionRole)
        for button in box.buttons():
            button.setAutoDefault(False)
        box.rejected.connect(self.close)
        box.helpRequested.connect(lambda: open_guide(self.help_anchor()))
        self.use_button.clicked.connect(lambda _checked: self.files.use())
        self.save_button.clicked.connect(lambda _checked: self.files.save())
        self.import_button.clicked.connect(lambda _checked: self.files.import_file())
        self.export_button.clicked.connect(lambda _checked: self.files.export_file())
        self.default_button.clicked.connect(lambda _checked: self.open_rules(default_rules(), None))
        return box

    def help_anchor(self) -> str:
        """Where the guide speaks of this dialog."""
        return "rules"

    def chapter(self) -> str:
        """The chapter in front."""
        item = self.chapters.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else CHAPTERS[0]

    def _show_chapter(self) -> None:
        searching = bool(self.search.text().strip())
        self.proxy.show_chapter(self.chapter())
        self.table.show_lists(self.chapter() in ("changes", "land", "about") and not searching)
        self.stack.setCurrentIndex(1 if self.chapter() == "proofs" and not searching else 0)
        self.enable()

    def _search(self, text: str) -> None:
        self.proxy.search(text)
        self._show_chapter()

    def _turn(self, index: QModelIndex) -> None:
        why = self.matrix.turn(index)
        self.cell.setText(f"{WRONG} {why}" if why else self.matrix.sentence(index))

    def _edited(self) -> None:
        found = self.model.faults
        lines = [f"{WRONG} {self.model.told(fault)}" for fault in found[:_SHOWN_FAULTS]]
        if len(found) > _SHOWN_FAULTS:
            lines.append(tr("and {n} more").format(n=len(found) - _SHOWN_FAULTS))
        self.faults.setText("\n".join(lines))
        self.faults.setVisible(bool(lines))
        base = self.draft.base
        text = tr("{id}, version {version}, sha256 {hash} · example, not an official rule").format(
            id=base.id, version=base.version, hash=base.hash[:12]
        )
        changed = base.document.get("changed")
        if changed:
            by = tr("saved by {by}, {at}: {why}")
            text += "\n" + by.format(
                by=changed["by"], at=changed["at"][:16].replace("T", " "), why=changed["why"]
            )
        notes = [tr("{mark} other than Gengdi's own rule set").format(mark=CHANGED)]
        if self._read_only:
            notes.append(tr("shown only: rules cannot be edited while work is under way"))
        if self.draft.edited():
            notes.append(tr("edited, not saved"))
        self.about.setText(text + "\n" + tr(" · ").join(notes))
        self.preview.outdated()
        self.enable()

    def enable(self) -> None:
        """What can be done now."""
        sound, edited, free = not self.model.faults, self.draft.edited(), not self._read_only
        own = self.chapter() == "overrides" and not self.search.text().strip()
        self.steps["undo"].setEnabled(free and self.draft.can_undo())
        self.steps["redo"].setEnabled(free and self.draft.can_redo())
        self.steps["reset"].setEnabled(free and not own)
        self.steps["reset_all"].setEnabled(free)
        self.steps["add"].setEnabled(free and sound)
        self.steps["remove"].setEnabled(free and own)
        self.save_button.setEnabled(free and sound and edited)
        self.use_button.setEnabled(free and sound and not edited and not self.files.in_use())
        self.export_button.setEnabled(not edited)
        self.preview.button.setEnabled(sound)

    def refresh(self) -> None:
        """The draft is another one now."""
        self.matrix.refresh()
        self.matrix_table.fit()
        self.model.refresh()

    def draft_undo(self) -> None:
        """Take the last step back."""
        self.draft.undo()
        self.refresh()

    def draft_redo(self) -> None:
        """Take the last undoing back."""
        self.draft.redo()
        self.refresh()

    def reset_rule(self) -> None:
        """The default for the rule, or the approval type, under the cursor."""
        if self.stack.currentIndex() == 1:
            index = self.matrix_table.currentIndex()
            if index.isValid():
                self.draft.reset(("approval_types", self.matrix.types[index.row()]))
                self.refresh()
        elif self.table.currentIndex().isValid():
            self.model.reset(self.proxy.mapToSource(self.table.currentIndex()))

    def reset_all(self) -> None:
        """Every rule as in the default rule set; it can be undone."""
        self.draft.reset_all()
        self.refresh()

    def add_override(self) -> None:
        """Ask for a rule of a single unit."""
        entry = OverrideEntry(self.draft, self)
        if self.run_entry(entry):
            entry.put(self.draft)
            self.chapters.setCurrentRow(CHAPTERS.index("overrides"))
            self.refresh()

    def remove_override(self) -> None:
        """Take the value under the cursor away; the whole override with its last value."""
        index = self.proxy.mapToSource(self.table.currentIndex())
        if not index.isValid() or self.model.rows[index.row()].chapter != "overrides":
            return
        place = self.model.rows[index.row()].place
        one = self.draft.value(place[:2])
        values = [*one.get("parameters", {}), *one.get("terms", {})]
        self.draft.remove(place if len(place) == 4 and len(values) > 1 else place[:2])
        self.refresh()

    def _want_preview(self) -> None:
        try:
            self.preview_wanted.emit(self.draft.rules())
        except GengdiError as error:
            self.preview.say(str(error))

    def open_rules(self, rules: RuleSet, file: Path | None) -> None:
        """Go on with another rule set; edits that are not saved are asked for first."""
        if self.draft.edited() and not self.confirm(tr("Drop the edits that are not saved?")):
            return
        self.files.file = file
        self.take(rules)

    def take(self, rules: RuleSet) -> None:
        """Edit ``rules`` from now on; what was edited before is gone."""
        self.draft = self.model.draft = self.matrix.draft = RuleDraft(rules)
        self.refresh()

    def reject(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.draft.edited() and not self.confirm(tr("Drop the edits that are not saved?")):
            event.ignore()
            return
        self.preview.stop()
        event.accept()

    def _confirm(self, question: str) -> bool:
        return confirm(self, tr("Rules"), question, tr("Discard Edits"))
