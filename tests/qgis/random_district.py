"""A made-up district as real layers of every kind, with what was drawn kept beside it."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from dossier_oracle import Known, KnownLayer, Oracle, forward
from osgeo import ogr
from shapely.geometry.base import BaseGeometry

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

CRSS = ("EPSG:4490", "EPSG:4549", "EPSG:4550", "EPSG:4528", "EPSG:3857")
FORMATS = ("memory", "GPKG", "ESRI Shapefile", "SQLite")
#: Layer names with their role and the fields that say it.
LAYERS: Sequence[tuple[str, str | None, dict[str, str]]] = (
    ("DLTB", "farmland", {"DLBM": "0101", "DLMC": "水田", "KCXS": "0"}),
    ("地类图斑_2024", "farmland", {"地类编码": "0103", "地类名称": "旱地", "种植属性": "LS"}),
    ("永久基本农田", "basic_farmland", {"YJJBNTTBBH": "7", "JBNTLX": "1"}),
    ("高标准农田", "high_standard", {"JSND": "2021", "YSWH": "验字1号"}),
    ("农转用批准", "approval", {"PZWH": "浙土字〔2024〕1号", "PZRQ": "2024-01-02", "PZJG": "省"}),
    ("违法图斑", "violation", {"AJBH": "1", "AJZT": "立案"}),
    ("测绘成果一", None, {"备注": "甲"}),
    ("layer", None, {"layer": "x", "role": "y"}),
)


@dataclass
class Drawn:
    """A layer that stands on disk or in memory, and what it holds."""

    layer: QgsVectorLayer
    source: str
    known: KnownLayer
    kind: str = ""
    path: Path | None = None


@dataclass
class District:
    """Parcels of 1 km² around ``origin``; everything on whole metres, so that edges are shared exactly."""

    seed: int
    folder: Path
    chance: random.Random = field(init=False)
    oracle: Oracle = field(init=False)
    parcels: list[BaseGeometry] = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a test that repeats itself
        self.oracle = Oracle((self.chance.uniform(120.6, 122.4), self.chance.uniform(28.0, 31.0)))
        self.parcels = self._split(-400, -400, 400, 400, 5)
        self._count = 0

    def _split(self, w: int, s: int, e: int, n: int, depth: int) -> list[BaseGeometry]:
        if depth == 0 or min(e - w, n - s) < 12:
            return [shapely.box(w, s, e, n)]
        if e - w > n - s:
            cut = self.chance.randint(w + 5, e - 5)
            return self._split(w, s, cut, n, depth - 1) + self._split(cut, s, e, n, depth - 1)
        cut = self.chance.randint(s + 5, n - 5)
        return self._split(w, s, e, cut, depth - 1) + self._split(w, cut, e, n, depth - 1)

    def polygon(self) -> BaseGeometry | None:
        """Any polygon officers meet: shared edges, holes, several parts, broken, none, tiny, huge."""
        r, parcels = self.chance, self.parcels
        x, y = r.randint(-380, 380), r.randint(-380, 380)
        w, h = r.randint(1, 150), r.randint(1, 150)
        kind = r.randrange(14)
        if kind <= 2:
            return r.choice(parcels)
        if kind == 3:
            return shapely.union_all(r.sample(parcels, 3))
        if kind == 4:
            return shapely.MultiPolygon(
                [shapely.box(x, y, x + w, y + h), shapely.box(x + w + 3, y, x + w + 40, y + h)]
            )
        if kind == 5:
            outer = shapely.box(x, y, x + w + 20, y + h + 20)
            return outer.difference(shapely.box(x + 5, y + 5, x + w + 9, y + h + 9))
        if kind == 6:
            return shapely.Polygon([(x, y), (x + 40, y + 40), (x + 40, y), (x, y + 40)])
        if kind == 7:
            return None if r.random() < 0.5 else r.choice(parcels).buffer(-2, join_style="mitre")
        if kind == 8:
            return shapely.box(x, y, x + 0.3, y + 0.2)
        if kind == 9:
            return shapely.box(-30000 + x, -20000 + y, 30000, 20000)
        if kind == 10:
            star = [
                (
                    x + (60 if i % 2 else 25) * math.cos(i * math.pi / 9),
                    y + (60 if i % 2 else 25) * math.sin(i * math.pi / 9),
                )
                for i in range(18)
            ]
            return shapely.Polygon(star)
        if kind == 11:
            if r.random() < 0.3:
                return shapely.Polygon([(x, y), (x + 30, y), (x + 30, y + 30), (x + 30, y), (x + 60, y)])
            spike = [(x + 30, y + 30), (x + 30, y + 60), (x + 30, y + 30)]
            return shapely.Polygon([(x, y), (x + 60, y), (x + 60, y + 30), *spike, (x, y + 30)])
        return shapely.box(x, y, x + w, y + h)

    def line(self) -> BaseGeometry | None:
        r = self.chance
        ring = list(r.choice(self.parcels).exterior.coords)
        kind = r.randrange(5)
        if kind == 0:
            return shapely.LineString(ring[:3])
        if kind == 1:
            return shapely.LineString(ring[:2])
        if kind == 2:
            (x, y), (p, q) = ring[0], ring[2]
            return shapely.LineString([(x + (p - x) / 4, y + (q - y) / 4), ((x + p) / 2, (y + q) / 2)])
        if kind == 3:
            return None
        return shapely.LineString([(r.randint(-450, 450), r.randint(-450, 450)) for _ in range(3)])

    def point(self) -> BaseGeometry | None:
        r = self.chance
        parcel = r.choice(self.parcels)
        corner = parcel.exterior.coords[0]
        kind = r.randrange(5)
        if kind == 0:
            return shapely.Point(corner)
        if kind == 1:
            return parcel.centroid
        if kind == 2:
            return shapely.MultiPoint([corner, parcel.centroid.coords[0]])
        if kind == 3:
            return None
        return shapely.Point(r.randint(-450, 450), r.randint(-450, 450))

    def drawn(
        self,
        name: str,
        role: str | None,
        fields: dict[str, str],
        geometries: Sequence[BaseGeometry | None],
        kind: str = "polygon",
        crs: str = "",
        driver: str = "",
        codes: Sequence[str] = (),
    ) -> Drawn:
        """``geometries`` (local metres) as a real layer; ``k`` numbers them, gaps make ids interesting."""
        crs = crs or self.chance.choice(CRSS)
        driver = driver or self.chance.choice(FORMATS)
        lonlats = [self.oracle.lonlat(one) for one in geometries]
        wanted = {"polygon": "MultiPolygon", "line": "MultiLineString", "point": "MultiPoint"}[kind]
        layer = QgsVectorLayer(f"{wanted}?crs={crs}", name, "memory")
        made = [QgsField("k", QVariant.Int)] + [QgsField(one, QVariant.String, "", 60) for one in fields]
        layer.dataProvider().addAttributes(made)
        layer.updateFields()
        rows = []
        for number, lonlat in enumerate(lonlats):
            row = QgsFeature(layer.fields())
            values = list(fields.values())
            if codes:
                values[0] = codes[number]
            row.setAttributes([number, *values])
            if lonlat is not None:
                in_crs = shapely.transform(lonlat, lambda xy: forward(crs, xy))
                geometry = QgsGeometry()
                geometry.fromWkb(shapely.to_wkb(in_crs))
                geometry.convertToMultiType()
                row.setGeometry(geometry)
            rows.append(row)
        layer.dataProvider().addFeatures(rows)
        gone = {n for n in range(len(rows)) if len(rows) > 3 and self.chance.random() < 0.1}
        ids = {row["k"]: row.id() for row in layer.getFeatures()}
        layer.dataProvider().deleteFeatures([ids[n] for n in gone])
        layer.updateExtents()
        path = None
        if driver != "memory":
            layer, path = self._saved(layer, driver)
            if driver == "GPKG":
                _renumber(path)
                layer = QgsVectorLayer(layer.source(), name, "ogr")
        known = [
            Known(id_, lonlats[number], codes[number] if codes else "")
            for number, id_ in _ids(layer, path, driver)
        ]
        source = layer.source() if path else ""
        return Drawn(layer, source, KnownLayer(name, role, crs, known), kind, path)

    def _saved(self, layer: QgsVectorLayer, driver: str) -> tuple[QgsVectorLayer, Path]:
        self._count += 1
        folder = self.folder / f"{self._count}"
        folder.mkdir(parents=True)
        ending = {"GPKG": ".gpkg", "ESRI Shapefile": ".shp", "SQLite": ".sqlite"}[driver]
        path = folder / f"{layer.name()}{ending}"
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = driver
        options.fileEncoding = "GBK" if driver == "ESRI Shapefile" else "UTF-8"
        options.layerName = layer.name() if driver != "SQLite" else "t"
        if driver == "SQLite":
            options.datasourceOptions = ["SPATIALITE=YES"]
        error = QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(path), QgsCoordinateTransformContext(), options
        )
        assert error[0] == QgsVectorFileWriter.NoError, error
        if driver == "SQLite":
            opened = QgsVectorLayer(f"dbname='{path}' table=\"t\" (GEOMETRY)", layer.name(), "spatialite")
        else:
            opened = QgsVectorLayer(str(path), layer.name(), "ogr")
        assert opened.isValid(), (driver, layer.name())
        return opened, path

    def villages(self) -> Drawn:
        """Four villages that meet in the middle of the district, with a town around."""
        quarters = [shapely.box(x, y, x + 450, y + 450) for x in (-450, 0) for y in (-450, 0)]
        codes = ["330211001002", "330211001001", "330211001004", "330211001003", "330211001"]
        self.chance.shuffle(codes)
        boxes = [shapely.box(-450, -450, 450, 450) if len(code) == 9 else quarters.pop() for code in codes]
        fields = {"XZQDM": "", "XZQMC": "村"}
        return self.drawn("行政区", "admin_unit", fields, boxes, codes=codes)


def _renumber(path: Path | None) -> None:
    """Ids as after years of editing: not those of the rows' order."""
    source = ogr.Open(str(path), 1)
    layer = source.GetLayer(0)
    name, key = layer.GetName(), layer.GetFIDColumn()
    source.ExecuteSQL(f'UPDATE "{name}" SET "{key}" = 1000 - "{key}" * 7')
    layer = source = None


