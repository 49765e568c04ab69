"""Names of units as the workspace knows them."""

from __future__ import annotations

from .workspace import Workspace


class UnitNames:
    """Names by code; codes may be kept short or padded with zeros."""

    def __init__(self, ws: Workspace) -> None:
        rows = ws.db.execute("SELECT unit_code, unit_name FROM unit WHERE deleted_at IS NULL").fetchall()
        self._names = {code: name or "" for code, name in rows if code}
        patches = ws.db.execute(
            "SELECT DISTINCT unit_code, unit_name FROM patch WHERE deleted_at IS NULL AND unit_name <> ''"
        ).fetchall()
        self._names.update({code: name for code, name in patches if code and code not in self._names})

    def name(self, code: str) -> str:
        """The name of the unit, "" when the workspace does not know it."""
        return self._names.get(code) or self._names.get(code.ljust(12, "0"), "") if code else ""
