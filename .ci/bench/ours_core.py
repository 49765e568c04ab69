"""The same work on the product's own path: ``read_together`` reads, ``ScreeningSession`` screens.

    ours_core.py FOLDER ANSWER [THREADS] [stages]

Nothing is left out for the benchmark: what the product does besides (evidence rows, remainders, slivers,
codes, the re-check) is in the time. What the product makes only when it is looked at is not: explanations and
sentences, and the geometry of evidence and remainders in degrees. ``stages``: also how long each kind of step
took.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.session import ScreeningSession
from gengdi_plugin.core.screening.watch import Watch

from .answer import Figure
from .ours import answering, opened
from .qgis_start import started
from .stages import Stages

ROLES = {"patches": "change_patch", "approvals": "approval", "farmland": "farmland"}


def run(folder: Path, file: str, threads: int | None, with_stages: bool) -> None:
    from qgis.core import QgsCoordinateTransformContext

    from gengdi_plugin.layers.reading import LayerSource
    from gengdi_plugin.layers.together import read_together

    with started():
        rules = load_rules()
        answer = answering(file)
        answer.start()
        with answer.part("read"):
            layers = opened(folder, ROLES)
            context = QgsCoordinateTransformContext()
            sources = [LayerSource(layers[key], role, context) for key, role in ROLES.items()]
            read = read_together(sources, Watch(), threads)
            tables = {key: layer.table() for key, layer in zip(ROLES, read)}
            del sources, read
        stages = Stages() if with_stages else None  # after reading, which is a step of its own
        with answer.part("prepare"):
            inputs = ScreeningInputs(
                tables["patches"], approvals=[tables["approvals"]], farmland=tables["farmland"]
            )
            session = ScreeningSession(inputs, rules, threads=threads)
        with answer.part("screen"):
            result = session.screen()
        answer.stop()
        if stages is not None:
            answer.tell(stages=stages.seconds())
        answer.save(figures_of(result.patches.columns))
        layers.clear()


def figures_of(columns: dict[str, np.ndarray]) -> dict[str, Figure]:
    """The figures that are compared with the peers'."""
    parcels = sum(columns[name].astype(float) for name in ("agricultural_m2", "construction_m2", "unused_m2"))
    values = {"farmland_m2": parcels, **{
        name: columns[name].astype(float) for name in ("area_m2", "approved_m2", "cultivated_m2")
    }}  # fmt: skip
    return {name: (columns["patch_no"], figure) for name, figure in values.items()}


if __name__ == "__main__":
    wanted = sys.argv[3:]
    number = next((int(word) for word in wanted if word.isdigit()), None)
    run(Path(sys.argv[1]), sys.argv[2], number, "stages" in wanted)
