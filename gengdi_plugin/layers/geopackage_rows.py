"""GeoPackage layers read by GDAL's Arrow stream, under the same filter and with the same ids as in QGIS."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

from ..core.roles import NUMBER
from ..core.wkb import Bytes, Ints
from .arrow import Child, Stream
from .rawrows import PART_BYTES, Part, RawRows, Unsuited, cuts

#: Rows whose coordinates stay in the cache of a processor.
_BATCH = 16_384

#: OGR field type -> SQLite's storage classes that OGR reads alike feature by feature and in a stream.
_STORED = {
    ogr.OFTInteger: ("integer",),
    ogr.OFTInteger64: ("integer",),
    ogr.OFTReal: ("real", "integer"),
    ogr.OFTString: ("text",),
    ogr.OFTDate: ("text",),
}
_DAY = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"


@dataclass(frozen=True)
class GeoPackageRows:
    """``table`` of the file ``path`` (the only one when empty) under the SQL condition ``subset``.
    ``fields``: canonical name -> (own field, kind of the canonical field); ``multi``: QGIS calls the layer
    one of multi geometries and makes single ones into such."""

    path: str
    table: str
    subset: str
    fields: Mapping[str, tuple[str, str]]
    multi: bool

    def parts(self, count: int) -> list[Part]:
        """All rows in the order of their ids; all in one under a condition, which SQLite may answer by an
        index and in its order. Raises Unsuited."""
        size = Path(self.path).stat().st_size
        keys = self._keys() if size > PART_BYTES and not self.subset else None
        edges = [None, *(cuts(*keys, count, size) if keys is not None else ()), None]
        return [partial(self._rows, low, high) for low, high in zip(edges, edges[1:])]

    def _opened(self) -> tuple[gdal.Dataset, ogr.Layer]:
        source = gdal.OpenEx(self.path, gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
        if source is None:
            raise Unsuited("cannot be opened")
        layer = source.GetLayerByName(self.table) if self.table else source.GetLayer(0)
        if layer is None or not hasattr(layer, "GetArrowStream"):
            raise Unsuited("no such layer, or GDAL before 3.6")
        return source, layer

    def _keys(self) -> tuple[int, int] | None:
        """The first key and the last; None where there is no row or no key."""
        source = layer = None
        try:
            source, layer = self._opened()
            key, table = _name(layer.GetFIDColumn()), _name(layer.GetName())
            asked = (self._asked(source, f"SELECT {end}({key}) FROM {table}") for end in ("min", "max"))  # noqa: S608 # nosec B608
            first, last = (found[0] if found else None for found in asked)
            return (first, last) if isinstance(first, int) and isinstance(last, int) else None
        except RuntimeError as error:  # GDAL's, where a program has switched its exceptions on
            raise Unsuited(str(error)) from error
        finally:
            del layer, source

    def _rows(self, low: int | None, high: int | None) -> Generator[RawRows, None, None]:
        """The rows with keys from ``low`` to below ``high``."""
        source = layer = stream = None
        try:
            source, layer = self._opened()
            within = _within(layer.GetFIDColumn(), low, high)
            self._require_plain(source, layer, within)
            condition = self.subset or within
            if condition and layer.SetAttributeFilter(condition) != 0:
                raise Unsuited("a condition that OGR does not take")
            layer.SetIgnoredFields(self._unneeded(layer))
            key, shape = layer.GetFIDColumn(), layer.GetGeometryColumn()
            stream = Stream(layer, _BATCH)
            for batch in stream:
                yield self._raw(batch, key, shape)
        except RuntimeError as error:  # GDAL's, where a program has switched its exceptions on
            raise Unsuited(str(error)) from error
        finally:  # in this order: a stream that outlives its file would crash the program
            del stream, layer, source

    def _unneeded(self, layer: ogr.Layer) -> list[str]:
        definition = layer.GetLayerDefn()
        names = [definition.GetFieldDefn(k).GetName() for k in range(definition.GetFieldCount())]
        wanted = {own for own, _ in self.fields.values()}
        return [name for name in names if name not in wanted]

    def _require_plain(self, source: gdal.Dataset, layer: ogr.Layer, within: str) -> None:
        """Refuse what a stream and QGIS could read in two ways: views, and values of another type than
        their column's (SQLite takes anything anywhere) in rows ``within`` a condition."""
        definition, name = layer.GetLayerDefn(), layer.GetName()
        if not layer.GetFIDColumn() or definition.GetGeomType() == ogr.wkbUnknown:
            raise Unsuited("no key, or geometries of any kind")
        kinds = self._asked(source, f"SELECT type FROM sqlite_master WHERE name = {_text(name)}")  # noqa: S608 # nosec B608
        if kinds != ["table"]:
            raise Unsuited("no table")
        doubts = []
        for own, _ in self.fields.values():
            index = definition.GetFieldIndex(own)
            if index < 0:
                if own != layer.GetFIDColumn():
                    raise Unsuited("a field of another name")
                continue
            field = definition.GetFieldDefn(index)
            stored = _STORED.get(field.GetType())
            if stored is None or field.GetSubType() not in (ogr.OFSTNone, ogr.OFSTBoolean, ogr.OFSTInt16):
                raise Unsuited("a type that is read one by one")
            column, classes = _name(own), ", ".join(map(_text, ("null", *stored)))
            doubts.append(f"typeof({column}) NOT IN ({classes})")
            if field.GetType() == ogr.OFTDate:
                doubts.append(f"({column} IS NOT NULL AND {column} NOT GLOB {_text(_DAY)})")
        if doubts:
            condition = f"({' OR '.join(doubts)})" + (f" AND {within}" if within else "")
            found = self._asked(source, f"SELECT 1 FROM {_name(name)} WHERE {condition} LIMIT 1")  # noqa: S608 # nosec B608
            if found:
                raise Unsuited("values of another type than their column's")

    @staticmethod
    def _asked(source: gdal.Dataset, sql: str) -> list[object]:
        answer = source.ExecuteSQL(sql)
        if answer is None:
            return []
        found = [feature.GetField(0) for feature in answer]
        source.ReleaseResultSet(answer)
        return found

    def _raw(self, batch: dict[str, Child], key: str, shape: str) -> RawRows:
        ids = batch[key].numbers().astype(np.int64)
        if shape:
            data, start, size = batch[shape].binary()
            data, start, size = promoted(data, start, size) if self.multi else (data, start, size)
        else:
            data, start, size = np.empty(0, np.uint8), np.zeros_like(ids), np.zeros_like(ids)
        fields = {}
        for name, (own, kind) in self.fields.items():
            column = batch[own]
            numeric = kind == NUMBER and column.kind in ("c", "s", "i", "l", "f", "g")
            fields[name] = column.floats() if numeric else column.values()
        return RawRows(ids, data, start, size, fields)


