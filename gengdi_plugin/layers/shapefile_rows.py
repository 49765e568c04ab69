"""Polygon shapefiles read as the arrays they are (ESRI Shapefile Technical Description 1998; dBASE III).

Records of one ring and well-formed values are read here; records of several rings, whose parts only an
analysis tells apart, by OGR one by one; a file with anything unusual is left to QGIS's iterator.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal

from qgis.core import QgsVectorLayer, QgsWkbTypes
from qgis.PyQt import QtCore

from ..core.distinct import Encoded
from ..core.roles import NUMBER, ROLES
from ..core.wkb import Bytes, Floats, Ints, coordinates, numbers, put_coordinates
from .compat import enum_number
from .geopackage_rows import promoted
from .rawrows import Part, RawRows, Unsuited, cuts, packed

#: Rows whose coordinates stay in the cache of a processor.
_BATCH = 16_384
_POLYGONS = (5, 15, 25)
#: Byte order, MultiPolygon, one part, byte order, Polygon, one ring; the number of points follows.
_HEAD = np.frombuffer(bytes((1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0)), dtype=np.uint8)
_INT, _BIG_INT, _REAL, _TEXT, _DAY = 2, 4, 6, 10, 14  # QVariant and QMetaType number them alike


@dataclass(frozen=True)
class ShapefileRows:
    """The shapefile ``path``, its texts in ``encoding``. ``fields``: canonical name -> (number of the DBF's
    field, QGIS's type of it, whether the canonical field is a number); ``count`` of all DBF fields."""

    path: str
    encoding: str
    fields: Mapping[str, tuple[int, int, bool]]
    count: int

    @classmethod
    def of(cls, layer: QgsVectorLayer, path: str, own: Mapping[str, str], role: str) -> ShapefileRows | None:
        """The way for a polygon ``layer`` with the canonical -> own fields ``own``; None for others."""
        if QgsWkbTypes.flatType(layer.wkbType()) != QgsWkbTypes.Type.MultiPolygon or path[-4:] not in (
            ".shp",
            ".SHP",
        ):
            return None
        provided, kinds = layer.dataProvider().fields(), ROLES[role].fields
        fields = {}
        for name, field in own.items():
            index = provided.indexOf(field)
            fields[name] = (index, enum_number(provided.at(index).type()), kinds[name] == NUMBER)
        return cls(path, layer.dataProvider().encoding(), fields, provided.count())

    def parts(self, count: int) -> list[Part]:
        """All rows that are not deleted, in the file's order. Raises Unsuited."""
        try:
            shapes, records = _Shapes(self.path), _Records(self.path)
        except (OSError, ValueError, IndexError) as error:
            raise Unsuited(str(error)) from error
        if len(records) != len(shapes) or len(records.fields) != self.count:
            raise Unsuited("parts that do not belong together")
        columns = {name: records.column(*field, self._decoder()) for name, field in self.fields.items()}

        def rows(begin: int, end: int) -> Generator[RawRows, None, None]:
            for first in range(begin, end, _BATCH):
                ids = np.arange(first, min(first + _BATCH, end), dtype=np.int64)
                ids = ids[~records.deleted(ids)]
                if len(ids):
                    values = {name: column(ids) for name, column in columns.items()}
                    yield RawRows(ids, *shapes.wkb(ids), values)

        edges = [0, *cuts(0, len(shapes) - 1, len(shapes), shapes.size + records.size), len(shapes)]
        return [partial(rows, begin, end) for begin, end in zip(edges, edges[1:])]

    def _decoder(self) -> Callable[[bytes], str]:
        codecs = getattr(QtCore, "QTextCodec", None)  # gone from Qt 6, where QGIS decodes strictly the same
        codec = codecs.codecForName(self.encoding.encode()) if codecs is not None else None
        if codec is not None:
            return lambda data: str(codec.toUnicode(data))

        def strict(data: bytes) -> str:
            try:
                return data.decode(self.encoding)
            except (LookupError, UnicodeDecodeError) as error:
                raise Unsuited("a text that is not in the layer's encoding") from error

        return strict


class _Shapes:
    """The ``.shp`` by its index ``.shx``."""

    def __init__(self, path: str) -> None:
        index = np.fromfile(_sibling(path, "shx"), dtype=">i4")[25:].reshape(-1, 2).astype(np.int64) * 2
        self._path, self._data = path, np.memmap(path, dtype=np.uint8, mode="r")
        self._at, self._size = index[:, 0] + 8, index[:, 1]
        if len(index) and (self._at + self._size).max() > len(self._data):
            raise Unsuited("an index that points beyond the file")

    def __len__(self) -> int:
        return len(self._at)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self._data)

    def wkb(self, ids: Ints) -> tuple[Bytes, Ints, Ints]:
        """The records ``ids`` as MultiPolygons; size 0 for null shapes."""
        at, size = self._at[ids], self._size[ids]
        if (size < 4).any():
            raise Unsuited("a record without a type")
        kind = numbers(self._data, at)
        points = np.full(len(ids), -1, dtype=np.int64)
        long = np.flatnonzero(np.isin(kind, _POLYGONS) & (size >= 48))
        single = long[numbers(self._data, at[long] + 36) == 1]
        points[single] = numbers(self._data, at[single] + 40)
        single = single[(points[single] > 0) & (numbers(self._data, at[single] + 44) == 0)]
        single = single[48 + 16 * points[single] <= size[single]]
        data, start, length = self._rings(at[single] + 48, points[single])
        begin, count = np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.int64)
        begin[single], count[single] = start, length
        other = np.setdiff1d(np.flatnonzero(kind != 0), single, assume_unique=True)
        if len(other):
            tail, tail_start, tail_size = promoted(*packed(self._by_ogr(ids[other])))
            begin[other], count[other] = tail_start + len(data), tail_size
            data = np.concatenate([data, tail])
        return data, begin, count

    def _rings(self, at: Ints, points: Ints) -> tuple[Bytes, Ints, Ints]:
        size = len(_HEAD) + 4 + 16 * points
        start = np.cumsum(size) - size
        data = np.zeros(int(size.sum()), dtype=np.uint8)
        head = np.empty((len(at), len(_HEAD) + 4), dtype=np.uint8)
        head[:, : len(_HEAD)] = _HEAD
        head[:, len(_HEAD) :] = points.astype("<u4").view(np.uint8).reshape(-1, 4)
        data[start[:, None] + np.arange(head.shape[1])] = head
        first = np.cumsum(points) - points
        steps = 16 * np.arange(int(points.sum()), dtype=np.int64)
        where, whence = (
            np.repeat(begin - 16 * first, points) + steps for begin in (start + head.shape[1], at)
        )
        put_coordinates(data, where, coordinates(self._data, whence))
        return data, start, size

    def _by_ogr(self, ids: Ints) -> list[bytes | None]:
        source = gdal.OpenEx(self._path, gdal.OF_VECTOR | gdal.OF_READONLY, ["ESRI Shapefile"])
        layer = source.GetLayer(0) if source is not None else None
        if layer is None:
            raise Unsuited("cannot be opened")
        wkbs: list[bytes | None] = []
        for number in ids.tolist():
            feature = layer.GetFeature(number)
            shape = feature.GetGeometryRef() if feature is not None else None
            if shape is not None:
                shape.FlattenTo2D()
            wkbs.append(None if shape is None else bytes(shape.ExportToWkb()))
        return wkbs


