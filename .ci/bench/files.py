"""The benchmarks' files: one GeoPackage per layer and size in ``build/bench/data``, kept between runs."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from osgeo import gdal, ogr, osr

from gengdi_plugin.core.kernel import shapely

from .county import EPSG, KEYS, Layer, county

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "build" / "bench" / "data"
#: What the layers are called: names by which the product's presets know them.
NAMES = {"patches": "JCTB", "approvals": "approvals", "farmland": "DLTB", "basic_farmland": "YJJBNTTB"}
MARKER = "county.json"


def data_folder(patches: int) -> Path:
    """The folder of the county with ``patches`` patches, its files made when they are not there."""
    folder = DATA / str(patches)
    marker = folder / MARKER
    if marker.is_file() and json.loads(marker.read_text(encoding="utf-8"))["version"] == version():
        return folder
    began = time.monotonic()
    print(f"making the county of {patches} patches …", flush=True)
    scratch = DATA / f".{patches}-{uuid4().hex}"
    scratch.mkdir(parents=True)
    try:
        counts = write_county(patches, scratch)
        told = {"patches": patches, "version": version(), "epsg": EPSG, **counts}
        (scratch / MARKER).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"made in {time.monotonic() - began:.0f} s: {counts}", flush=True)
    return folder


def layer_files(folder: Path) -> dict[str, Path]:
    """The file of each layer."""
    return {key: folder / f"{name}.gpkg" for key, name in NAMES.items()}


def version() -> str:
    """A hash of what makes the county: when that changes, the county is made anew."""
    here = Path(__file__)
    demo = ROOT / "gengdi_plugin" / "demo"
    sources = [*here.parent.glob("county*.py"), here, *demo.glob("*.py"), *(demo / "data").glob("*.csv")]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def write_county(patches: int, folder: Path) -> dict[str, dict[str, int]]:
    """Write the county's layers into ``folder``; features and vertices of each."""
    ogr.UseExceptions()
    # No journal: a file that was not finished is thrown away with its folder.
    gdal.SetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF")
    counts = {key: {"features": 0, "vertices": 0} for key in KEYS}
    with _Sinks(folder) as sinks:
        for made in county(patches):
            for key, layer in made.items():
                sinks.add(key, layer)
                counts[key]["features"] += len(layer)
                counts[key]["vertices"] += int(shapely.get_num_coordinates(layer.geometry).sum())
    return counts


class _Sinks:
    """The files of one county while they are written."""

    def __init__(self, folder: Path) -> None:
        self._paths = layer_files(folder)
        self._open: dict[str, tuple[ogr.DataSource, ogr.Layer]] = {}

    def __enter__(self) -> _Sinks:
        return self

    def __exit__(self, *failure: object) -> None:
        self._open.clear()

    def add(self, key: str, layer: Layer) -> None:
        """Append ``layer`` in one transaction."""
        if key not in self._open:
            self._open[key] = self._created(key, layer)
        _, sink = self._open[key]
        definition = sink.GetLayerDefn()
        with _transaction(sink):
            for wkb, *row in zip(shapely.to_wkb(layer.geometry), *layer.columns.values()):
                feature = ogr.Feature(definition)
                feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
                for number, value in enumerate(row):
                    feature.SetField(number, str(value))
                sink.CreateFeature(feature)

    def _created(self, key: str, layer: Layer) -> tuple[ogr.DataSource, ogr.Layer]:
        system = osr.SpatialReference()
        system.ImportFromEPSG(EPSG)
        path = self._paths[key]
        source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        sink = source.CreateLayer(NAMES[key], system, ogr.wkbPolygon)
        for name in layer.columns:
            sink.CreateField(ogr.FieldDefn(name, ogr.OFTString))
        return source, sink


@contextmanager
def _transaction(sink: ogr.Layer) -> Iterator[None]:
    sink.StartTransaction()
    yield
    sink.CommitTransaction()


if __name__ == "__main__":
    for size in sys.argv[1:]:
        data_folder(int(size))
