"""The floor: nothing but GEOS's intersections of the pairs that every engine must cut.

    floor.py FOLDER ANSWER

The pairs (patch × approval, patch × parcel that intersect) are found before the clock starts; floating
precision, no union, no area, no reading. On one thread and on two.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from osgeo import ogr

from gengdi_plugin.core.kernel import shapely

from .answer import Answer
from .files import layer_files

_CHUNK = 500  # so that both threads have work to the end


def geometries(file: Path) -> np.ndarray:
    """All geometries of a file's only layer."""
    source = ogr.Open(str(file))
    wkbs = [bytes(feature.GetGeometryRef().ExportToWkb()) for feature in source.GetLayer(0)]
    return shapely.from_wkb(np.array(wkbs, dtype=object))


def run(folder: Path, file: str) -> None:
    ogr.UseExceptions()
    files = layer_files(folder)
    patches = geometries(files["patches"])
    left, right = [], []
    for key in ("approvals", "farmland"):
        others = geometries(files[key])
        patch, other = shapely.STRtree(others).query(patches, predicate="intersects")
        left.append(patches[patch])
        right.append(others[other])
    pairs = [len(part) for part in left]
    a, b = np.concatenate(left), np.concatenate(right)
    chunks = [slice(k, k + _CHUNK) for k in range(0, len(a), _CHUNK)]
    answer = Answer(file, shapely=shapely.__version__, geos=shapely.geos_version_string)
    answer.start()
    for threads in (1, 2):
        with answer.part(f"{threads} thread" + "s" * (threads > 1)), ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(lambda part: shapely.intersection(a[part], b[part]), chunks):
                pass
    answer.stop()
    answer.tell(pairs={"approvals": pairs[0], "farmland": pairs[1]})
    answer.save()


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
