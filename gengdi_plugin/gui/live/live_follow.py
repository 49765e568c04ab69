"""A session of the last run with the verdicts that edits have changed since. No widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...core.errors import Cancelled
from ...core.screening.watch import Watch
from ...layers.edits import Edits, FeatureChange
from ...processing.handover import KeptSession
from .live_rows import LiveVerdict, differs, provisional, verdicts
from .live_tables import Reading, Table, TableKey, Tables, put_in_place, tables_of

if TYPE_CHECKING:
    from qgis.core import QgsFeedback

    from ...store.review import PatchRow


class Followed:
    """What live needs of a kept session. Not to be used by two threads at the same time."""

    def __init__(self, kept: KeptSession) -> None:
        self.session = kept.session
        self.workspace = Path(kept.workspace) if kept.workspace else None
        self.tables: Tables = tables_of((layer.role, layer.layer_id, layer.name) for layer in kept.layers)
        self.patch_layer = kept.layers[0].layer_id
        #: row -> uid of the patch in the workspace
        self.uids: list[str] = [str(uid) for uid in kept.session.uids]
        self._row_of = {uid: row for row, uid in enumerate(self.uids)}
        #: the verdicts of all patches that were screened again since the run
        self.verdicts: dict[int, LiveVerdict] = {}
        self._fresh: set[int] = set()  # of these nobody knows yet whether they differ
        self._differing: dict[str, PatchRow] = {}

    def table_of(self, layer_id: str) -> tuple[TableKey, Table] | None:
        """The table a layer was read into."""
        return next(((key, table) for key, table in self.tables.items() if layer_id in table.layers), None)

    def edit(self, layer_id: str, edits: Edits, changes: Iterable[FeatureChange]) -> set[int]:
        """Take ``edits`` of a layer in; ``changes``: its changed features as they are now. The rows of the
        patches that must be screened again."""
        found = self.table_of(layer_id)
        if found is None:
            return set()
        key, table = found
        for old, new in edits.renamed:
            self.session.rename(table.name, str(old), str(new), key.role)
        rows: set[int] = set()
        for one in changes:
            reached = self.session.change(
                table.name, one.feature_id, one.geometry, one.attributes, role=key.role
            )
            rows |= set(reached.tolist())
        return rows

    def screen(self, rows: set[int], watch: Watch | None = None) -> None:
        """Screen the patches ``rows`` again."""
        for row in [row for row in rows if self.session.is_gone(row)]:
            self.verdicts.pop(row, None)
            self._fresh.add(row)
        there = sorted(row for row in rows if not self.session.is_gone(row))
        for row in range(len(self.uids), len(self.session)):
            self.uids.append(str(self.session.uids[row]))
            self._row_of[self.uids[row]] = row
        if there:
            result = self.session.screen(np.array(there, dtype=np.int64), watch)
            self.verdicts.update(verdicts(result, there))
            self._fresh.update(there)

    def catch_up(self, readings: list[Reading], rows: set[int], feedback: QgsFeedback) -> None:
        """Put other tables in place, then screen what they reach and ``rows`` (any thread)."""
        watch = Watch(lambda done: feedback.setProgress(100 * done), feedback.isCanceled)
        rows = rows | put_in_place(self.session, readings, feedback, watch.part(0.0, 0.4))
        self.screen(rows, watch.part(0.4, 1.0))

    def provisional_rows(self, saved: Mapping[str, PatchRow]) -> dict[str, PatchRow]:
        """The patches whose verdict is another one than that of the saved run, as it would leave them: uid
        -> row."""
        found = dict(self._differing)
        for row in self._fresh:
            uid, live = self.uids[row], self.verdicts.get(row)
            found.pop(uid, None)
            if live is not None:
                known = saved.get(uid)
                now = provisional(known, uid, live)
                if known is None or differs(known, now):
                    found[uid] = now
        self._fresh, self._differing = set(), found
        return found

    def compare_all(self) -> None:
        """The saved run is another one: compare every verdict anew."""
        self._fresh, self._differing = set(self.verdicts), {}

    def verdict(self, uid: str) -> LiveVerdict | None:
        """The live verdict of a patch; None when it was not screened again."""
        row = self._row_of.get(uid)
        return None if row is None else self.verdicts.get(row)

    def rows(self, uids: Iterable[str]) -> list[int]:
        """The rows of patches."""
        return [self._row_of[uid] for uid in uids if uid in self._row_of]

    def recorded(self, rows: Iterable[int]) -> None:
        """The patches ``rows`` were saved as they are: the workspace knows them by their uid of now."""
        for row in rows:
            self.uids[row] = str(self.session.uids[row])
            self._row_of[self.uids[row]] = row


def record(followed: Followed, rows: list[int], officer: str, feedback: QgsFeedback) -> str:
    """Screen ``rows`` and save them as a run of the workspace (any thread); the run's uid."""
    from ...store.runs import save_run
    from ...store.workspace import open_workspace

    if followed.workspace is None:
        raise Cancelled("no workspace")
    watch = Watch(lambda done: feedback.setProgress(50 * done), feedback.isCanceled)
    result = followed.session.screen(np.array(sorted(rows), dtype=np.int64), watch)
    with open_workspace(followed.workspace, create=False) as workspace:
        units = followed.session.inputs.units
        return save_run(workspace, result, officer, watch.part(1.0, 2.0).progress, feedback.isCanceled, units)
