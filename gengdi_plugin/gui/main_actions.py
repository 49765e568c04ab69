"""The table of Gengdi's main actions: one row each, and everything else follows from the row.

Every row is in the menu Gengdi, registered with QGIS so that the officer can give it a shortcut, and has
icon, status tip, tool tip and a name of its own.
"""

from __future__ import annotations

from ..core.i18n import tr
from .main_action import MainAction

#: Submenus in their order; "" is the menu itself.
GROUPS = ("", "layers", "review", "map", "cases", "lists", "pollution", "help")
#: Up to so many rows stand in the menu itself, without submenus.
MOST_WITHOUT_GROUPS = 10


def group_titles() -> dict[str, str]:
    """What the submenus are called."""
    return {
        "layers": tr("Layers and Screening"),
        "review": tr("Patches"),
        "map": tr("Map"),
        "cases": tr("Cases"),
        "lists": tr("Lists and Paper"),
        "pollution": tr("Pollution Sources"),
        "help": tr("Help"),
    }


def main_actions() -> tuple[MainAction, ...]:
    """All rows, in the order of menu and toolbar. To add an action is to add a row."""
    return (*_first(), *_layers(), *_review(), *_map(), *_cases(), *_lists(), *_pollution(), *_help())


def _first() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiOpenWorkspace", "workspace", tr("Open Workspace…"),
            tr("Work in another workspace file"), "lists.open_action",
        ),
        MainAction(
            "GengdiTaskMap", "task_map", tr("Task Map"),
            tr("Every task of both systems, and where it is done"), "show_task_map", True,
        ),
    )  # fmt: skip


def _layers() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiLayers", "layers", tr("Layers and Roles"),
            tr("Which layer plays which role, and what is missing"), "show_layers", group="layers",
        ),
        MainAction(
            "GengdiCheckup", "checkup", tr("Check-up…"),
            tr("Look at the layers before screening: what is wrong, and its mend"),
            "dock.screening.checkup.show", group="layers",
        ),
        MainAction(
            "GengdiScreen", "screen", tr("Screen Patches"),
            tr("Test the change patches against lawful approvals"), "show_screening", True, "layers",
        ),
        MainAction(
            "GengdiRules", "rules", tr("Rules…"),
            tr("The rule set of the project: its numbers, tables and where they come from"), "rules.edit",
            group="layers",
        ),
        MainAction(
            "GengdiCompareRuns", "compare_runs", tr("Compare Runs…"),
            tr("What another run of the open workspace said otherwise, and why"), "checks.compare",
            group="layers", apart=True, in_workspace=True,
        ),
        MainAction(
            "GengdiVerifyVerdicts", "verify_verdicts", tr("Verify Verdicts…"),
            tr("Compute every verdict of the open workspace again and compare"), "checks.verify",
            group="layers", in_workspace=True,
        ),
        MainAction(
            "GengdiUndoRun", "undo_run", tr("Undo This Run…"),
            tr("Patches go back to where they were before the last run; nothing is deleted"), "runs.undo",
            group="layers", in_workspace=True,
        ),
    )  # fmt: skip


def _review() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiPatches", "patches", tr("Patches and Cases"),
            tr("The table of all patches with evidence, findings and lists"), "show_patches", True, "review",
        ),
        MainAction(
            "GengdiReview", "review", tr("Review Patches"),
            tr("Go through the patches of the table by keyboard, one decision per key"), "start_review",
            True, "review",
        ),
        MainAction(
            "GengdiFinding", "finding", tr("Record Finding…"),
            tr("What was found on site about the selected patch"), "cases.finding",
            group="review", apart=True, in_workspace=True,
            needs=tr("To record a finding, select one patch that still takes one."),
        ),
        MainAction(
            "GengdiAudit", "audit", tr("Audit Finding…"),
            tr("Confirm or return the finding of the selected patch"), "cases.audit",
            group="review", in_workspace=True,
            needs=tr("To audit a finding, select one patch whose finding waits for it."),
        ),
    )  # fmt: skip


def _map() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiResultsOnMap", "results_map", tr("Results on the Map"),
            tr("Add patches and uncovered parts of the open workspace to the map"), "show_results",
            group="map",
        ),
        MainAction(
            "GengdiDossierAtClick", "dossier", tr("Dossier at Click"),
            tr("Click a place on the map to see everything the layers know about it"), "dossiers.at_click",
            True, "map", apart=True,
        ),
        MainAction(
            "GengdiDossierRectangle", "dossier_extent", tr("Dossier of a Rectangle"),
            tr("Drag a rectangle to see everything in it"), "dossiers.in_rectangle", group="map",
        ),
        MainAction(
            "GengdiDossierPolygon", "dossier", tr("Dossier of a Polygon"),
            tr("Draw a polygon to see everything in it"), "dossiers.in_polygon", group="map",
        ),
        MainAction(
            "GengdiDossierExtent", "dossier_extent", tr("Dossier of Map Extent"),
            tr("Everything in what the map shows"), "dossiers.of_extent", group="map",
        ),
        MainAction(
            "GengdiDossierSelection", "dossier_selection", tr("Dossier of Selected Patches"),
            tr("Everything about the selected patches"), "dossier_of_selection", group="map",
        ),
        MainAction(
            "GengdiDrawBoundary", "boundary_draw", tr("Draw Boundary"),
            tr("Draw a new boundary of an approval or a permit"), "boundaries.draw", True, "map", apart=True,
        ),
        MainAction(
            "GengdiReshapeBoundary", "boundary_reshape", tr("Reshape Boundary"),
            tr("Lead a boundary along a line that crosses it twice"), "boundaries.reshape", group="map",
        ),
        MainAction(
            "GengdiSplitBoundary", "boundary_split", tr("Split Boundary"),
            tr("Split boundaries along a line"), "boundaries.split", group="map",
        ),
        MainAction(
            "GengdiMergeBoundaries", "boundary_merge", tr("Merge Boundaries"),
            tr("Merge the selected boundaries into one"), "boundaries.merge", group="map",
        ),
        MainAction(
            "GengdiBoundaryPoints", "boundary_points", tr("Survey Points"),
            tr("Type or paste the points of a boundary"), "boundaries.show_points", group="map",
        ),
        MainAction(
            "GengdiBoundaryChanges", "boundary_changes", tr("Boundary Changes…"),
            tr("Who changed which boundary, and when"), "boundaries.show_changes", group="map",
        ),
        MainAction(
            "GengdiTianditu", "basemap", tr("Add Tianditu Basemap…"),
            tr(
                "The national platform's map below all layers; the key is kept in QGIS's authentication "
                "database"
            ),
            "add_tianditu", group="map", apart=True,
        ),
    )  # fmt: skip


