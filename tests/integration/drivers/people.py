"""Responsible people in a workspace, for drivers that need somebody to send patches to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drive import wait_until
from gengdi_plugin.demo.people import write_people


def bring(desktop: Any, folder: Path) -> None:
    """The demo's made-up people of every village, town and the county into the open workspace."""
    table = folder / "田长.csv"
    write_people(table)
    done: list[Any] = []
    desktop.desk.operations.run_algorithm(
        "gengdi:importresponsible",
        {"INPUT": str(table), "WORKSPACE": str(desktop.session.path())},
        "people",
        desktop.desk.project,
        done.append,
    )
    wait_until(lambda: bool(done), "the people", 60)
