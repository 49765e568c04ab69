"""A log of hundreds of thousands of lines is counted, not listed."""

from __future__ import annotations

from gengdi_plugin.core.screening.log_lines import LogLines


def test_what_is_beyond_the_limit_is_counted_over_all_parts():
    lines, told = LogLines(3), [f"feature {k}" for k in range(10)]
    assert [*lines.kept(told[:5]), *lines.kept(told[5:])] == told[:3]
    (said,) = lines.rest()
    assert "7" in said


def test_a_short_log_is_told_whole():
    lines = LogLines(3)
    assert list(lines.kept(["a", "b", "c"])) == ["a", "b", "c"]
    assert lines.rest() == ()
