"""A list as CSV: one line of headings, one line per patch, nothing else, for any program to read."""

from __future__ import annotations

import csv
from pathlib import Path

from ..core.formula_text import no_formula
from .document import Document


def write_csv(document: Document, path: Path) -> None:
    """Write ``document`` to ``path`` in UTF-8 with a byte-order mark, which Excel needs for Chinese."""
    columns = document.form.file_columns
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.title for column in columns])
        for values in document.values(columns):
            writer.writerow([no_formula(value) for value in values])
