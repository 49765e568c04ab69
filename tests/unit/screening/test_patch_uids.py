"""The names of patches are UUIDs of version 5, by the standard, of what a ministry list says of them."""

from __future__ import annotations

import uuid

import shapely
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.screening.places import PATCH_NAMESPACE, patch_uids
from gengdi_plugin.core.table import feature_table

SQUARE = shapely.box(121.0, 29.0, 121.001, 29.001)


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",)), max_size=8), max_size=6))
def test_a_uid_is_the_standard_uuid_of_channel_number_and_geometry(numbers):
    table = feature_table([SQUARE] * len(numbers), {"patch_no": numbers, "channel": ["部"] * len(numbers)})
    wkb = shapely.to_wkb(shapely.normalize(shapely.MultiPolygon([SQUARE])), hex=True, byte_order=1)
    expected, seen = [], []
    for number in numbers:
        name, repeat = f"部\x1f{number}\x1f{wkb}", seen.count(number)
        seen.append(number)
        expected.append(str(uuid.uuid5(PATCH_NAMESPACE, f"{name}\x1f{repeat}" if repeat else name)))
    assert patch_uids(table).tolist() == expected
