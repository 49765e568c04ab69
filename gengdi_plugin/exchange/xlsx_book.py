"""A spreadsheet file: begun, named, closed, and an OSError where it cannot be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .._vendor import xlsxwriter
from .._vendor.xlsxwriter.exceptions import FileCreateError


@contextmanager
def new_book(path: Path, title: str, unit: str = "") -> Iterator[Any]:
    """A workbook to fill; the file is written when the block ends without an error. ``unit``: whose it is."""
    book = xlsxwriter.Workbook(str(path))
    owner = {"company": unit} if unit else {}
    book.set_properties({"title": title, "author": "Gengdi", **owner})
    yield book
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error
