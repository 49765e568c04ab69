"""A row of the phone as a finding."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from ..core.errors import InputError
from ..core.field_proof import PREFIX
from ..core.i18n import tr
from ..core.kernel import shapely
from .boundaries import checked_boundary, covered_of_patch
from .field_rows import FieldBoundary, FieldInspection, FieldWork
from .findings import Finding


def finding_of(row: FieldInspection, work: FieldWork) -> Finding:
    """The finding a row says; its patch by uid, else by a number that one patch of the package has.

    InputError when the area found unlawful is no number.
    """
    uid = row.patch_uid
    if not uid:
        named = [patch for patch, number in work.numbers.items() if number and number == row.patch_no]
        uid = named[0] if len(named) == 1 else ""
    category = row.text("category")
    return Finding(
        finding=row.text("finding"),
        inspector=row.text("inspector"),
        inspected_on=row.text("inspected_on")[:10],
        patch_uid=uid,
        patch_no=row.patch_no or work.numbers.get(uid, ""),
        note=row.text("note"),
        doc_no=row.text("doc_no"),
        unlawful_m2=_area(row),
        violation_type=row.text("violation_type"),
        started_on=row.text("started_on") or None,
        actual_use=row.text("actual_use"),
        vocabulary=row.text("vocabulary") if category or row.text("subtype") else "",
        category=category,
        subtype=row.text("subtype"),
        proof={
            name[len(PREFIX) :]: row.text(name)
            for name in row.values
            if name.startswith(PREFIX) and row.text(name)
        },
        package_uid=work.package_uid,
    )


def named_patch(connection: sqlite3.Connection, finding: Finding) -> Finding:
    """``finding`` with the uid of its patch. InputError when the workspace never had it, or has several of
    its number."""
    if finding.patch_uid:
        known = connection.execute("SELECT uid FROM patch WHERE uid = ?", (finding.patch_uid,)).fetchall()
    else:
        known = connection.execute(
            "SELECT uid FROM patch WHERE patch_no = ? AND deleted_at IS NULL", (finding.patch_no,)
        ).fetchall()
    if len(known) != 1:
        raise InputError(
            tr("{n} patches of the workspace are “{patch}”: name the finding's patch, import again.").format(
                n=len(known), patch=finding.label
            )
        )
    return replace(finding, patch_uid=str(known[0][0]))


def _area(row: FieldInspection) -> float | None:
    text = row.text("unlawful_m2")
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InputError(
            tr("Patch {patch}: {area} is no unlawful area; give square metres from 0.").format(
                patch=row.patch_no or row.patch_uid, area=text
            )
        ) from error


def with_boundaries(
    connection: sqlite3.Connection, finding: Finding, boundaries: Sequence[FieldBoundary]
) -> Finding:
    """``finding`` with what was measured, several boundaries as one. InputError when one of them is no ground
    or lies outside the patch."""
    parts = [checked_boundary(boundary.wkb, finding.label) for boundary in boundaries]
    whole = shapely.union_all([shapely.from_wkb(part) for part in parts])
    wkb = checked_boundary(shapely.to_wkb(whole), finding.label)
    if wkb is not None:
        covered_of_patch(connection, finding.patch_uid, wkb, finding.label)
    return replace(finding, boundary=wkb)
