"""A layer that lies nowhere near the patches is said, and turns nothing green."""

from __future__ import annotations

import pytest
import shapely
import shapely.affinity
from screening_grounds import GARDEN, NO_BASIC, approval, approvals, box, farmland, figures, patches

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.tiles import Held, TiledInputs, screen_tiles

PROOF = approvals(approval(box(-9, -9, 300, 300)))


def moved(shape: shapely.Geometry, east: float, north: float = 0.0) -> shapely.Geometry:
    return shapely.affinity.translate(shape, east, north)


@pytest.mark.parametrize(
    ("east", "north", "zone"),
    [(3.0, 0.0, True), (-3.004, 0.01, True), (6.1, 0.0, True), (1.5, 0.0, False), (-91.6, -60.0, False)],
)
def test_a_layer_of_another_place_is_said_with_how_far_it_is(east, north, zone):
    land = farmland((moved(box(-500, -500, 1000, 1000), east, north), "0201"))
    result = screen(ScreeningInputs(patches(box(0, 0, 50, 50)), [PROOF], land, NO_BASIC), load_rules())
    said = [line for line in result.log if "apart from all patches" in line]
    assert len(said) == 1 and "DLTB" in said[0] and f"{east:+.1f}" in said[0]
    assert ("another zone" in said[0]) == zone
    assert (figures(result)["code"], figures(result)["reason"]) == ("yellow", "inputs_missing")


def test_layers_near_the_patches_and_empty_ones_are_not_said():
    beside = approvals(approval(moved(box(0, 0, 9, 9), 0.0001)), approval(moved(box(0, 0, 9, 9), 5)))
    result = screen(ScreeningInputs(patches(box(0, 0, 50, 50)), [beside], GARDEN, NO_BASIC), load_rules())
    assert not [line for line in result.log if "apart" in line]
    empty = ScreeningInputs(patches(None), [PROOF], GARDEN, NO_BASIC)
    assert not [line for line in screen(empty, load_rules()).log if "apart" in line]


def test_in_tiles_it_is_said_once():
    table = patches(*(box(200 * k, 0, 50, 50) for k in range(6)))
    there = farmland((moved(box(-500, -500, 1000, 1000), 3), "0201"))
    inputs = TiledInputs(Held(table), [Held(PROOF)], Held(there), Held(NO_BASIC))
    parts = list(screen_tiles(inputs, load_rules(), tile_patches=2))
    log = [line for part in parts for line in part.result.log]
    assert len(parts) > 1 and sum("apart from all patches" in line for line in log) == 1
