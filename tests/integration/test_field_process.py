"""A field package from the shell and back, as a bureau's script would do it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from gengdi_plugin.store.workspace import open_workspace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "qgis"))

from field_ground import counts, field_workspace, state_of

ogr.UseExceptions()


@pytest.fixture()
def workspace(tmp_path: Path) -> Path:
    return field_workspace(tmp_path / "工作库.sqlite")


def enter(folder: Path, number: str) -> None:
    """A finding with a photo, as a program that is not QGIS enters it."""
    (folder / "DCIM" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture \xff\xd9")
    source = ogr.Open(str(folder / "data.gpkg"), 1)
    patches = source.GetLayerByName("patch")
    (patch,) = [one for one in patches if one.GetField("patch_no") == number]
    layer = source.GetLayerByName("inspection")
    feature = ogr.Feature(layer.GetLayerDefn())
    for name, value in {
        "uid": "c" * 32, "patch_uid": patch.GetField("uid"), "patch_no": number, "finding": "found_unlawful",
        "inspector": "王外业", "inspected_on": "2026-11-29",
    }.items():  # fmt: skip
        feature.SetField(name, value)
    feature.SetGeometry(patch.GetGeometryRef().PointOnSurface())
    layer.CreateFeature(feature)
    del feature, layer, patch, patches, source
    with closing(sqlite3.connect(folder / "data.gpkg")) as db, db:
        db.execute("INSERT INTO photo (inspection_uid, path) VALUES (?, 'DCIM/a.jpg')", ("c" * 32,))


def number(done: Any, name: str) -> int:
    (line,) = [line for line in done.stdout.splitlines() if line.startswith(f"{name}:")]
    return int(line.split(":")[1])


def test_out_to_the_phone_and_back(qgis_process: Any, workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "外业 包"
    given = [f"WORKSPACE={workspace}", "RESPONSIBLE=王外业", f"FOLDER={folder}"]
    done = qgis_process("run", "gengdi:fieldpackage", "--", *given)
    assert number(done, "COUNT") == 3
    phone = tmp_path / "phone"
    shutil.copytree(folder, phone)
    enter(phone, "P003")
    report = tmp_path / "report.csv"
    back = [f"WORKSPACE={workspace}", f"FOLDER={phone}", f"REPORT={report}"]
    done = qgis_process("run", "gengdi:importfieldwork", "--", *back)
    found = [number(done, name) for name in ("FINDINGS", "PHOTOS", "CONFLICTS", "MISSING")]
    assert found == [1, 1, 0, 0]
    assert "P003" in report.read_text(encoding="utf-8")
    with open_workspace(workspace) as ws:
        assert state_of(ws, "P003") == "found_unlawful"
        before = counts(ws)
    archive = shutil.make_archive(str(tmp_path / "back"), "zip", tmp_path, "phone")
    done = qgis_process("run", "gengdi:importfieldwork", "--", f"WORKSPACE={workspace}", f"FOLDER={archive}")
    assert number(done, "FINDINGS") == 0
    with open_workspace(workspace) as ws:
        assert counts(ws) == before


def test_who_has_no_patches_is_told_who_has(qgis_process: Any, workspace: Path, tmp_path: Path) -> None:
    given = [f"WORKSPACE={workspace}", "RESPONSIBLE=谁", f"FOLDER={tmp_path / 'x'}"]
    done = qgis_process("run", "gengdi:fieldpackage", "--", *given, check=False)
    assert done.returncode != 0
    assert "王外业" in done.stdout + done.stderr
    assert not (tmp_path / "x").exists()
