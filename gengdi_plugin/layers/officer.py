"""Who is at the desk: recorded with every run, finding and audit."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsSettings

#: The officer's name as given in the options; empty takes the account's.
OFFICER_KEY = "gengdi/officer"


def officer_name() -> str:
    """The officer's name: from the options, else the account's full name, else its login name."""
    given = str(QgsSettings().value(OFFICER_KEY, "") or "").strip()
    return given or QgsApplication.userFullName() or QgsApplication.userLoginName()
