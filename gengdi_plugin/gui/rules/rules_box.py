"""The group Rule set of the Screening page: the file in use, what it is, and the way to its editor."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QPushButton, QWidget

from ...core.errors import GengdiError
from ...core.i18n import tr


class RulesBox(QgsCollapsibleGroupBox):
    """``file`` names the rule file, empty for the default rule set."""

    edit_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rule set"), parent)
        self.setObjectName("gengdi_rules_box")
        self.file = QgsFileWidget()
        self.file.setFilter(tr("Rule set (*.json)"))
        self.file.lineEdit().setPlaceholderText(tr("the example rule set of the plugin"))
        self.said = QLabel()
        self.said.setObjectName("gengdi_rules_said")
        self.said.setWordWrap(True)
        self.edit_button = QPushButton(tr("Rules…"))
        self.edit_button.setObjectName("gengdi_edit_rules")
        self.edit_button.setToolTip(
            tr("Look at the rules, change them, and see the effect on the patches before you save")
        )
        self.edit_button.clicked.connect(lambda _checked: self.edit_wanted.emit())
        form = QFormLayout(self)
        form.addRow(tr("File"), self.file)
        form.addRow(self.said)
        form.addRow(self.edit_button)
        self.setCollapsed(True)
        self.file.fileChanged.connect(self.show_rules)

    def path(self) -> Path | None:
        """The rule file; None for the default rule set."""
        return Path(self.file.filePath()) if self.file.filePath() else None

    def show_rules(self, *_path: object) -> None:
        """Say what the chosen rule set is, or why it cannot be used."""
        from ...core.rules import load_rules

        try:
            rules = load_rules(self.path())
        except GengdiError as error:
            self.said.setText(f"⚠ {error}")
            return
        self.said.setText(
            tr(
                "{id}, version {version}, {n} rules, sha256 {hash}. Example, not an official rule. Each "
                "number with its source stands at the foot of every list."
            ).format(id=rules.id, version=rules.version, n=len(rules.rows()), hash=rules.hash[:12])
        )
