"""The county of the benchmarks has the properties that docs/performance.md promises."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from bench.county import APPROVALS, DISTRICT_PATCHES, KEYS, PARCELS, Layer, county, district

SMALL = 120


@pytest.fixture(scope="module")
def small() -> dict[str, Layer]:
    return next(iter(county(SMALL)))


def test_exactly_two_approvals_and_four_parcels_per_patch(small: dict[str, Layer]) -> None:
    sizes = {key: len(layer) for key, layer in small.items()}
    assert sizes["patches"] == SMALL
    assert sizes["approvals"] == APPROVALS * SMALL
    assert sizes["farmland"] == PARCELS * SMALL
    assert 0 < sizes["basic_farmland"] < sizes["farmland"]


def test_every_geometry_is_one_valid_polygon_with_area(small: dict[str, Layer]) -> None:
    for layer in small.values():
        assert shapely.is_valid(layer.geometry).all()
        assert set(shapely.get_type_id(layer.geometry)) == {3}
        assert (shapely.area(layer.geometry) > 0.01).all()
        assert all(len(values) == len(layer) for values in layer.columns.values())


def test_most_outlines_have_many_vertices(small: dict[str, Layer]) -> None:
    for layer in small.values():
        many = shapely.get_num_coordinates(layer.geometry) >= 20
        assert many.mean() > 0.6


def test_parcels_tile_the_ground(small: dict[str, Layer]) -> None:
    parcels = small["farmland"].geometry
    union = shapely.union_all(parcels, grid_size=0.001)
    assert shapely.area(parcels).sum() == pytest.approx(union.area, rel=1e-4)


def test_patches_have_parcels_under_them(small: dict[str, Layer]) -> None:
    ground = shapely.union_all(small["farmland"].geometry, grid_size=0.001)
    outlines = small["patches"].geometry
    share = shapely.area(shapely.intersection(outlines, ground)) / shapely.area(outlines)
    assert np.median(share) == pytest.approx(1.0, abs=0.01)
    assert (share > 0.5).mean() > 0.97


def test_approvals_cover_some_patches_whole_some_in_part_some_not_and_overlap(
    small: dict[str, Layer],
) -> None:
    outlines, papers = small["patches"].geometry, small["approvals"].geometry
    tree = shapely.STRtree(papers)
    share = np.zeros(SMALL)
    for k, outline in enumerate(outlines):
        near = tree.query(outline, predicate="intersects")
        share[k] = shapely.area(shapely.intersection(outline, shapely.union_all(papers[near]))) / outline.area
    assert (share >= 0.95).mean() > 0.2
    assert ((share > 0.05) & (share < 0.95)).mean() > 0.1
    assert (share < 0.05).mean() > 0.02
    assert ((share > 0.99) & (share < 1.0)).any()  # the slip of two honest digitisations
    one, other = tree.query(papers, predicate="overlaps")
    assert (one < other).sum() > SMALL / 4


def test_the_same_size_gives_the_same_county(small: dict[str, Layer]) -> None:
    district.cache_clear()
    again = next(iter(county(SMALL)))
    for key in KEYS:
        assert shapely.to_wkb(again[key].geometry).tolist() == shapely.to_wkb(small[key].geometry).tolist()
        for name, values in small[key].columns.items():
            assert again[key].columns[name].tolist() == values.tolist()


def test_a_large_county_is_whole_districts_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.county.DISTRICT_PATCHES", 40)
    parts = list(county(240))
    assert len(parts) == 6
    extents = [shapely.box(*shapely.total_bounds(part["farmland"].geometry)) for part in parts]
    for k, extent in enumerate(extents):
        assert not any(extent.intersects(other) for other in extents[:k])
    numbers = [number for part in parts for number in part["patches"].columns["JCBH"]]
    assert len(set(numbers)) == len(numbers) == 240
    shapes = {bytes(shapely.to_wkb(shapely.normalize(part["patches"].geometry[0]))) for part in parts}
    assert len(shapes) == 6  # repeated districts are mirrored or elsewhere


def test_a_county_of_broken_districts_is_refused() -> None:
    with pytest.raises(ValueError, match="only multiples"):
        next(iter(county(DISTRICT_PATCHES + 1)))
