"""Patch rows made by hand for the interface's tests."""

from __future__ import annotations

import dataclasses
from typing import Any

from gengdi_plugin.store.review import PatchRow


def patch_row(number: int, **values: Any) -> PatchRow:
    """A plain yellow patch ``uid-<number>``; ``values`` replace single fields."""
    known = {field.name: None for field in dataclasses.fields(PatchRow)}
    known.update(
        id=number,
        uid=f"uid-{number}",
        patch_no=f"P{number:04d}",
        spatial_code=f"330211001001-N51-{number:02d}",
        code="yellow",
        state="screened_yellow",
        screened="yellow",
        reason="no_approval",
        sentence="No approval touches it.",
        unit_code="330211001001",
        unit_name="Village",
        change_type="20",
        area_m2=100.0,
        overdue=False,
        doubt_basic_m2=0.0,
        bbox=(121.6, 29.9, 121.601, 29.901),
    )
    known.update(values)
    if "screened" not in values and known["code"] in ("green", "yellow"):
        known["screened"] = known["code"]
    return PatchRow(**known)
