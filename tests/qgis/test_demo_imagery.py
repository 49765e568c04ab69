"""The drawn image pair: where it lies, what differs between the two and what does not, and that it is
the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal, osr

from qgis.core import QgsProject, QgsRasterLayer

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.demo.aerial import LOOKS, changed_kind, ground_kind
from gengdi_plugin.demo.catalogue import LAYERS
from gengdi_plugin.demo.district import District, make_district
from gengdi_plugin.demo.files import write_district
from gengdi_plugin.demo.imagery import AFTER, BEFORE, IMAGE_EPSG, write_imagery
from gengdi_plugin.demo.parcels import CLASS_NAMES
from gengdi_plugin.demo.project import load_demo
from gengdi_plugin.demo.stories import stories

#: An image in JPEG changes up to this many pixels around what is drawn anew.
BLOCK = 16


@pytest.fixture(scope="module")
def district() -> District:
    return make_district(60, seed=3)


@pytest.fixture(scope="module")
def folder(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("影像")
    write_district(district, place)
    write_imagery(district, place)
    return place


@pytest.fixture
def project() -> Iterator[QgsProject]:
    made = QgsProject()
    yield made
    made.clear()


def pixels(folder: Path, name: str) -> np.ndarray:
    return gdal.Open(str(folder / name)).ReadAsArray().astype(int)


def in_pixels(folder: Path, geometry: np.ndarray) -> np.ndarray:
    """Geometries of EPSG:4490 in columns and rows of the images."""
    image = gdal.Open(str(folder / BEFORE))
    west, size, _, north, _, _ = image.GetGeoTransform()
    systems = []
    for epsg in (4490, IMAGE_EPSG):
        system = osr.SpatialReference()
        system.ImportFromEPSG(epsg)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems.append(system)
    transform = osr.CoordinateTransformation(*systems)
    moved = np.array(transform.TransformPoints(shapely.get_coordinates(geometry).tolist()))[:, :2]
    return shapely.set_coordinates(geometry.copy(), (moved - (west, north)) / (size, -size))


def test_both_images_lie_on_the_district(district: District, folder: Path) -> None:
    before, after = (gdal.Open(str(folder / name)) for name in (BEFORE, AFTER))
    assert before.GetGeoTransform() == after.GetGeoTransform()
    assert (before.RasterXSize, before.RasterYSize) == (after.RasterXSize, after.RasterYSize)
    assert before.GetGeoTransform()[1] == 2.0
    for image in (before, after):
        assert image.RasterCount == 3
        assert osr.SpatialReference(image.GetProjection()).GetAuthorityCode(None) == str(IMAGE_EPSG)
    ground = shapely.total_bounds(in_pixels(folder, district.tables["farmland"].geometry))
    assert 0 <= ground[0] < 1
    assert 0 <= ground[1] < 1
    assert before.RasterXSize - 1 <= ground[2] <= before.RasterXSize
    assert before.RasterYSize - 1 <= ground[3] <= before.RasterYSize


def test_ground_looks_like_what_it_is(district: District, folder: Path) -> None:
    """Woods are dark and green, water is blue rather than red, built land is grey and bright."""
    image = pixels(folder, BEFORE)
    codes = district.tables["farmland"].columns["DLBM"]
    outlines = in_pixels(folder, district.tables["farmland"].geometry)

    def mean(code: str) -> np.ndarray:
        spots = shapely.get_coordinates(shapely.point_on_surface(outlines[codes == code])).astype(int)
        return image[:, spots[:, 1], spots[:, 0]].mean(axis=1)

    paddy, river, road = mean("0101"), mean("1101"), mean("1003")
    assert paddy[1] > paddy[0] > paddy[2]
    assert river[2] > river[0]
    assert np.ptp(road) < 20
    assert road.mean() > paddy.mean()


def test_a_changed_patch_differs_and_all_other_ground_is_equal(district: District, folder: Path) -> None:
    difference = np.abs(pixels(folder, BEFORE) - pixels(folder, AFTER)).sum(axis=0)
    outlines = in_pixels(folder, district.tables["patches"].geometry)
    findings = district.truth.columns["finding"]
    near = np.zeros(difference.shape, dtype=bool)
    changed = unchanged = 0
    for outline, finding in zip(outlines, findings):
        if outline.area < 1.0:
            continue
        west, south, east, north = (int(value) for value in outline.bounds)
        if finding == "found_unchanged":
            unchanged += 1
            continue
        changed += 1
        near[max(0, south - BLOCK) : north + BLOCK + 2, max(0, west - BLOCK) : east + BLOCK + 2] = True
        middle = shapely.get_coordinates(shapely.point_on_surface(outline.convex_hull)).astype(int)[0]
        assert difference[middle[1] - 1 : middle[1] + 2, middle[0] - 1 : middle[0] + 2].max() > 20
    assert changed > 40
    assert unchanged > 3
    assert difference[near].any()
    assert not difference[~near].any()


def test_where_nothing_changed_on_site_nothing_is_seen(district: District, folder: Path) -> None:
    difference = np.abs(pixels(folder, BEFORE) - pixels(folder, AFTER)).sum(axis=0)
    outlines = in_pixels(folder, district.tables["patches"].geometry)
    same = outlines[district.truth.columns["finding"] == "found_unchanged"]
    other = outlines[district.truth.columns["finding"] != "found_unchanged"]
    seen = 0
    for outline in same:
        if outline.area >= 1.0 and shapely.distance(outline, other).min() > 2 * BLOCK:
            spot = shapely.get_coordinates(shapely.point_on_surface(outline)).astype(int)[0]
            assert difference[spot[1], spot[0]] == 0
            seen += 1
    assert seen > 0


def test_the_same_district_gives_the_same_bytes(district: District, folder: Path, tmp_path: Path) -> None:
    write_imagery(district, tmp_path)
    for name in (BEFORE, AFTER):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [AFTER, BEFORE]


def test_the_same_images_again_are_left_alone_and_others_replaced(
    district: District, folder: Path, tmp_path: Path
) -> None:
    for name in (BEFORE, AFTER):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    before = (tmp_path / BEFORE).stat().st_mtime_ns
    write_imagery(district, tmp_path)
    assert (tmp_path / BEFORE).stat().st_mtime_ns == before
    write_imagery(make_district(40, seed=1), tmp_path)
    assert (tmp_path / BEFORE).read_bytes() != (folder / BEFORE).read_bytes()


def test_both_images_of_the_whole_district_stay_small(tmp_path: Path) -> None:
    files = write_imagery(make_district(), tmp_path)
    assert sum(file.stat().st_size for file in files) < 10_000_000


def test_every_class_and_change_of_the_district_has_a_look() -> None:
    assert {ground_kind(code) for code in CLASS_NAMES} <= set(LOOKS)
    types = {kind for story in stories() for kind in story.change_types}
    assert {changed_kind(kind, area) for kind in types for area in (100.0, 5000.0)} <= set(LOOKS)
    assert changed_kind("20", 100.0) == "village"
    assert changed_kind("20", 5000.0) == "plant"
    assert (changed_kind("KT", 1.0), changed_kind("DT", 1.0), changed_kind("DL1", 1.0)) == (
        "pond", "earth", "road",
    )  # fmt: skip
    assert ground_kind("1104A") == "pond"
    assert ground_kind("0102") == "dry"


def test_the_project_has_the_images_in_a_group_switched_off(folder: Path, project: QgsProject) -> None:
    layers = load_demo(project, folder)
    assert set(layers) == set(LAYERS)
    root = project.layerTreeRoot()
    groups = root.children()
    assert len(groups) == 7
    images = [node for node in groups[5].findLayers() if isinstance(node.layer(), QgsRasterLayer)]
    assert [Path(node.layer().source()).name for node in images] == [AFTER, BEFORE]
    assert not any(node.isVisible() for node in images)
    assert images[0].layer().crs().authid() == f"EPSG:{IMAGE_EPSG}"


def test_an_image_that_cannot_be_read_is_named(
    district: District, tmp_path: Path, project: QgsProject
) -> None:
    write_district(district, tmp_path / "demo")
    (tmp_path / "demo" / AFTER).write_bytes(b"no image")
    with pytest.raises(InputError, match=AFTER):
        load_demo(project, tmp_path / "demo")
