"""A list as GeoPackage or shapefile with the patches' geometry, through OGR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr

from ..core.errors import InputError
from ..core.i18n import tr
from .cells import CellValue
from .document import Document
from .foot_text import foot_lines, write_foot_text
from .forms import Column
from .gpkg_schema import write_aliases

#: The attribute table of a GeoPackage that holds the foot, one line per row.
FOOT_TABLE = "list_foot"

#: A text field of a shapefile holds this many bytes.
_DBF_BYTES = 254

_REALS = ("area", "mu", "share", "degree")


def write_gpkg(document: Document, path: Path) -> None:
    """One layer named after the list, headings as field aliases, and the foot in :data:`FOOT_TABLE`."""
    with _quiet():
        source = _create("GPKG", path)
        layer = _layer(source, document.form.key, [])
        columns = document.form.file_columns
        for column in columns:
            _check(layer.CreateField(ogr.FieldDefn(column.name, _type(column))), path)
        layer.SetMetadataItem("DESCRIPTION", f"《{document.form.title}》")
        _fill(layer, document, [column.name for column in columns], path, limit=None)
        foot = source.CreateLayer(FOOT_TABLE, None, ogr.wkbNone, ["ASPATIAL_VARIANT=GPKG_ATTRIBUTES"])
        _check(foot.CreateField(ogr.FieldDefn("line", ogr.OFTString)), path)
        for line in foot_lines(document):
            feature = ogr.Feature(foot.GetLayerDefn())
            feature.SetField("line", line)
            _check(foot.CreateFeature(feature), path)
        layer = foot = source = None  # OGR writes the file when its last handle goes
    write_aliases(path, document.form.key, {column.name: column.title for column in columns})


def write_shapefile(document: Document, path: Path) -> None:
    """A shapefile in UTF-8 (.cpg); the foot and the table of field names go into a text beside it."""
    columns = document.form.file_columns
    with _quiet():
        source = _create("ESRI Shapefile", path)
        layer = _layer(source, path.stem, ["ENCODING=UTF-8"])
        for column in columns:
            definition = ogr.FieldDefn(column.short, _type(column))
            if column.kind in _REALS:
                definition.SetWidth(20)
                definition.SetPrecision(6 if column.kind == "degree" else 4)
            elif definition.GetType() == ogr.OFTString:
                definition.SetWidth(_DBF_BYTES)
            _check(layer.CreateField(definition), path)
        _fill(layer, document, [column.short for column in columns], path, limit=_DBF_BYTES)
        layer = source = None
    cpg = path.with_suffix(".cpg")
    if not cpg.is_file():
        cpg.write_text("UTF-8", encoding="ascii")
    names = ["", "【字段名】", *(f"{column.short} = {column.title} ({column.name})" for column in columns)]
    write_foot_text(document, path.with_name(f"{path.stem}_说明.txt"), names)


def cut_utf8(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` bytes of UTF-8, never within a character; a cut shows as …"""
    raw = text.encode("utf-8")
    if len(raw) <= limit:
        return text
    return raw[: limit - 3].decode("utf-8", "ignore") + "…"


def _create(driver: str, path: Path) -> Any:
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    if source is None:
        raise InputError(_failed(path))
    return source


def _layer(source: Any, name: str, options: list[str]) -> Any:
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4490)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layer = source.CreateLayer(name, crs, ogr.wkbMultiPolygon, options)
    if layer is None:
        raise InputError(_failed(Path(source.GetDescription())))
    return layer


def _type(column: Column) -> int:
    if column.kind in ("index", "flag"):
        return int(ogr.OFTInteger)
    return int(ogr.OFTReal if column.kind in _REALS else ogr.OFTString)


def _fill(layer: Any, document: Document, names: list[str], path: Path, limit: int | None) -> None:
    rows = document.indexed_rows()
    layer.StartTransaction()
    for (_, row), values in zip(rows, document.values(document.form.file_columns)):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in zip(names, values):
            _set(feature, name, value, limit)
        if row.get("wkb") is not None:
            geometry = ogr.CreateGeometryFromWkb(bytes(row["wkb"]))
            feature.SetGeometryDirectly(ogr.ForceToMultiPolygon(geometry))
        _check(layer.CreateFeature(feature), path)
    layer.CommitTransaction()
    if layer.GetFeatureCount() != len(rows):
        raise InputError(_failed(path))


def _set(feature: Any, name: str, value: CellValue, limit: int | None) -> None:
    if value is None:
        return
    feature.SetField(name, cut_utf8(value, limit) if limit and isinstance(value, str) else value)


def _check(code: int, path: Path) -> None:
    if code != ogr.OGRERR_NONE:
        raise InputError(_failed(path))


def _failed(path: Path) -> str:
    detail = gdal.GetLastErrorMsg()
    return tr("{file} cannot be written ({why}): check free disk space and the folder's rights.").format(
        file=path.name, why=detail or "OGR"
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Errors of OGR become our sentence whether or not someone switched its exceptions on."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.ErrorReset()
    try:
        yield
    except RuntimeError as error:
        raise InputError(
            tr("The list cannot be written ({why}): check free disk space and the folder's rights.").format(
                why=error
            )
        ) from error
    finally:
        gdal.PopErrorHandler()
