"""The workspace as other GIS programs see it: ogrinfo, ogr2ogr, and what they write into it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from results import patch_uid, result

from gengdi_plugin.store.review import patch_rows
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.workspace import open_workspace

pytestmark = pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL's programs are not installed")


@pytest.fixture()
def saved(place: Path) -> Path:
    with open_workspace(place) as ws:
        save_run(ws, result(["green", "yellow", "yellow"]), "张三")
    return place


def run(*command: object) -> str:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def test_ogrinfo_lists_the_layers_with_geometry_and_reference_system(saved: Path) -> None:
    summary = run("ogrinfo", "-ro", "-so", saved, "patch_status")
    assert "Feature Count: 3" in summary and 'ID["EPSG",4490]' in summary
    patch = run("ogrinfo", "-ro", "-so", saved, "patch")
    assert "Geometry: Multi Polygon" in patch and 'ID["EPSG",4490]' in patch
    assert "FID Column = id" in patch and "Geometry Column = geom" in patch


def test_ogr2ogr_converts_patches_and_their_colour(saved: Path, tmp_path: Path) -> None:
    out = tmp_path / "status.geojson"
    run("ogr2ogr", "-f", "GeoJSON", out, saved, "patch_status")
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert [(one["properties"]["patch_no"], one["properties"]["code"]) for one in features] == [
        ("P0000", "green"), ("P0001", "yellow"), ("P0002", "yellow"),
    ]  # fmt: skip
    assert features[0]["geometry"]["type"] == "MultiPolygon"


def test_a_spatial_filter_finds_by_the_index(saved: Path) -> None:
    found = run("ogrinfo", "-ro", "-al", "-spat", 121.5019, 29.94, 121.5035, 29.96, saved, "patch")
    assert "P0001" in found and "P0000" not in found


def test_rows_that_ogr_adds_get_a_uid_and_a_place_in_the_index(saved: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.geojson"
    shape = {"type": "MultiPolygon", "coordinates": [[[[121, 29], [121.1, 29], [121.1, 29.1], [121, 29]]]]}
    features = [
        {"type": "Feature", "properties": {"patch_no": number}, "geometry": shape} for number in ("O1", "O2")
    ]
    new.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    run("ogr2ogr", "-append", "-update", "-nln", "patch", saved, new)
    with open_workspace(saved, create=False) as ws:
        uids = [uid for (uid,) in ws.db.execute("SELECT uid FROM patch WHERE patch_no LIKE 'O%'").fetchall()]
        assert len(set(uids)) == 2 and all(len(uid) == 32 for uid in uids)
        assert ws.db.execute("SELECT CheckSpatialIndex('patch', 'geom')").fetchone() == (1,)
        assert len(patch_rows(ws)) == 5


def test_every_spatial_index_is_valid(saved: Path) -> None:
    with open_workspace(saved, create=False) as ws:
        tables = ws.db.execute(
            "SELECT f_table_name, spatial_index_enabled, CheckSpatialIndex(f_table_name, f_geometry_column) "
            "FROM geometry_columns"
        ).fetchall()
    assert {name for name, _, _ in tables} >= {"patch", "evidence", "remainder", "ground", "unit", "permit"}
    assert all(enabled == 1 and valid == 1 for _, enabled, valid in tables), tables


def test_the_views_need_no_extension(saved: Path) -> None:
    with closing(sqlite3.connect(saved)) as plain:
        rows = plain.execute(
            "SELECT uid, code, state, overdue FROM patch_status ORDER BY patch_no"
        ).fetchall()
    assert rows[0] == (patch_uid(0), "green", "screened_green", 0)
