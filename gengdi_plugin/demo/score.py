"""How well a screening met the truth of the demo district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..core.vocabulary import word


@dataclass(frozen=True)
class Score:
    """``false_greens``: patch numbers that were released although the papers do not allow it (of them
    ``unlawful_greens`` are unlawful in truth); ``false_yellows``: lawful patches with their papers on the
    desk that were held back; ``matrix``: expected reason -> reason given -> number of patches;
    ``missing``: patches of the truth without a verdict."""

    patches: int
    expected_green: int
    false_greens: tuple[str, ...]
    unlawful_greens: tuple[str, ...]
    false_yellows: tuple[str, ...]
    missing: tuple[str, ...]
    matrix: dict[str, dict[str, int]]

    @property
    def false_yellow_rate(self) -> float:
        """Share of the lawful patches with honest slips that were held back."""
        return len(self.false_yellows) / self.expected_green if self.expected_green else 0.0

    @property
    def agreed(self) -> int:
        """Patches whose reason is the expected one."""
        return sum(given.get(expected, 0) for expected, given in self.matrix.items())


def score(truth: Mapping[str, Mapping[str, str]], verdicts: Iterable[tuple[str, str, str]]) -> Score:
    """Compare ``verdicts`` (patch number, code, reason) with the rows of a truth file.

    A verdict on a patch that the truth does not know is an error of the caller (KeyError).
    """
    given = {number: (code, reason) for number, code, reason in verdicts}
    for number in given:
        truth[number]
    green = [number for number, (code, _) in given.items() if code == "green"]
    false = tuple(number for number in green if truth[number]["expected_code"] != "green")
    expected = [number for number, row in truth.items() if row["expected_code"] == "green"]
    matrix: dict[str, Counter[str]] = {}
    for number, (_, reason) in given.items():
        matrix.setdefault(truth[number]["expected_reason"], Counter())[reason] += 1
    return Score(
        patches=len(truth),
        expected_green=len(expected),
        false_greens=false,
        unlawful_greens=tuple(number for number in false if truth[number]["lawful"] == "0"),
        false_yellows=tuple(number for number in expected if given.get(number, ("",))[0] == "yellow"),
        missing=tuple(number for number in truth if number not in given),
        matrix={expected: dict(counts) for expected, counts in matrix.items()},
    )


def report_lines(result: Score, language: str = "en") -> list[str]:
    """A plain table: for each reason of the truth how many patches, how many met, and what the others got."""
    header = ("expected reason", "patches", "met", "otherwise")
    rows = [header]
    for reason in sorted(result.matrix, key=lambda key: -sum(result.matrix[key].values())):
        given = result.matrix[reason]
        others = ", ".join(
            f"{word('reason', key, language)} {count}"
            for key, count in sorted(given.items())
            if key != reason
        )
        rows.append(
            (word("reason", reason, language), str(sum(given.values())), str(given.get(reason, 0)), others)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        f"{first:<{widths[0]}}  {second:>{widths[1]}}  {third:>{widths[2]}}  {rest}".rstrip()
        for first, second, third, rest in rows
    ]
    return [
        lines[0],
        "-" * len(lines[0]),
        *lines[1:],
        f"false greens: {len(result.false_greens)} "
        f"(of them unlawful in truth: {len(result.unlawful_greens)})",
        f"false yellows: {len(result.false_yellows)} of {result.expected_green} lawful patches with papers "
        f"({100 * result.false_yellow_rate:.1f} %)",
    ]
