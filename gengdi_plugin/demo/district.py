"""The synthetic demo district: a piece of invented plain with everything screening needs, and the truth.

Nothing in it is real but the statistical codes and names of Zhenhai's villages and towns. The same
``patches`` and ``seed`` give the same district.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.area import ellipsoid_areas
from ..core.kernel import shapely
from ..core.table import FeatureTable, object_array
from ..core.vocabulary import word
from .desk import desk_tables
from .ground import Ground, make_ground
from .idle import idle_papers
from .occasions import Occasion, report
from .papers import papers_of
from .parcels import parcel_table
from .places import COUNTY_CODE, COUNTY_NAME
from .plane import LONGEST_EDGE_M, to_lonlat
from .sites import Allotment, NoRoom, allot
from .sources import source_tables
from .stories import cast
from .truth import truth_table
from .zones import basic_parcels, basic_table, grain_table, high_standard_table, redline_table, unit_table

DEFAULT_PATCHES, DEFAULT_SEED = 352, 20211215
#: By how much the ground grows when a story finds no place in it, and how often at most.
_GROWTH, _TRIES = 1.15, 12


@dataclass(frozen=True)
class District:
    """``tables``: layer key (:data:`.catalogue.LAYERS`) -> features in EPSG:4490 with the bureau's own
    field names; ``truth``: see :func:`.truth.truth_table`, one row per patch in the same order."""

    tables: dict[str, FeatureTable]
    truth: FeatureTable
    patches: int
    seed: int


def make_district(patches: int = DEFAULT_PATCHES, seed: int = DEFAULT_SEED) -> District:
    """A district with ``patches`` change patches (at least 40), 69 of 352 of them unlawful in truth."""
    if patches < 40:
        raise ValueError("A district needs at least 40 patches: every story must happen somewhere.")
    _, _, paper_rng, table_rng = _generators(seed)
    ground, allotment = _settled(patches, seed)
    occasions = report(allotment.sites, paper_rng)
    papers = papers_of(allotment.sites, occasions, paper_rng) + idle_papers(ground, allotment, paper_rng)
    parcels = parcel_table(ground, table_rng)
    basic = basic_parcels(ground, allotment, table_rng)
    reported = _patch_table(occasions)
    tables = {
        "patches": reported,
        **desk_tables(papers),
        "farmland": parcels,
        "basic_farmland": basic_table(parcels, basic),
        "grain_zone": grain_table(ground, table_rng),
        "high_standard": high_standard_table(ground, table_rng),
        "ecological_redline": redline_table(ground),
        "units": unit_table(ground),
        **source_tables(ground, table_rng),
    }
    return District(tables, truth_table(allotment.sites, occasions, reported), patches, seed)


def _generators(seed: int) -> list[np.random.Generator]:
    """For the ground, the sites, the papers and the tables: one does not change what another draws."""
    return [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(4)]


def _settled(patches: int, seed: int) -> tuple[Ground, Allotment]:
    """Ground on which every story has its place.

    Towns and villages take the same number of cells in a small district as in a large one; what is left of
    a district of 50 to 220 patches can be too little open land. It is then drawn again, larger.
    """
    for attempt in range(_TRIES):
        ground_rng, site_rng, _, _ = _generators(seed)
        ground = make_ground(patches, ground_rng, _GROWTH**attempt)
        try:
            return ground, allot(ground, cast(patches), site_rng)
        except NoRoom:
            continue
    raise NoRoom(f"No ground was found with room for {patches} patches (seed {seed}).")


def _patch_table(occasions: list[Occasion]) -> FeatureTable:
    """The reported patches with the field names of the ministry's tables."""
    outlines = object_array(occasion.outline for occasion in occasions)
    valid = shapely.is_valid(outlines)
    outlines[valid] = shapely.segmentize(outlines[valid], LONGEST_EDGE_M)
    geometry = to_lonlat(outlines)
    size = len(occasions)
    columns = {
        "JCBH": object_array(occasion.patch_no for occasion in occasions),
        "XZQDM": np.full(size, COUNTY_CODE, dtype=object),
        "XMC": np.full(size, COUNTY_NAME, dtype=object),
        "TBLX": object_array(occasion.change_type for occasion in occasions),
        "TZ": object_array(word("change_type", occasion.change_type, "zh") for occasion in occasions),
        "QSX": object_array(occasion.before_text for occasion in occasions),
        "HSX": object_array(occasion.after_text for occasion in occasions),
        "TBLY": object_array(word("channel", occasion.channel, "zh") for occasion in occasions),
        "JCMJ": np.round(ellipsoid_areas(geometry), 1),
        "BZ": np.full(size, "演示数据", dtype=object),
    }
    return FeatureTable(geometry, columns, columns["JCBH"], "JCTB_2021")
