"""Fixtures every test room shares."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference vectors and real data that lies beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip("reference data beside the checkout (../shared) is not here")
    return SHARED
