"""Personal data leave the workspace masked: names of people, telephone and identity numbers.

Organisations, document numbers and codes are no personal data and stay as they are.
"""

from __future__ import annotations

import re

_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
#: Family names of two characters that are met in practice; the given name alone is masked.
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "尉迟", "皇甫", "夏侯", "令狐", "公孙", "慕容", "司徒", "东方")
_PERSON = re.compile(rf"[{_HAN}]{{2,4}}(?:·[{_HAN}]+)?")
_ORGANISATION = re.compile(
    r"(?:公司|集团|中心|学校|医院|合作社|农场|委员会|村委会?|居委会?|街道|政府|办事处|大队|小组|"
    r"[局所处站科室队厅部院厂店社会镇乡村区县市组办])$"
)
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z-])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z-])")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z])(0\d{2,3}-)\d{3,4}(\d{4})(?![0-9A-Za-z])")


def mask_person(text: str) -> str:
    """A name with all but the family name (or the first letter of each word) starred.

    Several names are separated by 、，, ; / or spaces; what is an organisation stays.
    """
    parts = re.split(r"([、，,;；/]\s*|\s+)", text)  # every second part is a separator
    return "".join(part if at % 2 else _mask_one(part) for at, part in enumerate(parts))


def without_numbers(text: str) -> str:
    """Free text without telephone and identity numbers: not even a part of them is left."""
    for number in (_IDENTITY, _MOBILE, _LANDLINE):
        text = number.sub("", text)
    return text.strip()


def mask_numbers(text: str) -> str:
    """Free text with identity and telephone numbers starred."""
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(r"\1****\2", text)


def _mask_one(name: str) -> str:
    name = mask_numbers(name.strip())
    if _PERSON.fullmatch(name):
        if len(name) > 2 and _ORGANISATION.search(name):
            return name
        shown = 2 if len(name) > 2 and name.startswith(_DOUBLE) else 1
        return name[:shown] + "*" * (len(name) - shown)
    return re.sub(r"\b([A-Za-z])[\w.'’-]*", lambda word: word.group(1) + "**", name, flags=re.ASCII)


def mask_phone(text: str) -> str:
    """What a field of telephone numbers holds, starred: of each number of nine digits or more the first
    three and the last four are shown, of a shorter one the last two."""
    return re.sub(r"\d[\d\s-]*\d|\d", lambda found: _mask_digits(found.group()), text)


def _mask_digits(number: str) -> str:
    digits = [at for at, sign in enumerate(number) if sign.isdigit()]
    first, last = (3, 4) if len(digits) >= 9 else (0, 2)
    hidden = set(digits[first : max(len(digits) - last, first)]) if len(digits) > last else set(digits)
    return "".join("*" if at in hidden else sign for at, sign in enumerate(number))
