"""SedonaDB: the same SQL on its own engine."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import sedonadb

from bench.answer import Answer, classes_figures

# The union first, then one intersection a patch: measured faster here than intersecting each pair.
APPROVED = """
    SELECT p."JCBH" AS number, ST_Area(ST_Intersection(p.geom, u.geom)) AS area FROM patches p JOIN (
        SELECT p."JCBH" AS number, ST_UnaryUnion(ST_Collect_Agg(a.geom)) AS geom
        FROM patches p JOIN approvals a ON ST_Intersects(p.geom, a.geom) GROUP BY p."JCBH"
    ) u ON u.number = p."JCBH" """
LAND = """
    SELECT p."JCBH" AS number, f."DLBM" AS class, sum(ST_Area(ST_Intersection(p.geom, f.geom))) AS area
    FROM patches p JOIN farmland f ON ST_Intersects(p.geom, f.geom) GROUP BY p."JCBH", f."DLBM" """
AREA = 'SELECT "JCBH" AS number, ST_Area(geom) AS area FROM patches'


def run(folder: Path, file: str) -> None:
    session = sedonadb.connect()
    answer = Answer(file, sedonadb=sedonadb.__version__)

    def columns(query: str) -> list[np.ndarray]:
        table = session.sql(query).to_arrow_table()
        return [column.to_numpy(zero_copy_only=False) for column in table.columns]

    answer.start()
    with answer.part("read"):
        for view, name in (("patches", "JCTB"), ("approvals", "approvals"), ("farmland", "DLTB")):
            session.read_pyogrio(str(folder / f"{name}.gpkg")).to_memtable().to_view(view)
    with answer.part("approvals"):
        approved = columns(APPROVED)
    with answer.part("farmland"):
        land = columns(LAND)
    answer.stop()
    answer.save({"area_m2": tuple(columns(AREA)), "approved_m2": tuple(approved), **classes_figures(*land)})


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
