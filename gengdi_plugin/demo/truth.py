"""The truth beside the patches: known from how each was made, never from screening it."""

from __future__ import annotations

import csv
from pathlib import Path

from ..core.table import FeatureTable, object_array
from .occasions import Occasion
from .sites import Site

#: Columns of ``truth.csv``, in order.
TRUTH_FIELDS = (
    "patch_no", "lawful", "expected_code", "expected_reason", "finding", "story", "story_zh",
    "story_en", "slip_m",
)  # fmt: skip


def truth_table(sites: list[Site], occasions: list[Occasion], patches: FeatureTable) -> FeatureTable:
    """One row per patch, in the patches' order.

    ``lawful`` (bool): whether the change is lawful in truth, whatever the papers on the desk say;
    ``expected_code``/``expected_reason``: what screening can know from these papers; ``finding``: what
    an inspector finds (None where nobody needs to go); ``slip_m``: how far the patch was displaced.
    """
    columns = {
        "patch_no": object_array(occasion.patch_no for occasion in occasions),
        "lawful": object_array(site.story.lawful for site in sites),
        "expected_code": object_array(site.story.code for site in sites),
        "expected_reason": object_array(site.story.reason for site in sites),
        "finding": object_array(site.story.finding or None for site in sites),
        "story": object_array(site.story.key for site in sites),
        "story_zh": object_array(site.story.zh for site in sites),
        "story_en": object_array(site.story.en for site in sites),
        "slip_m": object_array(round(occasion.slip_m, 3) for occasion in occasions),
    }
    return FeatureTable(patches.geometry, columns, patches.ids, "truth")


def write_truth(truth: FeatureTable, path: Path) -> None:
    """``truth`` as CSV (UTF-8 with signature, for spreadsheets); flags as 0/1."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(TRUTH_FIELDS)
        for row in range(len(truth)):
            values = (truth.columns[name][row] for name in TRUTH_FIELDS)
            writer.writerow(
                [
                    int(value) if isinstance(value, bool) else "" if value is None else value
                    for value in values
                ]
            )


def read_truth(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a truth file by patch number."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["patch_no"]: row for row in csv.DictReader(stream)}
