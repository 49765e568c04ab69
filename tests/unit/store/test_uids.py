"""Uids of rows that are written together."""

from __future__ import annotations

import re

from gengdi_plugin.store.uids import AscendingUids


def test_uids_ascend_and_look_like_those_that_the_file_makes() -> None:
    series = AscendingUids()
    uids = [*series.take(3), *series.take(0), *series.take(70_000)]
    assert uids == sorted(uids) and len(set(uids)) == 70_003
    assert all(re.fullmatch("[0-9a-f]{32}", uid) for uid in uids)


def test_series_of_the_same_moment_share_no_uid() -> None:
    assert len({uid for _ in range(500) for uid in AscendingUids().take(2)}) == 1000