def _ids(layer: QgsVectorLayer, path: Path | None, driver: str) -> list[tuple[int, str]]:
    """Number and id of each feature, asked without QGIS where it is a file."""
    if path is None:
        return [(row["k"], str(row.id())) for row in layer.getFeatures()]
    source = ogr.Open(str(path))
    rows = [(row.GetField("k"), str(row.GetFID())) for row in source.GetLayer(0)]
    return rows


def compare(
    oracle: Oracle, unit_layer: Drawn, layers: Sequence[Drawn], told: Sequence[dict[str, Any]]
) -> list[str]:
    """What ``told`` (rows of the table) says otherwise than the oracle, in sentences."""
    wrong = []
    rows = {(row["unit_id"], row["layer"], row["feature_id"]): row for row in told}
    if len(rows) != len(told):
        wrong.append(f"{len(told) - len(rows)} rows twice")
    codes: dict[str, str] = {}
    known = [one.known for one in layers]
    for unit in unit_layer.known.features:
        for want in oracle.rows(unit, unit_layer.known.crs, known):
            got = rows.pop((want.unit, want.layer, want.feature), None)
            if got is None:
                if None not in want.relations:
                    wrong.append(f"missing {want}")
                continue
            wrong += [f"{key}: {got} {want}" for key in _differences(got, want)]
        mine = {row["spatial_code"] for row in told if row["unit_id"] == unit.id}
        if len(mine) > 1:
            wrong.append(f"{unit.id} has codes {mine}")
        for code in mine:
            if codes.setdefault(code, unit.id) != unit.id:
                wrong.append(f"{code} given twice")
            wrong += _code_differences(oracle, unit, unit_layer, known, code)
    return wrong + [f"too much: {row}" for row in rows.values()]


