"""What was made once is made again without a network: set-up and the bundle's libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from no_network import WITHOUT_NETWORK, offline_environment

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))

import bundle as maker  # noqa: E402

#: Every wheel that lies in the cache, asked for again as `make bundle` does.
FETCH = "import sys, bundle; [print(bundle.fetch(w)) for w in bundle.pinned() if w.file in sys.argv[1:]]"


def offline(*command: str) -> str:
    """What ``command`` printed with the network taken away."""
    words = [*WITHOUT_NETWORK, *command]
    env = {**offline_environment(), "PYTHONPATH": str(ROOT / ".ci")}
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_set_up_again_needs_no_network(staged: Path) -> None:
    """Every target begins with it."""
    offline("make", "--silent", "setup")
    offline(sys.executable, ".ci/vendor.py")
    offline(sys.executable, ".ci/translations.py", "--compile")


def test_the_bundles_libraries_are_kept() -> None:
    here = [wheel for wheel in maker.pinned() if wheel.fits_this_machine()]
    for wheel in here:
        maker.fetch(wheel)
    printed = offline(sys.executable, "-c", FETCH, *(wheel.file for wheel in here)).split("\n")
    assert [Path(line).name for line in printed if line] == [wheel.file for wheel in here] != []
