"""The few places where QGIS 3.22, QGIS 3.44 and Qt 6 want different words for the same thing."""

from __future__ import annotations

from qgis.core import Qgis, QgsField, QgsSnappingConfig, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QVariant

TEXT, INTEGER, BIG_INTEGER, REAL, FLAG, DATE, DATE_TIME = (
    "text", "integer", "big_integer", "real", "flag", "date", "date_time",
)  # fmt: skip

_META_NAMES = {
    TEXT: "QString",
    INTEGER: "Int",
    BIG_INTEGER: "LongLong",
    REAL: "Double",
    FLAG: "Bool",
    DATE: "QDate",
    DATE_TIME: "QDateTime",
}

#: QgsField takes a QMetaType type from QGIS 3.38 on and a QVariant type before.
_TAKES_META_TYPE = Qgis.QGIS_VERSION_INT >= 33800


def field_type(kind: str) -> object:
    """The type argument of ``QgsField`` for one of the kinds above, in the running QGIS."""
    meta = getattr(QMetaType.Type, _META_NAMES[kind], None)
    if meta is None:  # PyQt5 before 5.15 knows the types on QMetaType itself only
        meta = getattr(QMetaType, _META_NAMES[kind])
    return meta if _TAKES_META_TYPE else QVariant.Type(int(meta))


def make_field(name: str, kind: str, length: int = 0, precision: int = 0, alias: str = "") -> QgsField:
    """A field ``name`` of ``kind`` (``TEXT``, ``INTEGER``, ``BIG_INTEGER``, ``REAL``, ``FLAG``, ``DATE``,
    ``DATE_TIME``); ``length`` and ``precision`` as QGIS means them (0: unlimited)."""
    field = QgsField(name, field_type(kind), "", length, precision)
    if alias:
        field.setAlias(alias)
    return field


def is_null(value: object) -> bool:
    """Whether an attribute is missing: None, PyQt's NULL variant, or an invalid date."""
    if value is None:
        return True
    if isinstance(value, QVariant):
        return bool(value.isNull())
    if isinstance(value, (QDate, QDateTime)):
        return not value.isValid()
    return False


def corners_and_edges() -> object:
    """What snapping catches: vertices and segments, as ``QgsSnappingConfig.setTypeFlag`` takes them."""
    kinds = getattr(Qgis, "SnappingType", None)  # QGIS 3.26 and newer
    if kinds is not None:
        return kinds.Vertex | kinds.Segment
    return QgsSnappingConfig.SnappingTypes.VertexFlag | QgsSnappingConfig.SnappingTypes.SegmentFlag


def enum_number(value: object) -> int:
    """The number behind an enum member: an int subclass in old QGIS, a Python enum in new."""
    return int(getattr(value, "value", value))  # type: ignore[call-overload, no-any-return]


_KINDS = {0: "point", 1: "line", 2: "polygon", 3: "any", 4: "none"}


def geometry_kind(layer: QgsVectorLayer) -> str:
    """``point``, ``line``, ``polygon``, ``any`` (mixed or unknown) or ``none`` (a plain table)."""
    return _KINDS[enum_number(layer.geometryType())]


#: WKB types shapely reads in every version: two-dimensional, straight.
PLAIN_WKB = frozenset(
    (
        QgsWkbTypes.Type.Point,
        QgsWkbTypes.Type.MultiPoint,
        QgsWkbTypes.Type.LineString,
        QgsWkbTypes.Type.MultiLineString,
        QgsWkbTypes.Type.Polygon,
        QgsWkbTypes.Type.MultiPolygon,
    )
)
