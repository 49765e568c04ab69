"""The image pair of the demo district: drawn from its parcels, before the changes and after them.

Two GeoTIFFs of the same place and size. A patch whose truth is that nothing changed on site looks the
same in both; every other patch shows in the second image what it was built into.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from osgeo import gdal, ogr, osr

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.kernel import shapely
from ..core.table import ObjectArray
from .aerial import EDGE_SHADE, OUTSIDE, Floats, Ground, Labels, changed_kind, edges, ground_kind
from .district import District
from .plane import to_plane

#: The files, in the order of the images.
BEFORE, AFTER = "before.tif", "after.tif"
IMAGE_EPSG = 4549
#: Metres per pixel, unless the image would have more pixels along a side than this.
PIXEL_M, _MOST_PIXELS = 2.0, 4000
#: So many fine pixels to a side of one of the image: edges come out smooth.
_FINER = 2
_STRIP_ROWS = 256
_OPTIONS = ["COMPRESS=JPEG", "JPEG_QUALITY=85", "PHOTOMETRIC=YCBCR", "TILED=YES"]
_CONTENT = "GENGDI_CONTENT"
_FORMAT = 1


def write_imagery(district: District, folder: str | Path) -> tuple[Path, Path]:
    """Write ``before.tif`` and ``after.tif`` of ``district`` into ``folder``; their paths.

    Images that already show this district are left untouched: they may be open.
    """
    place = Path(folder)
    files = place / BEFORE, place / AFTER
    scene = _Scene(district)
    if all(_content(file) == scene.content for file in files):
        return files
    place.mkdir(parents=True, exist_ok=True)
    scratch = [file.with_name(f".{uuid4().hex}.tif") for file in files]
    try:
        scene.draw(*scratch)
        for drawn, file in zip(scratch, files):
            drawn.replace(file)
    finally:
        for drawn in scratch:
            drawn.unlink(missing_ok=True)
    return files


class _Scene:
    """The parcels and patches of one district in the image's system, and where the image lies."""

    def __init__(self, district: District) -> None:
        land, patches = district.tables["farmland"], district.tables["patches"]
        changed = np.flatnonzero(_visible(district))
        outlines = patches.geometry[changed].copy()
        broken = ~shapely.is_valid(
            outlines
        )  # drawn wrongly: what was built is the ground between its corners
        outlines[broken] = shapely.convex_hull(outlines[broken])
        areas = shapely.area(to_plane(outlines))
        types = patches.columns["TBLX"][changed]
        self._ground, self._patches = _projected(land.geometry), _projected(outlines)
        # number 0 is the ground beyond the district's edge
        self._kinds = [OUTSIDE, *(ground_kind(code) for code in land.columns["DLBM"])]
        self._kinds += [changed_kind(kind, area) for kind, area in zip(types, areas)]
        self._angles = np.insert(_angles(np.concatenate([self._ground, self._patches])), 0, 0.0)
        west, south, east, north = shapely.total_bounds(self._ground)
        size = max(PIXEL_M, np.ceil(max(east - west, north - south) / _MOST_PIXELS))
        self._pixel = float(size)
        self._west, self._north = float(np.floor(west / size) * size), float(np.ceil(north / size) * size)
        self._columns = int(np.ceil((east - self._west) / size))
        self._rows = int(np.ceil((self._north - south) / size))
        self.content = self._fingerprint()

    def draw(self, before: Path, after: Path) -> None:
        """Write both images, strip by strip: the whole of a large district need not fit in memory."""
        ground, patches = _shapes(self._ground, 1), _shapes(self._patches, 1 + len(self._ground))
        images = [self._image(file) for file in (before, after)]
        for start in range(0, self._rows, _STRIP_ROWS):
            strips = self._strips([ground, patches], start, min(_STRIP_ROWS, self._rows - start))
            for image, strip in zip(images, strips):
                for band in range(3):
                    image.GetRasterBand(band + 1).WriteArray(strip[:, :, band], 0, start)
        for image in images:
            image.FlushCache()

    def _image(self, file: Path) -> Any:
        driver = gdal.GetDriverByName("GTiff")
        image = driver.Create(str(file), self._columns, self._rows, 3, gdal.GDT_Byte, _OPTIONS)
        if image is None:
            raise InputError(
                tr("The file {file} cannot be written: {why}").format(file=file, why=gdal.GetLastErrorMsg())
            )
        image.SetProjection(_system(IMAGE_EPSG).ExportToWkt())
        image.SetGeoTransform((self._west, self._pixel, 0.0, self._north, 0.0, -self._pixel))
        image.SetMetadataItem(_CONTENT, self.content)
        return image

    def _strips(self, sources: list[Any], start: int, rows: int) -> Iterator[npt.NDArray[np.uint8]]:
        """The same strip of both images, before and after; the second is drawn anew only where it differs."""
        fine = self._pixel / _FINER
        # one pixel more at the top and at the left: an edge looks at the pixel before it
        west, north = self._west - self._pixel, self._north - (start - 1) * self._pixel
        height, width = (rows + 1) * _FINER, (self._columns + 1) * _FINER
        x = (np.arange(width) + 0.5) * fine
        y = (north - self._north) - (np.arange(height) + 0.5) * fine
        ground = Ground(x.astype(np.float32), y.astype(np.float32), _FINER)
        labels = np.zeros((height, width), dtype=np.int32)
        colours = np.empty((height, width, 3), dtype=np.float32)
        for source in sources:
            shown = _rasterised(source, labels, west, north, fine)
            new = shown != labels if labels.any() else np.ones(labels.shape, dtype=bool)
            labels = shown
            colours[new] = ground.colours(labels, new, self._kinds, self._angles)
            drawn = np.where(edges(labels)[:, :, None], colours * np.float32(EDGE_SHADE), colours)
            yield _averaged(drawn[_FINER:, _FINER:])

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(f"{_FORMAT} {self._kinds}".encode())
        digest.update(b"".join(shapely.to_wkb(np.concatenate([self._ground, self._patches]))))
        return digest.hexdigest()


