"""The same work tile by tile, as the product does it above 100 000 patches and where no session is kept.

    ours_tiles.py FOLDER ANSWER

Read as ``gengdi:screenpatches`` reads; nobody writes. :mod:`.ours_core` holds all layers and all results in
memory, which is no way for a million patches: at that size this is what the same work costs. Its growth is
that of one way from the smallest county on. In the time is what is in it there, and besides that the laying
out of tiles.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.tiles import screen_tiles

from .answer import Figure
from .ours import answering, opened
from .ours_core import ROLES, figures_of
from .qgis_start import started


def run(folder: Path, file: str) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsProcessingFeedback

    from gengdi_plugin.processing.screening_layers import shares, snapshot

    with started():
        rules = load_rules()
        answer = answering(file)
        answer.start()
        with answer.part("read"):
            layers = opened(folder, ROLES)
            context, farmland = QgsCoordinateTransformContext(), {"farmland": layers["farmland"]}
            sources = snapshot(layers["patches"], [layers["approvals"]], farmland, [], [], {}, context)
            inputs, _ = sources.read(shares(QgsProcessingFeedback(False), {"reading": 1.0})["reading"])
            del sources, farmland
        found: list[dict[str, Figure]] = []
        with answer.part("screen"):
            for part in screen_tiles(inputs, rules):
                found.append(figures_of(part.result.patches.columns))
                del part
        answer.stop()
        answer.tell(tiles=len(found))
        answer.save({name: _joined([one[name] for one in found]) for name in found[0]})
        layers.clear()


def _joined(figures: list[Figure]) -> Figure:
    numbers, values = zip(*figures)
    return np.concatenate(numbers), np.concatenate(values)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
