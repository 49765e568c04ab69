"""PostGIS: the files loaded by ogr2ogr into a fresh server, indexed, and the same question in SQL."""

from __future__ import annotations

import math
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

from bench.answer import Answer, classes_figures
from bench.postgis_server import server

VERSIONS = "SELECT current_setting('server_version'), postgis_lib_version(), postgis_geos_version()"
# The union first, then one intersection a patch.
APPROVED = """
    SELECT p.jcbh, ST_Area(p.geom), coalesce(ST_Area(ST_Intersection(p.geom, (
        SELECT ST_Union(a.geom) FROM approvals a WHERE ST_Intersects(p.geom, a.geom)))), 0)
    FROM patches p"""
LAND = """
    SELECT p.jcbh, f.dlbm, sum(ST_Area(ST_Intersection(p.geom, f.geom)))
    FROM patches p JOIN farmland f ON ST_Intersects(p.geom, f.geom) GROUP BY p.jcbh, f.dlbm"""


def load(connection: str, file: Path, table: str, field: str) -> None:
    """A layer into ``table`` with its spatial index."""
    options = ["-select", f"{field},geom", "-lco", "GEOMETRY_NAME=geom", "--config", "PG_USE_COPY", "YES"]
    command = ["ogr2ogr", "-f", "PostgreSQL", f"PG:{connection}", str(file), "-nln", table, *options]
    subprocess.run(command, check=True, capture_output=True)


def run(folder: Path, file: str) -> None:
    with server() as connection, closing(psycopg2.connect(connection)) as base:
        base.autocommit = True
        cursor = base.cursor()
        cursor.execute("CREATE EXTENSION postgis")
        cursor.execute(
            "SELECT current_setting('server_version'), postgis_lib_version(), postgis_geos_version()"
        )
        postgres, postgis, geos = cursor.fetchone()
        answer = Answer(file, postgresql=postgres.split()[0], postgis=postgis, geos=geos)
        answer.start()
        with answer.part("read"):
            for table, name, field in (("patches", "JCTB", "JCBH"), ("approvals", "approvals", "doc_no"),
                                       ("farmland", "DLTB", "DLBM")):  # fmt: skip
                load(connection, folder / f"{name}.gpkg", table, field)
                cursor.execute(f"ANALYZE {table}")
        with answer.part("approvals"):
            cursor.execute(APPROVED)
            approved = list(zip(*cursor.fetchall()))
        with answer.part("farmland"):
            cursor.execute(LAND)
            land = list(zip(*cursor.fetchall()))
        answer.stop()
        answer.tell(peak_mib=math.nan)  # the server's processes have the memory, not this one
        answer.save(
            {
                "area_m2": (approved[0], approved[1]),
                "approved_m2": (approved[0], approved[2]),
                **classes_figures(*land),
            }
        )


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2])