def _averaged(fine: Floats) -> npt.NDArray[np.uint8]:
    """The mean of every block of fine pixels."""
    total = np.zeros((fine.shape[0] // _FINER, fine.shape[1] // _FINER, 3), dtype=np.float32)
    for row in range(_FINER):
        for column in range(_FINER):
            total += fine[row::_FINER, column::_FINER]
    mean: npt.NDArray[np.uint8] = np.clip(np.round(total / _FINER**2), 0, 255).astype(np.uint8)
    return mean


def _visible(district: District) -> npt.NDArray[np.bool_]:
    """Patches where the ground has really changed: not those that an inspector finds unchanged."""
    unchanged = district.truth.columns["finding"] == "found_unchanged"
    areas = shapely.area(district.tables["patches"].geometry)
    visible: npt.NDArray[np.bool_] = ~unchanged & (areas > 0.0)
    return visible


def _angles(shapes: ObjectArray) -> npt.NDArray[np.float32]:
    """The direction of each shape's longest side, for rows of crops and houses."""
    angles = np.zeros(len(shapes), dtype=np.float32)
    points, owner = shapely.get_coordinates(shapely.convex_hull(shapes), return_index=True)
    steps = np.diff(points, axis=0)
    lengths = np.where(owner[1:] == owner[:-1], np.hypot(*steps.T), -1.0)
    order = np.lexsort((lengths, owner[:-1]))
    last = np.flatnonzero(np.diff(owner[:-1][order], append=-1))
    longest = order[last]
    angles[owner[:-1][longest]] = np.arctan2(steps[longest, 1], steps[longest, 0]) % np.pi
    return angles


def _projected(geometry: ObjectArray) -> ObjectArray:
    transform = osr.CoordinateTransformation(_system(4490), _system(IMAGE_EPSG))
    points = shapely.get_coordinates(geometry)
    if not len(points):
        return geometry
    moved = np.array(transform.TransformPoints(points.tolist()))[:, :2]
    projected: ObjectArray = shapely.set_coordinates(geometry.copy(), moved)
    return projected


def _system(epsg: int) -> Any:
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def _shapes(geometry: ObjectArray, first: int) -> Any:
    """The shapes in memory, each with its number, counted from ``first``."""
    source = ogr.GetDriverByName("Memory").CreateDataSource("shapes")
    layer = source.CreateLayer("shapes", _system(IMAGE_EPSG), ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("number", ogr.OFTInteger))
    definition = layer.GetLayerDefn()
    for number, wkb in enumerate(shapely.to_wkb(geometry), first):
        feature = ogr.Feature(definition)
        feature.SetField(0, number)
        feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb))
        layer.CreateFeature(feature)
    return source


def _rasterised(source: Any, labels: Labels, west: float, north: float, pixel: float) -> Labels:
    """``labels`` with the numbers of the shapes that cover them."""
    height, width = labels.shape
    raster = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Int32)
    raster.SetGeoTransform((west, pixel, 0.0, north, 0.0, -pixel))
    raster.SetProjection(_system(IMAGE_EPSG).ExportToWkt())
    raster.GetRasterBand(1).WriteArray(labels)
    layer = source.GetLayer(0)
    layer.SetSpatialFilterRect(west, north - height * pixel, west + width * pixel, north)
    gdal.RasterizeLayer(raster, [1], layer, options=["ATTRIBUTE=number"])
    shown: Labels = raster.ReadAsArray().astype(np.int32)
    return shown


def _content(file: Path) -> str | None:
    """Which district the image in ``file`` shows; None without one."""
    if not file.is_file():
        return None
    image = gdal.Open(str(file))
    return image.GetMetadataItem(_CONTENT) if image is not None else None
