"""What is printed from cases, as steps in the main thread, where QGIS's layouts live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsFeedback


def notice_steps(
    path: Path, target: Path, uids: Sequence[str], marking: str, missing: list[str]
) -> Iterator[float]:
    """Print a notice per patch, a page per step; ``missing`` takes what the bureau's template lacks."""
    from ...layers.notices import print_notices
    from ...layers.templates import templates_folder
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        yield from print_notices(workspace, target, uids, marking, templates_folder(), missing)


def timeline_steps(path: Path, target: Path, uid: str, marking: str, missing: list[str]) -> Iterator[float]:
    """Print the time line of a case."""
    from ...layers.templates import templates_folder
    from ...layers.timelines import export_timeline
    from ...store.workspace import open_workspace

    with open_workspace(path, create=False) as workspace:
        yield 0.0
        missing += export_timeline(workspace, uid, target, marking, templates_folder())[1]
        yield 100.0


def counted(path: Path, week_ending: str, feedback: QgsFeedback) -> Any:
    """The bulletin of the week that ends with ``week_ending`` (ISO), read in a task."""
    from datetime import date

    from ...core.stopping import stoppable
    from ...exchange.bulletin import read_bulletin
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        return read_bulletin(workspace, date.fromisoformat(week_ending))


def bulletin_steps(bulletin: Any, target: Path, marking: str, missing: list[str]) -> Iterator[float]:
    """Write a bulletin that was counted."""
    from ...layers.bulletins import write_bulletin
    from ...layers.templates import templates_folder

    yield 0.0
    missing += write_bulletin(bulletin, target, marking, templates_folder())
    yield 100.0
