"""Fuzzing: random districts of nasty neighbours, a minute of them in `make test` and ten thousand in the long
run; every patch is measured again without overlay, and every verdict must be lawful."""

from __future__ import annotations

import numpy as np
import pytest
from fuzz_ground import district
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nasty_laws import lawful, same_figures

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening import recheck
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.core.screening.session import ScreeningSession

RULES = load_rules()

#: Districts in `make test` (about a minute of fuzzing), and in the long run, in five parts.
SOME, MANY = 700, 10_000


def survive(seed: int) -> int:
    """Screen district ``seed`` and hold it to every law; how many patches could not be measured."""
    inputs = district(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recheck, "LEAST", 1000)  # every patch is re-checked
        result = screen(inputs, RULES, threads=1)
    lawful(result, len(inputs.patches))
    told = [line for line in result.log if "re-checked level by level" in line]
    assert all(": 0 disagree" in line for line in told), result.log
    return int((result.patches.columns["reason"] == "geometry_error").sum())


def in_another_order(seed: int) -> None:
    """The same district with everything turned round and in pieces says the same."""
    rng = np.random.default_rng(seed)
    inputs = district(seed)
    first = screen(inputs, RULES, threads=1)
    order = rng.permutation(len(inputs.patches))
    farmland = inputs.farmland
    turned = type(inputs)(
        inputs.patches.take(order), [table.take(rng.permutation(len(table))) for table in inputs.approvals],
        farmland.take(rng.permutation(len(farmland))), inputs.basic_farmland, inputs.zones, inputs.violations,
    )  # fmt: skip
    session = ScreeningSession(turned, RULES, threads=2)
    for rows in np.array_split(rng.permutation(len(order)), 2):
        same_figures(first, session.screen(rows), some=True)


_SEEDS = st.integers(0, 2**48)


@settings(
    max_examples=SOME, deadline=None, derandomize=True, database=None,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.integers(0, 2**48))
def test_a_minute_of_random_districts(seed: int) -> None:
    """The number in a failure's example is the district: ``survive(number)`` repeats it."""
    survive(seed)
    if seed % 8 == 0:
        in_another_order(seed)


@pytest.mark.parametrize("seed", [2296, 4232, 8328])
def test_districts_in_which_the_order_once_mattered(seed: int) -> None:
    in_another_order(seed)


@pytest.mark.full
@pytest.mark.parametrize("part", range(5))
def test_ten_thousand_random_districts(part):
    failed = 0
    for seed in range(part * MANY // 5, (part + 1) * MANY // 5):
        try:
            failed += survive(seed)
            if seed % 8 == 0:
                in_another_order(seed)
        except Exception as error:
            raise AssertionError(f"district {seed}") from error
    print(f"{MANY // 5} districts, {failed} patches not measured")  # noqa: T201 (pytest -rP shows it)
