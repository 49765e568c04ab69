"""From red to closed in the dock, and what the menu *Cases* shows on the way; used by ``main_job``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import QApplication, QLineEdit

from drive import settle, wait_until
from gengdi_plugin.demo.people import write_people


def dispatch(officer: Any) -> dict[str, Any]:
    """Take in the people, see who would get what, dispatch all that waits."""
    people: Path = officer.folder / "田长.csv"
    write_people(people)
    services = officer.desktop.case_services
    officer.desktop.show_patches()
    patrols = services.people.patrols
    patrols.ask_table = lambda: str(people)
    patrols.open_people()
    officer.idle("the window of people")
    patrols.import_table()
    officer.idle("the people")
    settle(400)
    officer.shoot("cases-people", patrols.window)
    patrols.close()
    services.people.dispatch.trigger()
    officer.idle("the proposal")
    dialog = officer.dialog("gengdi_dispatch")
    officer.shoot("cases-dispatch", dialog)
    officer.press_ok(dialog)
    officer.idle("the dispatch")
    wait_until(lambda: states(officer).get("dispatched"), "dispatched patches", 20)
    return {"dispatched": states(officer)["dispatched"], "waiting": states(officer).get("screened_yellow", 0)}


def rectify(officer: Any) -> list[str]:
    """Order, report and accept the rectification of the selected red patch; the states on the way."""
    page, services = officer.dock.patches, officer.desktop.case_services
    uid = page.selected()[0].uid
    seen = []

    def next_state(action: Any, name: str, who: str) -> None:
        before = officer.desktop.session.row(uid).state
        action.trigger()
        dialog = officer.dialog(name)
        for editor in dialog.findChildren(QLineEdit):
            if editor.text() == officer.desktop.desk.officer():
                editor.setText(who)
        settle(200)
        officer.shoot(name.replace("gengdi_", "cases-"), dialog)
        officer.press_ok(dialog)
        wait_until(lambda: officer.desktop.session.row(uid).state != before, f"the step after {before}", 10)
        seen.append(officer.desktop.session.row(uid).state)

    actions = services.rectification
    next_state(actions.order, "gengdi_order", "Zhao Town")
    next_state(actions.report, "gengdi_report_measure", "Qian Village")
    next_state(actions.acceptance, "gengdi_acceptance", "Sun Town")
    return seen


def look(officer: Any) -> dict[str, Any]:
    """The windows that tell of cases, and the workspace verified."""
    services = officer.desktop.case_services
    services.rectification.timeline.trigger()
    settle(300)
    officer.shoot("cases-timeline", services.rectification.windows.timeline)
    for name, action in (("figures", "figures"), ("what_if", "what_if"), ("tracking", "tracking")):
        getattr(services.rectification, action).trigger()
        officer.idle(name)
        settle(300)
        officer.shoot(f"cases-{name}", getattr(services.rectification.windows, name))
    services.audit.verify.trigger()
    officer.idle("the verification")
    settle(300)
    window = services.audit.workspace_window
    officer.shoot("cases-verify", window)
    said = window.said.text()
    rows = window.model.rowCount()
    services.rectification.close()
    services.audit.close()
    settle(200)
    left = [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible() and one.isModal()]
    return {"said": said, "rows": rows, "left_open": left}


def states(officer: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in officer.desktop.session.rows():
        found[row.state] = found.get(row.state, 0) + 1
    return found
