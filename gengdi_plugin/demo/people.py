"""Made-up responsible people of the demo district: three levels, one village in eight without inspector."""

from __future__ import annotations

import csv
from pathlib import Path

from .places import villages

HEADINGS = ("姓名", "级别", "单位代码", "职务", "电话", "部门")

_FAMILIES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = "甲乙丙丁戊己庚辛壬癸"

#: Every so many villages one has no inspector: its field chief takes the patches.
_WITHOUT = 8


def people_table() -> list[tuple[str, ...]]:
    """Rows of :data:`HEADINGS`, always the same. Names are made up, no telephone number is in use."""
    posts: list[tuple[str, str, str, str]] = []
    places = villages()
    for number, place in enumerate(places):
        if number % _WITHOUT != _WITHOUT - 1:
            posts.append(("村级", place.code, "巡查员", place.name))
        posts.append(("村级", place.code, "村级田长", place.name))
    towns = dict(sorted((place.town_code, place.town_name) for place in places))
    posts += [("乡镇级", code, "乡级田长", name) for code, name in towns.items()]
    posts += [("县级", code, "县级田长", "演示区") for code in sorted({code[:6] for code in towns})]
    return [
        (_name(number), level, code, duty, f"1990000{number:04d}", department)
        for number, (level, code, duty, department) in enumerate(posts)
    ]


def write_people(path: Path) -> int:
    """Write the table as CSV (UTF-8 with a mark, which spreadsheet programs need); how many people."""
    rows = people_table()
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(rows)
    return len(rows)


def _name(number: int) -> str:
    more, family = divmod(number, len(_FAMILIES))
    return f"{_FAMILIES[family]}{_GIVEN[more % len(_GIVEN)]}"
