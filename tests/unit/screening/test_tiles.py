"""One thread or two, any tiling, any order of the inputs: the same verdicts and areas."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from district_inputs import district_inputs
from screening_grounds import box, patches

from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.rules import load_rules, rules_from_text
from gengdi_plugin.core.screening import by_unit, tiles
from gengdi_plugin.core.screening import session as session_module
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.places import patch_uids
from gengdi_plugin.core.screening.result import ScreeningResult
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.tiles import Held, TiledInputs, lay_out, screen_tiles
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.core.table import FeatureTable

WHEN = "2026-11-23T08:00:00+08:00"
#: Not of a patch alone: a running number among patches of one cell goes by the order of the list.
NUMBERED = ("spatial_code", "explanation", "sentence")


def held(inputs: ScreeningInputs) -> TiledInputs:
    def one(table: FeatureTable | None) -> Held | None:
        return None if table is None else Held(table)

    return TiledInputs(
        Held(inputs.patches), [Held(t) for t in inputs.approvals or []], one(inputs.farmland),
        one(inputs.basic_farmland), {role: Held(t) for role, t in inputs.zones.items()},
        one(inputs.violations), one(inputs.units), [Held(t) for t in inputs.sources or []],
    )  # fmt: skip


def tiled(inputs: ScreeningInputs, **options: object) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for part in screen_tiles(held(inputs), load_rules(), screened_at=WHEN, **options):
        assert part.result.patches.ids.tolist() == inputs.patches.ids[part.rows].tolist()
        rows = verdicts(part.result)
        assert not rows.keys() & found.keys()
        found.update(rows)
    return found


def verdicts(result: ScreeningResult) -> dict[str, dict[str, object]]:
    """Patch uid -> its columns and the number of rows that explain them."""
    names, columns = list(result.patches.columns), result.patches.columns
    out = {uid: {n: columns[n][k] for n in names} for k, uid in enumerate(columns["uid"])}
    for kind in ("evidence", "remainders", "ground"):
        table = getattr(result, kind)
        size = np.bincount(table.columns["row"].astype(int), minlength=len(out))
        for k, values in enumerate(out.values()):
            values[kind] = int(size[k])
    return out


Verdicts = dict[str, dict[str, object]]


def same(found: Verdicts, expected: Verdicts, skip: tuple[str, ...] = ()) -> None:
    assert found.keys() == expected.keys()
    for uid, values in expected.items():
        area = values["area_m2"] or 0.0
        for name, value in values.items():
            if name in skip or value != value:
                continue
            if isinstance(value, float):
                assert found[uid][name] == pytest.approx(value, rel=1e-6, abs=1e-6 * area), name
            elif not isinstance(value, dict):
                assert found[uid][name] == value, name


@pytest.fixture(scope="module")
def inputs() -> ScreeningInputs:
    return district_inputs(200)


@pytest.fixture(scope="module")
def whole(inputs: ScreeningInputs) -> dict[str, dict[str, object]]:
    return verdicts(screen(inputs, load_rules(), screened_at=WHEN, threads=1))


@pytest.mark.parametrize(("threads", "chunk"), [(2, 400), (2, 7), (8, 31), (1, 50)])
def test_threads_and_chunks_change_nothing(inputs, whole, threads, chunk, monkeypatch):
    monkeypatch.setattr(session_module, "CHUNK_PATCHES", chunk)
    same(verdicts(screen(inputs, load_rules(), screened_at=WHEN, threads=threads)), whole)


@pytest.mark.parametrize(("size", "threads"), [(13, 1), (50, 2), (10_000, 2)])
def test_tiling_changes_nothing(inputs, whole, size, threads):
    same(tiled(inputs, tile_patches=size, threads=threads), whole)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_inputs_changes_nothing(inputs, whole, seed):
    rng = np.random.default_rng(seed)

    def shuffled(table: FeatureTable) -> FeatureTable:
        return table.take(rng.permutation(len(table)))

    other = dataclasses.replace(
        inputs,
        patches=shuffled(inputs.patches),
        approvals=[shuffled(inputs.approvals[k]) for k in rng.permutation(14)],
        farmland=shuffled(inputs.farmland),
        basic_farmland=shuffled(inputs.basic_farmland),
        zones={role: shuffled(table) for role, table in inputs.zones.items()},
        violations=shuffled(inputs.violations),
        units=shuffled(inputs.units),
    )
    same(verdicts(screen(other, load_rules(), screened_at=WHEN)), whole, NUMBERED)


def test_patches_of_one_cell_stay_together_and_keep_their_numbers():
    shapes = [box(400 * (k % 4), 0, 1, 1) for k in range(20)]
    table = patches(*shapes, patch_no=[str(k) for k in range(20)])
    layout = lay_out(Held(table), 2, Watch())
    assert sorted(len(tile) for tile in layout.tiles) == [5, 5, 5, 5]
    inputs = ScreeningInputs(table, [])
    same(tiled(inputs, tile_patches=2), verdicts(screen(inputs, load_rules(), screened_at=WHEN)))


def test_every_part_keeps_what_the_whole_inputs_were(inputs):
    expected = list(screen(inputs, load_rules()).inputs)
    for part in screen_tiles(held(inputs), load_rules(), tile_patches=70):
        assert list(part.result.inputs) == expected


def test_no_patches_give_no_parts():
    assert tiled(ScreeningInputs(patches())) == {}


def test_progress_only_grows_and_cancel_stops_between_parts(inputs):
    seen: list[float] = []
    tiled(inputs, tile_patches=40, watch=Watch(seen.append))
    assert seen == sorted(seen)
    assert seen[0] >= 0 and seen[-1] == pytest.approx(1.0)
    watch = Watch(cancelled=lambda: len(parts) == 2)
    parts: list[object] = []
    with pytest.raises(Cancelled):
        for part in screen_tiles(held(inputs), load_rules(), tile_patches=40, watch=watch):
            parts.append(part)
    assert len(parts) == 2


def test_any_tiling_rechecks_the_same_patches_and_says_so_once(inputs, monkeypatch):
    again: list[set[str]] = []
    honest = by_unit.recheck

    def noted(chunks, prepared, rules, rows):
        found = honest(chunks, prepared, rules, rows)
        again[-1].update(prepared.patches.table.ids[found.rows].tolist())
        return found

    monkeypatch.setattr(by_unit, "recheck", noted)
    again.append(set())
    own = [line for line in screen(inputs, load_rules()).log if line.startswith("Sample")]
    assert len(own) == 1
    for size in (13, 70, 10_000):
        again.append(set())
        parts = list(screen_tiles(held(inputs), load_rules(), tile_patches=size))
        said = [line for part in parts for line in part.result.log if line.startswith("Sample")]
        assert len(said) == 1 and said[0].split(";")[0] == own[0].split(";")[0]
    assert 0 < len(again[0]) <= 20 and all(one == again[0] for one in again)


def test_patches_that_rules_do_not_reach_are_counted_over_all_tiles(inputs):
    document = json.loads(load_rules().text)
    document.update(schema="gengdi-rules/2", valid_from="2099-01-01")
    later = rules_from_text(json.dumps(document), "later.json")
    (alone,) = [line for line in screen(inputs, later).log if "is not applied to" in line]
    for size in (13, 70, 10_000):
        parts = list(screen_tiles(held(inputs), later, tile_patches=size))
        assert [line for part in parts for line in part.result.log if "is not applied to" in line] == [alone]


def test_exact_repeats_are_sampled_by_the_uids_of_the_run(monkeypatch):
    table = patches(*(box(400 * (k % 3), 0, 9, 9) for k in range(12)), patch_no=["一"] * 12)
    monkeypatch.setattr(tiles, "_BLOCK", 5)
    uids = lay_out(Held(table), 4, Watch()).uids
    assert uids.astype(str).tolist() == patch_uids(table).tolist() and len(set(uids.tolist())) == 12
