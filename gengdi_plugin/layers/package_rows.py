"""Rows of a field package: patches, categories, and what the screening kept around the patches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..core.field_form import CATEGORY, PATCH, TABLES
from ..core.finding_vocabulary import DEFAULT_SET, categories, top_of
from ..core.sentences import sentence
from ..core.vocabulary import word
from ..exchange.field_gpkg import FieldGeoPackage, Layer, Row
from ..exchange.field_manifest import PackedPatch
from ..store.field_packages import REFERENCE_TABLES, reference_rows
from ..store.finding_sets import know_sets
from ..store.workspace import Workspace
from .package_project import ReferenceLayer

#: Kinds of ground that decide something on site; the others lie under these.
_GROUND = frozenset({"cultivated", "basic_farmland", "grain_zone", "high_standard", "ecological_redline"})

#: Titles of the workspace's own reference layers, in Chinese like the rest of the package.
_TITLES = {"remainder": "未覆盖部分", "evidence": "相交的审批", "ground": "占用地类"}


def patch_row(row: dict[str, Any]) -> Row:
    """A patch (``store.field_packages.field_patches``) as a row of the package, its words in Chinese."""
    explanation = row["explanation"]
    values = {
        **row,
        "state_word": word("state", row["state"] or "", "zh"),
        "change_word": word("change_type", row["change_type"] or "", "zh"),
        "reason_word": word("reason", row["reason"] or "", "zh"),
        "sentence": sentence(row, "zh") if explanation else row["sentence"],
    }
    return row["wkb"], [values[column.name] for column in TABLES[PATCH].columns]


def packed(patches: Sequence[dict[str, Any]]) -> tuple[PackedPatch, ...]:
    """The patches as the manifest names them."""
    return tuple(
        PackedPatch(
            row["uid"], row["patch_no"] or "", row["spatial_code"] or "", row["state"], int(row["clock"])
        )
        for row in patches
    )


def own_references(ws: Workspace, file: FieldGeoPackage, verdicts: Sequence[str]) -> list[ReferenceLayer]:
    """What the screening kept of the ground, the approvals and the uncovered parts of these patches."""
    shown = []
    for table in ("remainder", "evidence", "ground"):
        names = REFERENCE_TABLES[table]
        numeric = {name for name in names if name.endswith("_m2") or name == "counts"}
        columns = {name: "real" if name in numeric else "text" for name in names}
        found = reference_rows(ws, table, verdicts)
        if table == "ground":
            found = (row for row in found if row["kind"] in _GROUND)
        rows = ((row["wkb"], _own_values(row, names)) for row in found)
        if file.add(Layer(table, "MULTIPOLYGON", columns), rows):
            shown.append(ReferenceLayer(table, _TITLES[table]))
    return shown


def _own_values(row: dict[str, Any], names: Sequence[str]) -> list[Any]:
    groups = {"approval_type": "approval_type", "why_not": "why_not"}
    return [
        word(groups[name], row[name], "zh") if name in groups and row[name] else row[name] for name in names
    ]


def vocabulary_of(ws: Workspace) -> str:
    """The set of categories that this workspace used last, else the default one."""
    known = know_sets(ws)
    row = ws.db.execute(
        "SELECT vocabulary FROM inspection WHERE vocabulary IS NOT NULL AND deleted_at IS NULL "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row and row[0] in known else DEFAULT_SET


def category_rows(vocabulary: str) -> Iterator[Row]:
    """The categories of a set as rows for the lists of the form."""
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
