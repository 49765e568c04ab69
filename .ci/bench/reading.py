"""Features per second from a layer to a table, per provider: the way Gengdi takes, and QGIS's iterator.

    python -m bench.reading [--features 200000] [--runs 3]     leaves build/bench/reading.json

The same polygons (12 vertices, 8 attributes, EPSG:4549) in every format; both ways one after the other in
every round, so that what else the machine does meets both; medians.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, ogr, osr

from .qgis_start import started

FOLDER = Path("build/bench/reading")
MAPPED = {
    "class_code": "DLBM", "parcel_no": "TBBH", "area_m2": "TBMJ", "deduction_ratio": "KCXS", "as_of": "BZ",
}  # fmt: skip
CLASSES = (("0101", "水田"), ("0102", "水浇地"), ("0103", "旱地"), ("0201", "果园"), ("0301", "乔木林地"))
FIELDS = (
    ("BSM", ogr.OFTInteger64), ("DLBM", ogr.OFTString), ("DLMC", ogr.OFTString), ("TBBH", ogr.OFTString),
    ("TBMJ", ogr.OFTReal), ("KCXS", ogr.OFTReal), ("QSRQ", ogr.OFTDate), ("BZ", ogr.OFTString),
)  # fmt: skip
FORMATS = {
    "geopackage": ("GPKG", "a.gpkg", [], []),
    "shapefile_utf8": ("ESRI Shapefile", "u.shp", [], ["ENCODING=UTF-8"]),
    "shapefile_gbk": ("ESRI Shapefile", "g.shp", [], ["ENCODING=GBK"]),
    "spatialite": ("SQLite", "s.sqlite", ["SPATIALITE=YES"], []),
}


def polygons(count: int) -> Iterator[bytes]:
    """Well-known binary of ``count`` polygons of 12 vertices, 100 m apart."""
    random = np.random.default_rng(4)
    turn = np.linspace(0.0, 2 * np.pi, 13)
    side = int(count**0.5) + 1
    for number in range(count):
        radius = random.uniform(20.0, 45.0, 13)
        radius[-1] = radius[0]
        x = 600_000 + number % side * 100 + radius * np.cos(turn)
        y = 3_300_000 + number // side * 100 + radius * np.sin(turn)
        x[-1], y[-1] = x[0], y[0]
        head = np.array([3, 1, 13], dtype="<u4").tobytes()
        yield b"\1" + head + np.column_stack([x, y]).astype("<f8").tobytes()


def write(kind: str, count: int) -> Path:
    """The file of ``kind``; kept for the next run with as many features."""
    driver, name, source_options, layer_options = FORMATS[kind]
    folder = FOLDER / str(count)
    path = folder / name
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path), options=source_options)
    system = osr.SpatialReference()
    system.ImportFromEPSG(4549)
    layer = source.CreateLayer("dltb", system, ogr.wkbPolygon, options=layer_options)
    for field, type_ in FIELDS:
        definition = ogr.FieldDefn(field, type_)
        if type_ == ogr.OFTString:
            definition.SetWidth(40)
        layer.CreateField(definition)
    layer.StartTransaction()
    for number, wkb in enumerate(polygons(count)):
        code, word = CLASSES[number % 5]
        made = ogr.Feature(layer.GetLayerDefn())
        made.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        values = (number, code, word, f"地块{number:07d}", 1234.5 + number, 0.05, None, f"备注{number % 900}")
        for index, value in enumerate(values):
            if value is not None:
                made.SetField(index, value)
        made.SetField(6, 2020, 1 + number % 12, 1 + number % 28, 0, 0, 0, 0)
        layer.CreateFeature(made)
    layer.CommitTransaction()
    layer = made = source = None
    return path


def opened(count: int) -> Iterator[tuple[str, Any]]:
    """Each layer by the name of its provider; the memory layer last."""
    from qgis.core import QgsDataSourceUri, QgsFeatureRequest, QgsVectorLayer

    for kind in FORMATS:
        path = write(kind, count)
        if kind == "spatialite":
            uri = QgsDataSourceUri()
            uri.setDatabase(str(path.absolute()))
            uri.setDataSource("", "dltb", "geometry")
            yield kind, QgsVectorLayer(uri.uri(), "地类图斑", "spatialite")
        else:
            yield kind, QgsVectorLayer(str(path), "地类图斑", "ogr")
    held = QgsVectorLayer(str(write("geopackage", count)), "地类图斑", "ogr")
    yield "memory", held.materialize(QgsFeatureRequest())


def measure(layer: Any, runs: int) -> dict[str, Any]:
    """Medians of ``runs`` rounds of both ways on ``layer``."""
    from qgis.core import QgsCoordinateTransformContext

    from gengdi_plugin.core.binding import Binding
    from gengdi_plugin.layers.binding import bind
    from gengdi_plugin.layers.reading import LayerSource

    own = {name.casefold(): name for name in layer.fields().names()}
    bind(layer, Binding("farmland", {key: own[field.casefold()] for key, field in MAPPED.items()}))
    source = LayerSource(layer, "farmland", QgsCoordinateTransformContext())
    seconds: dict[str, list[float]] = {"raw": [], "compact": [], "table": [], "iterator": []}
    count = 0
    for _ in range(runs):
        begun = time.perf_counter()
        if source._fast is not None:
            parts = source._fast.parts(layer.featureCount())
            count = sum(len(rows.ids) for part in parts for rows in part())
            seconds["raw"].append(time.perf_counter() - begun)
            begun = time.perf_counter()
        compact = source.read_compact()
        seconds["compact"].append(time.perf_counter() - begun)
        count = len(compact)
        compact.table()
        seconds["table"].append(time.perf_counter() - begun)
        if source._fast is not None:  # else it was the iterator already
            begun = time.perf_counter()
            source.read_iterated().table()
        seconds["iterator"].append(time.perf_counter() - begun)
    way = type(source._fast).__name__ if source._fast is not None else "iterator"
    rates = {name: round(count / statistics.median(took)) for name, took in seconds.items() if took}
    return {
        "features": count,
        "way": way if not source.iterated_because else f"iterator: {source.iterated_because}",
        "features_per_second": rates,
        "ratio_to_iterator": round(rates["table"] / rates["iterator"], 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    gdal.UseExceptions()
    found = {}
    with started():
        for kind, layer in opened(given.features):
            found[kind] = measure(layer, given.runs)
            way, ratio = found[kind]["way"], found[kind]["ratio_to_iterator"]
            rates = found[kind]["features_per_second"]
            table, iterator, raw = (rates.get(name, 0) for name in ("table", "iterator", "raw"))
            print(f"{kind:15} {way:15} table {table:8} /s  iterator {iterator:8} /s  ×{ratio}  (raw {raw})")
            del layer
            gc.collect()
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    target = FOLDER.parent / "reading.json"
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
