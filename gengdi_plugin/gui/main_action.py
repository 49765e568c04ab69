"""One of Gengdi's main actions, and how it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtWidgets import QAction

from ..core.i18n import tr


@dataclass(frozen=True)
class MainAction:
    """``name``: object name, unique; ``method``: what of the Desktop it calls, with dots for services behind
    it (``checks.compare``; asked for when it is triggered, so that QGIS's start makes none). Where that is
    an action of a page, it is triggered, or its being impossible is told. ``group``: one of
    ``main_actions.GROUPS``; ``shortcut``: only where no other program's habit is in the way;
    ``in_workspace``: what would do nothing while no workspace is open says so; ``apart``: a line stands above
    it; ``needs``: what must be selected for it, told when it is not possible."""

    name: str
    icon: str
    text: str
    tip: str
    method: str
    toolbar: bool = False
    group: str = ""
    shortcut: str = ""
    in_workspace: bool = False
    apart: bool = False
    needs: str = ""


def target(desktop: Any, method: str) -> Any:
    """What ``method`` names; a number is a place in a list. Makes the services it leads through."""
    found = desktop
    for part in method.split("."):
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found


def perform(desktop: Any, row: MainAction) -> None:
    """Do what ``row`` says; what is not possible now is told."""
    if row.in_workspace and desktop.session.path() is None:
        desktop.say_no_workspace()
        return
    found = target(desktop, row.method)
    if not isinstance(found, QAction):
        found()
    elif found.isEnabled():
        found.trigger()
    else:
        said = tr("“{action}” is not possible now.").format(action=row.text.rstrip("…"))
        desktop.say(row.needs or said, Qgis.MessageLevel.Warning)
