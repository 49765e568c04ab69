"""Check-up before screening (体检): one page of red, amber and green lines, each with its mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .checkup_content import (
    code_lines,
    farmland_age_lines,
    input_lines,
    kind_lines,
    number_lines,
    type_lines,
)
from .checkup_facts import CheckedLayer, CheckLine, worst
from .checkup_layers import crs_lines, date_lines, encoding_lines, field_lines, geometry_lines
from .checkup_reach import reach_lines
from .rules import RuleSet


def check_up(
    layers: Sequence[CheckedLayer], rules: RuleSet, step: Callable[[float], None] = lambda _: None
) -> list[CheckLine]:
    """Every line of the page, the worst first.

    ``step`` is told of progress (0 … 1) and may raise to stop.
    """
    return worst(
        [
            *input_lines(layers),
            *crs_lines(layers),
            *encoding_lines(layers),
            *field_lines(layers),
            *date_lines(layers),
            *type_lines(layers),
            *kind_lines(layers, rules),
            *farmland_age_lines(layers),
            *code_lines(layers, rules),
            *number_lines(layers),
            *geometry_lines(layers),
            *reach_lines(layers, rules, step),
        ]
    )
