"""Green or yellow, and why (public contract §3.1, rules 6, 7, 9 and 10). Red is never set here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..area import FloatArray
from ..rules_units import Numbers

BoolArray = npt.NDArray[np.bool_]
TextArray = npt.NDArray[np.object_]

#: Reasons in the order in which the first that holds is given.
REASONS = (
    "geometry_error", "inputs_missing", "known_violation", "use_to_verify", "approval_not_valid",
    "no_approval", "partly_covered", "basic_farmland_not_authorised", "uncovered_basic_farmland",
    "uncovered_cultivated",
)  # fmt: skip


@dataclass(frozen=True)
class Findings:
    """What was found for each patch, one entry per patch in every array; areas in m².

    ``reached``: every required input was given and reaches the patch; ``counting``, ``overlapping``,
    ``to_verify``: some approval counts, overlaps, or overlaps with its use to be verified.
    """

    failed: BoolArray
    reached: BoolArray
    counting: BoolArray
    overlapping: BoolArray
    to_verify: BoolArray
    area_m2: FloatArray
    approved_m2: FloatArray
    sliver_m2: FloatArray
    violation_m2: FloatArray
    unauthorised_basic_m2: FloatArray
    uncovered_basic_m2: FloatArray
    uncovered_cultivated_m2: FloatArray


def reasons(found: Findings, rules: Numbers) -> TextArray:
    """The reason for each patch: ``covered`` (green) or the first of ``REASONS`` that holds (yellow)."""
    area = np.where(found.area_m2 > 0, found.area_m2, 1.0)
    nothing = ~found.counting
    tests = (
        found.failed,
        ~found.reached,
        found.violation_m2 > rules.number("violation_share") * found.area_m2,
        nothing & found.to_verify,
        nothing & found.overlapping,
        nothing,
        (found.approved_m2 + found.sliver_m2) / area < rules.number("covered_share"),
        found.unauthorised_basic_m2 > rules.number("unauthorised_basic_m2"),
        found.uncovered_basic_m2 > rules.number("uncovered_basic_m2"),
        found.uncovered_cultivated_m2 >= rules.number("uncovered_cultivated_m2"),
    )
    return np.select(tests, list(REASONS), default="covered").astype(object)


def codes(reason: TextArray) -> TextArray:
    """``green`` for ``covered``, else ``yellow``."""
    return np.where(reason == "covered", "green", "yellow").astype(object)


def scopes(
    basic_m2: FloatArray,
    cultivated_m2: FloatArray,
    construction_m2: FloatArray,
    area: FloatArray,
    rules: Numbers,
) -> TextArray:
    """Rule 10: on what kind of ground a patch lies."""
    least = rules.number("scope_minimum_m2")
    tests = (
        basic_m2 > least,
        cultivated_m2 > least,
        construction_m2 >= rules.number("was_construction_share") * area,
    )
    names = ["basic_farmland", "cultivated", "was_construction"]
    return np.select(tests, names, default="not_cultivated").astype(object)


def below_minimum(kinds: TextArray, area: FloatArray, rules: Numbers) -> BoolArray:
    """Rule 8: smaller than the minimum mapping unit of its kind of change; never changes the code."""
    least = np.where(
        kinds == "non_agricultural", rules.number("minimum_construction_m2"), rules.number("minimum_other_m2")
    )
    return np.asarray(area < least)
