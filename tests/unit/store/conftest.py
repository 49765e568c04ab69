"""A workspace in a folder of its own, with Chinese in its path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gengdi_plugin.store.workspace import Workspace, open_workspace


@pytest.fixture()
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "耕地 测试"
    folder.mkdir()
    return folder / "工作库.sqlite"


@pytest.fixture()
def ws(place: Path) -> Iterator[Workspace]:
    with open_workspace(place) as workspace:
        yield workspace
