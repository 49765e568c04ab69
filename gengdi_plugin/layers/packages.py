"""Field packages: a folder that QField opens, with one person's patches; written whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qgis.core import QgsFeedback, QgsGeometry

from ..core.errors import Cancelled, InputError
from ..core.field_form import CATEGORY, DATA_FILE, INSPECTION, PATCH, PHOTO_FOLDER, TABLES
from ..core.field_proof import proof_columns
from ..core.i18n import tr
from ..core.stopping import stoppable
from ..exchange.field_gpkg import FieldGeoPackage, layer_of
from ..exchange.field_manifest import MANIFEST_FILE, Manifest, sha256_of
from ..exchange.field_place import replaceable
from ..store.clock import now_iso
from ..store.field_packages import (
    Holder,
    field_patches,
    find_holder,
    record_package,
    workspace_uid,
)
from ..store.workspace import Workspace
from .degrees import shape_of
from .package_project import Looks, ReferenceLayer, write_project
from .package_reference import Reference, clipped, layer_for, surroundings
from .package_rows import category_rows, own_references, packed, patch_row, vocabulary_of
from .package_words import LEAFLET_FILE, leaflet


@dataclass(frozen=True)
class Package:
    """A package as written."""

    uid: str
    folder: Path
    project: Path
    responsible: str
    patches: int


def write_package(
    ws: Workspace,
    responsible: str,
    folder: str | Path,
    actor: str,
    references: Sequence[Reference] = (),
    feedback: QgsFeedback | None = None,
) -> Package:
    """Write the patches of ``responsible`` (name or uid) into the new ``folder``. Any thread.

    An older package of this workspace whose work is all in the workspace is replaced; any other folder that
    is not empty is refused. Raises InputError (unknown person, folder) and Cancelled; then nothing is left.
    """
    holder = find_holder(ws, responsible)
    target = Path(folder).expanduser().absolute()
    old = replaceable(ws, target)
    cancel = stoppable(feedback.isCanceled) if feedback is not None else nullcontext()
    with cancel, _beside(target) as draft:
        manifest = _fill(ws, holder, draft, target.name, references, feedback)
        if feedback is not None and feedback.isCanceled():
            raise Cancelled(tr("Cancelled."))
        _publish(ws, draft, target, old, manifest, actor)
    return Package(
        manifest.package_uid, target, target / manifest.project_file, holder.name, len(manifest.patches)
    )


def _fill(
    ws: Workspace,
    holder: Holder,
    draft: Path,
    name: str,
    references: Sequence[Reference],
    feedback: QgsFeedback | None,
) -> Manifest:
    patches = field_patches(ws, holder.uid)
    if not patches:
        raise InputError(tr("“{person}” has no patches on site any more.").format(person=holder.name))
    vocabulary = vocabulary_of(ws)
    _tell(feedback, 5)
    with FieldGeoPackage(draft / DATA_FILE) as file:
        file.add(layer_of(TABLES[PATCH]), map(patch_row, patches))
        for table in TABLES.values():
            if table.name not in (PATCH, CATEGORY):
                file.add(layer_of(table, proof_columns(vocabulary) if table.name == INSPECTION else ()))
        file.add(layer_of(TABLES[CATEGORY]), category_rows(vocabulary))
        _tell(feedback, 40)
        shown = own_references(ws, file, [row["verdict_uid"] for row in patches if row["verdict_uid"]])
        shown += _references(file, patches, references, feedback)
    project = f"{_file_name(name)}.qgs"
    title = f"现场核查 {holder.name} {now_iso()[:10]}"
    write_project(draft, project, Looks(title, holder.name, vocabulary), shown)
    _tell(feedback, 90)
    (draft / PHOTO_FOLDER).mkdir()
    manifest = Manifest(
        uuid.uuid4().hex, workspace_uid(ws), holder.uid, holder.name, now_iso(), packed(patches),
        vocabulary, project,
    )  # fmt: skip
    (draft / LEAFLET_FILE).write_text(leaflet(manifest), encoding="utf-8-sig", newline="\r\n")
    files = {path.name: sha256_of(path) for path in sorted(draft.iterdir()) if path.is_file()}
    manifest = replace(manifest, files=files)
    (draft / MANIFEST_FILE).write_text(manifest.text(), encoding="utf-8")
    _tell(feedback, 98)
    return manifest


def _references(
    file: FieldGeoPackage,
    patches: Sequence[dict[str, Any]],
    references: Sequence[Reference],
    feedback: QgsFeedback | None,
) -> list[ReferenceLayer]:
    shown: list[ReferenceLayer] = []
    around = (
        surroundings([_box(row["wkb"]) for row in patches if row["wkb"]]) if references else QgsGeometry()
    )
    for number, reference in enumerate(references, start=1):
        table = f"reference_{number}"
        if file.add(layer_for(reference, table), clipped(reference, around)):
            shown.append(ReferenceLayer(table, reference.name, reference.style))
        _tell(feedback, 45 + 40 * number / len(references))
    return shown


def _box(wkb: Any) -> tuple[float, float, float, float]:
    box = shape_of(wkb).boundingBox()
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def _file_name(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(". ") or "fieldwork"


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A private folder beside ``target``; taken away unless it was moved into place."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".gengdi-", dir=target.parent))
    except OSError as error:
        raise InputError(
            tr("The folder {folder} cannot be written ({error}): choose another one.").format(
                folder=target.parent, error=error.strerror or error
            )
        ) from error
    try:
        yield draft
    except OSError as error:
        raise InputError(
            tr("{file} cannot be written ({why}): check free disk space and the folder's rights.").format(
                file=target, why=error.strerror or error
            )
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _publish(ws: Workspace, draft: Path, target: Path, old: bool, manifest: Manifest, actor: str) -> None:
    """The draft becomes ``target``, and its row is in the workspace: both or neither."""
    draft.chmod(0o755)
    aside = target.with_name(f"{draft.name}.old")
    if old:
        target.replace(aside)
    elif target.exists():
        target.rmdir()  # empty
    try:
        draft.replace(target)
        try:
            record_package(
                ws, manifest.package_uid, manifest.responsible_uid, actor, len(manifest.patches),
                json.dumps(json.loads(manifest.text()), ensure_ascii=False),
            )  # fmt: skip
        except BaseException:
            target.replace(draft)
            raise
    except BaseException:
        if old:
            aside.replace(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _tell(feedback: QgsFeedback | None, percent: float) -> None:
    if feedback is not None:
        feedback.setProgress(percent)
