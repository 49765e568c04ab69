"""Ground to try things on: the demo district and the practice folder, made where the officer says."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.core import Qgis, QgsFeedback

from ..core.errors import InputError
from ..core.i18n import language, tr
from .ask_file import ask_folder
from .desk_actions import DeskActions
from .written import open_folder


class DemoActions(DeskActions):
    """Both are made in a task; the demo is opened only where no unsaved project would be lost."""

    #: asks for a folder; replaced in tests, which open no modal dialog
    ask_folder: Callable[[str], str]
    #: shows a folder to the officer; replaced in tests, which open no file manager
    open_folder: Callable[[str], object]

    def _offer_demo(self) -> None:
        self.ask_folder = self._ask_folder
        self.open_folder = open_folder

    def load_demo(self) -> None:
        """Make the demo district in a folder of the officer's choice and open it."""
        if self.desk.project.isDirty():
            self.say(
                tr("Save or close your project first: the demo opens as a new one."),
                Qgis.MessageLevel.Warning,
            )
            return
        folder = self.ask_folder(tr("Choose a folder for the demo district"))
        if folder:
            self._make_demo(Path(folder) / "gengdi_demo")

    def _make_demo(self, target: Path) -> None:
        self.desk.operations.run_function(
            lambda feedback: _make_demo(target, feedback),
            tr("Making the demo district"),
            lambda _made: self._open_demo(target),
            again=lambda: self._make_demo(target),
        )

    def _open_demo(self, folder: Path) -> None:
        from ..demo.project import save_demo

        file = folder / "gengdi_demo.qgz"
        if not file.is_file():  # else it was opened before: as the officer left it
            save_demo(folder, file)
        if self.desk.project.isDirty():  # the officer went on working while it was made
            said = tr("Made, but not opened, because your project is not saved: save it, then open {file}.")
            self.say(said.format(file=file), Qgis.MessageLevel.Warning)
            return
        if not self.desk.project.read(str(file)):
            raise InputError(self.desk.project.error())
        self.dock.layers.refresh()
        self.show_screening()
        self.say(tr("The demo district is open: synthetic, not real data. Next: press Screen Patches."))

    def make_practice(self) -> None:
        """Write the practice folder where the officer says, and show it in the file manager."""
        folder = self.ask_folder(tr("Choose a folder for the practice data"))
        if folder:
            self._make_practice(Path(folder) / "gengdi_practice")

    def _make_practice(self, target: Path) -> None:
        self.desk.operations.run_function(
            lambda feedback: _make_practice(target, feedback),
            tr("Making the practice folder"),
            self._show_practice,
            again=lambda: self._make_practice(target),
        )

    def _show_practice(self, folder: Path) -> None:
        from ..demo.practice_files import SHEETS

        self.open_folder(str(folder))
        sheet = SHEETS[0] if language() == "zh" else SHEETS[1]
        self.say(
            tr("Begin with {sheet}: the practice data are in {folder}.").format(sheet=sheet, folder=folder)
        )

    def _ask_folder(self, title: str) -> str:
        return ask_folder(self.desk.window, title, str(self.desk.folder()))


def _make_demo(folder: Path, feedback: QgsFeedback) -> Path:
    from ..demo.district import make_district
    from ..demo.files import write_district
    from ..demo.imagery import write_imagery
    from ..demo.practice_files import FOLDER, write_practice

    folder.mkdir(parents=True, exist_ok=True)
    district = make_district()
    if not feedback.isCanceled():
        write_district(district, folder)
    if not feedback.isCanceled():
        write_practice(district, folder / FOLDER)
    if not feedback.isCanceled():
        write_imagery(district, folder)
    return folder


def _make_practice(folder: Path, feedback: QgsFeedback) -> Path:
    from ..demo.district import make_district
    from ..demo.practice_files import write_practice

    district = make_district()
    if not feedback.isCanceled():
        write_practice(district, folder)
    return folder
