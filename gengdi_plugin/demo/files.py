"""The demo district as files, as bureaus deliver theirs: several formats, projections and encodings.

Uses GDAL's OGR and OSR, which every QGIS carries. Return codes are checked rather than switching on
GDAL's exceptions, which would change the behaviour of every other plugin in the same QGIS.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from osgeo import gdal, ogr, osr

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.table import FeatureTable, ObjectArray
from .catalogue import GPKG, LAYERS, SHAPEFILE, SPATIALITE, LayerPlan
from .district import District
from .truth import write_truth

#: Beside the layers: what the folder holds. Written last, so a folder without it is not complete.
MARKER, TRUTH = "district.json", "truth.csv"
_FORMAT = 1
_WHOLE_NUMBERS = ("GDDB", "SJNF")
_DATASET_OPTIONS = {GPKG: [], SHAPEFILE: [], SPATIALITE: ["SPATIALITE=YES"]}
_LANGUAGE_BYTE_AT = 29


def write_district(district: District, folder: str | Path) -> dict[str, list[Path]]:
    """Write all layers, ``truth.csv`` and the marker into ``folder``; the paths by role.

    The folder is made when absent. The files appear only when all of them are written; a folder that
    already holds this very district is left untouched, so layers that are open stay good.
    """
    target = Path(folder).absolute()
    marker = _marker(district)
    if marker == read_marker(target):
        return paths_by_role(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}-{uuid4().hex}")
    scratch.mkdir()
    try:
        for key, plan in LAYERS.items():
            write_layer(district.tables[key], plan, scratch / plan.file)
        write_truth(district.truth, scratch / TRUTH)
        (scratch / MARKER).write_text(
            json.dumps(marker, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        _publish(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return paths_by_role(target)


def paths_by_role(folder: str | Path) -> dict[str, list[Path]]:
    """Where the layers of each role lie in ``folder``, and ``truth``."""
    paths: dict[str, list[Path]] = {}
    for plan in LAYERS.values():
        paths.setdefault(plan.role, []).append(Path(folder) / plan.file)
    return {**paths, "truth": [Path(folder) / TRUTH]}


def read_marker(folder: Path) -> dict[str, Any] | None:
    """What district ``folder`` holds; None when it holds none, or not a whole one."""
    file = folder / MARKER
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _marker(district: District) -> dict[str, Any]:
    return {
        "about": "Synthetic demo district of Gengdi: invented ground, papers and enterprises. Not real data.",
        "format": _FORMAT,
        "patches": district.patches,
        "seed": district.seed,
        "content": _fingerprint(district),
    }


def _fingerprint(district: District) -> str:
    """SHA-256 of every vertex and value: another version of the plugin may draw another district."""
    digest = hashlib.sha256()
    for key in LAYERS:
        table = district.tables[key]
        digest.update(b"".join(shapely.to_wkb(table.geometry)))
        for name, values in table.columns.items():
            digest.update(f"{name}{values.tolist()}".encode())
    return digest.hexdigest()


def _publish(scratch: Path, target: Path) -> None:
    """Move what was written into place: the whole folder where possible, else file by file with the
    marker taken away first and put back last; other files in the folder are not touched."""
    if not target.exists():
        scratch.rename(target)
        return
    (target / MARKER).unlink(missing_ok=True)
    written = sorted(scratch.iterdir(), key=lambda file: file.name == MARKER)
    for file in written:
        file.replace(target / file.name)


def write_layer(table: FeatureTable, plan: LayerPlan, file: Path) -> None:
    """Write one table (EPSG:4490, the bureau's fields) as ``file``, in the plan's format and projection."""
    with _encoding(plan.encoding):
        _write_dataset(table, plan, file)
    if plan.driver == SHAPEFILE and not plan.code_page_file:
        _forget_encoding(file)


@contextmanager
def _encoding(name: str) -> Iterator[None]:
    """Let GDAL write shapefiles in ``name``, in this thread only.

    QGIS switches GDAL's recoding off for the whole process (SHAPE_ENCODING set to nothing) as soon as it
    has opened a layer; the text would then be written as UTF-8 whatever the layer was created with.
    """
    gdal.SetThreadLocalConfigOption("SHAPE_ENCODING", name)
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("SHAPE_ENCODING", None)


def _write_dataset(table: FeatureTable, plan: LayerPlan, file: Path) -> None:
    driver = ogr.GetDriverByName(plan.driver)
    dataset = driver.CreateDataSource(str(file), _DATASET_OPTIONS[plan.driver]) if driver else None
    if dataset is None:
        raise InputError(
            tr("The file {file} cannot be written: {why}").format(file=file, why=gdal.GetLastErrorMsg())
        )
    system = _system(plan.epsg)
    options = {SHAPEFILE: [f"ENCODING={plan.encoding}"], SPATIALITE: ["LAUNDER=NO"]}.get(plan.driver, [])
    geometry, kind = _projected(table.geometry, system)
    layer = dataset.CreateLayer(plan.table, system, kind, options)
    for name, values in table.columns.items():
        _checked(layer.CreateField(_field(name, values)), file)
    _write_features(layer, geometry, table.columns, file)
    del layer
    dataset.FlushCache()
    del dataset


def _system(epsg: int) -> osr.SpatialReference:
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def _projected(geometry: ObjectArray, system: osr.SpatialReference) -> tuple[ObjectArray, int]:
    """Geometry in ``system`` as WKB, with the OGR type of the layer (all single or all multi)."""
    kinds = set(shapely.get_type_id(geometry).tolist())
    if 6 in kinds:
        geometry = geometry.copy()
        single = shapely.get_type_id(geometry) == 3
        geometry[single] = [shapely.MultiPolygon([polygon]) for polygon in geometry[single]]
    to_system = osr.CoordinateTransformation(_system(4490), system)
    points = shapely.get_coordinates(geometry)
    if len(points):
        moved = np.array(to_system.TransformPoints(points.tolist()))[:, :2]
        geometry = shapely.set_coordinates(geometry.copy(), moved)
    kind = ogr.wkbPoint if kinds == {0} else ogr.wkbMultiPolygon if 6 in kinds else ogr.wkbPolygon
    return shapely.to_wkb(geometry), kind


def _field(name: str, values: npt.NDArray[Any]) -> ogr.FieldDefn:
    if values.dtype == object:
        field = ogr.FieldDefn(name, ogr.OFTString)
        longest = max((len(str(value).encode("utf-8")) for value in values if value is not None), default=1)
        field.SetWidth(min(254, longest + 10))
    elif name in _WHOLE_NUMBERS:
        field = ogr.FieldDefn(name, ogr.OFTInteger)
    else:
        field = ogr.FieldDefn(name, ogr.OFTReal)
        field.SetWidth(18)
        field.SetPrecision(4 if name == "KCXS" else 2)
    return field


def _write_features(
    layer: ogr.Layer, geometry: ObjectArray, columns: dict[str, npt.NDArray[Any]], file: Path
) -> None:
    """All rows in one transaction; a missing value stays null."""
    definition = layer.GetLayerDefn()
    rows = list(zip(*(_plain(name, values) for name, values in columns.items())))
    layer.StartTransaction()
    for wkb, row in zip(geometry, rows):
        feature = ogr.Feature(definition)
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        for number, value in enumerate(row):
            if value is not None:
                feature.SetField(number, value)
        _checked(layer.CreateFeature(feature), file)
    _checked(layer.CommitTransaction(), file)


def _plain(name: str, values: npt.NDArray[Any]) -> Iterable[object]:
    if values.dtype == object:
        return values.tolist()
    whole = name in _WHOLE_NUMBERS
    return [None if value != value else int(value) if whole else value for value in values.tolist()]


def _checked(code: int, file: Path) -> None:
    if code != ogr.OGRERR_NONE:
        raise InputError(
            tr("The file {file} cannot be written: {why}").format(file=file, why=gdal.GetLastErrorMsg())
        )


def _forget_encoding(file: Path) -> None:
    """Leave the table's bytes as they are and take away everything that says how to read them: this is
    how shapefiles of Chinese desktop programs often arrive."""
    file.with_suffix(".cpg").unlink(missing_ok=True)
    with file.with_suffix(".dbf").open("r+b") as stream:
        stream.seek(_LANGUAGE_BYTE_AT)
        stream.write(b"\0")
