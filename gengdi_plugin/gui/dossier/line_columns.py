"""The columns of a dossier's table, and the names they have in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QModelIndex, Qt

from ...core.i18n import tr
from ...core.vocabulary import word
from .. import figures
from ..rows_model import ROW_ROLE, RowColumn, RowsModel

if TYPE_CHECKING:
    from ...core.dossier.told import Line

#: As in ``gengdi:dossier``, with what stands beside the label.
FIELDS = (
    "spatial_code", "layer", "role", "feature_id", "label", "relation", "overlap_m2", "share_of_unit",
    "share_of_feature", "told",
)  # fmt: skip

#: Columns by what they show.
LABEL, SHARED, SHARE_OF_UNIT, SHARE_OF_FEATURE, TOLD = 1, 3, 4, 5, 6


def group_word(line: Line) -> str:
    """What kind of thing a line speaks of."""
    if not line.role:
        return tr("Without a role")
    return word("dossier_group", line.group)


def relation_word(line: Line) -> str:
    """How the place lies to it."""
    return word("relation", line.relation)


COLUMNS = (
    RowColumn(lambda: tr("Kind"), group_word),
    RowColumn(lambda: tr("Name"), lambda line: line.label or line.feature_id),
    RowColumn(lambda: tr("Relation"), relation_word, tip=lambda: tr("How the place lies to it")),
    RowColumn(
        lambda: tr("Shared m²"),
        lambda line: figures.area(line.overlap_m2),
        lambda line: line.overlap_m2,
        number=True,
        tip=lambda: tr("Area that place and feature share, ellipsoidal; nothing for points and lines"),
    ),
    RowColumn(
        lambda: tr("Of the place"),
        lambda line: figures.share(line.share_of_unit),
        lambda line: line.share_of_unit,
        number=True,
        tip=lambda: tr("Shared area as part of the place's area"),
    ),
    RowColumn(
        lambda: tr("Of the feature"),
        lambda line: figures.share(line.share_of_feature),
        lambda line: line.share_of_feature,
        number=True,
        tip=lambda: tr("Shared area as part of the feature's area"),
    ),
    RowColumn(lambda: tr("What is said"), lambda line: line.told),
    RowColumn(lambda: tr("Layer"), lambda line: line.layer_name),
)


class LineModel(RowsModel):
    """The table; a cell's tip is all that the layer says of the feature, field by field."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            line: Line = super().data(index, ROW_ROLE)
            shown = super().data(index, Qt.ItemDataRole.DisplayRole)
            facts = [tr("{field}: {value}").format(field=field, value=value) for field, value in line.facts]
            return "\n".join([shown, *facts])
        return super().data(index, role)


def as_row(code: str, line: Line) -> tuple[Any, ...]:
    """A line as :data:`FIELDS`."""
    return (
        code, line.layer_name, line.role, line.feature_id, line.label, line.relation, line.overlap_m2,
        line.share_of_unit, line.share_of_feature, line.told,
    )  # fmt: skip
