"""The files of the rules dialog: saving under a new name, import, export, and which one the project uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Callable

from ...core.errors import GengdiError
from ...core.i18n import tr
from ...core.rules import DEFAULT_RULES, load_rules, rules_from_text, rules_text
from ..ask_file import ask_file
from .rules_entries import SaveEntry

if TYPE_CHECKING:
    from .rules_dialog import RulesDialog


class RuleFiles:
    """``file``: where the rules in the dialog come from, None for the default rule set."""

    def __init__(self, dialog: RulesDialog, file: Path | None, folder: Path, officer: str) -> None:
        self._dialog, self._folder, self._officer = dialog, folder, officer
        self.file = self._used = file
        #: replaced in tests, which open no modal dialog
        self.ask: Callable[..., str] = ask_file

    def in_use(self) -> bool:
        """Whether the project uses this file."""
        return self.file == self._used

    def use(self) -> None:
        """The project uses the rule set that is shown from now on."""
        self._used = self.file
        self._dialog.use_wanted.emit(str(self.file or ""))
        self._dialog.enable()

    def save(self) -> bool:
        """Write the draft as a new rule set and use it; whether it was written."""
        entry = SaveEntry(self._dialog.draft, self._officer, self._dialog)
        if not self._dialog.run_entry(entry):
            return False
        text = rules_text(entry.document())
        name = self._folder / f"{entry.name.text().strip()}.json"
        if not self._write(text, name):
            return False
        self._dialog.take(rules_from_text(text, name.name))
        self.use()
        return True

    def import_file(self) -> None:
        """Open a rule file of the officer's choice; what is wrong with it is told."""
        kinds = tr("Rule set (*.json)")
        path = self.ask(self._dialog, tr("Import a Rule File"), str(self._folder), kinds, saving=False)
        if not path:
            return
        try:
            rules = load_rules(path)
        except GengdiError as error:
            self._dialog.preview.say(str(error))
            return
        self._dialog.open_rules(rules, Path(path))

    def export_file(self) -> None:
        """Write the rule set that is shown, unchanged to the byte, so that its hash stays."""
        self._write(
            self._dialog.draft.base.text, self._folder / f"{self._dialog.draft.base.id}.json", keep=True
        )

    def _write(self, text: str, suggestion: Path, keep: bool = False) -> bool:
        kinds = tr("Rule set (*.json)")
        path = self.ask(self._dialog, tr("Save the Rule Set"), str(suggestion), kinds, saving=True)
        if not path:
            return False
        if Path(path).resolve() == DEFAULT_RULES.resolve():
            self._dialog.preview.say(tr("Gengdi's own rule set is never overwritten: choose another file."))
            return False
        try:
            Path(path).write_bytes(text.encode("utf-8"))
        except OSError as error:
            self._dialog.preview.say(
                tr("{file} could not be written: {reason}").format(file=path, reason=error)
            )
            return False
        if not keep:
            self.file = Path(path)
        self._dialog.preview.say(tr("Written to {file}").format(file=path))
        return True
