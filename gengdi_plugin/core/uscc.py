"""Unified social credit codes (统一社会信用代码, GB 32100-2015): written one way, doubts told, never refused.

Real codes that fail the check exist (some were issued that way), so a failing one is a warning.
"""

from __future__ import annotations

from .i18n import tr
from .presets import plain

#: Signs in the order of their values; I, O, S, V and Z are no signs of a code.
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # pragma: allowlist secret
_LENGTH = 18


def normal_uscc(text: str) -> str:
    """``text`` half-width, in capitals, without blanks."""
    return "".join(plain(text).upper().split())


def check_sign(code: str) -> str:
    """The 18th sign that the first 17 of ``code`` ask for; "" when they are no signs of a code."""
    if len(code) < _LENGTH - 1 or any(sign not in _SIGNS for sign in code[: _LENGTH - 1]):
        return ""
    total = sum(_SIGNS.index(sign) * 3**place % 31 for place, sign in enumerate(code[: _LENGTH - 1]))
    return _SIGNS[-total % 31]


def uscc_doubt(text: str) -> str:
    """What is wrong with a code, in one sentence; "" for a good one and for none."""
    code = normal_uscc(text)
    if not code:
        return ""
    if len(code) != _LENGTH:
        return tr("The credit code “{code}” has %n sign(s), not 18.", len(code)).format(code=code)
    wrong = sorted({sign for sign in code if sign not in _SIGNS})
    if wrong:
        return tr("The credit code “{code}” has signs that no code has: {signs} (O for 0, I for 1?).").format(
            code=code, signs=" ".join(wrong)
        )
    if code[-1] != check_sign(code):
        return tr("The check sign of the credit code “{code}” is wrong: a slip of the pen?").format(code=code)
    return ""
