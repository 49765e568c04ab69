"""Patch sheets printed page by page: QGIS's layouts live in the main thread, and so does the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory


def sheet_steps(
    workspace_file: Path, target: Path, patch_uids: Sequence[str], marking: str = ""
) -> Iterator[float]:
    """Print one sheet per patch into the PDF ``target``, a page per step; yields percent done.
    ``marking`` stands on every page.

    The file appears when the last page is printed; closed before that, nothing is left.
    """
    from ..exchange.files import replacing
    from ..layers.sheets import SheetPrinter
    from ..store.workspace import open_workspace

    with ExitStack() as stack:
        workspace = stack.enter_context(open_workspace(workspace_file, create=False))
        folder = stack.enter_context(replacing(target))
        pictures = stack.enter_context(TemporaryDirectory(prefix="gengdi-"))
        pages = len(patch_uids)
        printer = SheetPrinter(workspace, folder / target.name, pages, Path(pictures), marking=marking)
        try:
            for number, uid in enumerate(patch_uids, start=1):
                printer.print_sheet(uid, number)
                yield 100 * number / len(patch_uids)
        finally:
            printer.close()
