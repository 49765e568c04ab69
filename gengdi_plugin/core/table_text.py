"""The text of a table that a bureau's programs wrote: UTF-8, with or without a mark, or GB 18030."""

from __future__ import annotations

from pathlib import Path

from .errors import InputError
from .i18n import tr

_ENCODINGS = ("utf-8-sig", "gb18030")


def table_text(path: Path) -> str:
    """The text of ``path``; InputError when it cannot be read, or is in another encoding."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            tr("The table {file} cannot be read ({reason}): save it as CSV.").format(file=path, reason=error)
        ) from error
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(tr("The table {file} is neither UTF-8 nor GB 18030: save it again.").format(file=path))
