"""Names of files made from patch numbers and codes: safe on every system, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What Windows or a shell takes for something else, and control characters.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
#: Names that Windows keeps for devices.
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}
#: Bytes in UTF-8 that leave room for an ending, a counter and the names of temporary files.
_LONGEST = 180


def safe_name(text: str) -> str:
    """``text`` as a file name without its ending; "_" when nothing of it may stand in one."""
    name = _UNSAFE.sub("_", text).strip(" .")
    name = name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").strip(" .")
    if name.split(".")[0].casefold() in _DEVICES:
        name = f"_{name}"
    return name or "_"


def safe_names(texts: Iterable[str], suffix: str) -> list[str]:
    """A name with ``suffix`` for each of ``texts``, unlike every other one, compared without case."""
    taken: set[str] = set()
    names = []
    for text in texts:
        stem = safe_name(text)
        name, count = stem, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem} ({count})"
        taken.add(name.casefold())
        names.append(f"{name}{suffix}")
    return names
