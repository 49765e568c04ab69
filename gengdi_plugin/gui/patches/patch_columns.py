"""The columns of the patch table: what each shows, and by what it sorts."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Callable

from ...core.i18n import tr
from ...core.vocabulary import keys, word
from .. import figures

if TYPE_CHECKING:
    from ...store.review import PatchRow


@dataclass(frozen=True)
class Column:
    """``title`` and ``show`` give texts when asked; ``order`` a comparable value (None sorts last): what
    sorts alike shows alike. A ``number`` is shown with one decimal,
    ``scale`` times what sorts. ``width`` in pixels, ``shown`` unless the officer chose otherwise. ``field``:
    the field of a row that ``order`` gives as it is (an empty text as None); ``by``: the one whose value
    decides what ``order`` gives. So all rows can be asked at once."""

    key: str
    title: Callable[[], str]
    show: Callable[[PatchRow], str]
    order: Callable[[PatchRow], Any]
    number: bool = False
    scale: float = 1.0
    width: int = 92
    shown: bool = True
    field: str = ""
    by: str = ""


_CODE_ORDER = {"red": 0, "yellow": 1, "blue": 2, "green": 3}


def _reason_rank() -> dict[str, int]:
    return {key: rank for rank, key in enumerate((*keys("reason"), *keys("state")))}


def rests_on_word(key: str) -> str:
    """What a patch's colour rests on, in words: a reason, else a state; '' for ''."""
    return word("reason" if key in keys("reason") else "state", key) if key else ""


def _area(key: str, title: Callable[[], str], shown: bool = True) -> Column:
    value = attrgetter(key)
    return Column(key, title, lambda row: figures.area(value(row)), value, True, shown=shown, field=key)


def _words(key: str, title: Callable[[], str], group: str, width: int = 110, shown: bool = True) -> Column:
    """A key of the vocabulary in words, sorted by the key."""
    value = attrgetter(key)
    return Column(
        key, title, lambda row: word(group, value(row)) if value(row) else "",
        lambda row: value(row) or None, width=width, shown=shown, field=key,
    )  # fmt: skip


def _text(key: str, title: Callable[[], str], width: int = 92, shown: bool = False) -> Column:
    """A text as it is stored."""
    value = attrgetter(key)
    return Column(
        key, title, lambda row: value(row) or "", lambda row: value(row) or None, width=width, shown=shown,
        field=key,
    )  # fmt: skip


def change_type(row: PatchRow) -> str:
    """The change type's code with its word."""
    known = word("change_type", row.change_type) if row.change_type else ""
    return known if known in ("", row.change_type) else f"{row.change_type} {known}"


def _due(row: PatchRow) -> str:
    if not row.due_on:
        return ""
    return tr("{day} overdue").format(day=row.due_on) if row.overdue else row.due_on


COLUMNS = (
    Column(
        "code", lambda: tr("Code"), lambda row: "", lambda row: _CODE_ORDER.get(row.code, 9), width=58,
        by="code",
    ),
    _text("patch_no", lambda: tr("Patch no."), width=156, shown=True),
    Column(
        "reason",
        lambda: tr("Reason"),
        lambda row: rests_on_word(row.rests_on),
        lambda row: _reason_rank().get(row.rests_on),
        width=150,
        by="rests_on",
    ),
    _area("area_m2", lambda: tr("Area m²")),
    Column(
        "approved_share",
        lambda: tr("Approved"),
        lambda row: figures.share(row.approved_share),
        attrgetter("approved_share"),
        True,
        scale=100.0,
        field="approved_share",
    ),
    _area("cultivated_m2", lambda: tr("Cultivated m²")),
    _area("basic_m2", lambda: tr("Perm. basic m²")),
    Column(
        "change_type", lambda: tr("Change"), change_type, lambda row: row.change_type or None,
        field="change_type",
    ),
    Column(
        "unit_name",
        lambda: tr("Unit"),
        lambda row: row.unit_name or row.unit_code,
        lambda row: row.unit_code or None,
        width=110,
        field="unit_code",
    ),
    _words("state", lambda: tr("State"), "state", width=92),
    _text("spatial_code", lambda: tr("Spatial code"), width=240, shown=True),
    _words("channel", lambda: tr("Channel"), "channel", shown=False),
    _words("change_kind", lambda: tr("Change kind"), "change_kind", shown=False),
    _words("scope", lambda: tr("Farmland"), "scope", shown=False),
    Column(
        "due_on", lambda: tr("Due"), _due, lambda row: row.due_on or None, width=140, shown=False,
        field="due_on",
    ),
    _text("responsible", lambda: tr("Responsible")),
    _text("before_on", lambda: tr("Before image")),
    _text("after_on", lambda: tr("After image")),
    _text("best_doc_no", lambda: tr("Best document"), width=150),
    _text("holds_until", lambda: tr("Holds until")),
    _area("uncovered_m2", lambda: tr("Uncovered m²"), shown=False),
    _area("uncovered_cultivated_m2", lambda: tr("Cult. uncovered m²"), shown=False),
    _area("uncovered_basic_m2", lambda: tr("Basic uncovered m²"), shown=False),
    _words("finding", lambda: tr("Finding"), "finding", shown=False),
    _text("auditor", lambda: tr("Auditor")),
)  # fmt: skip
