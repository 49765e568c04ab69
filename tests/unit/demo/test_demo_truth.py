"""The truth is told by how a patch was made; a second, slow opinion must come to the same."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import shapely
from demo_checker import COUNTS_FOR, desk, opinions

from gengdi_plugin.demo.district import District, make_district
from gengdi_plugin.demo.plane import to_plane
from gengdi_plugin.demo.truth import TRUTH_FIELDS, read_truth, write_truth


def _disagreements(district: District) -> list[tuple[str, str, str]]:
    truth = district.truth.columns
    said = opinions(district)
    return [
        (truth["story"][row], truth["expected_reason"][row], said[row])
        for row in range(len(said))
        if said[row] != truth["expected_reason"][row]
    ]


def test_truth_agrees_with_the_ground_and_the_papers(district: District) -> None:
    assert _disagreements(district) == []


def test_other_seeds_agree_within_the_honest_slips(other_district: District) -> None:
    wrong = _disagreements(other_district)
    assert not [entry for entry in wrong if entry[2] == "covered"], "a false green"
    assert len(wrong) <= 0.01 * len(other_district.truth), wrong


def test_a_larger_district_agrees() -> None:
    wrong = _disagreements(make_district(3000, seed=5))
    assert not [entry for entry in wrong if entry[2] == "covered"], "a false green"
    assert len(wrong) <= 30, wrong


def test_green_patches_are_covered_by_papers_but_for_their_slip(district: District) -> None:
    """Widened by a metre, the papers of a green patch hold all of it."""
    papers = [paper for paper in desk(district) if paper.layer in COUNTS_FOR]
    shapes = np.array([paper.shape.buffer(1.0) for paper in papers], dtype=object)
    tree = shapely.STRtree(shapes)
    truth = district.truth.columns
    for row, patch in enumerate(shapely.make_valid(to_plane(district.tables["patches"].geometry))):
        if truth["expected_code"][row] == "green":
            covered = shapely.union_all(shapes[tree.query(patch)]).intersection(patch)
            assert covered.area > 0.985 * patch.area, truth["story"][row]


def test_nobody_overlaps_a_patch_without_approval(district: District) -> None:
    shapes = np.array([paper.shape for paper in desk(district)], dtype=object)
    tree = shapely.STRtree(shapes)
    truth = district.truth.columns
    for row, patch in enumerate(shapely.make_valid(to_plane(district.tables["patches"].geometry))):
        if truth["expected_reason"][row] == "no_approval":
            assert shapely.area(shapely.intersection(shapes[tree.query(patch)], patch)).sum() == 0.0


def test_slips_are_those_of_honest_people(district: District) -> None:
    slips = district.truth.columns["slip_m"].astype(float)
    drawn = slips[slips > 0]
    assert len(drawn) >= 351
    assert drawn.min() >= 0.1
    assert drawn.max() <= 0.8
    assert drawn.mean() > 0.25


def test_a_patch_is_as_far_from_its_survey_as_its_slip_says(district: District) -> None:
    """The supply document of a doubly approved plot is the site's very outline."""
    truth = district.truth.columns
    supply = to_plane(district.tables["supply"].geometry)
    patches = to_plane(district.tables["patches"].geometry)
    tree = shapely.STRtree(supply)
    for row in np.flatnonzero(truth["story"] == "converted_and_supplied"):
        near = supply[tree.query(patches[row], predicate="intersects")]
        assert len(near) == 1
        assert 0.05 < shapely.hausdorff_distance(patches[row], near[0]) < 0.85


def test_who_is_found_unlawful_is_unlawful(district: District) -> None:
    truth = district.truth.columns
    for row in range(len(district.truth)):
        assert (truth["finding"][row] == "found_unlawful") == (not truth["lawful"][row])
        assert (truth["finding"][row] is None) == (truth["expected_code"][row] == "green")


def test_truth_file_comes_back(district: District, tmp_path: Path) -> None:
    write_truth(district.truth, tmp_path / "truth.csv")
    with (tmp_path / "truth.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert tuple(next(csv.reader(stream))) == TRUTH_FIELDS
    back = read_truth(tmp_path / "truth.csv")
    assert list(back) == district.truth.columns["patch_no"].tolist()
    assert sum(row["lawful"] == "0" for row in back.values()) == 69
