"""Patch sheets printed sheet by sheet: QGIS's layouts live in the main thread, and so does the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject

from ...core.i18n import tr
from ...layers.marking import marking_of

if TYPE_CHECKING:
    from ...layers.sheets import SheetOptions


def sheet_options(project: QgsProject) -> SheetOptions:
    """How sheets of ``project`` are printed: its marking, its image pair, and the bureau's own template.
    Raises InputError when the folder of templates is not there."""
    from ...layers.imagery import image_pair
    from ...layers.sheets import SheetOptions
    from ...layers.templates import templates_folder

    return SheetOptions(marking_of(project), image_pair(project), templates_folder())


def lacking(missing: Sequence[str]) -> str:
    """A sentence about the items that the bureau's template lacks; "" when it lacks none."""
    if not missing:
        return ""
    return tr("The template lacks the items {items}: what they show was not printed.").format(
        items=tr(", ").join(missing)
    )


def sheet_steps(
    workspace_file: Path,
    target: Path | None,
    folder: Path | None,
    patch_uids: Sequence[str],
    options: Callable[[], SheetOptions],
    missing: list[str] | None = None,
) -> Iterator[float]:
    """Print one sheet per patch into the PDF ``target`` or one PDF each into ``folder``, a sheet per step;
    yields percent done. ``options`` is asked with the first step: what it raises is told as a failure.
    ``missing`` takes the ids of items that the bureau's template lacks.

    The files appear when the last sheet is printed; closed before that, nothing is left.
    """
    from ...layers.sheets import print_sheets
    from ...store.workspace import open_workspace

    with open_workspace(workspace_file, create=False) as workspace:
        yield from print_sheets(workspace, target, folder, patch_uids, options(), missing)
