"""The change patches of a workspace as an account of land asks for them: ground, unit and code now."""

from __future__ import annotations

from ..core.kernel import shapely
from ..core.table import FeatureTable, feature_table, object_array
from .workspace import Workspace

_SELECT = "SELECT uid, code, unit_code, AsBinary(geom) AS wkb FROM patch_status ORDER BY uid"


def ledger_patches(ws: Workspace) -> FeatureTable:
    """EPSG:4490; columns ``code`` (``green|yellow|red|blue``) and ``unit_code``; patches whose case goes on
    in others are not among them."""
    rows = ws.db.execute(_SELECT).fetchall()
    shapes = shapely.from_wkb(object_array(row[3] for row in rows), on_invalid="ignore")
    columns = {"code": [row[1] for row in rows], "unit_code": [row[2] for row in rows]}
    return feature_table(shapes, columns, [row[0] for row in rows], ws.path.stem)
