"""Patch sheets (图斑核查表): front and back of one A4 sheet per patch, from the workspace file alone."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsFeedback, QgsProject

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..exchange.file_names import safe_names
from ..exchange.files import replacing, sync
from ..exchange.marking import printed_marking
from ..exchange.qr import write_qr
from ..exchange.sheet_data import Sheet, neighbours, places, read_sheet, units
from ..store.review import most_doubtful, patch_rows
from ..store.workspace import Workspace
from .imagery import NO_IMAGES, ImagePair
from .pdf import PdfPages
from .sheet_layout import TEMPLATE, SheetLayout
from .sheet_map import SheetMap
from .templates import template_file

_TITLE = "图斑核查表（初稿）"
_NO_IMAGE = "（未提供影像）"
_AREA_METHOD = (
    "面积为CGCS2000参考椭球面积（TD/T 1055），1亩 = 2000/3平方米；“—”表示未提供数据、未作比对。"
    "本表为初稿，图斑在认定前均为疑似；空间码按GB/T 39409网格位置码编制，非官方编码。"
)


@dataclass(frozen=True)
class SheetOptions:
    """How sheets are printed. ``marking``: 内部, 涉密 … on every page, "" for none; ``images``: the image
    pair; ``templates``: a folder with the bureau's own ``patch_sheet.qpt``."""

    marking: str = ""
    images: ImagePair = NO_IMAGES
    templates: Path | None = None


def export_sheets(
    ws: Workspace,
    path: str | Path | None,
    patch_uids: Sequence[str] | None = None,
    limit: int | None = None,
    feedback: QgsFeedback | None = None,
    marking: str = "",
    *,
    folder: str | Path | None = None,
    options: SheetOptions | None = None,
) -> int:
    """Print one sheet per patch into the PDF ``path``, or one PDF each into ``folder``, or both; how many
    sheets.

    ``patch_uids``: these patches in this order, all of the workspace by default; ``limit``: without
    ``patch_uids`` the ``limit`` most doubtful ones, else the first ``limit`` of them. ``options`` overrule
    ``marking``. Call it in the main thread (layouts are not thread-safe). Raises Cancelled and leaves no
    file; InputError when there is nothing to print or a file cannot be replaced.
    """
    uids = chosen_uids(ws, patch_uids, limit)
    target = None if path is None else Path(path)
    place = None if folder is None else Path(folder)
    with closing(print_sheets(ws, target, place, uids, options or SheetOptions(marking))) as steps:
        for percent in steps:
            if feedback is not None:
                feedback.setProgress(percent)
                if feedback.isCanceled() and percent < 100:
                    raise Cancelled(tr("Cancelled."))
    return len(uids)


def print_sheets(
    ws: Workspace,
    target: Path | None,
    folder: Path | None,
    uids: Sequence[str],
    options: SheetOptions,
    tell_missing: list[str] | None = None,
) -> Generator[float, None, None]:
    """Print as :func:`export_sheets` does, a page per step; yields percent done, 0 before the first page.

    The files appear when the last sheet is printed; closed before that, nothing is left. ``tell_missing``
    takes the ids of the items that the bureau's template lacks.
    """
    if not uids:
        raise InputError(tr("No patch is selected: there is nothing to print."))
    if target is None and folder is None:
        raise InputError(tr("OUTPUT and FOLDER are empty: name a PDF, or a folder for one PDF each."))
    if target is not None and target.suffix.lower() != ".pdf":
        raise InputError(tr("{file}: patch sheets are written as .pdf.").format(file=target.name))
    names = _file_names(ws, uids)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        whole = None if target is None else stack.enter_context(replacing(target)) / target.name
        single = None if folder is None else stack.enter_context(replacing(folder / names[0]))
        pictures = Path(stack.enter_context(TemporaryDirectory(prefix="gengdi-")))
        printer = SheetPrinter(ws, len(uids), pictures, options)
        stack.callback(printer.close)
        if tell_missing is not None:
            tell_missing += printer.missing
        book = None if whole is None else PdfPages(whole, _TITLE)
        if book is not None:
            stack.callback(book.close)
        yield 0.0
        for number, uid in enumerate(uids, start=1):
            own = None if single is None else PdfPages(single / names[number - 1], _TITLE)
            try:
                files = [file for file in (book, own) if file is not None]
                for done in printer.print_sheet(uid, number, files):
                    if number < len(uids) or done < 1.0:
                        yield 100 * (number - 1 + done) / len(uids)
            finally:
                if own is not None:
                    own.close()
            if single is not None:
                sync(single / names[number - 1])
        if book is not None:
            book.close()
    yield 100.0


