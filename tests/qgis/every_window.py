"""Every window and dialog of ours that can be made at little cost, for tests of how they all look."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from gui_workspace import make_workspace

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QWidget

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.tianditu import load_preset

_ANYWHERE = Path.home()

#: Windows that want nothing but the window they belong to.
_PLAIN = {
    "boundary.change_window": ("ChangeWindow", ()),
    "basemap.network_window": ("NetworkWindow", ((("天地图影像", "t0.tianditu.gov.cn"),),)),
    "basemap.tianditu_dialog": ("TiandituDialog", (load_preset(), "c", False)),
    "cases.bulletin_dialog": ("BulletinDialog", ()),
    "cases.conflict_window": ("ConflictWindow", ()),
    "cases.dispatch_dialog": ("DispatchDialog", (3, "selected")),
    "cases.due_window": ("DueWindow", ()),
    "cases.field_import_dialog": ("FieldImportDialog", (_ANYWHERE,)),
    "cases.field_package_dialog": ("FieldPackageDialog", ((), (), _ANYWHERE)),
    "cases.field_report_window": ("FieldReportWindow", ()),
    "cases.figures_window": ("FiguresWindow", ()),
    "cases.past_window": ("PastWindow", ()),
    "cases.patrol_dialogs": ("DaysDialog", (None,)),
    "cases.people_window": ("PeopleWindow", ()),
    "cases.photo_window": ("PhotoWindow", ()),
    "cases.timeline_window": ("TimelineWindow", ()),
    "cases.tracking_window": ("TrackingWindow", ()),
    "cases.what_if_window": ("WhatIfWindow", ()),
    "cases.workspace_window": ("WorkspaceWindow", ()),
    "help_window": ("HelpWindow", ()),
    "options_page": ("OptionsPage", ()),
    "pollution.problem_dialog": ("ProblemDialog", (None, {}, "Li")),
    "pollution.problem_window": ("ProblemWindow", ()),
    "rules.rules_dialog": ("RulesDialog", (load_rules(), None, _ANYWHERE, "Li", False)),
    "screening.checkup_dialog": ("CheckupDialog", ()),
    "screening.compare_window": ("CompareWindow", ()),
    "screening.verify_window": ("VerifyWindow", ()),
}
#: Dialogs about one patch.
_OF_PATCH = {
    "cases.audit_dialog": ("AuditDialog", ({}, "Li")),
    "cases.document_dialog": ("DocumentDialog", ((),)),
    "cases.finding_dialog": ("FindingDialog", ("Li",)),
}


def pages(office: Any, folder: Path) -> Iterator[QWidget]:
    """The dock at each of its pages, with a workspace of six patches, one of them selected."""
    dock = office.desktop.dock
    office.desktop.session.open(make_workspace(folder / "w.sqlite"))
    dock.layers.refresh()
    for key in ("layers", "screening", "patches", "pollution", "ledger"):
        dock.show_page(getattr(dock, key))
        if key == "patches":
            dock.patches.table.selectRow(1)
        yield dock
    office.desktop.boundaries.show()
    yield office.desktop.boundaries.dock


def windows(office: Any) -> Iterator[QWidget]:
    """Every window of :data:`_PLAIN` and :data:`_OF_PATCH`, with a workspace open, then Running Work and the
    dialog of a layer's role. Whoever takes one shows it and takes it away."""
    owner, row = office.iface.window, office.desktop.session.rows()[0]
    for place, (name, arguments) in _PLAIN.items():
        made = _class(place, name)(*arguments, owner if name != "OptionsPage" else None)
        if name == "OptionsPage":  # QGIS puts it into its own dialog, which is large and scrolls
            made.resize(900, max(800, made.layout().totalHeightForWidth(900)))
        yield made
    for place, (name, arguments) in _OF_PATCH.items():
        yield _class(place, name)(row, *arguments, parent=owner)
    yield _class("cases.handover_dialog", "HandoverDialog")([row], [], {}, "Li", owner)
    yield _class("cases.boundary_paste", "BoundaryPasteDialog")(QgsProject.instance(), row.patch_no, owner)
    yield _class("roles.mapping_dialog", "MappingDialog")(
        QgsProject.instance().mapLayersByName("land")[0], owner
    )
    office.desktop.show_operations()
    yield office.desktop.running_work.window
    office.desktop.show_task_map()
    yield office.desktop.task_map


def _class(place: str, name: str) -> Any:
    return getattr(import_module(f"gengdi_plugin.gui.{place}"), name)
