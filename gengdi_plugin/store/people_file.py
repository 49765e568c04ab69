"""A CSV file of responsible people, or of problems, as rows: UTF-8 or GB 18030, comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Callable

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.table_text import table_text
from .responsible import fields_of


def people_rows(path: Path) -> list[Mapping[str, str]]:
    """The rows of ``path`` with the fields of a person; InputError when it is no such table."""
    return table_rows(path, fields_of)


def table_rows(path: Path, fields_of: Callable[[Iterable[str]], dict[str, str]]) -> list[Mapping[str, str]]:
    """The rows of ``path`` with the fields that ``fields_of`` finds in its headings (field -> heading), which
    raises InputError when they are none of such a table."""
    text = table_text(path)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        fields = fields_of([name.strip() for name in reader.fieldnames or ()])
        return [
            {key: row.get(name) or "" for key, name in fields.items()}
            for row in ({(k or "").strip(): v for k, v in row.items()} for row in reader)
            if any(value for value in row.values() if isinstance(value, str) and value.strip())
        ]
    except csv.Error as error:
        raise InputError(
            tr("The table {file} cannot be read ({reason}): save it as CSV.").format(file=path, reason=error)
        ) from error
