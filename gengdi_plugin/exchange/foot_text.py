"""The title, date and foot of a list as plain text, beside formats that hold rows only."""

from __future__ import annotations

from pathlib import Path

from .document import Document


def foot_lines(document: Document, patches: int | None = None) -> list[str]:
    """The marking, title, unit, date, number of patches (``patches``, else one for each row) and every line
    of the foot."""
    count = document.count if patches is None else patches
    lines = [
        *filter(None, [document.marking]),
        f"《{document.form.title}》",
        f"单位：{document.unit or '全部'}",
        f"日期：{chinese_day(document)}",
        f"图斑数：{count}" + ("" if document.count else f"，{document.form.empty}"),
    ]
    for section in document.foot:
        lines += ["", f"【{section.heading}】", *section.lines]
    return lines


def write_foot_text(
    document: Document, path: Path, extra: list[str] | None = None, patches: int | None = None
) -> None:
    """Write :func:`foot_lines` and ``extra`` lines to ``path`` (UTF-8 with byte-order mark)."""
    lines = [*foot_lines(document, patches), *(extra or []), ""]
    path.write_text("\n".join(lines), encoding="utf-8-sig")


def chinese_day(document: Document) -> str:
    """The document's date as 2026年11月23日."""
    return f"{document.day.year}年{document.day.month}月{document.day.day}日"
