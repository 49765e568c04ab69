"""QGIS's own algorithms: native:calculatevectoroverlaps and native:intersection, results in memory."""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsVectorLayer

from bench.answer import Answer, classes_figures
from bench.qgis_start import started


def run(folder: Path, file: str) -> None:
    with started() as processing:
        QgsProject.instance().setEllipsoid("NONE")  # areas in the plane, as all peers
        answer = Answer(file, qgis=Qgis.QGIS_VERSION, geos=Qgis.geosVersion())
        answer.start()
        with answer.part("read"):
            layers = {
                name: QgsVectorLayer(str(folder / f"{name}.gpkg"), name, "ogr")
                for name in ("JCTB", "approvals", "DLTB")
            }
        with answer.part("approvals"):
            covered = processing.run(
                "native:calculatevectoroverlaps",
                {"INPUT": layers["JCTB"], "LAYERS": [layers["approvals"]], "OUTPUT": "memory:"},
            )["OUTPUT"]
            names = covered.fields().names()
            numbers, area = names.index("JCBH"), names.index("approvals_area")
            approved = [(f[numbers], f[area]) for f in covered.getFeatures()]
        with answer.part("farmland"):
            clipped = processing.run(
                "native:intersection",
                {"INPUT": layers["JCTB"], "OVERLAY": layers["DLTB"], "INPUT_FIELDS": ["JCBH"],
                 "OVERLAY_FIELDS": ["DLBM"], "OUTPUT": "memory:"},
            )["OUTPUT"]  # fmt: skip
            land: dict[tuple[str, str], float] = {}
            for feature in clipped.getFeatures():
                key = (feature[0], feature[1])
                land[key] = land.get(key, 0.0) + feature.geometry().area()
        answer.stop()
        areas = [(f["JCBH"], f.geometry().area()) for f in layers["JCTB"].getFeatures()]
        answer.save(
            {
                "area_m2": tuple(zip(*areas)),
                "approved_m2": tuple(zip(*approved)),
                **classes_figures(*zip(*((number, kind, area) for (number, kind), area in land.items()))),
            }
        )
        del covered, clipped
        layers.clear()


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
