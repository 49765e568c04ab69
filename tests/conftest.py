"""Fixtures every test room shares."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# what an account remembers of audit chains (store.chain_memory): not in the home of who runs tests
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="gengdi_state_")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference vectors and real data that lies beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip("reference data beside the checkout (../shared) is not here")
    return SHARED