def promoted(data: Bytes, start: Ints, size: Ints) -> tuple[Bytes, Ints, Ints]:
    """Single geometries (plain, little-endian) as multi geometries of one part, as QGIS hands them out."""
    kind = np.where(size >= 9, data[np.minimum(start + 1, max(len(data) - 1, 0))], 0) if len(data) else size
    single = np.flatnonzero((size > 0) & (kind >= 1) & (kind <= 3))
    if not len(single):
        return data, start, size
    start, size = start.copy(), size.copy()
    tail, end = [data], len(data)
    for row in single.tolist():
        own = data[start[row] : start[row] + size[row]]
        if own[0] != 1 or own[2:5].any() or size[row] <= 9:
            raise Unsuited("a single geometry that is not plain in a layer of multi geometries")
        head = np.frombuffer(bytes([1, int(own[1]) + 3, 0, 0, 0, 1, 0, 0, 0]), dtype=np.uint8)
        tail += [head, own]
        start[row], size[row] = end, 9 + size[row]
        end += int(size[row])
    return np.concatenate(tail), start, size


def _within(key: str, low: int | None, high: int | None) -> str:
    """The SQL condition for keys from ``low`` to below ``high``; "" for all."""
    ends = ((">=", low), ("<", high))
    return " AND ".join(f"{_name(key)} {sign} {end}" for sign, end in ends if end is not None)


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
