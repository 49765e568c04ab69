"""The rules of the project: which file it uses, the dialog that edits it, and the effect of an edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from qgis.core import QgsFeedback

from ...core.errors import GengdiError
from ...core.i18n import tr
from ..cleanup import CleanupStack
from ..desk import Desk
from ..live.live import Live
from ..session import WorkspaceSession
from ..to_front import to_front
from ..work.operations import Operation
from .rules_box import RulesBox

if TYPE_CHECKING:
    from ...core.rules import RuleSet
    from .rules_dialog import RulesDialog

_SCOPE, _KEY = "gengdi", "rules"


class RulesActions:
    """Serves the group Rule set of the Screening page. ``show_patch`` selects and zooms to a patch (uid)."""

    def __init__(
        self, desk: Desk, session: WorkspaceSession, live: Live, show_patch: Callable[[str], object]
    ) -> None:
        self._desk, self._session, self._live, self._show_patch = desk, session, live, show_patch
        self._box: RulesBox | None = None
        self._cleanup = CleanupStack()
        self.dialog: RulesDialog | None = None

    def serve(self, box: RulesBox) -> None:
        """Remember with the project which file ``box`` names, and open the dialog from it."""
        self._box = box
        self._recall()
        box.file.fileChanged.connect(self._remember)
        box.edit_wanted.connect(self.edit)
        self._cleanup.connect(self._desk.project.readProject, self._recall)
        self._cleanup.connect(self._desk.project.cleared, self._recall)

    def close(self) -> None:
        """Take back every connection; an open dialog goes without asking."""
        self._cleanup.pop_all()
        if self.dialog is not None:
            self.dialog.confirm = lambda _question: True
            self.dialog.close()

    def edit(self) -> None:
        """Open the dialog with the rule set in use, or bring it to the front."""
        if self._box is None:
            return
        if self.dialog is None:
            dialog = self._made(self._box.path())
            if dialog is None:
                return
            self.dialog = dialog
            dialog.destroyed.connect(self._closed)
            dialog.use_wanted.connect(self._box.file.setFilePath)
            dialog.preview_wanted.connect(self.preview)
            dialog.patch_wanted.connect(self._show_patch)
        to_front(self.dialog)

    def _made(self, file: Path | None) -> RulesDialog | None:
        from ...core.rules import default_rules, load_rules
        from .rules_dialog import RulesDialog

        said = ""
        try:
            rules = load_rules(file)
        except GengdiError as error:  # the default is always at hand
            rules, file, said = default_rules(), None, str(error)
        busy = bool(self._desk.operations.running())
        dialog = RulesDialog(rules, file, self._desk.folder(), self._desk.officer(), busy, self._desk.window)
        if said:
            dialog.preview.say(said)
        return dialog

    def _closed(self) -> None:
        self.dialog = None

    def preview(self, rules: RuleSet) -> None:
        """Compute in a task what ``rules`` would change, and show it in the dialog."""
        dialog, path = self.dialog, self._session.path()
        if dialog is None:
            return
        if path is None or self._session.latest_run() is None:
            dialog.preview.say(tr("Nothing has been screened yet: screen first, then look at the effect."))
            return
        kept = self._live.followed() is not None
        operation = self._from_session(rules) if kept else self._from_workspace(rules, path)
        if operation is None:
            dialog.preview.say(tr("Live is catching up with the edits: try again in a moment."))
        elif not operation.ended_already():
            dialog.preview.follow(operation)

    def _from_session(self, rules: RuleSet) -> Operation | None:
        if not self._live.take_all():
            return None
        followed, path = self._live.followed(), self._session.path()
        if followed is None or path is None:
            return None
        now = self._standings()
        stored = not self._live.rows()
        return self._live.lend(
            lambda feedback: _effect_in_memory(followed, now, rules, path if stored else None, feedback),
            tr("Looking at the effect of the rules"),
            self._show,
        )

    def _from_workspace(self, rules: RuleSet, path: Path) -> Operation:
        return self._desk.operations.run_function(
            lambda feedback: _effect_stored(path, rules, feedback),
            tr("Looking at the effect of the rules"),
            self._show,
        )

    def _standings(self) -> dict[str, Any]:
        """The verdicts that the table of patches shows now, edits included: uid -> Standing."""
        from ...core.screening.effect import Standing

        rows = {row.uid: row for row in self._session.rows()}
        rows.update(self._live.rows())
        return {
            uid: Standing(row.screened or "", row.reason or "", row.patch_no, row.spatial_code)
            for uid, row in rows.items()
        }

    def _show(self, found: Any) -> None:
        if self.dialog is not None:
            self.dialog.preview.show_effect(found)

    def _remember(self, path: str) -> None:
        project = self._desk.project
        stored = project.readEntry(_SCOPE, _KEY, "")[0]
        now = project.writePath(path) if path else ""
        if stored != now:
            project.writeEntry(_SCOPE, _KEY, now)

    def _recall(self, *_document: object) -> None:
        stored, found = self._desk.project.readEntry(_SCOPE, _KEY, "")
        path = self._desk.project.readPath(stored) if found and stored else ""
        if self._box is not None and self._box.file.filePath() != path:
            self._box.file.setFilePath(path)


def _effect_stored(path: Path, rules: RuleSet, feedback: QgsFeedback) -> Any:
    from ...store.preview import preview_stored
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        return preview_stored(
            workspace,
            rules,
            progress=lambda done: feedback.setProgress(100 * done),
            cancelled=feedback.isCanceled,
        )


def _effect_in_memory(
    followed: Any, now: dict[str, Any], rules: RuleSet, path: Path | None, feedback: QgsFeedback
) -> Any:
    """From the figures of the stored run at ``path`` when nothing must be measured for it, else from the
    inputs in memory."""
    from ...core.screening.effect import effect_of, judges_alike
    from ...core.screening.watch import Watch

    if path is not None and judges_alike(followed.session.rules, rules):
        return _effect_stored(path, rules, feedback)
    session = followed.session
    watch = Watch(lambda done: feedback.setProgress(100 * done), feedback.isCanceled)
    columns = session.under(rules).screen(watch=watch).patches.columns
    known = dict(zip((str(uid) for uid in session.uids), followed.uids))
    uids = [known.get(str(uid), str(uid)) for uid in columns["uid"]]
    return effect_of(now, zip(uids, columns["code"], columns["reason"]), "measured")
