"""The whole ``gengdi:screenpatches`` as an officer runs it, results as GeoPackage.

    ours_algorithm.py FOLDER ANSWER [workspace]

With permanent basic farmland, so that every required input is there; ``workspace``: saved into a new one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .answer import Answer
from .files import layer_files
from .ours import answering
from .qgis_start import started

INPUTS = {"PATCHES": "patches", "FARMLAND": "farmland", "BASIC_FARMLAND": "basic_farmland"}


def run(folder: Path, file: str, workspace: bool) -> None:
    from qgis.core import QgsApplication, QgsProcessingFeedback

    from gengdi_plugin.processing.provider import GengdiProvider

    with started() as processing, tempfile.TemporaryDirectory(prefix="gengdi-bench-") as scratch:
        provider = GengdiProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        files = layer_files(folder)
        parameters = {name: str(files[key]) for name, key in INPUTS.items()}
        parameters["APPROVALS"] = [str(files["approvals"])]
        for name in ("OUTPUT", "EVIDENCE", "REMAINDERS"):
            parameters[name] = f"{scratch}/{name.lower()}.gpkg"
        if workspace:
            parameters["WORKSPACE"] = f"{scratch}/workspace.sqlite"
        answer = answering(file)
        watch_writing(answer)
        answer.start()
        done = processing.run("gengdi:screenpatches", parameters, feedback=QgsProcessingFeedback(False))
        answer.stop()
        answer.tell(patches=done["COUNT"], green=done["GREEN"])
        answer.save()
        QgsApplication.processingRegistry().removeProvider(provider)


def watch_writing(answer: Answer) -> None:
    """Count the seconds in which results are handed to files and to the workspace."""
    from gengdi_plugin.processing.sinks import CheckedSink
    from gengdi_plugin.store import runs
    from gengdi_plugin.store.run_spool import RunSpool

    def timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            with answer.part(part):
                return function(*arguments, **named)

        return counted

    CheckedSink.add = timed("write outputs", CheckedSink.add)
    CheckedSink.close = timed("write outputs", CheckedSink.close)
    RunSpool.add = timed("save the run", RunSpool.add)
    runs.move_run = timed("move the run", runs.move_run)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], "workspace" in sys.argv[3:])
