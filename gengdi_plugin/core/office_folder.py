"""Where the bureau's own tables lie; light enough to be told at QGIS's start."""

from __future__ import annotations

from pathlib import Path

_folder: Path | None = None
_choice = 0


def use_folder(folder: Path | None) -> None:
    """Take the bureau's tables from ``folder`` from now on, as they are now; None: ours."""
    global _folder, _choice
    _folder, _choice = folder, _choice + 1


def office_folder() -> Path | None:
    """The folder that is used."""
    return _folder


def choice() -> int:
    """The number of the choice: what was read under an earlier one is read again."""
    return _choice
