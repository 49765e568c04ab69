"""The official lists: read from the workspace, fill the form, write the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..core.errors import InputError
from ..core.i18n import tr
from ..store.listing import LIST_KEYS, ListData, RunFoot, list_rows
from ..store.review import latest_run
from ..store.workspace import Workspace
from .csv_file import write_csv
from .document import Document, build_document
from .files import replacing
from .foot_text import write_foot_text
from .forms import own_form
from .gpkg_schema import refuse_other_layers
from .marking import printed_marking
from .template_values import TemplateValues, list_values
from .vector import FOOT_TABLE, write_gpkg, write_shapefile
from .xlsx import write_xlsx

#: Fills a spreadsheet template: (template, new file, values).
Fill = Callable[[Path, Path, TemplateValues], None]


def export_list(
    ws: Workspace,
    list_key: str,
    path: str | Path,
    unit: str | None = None,
    day: date | None = None,
    marking: str = "",
    forms: Path | None = None,
    fill: Fill | None = None,
) -> int:
    """Write one list of the workspace to ``path`` and return its number of rows.

    ``list_key``: ``verification``, ``rectification`` or ``release``; the three are never mixed.
    ``path``: the ending .xlsx, .csv, .gpkg or .shp decides the format. ``unit``: the code (6, 9 or 12
    digits) or the name of a county, town or village. ``day``: the date on the form, today by default.
    ``marking``: what stands top right on every sheet (内部, 涉密 …), "" for none. ``forms``: a folder
    with the bureau's own forms, taken instead of ours where they have their names; with ``fill`` also a
    spreadsheet ``<key>.xlsx`` there, which it fills in (``layers.xlsx_template.fill_xlsx``).
    Raises InputError on an unknown list, unit or ending, or a file that cannot be replaced.
    """
    check_request(list_key, path, unit)
    return write_list(_with_run(ws, list_rows(ws, list_key, unit)), path, day, marking, forms, fill)


def write_list(
    data: ListData,
    path: str | Path,
    day: date | None = None,
    marking: str = "",
    forms: Path | None = None,
    fill: Fill | None = None,
) -> int:
    """Write ``data`` to ``path`` as :func:`export_list` does."""
    target = Path(path)
    check_request(data.key, target, data.unit)
    if target.suffix.lower() == ".gpkg":
        refuse_other_layers(target, {*LIST_KEYS, FOOT_TABLE})
    marking = printed_marking(marking)
    document = build_document(own_form(data.key, forms), data, day or date.today(), marking)
    with replacing(target) as folder:
        own = None if forms is None else forms / f"{data.key}.xlsx"
        if fill is not None and own is not None and own.is_file() and target.suffix.lower() == ".xlsx":
            fill(own, folder / target.name, list_values(document))
        else:
            _WRITERS[target.suffix.lower()](document, folder / target.name)
    return document.count


def _with_run(ws: Workspace, data: ListData) -> ListData:
    """An empty list rests on no verdict: its foot names the newest run, which left it empty."""
    run = None if data.runs else latest_run(ws)
    if run is None:
        return data
    foot = RunFoot(run.uid, run.rule_set, run.rule_hash, (), run.screened_at, run.actor, run.software, ())
    return replace(data, runs=(foot,))


def check_request(list_key: str, path: str | Path, unit: str | None) -> None:
    """Refuse what cannot be exported before anything is read."""
    if list_key not in LIST_KEYS:
        raise InputError(
            tr("There is no list “{key}”: choose verification, rectification or release.").format(
                key=list_key
            )
        )
    if Path(path).suffix.lower() not in _WRITERS:
        raise InputError(
            tr("{file} has no ending that tells a format: use .xlsx, .csv, .gpkg or .shp.").format(
                file=Path(path).name
            )
        )
    if unit is not None and unit.isdigit() and len(unit) not in (6, 9, 12):
        raise InputError(
            tr("“{unit}” is no unit code: type the 6 digits of a county, 9 of a town or 12 of a village.")
            .format(unit=unit)
        )  # fmt: skip


def _write_csv(document: Document, path: Path) -> None:
    write_csv(document, path)
    write_foot_text(document, path.with_name(f"{path.stem}_说明.txt"))


_WRITERS: dict[str, Callable[[Document, Path], None]] = {
    ".xlsx": write_xlsx,
    ".csv": _write_csv,
    ".gpkg": write_gpkg,
    ".shp": write_shapefile,
}
