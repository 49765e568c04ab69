"""The ground of the first-screening benchmark: as many of each as asked for; its sum."""

from __future__ import annotations

from pathlib import Path

import pytest

ogr = pytest.importorskip("osgeo.ogr")

from bench import files, first_screening  # noqa: E402


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "DATA", tmp_path / "data")
    return tmp_path / "ground"


def counted(folder: Path, name: str) -> int:
    source = ogr.Open(str(folder / f"{name}.gpkg"))
    return int(source.GetLayer(0).GetFeatureCount())


def test_it_has_the_parcels_patches_and_approvals_asked_for(small: Path) -> None:
    first_screening.ground(160, 10, 20, small)
    found = {name: counted(small, name) for name in ("DLTB", "JCTB", "approvals")}
    assert found == {"DLTB": 160, "JCTB": 10, "approvals": 20}


def test_more_patches_than_the_county_has_are_refused(small: Path) -> None:
    with pytest.raises(ValueError, match="40 patches"):
        first_screening.ground(160, 41, 80, small)


def test_the_sum_is_of_medians_and_says_how_it_stands_to_the_target() -> None:
    runs = [
        {"seconds": one, "processor_s": one, "stages": {"read": one / 2}, "peak_mib": 10, "load": [0.1]}
        for one in (12.0, 30.0, 15.0)
    ]
    told = first_screening.summed_up(400, 10, 20, runs)
    assert (told["median_s"], told["of_target"], told["stages_s"]) == (15.0, 1.0, {"read": 7.5})
    assert (told["fastest_s"], told["slowest_s"]) == (12.0, 30.0)
