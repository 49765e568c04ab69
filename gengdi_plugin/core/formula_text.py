"""Texts that a spreadsheet program would run as formulas."""

from __future__ import annotations

from typing import Any

#: A text that begins like this would be taken for a formula.
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def no_formula(value: Any) -> Any:
    """``value``, a text that would run marked as text; for tables that know no cell types."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_START) else value
