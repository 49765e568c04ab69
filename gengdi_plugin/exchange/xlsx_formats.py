"""Cell formats of a list, made once per workbook."""

from __future__ import annotations

from typing import Any

from ..core.formula_text import FORMULA_START

_SONG, _HEI = "宋体", "黑体"
_BOX = {"border": 1, "valign": "vcenter"}
_BODY = {**_BOX, "font_name": _SONG, "font_size": 10}
_WRAPPED = {**_BODY, "text_wrap": True}
_SUM = {**_BODY, "bold": True, "bg_color": "#F2F2F2"}
_TOTAL = {**_SUM, "bg_color": "#D9D9D9"}
# shrunk rather than "####" when a county's sum is wider than its column
_AREA = {"num_format": "#,##0.00", "align": "right", "shrink": True}
_FOOT = {"font_name": _SONG, "font_size": 7, "text_wrap": True, "valign": "top", "font_color": "#404040"}

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": _HEI, "font_size": 22, "align": "center", "valign": "vcenter"},
    "marking": {"font_name": _HEI, "font_size": 14, "bold": True, "align": "right", "valign": "vcenter"},
    "unit": {"font_name": _SONG, "font_size": 12, "valign": "vcenter"},
    "day": {"font_name": _SONG, "font_size": 12, "align": "right", "valign": "vcenter"},
    "header": {
        **_BOX, "font_name": _HEI, "font_size": 10, "align": "center", "text_wrap": True,
        "bg_color": "#E2EFDA",
    },
    "text": _WRAPPED,
    "middle": {**_WRAPPED, "align": "center"},
    # "@": a code stays as typed when somebody edits the cell
    "code": {**_WRAPPED, "num_format": "@"},
    # "@" too: some lines are numbers of documents
    "stack": {**_WRAPPED, "num_format": "@"},
    "missing": {**_BODY, "align": "center"},
    "index": {**_BODY, "num_format": "0", "align": "center"},
    "flag": {**_BODY, "num_format": "0", "align": "center"},
    "area": {**_BODY, **_AREA},
    "mu": {**_BODY, **_AREA},
    "degree": {**_BODY, "num_format": "0.000000", "align": "right", "shrink": True},
    "share": {**_BODY, "num_format": "0.00%", "align": "right", "shrink": True},
    "subtotal": _SUM,
    "subtotal_number": {**_SUM, **_AREA},
    "total": _TOTAL,
    "total_number": {**_TOTAL, **_AREA},
    "total_count": {**_TOTAL, "num_format": "0", "align": "center"},
    "total_share": {**_TOTAL, "num_format": "0.00%", "align": "right"},
    "empty": {**_BODY, "align": "center", "font_size": 14},
    "signature": {"font_name": _SONG, "font_size": 12, "valign": "vcenter"},
    "foot_heading": {**_FOOT, "bold": True, "text_wrap": False},
    "foot": _FOOT,
}  # fmt: skip

#: What stands around the table.
_AROUND = ("marking", "title", "unit", "day", "signature", "foot_heading", "foot")


class Formats:
    """The formats of one workbook by name.

    ``scale``: how much larger the title, signatures and foot are written, on a sheet so wide that it is
    printed smaller.
    """

    def __init__(self, book: Any, scale: float = 1.0) -> None:
        self._book = book
        self._scale = scale
        self._made: dict[tuple[str, bool], Any] = {}

    def __getitem__(self, name: str) -> Any:
        return self._get(name, False)

    def for_text(self, name: str, text: str) -> Any:
        """The format ``name``; with Excel's own text mark when ``text`` could pass for a formula."""
        return self._get(name, text.startswith(FORMULA_START))

    def _get(self, name: str, quoted: bool) -> Any:
        if (name, quoted) not in self._made:
            style = {**_STYLES[name], "quote_prefix": True} if quoted else dict(_STYLES[name])
            if name in _AROUND:
                style["font_size"] = round(style["font_size"] * self._scale)
            self._made[name, quoted] = self._book.add_format(style)
        return self._made[name, quoted]
