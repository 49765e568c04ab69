"""The marking of what is shown and printed: the project's own, else the one in the officer's options."""

from __future__ import annotations

from qgis.core import QgsProject, QgsSettings

_SCOPE, _ENTRY = "gengdi", "marking"
#: The marking as given in the options: of projects for which none was chosen.
MARKING_KEY = "gengdi/marking"


def marking_of(project: QgsProject | None) -> str:
    """What stands on panel, lists and sheets of ``project``; "" for none, and without a project."""
    if project is None:
        return ""
    text, chosen = project.readEntry(_SCOPE, _ENTRY, "")
    return text.strip() if chosen else str(QgsSettings().value(MARKING_KEY, "") or "").strip()


def choose_marking(project: QgsProject, text: str) -> None:
    """Keep ``text`` as the marking of ``project``; "" says that it has none, whatever the options say."""
    project.writeEntry(_SCOPE, _ENTRY, text.strip())
