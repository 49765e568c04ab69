"""Work from the field into the workspace: once, not over what happened meanwhile, none dropped unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from ..core.errors import GengdiError, IllegalTransition, InputError
from ..core.i18n import tr
from ..core.stopping import checkpoint
from ..core.vocabulary import word
from .cases import record_finding
from .conflicts import find_conflict, raise_conflict
from .connection import transaction
from .field_finding import finding_of, named_patch, with_boundaries
from .field_meanwhile import meanwhile
from .field_packages import known_workspace_uid, note_came_back, package_row, record_package
from .field_photos import PhotoBag
from .field_rows import (
    ADDED,
    BOUNDARY,
    CONFLICT,
    DECIDED,
    FINDING,
    MISSING,
    NOTICE,
    PHOTO,
    REFUSED,
    THERE,
    FieldBoundary,
    FieldInspection,
    FieldWork,
    Line,
)
from .finding_sets import know_sets
from .findings import Finding, checked
from .workspace import Workspace


@dataclass(frozen=True)
class ImportReport:
    """What an import did: new ``findings``, ``photos`` and ``conflicts``, what is ``missing``, a line for
    everything that was there, and how many patches of the package have no finding in it yet."""

    findings: int
    photos: int
    conflicts: int
    missing: int
    lines: tuple[Line, ...]
    unvisited: int = 0


def import_field_work(
    ws: Workspace, work: FieldWork, manifest: str, actor: str, progress: Callable[[float], None] | None = None
) -> ImportReport:
    """Take ``work`` into the workspace; the same work again changes nothing.

    ``manifest``: the package's own, kept when the row of the package is not here (a copy of the workspace
    wrote it). A finding on a patch to which something else happened since it was packed becomes a row of
    ``sync_conflict`` and is not applied. Raises InputError for a package of another workspace; then, and when
    it is cancelled, nothing is written.
    """
    known = package_row(ws.db, work.package_uid)
    if not known and known_workspace_uid(ws.db) != work.workspace_uid:
        raise InputError(
            tr(
                "This field package was written from another workspace than {file}: open the workspace it "
                "came from, then import it there."
            ).format(file=ws.path.name)
        )
    know_sets(ws)
    photos = PhotoBag(ws, work, progress)  # files first: copying takes time, and a transaction is short
    with transaction(ws.db) as connection:
        if not known:
            record_package(ws, work.package_uid, "", actor, len(work.clocks), manifest)
            known = package_row(ws.db, work.package_uid)
        taking = _Taking(ws, connection, work, photos, dict(known["came_back"]))
        taking.take_all()
        taking.note_package()
    return taking.report()


class _Taking:
    """One import under way, inside its transaction."""

    def __init__(
        self,
        ws: Workspace,
        connection: sqlite3.Connection,
        work: FieldWork,
        photos: PhotoBag,
        came_back: dict[str, str],
    ) -> None:
        self._ws, self._connection, self._work, self._photos = ws, connection, work, photos
        self._came_back = came_back
        self._own = {came_back[row.row_uid] for row in work.inspections if row.row_uid in came_back}
        self._lines = list(work.lines)
        self._taken: dict[str, str] = {}  # row -> inspection
        self._visited: set[str] = set()  # patches

    def take_all(self) -> None:
        """Every row, several visits to one patch in the order in which they were made."""
        rows = [row for row in self._work.inspections if self._says_something(row)]
        by_row = self._boundaries(rows)
        ready: list[tuple[FieldInspection, Finding]] = []
        for row in rows:
            finding = self._ready(row, by_row.get(row.row_uid, []))
            if finding is not None:
                ready.append((row, finding))
        self._visited = {finding.patch_uid for _, finding in ready}
        ready.sort(key=lambda entry: str(checked(entry[1]).inspected_on))
        for _, finding in ready:
            if self._is_known(finding):
                self._own.add(self._uid(finding))
        for row, finding in ready:
            checkpoint()
            self._take(row, finding)
        self._tell_photos()

    def note_package(self) -> None:
        """Keep which row became what, when something came."""
        if any(line.outcome in (ADDED, THERE, CONFLICT) for line in self._lines):
            note_came_back(self._connection, self._work.package_uid, self._came_back)

    def report(self) -> ImportReport:
        """What was done."""
        if not self._work.inspections and not self._work.photos and not self._work.boundaries:
            self._tell(FINDING, NOTICE, tr("Nothing was entered in this package."))
        return ImportReport(
            self._count(FINDING, ADDED),
            self._count(PHOTO, ADDED),
            self._count(FINDING, CONFLICT),
            sum(one.outcome == MISSING for one in self._lines),
            tuple(self._lines),
            len(set(self._work.clocks) - self._visited),
        )

    def _count(self, what: str, outcome: str) -> int:
        return sum(one.what == what and one.outcome == outcome for one in self._lines)

    def _says_something(self, row: FieldInspection) -> bool:
        """A row with a finding; one without is told, with what else it says."""
        if row.text("finding"):
            return True
        note, photos = row.text("note"), len(self._work.photos_of(row.row_uid))
        text = tr("The finding is not filled in, so the row was not taken. Note: “{note}”; photos: {n}.")
        self._tell(FINDING, MISSING, text.format(note=note, n=photos), self._number(row), row.row_uid)
        return False

    def _boundaries(self, rows: list[FieldInspection]) -> dict[str, list[FieldBoundary]]:
        """Measured boundaries by the row they belong to: the one named, else the last of that patch."""
        found: dict[str, list[FieldBoundary]] = {}
        names = {row.row_uid for row in rows}
        last = {row.patch_uid: row.row_uid for row in rows if row.patch_uid}
        for boundary in self._work.boundaries:
            owner = (
                boundary.inspection_uid if boundary.inspection_uid in names else last.get(boundary.patch_uid)
            )
            if owner is None:
                text = tr("The measured boundary waits for a finding on its patch; it was not taken.")
                self._tell(
                    BOUNDARY, MISSING, text, self._work.numbers.get(boundary.patch_uid, ""), boundary.row_uid
                )
            else:
                found.setdefault(owner, []).append(boundary)
        return found

    def _ready(self, row: FieldInspection, boundaries: list[FieldBoundary]) -> Finding | None:
        """The row as a finding whose values are in order; None when they are not, which is told."""
        try:
            plain = named_patch(self._connection, finding_of(row, self._work))
            checked(plain)
        except GengdiError as error:
            self._tell(FINDING, REFUSED, str(error), self._number(row), row.row_uid)
            return None
        if not boundaries:
            return plain
        try:
            whole = with_boundaries(self._connection, plain, boundaries)
            checked(whole)
        except GengdiError as error:
            for boundary in boundaries:
                self._tell(BOUNDARY, REFUSED, str(error), self._number(row), boundary.row_uid)
            return plain
        return whole

    def _take(self, row: FieldInspection, finding: Finding) -> None:
        number, uid = self._number(row), self._uid(finding)
        if self._is_known(finding):
            self._taken[row.row_uid] = self._came_back[row.row_uid] = uid
            self._tell(FINDING, THERE, tr("This finding is in the workspace."), number, row.row_uid)
            return
        if self._raised_before(row, finding, number):
            return
        why, ours = meanwhile(self._ws, finding, self._work.clocks.get(finding.patch_uid), self._own)
        if not why:
            try:
                record_finding(self._ws, finding)
            except IllegalTransition as error:
                why = str(error)
            except GengdiError as error:
                self._tell(FINDING, REFUSED, str(error), number, row.row_uid)
                return
        if why:
            photos = self._photos.stored_of(row.row_uid)
            raise_conflict(self._connection, uid, finding, photos, row.row_uid, why, ours)
            self._tell(FINDING, CONFLICT, why, number, row.row_uid)
            return
        self._taken[row.row_uid] = self._came_back[row.row_uid] = uid
        self._own.add(uid)
        text = tr("Taken: {finding}.").format(finding=word("finding", checked(finding).finding))
        self._tell(FINDING, ADDED, text, number, row.row_uid)

    def _raised_before(self, row: FieldInspection, finding: Finding, number: str) -> bool:
        conflict = find_conflict(self._connection, finding.patch_uid, self._uid(finding))
        if conflict is None:
            return False
        if conflict.decided:
            text = tr("This was decided before: {decision}.").format(
                decision=word("conflict_decision", conflict.decided)
            )
        else:
            text = tr("This still waits for a decision: {why}").format(why=conflict.why)
            conflict.add_photos(self._connection, self._photos.stored_of(row.row_uid))
        self._tell(FINDING, DECIDED, text, number, row.row_uid)
        return True

    def _tell_photos(self) -> None:
        """Rows of photos for what was taken, and a line for every photo."""
        numbers = {row.row_uid: self._number(row) for row in self._work.inspections}
        for photo in self._work.photos:
            number = numbers.get(photo.inspection_uid, "")
            label = photo.path or photo.row_uid
            if photo.file is None:
                text = tr("The photo {file} is not in the folder: copy it there and import again.")
                self._tell(PHOTO, MISSING, text.format(file=photo.path or "?"), number, label)
            elif photo.inspection_uid not in numbers:
                text = tr("The finding this photo belongs to is not in the package; it was not taken.")
                self._tell(PHOTO, MISSING, text, number, label)
            elif photo.inspection_uid in self._taken:
                new = self._photos.write(self._connection, photo, self._taken[photo.inspection_uid])
                text = tr("Taken.") if new else tr("This photo is in the workspace.")
                self._tell(PHOTO, ADDED if new else THERE, text, number, label)
            else:
                text = tr("The photo waits with its finding, which was not taken.")
                self._tell(PHOTO, NOTICE, text, number, label)

    def _is_known(self, finding: Finding) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM inspection WHERE uid = ?", (self._uid(finding),)
        ).fetchone()
        return row is not None

    def _uid(self, finding: Finding) -> str:
        return checked(finding).uid_for(finding.patch_uid)

    def _number(self, row: FieldInspection) -> str:
        return row.patch_no or self._work.numbers.get(row.patch_uid, "") or row.patch_uid

    def _tell(self, what: str, outcome: str, text: str, number: str = "", row: str = "") -> None:
        self._lines.append(Line(what, outcome, text, number, row))