class _Records:
    """The ``.dbf``: fixed records of fixed fields."""

    def __init__(self, path: str) -> None:
        data = np.memmap(_sibling(path, "dbf"), dtype=np.uint8, mode="r")
        count, head, width = int(data[4:8].view("<u4")[0]), *map(int, data[8:12].view("<u2"))
        described_all, at = bytes(data[32:head]), 1
        self.fields: list[tuple[str, int, int]] = []
        for first in range(0, len(described_all) - 31, 32):
            described = described_all[first : first + 32]
            if described[0] == 0x0D:
                break
            self.fields.append((chr(described[11]), at, described[16]))
            at += described[16]
        if at != width or head + count * width > len(data):
            raise Unsuited("a table whose parts do not add up")
        self._data = data[head : head + count * width].reshape(count, width)

    def __len__(self) -> int:
        return len(self._data)

    @property
    def size(self) -> int:
        """Bytes of all records."""
        return self._data.size

    def deleted(self, ids: Ints) -> npt.NDArray[np.bool_]:
        """Which records are marked as deleted."""
        marked: npt.NDArray[np.bool_] = self._data[ids, 0] == ord("*")
        return marked

    def column(
        self, index: int, kind: int, number: bool, text: Callable[[bytes], str]
    ) -> Callable[[Ints], Encoded | Floats]:
        """What gives field ``index``, of QGIS's type ``kind``, for rows of the table."""
        letter, at, width = self.fields[index]
        readers: dict[tuple[str, int], Callable[[bytes], object]] = {
            ("C", _TEXT): text, ("D", _DAY): _day,
            **{(own, whole): _integer for own in "NF" for whole in (_INT, _BIG_INT)},
            **{(own, _REAL): _real for own in "NF"},
        }  # fmt: skip
        if (letter, kind) not in readers or not width:
            raise Unsuited("a field of another type")
        read = readers[letter, kind]

        def cells(ids: Ints) -> npt.NDArray[np.bytes_]:
            block = np.ascontiguousarray(self._data[ids, at : at + width])
            return block.view(f"S{width}").reshape(-1)

        def values(ids: Ints) -> Encoded:
            return Encoded(
                [cell.split(b"\0", 1)[0].strip(b" ") or None for cell in cells(ids).tolist()], read
            )

        def numbers(ids: Ints) -> Encoded | Floats:
            try:
                return cells(ids).astype(np.float64)
            except ValueError:  # a blank among them, or something that is no number
                return values(ids)

        return numbers if number and read in (_integer, _real) else values


def _integer(cell: bytes) -> object:
    if cell.startswith(b"*"):
        return None
    if not re.fullmatch(rb"[+-]?\d{1,18}", cell):
        raise Unsuited("a number that is written otherwise")
    return int(cell)


def _real(cell: bytes) -> object:
    if cell.startswith(b"*"):
        return None
    if not re.fullmatch(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell):
        raise Unsuited("a number that is written otherwise")
    return float(cell)


def _day(cell: bytes) -> object:
    if cell == b"00000000":
        return None
    if not re.fullmatch(rb"[12]\d{7}", cell):
        raise Unsuited("a day that is written otherwise")
    try:
        return dt.date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    except ValueError:
        return None


def _sibling(path: str, extension: str) -> Path:
    """The part of the shapefile with ``extension``, in the case of the ``.shp``'s own or the other."""
    own = Path(path)
    for suffix in (extension, extension.upper()):
        if (found := own.with_suffix(f".{suffix}")).is_file():
            return found
    raise Unsuited(f"no .{extension}")
