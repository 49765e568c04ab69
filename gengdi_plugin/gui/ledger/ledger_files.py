"""The accounts out of the page: into the clipboard, into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis

from ...core.i18n import tr
from ...layers.marking import marking_of
from ..ask_file import ask_file
from ..clipboard import copy_table
from ..desk import Desk
from ..written import last_folder, tell_written

if TYPE_CHECKING:
    from ...core.ledger.account import Ledger


class LedgerFiles:
    """Copies and exports; files are written in a task."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        #: asks for the file to write (title, suggestion, kinds); replaced in tests
        self.ask_file: Callable[[str, str, str], str] = self._ask_file

    def copy(self, fields: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table as tab-separated text into the clipboard: it pastes into a spreadsheet."""
        copy_table(fields, rows)
        self._desk.say(tr("%n row(s) copied", len(rows)), Qgis.MessageLevel.Success)

    def export(self, ledger: Ledger, four_digits: bool) -> None:
        """All accounts of ``ledger`` into a file of the officer's choice."""
        kinds = tr("Spreadsheet (*.xlsx);;Text (*.csv)")
        target = self.ask_file(tr("Export the Ledger"), str(last_folder(self._desk) / "ledger.xlsx"), kinds)
        if not target:
            return
        from ...exchange.ledger import export_ledger
        from ...exchange.marking import printed_marking

        path = Path(target)
        marking = printed_marking(marking_of(self._desk.project))
        self._desk.operations.run_function(
            lambda _feedback: export_ledger(ledger, path, four_digits, marking),
            tr("Exporting the ledger"),
            lambda _nothing: self._written(path),
        )

    def _written(self, path: Path) -> None:
        tell_written(self._desk, tr("Written: {file}").format(file=path), path.parent)

    def _ask_file(self, title: str, suggestion: str, kinds: str) -> str:
        return ask_file(self._desk.window, title, suggestion, kinds, True, "ledger")
