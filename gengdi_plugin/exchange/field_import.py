"""Importing a field package: folder or zip, read, taken into the workspace, told in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..core.i18n import tr
from ..store.field_import import ImportReport, import_field_work
from ..store.workspace import Workspace
from .field_folder import package_folder
from .field_manifest import MANIFEST_FILE
from .field_work import read_field_work


def import_folder(
    ws: Workspace, path: str | Path, actor: str, progress: Callable[[float], None] | None = None
) -> ImportReport:
    """Take the field work in the folder (or zip) at ``path`` into the workspace; what was done.

    Again the same changes nothing. Raises InputError when it is no package of this workspace, or cannot be
    read; then nothing is written.
    """
    with package_folder(Path(path).expanduser()) as folder:
        work = read_field_work(folder)
        manifest = (folder / MANIFEST_FILE).read_text(encoding="utf-8-sig")
        return import_field_work(ws, work, manifest, actor, progress)


def import_summary(report: ImportReport) -> str:
    """What was done, in one sentence."""
    there = sum(line.outcome == "already_there" and line.what == "finding" for line in report.lines)
    open_before = sum(line.outcome == "decided" for line in report.lines)
    refused = sum(line.outcome == "refused" for line in report.lines)
    parts = [
        (report.findings, tr("%n new finding(s)", report.findings)),
        (report.photos, tr("%n new photo(s)", report.photos)),
        (there, tr("%n finding(s) were there already", there)),
        (report.conflicts, tr("%n conflict(s) to decide", report.conflicts)),
        (open_before, tr("%n conflict(s) of an earlier import", open_before)),
        (report.missing, tr("%n thing(s) missing", report.missing)),
        (refused, tr("%n row(s) refused", refused)),
        (report.unvisited, tr("%n patch(es) without a finding yet", report.unvisited)),
    ]
    told = [text for count, text in parts if count]
    return tr("; ").join(told) if told else tr("Nothing to take: this package has no new work.")
