"""The GeoPackage of a field package, written through OGR."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr

from ..core.errors import InputError
from ..core.field_form import REAL, Column, PackageTable
from ..core.i18n import tr
from ..core.stopping import checkpoint

_UID_DEFAULT = "(lower(hex(randomblob(16))))"

_GEOMETRY = {
    "": ogr.wkbNone,
    "POINT": ogr.wkbPoint,
    "LINE": ogr.wkbMultiLineString,
    "MULTIPOLYGON": ogr.wkbMultiPolygon,
    "ANY": ogr.wkbUnknown,
}

#: A row: WKB or None, and one value per column.
Row = tuple[Any, Sequence[Any]]


@dataclass(frozen=True)
class Layer:
    """A layer to write. ``columns``: name -> ``text`` or ``real``; ``crs``: WKT, "" for EPSG:4490."""

    name: str
    geometry: str
    columns: dict[str, str]
    crs: str = ""


def layer_of(table: PackageTable, more: Sequence[Column] = ()) -> Layer:
    """A table of the package as a layer, with ``more`` columns at its end."""
    columns = {column.name: column.kind for column in (*table.columns, *more)}
    return Layer(table.name, table.geometry, columns)


class FieldGeoPackage:
    """A GeoPackage that is filled layer by layer; a context manager, which closes the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._plain_words():
            self._source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        if self._source is None:
            raise InputError(self._failed(gdal.GetLastErrorMsg()))

    def __enter__(self) -> FieldGeoPackage:
        return self

    def __exit__(self, *_: object) -> None:
        self._source = None  # OGR writes the file when its last handle goes

    def add(self, layer: Layer, rows: Iterable[Row] = ()) -> int:
        """Write ``layer`` with ``rows``; how many. Raises InputError when not all of them are in it."""
        with self._plain_words():
            made = self._source.CreateLayer(
                layer.name, _system(layer.crs), _GEOMETRY[layer.geometry], ["FID=fid", "GEOMETRY_NAME=geom"]
            )
            if made is None:
                raise InputError(self._failed(gdal.GetLastErrorMsg()))
            for name, kind in layer.columns.items():
                field = ogr.FieldDefn(name, ogr.OFTReal if kind == REAL else ogr.OFTString)
                if name == "uid":
                    field.SetDefault(_UID_DEFAULT)
                self._check(made.CreateField(field))
            return self._fill(made, layer, rows)

    def _fill(self, made: Any, layer: Layer, rows: Iterable[Row]) -> int:
        names, count = list(layer.columns), 0
        made.StartTransaction()
        for wkb, values in rows:
            checkpoint()
            feature = ogr.Feature(made.GetLayerDefn())
            for name, value in zip(names, values):
                if value is not None:
                    feature.SetField(name, value)
            if wkb is not None:
                feature.SetGeometryDirectly(_shaped(ogr.CreateGeometryFromWkb(bytes(wkb)), layer.geometry))
            self._check(made.CreateFeature(feature))
            count += 1
        made.CommitTransaction()
        if made.GetFeatureCount() != count:
            raise InputError(self._failed(f"{made.GetFeatureCount()} / {count}"))
        return count

    def _check(self, code: int) -> None:
        if code != ogr.OGRERR_NONE:
            raise InputError(self._failed(gdal.GetLastErrorMsg()))

    def _failed(self, why: str) -> str:
        return tr("{file} cannot be written ({why}): check free disk space and the folder's rights.").format(
            file=self._path.name, why=why or "OGR"
        )

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        """Errors of OGR become our sentence whether or not someone switched its exceptions on."""
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        gdal.ErrorReset()
        try:
            yield
        except RuntimeError as error:
            raise InputError(self._failed(str(error))) from error
        finally:
            gdal.PopErrorHandler()


def _shaped(geometry: Any, kind: str) -> Any:
    if kind == "MULTIPOLYGON":
        return ogr.ForceToMultiPolygon(geometry)
    return ogr.ForceToMultiLineString(geometry) if kind == "LINE" else geometry


def _system(wkt: str) -> Any:
    system = osr.SpatialReference()
    if wkt:
        system.ImportFromWkt(wkt)
    else:
        system.ImportFromEPSG(4490)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system
