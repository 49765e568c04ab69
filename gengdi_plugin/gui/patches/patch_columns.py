"""The columns of the patch table: what each shows, and by what it sorts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from .. import figures

if TYPE_CHECKING:
    from ...store.review import PatchRow


@dataclass(frozen=True)
class Column:
    """``title`` and ``show`` give texts when asked; ``order`` a comparable value (None sorts last)."""

    key: str
    title: Callable[[], str]
    show: Callable[[PatchRow], str]
    order: Callable[[PatchRow], Any]
    number: bool = False


_CODE_ORDER = {"red": 0, "yellow": 1, "blue": 2, "green": 3}


def _reason_rank() -> dict[str, int]:
    return {key: rank for rank, key in enumerate((*keys("reason"), *keys("state")))}


def rests_on_word(key: str) -> str:
    """What a patch's colour rests on, in words: a reason, else a state; '' for ''."""
    return word("reason" if key in keys("reason") else "state", key) if key else ""


def change_type(row: PatchRow) -> str:
    """The change type's code with its word."""
    known = word("change_type", row.change_type) if row.change_type else ""
    return known if known in ("", row.change_type) else f"{row.change_type} {known}"


COLUMNS = (
    Column(
        "code", lambda: tr("Code"), lambda row: "", lambda row: _CODE_ORDER.get(row.code, 9)
    ),
    Column("patch_no", lambda: tr("Patch no."), lambda row: row.patch_no, lambda row: row.patch_no),
    Column(
        "reason",
        lambda: tr("Reason"),
        lambda row: rests_on_word(row.rests_on),
        lambda row: _reason_rank().get(row.rests_on),
    ),
    Column(
        "area_m2", lambda: tr("Area m²"), lambda row: figures.area(row.area_m2), lambda row: row.area_m2, True
    ),
    Column(
        "approved_share",
        lambda: tr("Approved"),
        lambda row: figures.share(row.approved_share),
        lambda row: row.approved_share,
        True,
    ),
    Column(
        "cultivated_m2",
        lambda: tr("Cultivated m²"),
        lambda row: figures.area(row.cultivated_m2),
        lambda row: row.cultivated_m2,
        True,
    ),
    Column(
        "basic_m2",
        lambda: tr("Perm. basic m²"),
        lambda row: figures.area(row.basic_m2),
        lambda row: row.basic_m2,
        True,
    ),
    Column("change_type", lambda: tr("Change"), change_type, lambda row: row.change_type or None),
    Column(
        "unit_name",
        lambda: tr("Unit"),
        lambda row: row.unit_name or row.unit_code,
        lambda row: row.unit_code or None,
    ),
    Column(
        "state",
        lambda: tr("State"),
        lambda row: word("state", row.state) if row.state else "",
        lambda row: row.state or None,
    ),
    Column(
        "spatial_code", lambda: tr("Spatial code"), lambda row: row.spatial_code, lambda row: row.spatial_code
    ),
)  # fmt: skip
