"""Category, evidence and measured boundary of a finding: kept, checked, and old findings stay themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from results import patch_uid, result, square

from gengdi_plugin.core import finding_vocabulary as sets
from gengdi_plugin.core.area import ellipsoid_areas
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.store.boundaries import boundary_area, checked_boundary
from gengdi_plugin.store.cases import Finding, record_audit, record_finding, record_findings
from gengdi_plugin.store.events import history
from gengdi_plugin.store.finding_sets import import_set, know_sets
from gengdi_plugin.store.findings import checked
from gengdi_plugin.store.review import finding_row
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import Workspace, open_workspace

PLAIN = Finding("found_unlawful", "张三", "2026-11-20", patch_no="P0000", note="已建厂房")
FULL = replace(
    PLAIN,
    vocabulary="hb2026",
    category="非农违法",
    subtype="光伏",
    proof={"builder": "某公司", "built_on": "2025-03", "cultivated_m2": "120.50"},
    package_uid="pk1",
)


@pytest.fixture()
def cases(ws: Workspace) -> Iterator[Workspace]:
    """P0000 and P0001 yellow, P0002 green."""
    save_run(ws, result(["yellow", "yellow", "green"]), "筛查员")
    yield ws
    sets.know({})


def area(shape: object) -> float:
    return float(ellipsoid_areas(np.array([shape], dtype=object))[0])


def test_category_and_evidence_go_into_the_inspection_by_key(cases: Workspace) -> None:
    assert record_finding(cases, FULL)
    row = next(iter(cases.db["inspection"].rows))
    assert (row["vocabulary"], row["category"], row["subtype"], row["package_uid"]) == (
        "hb2026", "unlawful", "unlawful_industry_solar", "pk1",
    )  # fmt: skip
    assert json.loads(row["proof_json"]) == {
        "builder": "某公司", "built_on": "2025-03-01", "cultivated_m2": "120.5",
    }  # fmt: skip
    assert not record_finding(cases, replace(FULL, category="unlawful", package_uid="pk2"))
    shown = finding_row(cases, patch_uid(0))
    assert shown is not None and shown["category"] == "unlawful"


def test_findings_without_the_new_content_keep_their_identity() -> None:
    """The uid a finding had before there were categories: computed once with the code of that time."""
    assert checked(PLAIN).uid_for("p") == "64b9e192df435b5998295c4a9178fba3"
    assert checked(replace(PLAIN, vocabulary="hb2026", package_uid="x")).uid_for("p") == checked(
        PLAIN
    ).uid_for("p")
    uids = [
        checked(finding).uid_for("p")
        for finding in (
            PLAIN,
            replace(PLAIN, category="非农化"),
            replace(PLAIN, category="非农化", subtype="光伏"),
            replace(PLAIN, proof={"builder": "甲"}),
            replace(PLAIN, boundary=square(0).wkb),
        )
    ]
    assert len(set(uids)) == len(uids)


def test_without_a_set_the_first_one_that_has_the_word_is_taken() -> None:
    assert checked(replace(PLAIN, category="非粮化", subtype="挖塘养鱼")).vocabulary == "own"
    only = checked(replace(PLAIN, subtype="国省干道"))
    assert (only.vocabulary, only.category, only.subtype) == (
        "hb2026", "unlawful", "unlawful_traffic_trunk",
    )  # fmt: skip
    flat = checked(replace(PLAIN, category="光伏"))
    assert (flat.vocabulary, flat.category, flat.subtype) == ("own", "non_agri", "solar")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"category": "看不懂"}, "no category of the set"),
        ({"vocabulary": "甬", "category": "甲"}, "no set of categories “甬”"),
        ({"category": "农转用", "vocabulary": "own"}, "goes with found lawful, not with found unlawful"),
        ({"category": "非粮化", "subtype": "光伏", "vocabulary": "own"}, "no category of the set"),
        ({"category": "非农违法", "proof": {"cultivated_m2": "很多"}}, "“很多” in the field"),
        ({"boundary": b"\x01\x02"}, "cannot be read"),
        ({"boundary": shapely.Point(121.5, 29.9).wkb}, "encloses no ground"),
        ({"boundary": shapely.box(500000, 3300000, 500100, 3300100).wkb}, "longitudes and latitudes"),
        ({"boundary": shapely.box(121.6, 29.9, 121.6001, 29.9001).wkb}, "outside the patch"),
    ],
)
def test_what_is_not_in_order_is_refused_and_nothing_written(
    cases: Workspace, change: dict[str, object], words: str
) -> None:
    wrong = replace(PLAIN, **change)
    with pytest.raises(InputError, match=words) as caught:
        record_finding(cases, wrong)
    assert "P0000" in str(caught.value)
    report = record_findings(cases, [wrong, replace(PLAIN, patch_no="P0001")])
    assert report.added == 1 and len(report.refused) == 1
    assert cases.db["measured_boundary"].count == 0


def test_the_unlawful_area_is_that_of_the_boundary_inside_the_patch(cases: Workspace) -> None:
    patch = square(0)
    west, south = patch.bounds[:2]
    walked = shapely.box(west - 0.0002, south, west + 0.0005, south + 0.0005)
    assert record_finding(cases, replace(PLAIN, boundary=walked.wkb))
    common = area(shapely.intersection(walked, patch))
    row = next(iter(cases.db["inspection"].rows))
    assert row["unlawful_m2"] == pytest.approx(common, abs=0.01) and common < area(walked)
    kept = cases.db.execute(
        "SELECT inspection_uid, patch_uid, area_m2, measured_by, measured_on, AsText(geom) "
        "FROM measured_boundary"
    ).fetchall()
    assert len(kept) == 1
    assert kept[0][:2] == (row["uid"], patch_uid(0)) and kept[0][3:5] == ("张三", "2026-11-20")
    assert kept[0][2] == pytest.approx(area(walked), rel=1e-9) and kept[0][5].startswith("MULTIPOLYGON")
    state = history(cases, patch_uid(0))[1]
    assert (state.unlawful_m2, state.unlawful_from) == (row["unlawful_m2"], "finding")
    record_audit(cases, patch_uid(0), "confirm", "李四", "town")
    assert history(cases, patch_uid(0))[1].unlawful_m2 == row["unlawful_m2"]
    assert not record_finding(cases, replace(PLAIN, boundary=walked.wkb)), "the same again"
    shown = finding_row(cases, patch_uid(0))
    assert shown is not None and shown["boundary_m2"] == pytest.approx(area(walked))


def test_a_measured_area_stands_and_a_lawful_boundary_finds_nothing_unlawful(cases: Workspace) -> None:
    record_finding(cases, replace(PLAIN, boundary=square(0).wkb, unlawful_m2=12.0))
    lawful = replace(PLAIN, finding="found_unchanged", patch_no="P0001", boundary=square(1).wkb)
    record_finding(cases, lawful)
    areas = {row["patch_no"]: row["unlawful_m2"] for row in cases.db["inspection"].rows}
    assert areas == {"P0000": 12.0, "P0001": None}


@given(st.lists(st.tuples(st.floats(0, 1e-3), st.floats(0, 1e-3)), min_size=3, max_size=8, unique=True))
def test_a_walked_ring_that_crosses_itself_is_put_right_or_refused(points: list[tuple[float, float]]) -> None:
    """Either a valid boundary of positive area or a sentence: never a broken polygon in the file."""
    ring = shapely.Polygon([(121.5 + x, 29.95 + y) for x, y in points])
    try:
        wkb = checked_boundary(ring.wkb, "P1")
    except InputError as error:
        assert "encloses no ground" in str(error)
        return
    assert wkb is not None
    shape = shapely.from_wkb(wkb)
    assert shape.geom_type == "MultiPolygon" and shape.is_valid
    assert boundary_area(wkb) > 0
    assert checked_boundary(wkb, "P1") == wkb, "what is in order stays as it is"


def test_a_bureaus_set_lives_in_the_workspace(cases: Workspace, place: Path, tmp_path: Path) -> None:
    path = tmp_path / "本局.csv"
    head = "set,key,finding,chinese\n"
    path.write_text(head + "甬,w,违法,违建\n甬,x,合法,有证\n", encoding="utf-8")
    assert import_set(cases, path).key == "甬"
    record_finding(cases, replace(PLAIN, vocabulary="甬", category="违建"))
    path.write_text(head + "甬,x,合法,有证\n", encoding="utf-8")
    with pytest.raises(InputError, match="use the categories w"):
        import_set(cases, path)
    sets.know({})
    with open_workspace(place) as again:
        assert know_sets(again)[-1] == "甬"
        assert [row.chinese for row in sets.categories("甬")] == ["违建", "有证"]
        again.db.execute("INSERT INTO setting (key, value) VALUES ('finding_set:new', 'of a newer version')")
        assert know_sets(again)[-1] == "甬", "a set that cannot be read stands in nobody's way"
    with open_workspace(tmp_path / "other.sqlite") as other:
        assert know_sets(other) == ["own", "aw", "xz", "hb2026"], "each workspace has its own"
