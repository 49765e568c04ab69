"""What comes near some patches is found as if every feature were compared with every patch."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gengdi_plugin.core.area import FloatArray
from gengdi_plugin.core.screening import near
from gengdi_plugin.core.screening.near import Nearby, boxes, meeting, near_rows

SIDE = st.sampled_from([0.0, 1e-9, 1e-5, 0.001, 0.02, 1.0, 50.0])
PLACE = st.integers(0, 40)
ODD = st.sampled_from(
    [(np.nan,) * 4, (np.inf, 0, np.inf, 0), (-np.inf, 1, 120, 2), (400, 30, 401, 31), (120, 95, 121, 96)]
)


@st.composite
def bounds(draw, odd=True) -> FloatArray:
    plain = st.tuples(PLACE, PLACE, SIDE, SIDE).map(
        lambda b: (121 + b[0] / 1000, 29 + b[1] / 1000, 121 + b[0] / 1000 + b[2], 29 + b[1] / 1000 + b[3])
    )
    rows = draw(st.lists(st.one_of(plain, plain, plain, ODD) if odd else plain, max_size=30))
    return np.array(rows, dtype=float).reshape(-1, 4)


def compared(features: FloatArray, patches: FloatArray, metres: float) -> list[int]:
    """One by one, by the numbers of the boxes alone."""
    around = shapely.bounds(boxes(patches, metres)).reshape(-1, 4)
    found = []
    for row, own in enumerate(features.tolist()):
        nowhere = not np.isfinite(own).all() or max(map(abs, own[::2])) > 360 or max(map(abs, own[1::2])) > 90
        near_one = any(
            own[0] <= box[2] and box[0] <= own[2] and own[1] <= box[3] and box[1] <= own[3]
            for box in around.tolist()
        )
        if nowhere or near_one:
            found.append(row)
    return found


@settings(max_examples=300, deadline=None)
@given(bounds(), bounds(), st.sampled_from([0.0, 1.0, 100.0, 5000.0]), st.integers(1, 7))
def test_a_layer_that_is_asked_often_answers_as_one_that_is_compared_one_by_one(
    features, patches, metres, group
):
    expected = compared(features, patches, metres)
    assert near_rows(features, patches, metres).tolist() == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "_GROUP", group)
        asked = Nearby(features)
        for _ in range(2):  # a question changes nothing
            found = asked.rows(patches, metres)
            assert found.tolist() == expected
            assert found.dtype == np.int64


def test_many_features_in_any_order_with_one_far_away_and_one_that_is_everywhere():
    rng = np.random.default_rng(7)
    low = rng.uniform([120, 29], [122, 31], (6000, 2))
    features = np.column_stack([low, low + rng.uniform(0, 0.003, (6000, 2))])
    features[17], features[23], features[4000] = (-70, 0, -69, 1), (-180, -90, 180, 90), (np.nan,) * 4
    asked = Nearby(features)
    for middle in rng.uniform([120, 29], [122, 31], (8, 2)):
        corner = middle + rng.uniform(0, 0.05, (40, 2))
        patches = np.column_stack([corner, corner + 0.001])
        found = asked.rows(patches, 1.0)
        assert found.tolist() == near_rows(features, patches, 1.0).tolist()
        assert {23, 4000} <= set(found.tolist())
        assert 17 not in found


@settings(max_examples=100, deadline=None)
@given(bounds(odd=False), bounds())
def test_meeting_is_the_comparison_of_numbers(features, patches):
    around = boxes(patches)
    there = around[~shapely.is_missing(around)]
    expected = [row for row in range(len(features)) if shapely.intersects(boxes(features)[row], there).any()]
    assert meeting(features, there).tolist() == expected


def test_no_features_and_no_patches():
    nothing, one = np.empty((0, 4)), np.array([[121.0, 29.0, 121.1, 29.1]])
    assert Nearby(nothing).rows(one, 1.0).tolist() == []
    assert Nearby(one).rows(nothing, 1.0).tolist() == []
    assert Nearby(one).rows(one, 1.0).tolist() == [0]