def _differences(got: dict[str, Any], want: Any) -> list[str]:
    bad = [key for key, value in (("role", want.role),) if (got[key] or None) != value]
    if got["relation"] not in want.relations:
        bad.append("relation")
    figures = [got[key] for key in ("overlap_m2", "share_of_unit", "share_of_feature")]
    if want.overlap is None:
        return bad + ([] if figures == [None] * 3 else ["figures"])
    if None in figures or not all(0 <= share <= 1 for share in figures[1:]):
        return [*bad, "shares"]
    if got["relation"] == want.relation:
        if abs(figures[0] - want.overlap) > want.leeway:
            bad.append("overlap_m2")
        scale = max(want.overlap, 1e-9)
        for value, mine in zip(figures[1:], (want.of_unit, want.of_feature)):
            if abs(value - mine) > (want.leeway / scale + 2e-6) * max(mine, 1e-12):
                bad.append("share")
    if got["relation"] in ("equals", "within") and figures[1] != 1:
        bad.append("not whole")
    if got["relation"] in ("equals", "contains") and figures[2] != 1:
        bad.append("not whole")
    if got["relation"] == "touches" and figures != [0, 0, 0]:
        bad.append("touch with area")
    return bad


def _code_differences(
    oracle: Oracle, unit: Known, layer: Drawn, known: Sequence[KnownLayer], code: str
) -> list[str]:
    from dossier_oracle import cell

    head, grid, number = code.split("-")
    wrong = []
    if head not in oracle.unit_codes(unit, layer.known.crs, known) and layer.kind != "point":
        wrong.append(f"unit code {code}: {oracle.unit_codes(unit, layer.known.crs, known)}")
    if len(number) < 2 or not number.isdigit():
        wrong.append(f"number {code}")
    plane = oracle._plane(unit.lonlat, "")
    assert plane is not None
    here = shapely.transform(cell(grid), lambda xy: (xy - oracle.origin) * oracle.scale)
    if here.distance(plane[0]) > 0.01:
        wrong.append(f"grid code {code} not in unit {unit.id}")
    return wrong
