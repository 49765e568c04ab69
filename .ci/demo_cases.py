"""The demo district carried from yellow to closed, with its papers, in a folder beside the demo.

Called by ``demo.py`` inside QGIS. Everything goes through the algorithms; the workspace is a copy of the
demo's as it was when it was screened.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

#: What is left in the folder.
OUTPUTS = (
    "workspace.sqlite", "people.csv", "field_package", "patch_sheets.pdf", "notices.pdf", "timeline.pdf",
    "bulletin.xlsx", "bulletin.pdf", "summary.json",
)  # fmt: skip

#: So many sheets and notices are printed.
_PRINTED = 6

_BUSIEST = """
SELECT r.name, count(*) FROM patch_state s JOIN responsible r ON r.uid = s.responsible_uid
WHERE s.state IN ('dispatched', 'verifying', 'rectifying', 'returned')
GROUP BY r.uid ORDER BY 2 DESC, r.name LIMIT 1
"""


_BY_STATE = "SELECT patch_no FROM patch_status WHERE state IN (?, ?) ORDER BY patch_no"


def one_of(numbers: list[str]) -> str:
    """The expression that selects these patch numbers."""
    texts = ", ".join(f"'{number}'" for number in numbers)
    return f"patch_no IN ({texts})"


def cases_folder(out: Path) -> Path:
    """Where the cases of the demo in ``out`` lie."""
    return out.with_name(f"{out.name}_cases")


def keep_screened(workspace: Path, folder: Path) -> None:
    """A copy of the screened workspace in a new ``folder``, made by SQLite's own backup."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (
        closing(sqlite3.connect(workspace)) as source,
        closing(sqlite3.connect(folder / "workspace.sqlite")) as copy,
    ):
        source.backup(copy)


def carry(folder: Path, inspections: Any, images: tuple[Path, Path]) -> dict[str, Any]:
    """Carry the workspace of ``folder`` to the end and make its papers; what the summary says."""
    import processing

    from gengdi_plugin.demo.casework import carry_to_end
    from gengdi_plugin.demo.people import write_people
    from gengdi_plugin.store.workspace import open_workspace

    workspace = folder / "workspace.sqlite"
    write_people(folder / "people.csv")
    with open_workspace(workspace, create=False) as ws:
        carried = carry_to_end(ws, inspections)
        person, patches = ws.db.execute(_BUSIEST).fetchone()
        chosen, ordered = (
            [number for (number,) in ws.db.execute(_BY_STATE, states).fetchmany(_PRINTED)]
            for states in (("audited_red", "returned"), ("rectifying", "rectifying"))
        )
        told = "SELECT patch_no FROM patch_status WHERE state = 'reopened'"
        reopened = ws.db.execute(told).fetchone()[0]
    common = {"WORKSPACE": str(workspace)}
    before, after = (str(image) for image in images)
    packed = processing.run(
        "gengdi:fieldpackage", {**common, "RESPONSIBLE": person, "FOLDER": str(folder / "field_package")}
    )
    processing.run(
        "gengdi:patchsheets",
        {
            **common,
            "SELECTION": one_of(chosen),
            "OUTPUT": str(folder / "patch_sheets.pdf"),
            "BEFORE_IMAGE": before,
            "AFTER_IMAGE": after,
        },
    )
    notices = processing.run(
        "gengdi:rectificationnotice",
        {**common, "SELECTION": one_of(ordered), "OUTPUT": str(folder / "notices.pdf")},
    )
    processing.run(
        "gengdi:casetimeline", {**common, "PATCH": reopened, "OUTPUT": str(folder / "timeline.pdf")}
    )
    for ending in ("xlsx", "pdf"):
        bulletin = {**common, "OUTPUT": str(folder / f"bulletin.{ending}")}
        processing.run("gengdi:weeklybulletin", bulletin)
    checked = processing.run("gengdi:verifyworkspace", common)
    with open_workspace(workspace, create=False):
        pass  # closing it writes its log back
    summary = {
        "about": "Synthetic demo district, not real data.",
        **{name: getattr(carried, name) for name in carried.__dataclass_fields__},
        "field_package": {"person": person, "patches": packed["COUNT"], "responsible_for": patches},
        "notices": notices["COUNT"],
        "verified": checked,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=1, default=str)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")
    return summary
