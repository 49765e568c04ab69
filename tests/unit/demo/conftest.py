"""One default district and a few others, made once."""

from __future__ import annotations

import pytest

from gengdi_plugin.demo.district import District, make_district


@pytest.fixture(scope="session")
def district() -> District:
    return make_district()


@pytest.fixture(scope="session", params=[1, 2, 3, 4, 5, 6])
def other_district(request: pytest.FixtureRequest) -> District:
    return make_district(352, seed=request.param)