def _cases() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiOpenCases", "tracking", tr("Open Cases…"),
            tr("Cases under way: whose turn it is"), "case_services.rectification.tracking",
            group="cases", in_workspace=True,
        ),
        MainAction(
            "GengdiDue", "due", tr("Due and Overdue…"),
            tr("Running cases by their day, and who has them now"), "case_services.people.due",
            group="cases", in_workspace=True,
        ),
        MainAction(
            "GengdiFieldPackage", "field_package", tr("Field Package…"),
            tr("Write the patches of one person into a folder for QField"), "case_services.field.package",
            group="cases", apart=True, in_workspace=True,
        ),
        MainAction(
            "GengdiFieldImport", "field_import", tr("Import Field Work…"),
            tr("Take findings, photos and measured boundaries from a field package"),
            "case_services.field.take", group="cases", in_workspace=True,
        ),
        MainAction(
            "GengdiPeople", "people", tr("Patrols and Responsible People…"),
            tr("People with their load, and patrols"), "case_services.people.people",
            group="cases", apart=True, in_workspace=True,
        ),
        MainAction(
            "GengdiCaseFigures", "case_figures", tr("Figures and Ranking…"),
            tr("Figures of the cases per unit and period"), "case_services.rectification.figures",
            group="cases", in_workspace=True,
        ),
        MainAction(
            "GengdiWhatIf", "what_if", tr("What If…"),
            tr("What other decisions would make of the figures"), "case_services.rectification.what_if",
            group="cases", in_workspace=True,
        ),
        MainAction(
            "GengdiVerifyWorkspace", "verify_workspace", tr("Verify Workspace…"),
            tr("Look for damage and tampering in the open workspace"), "case_services.audit.verify",
            group="cases", apart=True, in_workspace=True,
        ),
    )  # fmt: skip


def _lists() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiVerificationList", "export_list", tr("Verification List (Yellow)…"),
            tr("Suspected patches to be verified on site"), "lists.exports.0",
            group="lists", in_workspace=True,
        ),
        MainAction(
            "GengdiRectificationList", "export_list", tr("Rectification List (Audited Red and Blue)…"),
            tr("Audited problems and those under rectification"), "lists.exports.1",
            group="lists", in_workspace=True,
        ),
        MainAction(
            "GengdiReleaseList", "export_list", tr("Release List (Green)…"),
            tr("Patches with a lawful procedure, and its proof"), "lists.exports.2",
            group="lists", in_workspace=True,
        ),
        MainAction(
            "GengdiPatchSheets", "patch_sheets", tr("Patch Sheets of the Shown Patches…"),
            tr("One page per patch with map and evidence, as a PDF"), "lists.sheets",
            group="lists", in_workspace=True,
        ),
        MainAction(
            "GengdiBulletin", "bulletin", tr("Weekly Bulletin…"),
            tr("Figures per town, ranking and overdue patches of a week, as a spreadsheet or PDF"),
            "case_services.paper.bulletin", group="lists", in_workspace=True,
        ),
        MainAction(
            "GengdiLedger", "ledger", tr("Ledger"), tr("How much land of which class each unit has"),
            "show_ledger", group="lists", apart=True,
        ),
    )  # fmt: skip


def _pollution() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiPollution", "side_pollution", tr("Pollution Sources"),
            tr("Enterprises, permits, outlets and their problems"), "show_pollution", group="pollution",
        ),
        MainAction(
            "GengdiSupervisionList", "supervision_list", tr("Supervision List…"),
            tr("Problems of pollution sources: judge, assign, review, close"), "problems.open_list",
            group="pollution", in_workspace=True,
        ),
    )  # fmt: skip


def _help() -> tuple[MainAction, ...]:
    return (
        MainAction(
            "GengdiGuide", "help", tr("Gengdi User Guide"), tr("Open the guide; it needs no network"),
            "show_guide", group="help",
        ),
        MainAction(
            "GengdiRunningWork", "running_work", tr("Running Work…"),
            tr("What runs and what has run in this session: stop it, start it again, see what went wrong"),
            "show_operations", group="help",
        ),
        MainAction(
            "GengdiDemo", "demo", tr("Load Demo District…"),
            tr("Make a synthetic district and open it as a project"), "load_demo", group="help", apart=True,
        ),
        MainAction(
            "GengdiPractice", "practice", tr("Practice Folder…"),
            tr("Write data as they really arrive, with a practice sheet and its answers"), "make_practice",
            group="help",
        ),
    )  # fmt: skip
