"""The rows of an inspection layer as findings."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np

from ...core.roles import ROLES
from ...core.table import FeatureTable
from ...core.vocabulary import key_of
from ...store.findings import Finding


def findings_of(table: FeatureTable, folder: Path | None = None) -> list[Finding]:
    """One finding per row that says anything; what is wrong with it is the store's to tell.

    ``folder``: where the layer's file lies; photos that are named without a folder are looked for there.
    """
    columns = {name: table.column(name) for name in ROLES["inspection"].fields}
    found = []
    for row in range(len(table)):
        values = {name: column[row] for name, column in columns.items()}
        if not _text(values["finding"]):
            continue  # not visited yet
        found.append(
            Finding(
                finding=_text(values["finding"]),
                inspector=_text(values["inspector"]),
                inspected_on=values["inspected_on"],
                patch_no=_text(values["patch_no"]),
                note=_text(values["note"]),
                violation_type=_text(values["violation_type"]),
                started_on=_day(values["started_on"]),
                actual_use=_text(values["actual_use"]),
                unlawful_m2=_unlawful_area(values),
                vocabulary=_text(values["vocabulary"]),
                category=_text(values["category"]),
                subtype=_text(values["subtype"]),
                photos=_photos(_text(values["photos"]), folder),
            )
        )
    return found


def _day(value: object) -> object:
    return None if isinstance(value, np.datetime64) and np.isnat(value) else value


def _unlawful_area(values: dict[str, Any]) -> float | None:
    """The area of an unlawful finding; a table's 0 says that nobody measured it."""
    area = values["unlawful_m2"]
    if key_of("finding", _text(values["finding"])) != "found_unlawful":
        return None
    return None if area is None or math.isnan(area) or area == 0 else float(area)


def _photos(text: str, folder: Path | None) -> tuple[Path, ...]:
    paths = [Path(part.strip()) for part in re.split(r"[;；|\n]+", text) if part.strip()]
    return tuple(path if path.is_absolute() or folder is None else folder / path for path in paths)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
