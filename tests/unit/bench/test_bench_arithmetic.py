"""The benchmark's own arithmetic: medians, ratios, growth, and that a wrong answer is seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.answer import Answer, by_patch, classes_figures
from bench.engines import ENGINES, OURS, TILES, Engine, run
from bench.report import BEGIN, END, grown, replaced
from bench.summary import compared, growth, medians, paired_ratio
from bench.tables import cases, engines

NUMBERS = ["P1", "P2", "P3", "P4"]


def _run(seconds: float, read: float, peak: float) -> dict[str, object]:
    return {"seconds": seconds, "parts": {"read": read}, "peak_mib": peak, "versions": {"engine": "1"}}


def test_medians_and_the_largest_peak() -> None:
    told = medians([_run(3.0, 1.0, 10.0), _run(9.0, 2.0, 30.0), _run(4.0, 9.0, 20.0)])
    assert (told["seconds"], told["fastest"], told["slowest"]) == (4.0, 3.0, 9.0)
    assert told["parts"] == {"read": 2.0}
    assert told["peak_mib"] == 30.0
    assert told["runs"] == 3


def test_a_slow_minute_of_the_machine_does_not_change_the_ratio() -> None:
    assert paired_ratio([8.0, 80.0, 8.0], [2.0, 20.0, 2.0]) == 4.0


@given(st.lists(st.floats(0.01, 1e4), min_size=1, max_size=9))
def test_an_engine_compared_with_itself_has_the_ratio_one(seconds: list[float]) -> None:
    assert paired_ratio(seconds, seconds) == 1.0


@given(st.floats(0.1, 1e3), st.floats(1.5, 20), st.floats(0.5, 2.5))
def test_growth_finds_the_exponent(small: float, factor: float, exponent: float) -> None:
    told = growth(small, small * factor**exponent, factor)
    assert told["exponent"] == pytest.approx(exponent, rel=1e-6)


def test_values_of_one_patch_are_added_up() -> None:
    told = by_patch(["P2", "P1", "P2"], [1.0, 5.0, 2.5])
    assert told.tolist() == [("P1", 5.0), ("P2", 3.5)]


def test_only_class_01_is_cultivated() -> None:
    figures = classes_figures(["P1", "P1", "P2"], ["0101", "1107", "0103"], [3.0, 2.0, 1.0])
    assert by_patch(*figures["cultivated_m2"]).tolist() == [("P1", 3.0), ("P2", 1.0)]
    assert by_patch(*figures["farmland_m2"]).tolist() == [("P1", 5.0), ("P2", 1.0)]


def _answers(folder: Path, approved: dict[str, list[float]]) -> dict[str, Path]:
    files = {}
    for engine, values in approved.items():
        answer = Answer(folder / f"{engine}.json")
        answer.start()
        answer.stop()
        land = classes_figures(NUMBERS, ["0101"] * 4, [50.0] * 4)
        answer.save({"area_m2": (NUMBERS, [100.0] * 4), "approved_m2": (NUMBERS, values), **land})
        files[engine] = folder / f"{engine}.npz"
    return files


def test_an_engine_that_answers_wrongly_is_seen(tmp_path: Path) -> None:
    good = [96.0, 40.0, 0.0, 100.0]
    files = _answers(tmp_path, {"a": good, "b": good, "wrong": [96.0, 40.0, 0.0, 0.0]})
    told = compared(files, "a")
    assert [told[engine]["agrees"] for engine in ("a", "b", "wrong")] == [True, True, False]
    assert told["wrong"]["largest_difference_approved_share"] == 1.0
    assert told["a"]["covered_patches"] == 2
    assert told["wrong"]["covered_patches"] == 1


def test_noise_of_the_last_digits_is_agreement(tmp_path: Path) -> None:
    files = _answers(tmp_path, {"a": [96.0, 40.0, 0.0, 9.0], "b": [96.0 + 1e-7, 40.0, 1e-9, 9.0]})
    assert all(entry["agrees"] for entry in compared(files, "a").values())


def test_a_figure_of_an_unknown_patch_is_refused(tmp_path: Path) -> None:
    files = _answers(tmp_path, {"a": [1.0, 2.0, 3.0, 4.0]})
    known = dict(np.load(files["a"]))
    known["approved_m2"] = by_patch(["P9"], [1.0])
    np.savez(files["a"], **known)
    with pytest.raises(ValueError, match="no known patch"):
        compared(files, "a")


def test_a_failing_or_slow_engine_is_told_and_not_fatal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_engine.py").write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    broken = Engine("broken", "Broken", "bench.no_such_module")
    assert "no_such_module" in run(broken, tmp_path, tmp_path / "a.json", 60.0)["failed"]
    slow = Engine("slow", "Slow", "slow_engine")
    assert run(slow, tmp_path, tmp_path / "b.json", 1.0)["failed"] == "not done after 1 s"


def test_one_engine_is_ours_and_keys_are_unique() -> None:
    keys = [engine.key for engine in ENGINES]
    assert len(set(keys)) == len(keys)
    assert [engine.key for engine in ENGINES if engine.work == "same" and not engine.peer] == [OURS]


def test_the_table_shows_ratios_of_the_peers() -> None:
    ours = {"label": "Gengdi", "work": "same", "peer": False, **medians([_run(2.0, 1.0, 10.0)])}
    peer = {"label": "Peer", "work": "same", "peer": True, **medians([_run(9.0, 1.0, 10.0)]), "ratio": 4.5}
    text = engines({"engines": {OURS: ours, "peer": peer}})
    assert "| Peer | 4.50 | 9.00 |" in text
    assert "| Gengdi | 1 | 2.00 |" in text


def test_growth_is_told_of_each_of_our_ways_by_itself() -> None:
    def of(seconds: float, label: str) -> dict[str, object]:
        return {"label": label, "seconds": seconds, "peak_mib": 900.0}

    found = {
        50_000: {"engines": {OURS: of(10.0, "At once"), TILES: of(12.0, "Tiles")}},
        200_000: {"engines": {OURS: of(40.0, "At once")}},
        1_000_000: {"engines": {TILES: of(252.0, "Tiles")}},
    }
    lines = grown(found).splitlines()
    assert "| At once | 200 000 | 40.0 | 4.00 for 4× | 900 |" in lines
    assert "| Tiles | 50 000 | 12.0 |  | 900 |" in lines
    assert "| Tiles | 1 000 000 | 252.0 | 21.00 for 20× | 900 |" in lines


def test_another_benchmark_gets_its_table() -> None:
    text = cases("reading", {"gpkg": {"way": "sql", "per_second": {"raw": 9}}, "shp": {"way": "ogr"}})
    assert text.splitlines()[0] == "### Reading"
    assert "| reading | way | per second: raw |" in text
    assert "| gpkg | sql | 9 |" in text
    assert "| shp | ogr | – |" in text
    assert "| stall | 31.25 |" in cases("stall", {"worst_ms": 31.25})


def test_only_what_lies_between_the_marks_is_replaced() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    once = replaced(page, "new")
    assert once.startswith("before\n") and once.endswith("after\n")
    assert "old" not in once
    assert replaced(once, "new") == once
    with pytest.raises(ValueError, match="must contain"):
        replaced("no marks", "new")


def test_the_page_has_its_marks() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "performance.md"
    assert replaced(page.read_text(encoding="utf-8"), "x")