class SheetPrinter:
    """Prints sheets one by one, so that a caller can stop, or let go of the interface, in between."""

    def __init__(self, ws: Workspace, count: int, pictures: Path, options: SheetOptions) -> None:
        self._ws, self._count, self._pictures = ws, count, pictures
        self._project = QgsProject()
        # copies: an officer may take the layers out of the project while their sheets are printed
        self._images = ImagePair(*(None if image is None else image.clone() for image in options.images))
        known = places(ws)
        self._maps = SheetMap(self._project, known[0][1] if known else 120.0, self._images)
        self._maps.show_district(known, units(ws))
        file = template_file(TEMPLATE, options.templates)
        self._page = SheetLayout(self._project, self._maps, file, printed_marking(options.marking))

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids that the template lacks."""
        return self._page.missing

    def print_sheet(self, patch_uid: str, number: int, files: Sequence[PdfPages]) -> Iterator[float]:
        """Print the sheet of one patch, the ``number``-th, as the next pages of ``files``; yields the share
        of it that is done, after each step."""
        sheet = read_sheet(self._ws, patch_uid)
        if sheet is None:
            raise InputError(tr("The workspace has no patch {uid}.").format(uid=patch_uid))
        extent, scale = self._maps.frame(sheet, *self._page.frame_of("map"))
        others = neighbours(self._ws, patch_uid, self._maps.lonlat(extent)) if sheet.patch else []
        self._maps.show(sheet, others, extent)
        write_qr(sheet.texts["spatial_code"] or patch_uid, sheet.code, self._pictures / f"{sheet.uid}.svg")
        self._page.fill(sheet, self._pictures, self._variables(sheet, number, scale))
        yield 0.1
        for page in range(self._page.pages):
            for file in files:
                file.add(self._page.layout, page)
            yield 1.0 if page == self._page.pages - 1 else 0.1 + 0.9 * (page + 1) / self._page.pages

    def close(self) -> None:
        """Let go of the layers."""
        if hasattr(self, "_page"):
            del self._page, self._maps
            self._project.clear()

    def _variables(self, sheet: Sheet, number: int, scale: int) -> dict[str, str]:
        data = f"所用数据：{sheet.texts['data']}。" if sheet.texts["data"] else ""
        titles = {
            f"{time}_title": f"{sheet.texts[f'{time}_on']}　" + (_NO_IMAGE if image is None else image.name())
            for time, image in zip(ImagePair._fields, self._images)
        }
        return {
            **titles,
            "sheet_number": str(number),
            "sheet_count": str(self._count),
            "sheet_scale": f"{scale:,}" if scale else "—",
            "printed_on": date.today().isoformat(),
            "foot": f"{_AREA_METHOD}{sheet.texts['rules']}。{data}",
        }


def _file_names(ws: Workspace, uids: Sequence[str]) -> list[str]:
    """``patch_no spatial_code.pdf`` of each patch, no two alike."""
    known = {row.uid: f"{row.patch_no} {row.spatial_code}".strip() for row in patch_rows(ws)}
    return safe_names((known.get(uid) or uid for uid in uids), ".pdf")


def chosen_uids(ws: Workspace, patch_uids: Sequence[str] | None, limit: int | None) -> list[str]:
    """The patches that :func:`export_sheets` prints."""
    if patch_uids is not None:
        return list(patch_uids)[:limit]
    if limit is not None:
        return [row.uid for row in most_doubtful(ws, limit)]
    return [row.uid for row in patch_rows(ws)]
