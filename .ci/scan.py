"""Scan the built zip as the plugin site does before it lets anybody install it.

bandit: any finding of a rule the site enables blocks, reviewed ones carry ``# nosec Bxxx # reason``;
detect-secrets: keywords and strings that look like keys.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from stage import ROOT, metadata

# The site's switched-off bandit rule: importing subprocess is not yet using it.
SKIPPED = "B404"


def bandit(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "bandit", "-r", "-q", "-s", SKIPPED, "-f", "json", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    found = [f"{error['filename']}: {error['reason']}" for error in report["errors"]]
    for result in report["results"]:
        place = f"{result['filename']}:{result['line_number']}"
        found.append(f"{place}: {result['test_id']} {result['issue_text']}")
    return found


def secrets(folder: Path) -> list[str]:
    """The tool always ends with 0: its report says what it found."""
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    results = json.loads(done.stdout)["results"]
    return [
        f"{name}:{finding['line_number']}: {finding['type']}"
        for name, findings in sorted(results.items())
        for finding in findings
    ]


def main() -> int:
    package = ROOT / "dist" / f"gengdi_plugin-{metadata()['version']}.zip"
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
        found = [*bandit(Path(folder)), *secrets(Path(folder))]
    for line in found:
        print(line, file=sys.stderr)
    print(f"{package.name}: {len(found)} findings that the plugin site would block")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
