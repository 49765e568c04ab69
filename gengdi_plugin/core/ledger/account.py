"""A computed ledger: its accounts, and on what they rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .rows import SpecialRow, StockRow
from .special import Special
from .stock import Stock


@dataclass(frozen=True)
class Ledger:
    """``rows``, ``special_rows``: the accounts by unit; ``names``: units by code; ``farmland``, ``units``:
    the layers' names, ``units`` '' when the parcels' own unit code was taken; ``as_of``: the farmland's date
    as it states it, '' when it does not; ``zones``: role -> names of its layers; ``workspace``: name of the
    file the change patches are from, '' for none; ``computed_at``: ISO time with offset."""

    stock: Stock
    special: Special
    rows: Sequence[StockRow]
    special_rows: Sequence[SpecialRow]
    names: Mapping[str, str]
    farmland: str
    as_of: str
    units: str
    zones: Mapping[str, tuple[str, ...]]
    workspace: str
    computed_at: str
