"""pytest plugin: counts what ran, and lets no test that should run be skipped unseen.

A skip is fine only when it says that ``../shared`` is absent, and only when it is absent. As a
script it prints one line per room from the report that the plugin wrote.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--house-report", type=Path, help="where the counts are written")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # one of several processes: the first one counts for all
        config.pluginmanager.register(HouseReport(config.getoption("--house-report")), "house-report")


class HouseReport:
    """Collects outcomes; turns a passing session with an unexplained skip into a failing one."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._started = time.monotonic()
        self._outcomes: Counter[str] = Counter()
        self._skips: list[tuple[str, str]] = []

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self._skips.append((report.nodeid, reason))
            self._outcomes["skipped"] += 1
        elif report.failed or report.when == "call":
            self._outcomes[report.outcome] += 1

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._skips.append((report.nodeid, str(report.longrepr)))

    def unexplained(self) -> list[tuple[str, str]]:
        """Skips that nobody may overlook."""
        return [(test, why) for test, why in self._skips if SHARED.is_dir() or "../shared" not in why]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK and self.unexplained():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if self._path is not None:
            counts = {"seconds": round(time.monotonic() - self._started, 1), **self._outcomes}
            counts["unexplained_skips"] = len(self.unexplained())
            self._path.write_text(json.dumps(counts), encoding="utf-8")

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for test, why in self.unexplained():
            terminalreporter.write_line(f"SKIPPED, which fails the run: {test}: {why}", red=True)


def main() -> int:
    room, path, code = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if not path.is_file():  # the interpreter itself died
        print(f"{room:<12} CRASHED (exit code {code})")
        return 0
    counts = json.loads(path.read_text(encoding="utf-8"))
    words = [f"{counts[word]} {word}" for word in ("passed", "failed", "skipped") if counts.get(word)]
    verdict = "ok" if code == 0 else f"FAILED (exit code {code})"
    print(f"{room:<12} {', '.join(words) or 'no tests'} in {counts['seconds']:.0f} s: {verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
