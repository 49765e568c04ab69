"""Real layers for tests of reading, binding and styles: files on disk and memory layers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from gengdi_plugin.layers.compat import make_field

#: A rectangle near Zhenhai, EPSG:4490.
SQUARE = "POLYGON((121.6 29.95, 121.602 29.95, 121.602 29.951, 121.6 29.951, 121.6 29.95))"

Row = Sequence[Any]


def memory_layer(
    name: str, fields: dict[str, str], rows: Sequence[Row], crs: str = "EPSG:4490", geometry: str = "Polygon"
) -> QgsVectorLayer:
    """A memory layer; every row is its WKT (in EPSG:4490; None for no geometry) and its attributes."""
    layer = QgsVectorLayer(f"{geometry}?crs={crs}" if crs else geometry, name, "memory")
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    layer.dataProvider().addAttributes([make_field(field, kind) for field, kind in fields.items()])
    layer.updateFields()
    layer.dataProvider().addFeatures([feature(layer, row) for row in rows])
    layer.updateExtents()
    return layer


def feature(layer: QgsVectorLayer, row: Row) -> QgsFeature:
    """A feature of ``layer`` from WKT in EPSG:4490 (put into the layer's system) and attributes."""
    made = QgsFeature(layer.fields())
    if row[0] is not None:
        geometry = QgsGeometry.fromWkt(row[0])
        if layer.crs().isValid() and layer.crs().authid() != "EPSG:4490":
            source = QgsCoordinateReferenceSystem("EPSG:4490")
            geometry.transform(QgsCoordinateTransform(source, layer.crs(), QgsCoordinateTransformContext()))
        made.setGeometry(geometry)
    made.setAttributes([QVariant() if value is None else value for value in row[1:]])
    return made


def saved(layer: QgsVectorLayer, path: Path, driver: str, **options: Any) -> QgsVectorLayer:
    """``layer`` written to ``path`` and opened from there, with its name."""
    wanted = QgsVectorFileWriter.SaveVectorOptions()
    wanted.driverName = driver
    for key, value in options.items():
        setattr(wanted, key, value)
    error = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsCoordinateTransformContext(), wanted
    )
    assert error[0] == QgsVectorFileWriter.NoError, error
    opened = QgsVectorLayer(str(path), layer.name(), "ogr")
    assert opened.isValid()
    return opened


def shapefile(
    path: Path,
    fields: Sequence[str],
    rows: Sequence[Row],
    encoding: str,
    cpg: str | None,
    language_byte: int = 0,
) -> Path:
    """A shapefile of text fields written by GDAL in ``encoding``, EPSG:4549; ``cpg`` replaces the .cpg
    (None: there is none). Rows are WKT in EPSG:4549 and attributes."""
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption(
        "SHAPE_ENCODING", None
    )  # QGIS sets it, and GDAL would then not recode what it writes
    try:
        source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
        system = osr.SpatialReference()
        system.ImportFromEPSG(4549)
        layer = source.CreateLayer(path.stem, system, ogr.wkbPolygon, options=[f"ENCODING={encoding}"])
        for name in fields:
            definition = ogr.FieldDefn(name, ogr.OFTString)
            definition.SetWidth(40)
            layer.CreateField(definition)
        for row in rows:
            made = ogr.Feature(layer.GetLayerDefn())
            made.SetGeometry(ogr.CreateGeometryFromWkt(row[0]))
            for index, value in enumerate(row[1:]):
                if value is not None:
                    made.SetField(index, value)
            layer.CreateFeature(made)
        layer = None
        source = None
    finally:
        gdal.SetConfigOption("SHAPE_ENCODING", before)
    declared = path.with_suffix(".cpg")
    declared.unlink(missing_ok=True)
    if cpg is not None:
        declared.write_text(cpg, encoding="ascii")
    data = bytearray(path.with_suffix(".dbf").read_bytes())
    data[29] = language_byte
    path.with_suffix(".dbf").write_bytes(data)
    return path
