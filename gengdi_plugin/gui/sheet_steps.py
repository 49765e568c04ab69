"""Patch sheets printed sheet by sheet: QGIS's layouts live in the main thread, and so does the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..layers.sheets import SheetOptions


def sheet_steps(
    workspace_file: Path,
    target: Path | None,
    folder: Path | None,
    patch_uids: Sequence[str],
    options: SheetOptions,
) -> Iterator[float]:
    """Print one sheet per patch into the PDF ``target`` or one PDF each into ``folder``, a sheet per step;
    yields percent done.

    The files appear when the last sheet is printed; closed before that, nothing is left.
    """
    from ..layers.sheets import print_sheets
    from ..store.workspace import open_workspace

    with open_workspace(workspace_file, create=False) as workspace:
        yield from print_sheets(workspace, target, folder, patch_uids, options)
