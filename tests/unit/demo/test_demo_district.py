"""The district as a whole: how many, how drawn, the same again."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely

from gengdi_plugin.core.roles import ROLES
from gengdi_plugin.core.vocabulary import key_of
from gengdi_plugin.demo.catalogue import LAYERS
from gengdi_plugin.demo.district import District, make_district
from gengdi_plugin.demo.stories import cast, stories


def _same(one: District, other: District) -> bool:
    """Whether two districts are equal to the last vertex and value."""
    for key, table in one.tables.items():
        twin = other.tables[key]
        if shapely.to_wkb(table.geometry).tolist() != shapely.to_wkb(twin.geometry).tolist():
            return False
        for name, values in table.columns.items():
            if repr(values.tolist()) != repr(twin.columns[name].tolist()):
                return False
    return repr(one.truth.columns) == repr(other.truth.columns)


def test_the_pilot_figures(district: District) -> None:
    truth = district.truth.columns
    assert len(district.tables["patches"]) == 352
    assert Counter(truth["lawful"].tolist())[False] == 69
    green = Counter(truth["expected_code"].tolist())["green"]
    assert 150 <= green <= 200
    assert all(truth["lawful"][row] for row in range(352) if truth["expected_code"][row] == "green")


def test_every_patch_has_its_own_number_and_its_truth(district: District) -> None:
    numbers = district.tables["patches"].columns["JCBH"].tolist()
    assert len(set(numbers)) == len(numbers)
    assert numbers == district.truth.columns["patch_no"].tolist()


def test_all_four_channels_report(district: District) -> None:
    channels = Counter(key_of("channel", text) for text in district.tables["patches"].columns["TBLY"])
    assert set(channels) == {"superior", "local_monitoring", "patrol", "public"}
    assert min(channels.values()) >= 15


def test_the_same_seed_gives_the_same_district(district: District) -> None:
    assert _same(district, make_district())


def test_another_seed_gives_another_district(district: District) -> None:
    assert not _same(district, make_district(seed=7))


def test_every_layer_of_the_catalogue_is_made_and_known(district: District) -> None:
    assert set(district.tables) == set(LAYERS)
    assert all(plan.role in ROLES for plan in LAYERS.values())
    assert all(len(table) > 0 for table in district.tables.values())


@pytest.mark.parametrize("patches", [40, 100, 353, 2000])
def test_it_scales_by_a_parameter(patches: int) -> None:
    made = make_district(patches)
    assert len(made.tables["patches"]) == patches
    unlawful = sum(1 for lawful in made.truth.columns["lawful"] if not lawful)
    assert unlawful == round(patches * 69 / 352)


@pytest.mark.parametrize(("patches", "seed"), [(50, 10), (100, 22), (110, 1), (150, 0), (180, 3), (220, 18)])
def test_every_size_has_room_for_its_stories(patches: int, seed: int) -> None:
    """Small districts are mostly towns and villages: their open land alone would not do."""
    made = make_district(patches, seed)
    assert len(made.tables["patches"]) == patches
    outlines = shapely.make_valid(made.tables["patches"].geometry)
    ground = shapely.union_all(shapely.buffer(made.tables["farmland"].geometry, 1e-6))
    assert shapely.covers(ground, shapely.point_on_surface(outlines)).all()
    assert sorted(made.truth.columns["story"]) == sorted(story.key for story in cast(patches))


def test_too_small_a_district_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 40"):
        make_district(39)


def test_the_default_cast_is_the_story_file() -> None:
    assert Counter(story.key for story in cast(352)) == {story.key: story.count for story in stories()}


def test_patches_are_of_many_sizes_and_shapes(district: District) -> None:
    table = district.tables["patches"]
    area = table.columns["JCMJ"]
    area = area[area > 1]
    assert (area < 200).sum() >= 5  # houses
    assert (area > 7000).sum() >= 5  # plants
    thin = 4 * np.pi * shapely.area(table.geometry) / shapely.length(table.geometry) ** 2
    assert (thin < 0.25).sum() >= 20  # roads
    assert (thin > 0.6).sum() >= 100  # blocks


def test_a_patch_and_an_approval_are_broken_and_one_patch_is_no_area_at_all(district: District) -> None:
    patches = district.tables["patches"].geometry
    mended = shapely.area(shapely.make_valid(patches))
    assert (~shapely.is_valid(patches) & (mended > 1e-12)).sum() == 1
    assert (mended < 1e-12).sum() == 1  # square degrees: a hundredth of a square metre
    assert (~shapely.is_valid(district.tables["conversion"].geometry)).sum() == 1


def test_nothing_pretends_to_be_real(district: District) -> None:
    for key, table in district.tables.items():
        for name in ("XMMC", "QYMC", "PZWH", "PFWH", "GNQMC", "批准文号"):
            if name in table.columns and key != "units":
                assert all("演示" in text for text in table.columns[name]), (key, name)
