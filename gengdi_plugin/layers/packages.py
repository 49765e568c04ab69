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
from ..core.finding_vocabulary import DEFAULT_SET, categories, top_of
from ..core.i18n import tr
from ..core.sentences import sentence
from ..core.stopping import stoppable
from ..core.vocabulary import word
from ..exchange.field_gpkg import FieldGeoPackage, Layer, Row, layer_of
from ..exchange.field_manifest import MANIFEST_FILE, Manifest, PackedPatch, sha256_of
from ..exchange.field_place import replaceable
from ..store.clock import now_iso
from ..store.field_packages import (
    REFERENCE_TABLES,
    Holder,
    field_patches,
    find_holder,
    record_package,
    reference_rows,
    workspace_uid,
)
from ..store.finding_sets import know_sets
from ..store.workspace import Workspace
from .package_project import Looks, ReferenceLayer, write_project
from .package_reference import Reference, clipped, layer_for, surroundings
from .package_words import LEAFLET_FILE, leaflet

#: Titles of the workspace's own reference layers, in Chinese like the rest of the package.
_TITLES = {"remainder": "未覆盖部分", "evidence": "相交的审批", "ground": "占用地类"}


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
    vocabulary = _vocabulary(ws)
    _tell(feedback, 5)
    with FieldGeoPackage(draft / DATA_FILE) as file:
        file.add(layer_of(TABLES[PATCH]), map(_patch, patches))
        for table in TABLES.values():
            if table.name not in (PATCH, CATEGORY):
                file.add(layer_of(table, proof_columns(vocabulary) if table.name == INSPECTION else ()))
        file.add(layer_of(TABLES[CATEGORY]), _categories(vocabulary))
        _tell(feedback, 40)
        shown = _own_references(ws, file, [row["verdict_uid"] for row in patches if row["verdict_uid"]])
        shown += _references(file, patches, references, feedback)
    project = f"{_file_name(name)}.qgs"
    title = f"现场核查 {holder.name} {now_iso()[:10]}"
    write_project(draft, project, Looks(title, holder.name, vocabulary), shown)
    _tell(feedback, 90)
    (draft / PHOTO_FOLDER).mkdir()
    manifest = Manifest(
        uuid.uuid4().hex, workspace_uid(ws), holder.uid, holder.name, now_iso(), _packed(patches),
        vocabulary, project,
    )  # fmt: skip
    (draft / LEAFLET_FILE).write_text(leaflet(manifest), encoding="utf-8-sig", newline="\r\n")
    files = {path.name: sha256_of(path) for path in sorted(draft.iterdir()) if path.is_file()}
    manifest = replace(manifest, files=files)
    (draft / MANIFEST_FILE).write_text(manifest.text(), encoding="utf-8")
    _tell(feedback, 98)
    return manifest


def _patch(row: dict[str, Any]) -> Row:
    explanation = row["explanation"]
    values = {
        **row,
        "state_word": word("state", row["state"] or "", "zh"),
        "change_word": word("change_type", row["change_type"] or "", "zh"),
        "reason_word": word("reason", row["reason"] or "", "zh"),
        "sentence": sentence(row, "zh") if explanation else row["sentence"],
    }
    return row["wkb"], [values[column.name] for column in TABLES[PATCH].columns]


def _packed(patches: Sequence[dict[str, Any]]) -> tuple[PackedPatch, ...]:
    return tuple(
        PackedPatch(
            row["uid"], row["patch_no"] or "", row["spatial_code"] or "", row["state"], int(row["clock"])
        )
        for row in patches
    )


def _own_references(ws: Workspace, file: FieldGeoPackage, verdicts: Sequence[str]) -> list[ReferenceLayer]:
    """What the screening kept of the ground, the approvals and the uncovered parts of these patches."""
    shown = []
    for table in ("remainder", "evidence", "ground"):
        names = REFERENCE_TABLES[table]
        numeric = {name for name in names if name.endswith("_m2") or name == "counts"}
        columns = {name: "real" if name in numeric else "text" for name in names}
        rows = ((row["wkb"], _own_values(row, names)) for row in reference_rows(ws, table, verdicts))
        if file.add(Layer(table, "MULTIPOLYGON", columns), rows):
            shown.append(ReferenceLayer(table, _TITLES[table]))
    return shown


def _own_values(row: dict[str, Any], names: Sequence[str]) -> list[Any]:
    groups = {"approval_type": "approval_type", "why_not": "why_not"}
    return [
        word(groups[name], row[name], "zh") if name in groups and row[name] else row[name] for name in names
    ]


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
    geometry = QgsGeometry()
    geometry.fromWkb(bytes(wkb))
    box = geometry.boundingBox()
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def _vocabulary(ws: Workspace) -> str:
    """The set of categories that this workspace used last, else the default one."""
    known = know_sets(ws)
    row = ws.db.execute(
        "SELECT vocabulary FROM inspection WHERE vocabulary IS NOT NULL AND deleted_at IS NULL "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row and row[0] in known else DEFAULT_SET


def _categories(vocabulary: str) -> Iterator[Row]:
    for one in categories(vocabulary):
        top = top_of(vocabulary, one.key)
        values = {
            "key": one.key,
            "parent": one.parent,
            "top": top.key if top is not None else one.key,
            "findings": " ".join(one.findings),
            "name": one.chinese,
        }
        yield None, [values[column.name] for column in TABLES[CATEGORY].columns]


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
