"""Unified social credit codes (GB 32100-2015) for invented enterprises: valid check characters."""

from __future__ import annotations

from ..core.uscc import check_sign

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_check(body: str) -> str:
    """The 9th character of an organisation code for its first 8 digits (GB 11714-1997)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(body, _ORGANISATION_WEIGHTS)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def company_code(district: str, number: int) -> str:
    """The code of an invented company: ``91`` (registered with market supervision, enterprise),
    six-digit ``district``, eight digits from ``number`` and both check characters."""
    organisation = f"{number:08d}"
    body = f"91{district}{organisation}{organisation_check(organisation)}"
    return body + check_sign(body)
