"""Units and features of every nasty kind: none stops a dossier, every figure keeps the laws."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import shapely
from nasty import PATCH, corpus
from screening_grounds import lonlat

from gengdi_plugin.core.dossier.dossier import Dossier, dossier
from gengdi_plugin.core.dossier.known import KnownLayer
from gengdi_plugin.core.table import feature_table

#: The largest ones are left to the screening's tests: they only take their time.
CORPUS = {name: shape for name, shape in corpus().items() if shapely.get_num_coordinates(shape) < 400}
DUAL = {"within": "contains", "contains": "within"}


def compared() -> Dossier:
    everything = [*CORPUS.values(), lonlat(PATCH)]
    table = feature_table(everything, name="nasty")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numbers that are none are what this is about
        return dossier(table, [KnownLayer("farmland", table)])


@pytest.fixture(scope="module")
def found() -> Dossier:
    return compared()


def test_everything_that_can_be_compared_meets_itself_and_equals_it(found: Dossier) -> None:
    relations = {
        (unit, feature): relation for unit, _, feature, relation, *_ in zip(*vars(found.entries).values())
    }
    names = [*CORPUS, "patch"]
    missed = {
        names[row]: relations.get((row, row))
        for row in np.flatnonzero(found.usable)
        if relations.get((row, row)) != "equals"
    }
    assert missed == {}


def test_shares_lie_between_0_and_1_and_only_what_touches_has_no_area(found: Dossier) -> None:
    entries = found.entries
    measured = ~np.isnan(entries.overlap_m2)
    for share in (entries.share_of_unit, entries.share_of_feature):
        assert ((share[measured] >= 0) & (share[measured] <= 1)).all()
    area = found.area_m2
    assert (entries.overlap_m2[measured] <= area[entries.unit[measured]] * (1 + 1e-9)).all()
    assert (entries.overlap_m2[measured & (entries.relation == "touches")] == 0).all()
    assert (entries.overlap_m2[measured & (entries.relation != "touches")] > 0).all()


def test_relations_are_duals(found: Dossier) -> None:
    names = [*CORPUS, "patch"]
    relations = {
        (unit, feature): relation for unit, _, feature, relation, *_ in zip(*vars(found.entries).values())
    }
    wrong = [
        (names[unit], names[feature], relation, relations.get((feature, unit)))
        for (unit, feature), relation in relations.items()
        if found.usable[feature] and relations.get((feature, unit)) != DUAL.get(relation, relation)
    ]
    assert wrong == []
