"""What a check-up has read is handed to the screening it stands before, and never when it could be stale."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from live_ground import Ground, box
from real_layers import memory_layer, saved
from test_screening_in_tiles import stored

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)

from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.read_before import ReadBefore
from gengdi_plugin.layers.reading import LayerSource

ROWS = [(box(0, 0, 10, 10), "0101", "1"), (box(10, 0, 10, 10), "0102", "2"), (box(20, 0, 9, 9), "0201", "3")]
KINDS = {"GPKG": "gpkg", "ESRI Shapefile": "shp"}


def long_ago(folder: Path) -> None:
    """As if all files of ``folder`` had been written an hour ago."""
    for file in folder.iterdir():
        if file.is_file():
            os.utime(file, (time.time() - 3600,) * 2)


def parcels(folder: Path, kind: str, read_only: bool = False) -> QgsVectorLayer:
    layer = memory_layer("land", {"class_code": "text", "parcel": "text"}, ROWS, geometry="MultiPolygon")
    layer = saved(layer, folder / f"land.{KINDS[kind]}", kind)
    bind(layer, binding_of(layer, "farmland"))
    long_ago(folder)
    return layer


def source(layer: QgsVectorLayer, **more: Any) -> LayerSource:
    return LayerSource(layer, "farmland", more.pop("context", QgsCoordinateTransformContext()), **more)


@pytest.mark.parametrize("kind", KINDS)
def test_what_did_not_change_is_handed_over_once_as_it_would_be_read(qgis_app, tmp_path, kind):
    layer, before = parcels(tmp_path, kind), ReadBefore()
    table = before.read(source(layer))
    assert before.take(source(layer)) is table
    assert before.take(source(layer)) is None
    again = source(layer).read_compact()
    assert table.ids.tolist() == again.ids.tolist()
    assert np.array_equal(table.bounds, again.bounds)
    assert bytes(table.data) == bytes(again.data) and table.notices == again.notices
    for name in table.columns:
        assert repr(table.column(name).tolist()) == repr(again.column(name).tolist()), name


def _edited(layer: QgsVectorLayer, _folder: Path) -> None:
    layer.startEditing()
    layer.deleteFeature(1)


def _saved(layer: QgsVectorLayer, _folder: Path) -> None:
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    assert layer.commitChanges()


def _on_the_provider(layer: QgsVectorLayer, _folder: Path) -> None:
    one = next(layer.getFeatures()).id()
    shape = QgsGeometry.fromWkt(box(500, 0, 3, 3))
    shape.convertToMultiType()
    assert layer.dataProvider().changeGeometryValues({one: shape})


def _added_on_the_provider(layer: QgsVectorLayer, _folder: Path) -> None:
    made = QgsFeature(layer.fields())
    shape = QgsGeometry.fromWkt(box(500, 0, 3, 3))
    shape.convertToMultiType()
    made.setGeometry(shape)
    assert layer.dataProvider().addFeatures([made])[0]


def _filtered(layer: QgsVectorLayer, _folder: Path) -> None:
    layer.setSubsetString("class_code = '0101'")


def _in_another_system(layer: QgsVectorLayer, _folder: Path) -> None:
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))


def _bound_otherwise(layer: QgsVectorLayer, _folder: Path) -> None:
    binding = binding_of(layer, "farmland")
    binding.fields["class_code"] = "parcel"
    bind(layer, binding)


def _renamed(layer: QgsVectorLayer, _folder: Path) -> None:
    layer.setName("other")


def _by_another_program(layer: QgsVectorLayer, folder: Path) -> None:
    if layer.storageType() == "GPKG":
        with closing(sqlite3.connect(folder / "land.gpkg")) as connection:
            connection.execute("PRAGMA user_version = 7")  # no trigger of the R-tree has to be there
            connection.execute("CREATE TABLE noted (a)")
            connection.commit()
    else:
        file = folder / "land.dbf"
        file.write_bytes(file.read_bytes().replace(b"0102", b"0103"))


CHANGES = (
    _edited, _saved, _on_the_provider, _added_on_the_provider, _filtered, _in_another_system,
    _bound_otherwise, _renamed, _by_another_program,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_changed_is_read_again(qgis_app, tmp_path, kind, change):
    layer, before = parcels(tmp_path, kind), ReadBefore()
    assert before.read(source(layer)) is not None
    change(layer, tmp_path)
    assert before.take(source(layer)) is None
    if layer.isEditable():
        layer.rollBack()


def test_what_another_program_leaves_in_the_log_of_sqlite_is_seen(qgis_app, tmp_path):
    layer, before = parcels(tmp_path, "GPKG"), ReadBefore()
    with closing(sqlite3.connect(tmp_path / "land.gpkg")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        long_ago(tmp_path)
        before.read(source(layer))
        connection.execute("CREATE TABLE noted (a)")
        connection.commit()
        assert before.take(source(layer)) is None


def test_another_file_of_the_same_name_is_seen(qgis_app, tmp_path):
    layer, before = parcels(tmp_path, "GPKG"), ReadBefore()
    before.read(source(layer))
    file = tmp_path / "land.gpkg"
    date = file.stat().st_mtime_ns
    shutil.copyfile(file, tmp_path / "copy")
    (tmp_path / "copy").replace(file)
    os.utime(file, ns=(date, date))
    assert before.take(source(layer)) is None


def test_what_was_just_written_other_transforms_and_other_providers_are_read_again(qgis_app, tmp_path):
    layer, before = parcels(tmp_path, "GPKG"), ReadBefore()
    os.utime(tmp_path / "land.gpkg")
    before.read(source(layer))
    assert before.take(source(layer)) is None
    long_ago(tmp_path)
    before.read(source(layer))
    context = QgsCoordinateTransformContext()
    systems = (QgsCoordinateReferenceSystem("EPSG:4490"), QgsCoordinateReferenceSystem("EPSG:4326"))
    context.addCoordinateOperation(*systems, "+proj=noop")
    assert before.take(source(layer, context=context)) is None
    before.read(source(layer))
    assert before.take(source(layer, only_selected=True)) is None
    memory = memory_layer("land", {"class_code": "text"}, [(box(0, 0, 1, 1), "0101")])
    bind(memory, binding_of(memory, "farmland"))
    before.read(source(memory))
    assert before.take(source(memory)) is None
    before.forget()
    assert before.take(source(layer)) is None


def press(ground: Ground, qtbot: Any, workspace: Path) -> None:
    """Screen Patches as the officer presses it, the check-up before it included."""
    ground.desktop.dock.layers.refresh()
    screening = ground.desktop.dock.screening
    screening.workspace.setFilePath(str(workspace))
    QgsProject.instance().writeEntryBool("gengdi", "checked_up", False)
    screening.run_button.click()
    ground.idle(qtbot)


@pytest.mark.parametrize("kind", KINDS)
def test_a_press_reads_each_layer_once_and_says_what_two_readings_say(
    kind, qgis_app, qgis_new_project, tmp_path, qtbot, monkeypatch
):
    ground = Ground(tmp_path, kind)
    read: Counter[str] = Counter()
    real = LayerSource.read_compact
    monkeypatch.setattr(
        LayerSource, "read_compact", lambda self, *more: read.update([self.name]) or real(self, *more)
    )
    try:
        long_ago(tmp_path)
        press(ground, qtbot, tmp_path / "once.sqlite")
        assert read == dict.fromkeys(ground.layers, 1)
        assert len(ground.desktop.session.rows()) == 6
        read.clear()
        with monkeypatch.context() as patch:
            patch.setattr(ReadBefore, "take", lambda *_: None)
            press(ground, qtbot, tmp_path / "twice.sqlite")
        assert read == dict.fromkeys(ground.layers, 2)
        assert stored(tmp_path / "once.sqlite") == stored(tmp_path / "twice.sqlite")
    finally:
        ground.close()


def test_an_edit_during_the_check_up_is_screened(qgis_app, qgis_new_project, tmp_path, qtbot):
    ground = Ground(tmp_path, "GPKG")
    try:
        long_ago(tmp_path)
        approvals = ground.layers["approvals"]
        ground.desktop.dock.layers.refresh()
        screening = ground.desktop.dock.screening
        screening.workspace.setFilePath(str(ground.workspace))
        screening.run_button.click()  # the check-up has its snapshot now
        approvals.startEditing()
        ground.new("approvals", box(20, 0, 10, 10), "conversion", "A1")
        ground.idle(qtbot)
        assert [ground.code("P0"), ground.code("P1"), ground.code("P2")] == ["green", "green", "yellow"]
        approvals.rollBack()
    finally:
        del approvals
        ground.close()


def test_what_the_page_was_shown_for_is_not_kept(qgis_app, qgis_new_project, tmp_path, qtbot):
    """Something red: the officer decides later, and the screening reads the layers as they are then."""
    ground = Ground(tmp_path, "GPKG")
    try:
        long_ago(tmp_path)
        QgsProject.instance().removeMapLayer(ground.layers.pop("approvals").id())
        press(ground, qtbot, ground.workspace)
        checkup = ground.desktop.dock.screening.checkup
        assert checkup.dialog.isVisible() and checkup._read is None
        given = []
        checkup._proceed = given.append
        checkup.dialog.anyway_button.click()
        assert given == [None]
    finally:
        ground.close()
