"""The page "Gengdi" in the project properties: what Gengdi remembers with this project."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ..core.i18n import tr
from ..core.vocabulary import keys, word
from ..layers.marking import marking_of
from ..resources_lookup import icon
from .dialog_buttons import help_button
from .project_entries import ProjectEntries


class ProjectPage(QgsOptionsPageWidget):
    """Workspace, marking, rule file, results on the map. Nothing is changed before OK or Apply."""

    def __init__(self, entries: ProjectEntries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self.setObjectName("gengdi_project_page")
        self.workspace = _file(tr("Workspace (*.sqlite)"), "gengdi_project_workspace")
        self.workspace.setToolTip(tr("The workspace that opens with this project; empty: none"))
        self.rules = _file(tr("Rule set (*.json)"), "gengdi_project_rules")
        self.rules.lineEdit().setPlaceholderText(tr("the example rule set of the plugin"))
        self.marking = QComboBox()
        self.marking.setObjectName("gengdi_project_marking")
        self.marking.setEditable(True)
        self.marking.setToolTip(tr("Stands in the panel and on every list and sheet; empty: none"))
        self.results = QCheckBox(tr("Show patches and uncovered parts on the map"))
        self.results.setObjectName("gengdi_project_results")
        self.said = QLabel()
        self.said.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("Workspace"), self.workspace)
        form.addRow(tr("Rule set"), self.rules)
        form.addRow(tr("Marking"), self.marking)
        form.addRow(tr("Results"), self.results)
        form.addRow(self.said)
        self.buttons = QDialogButtonBox()
        help_button(self.buttons, "project-page")
        # beside it stands QGIS's own Help
        self.buttons.button(QDialogButtonBox.StandardButton.Help).setText(tr("Gengdi User Guide"))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch()
        layout.addWidget(self.buttons)
        self._fill()

    def help_anchor(self) -> str:
        """Where the guide speaks of this page."""
        return "project-page"

    def _fill(self) -> None:
        entries = self._entries
        now = marking_of(entries.project)
        for text in dict.fromkeys(["", *(word("marking", key, "zh") for key in keys("marking")), now]):
            self.marking.addItem(text)
        self.marking.setCurrentText(now)
        self.workspace.setFilePath(entries.workspace())
        self.rules.setFilePath(entries.rules())
        self.results.setChecked(entries.results_shown())
        self._before = self._chosen()
        self.said.setText(tr("The project remembers these once it is saved."))

    def _chosen(self) -> dict[str, Any]:
        return {
            "marking": self.marking.currentText().strip(),
            "rules": self.rules.filePath().strip(),
            "workspace": self.workspace.filePath().strip(),
            "results": self.results.isChecked(),
        }

    def apply(self) -> None:
        """Keep what was changed; what was left alone stays as it is, and does not make the project dirty."""
        before, self._before = self._before, self._chosen()
        changed = {name: value for name, value in self._before.items() if value != before[name]}
        for name, value in changed.items():
            getattr(self._entries, f"choose_{name}")(value)


def _file(kinds: str, name: str) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setFilter(kinds)
    widget.setObjectName(name)
    return widget


class ProjectPageFactory(QgsOptionsWidgetFactory):
    """Offers the page to QGIS (3.16 and later)."""

    def __init__(self, entries: ProjectEntries) -> None:
        super().__init__()
        self._entries = entries
        self.setTitle(tr("Gengdi"))

    def icon(self) -> QIcon:
        return icon("gengdi")

    def createWidget(self, parent: QWidget) -> QgsOptionsPageWidget:
        return ProjectPage(self._entries, parent)
